"""Messages to customers as events for other programs, such as providers of mails and text messages. Pure."""

from collections.abc import Iterable, Iterator

from ..events import CentralEvent, EventName
from .models import WAITING, Occasion, OrderNotification


def notification_events(rows: Iterable[OrderNotification]) -> list[CentralEvent]:
    """Return the events of stored messages; one that will not be sent is none. No text and no address."""
    return [event for row in rows if row.status in WAITING for event in _events_of(row)]


def _events_of(row: OrderNotification) -> Iterator[CentralEvent]:
    payload = {
        "notification": row.pk,
        "channel": str(row.channel_kind),
        "occasion": str(row.occasion),
        "sendAfter": row.send_after.isoformat(),
    }
    yield CentralEvent(EventName.ORDER_NOTIFICATION_REQUESTED, row.order_id, payload)
    if row.occasion == Occasion.REVIEW_REQUEST:
        yield CentralEvent(EventName.ORDER_REVIEW_REQUESTED, row.order_id, payload)
