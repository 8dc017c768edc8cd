"""Reads of conversations, one statement each for any number of them.

Memos are read here and nowhere else, and only by callers that say they read for staff.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet, Sum

from ..attachments.models import OrderAttachment
from ..author import AuthorType
from ..notifications.models import OrderNotification
from ..parts_of_lists import Part, Span, Table, count_rows, load_parts
from ..timeline.view import MemoView
from .kinds import ThreadStatus
from .models import ContactPoint, OrderMemo, OrderMessage, OrderThread, ReceivedMail, ThreadStatusMeaning

_Row = TypeVar("_Row")
# What is read, and whether it is read for staff.
Key = tuple[Any, bool]


def find_thread(pk: int, *, using: str) -> OrderThread | None:
    """Return one conversation."""
    row: OrderThread | None = OrderThread.objects.using(using).filter(pk=pk).first()
    return row


def load_threads(pks: Iterable[int], *, using: str) -> dict[int, OrderThread]:
    """Return conversations by pk."""
    return dict(OrderThread.objects.using(using).in_bulk(list(pks)))


def load_order_threads(order_pks: Iterable[Any], *, using: str) -> dict[Any, OrderThread]:
    """Return the conversation of each order that has one, by order pk."""
    rows = OrderThread.objects.using(using).filter(order_id__in=list(order_pks))
    return {row.order_id: row for row in rows}


def load_messages(thread_pks: Iterable[int], *, using: str) -> dict[int, list[OrderMessage]]:
    """Return what customer and shop said to each other, by conversation, oldest first."""
    rows = OrderMessage.objects.using(using).filter(thread_id__in=list(thread_pks)).order_by("pk")
    return _grouped(rows, "thread_id")


def load_said(thread_pks: Iterable[int], span: Span, *, for_staff: bool, using: str) -> dict[int, Part]:
    """Return a part of each conversation: messages, and for staff the memos among them (004-13).

    Memos are called `memo:` with their key. Conversations in which a bound of the span is not are left out.
    """
    pks = list(thread_pks)
    return load_parts(_said_tables(pks, for_staff=for_staff, using=using), pks, span)


def count_said(thread_pks: Iterable[int], *, for_staff: bool, using: str) -> dict[int, int]:
    """Return how many messages, for staff with the memos, each conversation holds."""
    pks = list(thread_pks)
    return count_rows(_said_tables(pks, for_staff=for_staff, using=using), pks)


def _said_tables(thread_pks: list[int], *, for_staff: bool, using: str) -> list[Table]:
    messages = Table(OrderMessage.objects.using(using), "thread_id", "created_at")
    memos = Table(OrderMemo.objects.using(using), "thread_id", "created_at", prefix="memo:")
    return [messages, memos] if staff_only((pk, for_staff) for pk in thread_pks) else [messages]


def load_messages_by_pk(pks: Iterable[int], *, using: str) -> dict[int, OrderMessage]:
    """Return messages by pk."""
    return dict(OrderMessage.objects.using(using).in_bulk(list(pks)))


def load_unanswered(thread_pks: Iterable[int], *, using: str) -> dict[int, OrderMessage]:
    """Return the oldest message of the customer that has no answer, by conversation (002-26)."""
    rows = OrderMessage.objects.using(using).filter(
        thread_id__in=list(thread_pks), author_type=AuthorType.CUSTOMER.value, answered_at=None
    )
    return {row.thread_id: row for row in rows.order_by("-pk")}


def staff_only(keys: Iterable[Key]) -> list[Key]:
    """Return the keys that are read for staff: the one filter of everything that nobody else may see."""
    return [key for key in keys if key[1]]


def load_thread_memos(keys: Iterable[Key], *, using: str) -> dict[Key, list[OrderMemo]]:
    """Return memos by (conversation, for staff), oldest first; none for anybody but staff (004-13)."""
    wanted = staff_only(keys)
    rows = OrderMemo.objects.using(using).filter(thread_id__in=[pk for pk, _ in wanted]).order_by("pk")
    found = _grouped(rows, "thread_id")
    return {key: found.get(key[0], []) for key in wanted}


def load_order_memos(keys: Iterable[Key], *, using: str) -> dict[Key, list[MemoView]]:
    """Return memos by (order, for staff) as the history shows them, oldest first; for nobody else."""
    wanted = staff_only(keys)
    rows = OrderMemo.objects.using(using).filter(order_id__in=[pk for pk, _ in wanted]).order_by("pk")
    found = _grouped(rows, "order_id")
    return {key: [_memo_view(row) for row in found.get(key[0], [])] for key in wanted}


def _memo_view(row: OrderMemo) -> MemoView:
    return MemoView(
        pk=row.pk,
        date=row.created_at,
        author_type=AuthorType(row.author_type),
        subject=row.subject,
        message=row.body,
        message_html=row.body_html,
        user_pk=row.user_id,
        app_name=row.app_name,
    )


def load_held_mails(keys: Iterable[Key], *, using: str) -> dict[Key, list[ReceivedMail]]:
    """Return e-mails that wait for staff by (conversation, for staff), oldest first; none for others."""
    wanted = staff_only(keys)
    rows = ReceivedMail.objects.using(using).filter(thread_id__in=[pk for pk, _ in wanted], state="HELD")
    found = _grouped(rows.order_by("pk"), "thread_id")
    return {key: found.get(key[0], []) for key in wanted}


def load_files(owner: str, pks: Iterable[int], *, using: str) -> dict[int, list[OrderAttachment]]:
    """Return files by the key of what they belong to: `owner` is message, memo, entry or mail."""
    rows = OrderAttachment.objects.using(using).filter(**{f"{owner}_id__in": list(pks)}).order_by("pk")
    return _grouped(rows, f"{owner}_id")


def load_message_notifications(
    message_pks: Iterable[int], *, using: str
) -> dict[int, list[OrderNotification]]:
    """Return what was sent because of messages, by message, oldest first."""
    rows = OrderNotification.objects.using(using).filter(message_id__in=list(message_pks)).order_by("pk")
    return _grouped(rows, "message_id")


def find_contacts(*, using: str, for_staff: bool) -> QuerySet[ContactPoint]:
    """Return contacts in their order; customers get active ones."""
    rows = ContactPoint.objects.using(using)
    return rows if for_staff else rows.filter(is_active=True)


def load_contacts(pks: Iterable[int], *, using: str) -> dict[int, ContactPoint]:
    """Return contacts by pk."""
    return dict(ContactPoint.objects.using(using).in_bulk(list(pks)))


def load_meanings(*, using: str) -> list[ThreadStatusMeaning]:
    """Return what the four states mean, in their order."""
    rows = {row.status: row for row in ThreadStatusMeaning.objects.using(using)}
    return [rows[status.value] for status in ThreadStatus if status.value in rows]


def box_counts(*, using: str, channels: Collection[str] | None) -> dict[int | None, tuple[int, int]]:
    """Return (unread messages, conversations that are not closed) by contact pk (002-17)."""
    rows = in_channels(OrderThread.objects.using(using), channels)
    rows = rows.filter(Q(unread_by_staff__gt=0) | ~Q(status=ThreadStatus.CLOSED.value))
    is_open = ~Q(status=ThreadStatus.CLOSED.value)
    counted = (
        rows.order_by()
        .values_list("contact_id")
        .annotate(unread=Sum("unread_by_staff"), open=Count("pk", filter=is_open))
    )
    return {contact: (unread, count) for contact, unread, count in counted}


def status_counts(*, using: str, channels: Collection[str] | None) -> dict[str, int]:
    """Return how many conversations have each state."""
    rows = in_channels(OrderThread.objects.using(using), channels)
    return dict(rows.order_by().values_list("status").annotate(count=Count("pk")))


def in_channels(rows: QuerySet[OrderThread], channels: Collection[str] | None) -> QuerySet[OrderThread]:
    """Limit conversations to those of some channels and of none; None means all of them."""
    return rows if channels is None else rows.filter(channel__in=["", *sorted(channels)])


def _grouped(rows: Iterable[_Row], column: str) -> dict[Any, list[_Row]]:
    found: dict[Any, list[_Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found
