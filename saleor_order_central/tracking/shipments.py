"""The parcels of an order: what Saleor says of its shipments, and the rows that we keep of them (001-21).

Pure but for `add_parcels`. One set of rules serves pages, messages and the automation, and what is saved is
matched to rows by the same rule as what is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Protocol, TypeVar

from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoint, Checkpoints
from ..host.facts import OrderFacts, ShipmentFacts
from .splitting import split_codes


class StoredPart(Protocol):
    """What matching reads of a stored parcel."""

    @property
    def code(self) -> str:
        """Code as typed."""

    @property
    def position(self) -> int:
        """Place in Saleor's text."""


_Part = TypeVar("_Part", bound=StoredPart)


def code_key(code: str) -> str:
    """Bring a text into the form that it is looked up by: no blanks, upper case (001-12)."""
    return "".join(code.split()).upper()


def match_parts(codes: Sequence[str], rows: Iterable[_Part]) -> list[tuple[str, _Part | None, int]]:
    """Give each code its row and its place: the row with the same code, else the first that is left over.

    A row that is left over was corrected. A code without a row gets the lowest place that no row has.
    """
    left = sorted(rows, key=lambda part: part.position)
    by_code = {code_key(part.code): part for part in reversed(left)}
    same = {code: by_code.pop(code_key(code), None) for code in codes}
    taken = {id(part) for part in same.values() if part is not None}
    rest = iter([part for part in left if id(part) not in taken])
    held = {part.position for part in left}
    places = (place for place in count(1) if place not in held)
    found = []
    for code in codes:
        part = same[code] or next(rest, None)
        found.append((code, part, part.position if part is not None else next(places)))
    return found


def with_parcels(facts: OrderFacts, checkpoints: Checkpoints) -> OrderFacts:
    """Return the facts with one shipment for each parcel; facts that have them stay as they are."""
    if facts.has_parcels:
        return facts
    merged = _Merging(facts.shipments, checkpoints.values()).parcels()
    return replace(facts, shipments=merged, has_parcels=True)


def add_parcels(all_facts: Mapping[Any, OrderFacts], *, using: str) -> dict[Any, OrderFacts]:
    """Do the same for many orders with one statement; none when all of them have their parcels."""
    from ..carrier_events.selectors import load_checkpoints

    bare = [pk for pk, facts in all_facts.items() if not facts.has_parcels]
    found = load_checkpoints(bare, using=using) if bare else {}
    return {pk: with_parcels(facts, found.get(pk, NO_CHECKPOINTS)) for pk, facts in all_facts.items()}


def is_row_of(shipment: ShipmentFacts, row: Any, live: frozenset[int]) -> bool:
    """Tell whether a stored parcel (Checkpoint or OrderParcel columns) is one of a shipment's own codes."""
    if shipment.fulfillment_pk is not None:
        return bool(row.fulfillment_key == shipment.fulfillment_pk)
    return bool(row.number == shipment.number and row.fulfillment_key not in live)


def live_keys(shipments: Iterable[ShipmentFacts]) -> frozenset[int]:
    """Return the keys of the fulfillments that Saleor still has."""
    return frozenset(one.fulfillment_pk for one in shipments if one.fulfillment_pk is not None)


class _Merging:
    """One order's shipments on their way to parcels."""

    def __init__(self, shipments: Sequence[ShipmentFacts], rows: Iterable[Checkpoint]) -> None:
        self.shipments = shipments
        self.live = live_keys(shipments)
        every = list(rows)
        self.own = [row for row in every if row.is_own]
        self.rows = [row for row in every if not row.is_own]
        self.used: set[int] = set()

    def parcels(self) -> tuple[ShipmentFacts, ...]:
        found = [part for shipment in self.shipments for part in self._parts(shipment)]
        found += [_from_row(row) for row in self.rows if self._is_left_over(row)]
        found += [own for row in self.own if (own := self._own(row)) is not None]
        # A fulfillment without a code of its own is its added parcels.
        filled = {one.fulfillment_key for one in found if one.is_own and one.fulfillment_key}
        found = [one for one in found if one.is_own or one.code.strip() or one.fulfillment_key not in filled]
        found.sort(
            key=lambda one: (one.number == 0, one.number, one.fulfillment_key, one.is_own, one.position)
        )
        return tuple(found)

    def _parts(self, shipment: ShipmentFacts) -> list[ShipmentFacts]:
        rows = [row for row in self.rows if is_row_of(shipment, row, self.live)]
        if shipment.fulfillment_pk is None and any(row.code.strip() or not row.has_left for row in rows):
            # What was last seen of it is better than what Saleor's history tells.
            return []
        self.used.update(row.parcel_pk for row in rows)
        codes = split_codes(shipment.code)
        matched = match_parts(codes, rows)
        return [
            replace(
                shipment,
                code=code,
                fulfillment_key=shipment.fulfillment_pk or (row.fulfillment_key if row else 0),
                position=position,
                parcel_pk=row.parcel_pk if row else None,
                carrier=row.chosen_carrier if row and code_key(row.code) == code_key(code) else "",
            )
            for code, row, position in matched
        ]

    def _is_left_over(self, row: Checkpoint) -> bool:
        """Keep a parcel that left and that Saleor has forgotten; an unknown key may be a live one's."""
        if (
            row.parcel_pk in self.used
            or row.fulfillment_key in self.live
            or not row.has_left
            or not row.code.strip()
        ):
            return False
        return row.fulfillment_key != 0 or row.number not in {
            one.number for one in self.shipments if one.fulfillment_pk
        }

    def _own(self, row: Checkpoint) -> ShipmentFacts | None:
        """An added parcel goes where its fulfillment goes."""
        if not row.fulfillment_key:
            return _from_row(row)
        holder = next((one for one in self.shipments if one.fulfillment_pk == row.fulfillment_key), None)
        if holder is None:
            return _from_row(row) if row.has_left else None
        return replace(
            _from_row(row),
            fulfillment_pk=holder.fulfillment_pk,
            shipped_at=row.shipped_at or holder.shipped_at,
            is_canceled=holder.is_canceled,
            is_waiting=holder.is_waiting,
        )


def _from_row(row: Checkpoint) -> ShipmentFacts:
    return ShipmentFacts(
        fulfillment_pk=None,
        number=row.number,
        code=row.code,
        shipped_at=row.shipped_at,
        fulfillment_key=row.fulfillment_key,
        position=row.position,
        parcel_pk=row.parcel_pk,
        is_own=row.is_own,
        carrier=row.chosen_carrier,
    )
