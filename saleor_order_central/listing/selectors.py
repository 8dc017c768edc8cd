"""Reads of order lists: one statement a page, whatever is filtered."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.utils import timezone

from ..errors import invalid
from ..statuses.indexes import WordVector, last_change, number_length
from ..statuses.models import OrderState
from ..statuses.selectors import StatusBook, load_status_book
from .where import WhereReader
from .words import prefix_query

SEARCH_LIMIT = 250


class Finds(Func):
    """Whether words match a query of ours."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Filtering:
    """One filter with its search; a list may be narrowed by several, which must all hold."""

    where: Mapping[str, Any]
    search: str = ""


def find_states(
    filterings: Iterable[Filtering],
    *,
    using: str,
    channels: Collection[str] | None,
    order_pk: Callable[[str], Any],
    book: StatusBook | None = None,
) -> QuerySet[OrderState]:
    """Return the states of orders that all filters let through. Drafts are never among them.

    `channels` limits staff who may not work everywhere; None means every channel, as on hosts without them.
    `order_pk` turns a global id into a key. The book of statuses is read when none is given. Raises
    OrderCentralFault with the field `where` or `search`.
    """
    rows = OrderState.objects.using(using).filter(placed_at__isnull=False)
    rows = rows.annotate(number_length=number_length(), last_change=last_change())
    if channels is not None:
        # Saleor's own rows are asked: our copy has the old slug of a renamed channel until it is written.
        rows = rows.filter(order__channel__slug__in=sorted(channels))
    reader = WhereReader(book or load_status_book(using=using), timezone.now(), order_pk)
    for one in filterings:
        rows = _searched(rows.filter(reader.condition(one.where)), one.search)
    return rows


def _searched(rows: QuerySet[OrderState], search: str) -> QuerySet[OrderState]:
    if len(search) > SEARCH_LIMIT:
        raise invalid("search", f"At most {SEARCH_LIMIT} characters are allowed.")
    if not search.strip():
        return rows
    query = prefix_query(search)
    if query is None:
        return rows.none()
    return rows.filter(Finds(WordVector(F("search_words")), Value(query)))
