"""The staff's list of parcels with problems: read, and marked as seen (001-22)."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from ..author import Author
from ..carrier_events.summaries import ACKNOWLEDGEMENT
from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults, not_found, required
from ..statuses.locks import lock_order_states
from ..text import plain_line
from ..timeline import history
from ..timeline.view import Visibility
from ..tracking.models import OrderParcel
from .problems import ParcelProblem

AT_ONCE = 100
NOTE_LIMIT = 1000
PROBLEM_SEEN = gettext_noop("Carrier problem seen")


class ProblemSort(str, Enum):
    """Order of the list of problems."""

    OLDEST_FIRST = "OLDEST_FIRST"
    NEWEST_FIRST = "NEWEST_FIRST"


# Both directions read one index; the key at the end makes pages exact.
SORT_COLUMNS = ("problem_at", "id")


def find_problems(
    *,
    using: str,
    channels: Collection[str] | None,
    reasons: Collection[ParcelProblem] | None = None,
    channel: str | None = None,
    carriers: Collection[str] | None = None,
    is_acknowledged: bool | None = None,
    now: datetime | None = None,
) -> QuerySet[OrderParcel]:
    """Return parcels whose problem has begun. `channels` limits staff; None means every channel."""
    rows = OrderParcel.objects.using(using).filter(problem_at__lte=now or timezone.now(), removed_at=None)
    if channels is not None:
        rows = rows.filter(order__channel__slug__in=sorted(channels))
    if reasons is not None:
        rows = rows.filter(problem__in=[reason.value for reason in reasons])
    if channel is not None:
        rows = rows.filter(order__order_central_state__channel=channel)
    if carriers is not None:
        rows = rows.filter(carrier__in=carriers)
    if is_acknowledged is not None:
        rows = rows.filter(acknowledged_at__isnull=not is_acknowledged)
    return rows


def acknowledge_problems(
    parcel_pks: Sequence[int], note: str, *, author: Author, may_work_in: Callable[[str], bool]
) -> list[OrderParcel]:
    """Mark problems as seen, all or none, and note it in the staff's history; returns the parcels.

    A problem that was seen with the same note already stays as it is. Raises OrderCentralFault: REQUIRED
    and TOO_MANY_ITEMS for `problems`, TOO_LONG texts for `note`, NOT_FOUND for each parcel without a problem
    or in a channel of others.
    """
    if not parcel_pks:
        raise required("problems")
    if len(parcel_pks) > AT_ONCE:
        raise OrderCentralFault(
            f"At most {AT_ONCE} problems are allowed.", ErrorCode.TOO_MANY_ITEMS, field="problems"
        )
    note = plain_line(note, "note", limit=NOTE_LIMIT)
    with transaction.atomic():
        orders = OrderParcel.objects.filter(pk__in=parcel_pks).values_list("order_id", flat=True)
        states = lock_order_states(orders)
        found = {
            row.pk: row
            for row in find_problems(using="default", channels=None).filter(pk__in=parcel_pks)
            if may_work_in(states[row.order_id].channel)
        }
        _refuse_unknown(parcel_pks, found)
        rows = [found[pk] for pk in dict.fromkeys(parcel_pks)]
        _acknowledge([row for row in rows if not _is_seen(row, note)], note, author)
    return rows


def _refuse_unknown(parcel_pks: Sequence[int], found: Collection[int]) -> None:
    unknown = [index for index, pk in enumerate(parcel_pks) if pk not in found]
    if unknown:
        raise OrderCentralFaults(
            [not_found(f"problems.{index}", "This parcel has no problem.") for index in unknown]
        )


def _is_seen(row: OrderParcel, note: str) -> bool:
    return row.acknowledged_at is not None and row.acknowledged_note == note


def _acknowledge(rows: Sequence[OrderParcel], note: str, author: Author) -> None:
    now = timezone.now()
    for row in rows:
        row.acknowledged_at = now
        row.acknowledged_by_id = author.user_pk
        row.acknowledged_note = note
    OrderParcel.objects.bulk_update(rows, ACKNOWLEDGEMENT)
    subject = gettext(PROBLEM_SEEN)
    history.write(
        [
            history.event(
                row.order_id, author=author, visibility=Visibility.STAFF, subject=subject, message=note
            )
            for row in rows
        ]
    )
