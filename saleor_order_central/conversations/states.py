"""States of conversations, and what has been read (002-23, 002-24)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..author import AuthorType
from .answering import refuse_unseen
from .kinds import ThreadStatus
from .locks import lock_thread, lock_threads
from .models import NEVER, OrderThread


def set_status(pk: int, status: ThreadStatus, *, last_seen: int | None = None) -> OrderThread:
    """Give a conversation a state; closing says that nothing waits any more.

    Raises NOT_FOUND, and CONFLICT when there are messages after `last_seen`. Whoever closes while a customer
    writes: a message that comes after opens the conversation again, one that came before stops the closing,
    if the caller says what was seen.
    """
    with transaction.atomic():
        thread = lock_thread(pk)
        refuse_unseen(thread, last_seen, field="lastSeenMessage")
        _move(thread, status, timezone.now())
    return thread


def set_statuses(pks: Collection[int], status: ThreadStatus) -> int:
    """Give many conversations a state; returns how many had another one."""
    with transaction.atomic():
        threads = lock_threads(pks)
        return sum(_move(thread, status, timezone.now()) for thread in threads)


def _move(thread: OrderThread, status: ThreadStatus, now: datetime) -> bool:
    if thread.status == status.value:
        return False
    thread.status, thread.updated_at = status.value, now
    fields = ["status", "updated_at"]
    if status is ThreadStatus.CLOSED and thread.is_waiting:
        waiting = thread.messages.filter(author_type=AuthorType.CUSTOMER.value, answered_at=None)
        waiting.update(answered_at=now)
        thread.waiting_since = NEVER
        fields.append("waiting_since")
    thread.save(update_fields=fields)
    return True


def mark_as_read(pk: int, *, by_staff: bool) -> OrderThread:
    """Note that one side has read what the other one wrote. Raises NOT_FOUND."""
    column = "unread_by_staff" if by_staff else "unread_by_customer"
    with transaction.atomic():
        thread = lock_thread(pk)
        unread = thread.messages.filter(read_at=None)
        theirs = {"author_type": AuthorType.CUSTOMER.value}
        unread = unread.filter(**theirs) if by_staff else unread.exclude(**theirs)
        unread.update(read_at=timezone.now())
        setattr(thread, column, 0)
        thread.save(update_fields=[column])
    return thread
