"""The most money that may go back for an order: told by the rooms that promise some of it, as refunds do.

Such a room adds a ceiling to `CEILINGS` when it is loaded. It is asked inside the transaction that gives the
money back, with the order's state locked, so that nothing is promised meanwhile.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Ceiling = Callable[[Any], Decimal]
CEILINGS: list[Ceiling] = []


def most_to_give_back(order_pk: Any) -> Decimal:
    """Return the lowest ceiling, in the order's currency; without any, nobody could vouch for the money."""
    return min(ceiling(order_pk) for ceiling in CEILINGS)
