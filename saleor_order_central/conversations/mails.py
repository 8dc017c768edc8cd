"""Mails of conversations without an order: what staff does about one of them."""

from django.db import transaction

from ..author import Author
from ..notifications.corrections import Place, cancel_notification, resend_notification
from ..notifications.models import ChannelKind, OrderNotification
from .locks import lock_thread
from .memos import leave_note
from .models import OrderThread


def resend_mail(pk: int, thread_pk: int, *, idempotency_key: str, author: Author) -> OrderNotification:
    """Send a mail of a conversation again. Raises what `resend_notification` raises."""
    with transaction.atomic():
        place = _place(lock_thread(thread_pk), author)
        return resend_notification(pk, place, idempotency_key=idempotency_key)


def cancel_mail(pk: int, thread_pk: int, *, author: Author) -> OrderNotification:
    """Stop a waiting mail of a conversation. Raises what `cancel_notification` raises."""
    with transaction.atomic():
        return cancel_notification(pk, _place(lock_thread(thread_pk), author))


def _place(thread: OrderThread, author: Author) -> Place:
    """Conversations are locked before their mails, as by a mail that came back."""
    return Place(
        lambda kind: thread.customer_email if kind == ChannelKind.EMAIL else "",
        lambda subject, words: leave_note(thread, subject, words, author=author),
    )
