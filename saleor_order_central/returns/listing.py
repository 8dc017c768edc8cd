"""Lists of return requests: one statement a page, whatever is filtered (002-40)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from ..errors import invalid
from ..listing.selectors import SEARCH_LIMIT, Finds
from ..listing.sorting import Sorting
from ..listing.words import prefix_query
from ..statuses.indexes import WordVector
from ..statuses.models import OrderState
from .models import ReturnLine, ReturnRequest

MOST_NAMED = 100


class ReturnSort(str, Enum):
    """Order of a list of return requests."""

    NEWEST_FIRST = "NEWEST_FIRST"
    OLDEST_FIRST = "OLDEST_FIRST"
    UPDATED_FIRST = "UPDATED_FIRST"
    UPDATED_LAST = "UPDATED_LAST"
    NUMBER_ASCENDING = "NUMBER_ASCENDING"
    NUMBER_DESCENDING = "NUMBER_DESCENDING"


SORTINGS: dict[ReturnSort, Sorting] = {
    ReturnSort.NEWEST_FIRST: Sorting(("created_at", "id"), True),
    ReturnSort.OLDEST_FIRST: Sorting(("created_at", "id"), False),
    ReturnSort.UPDATED_FIRST: Sorting(("updated_at", "id"), True),
    ReturnSort.UPDATED_LAST: Sorting(("updated_at", "id"), False),
    ReturnSort.NUMBER_ASCENDING: Sorting(("sort_number", "id"), False),
    ReturnSort.NUMBER_DESCENDING: Sorting(("sort_number", "id"), True),
}


@dataclass(frozen=True, slots=True)
class ReturnFilter:
    """What a list is narrowed to; all that is given must hold. None and empty mean no filter."""

    states: Collection[str] | None = None
    reason_pks: Collection[int] | None = None
    channels: Collection[str] | None = None
    order_pks: Collection[Any] | None = None
    customer_email: str = ""
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: str = ""

    def refuse_too_much(self) -> None:
        """Raise INVALID naming the field that names more than a list may."""
        for name, field in (("reason_pks", "reasons"), ("channels", "channels"), ("order_pks", "orders")):
            if len(getattr(self, name) or ()) > MOST_NAMED:
                raise invalid(field, f"At most {MOST_NAMED} are allowed.")
        if len(self.search) > SEARCH_LIMIT:
            raise invalid("search", f"At most {SEARCH_LIMIT} characters are allowed.")


def find_returns(
    wanted: ReturnFilter,
    *,
    using: str,
    staff_channels: Collection[str] | None = None,
    customer_pk: int | None = None,
) -> QuerySet[ReturnRequest]:
    """Return requests. `staff_channels` limits staff, None for all; `customer_pk` names the one owner."""
    wanted.refuse_too_much()
    rows = ReturnRequest.objects.using(using)
    if customer_pk is not None:
        rows = rows.filter(order__user_id=customer_pk)
    if staff_channels is not None:
        rows = rows.filter(order__channel__slug__in=sorted(staff_channels))
    named: Sequence[tuple[str, Collection[Any] | None]] = (
        ("state__in", wanted.states),
        ("channel__in", wanted.channels),
        ("order_id__in", wanted.order_pks),
    )
    for lookup, values in named:
        if values is not None:
            rows = rows.filter(**{lookup: list(values)})
    if wanted.reason_pks is not None:
        lines = ReturnLine.objects.filter(request=OuterRef("pk"), reason_id__in=list(wanted.reason_pks))
        rows = rows.filter(Exists(lines))
    if wanted.customer_email:
        rows = rows.filter(customer_email=wanted.customer_email.strip().lower())
    if wanted.created_from is not None:
        rows = rows.filter(created_at__gte=wanted.created_from)
    if wanted.created_to is not None:
        rows = rows.filter(created_at__lte=wanted.created_to)
    return _searched(rows, wanted.search, using)


def _searched(rows: QuerySet[ReturnRequest], search: str, using: str) -> QuerySet[ReturnRequest]:
    """Look for the beginning of the number, and for the words by which staff finds the order."""
    text = search.strip()
    if not text:
        return rows
    found = Q(number__istartswith=text)
    query = prefix_query(text)
    if query is not None:
        orders = OrderState.objects.using(using).filter(Finds(WordVector(F("search_words")), Value(query)))
        found |= Q(order_id__in=orders.values("order_id"))
    return rows.filter(found)
