"""Parcels that are on their way, and settings that other processes see too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone

from saleor_order_central.host.base import PLUGIN_ID
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import make_order, ship

LOCKERS = [f"6000000000000000000000{number:02d}" for number in range(60)]


def ago(**span):
    return timezone.now() - timedelta(**span)


def parcel(code, carrier="inpost", *, shipped_at=None, is_paid=True):
    """A parcel that left yesterday, of a carrier that was named."""
    order = make_order(is_paid=is_paid)
    ship(order, code, shipped_at or ago(days=1))
    record_orders([order.pk])
    OrderParcel.objects.filter(order=order).update(carrier=carrier)
    return OrderParcel.objects.get(order=order)


def path(code):
    return f"/v1/tracking/{code}"


@contextmanager
def committed_settings(**values: Any) -> Iterator[None]:
    """Settings of the plugin in a row that is committed: the fixture `configure` keeps a transaction."""
    from saleor.plugins.models import PluginConfiguration

    row = PluginConfiguration.objects.create(
        identifier=PLUGIN_ID,
        name="Order Central",
        active=True,
        configuration=[{"name": name, "value": value} for name, value in values.items()],
    )
    try:
        yield
    finally:
        row.delete()
