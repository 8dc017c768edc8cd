"""What staff does about one message: stop it while it waits, or send it again."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from ..author import Author
from ..errors import invalid, not_found
from ..events import publish
from ..host.facts import OrderFacts
from ..settings import load_settings
from ..text import plain_line
from ..timeline.history import event, write
from ..timeline.view import Visibility
from .contexts import load_message_contexts
from .models import WAITING, ChannelKind, NotificationReason, NotificationStatus, OrderNotification
from .outbox import dedupe_key, deliver_soon
from .told import notification_events

KEY_LIMIT = 128
# What was stopped for another reason is no longer true, or was not meant for the customer.
_MAY_BE_SENT_AFTER_ALL = (
    NotificationReason.CANCELED_BY_STAFF,
    NotificationReason.NOTIFICATIONS_OFF,
    NotificationReason.NO_GATEWAY,
)


def cancel_notification(pk: int, *, author: Author) -> OrderNotification:
    """Stop a waiting message. One that is being delivered at this moment is waited for.

    Raises OrderCentralFault: NOT_FOUND, INVALID for a message that does not wait any more.
    """
    with transaction.atomic():
        row = _locked(pk)
        if row.status not in WAITING:
            raise invalid("id", f"Only a waiting message can be stopped; this one is {row.status}.")
        row.status = NotificationStatus.CANCELED
        row.reason = NotificationReason.CANCELED_BY_STAFF
        row.save(update_fields=["status", "reason", "updated_at"])
        _write_down(row, "Message stopped", author)
    return row


def resend_notification(
    pk: int, facts: OrderFacts, *, idempotency_key: str, author: Author
) -> OrderNotification:
    """Send the same text again, as a message of its own, to the customer's present address.

    The same key returns the first result. Raises OrderCentralFault: NOT_FOUND, INVALID for a message that
    waits, that has no text, or that was stopped because it was not true.
    """
    key = plain_line(idempotency_key, "idempotencyKey", limit=KEY_LIMIT) or uuid4().hex
    now = timezone.now()
    with transaction.atomic():
        original = _locked(pk)
        new_key = dedupe_key(original.order_id, f"resend:{original.pk}:{key}", original.channel_kind)
        earlier: OrderNotification | None = OrderNotification.objects.filter(dedupe_key=new_key).first()
        if earlier is not None:
            return earlier
        _refuse_resend(original)
        row = _copy(original, _present_recipient(original, facts))
        row.dedupe_key, row.created_at, row.send_after = new_key, now, now
        row.save(force_insert=True)
        _write_down(row, "Message sent again", author)
        deliver_soon([row], now)
        publish(notification_events([row]))
    return row


def _locked(pk: int) -> OrderNotification:
    row: OrderNotification | None = (
        OrderNotification.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    )
    if row is None:
        raise not_found("id", "There is no such message.")
    return row


def _refuse_resend(row: OrderNotification) -> None:
    left_the_queue = row.status in (NotificationStatus.SENT, NotificationStatus.FAILED)
    if not (left_the_queue or row.reason in _MAY_BE_SENT_AFTER_ALL):
        raise invalid("id", f"A message that is {row.status} for {row.reason} cannot be sent again.")
    if not row.body:
        raise invalid("id", "The message has no text.")


def _present_recipient(row: OrderNotification, facts: OrderFacts) -> str:
    """A message often fails because of its address, which has been corrected since."""
    settings = load_settings(using="default")
    context = load_message_contexts({facts.order_pk: facts}, settings, using="default")[facts.order_pk]
    present = context.email if row.channel_kind == ChannelKind.EMAIL else context.phone
    return present or row.recipient


def _copy(original: OrderNotification, recipient: str) -> OrderNotification:
    return OrderNotification(
        order_id=original.order_id,
        message_id=original.message_id,
        entry_id=original.entry_id,
        occasion=original.occasion,
        channel_kind=original.channel_kind,
        status=NotificationStatus.QUEUED,
        reason=NotificationReason.RESENT,
        template_id=original.template_id,
        recipient=recipient,
        sender=original.sender,
        reply_to=original.reply_to,
        language=original.language,
        subject=original.subject,
        body=original.body,
        tracking_codes=original.tracking_codes,
        structured_data=original.structured_data,
    )


def _write_down(row: OrderNotification, what: str, author: Author) -> None:
    """Leave a trace for staff: messages say nothing of who touched them."""
    words = f"{ChannelKind(row.channel_kind).label} to {row.recipient}"
    write([event(row.order_id, author=author, visibility=Visibility.STAFF, subject=what, message=words)])
