"""The list of accounts: one statement a page, whatever is filtered and sorted (002-01, 002-14)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from django.db.models import F, Q, QuerySet, Value

from ..errors import invalid, required
from ..listing.joining import join
from ..listing.nesting import every_part
from ..listing.selectors import SEARCH_LIMIT, Finds
from ..listing.sorting import Sorting
from ..listing.words import prefix_query
from ..statuses.indexes import WordVector
from .models import CustomerState

MOST_NAMED = 100


class CustomerSort(str, Enum):
    """Order of a list of customers."""

    NEWEST_FIRST = "NEWEST_FIRST"
    OLDEST_FIRST = "OLDEST_FIRST"
    NAME_ASCENDING = "NAME_ASCENDING"
    NAME_DESCENDING = "NAME_DESCENDING"
    EMAIL_ASCENDING = "EMAIL_ASCENDING"
    EMAIL_DESCENDING = "EMAIL_DESCENDING"
    SEEN_LATELY = "SEEN_LATELY"
    SEEN_LONG_AGO = "SEEN_LONG_AGO"
    MOST_ORDERS = "MOST_ORDERS"
    FEWEST_ORDERS = "FEWEST_ORDERS"
    MOST_SPENT = "MOST_SPENT"
    LEAST_SPENT = "LEAST_SPENT"


SORTINGS: dict[CustomerSort, Sorting] = {
    CustomerSort.NEWEST_FIRST: Sorting(("registered_at", "pk"), True),
    CustomerSort.OLDEST_FIRST: Sorting(("registered_at", "pk"), False),
    CustomerSort.NAME_ASCENDING: Sorting(("name", "pk"), False),
    CustomerSort.NAME_DESCENDING: Sorting(("name", "pk"), True),
    CustomerSort.EMAIL_ASCENDING: Sorting(("email", "pk"), False),
    CustomerSort.EMAIL_DESCENDING: Sorting(("email", "pk"), True),
    CustomerSort.SEEN_LATELY: Sorting(("last_seen_at", "pk"), True),
    CustomerSort.SEEN_LONG_AGO: Sorting(("last_seen_at", "pk"), False),
    CustomerSort.MOST_ORDERS: Sorting(("number", "pk"), True),
    CustomerSort.FEWEST_ORDERS: Sorting(("number", "pk"), False),
    CustomerSort.MOST_SPENT: Sorting(("spent", "pk"), True),
    CustomerSort.LEAST_SPENT: Sorting(("spent", "pk"), False),
}
_BY_ORDERS = {CustomerSort.MOST_ORDERS, CustomerSort.FEWEST_ORDERS}
_BY_MONEY = {CustomerSort.MOST_SPENT, CustomerSort.LEAST_SPENT}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which orders the figures of a list are made of. `channel_pk` None is the whole shop.

    With a channel or a currency, only customers who ordered there are listed. `sees_all` is false for staff
    who may not work in every channel: of the whole shop they learn nothing.
    """

    channel_pk: int | None = None
    currency: str = ""
    sees_all: bool = True


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What a list is narrowed to; all that is given must hold, both ends of a range belong to it.

    Of `any_of` at least one must hold, of `all_of` each; what is searched for counts in the outermost one.
    """

    user_pks: Collection[int] | None = None
    emails: Collection[str] | None = None
    names: Collection[str] | None = None
    is_active: bool | None = None
    registered_from: datetime | None = None
    registered_to: datetime | None = None
    login_from: datetime | None = None
    login_to: datetime | None = None
    ordered_from: datetime | None = None
    ordered_to: datetime | None = None
    least_orders: int | None = None
    most_orders: int | None = None
    least_spent: Decimal | None = None
    most_spent: Decimal | None = None
    search: str = ""
    all_of: "Sequence[CustomerFilter]" = ()
    any_of: "Sequence[CustomerFilter]" = ()

    @property
    def asks_for_orders(self) -> bool:
        """Whether it reads how often and when customers ordered."""
        return any(
            (one.ordered_from, one.ordered_to, one.least_orders, one.most_orders) != (None,) * 4
            for one in every_part(self)
        )

    @property
    def asks_for_money(self) -> bool:
        """Whether it compares amounts."""
        return any((one.least_spent, one.most_spent) != (None, None) for one in every_part(self))


def reads_orders(wanted: CustomerFilter, sort: CustomerSort, scope: Scope) -> bool:
    """Tell whether a list says something about orders, beyond what is shown of each customer."""
    by_orders = sort in _BY_ORDERS | _BY_MONEY or scope.channel_pk is not None or bool(scope.currency)
    return by_orders or wanted.asks_for_orders or wanted.asks_for_money


def find_customers(
    wanted: CustomerFilter, sort: CustomerSort, scope: Scope, *, using: str
) -> QuerySet[CustomerState]:
    """Return accounts with `number` and `spent` of the scope. Raises OrderCentralFault naming the field."""
    _refuse(wanted, sort, scope)
    rows = CustomerState.objects.using(using).filter(is_customer=True)
    if scope.channel_pk is None and not scope.currency:
        rows = rows.annotate(number=F("orders_count"), ordered=F("last_order_at"))
    else:
        rows = rows.filter(totals__channel_pk=scope.channel_pk or 0, totals__currency=scope.currency)
        rows = rows.annotate(
            number=F("totals__orders_count"), spent=F("totals__spent"), ordered=F("totals__last_order_at")
        )
    return _searched(rows.filter(join(wanted, _conditions)), wanted.search)


def _refuse(wanted: CustomerFilter, sort: CustomerSort, scope: Scope) -> None:
    for one in every_part(wanted):
        for values, field in ((one.user_pks, "ids"), (one.emails, "email"), (one.names, "name")):
            if len(values or ()) > MOST_NAMED:
                raise invalid(field, f"At most {MOST_NAMED} are allowed.")
    if len(wanted.search) > SEARCH_LIMIT:
        raise invalid("search", f"At most {SEARCH_LIMIT} characters are allowed.")
    if scope.channel_pk is None and not scope.sees_all and reads_orders(wanted, sort, scope):
        raise required("channel", "Name one of your channels: you do not see orders of the others.")
    if (wanted.asks_for_money or sort in _BY_MONEY) and not scope.currency:
        raise required("currency", "Amounts are compared in one currency: name it, or a channel.")


def _conditions(wanted: CustomerFilter) -> list[Q]:
    given: dict[str, object | None] = {
        "pk__in": wanted.user_pks,
        "email__in": None if wanted.emails is None else [one.strip().lower() for one in wanted.emails],
        "name__in": wanted.names,
        "is_active": wanted.is_active,
        "registered_at__gte": wanted.registered_from,
        "registered_at__lte": wanted.registered_to,
        "last_login_at__gte": wanted.login_from,
        "last_login_at__lte": wanted.login_to,
        "ordered__gte": wanted.ordered_from,
        "ordered__lte": wanted.ordered_to,
        "number__gte": wanted.least_orders,
        "number__lte": wanted.most_orders,
        "spent__gte": wanted.least_spent,
        "spent__lte": wanted.most_spent,
    }
    return [Q(**{lookup: value}) for lookup, value in given.items() if value is not None]


def _searched(rows: QuerySet[CustomerState], search: str) -> QuerySet[CustomerState]:
    if not search.strip():
        return rows
    query = prefix_query(search)
    return rows.none() if query is None else rows.filter(Finds(WordVector(F("search_words")), Value(query)))
