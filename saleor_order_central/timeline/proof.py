"""Evidence of steps (B-01): which fact decided, in words that hold no person's name and no staff text."""

from datetime import datetime

from ..carrier_events.wording import PARCELS_DELIVERED
from ..host.facts import CoreEvent, CoreEventKind, OrderFacts, ShipmentFacts
from .parcels import parcel_id
from .trail import Moment
from .view import EntryKind, Evidence
from .wording import SHIPMENT_LEFT, SHIPMENT_RECORDED, Words, customer_words


def last_event(facts: OrderFacts, kind: CoreEventKind) -> CoreEvent | None:
    """Newest event of the kind."""
    for event in reversed(facts.events):
        if event.kind is kind:
            return event
    return None


def event_or_order(event: CoreEvent | None, message: str, date: datetime | None) -> Evidence:
    """The event if Saleor recorded one, else the order itself; `date` wins over the event's own."""
    if event is None:
        return Evidence(EntryKind.CORE_EVENT, "order", message, date)
    return Evidence(EntryKind.CORE_EVENT, f"event:{event.pk}", message, date or event.date)


def status_evidence(moment: Moment) -> Evidence:
    """The change that set the status; the default status has no row of its own."""
    entry = moment.entry
    stored = "" if entry is None else entry.status_to_customer_label
    return Evidence(
        EntryKind.STATUS_CHANGE,
        "order" if entry is None else f"entry:{entry.pk}",
        customer_words(stored, moment.status),
        moment.date,
        moment.visibility,
    )


def parcel_evidence(shipment: ShipmentFacts, words: Words) -> Evidence:
    """The shipment with its date, if it has left."""
    date = None if shipment.is_waiting else shipment.shipped_at
    message = words[SHIPMENT_RECORDED if date is None else SHIPMENT_LEFT]
    return Evidence(EntryKind.CORE_EVENT, f"parcel:{parcel_id(shipment)}", message, date)


def delivery_evidence(date: datetime, words: Words) -> Evidence:
    """The carriers' word for the last parcel that was handed over (001-13)."""
    return Evidence(EntryKind.CARRIER_EVENT, "order", words[PARCELS_DELIVERED], date)
