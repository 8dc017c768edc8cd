"""Brings the columns of parcels in step with their events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..tracking.models import OrderParcel
from .kinds import CarrierEventKind
from .models import OrderCarrierEvent
from .summary import EventFacts, summarise

SUMMARY_COLUMNS = (
    "last_event_type",
    "last_event_at",
    "last_event_place",
    "delivered_at",
    "is_exception",
    "promised_from",
    "promised_to",
    "exception_type",
    "exception_at",
    "delayed_at",
    "pickup_since",
    "pickup_place",
    "pickup_until",
    "moved_at",
    "reporting_carriers",
)
ACKNOWLEDGEMENT = ("acknowledged_at", "acknowledged_by", "acknowledged_note")
_READ = ("type", "happened_at", "place", "estimated_from", "estimated_to", "pickup_until", "carrier")


def fill_summaries(parcels: Sequence[OrderParcel]) -> None:
    """Compute the columns of parcels anew from the stored events of their codes; the caller saves them."""
    if not parcels:
        return
    by_pk: dict[int, list[EventFacts]] = defaultdict(list)
    codes = {parcel.pk: parcel.normalized_code for parcel in parcels}
    rows = OrderCarrierEvent.objects.filter(parcel_id__in=codes).values_list("parcel_id", "code", *_READ)
    for pk, code, kind, *rest in rows:
        if code == codes[pk]:
            by_pk[pk].append(EventFacts(CarrierEventKind(kind), *rest))
    for parcel in parcels:
        fill_summary(parcel, by_pk.get(parcel.pk, ()))


def fill_summary(parcel: OrderParcel, events: Iterable[EventFacts]) -> None:
    """Write what events come to into a parcel in memory."""
    found = summarise(events)
    parcel.last_event_type = found.last_type
    parcel.last_event_at = found.last_at
    parcel.last_event_place = found.last_place
    parcel.delivered_at = found.delivered_at
    parcel.is_exception = found.is_exception
    parcel.promised_from = found.promised_from
    parcel.promised_to = found.promised_to
    parcel.exception_type = found.exception_type
    parcel.exception_at = found.exception_at
    parcel.delayed_at = found.delayed_at
    parcel.pickup_since = found.pickup_since
    parcel.pickup_place = found.pickup_place
    parcel.pickup_until = found.pickup_until
    parcel.moved_at = found.moved_at
    parcel.reporting_carriers = list(found.reporting_carriers)


def forget_acknowledgement(parcel: OrderParcel) -> None:
    """Put a parcel in memory back on the staff's list."""
    parcel.acknowledged_at = None
    parcel.acknowledged_by_id = None
    parcel.acknowledged_note = ""


def event_facts(row: OrderCarrierEvent) -> EventFacts:
    """Return what the rules read of a row."""
    return EventFacts(
        CarrierEventKind(row.type),
        row.happened_at,
        row.place,
        row.estimated_from,
        row.estimated_to,
        row.pickup_until,
        row.carrier,
    )
