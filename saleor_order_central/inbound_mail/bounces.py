"""Mails of ours that came back: the outbox says so, and staff reads it in the conversation."""

from django.db.models import Q
from django.utils.translation import gettext

from ..author import SYSTEM
from ..conversations.memos import leave_note
from ..conversations.models import OrderThread
from ..conversations.wording import BOUNCE_MEMO
from ..notifications.channels.mail import message_id
from ..notifications.models import ChannelKind, NotificationStatus, OrderNotification
from .automatic import Bounce

# The newest mails of a conversation, among which the one that came back is looked for.
_MOST_LOOKED_AT = 100


def note_bounce(thread: OrderThread, bounce: Bounce) -> OrderNotification | None:
    """Mark the message that came back for good as failed, and leave a memo; returns it if it is known.

    A report that the mail is only late changes nothing.
    """
    if not bounce.is_final:
        return None
    row = _sent(thread, bounce)
    if row is not None:
        row.status = NotificationStatus.FAILED
        row.last_error = f"Came back: {bounce.reason}"[:500]
        row.save(update_fields=["status", "last_error", "updated_at"])
    subject = gettext(BOUNCE_MEMO) % {"name": bounce.recipient}
    leave_note(thread, subject, bounce.reason, author=SYSTEM)
    return row


def _sent(thread: OrderThread, bounce: Bounce) -> OrderNotification | None:
    """Message-IDs are made of the row, so they need not be stored: the newest rows are compared."""
    own = Q(message__thread=thread)
    if thread.order_id is not None:
        own |= Q(order_id=thread.order_id)
    rows = OrderNotification.objects.filter(
        own, channel_kind=ChannelKind.EMAIL, status=NotificationStatus.SENT
    )
    newest = rows.order_by("-pk")[:_MOST_LOOKED_AT]
    return next((row for row in newest if message_id(row) == bounce.message_id), None)
