"""Locks on the rows that say where orders are, always taken in the order of their keys."""

from collections.abc import Iterable
from typing import Any

from .models import OrderState


def lock_order_states(order_pks: Iterable[Any]) -> dict[Any, OrderState]:
    """Create missing states and lock all of them until the transaction ends; two or three statements."""
    pks = sorted(set(order_pks))
    known = set(OrderState.objects.filter(pk__in=pks).values_list("pk", flat=True))
    missing = [OrderState(order_id=pk) for pk in pks if pk not in known]
    if missing:
        OrderState.objects.bulk_create(missing, ignore_conflicts=True)
    states = OrderState.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {state.pk: state for state in states}
