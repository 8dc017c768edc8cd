"""Lists of conversations: one statement a page, whatever is filtered (002-15, 002-20)."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from ..listing.joining import join
from ..listing.selectors import Finds
from ..listing.words import prefix_query
from ..statuses.indexes import WordVector
from .models import NEVER, OrderMemo, OrderThread
from .selectors import in_channels
from .thread_filter import ThreadFilter


def find_threads(
    wanted: ThreadFilter,
    *,
    using: str,
    staff_channels: Collection[str] | None = None,
    customer_pk: int | None = None,
) -> QuerySet[OrderThread]:
    """Return conversations. `staff_channels` limits staff, None for all; `customer_pk` is the one customer.

    A customer finds what was said to them or by them, and finds it by that.
    """
    wanted.refuse_too_much()
    rows = in_channels(OrderThread.objects.using(using), staff_channels)
    if customer_pk is not None:
        rows = rows.filter(pk__in=_of_customer(customer_pk, using), messages_count__gt=0)
    rows = rows.filter(join(wanted, _conditions))
    return _searched(rows, wanted.search, using, for_staff=customer_pk is None)


def _conditions(wanted: ThreadFilter) -> list[Q]:
    return [*_names(wanted), *_switches(wanted)]


def _names(wanted: ThreadFilter) -> list[Q]:
    named: Sequence[tuple[str, Collection[Any] | None]] = (
        ("pk__in", wanted.pks),
        ("status__in", wanted.statuses),
        ("assignee_id__in", wanted.assignee_pks),
        ("contact_id__in", wanted.contact_pks),
        ("channel__in", wanted.channels),
        ("order_id__in", wanted.order_pks),
    )
    return [Q(**{lookup: list(values)}) for lookup, values in named if values is not None]


def _switches(wanted: ThreadFilter) -> list[Q]:
    yes = (
        (wanted.is_unassigned, Q(assignee=None)),
        (wanted.is_waiting, Q(waiting_since__lt=NEVER)),
        (wanted.is_unread, Q(unread_by_staff__gt=0)),
        (wanted.has_held_mail, Q(held_mails__gt=0)),
        (wanted.has_order, Q(order__isnull=False)),
    )
    found = [condition if value else ~condition for value, condition in yes if value is not None]
    if wanted.customer_email:
        found.append(Q(customer_email=wanted.customer_email.strip().lower()))
    if wanted.updated_from is not None:
        found.append(Q(updated_at__gte=wanted.updated_from))
    if wanted.updated_to is not None:
        found.append(Q(updated_at__lte=wanted.updated_to))
    return found


def _searched(
    rows: QuerySet[OrderThread], search: str, using: str, *, for_staff: bool
) -> QuerySet[OrderThread]:
    """Look for the number, and for words; words of memos find a conversation for staff only (004-22)."""
    text = search.strip()
    if not text:
        return rows
    number = text.upper().removeprefix("C-").lstrip("0")
    if text.upper().startswith("C-") and number.isascii() and number.isdigit() and len(number) < 19:
        return rows.filter(pk=int(number))
    query = prefix_query(text)
    if query is None:
        return rows.none()
    said = Finds(WordVector(F("search_words")), Value(query))
    if not for_staff:
        return rows.filter(said)
    memos = OrderMemo.objects.using(using).filter(Finds(WordVector(F("search_words")), Value(query)))
    threads = _keys(using)
    return rows.filter(
        pk__in=threads.filter(said).union(
            threads.filter(pk__in=memos.filter(thread__isnull=False).values("thread_id")),
            threads.filter(order_id__in=memos.filter(thread=None).values("order_id")),
        )
    )


def _of_customer(user_pk: int, using: str) -> QuerySet[OrderThread]:
    threads = _keys(using)
    return threads.filter(order=None, customer_id=user_pk).union(threads.filter(order__user_id=user_pk))


def _keys(using: str) -> QuerySet[OrderThread]:
    """Parts to be united: each uses an index of its own, which a condition with "or" could not."""
    return OrderThread.objects.using(using).order_by().values("pk")
