"""Lists follow when the meaning of a status changes: the orders concerned are computed again by tasks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ..host.celery import send_after_commit
from ..timeline.models import OrderEntry
from .models import OrderState, OrderStatusDefinition

REFRESH_TASK = "saleor_order_central.refresh_lists"
REFRESH_CHUNK = 1_000


def meaning(definition: OrderStatusDefinition) -> tuple[Any, ...]:
    """Return what the columns of lists are made of; texts and colours are not among it."""
    return (
        definition.slug,
        definition.type,
        definition.fact,
        definition.visibility,
        definition.silent_after_hours,
    )


def orders_of(definition: OrderStatusDefinition) -> set[Any]:
    """Return keys of all orders that have or had a status, two statements.

    Orders that never got a status are among them when it is somewhere the default one.
    """
    present = Q(status=definition)
    if definition.is_default or definition.default_channels:
        present |= Q(status=None)
    had = OrderEntry.objects.filter(status_to=definition).order_by().values_list("order_id", flat=True)
    return {*OrderState.objects.filter(present).values_list("pk", flat=True), *had.distinct()}


def orders_without_status() -> set[Any]:
    """Return keys of the orders that stand in the default status, one statement."""
    return set(OrderState.objects.filter(status=None).values_list("pk", flat=True))


def lists_follow(order_pks: Iterable[Any]) -> None:
    """Queue the orders once the change is committed, a thousand to a task."""
    pks = sorted(str(pk) for pk in order_pks)
    for start in range(0, len(pks), REFRESH_CHUNK):
        send_after_commit(REFRESH_TASK, pks[start : start + REFRESH_CHUNK])
