"""Calls of the carrier webhooks for those who set them up: what came, what became of it, another try."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults, not_found, required
from ..host.celery import send_gathered
from .intake import INTAKE_TASK, Status
from .models import CarrierDelivery

AT_ONCE = 100
# Newest first; the key alone makes pages exact.
SORT_COLUMNS = ("id",)


def find_deliveries(*, using: str, status: Status | None = None) -> QuerySet[CarrierDelivery]:
    """Return the calls of the last 30 days, those of one status if it is given."""
    rows = CarrierDelivery.objects.using(using).all()
    return rows if status is None else rows.filter(status=status)


def retry_deliveries(pks: Sequence[int]) -> list[CarrierDelivery]:
    """Let up to 100 calls be worked off again, all or none; what they told before is known and stays.

    A call that waits already stays as it is. Raises OrderCentralFault(s): REQUIRED and TOO_MANY_ITEMS for
    `deliveries`, NOT_FOUND naming each unknown one.
    """
    if not pks:
        raise required("deliveries")
    if len(pks) > AT_ONCE:
        raise OrderCentralFault(
            f"At most {AT_ONCE} calls are allowed.", ErrorCode.TOO_MANY_ITEMS, field="deliveries"
        )
    with transaction.atomic():
        found = {row.pk: row for row in CarrierDelivery.objects.select_for_update().filter(pk__in=pks)}
        unknown = [index for index, pk in enumerate(pks) if pk not in found]
        if unknown:
            raise OrderCentralFaults(
                [not_found(f"deliveries.{index}", "There is no such call.") for index in unknown]
            )
        rows = [found[pk] for pk in dict.fromkeys(pks)]
        for row in rows:
            if row.status != Status.PENDING:
                row.status, row.attempts, row.problem, row.processed_at = Status.PENDING, 0, "", None
        CarrierDelivery.objects.bulk_update(rows, ("status", "attempts", "problem", "processed_at"))
        send_gathered(INTAKE_TASK)
    return rows
