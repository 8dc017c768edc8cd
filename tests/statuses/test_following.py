"""Lists stay right when a status changes its meaning, goes away, or a setting changes the steps."""

from __future__ import annotations

import pytest

from saleor_order_central.author import SYSTEM
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.definitions import (
    create_definition,
    delete_definition,
    set_default,
    update_definition,
)
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.history import status_change, write
from tests.shop_rows import NOON, hours, make_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Run a change with the tasks that follow it."""

    def run(change, *arguments, **values):
        with django_capture_on_commit_callbacks(execute=True):
            return change(*arguments, **values)

    return run


@pytest.fixture
def order():
    found = make_order(is_paid=True)
    record_orders([found.pk])
    return found


def give(order, definition, after=2):
    change = status_change(
        order.pk, author=SYSTEM, status_from=None, status_to=definition, date=NOON + hours(after)
    )
    write([change])
    OrderState.objects.filter(pk=order.pk).update(status=definition, status_changed_at=change.date)
    record_orders([order.pk])


def row(order):
    return OrderState.objects.get(pk=order.pk)


def test_a_limit_that_is_set_later_reaches_orders_that_wait_already(order, after_commit):
    assert row(order).silent_at is None
    after_commit(update_definition, row(order).status_id, {"silent_after_hours": 24})
    assert row(order).silent_at == NOON + hours(25)


def customers_status(order):
    """2.10 keeps everything in the private metadata, as anybody may write its public one."""
    return (order.metadata if is_saleor_3() else order.private_metadata)["orderCentral.status"]


def test_type_slug_and_visibility_reach_lists_and_metadata(order, after_commit):
    custom = create_definition({"name": "Lost", "type": "IN_PROGRESS"})
    give(order, custom)
    after_commit(update_definition, custom.pk, {"type": "CANCELED", "slug": "given-up"})
    state = row(order)
    assert (state.status_type, state.customer_status, state.is_canceled) == ("CANCELED", "given-up", True)
    order.refresh_from_db()
    assert customers_status(order) == "given-up"

    after_commit(update_definition, custom.pk, {"visibility": "STAFF"})
    assert row(order).customer_status == "in-realisation"
    order.refresh_from_db()
    assert order.private_metadata["orderCentral.status"] == "given-up"
    if is_saleor_3():
        assert customers_status(order) == "in-realisation"


def test_orders_that_had_the_status_earlier_follow_too(order, after_commit):
    custom = create_definition({"name": "Seen", "type": "IN_PROGRESS"})
    hidden = create_definition({"name": "Hidden", "type": "IN_PROGRESS", "visibility": "STAFF"})
    give(order, custom)
    give(order, hidden, after=3)
    assert row(order).customer_status == "seen"
    after_commit(update_definition, custom.pk, {"visibility": "STAFF"})
    assert row(order).customer_status == "in-realisation"


def test_texts_alone_start_nothing(order, after_commit):
    OrderState.objects.filter(pk=order.pk).update(number="untouched")
    after_commit(update_definition, row(order).status_id, {"customer_label": "On the bench"})
    assert row(order).number == "untouched"


def test_orders_of_a_deleted_status_follow(order, after_commit, status):
    custom = create_definition({"name": "For a while", "type": "CANCELED"})
    give(order, custom)
    assert row(order).is_canceled
    after_commit(delete_definition, custom.pk, status("sent").pk, author=SYSTEM)
    state = row(order)
    assert (state.status, state.customer_status, state.is_canceled) == (status("sent"), "sent", False)


def test_orders_in_the_default_status_follow_another_default(order, after_commit, configure, status):
    OrderState.objects.filter(pk=order.pk).delete()
    order.order_central_entries.all().delete()
    configure(automatic_status=False)
    record_orders([order.pk])
    assert (row(order).status, row(order).customer_status) == (None, "received")
    after_commit(set_default, status("awaiting-payment").pk, None)
    assert row(order).customer_status == "awaiting-payment"


def test_a_setting_that_changes_steps_reaches_all_lists(after_commit, configure):
    order = make_order()
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(authorize_status="full")
    record_orders([order.pk])
    assert row(order).is_paid is False
    OrderState.objects.filter(pk=order.pk).update(number="stale")

    after_commit(configure, enabled_carriers="inpost")
    assert row(order).number == "stale"
    after_commit(configure, paid_when_authorized=True)
    assert row(order).number != "stale"
    assert row(order).is_paid is is_saleor_3()
