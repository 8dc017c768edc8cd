"""What is told of a statement: the receipt by mail, the order's history, other programs."""

from django.utils.translation import gettext

from ..author import Author
from ..events import CentralEvent, EventName, publish
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import speaking
from ..notifications.channel_settings import load_channel_book
from ..notifications.messages import Draft, Notice
from ..notifications.models import ChannelKind, NotificationReason, Occasion
from ..notifications.outbox import store_drafts
from ..statuses.desk import Desk
from ..timeline.history import withdrawal_entry, write
from ..timeline.view import Visibility
from .models import Withdrawal
from .wording import WITHDRAWAL_RECEIVED


def tell_received(row: Withdrawal, facts: OrderFacts, desk: Desk, *, author: Author) -> None:
    """Queue the receipt once, write the entry, publish the event; inside the transaction of the statement."""
    with speaking(row.language):
        subject = gettext(WITHDRAWAL_RECEIVED) % {"number": row.number}
    entry = withdrawal_entry(
        facts.order_pk,
        author=author,
        visibility=Visibility.CUSTOMER,
        date=row.received_at,
        subject=subject,
    )
    write([entry])
    row.notification = store_drafts([(_draft(row, facts), entry)], settings=desk.settings)[0]
    row.save(update_fields=["notification"])
    payload = {"number": row.number, "receivedAt": row.received_at.isoformat()}
    publish([CentralEvent(EventName.ORDER_WITHDRAWAL_RECEIVED, facts.order_pk, payload)])


def _draft(row: Withdrawal, facts: OrderFacts) -> Draft:
    """Make the mail of the stored text itself: composing it again could change a word (W-08)."""
    channels = load_channel_book(get_host().load_shop(using="default"), using="default")
    notice = Notice(occasion=Occasion.WITHDRAWAL_RECEIVED, key=f"withdrawal:{row.number}")
    return Draft(
        notice=notice,
        order_pk=facts.order_pk,
        channel_kind=ChannelKind.EMAIL,
        will_send=True,
        reason=NotificationReason.AUTOMATIC,
        recipient=row.email,
        sender=channels.sender(facts.channel),
        reply_to=channels.reply_to(facts.channel),
        language=row.language,
        subject=row.subject,
        body=row.receipt,
    )
