"""Installing, uninstalling and installing again, with data in the shop."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel, TrustedTrackingHost
from tests.shop_rows import NOON, hours, make_order, ship

pytestmark = pytest.mark.django_db


def our_tables() -> list[str]:
    names = connection.introspection.table_names()
    return sorted(name for name in names if name.startswith("saleor_order_central_"))


def migrate(target: str) -> None:
    # PostgreSQL refuses to change tables while checks of the same transaction are still due.
    connection.check_constraints()
    call_command("migrate", "saleor_order_central", target, verbosity=0)


def history() -> list[tuple[str, str]]:
    return list(OrderEntry.objects.order_by("date", "pk").values_list("status_from_label", "status_to_label"))


def test_uninstalled_and_installed_again_the_story_is_the_same():
    with get_host().allow_writer():
        # given a shop with a sent order and a status of its own
        order = make_order(is_paid=True)
        ship(order, "AA123456785BR", NOON + hours(5))
        record_orders([order.pk])
        OrderStatusDefinition.objects.create(slug="own", name="Own", kind="CUSTOM", type="CONCLUDED")
        before = history()
        hosts = TrustedTrackingHost.objects.count()
        # when the plugin's tables are taken away
        migrate("zero")
        # then nothing of ours is left and Saleor's order is untouched
        assert our_tables() == []
        assert type(order).objects.get(pk=order.pk).status == "fulfilled"
        # when it is installed again
        call_command("migrate", "saleor_order_central", verbosity=0)
        # then the shipped rows are back, and the order's story is told from Saleor's own facts
        assert OrderStatusDefinition.objects.count() == 9
        assert TrustedTrackingHost.objects.count() == hosts
        assert (OrderState.objects.count(), OrderParcel.objects.count()) == (0, 0)
        assert record_orders([order.pk]) == 3
        assert (
            history()
            == before
            == [("", "Received"), ("Received", "In realisation"), ("In realisation", "Sent")]
        )
        assert OrderParcel.objects.get().carrier == "correios"
