"""Which units go back to which warehouse (002-54). Pure: the ledger in the database lets each go once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, required
from ..host.refund_facts import RefundableLine, RefundFacts
from .request import StockRequest


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


def plan_stock(
    facts: RefundFacts, wanted: Iterable[StockRequest], restocked: Mapping[Any, Set[int]]
) -> tuple[list[StockMove], list[str]]:
    """Return moves and doubts; `restocked` are numbers of units by line that went back, ever.

    Raises QUANTITY_EXCEEDED for units that never left or went back before.
    """
    moves: list[StockMove] = []
    doubts: list[str] = []
    taken = {pk: set(units) for pk, units in restocked.items()}
    for one in wanted:
        line = facts.line(one.line_pk)
        if line is None or not one.quantity:
            continue
        if line.variant_pk is None:
            doubt = gettext("%(product)s is not sold any more: it has no stock.")
            doubts.append(doubt % {"product": line.name})
            continue
        gone = taken.setdefault(line.pk, set())
        left = units_left(line, gone)
        if one.quantity > left:
            raise OrderCentralFault(
                f"Only {left} of {line.name} can go back to stock.",
                ErrorCode.QUANTITY_EXCEEDED,
                field="restock",
            )
        # A refund that failed gave its numbers back: the free ones may lie before and between the taken.
        units = [unit for unit in range(1, line.shipped + 1) if unit not in gone][: one.quantity]
        gone.update(units)
        moves += _moves(line, line.variant_pk, units, one.warehouse)
    return moves, doubts


def units_left(line: RefundableLine, restocked: Set[int]) -> int:
    """Return how many units of a line can still go back to stock."""
    return max(line.shipped - len(restocked), 0)


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
