"""Shipments of an order as parcels, and what they prove about sending (000-22, 000-28 … 000-36, 001-21)."""

from typing import NamedTuple

from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoints, checkpoint_of
from ..host.facts import OrderFacts, ShipmentFacts
from ..tracking import TrackingClassification, TrackingRules
from .view import Parcel


class Shipments(NamedTuple):
    """The shipments that were not canceled, sorted by what is known about them.

    `left`: has a shipping date; `complete`: has date and code. One that waits for approval is in neither.
    """

    active: list[ShipmentFacts]
    left: list[ShipmentFacts]
    complete: list[ShipmentFacts]
    has_code: bool


_NO_SHIPMENTS = Shipments([], [], [], has_code=False)


def sort_shipments(facts: OrderFacts) -> Shipments:
    """Sorts the shipments once for all rules."""
    if not facts.shipments:
        return _NO_SHIPMENTS
    active = [shipment for shipment in facts.shipments if not shipment.is_canceled]
    left = [shipment for shipment in active if not shipment.is_waiting and shipment.shipped_at is not None]
    complete = [shipment for shipment in left if has_code(shipment)]
    return Shipments(active, left, complete, has_code=any(map(has_code, active)))


def has_code(shipment: ShipmentFacts) -> bool:
    """Blanks are no code."""
    return bool(shipment.code.strip())


def parcel_id(shipment: ShipmentFacts) -> str:
    """Name of the parcel; it stays the same when Saleor deletes the fulfillment."""
    if shipment.is_own:
        return f"parcel-{shipment.parcel_pk}"
    key = shipment.fulfillment_pk or shipment.fulfillment_key
    name = f"fulfillment-{key}" if key else f"shipment-{shipment.number}"
    return name if shipment.position == 1 else f"{name}-{shipment.position}"


def build_parcels(
    facts: OrderFacts, tracking_rules: TrackingRules, checkpoints: Checkpoints = NO_CHECKPOINTS
) -> tuple[Parcel, ...]:
    """One parcel with its own code for each shipment that was not canceled (001-21).

    `tracking.shipments` has put the stored parcels among the shipments, in their order.
    """
    return tuple(
        Parcel(
            id=parcel_id(shipment),
            shipment=shipment,
            tracking=_classify(shipment, facts, tracking_rules),
            checkpoint=checkpoint_of(shipment, checkpoints),
        )
        for shipment in sorted(sort_shipments(facts).active, key=_place)
    )


def _place(shipment: ShipmentFacts) -> tuple[bool, int]:
    """In number order; parcels of the order as a whole come last."""
    return shipment.number == 0, shipment.number


def _classify(shipment: ShipmentFacts, facts: OrderFacts, rules: TrackingRules) -> TrackingClassification:
    """Some carriers' pages open only with the postcode, country or language of the delivery."""
    delivery = facts.delivery
    return rules.classify(
        shipment.code,
        chosen_carrier=shipment.carrier or None,
        channel=facts.channel,
        postcode=delivery.get("postcode", ""),
        country=delivery.get("country", ""),
        language=delivery.get("language", ""),
    )
