"""Sums of a customer's orders. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..host.customer_facts import OrderSum


@dataclass(frozen=True, slots=True)
class Total:
    """Orders of one customer: how many, what was spent by currency, and when the last one was placed."""

    orders_count: int = 0
    spent: Mapping[str, Decimal] = field(default_factory=dict)
    last_order_at: datetime | None = None


NO_ORDERS = Total()


def totals_of(sums: Iterable[OrderSum], channels: Collection[str] | None = None) -> Total:
    """Add sums up; `channels` limits them to what a caller may see, None for all."""
    spent: dict[str, Decimal] = {}
    count, last = 0, None
    for one in sums:
        if channels is not None and one.channel not in channels:
            continue
        spent[one.currency] = spent.get(one.currency, Decimal(0)) + one.spent
        count += one.orders_count
        if one.last_order_at is not None and (last is None or one.last_order_at > last):
            last = one.last_order_at
    return Total(count, dict(sorted(spent.items())), last)
