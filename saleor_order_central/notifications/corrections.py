"""What staff does about one message: stop it while it waits, or send it again."""

from collections.abc import Callable
from dataclasses import dataclass
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
from .models import (
    NOT_FOR_CUSTOMERS,
    WAITING,
    ChannelKind,
    NotificationReason,
    NotificationStatus,
    Occasion,
    OrderNotification,
)
from .outbox import dedupe_key, deliver_soon
from .told import notification_events

KEY_LIMIT = 128
# What was stopped for another reason is no longer true, or was not meant for the customer.
_MAY_BE_SENT_AFTER_ALL = (
    NotificationReason.CANCELED_BY_STAFF,
    NotificationReason.NOTIFICATIONS_OFF,
    NotificationReason.NO_GATEWAY,
)
# The last two go to an address that was named for this one mail.
_NOT_TO_THE_CUSTOMER = frozenset((*NOT_FOR_CUSTOMERS, Occasion.ACCESS_CODE, Occasion.WITHDRAWAL_RECEIVED))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message belongs. `address_for` tells how a kind of channel reaches the customer by now.

    `note` leaves a title and words for staff there: messages say nothing of who touched them.
    """

    address_for: Callable[[str], str]
    note: Callable[[str, str], object]


def place_of_order(facts: OrderFacts, author: Author) -> Place:
    """Return the place of a message about an order: its present addresses, and its history."""

    def address(kind: str) -> str:
        settings = load_settings(using="default")
        context = load_message_contexts({facts.order_pk: facts}, settings, using="default")[facts.order_pk]
        return context.email if kind == ChannelKind.EMAIL else context.phone

    def note(subject: str, words: str) -> object:
        entry = event(
            facts.order_pk, author=author, visibility=Visibility.STAFF, subject=subject, message=words
        )
        return write([entry])

    return Place(address, note)


def cancel_notification(pk: int, place: Place) -> OrderNotification:
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
        _write_down(row, "Message stopped", place)
    return row


def resend_notification(pk: int, place: Place, *, idempotency_key: str) -> OrderNotification:
    """Send the same text again, as a message of its own, to the customer's present address.

    What never went to the customer goes where it went before. The same key returns the first result. Raises
    OrderCentralFault: NOT_FOUND, INVALID for a message that waits, that has no text, or that was stopped
    because it was not true.
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
        row = _copy(original, _present_recipient(original, place))
        row.dedupe_key, row.created_at, row.send_after = new_key, now, now
        row.save(force_insert=True)
        _write_down(row, "Message sent again", place)
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


def _present_recipient(row: OrderNotification, place: Place) -> str:
    """A message often fails because of its address, which has been corrected since."""
    if row.occasion in _NOT_TO_THE_CUSTOMER:
        return str(row.recipient)
    return place.address_for(row.channel_kind) or str(row.recipient)


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


def _write_down(row: OrderNotification, what: str, place: Place) -> None:
    place.note(what, f"{ChannelKind(row.channel_kind).label} to {row.recipient}")
