"""Where the parcels of an order are, as the timeline and the automation read it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ..host.facts import OrderFacts, ShipmentFacts
from .kinds import CarrierEventKind

_BACK = frozenset({CarrierEventKind.RETURNING.value, CarrierEventKind.RETURNED_TO_SENDER.value})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A stored parcel with what its carrier told last; `last_type` is "" before the first event.

    `fulfillment_key` to `chosen_carrier` say which parcel it is, as `OrderParcel` does. `estimated_at` is
    what staff expect. `expected_*`, `first_promised_to` and `late_at` are what `promises.outlook` made of it
    the last time.
    """

    parcel_pk: int
    number: int
    fulfillment_pk: int | None
    code: str
    shipped_at: datetime | None
    last_type: str = ""
    last_at: datetime | None = None
    last_place: str = ""
    delivered_at: datetime | None = None
    promised_from: datetime | None = None
    promised_to: datetime | None = None
    fulfillment_key: int = 0
    position: int = 1
    is_own: bool = False
    has_left: bool = True
    chosen_carrier: str = ""
    estimated_at: datetime | None = None
    carrier: str = ""
    exception_type: str = ""
    exception_at: datetime | None = None
    delayed_at: datetime | None = None
    pickup_since: datetime | None = None
    pickup_place: str = ""
    pickup_until: datetime | None = None
    moved_at: datetime | None = None
    reporting_carriers: Sequence[str] = ()
    expected_from: datetime | None = None
    expected_to: datetime | None = None
    expected_source: str = ""
    first_promised_to: datetime | None = None
    late_at: datetime | None = None
    problem: str = ""
    problem_at: datetime | None = None

    @property
    def is_back(self) -> bool:
        """Whether the parcel is on its way back, or was."""
        return self.exception_type in _BACK


@dataclass(frozen=True, slots=True)
class CarrierNews:
    """One event for the history of an order."""

    pk: int
    parcel_number: int
    kind: CarrierEventKind
    date: datetime
    place: str
    description: str
    parcel_pk: int | None = None


Checkpoints = Mapping[int, Checkpoint]
"""Checkpoints of one order by the pk of the parcel."""

NO_CHECKPOINTS: Checkpoints = MappingProxyType({})


def checkpoint_of(shipment: ShipmentFacts, checkpoints: Checkpoints) -> Checkpoint | None:
    """Return what is known of a shipment; a code that was changed since has no events yet."""
    if shipment.parcel_pk is None:
        return None
    found = checkpoints.get(shipment.parcel_pk)
    return found if found is not None and found.code == shipment.code else None


def delivered_at(facts: OrderFacts, checkpoints: Checkpoints) -> datetime | None:
    """Return when the last parcel was handed over; None while goods or parcels are still to come."""
    active = [one for one in facts.shipments if not one.is_canceled]
    if not active or not (facts.is_fully_fulfilled or facts.is_fully_returned):
        return None
    dates = []
    for shipment in active:
        found = checkpoint_of(shipment, checkpoints)
        if shipment.is_waiting or found is None or found.delivered_at is None:
            return None
        dates.append(found.delivered_at)
    return max(dates)
