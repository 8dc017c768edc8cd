"""Which units go back to which warehouse (002-54). Pure: the ledger in the database lets each go once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, required
from ..host.refund_facts import RefundableLine, RefundFacts
from .request import RefundRequest


@dataclass(frozen=True, slots=True)
class StockMove:
    """Units of a line into one warehouse. `units` are numbers, from 1 to what left of the line."""

    line_pk: Any
    variant_pk: int
    warehouse_pk: str
    units: tuple[int, ...]

    @property
    def quantity(self) -> int:
        """How many."""
        return len(self.units)


class Restocked(Protocol):
    """The part of a Standing that is read here."""

    @property
    def restocked(self) -> Mapping[Any, Set[int]]:
        """Return numbers of units by line that went back, ever."""


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
        taken = standing.restocked.get(line_pk, frozenset())
        left = line.shipped - len(taken)
        if quantity > left:
            raise OrderCentralFault(
                f"Only {max(left, 0)} of {line.name} can go back to stock.",
                ErrorCode.QUANTITY_EXCEEDED,
                field="restock",
            )
        # A refund that failed gave its numbers back: the free ones may lie before and between the taken.
        units = [unit for unit in range(1, line.shipped + 1) if unit not in taken][:quantity]
        moves += _moves(line, line.variant_pk, units, request.warehouse)
    return moves, doubts


def _moves(
    line: RefundableLine, variant_pk: int, units: Sequence[int], warehouse: str
) -> Iterator[StockMove]:
    """Give units to the warehouse that was named, else each to the one that it came from."""
    homes = [] if warehouse else [place.warehouse_pk for place in line.places for _ in range(place.quantity)]
    by_warehouse: dict[str, list[int]] = defaultdict(list)
    for unit in units:
        home = warehouse or (homes[unit - 1] if unit <= len(homes) else "")
        if not home:
            raise required("restockWarehouse", f"Nobody knows where {line.name} came from: name a warehouse.")
        by_warehouse[home].append(unit)
    for home, numbers in by_warehouse.items():
        yield StockMove(line.pk, variant_pk, home, tuple(numbers))
