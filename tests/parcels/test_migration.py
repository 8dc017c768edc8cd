"""Migration 0009 with rows in the tables, there and back."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, hours, make_order, ship

LABEL = "saleor_order_central"


def migrate(name):
    # PostgreSQL refuses to change tables while checks of the same transaction are still due.
    connection.check_constraints()
    call_command("migrate", LABEL, name, verbosity=0)


def before():
    """The parcel model as it was before this migration."""
    state = MigrationExecutor(connection).loader.project_state([(LABEL, EARLIER)])
    return state.apps.get_model(LABEL, "OrderParcel")


def _earlier():
    from importlib import import_module

    dependencies = import_module(f"{LABEL}.migrations.0009_parcels").Migration.dependencies
    return dict(dependencies)[LABEL]


EARLIER = _earlier()


@pytest.mark.django_db
def test_parcels_go_there_and_back():
    with get_host().allow_writer():
        order = make_order(quantity=6)
        first = ship(order, "AB123, AB124", NOON + hours(2), is_last=False)
        ship(order, "AB125", NOON + hours(3))
        record_orders([order.pk])
        row = OrderParcel.objects.get(code="AB123")
        OrderCarrierEvent.objects.create(
            parcel=row, dedupe_key="x", code="AB123", type="IN_TRANSIT", happened_at=NOON, provider="p"
        )
        OrderParcel.objects.create(order=order, number=0, is_own=True, code="AB126", kind="CODE_UNKNOWN")
        gone = OrderParcel.objects.create(
            order=order, number=0, is_own=True, code="AB127", removed_at=NOON, kind="CODE_UNKNOWN"
        )
        OrderCarrierEvent.objects.create(
            parcel=gone, dedupe_key="y", code="AB127", type="IN_TRANSIT", happened_at=NOON, provider="p"
        )
        # when the release before is put back
        migrate(EARLIER)
        # then every parcel has a number of its own, each fulfillment one parcel, and events stay
        rows = list(before().objects.order_by("number").values_list("number", "code", "fulfillment_id"))
        assert [(number, code) for number, code, _key in rows] == [
            (1, "AB123"),
            (2, "AB125"),
            (3, "AB124"),
            (4, "AB126"),
            (5, ""),
        ]
        assert [key for _number, _code, key in rows].count(first.pk) == 1
        assert set(OrderCarrierEvent.objects.values_list("parcel_id", flat=True)) == {row.pk, gone.pk}
        # when this release is installed again
        connection.check_constraints()
        call_command("migrate", LABEL, verbosity=0)
        # then parcels of fulfillments know their keys
        keys = dict(OrderParcel.objects.values_list("code", "fulfillment_key"))
        assert keys["AB123"] == first.pk
        assert keys["AB126"] == 0
        record_orders([order.pk])
        assert OrderParcel.objects.get(pk=row.pk).code == "AB123"
