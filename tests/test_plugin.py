"""Hooks, called as Saleor calls them, and the plugin's configuration."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_order_central import plugin as plugin_module
from saleor_order_central.config import DEFAULTS, settings_from
from saleor_order_central.host import get_host
from saleor_order_central.host.base import PLUGIN_ID, StoredConfiguration
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.plugin import OrderCentralPlugin
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.tasks import reconcile_orders_task
from tests.shop_rows import NOON, hours, make_order, ship

pytestmark = pytest.mark.django_db

SHARED_HOOKS = ["order_created", "order_updated", "order_fully_paid", "order_cancelled", "order_fulfilled"]
SALEOR_3_HOOKS = ["order_confirmed", "order_paid", "order_expired"]


@pytest.fixture(autouse=True)
def writer():
    """Hooks run where the host has opened its writer."""
    with get_host().allow_writer():
        yield


def manager():
    from saleor.plugins.manager import get_plugins_manager

    return get_plugins_manager(allow_replica=False) if is_saleor_3() else get_plugins_manager()


@pytest.mark.parametrize("hook", SHARED_HOOKS + (SALEOR_3_HOOKS if is_saleor_3() else []))
def test_each_order_hook_records_the_order_after_the_commit(hook, django_capture_on_commit_callbacks):
    order = make_order()
    with django_capture_on_commit_callbacks(execute=True):
        getattr(manager(), hook)(order)
        assert not OrderState.objects.exists()
    assert OrderState.objects.get(order=order).status.slug == "received"


FULFILLMENT_HOOKS = ["fulfillment_created"]
if is_saleor_3():
    FULFILLMENT_HOOKS += ["fulfillment_approved", "fulfillment_canceled", "tracking_number_updated"]


@pytest.mark.parametrize("hook", FULFILLMENT_HOOKS)
def test_each_fulfillment_hook_records_the_order(hook, django_capture_on_commit_callbacks):
    order = make_order(is_paid=True)
    fulfillment = ship(order, "AA123456785BR", NOON + hours(4))
    with django_capture_on_commit_callbacks(execute=True):
        getattr(manager(), hook)(fulfillment)
    assert OrderState.objects.get(order=order).status.slug == "sent"


def test_a_failing_record_is_logged_and_not_raised(monkeypatch, caplog, django_capture_on_commit_callbacks):
    # given a failure inside
    def fail(_pks):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("saleor_order_central.statuses.automation.record_orders", fail)
    order = make_order()
    # when
    with (
        caplog.at_level(logging.ERROR, logger=plugin_module.__name__),
        django_capture_on_commit_callbacks(execute=True),
    ):
        manager().order_created(order)
    # then Saleor goes on, and the log says what to repair
    assert not OrderState.objects.exists()
    assert str(order.pk) in caplog.text
    assert "disk on fire" in caplog.text


def test_an_inactive_plugin_records_nothing(configure, django_capture_on_commit_callbacks):
    configure(active=False)
    with django_capture_on_commit_callbacks(execute=True):
        manager().order_created(make_order())
    assert not OrderState.objects.exists()


def test_hooks_return_what_the_plugin_before_returned():
    made = OrderCentralPlugin(configuration=[], active=False)
    assert made.order_created(make_order(), previous_value="before") == "before"


def test_hooks_that_would_tell_saleor_of_a_handler_are_not_defined():
    for name in (
        "invoice_request",
        "transaction_charge_requested",
        "transaction_refund_requested",
        "transaction_cancelation_requested",
    ):
        assert name not in vars(OrderCentralPlugin)


def test_nothing_saved_means_the_defaults_and_on():
    settings = load_settings(using="default")
    assert settings.is_active is True
    assert settings.status_when_paid == DEFAULTS["status_when_paid"]
    assert settings.anonymous_access == "off"


def save(data):
    if is_saleor_3():
        return manager().save_plugin_configuration(PLUGIN_ID, None, data)
    return manager().save_plugin_configuration(PLUGIN_ID, data)


def test_a_first_save_that_does_not_name_the_switch_keeps_the_plugin_on():
    save({"configuration": [{"name": "strict_sent_step", "value": False}]})
    settings = load_settings(using="default")
    assert (settings.is_active, settings.strict_sent_step) == (True, False)


@pytest.mark.parametrize("is_on", [True, False])
def test_a_later_save_leaves_the_switch_as_it_was(is_on):
    save({"active": is_on})
    save({"configuration": [{"name": "paid_when_authorized", "value": True}]})
    settings = load_settings(using="default")
    assert (settings.is_active, settings.paid_when_authorized) == (is_on, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("anonymous_access", "everything"),
        ("enabled_carriers", "dpd, no-such-carrier"),
        ("status_when_paid", "no-such-status"),
        ("status_when_sent", "no-such-status"),
        ("status_when_canceled", "no-such-status"),
        ("unpaid_cancel_days", "0"),
        ("unpaid_cancel_days", "3651"),
        ("unpaid_reminder_days", "00"),
        ("undo_seconds", "3601"),
    ],
)
def test_bad_settings_are_refused_with_the_field_named(name, value):
    with pytest.raises(ValidationError) as refused:
        save({"configuration": [{"name": name, "value": value}]})
    assert list(refused.value.message_dict) == [name]
    untouched = settings_from(StoredConfiguration(None, {}))
    assert getattr(load_settings(using="default"), name) == getattr(untouched, name)


def test_zero_days_that_were_saved_earlier_cancel_and_remind_of_nothing():
    stored = {"unpaid_cancel_days": "0", "unpaid_reminder_days": "0", "review_request_days": "0"}
    settings = settings_from(StoredConfiguration(True, stored))
    assert (settings.unpaid_cancel_days, settings.unpaid_reminder_days) == (None, None)
    assert settings.review_request_days == 0


@pytest.mark.parametrize("name", ["unpaid_cancel_days", "unpaid_reminder_days"])
def test_one_day_is_the_shortest(name):
    save({"configuration": [{"name": name, "value": "1"}]})
    assert getattr(load_settings(using="default"), name) == 1


def test_carriers_are_read_as_a_list():
    save({"configuration": [{"name": "enabled_carriers", "value": " DPD, inpost,,dpd "}]})
    assert load_settings(using="default").enabled_carriers == ("dpd", "inpost")


CANCEL = """mutation($id: ID!) { orderCancel(id: $id) { order { status } %s { field message } } }""" % (
    "errors" if is_saleor_3() else "orderErrors"
)


def test_saleors_mutation_succeeds_though_the_hook_fails_and_reconcile_repairs_it(
    monkeypatch, staff_api, order_id, django_capture_on_commit_callbacks
):
    # given an order that was recorded, and hooks that fail from now on
    order = make_order()
    record_orders([order.pk])

    def fail(_pks):
        raise RuntimeError("forced")

    with monkeypatch.context() as broken:
        broken.setattr("saleor_order_central.statuses.automation.record_orders", fail)
        # when staff cancels the order through Saleor's own mutation
        with django_capture_on_commit_callbacks(execute=True):
            payload = staff_api.data(CANCEL, id=order_id(order))["orderCancel"]
    # then Saleor's mutation is done and our status is behind
    assert payload["order"]["status"] == "CANCELED"
    assert OrderState.objects.get(order=order).status.slug == "received"
    # when the reconcile task runs, then it is repaired, once
    type(order).objects.filter(pk=order.pk).update(**_recently(order))
    assert reconcile_orders_task() == 1
    assert OrderState.objects.get(order=order).status.slug == "canceled"
    assert reconcile_orders_task() == 0


def _recently(order):
    """Back-dated rows of the tests count as changed now."""
    return {"updated_at": timezone.now()} if is_saleor_3() else {"customer_note": order.customer_note}
