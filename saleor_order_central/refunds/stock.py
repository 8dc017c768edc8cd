"""Which units go back to which warehouse (002-54). Pure: the ledger in the database lets each go once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, required
from ..host.refund_facts import RefundableLine, RefundFacts
from .request import RefundRequest


@dataclass(frozen=True, slots=True)
class StockMove:
    """Units `first_unit`, `first_unit` + 1 … of a line into one warehouse."""

    line_pk: Any
    variant_pk: int
    warehouse_pk: str
    first_unit: int
    quantity: int


class Restocked(Protocol):
    """The part of a Standing that is read here."""

    @property
    def restocked(self) -> Mapping[Any, int]:
        """Return units by line that went back, ever."""


def plan_stock(
    facts: RefundFacts, request: RefundRequest, quantities: Mapping[Any, int], standing: Restocked
) -> tuple[list[StockMove], list[str]]:
    """Return moves and doubts. Raises QUANTITY_EXCEEDED for units that never left or went back before."""
    moves: list[StockMove] = []
    doubts: list[str] = []
    if not request.restock:
        return moves, doubts
    for line_pk, quantity in quantities.items():
        line = facts.line(line_pk)
        if line is None or not quantity:
            continue
        if line.variant_pk is None:
            doubt = gettext("%(product)s is not sold any more: it has no stock.")
            doubts.append(doubt % {"product": line.name})
            continue
        before = standing.restocked.get(line_pk, 0)
        if quantity > line.shipped - before:
            raise OrderCentralFault(
                f"Only {max(line.shipped - before, 0)} of {line.name} can go back to stock.",
                ErrorCode.QUANTITY_EXCEEDED,
                field="restock",
            )
        moves += _moves(line, line.variant_pk, before, quantity, request.warehouse)
    return moves, doubts


def _moves(
    line: RefundableLine, variant_pk: int, before: int, quantity: int, warehouse: str
) -> list[StockMove]:
    """Give units to the warehouse that was named, else each to the one that it came from."""
    if warehouse:
        return [StockMove(line.pk, variant_pk, warehouse, before + 1, quantity)]
    moves, first, end = [], before, before + quantity
    reached = 0
    for place in line.places:
        start, reached = reached, reached + place.quantity
        taken = min(end, reached) - max(first, start)
        if taken > 0:
            moves.append(StockMove(line.pk, variant_pk, place.warehouse_pk, max(first, start) + 1, taken))
    if sum(move.quantity for move in moves) < quantity:
        raise required("restockWarehouse", f"Nobody knows where {line.name} came from: name a warehouse.")
    return moves
