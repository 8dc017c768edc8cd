"""What is in each parcel: lines that staff named, else what is left of its fulfillment. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import invalid
from ..host.facts import ShipmentFacts

Contents = list[tuple[Any, int]]
"""(order line, units) pairs; here only the line's `pk` is read."""


def contents_of(
    shipment: ShipmentFacts,
    shipments: Sequence[ShipmentFacts],
    named: Mapping[int, Contents],
    fulfilled: Contents,
) -> Contents:
    """Return the lines of one parcel of an order.

    `named` holds what staff said, by the pk of the parcel; `fulfilled` the lines of its fulfillment. What
    others leave of these is in the first parcel of the fulfillment for which nobody named lines; further
    such parcels are empty, as nobody knows what is in them.
    """
    own = named.get(shipment.parcel_pk or 0)
    if own or not shipment.fulfillment_key:
        return own or []
    together = [one for one in shipments if one.fulfillment_key == shipment.fulfillment_key]
    unnamed = [one for one in together if not named.get(one.parcel_pk or 0)]
    if not unnamed or _place(unnamed[0]) != _place(shipment):
        return []
    elsewhere = _sum(named.get(one.parcel_pk or 0, ()) for one in together)
    left = [(line, quantity - elsewhere[line.pk]) for line, quantity in fulfilled]
    return [(line, quantity) for line, quantity in left if quantity > 0]


def _place(shipment: ShipmentFacts) -> tuple[bool, int, int]:
    return shipment.is_own, shipment.position, shipment.parcel_pk or 0


def _sum(contents: Iterable[Iterable[tuple[Any, int]]]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for lines in contents:
        for line, quantity in lines:
            found[line.pk] += quantity
    return found


def refuse_too_much(
    wanted: Contents, others: Iterable[Contents], limits: Mapping[Any, int], what: str
) -> None:
    """Raise INVALID naming `lines.<n>.quantity` when parcels would hold more of a line than there is."""
    elsewhere = _sum(others)
    for index, (line, quantity) in enumerate(wanted):
        most = limits.get(line.pk, 0) - elsewhere[line.pk]
        if quantity > most:
            raise invalid(f"lines.{index}.quantity", f"Only {max(most, 0)} of this line {what}.")
