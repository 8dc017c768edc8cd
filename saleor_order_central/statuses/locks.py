"""Locks of this capability. Everybody takes them in one order: statuses first, then orders by key.

Statuses are locked without their keys: rows that merely point at a status need not wait.
"""

from collections.abc import Iterable
from typing import Any

from .models import OrderState, OrderStatusDefinition


def lock_order_states(order_pks: Iterable[Any]) -> dict[Any, OrderState]:
    """Create missing states and lock all of them until the transaction ends; two or three statements."""
    pks = sorted(set(order_pks))
    known = set(OrderState.objects.filter(pk__in=pks).values_list("pk", flat=True))
    missing = [OrderState(order_id=pk) for pk in pks if pk not in known]
    if missing:
        OrderState.objects.bulk_create(missing, ignore_conflicts=True)
    states = OrderState.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {state.pk: state for state in states}


def lock_status(slug: str) -> OrderStatusDefinition | None:
    """Lock one status until the transaction ends, so that nobody deletes it meanwhile."""
    return OrderStatusDefinition.objects.select_for_update(no_key=True).filter(slug=slug).first()


def lock_all_statuses() -> list[OrderStatusDefinition]:
    """Lock every status: slugs, defaults and places concern all of them.

    Whoever waited for the lock was answered from before the wait, without rows that were added meanwhile:
    a second statement sees them.
    """
    list(OrderStatusDefinition.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return list(OrderStatusDefinition.objects.order_by("pk"))
