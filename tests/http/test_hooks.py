"""Saleor's own mutations over HTTP move the plugin's statuses; the plugin's switch and settings too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demo.scenario_api import ScenarioError
from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA, CORREIOS_CODE, UNKNOWN_CODE
from saleor_order_central.host.base import PLUGIN_ID

PLUGIN_UPDATE = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
IS_ENABLED = "query($id: ID!) { orderCentral(id: $id) { isEnabled } }"
FULFILLMENT_CANCEL = """mutation($id: ID!, $warehouse: ID!) {
  orderFulfillmentCancel(id: $id, input: {warehouseId: $warehouse}) { errors { field message } } }"""
FULFILLMENTS = "query($id: ID!) { order(id: $id) { fulfillments { id } } }"


class Store(ShopClient):
    """Staff that works with Saleor's own mutations and reads what the plugin made of it."""

    def new_order(self) -> str:
        """An order of Ana with two lines."""
        return self.place_order(("Apple Juice", 2), ("Blue Hoodie", 1))

    def page(self, order: str) -> dict[str, Any]:
        """The order page, as staff sees it."""
        page: dict[str, Any] = self.ask("OrderPage", self.staff, id=order)["orderCentral"]
        return page

    def status(self, order: str) -> str:
        """The slug of the present status."""
        return str(self.page(order)["status"]["slug"])

    def changes(self, order: str) -> list[tuple[str, str]]:
        """Statuses the order has had, oldest first, and who set each."""
        where = {"kinds": ["STATUS_CHANGE"]}
        found = self.ask("OrderHistory", self.staff, id=order, first=100, where=where, sortBy="OLDEST_FIRST")
        nodes = [edge["node"] for edge in found["orderCentral"]["history"]["edges"]]
        return [(node["statusTo"]["slug"], node["authorType"]) for node in nodes]

    def step(self, order: str, code: str) -> dict[str, Any]:
        """One step of the timeline."""
        return next(step for step in self.page(order)["timeline"]["steps"] if step["code"] == code)

    def configure(self, **values: Any) -> list[dict[str, str]]:
        """Save the plugin's configuration as the Dashboard does; return the errors."""
        answer = self.data(PLUGIN_UPDATE, self.staff, {"id": PLUGIN_ID, "input": values})
        errors: list[dict[str, str]] = answer["pluginUpdate"]["errors"]
        return errors


@pytest.fixture(scope="module")
def store(shop) -> Store:
    return Store(shop.url)


@pytest.fixture
def order(store) -> str:
    return store.new_order()


@pytest.fixture
def paid(store, order) -> str:
    """Saleor 3 sends nothing that is not paid."""
    store.saleor.mark_as_paid(order)
    return order


@pytest.fixture
def plugin_off(store) -> Iterator[None]:
    assert store.configure(active=False) == []
    yield
    assert store.configure(active=True) == []


def test_003_11_a_new_order_gets_the_status_received(store, order):
    assert store.changes(order) == [("received", "SYSTEM")]
    assert store.page(order)["timeline"]["current"]["slug"] == "paid"


def test_a_draft_is_no_order_yet(store):
    # given a draft of Ana
    draft = store.saleor.make_draft(store.account(ANA), ANA.address, [("Apple Juice", 1)], is_shipped=True)
    # then
    assert store.ask("OrderPage", store.token(ANA.email), id=draft)["orderCentral"] is None
    assert store.changes(draft) == []


def test_003_13_a_payment_moves_the_order_into_realisation(store, order):
    store.saleor.mark_as_paid(order)
    assert store.changes(order) == [("received", "SYSTEM"), ("in-realisation", "SYSTEM")]
    assert store.step(order, "PAID")["state"] == "DONE"
    assert store.page(order)["timeline"]["current"]["slug"] == "preparing"


def test_000_22_sent_needs_everything_and_a_code(store, paid):
    # when everything is sent without a code
    store.saleor.fulfill(paid, "", None)
    # then
    assert store.status(paid) == "in-realisation"
    assert (store.step(paid, "SENT")["state"], store.step(paid, "SENT")["missing"]) == ("CURRENT", ["code"])
    # when the code is typed
    store.saleor.update_tracking(paid, CORREIOS_CODE)
    # then
    assert store.status(paid) == "sent"
    assert store.step(paid, "SENT")["state"] == "DONE"
    assert [slug for slug, _author in store.changes(paid)] == ["received", "in-realisation", "sent"]


def test_004_19_a_fulfillment_with_a_code_sends_the_order(store, paid):
    store.saleor.fulfill(paid, CORREIOS_CODE, None)
    assert store.changes(paid)[-2:] == [("in-realisation", "SYSTEM"), ("sent", "SYSTEM")]
    assert store.page(paid)["timeline"]["current"]["slug"] == "delivered"


def test_a_part_does_not_send_the_order(store, paid):
    store.saleor.fulfill(paid, CORREIOS_CODE, 0)
    assert store.status(paid) == "in-realisation"
    assert store.step(paid, "SENT")["missing"] == ["remainingItems"]
    store.saleor.fulfill(paid, UNKNOWN_CODE, 1)
    assert store.status(paid) == "sent"


def test_000_30_another_code_is_classified_anew(store, paid):
    store.saleor.fulfill(paid, CORREIOS_CODE, None)
    assert store.page(paid)["parcels"][0]["tracking"]["presentation"] == "MODAL_HISTORY"
    store.saleor.update_tracking(paid, UNKNOWN_CODE)
    (parcel,) = store.page(paid)["parcels"]
    assert (parcel["code"], parcel["tracking"]["presentation"]) == (UNKNOWN_CODE, "HIDDEN")
    by_code = store.ask("OrdersByTrackingCode", store.staff, code=UNKNOWN_CODE)["orderCentralsByTrackingCode"]
    assert paid in [page["order"]["id"] for page in by_code]


def test_a_parcel_that_is_called_back_is_shown_no_more(store, paid):
    store.saleor.fulfill(paid, CORREIOS_CODE, None)
    fulfillment = store.data(FULFILLMENTS, store.staff, {"id": paid})["order"]["fulfillments"][0]["id"]
    store.saleor.call(FULFILLMENT_CANCEL, id=fulfillment, warehouse=store.saleor.warehouse)
    page = store.page(paid)
    assert page["parcels"] == []
    assert store.step(paid, "SENT")["state"] != "DONE"


def test_000_26_canceling_ends_the_order(store, order):
    store.saleor.cancel(order)
    assert store.changes(order) == [("received", "SYSTEM"), ("canceled", "SYSTEM")]
    page = store.page(order)
    assert page["timeline"]["current"]["slug"] == "canceled"
    states = {step["code"]: step["state"] for step in page["timeline"]["steps"]}
    assert (states["SENT"], states["DELIVERED"], states["CANCELED"]) == ("SKIPPED", "SKIPPED", "FAILED")


def test_a_status_that_staff_chose_is_not_taken_back(store, order):
    change = {"status": "finalized"}
    store.ask("OrderStatusChange", store.staff, order=order, input=change)
    store.saleor.mark_as_paid(order)
    assert store.changes(order) == [("received", "SYSTEM"), ("finalized", "STAFF")]
    assert store.step(order, "PAID")["state"] == "DONE"


def test_saving_a_setting_keeps_the_plugin_on(store, order):
    try:
        assert store.configure(configuration=[{"name": "paid_when_authorized", "value": "true"}]) == []
        assert store.data(IS_ENABLED, store.staff, {"id": order})["orderCentral"]["isEnabled"] is True
        assert store.ask("OrderTimeline", store.token(ANA.email), id=order)["orderCentral"] is not None
    finally:
        store.configure(configuration=[{"name": "paid_when_authorized", "value": "false"}])


def test_000_04_off_means_off_for_customers_and_for_changes(store, order, plugin_off):
    # the customer gets what a shop without the plugin gives
    assert store.ask("OrderPage", store.token(ANA.email), id=order)["orderCentral"] is None
    listed = store.ask("StatusDefinitions", store.token(ANA.email), first=100)["orderStatusDefinitions"]
    assert (listed["totalCount"], listed["edges"]) == (0, [])
    # staff reads on
    assert store.data(IS_ENABLED, store.staff, {"id": order})["orderCentral"]["isEnabled"] is False
    # and nobody changes
    for name, values in (
        ("OrderStatusChange", {"status": "sent"}),
        ("OrderCustomEventCreate", {"subject": "Anything"}),
    ):
        (payload,) = store.ask(name, store.staff, order=order, input=values).values()
        assert [error["code"] for error in payload["errors"]] == ["FEATURE_DISABLED"]
        assert payload["entry"] is None
    # nor does Saleor's own change move a status
    store.saleor.mark_as_paid(order)
    assert store.changes(order) == [("received", "SYSTEM")]


def test_000_04_back_on_nothing_is_lost(store, order):
    # given an order that was paid while the plugin was off
    store.configure(active=False)
    store.saleor.mark_as_paid(order)
    # when
    assert store.configure(active=True) == []
    # then the facts are shown, and the next change of the order catches up
    assert store.ask("OrderPage", store.token(ANA.email), id=order)["orderCentral"] is not None
    assert store.step(order, "PAID")["state"] == "DONE"
    store.saleor.fulfill(order, "", 0)
    assert [slug for slug, _author in store.changes(order)] == ["received", "in-realisation"]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("anonymous_access", "everything", "anonymousAccess"),
        ("enabled_carriers", "dpd, no-such-carrier", "enabledCarriers"),
        ("status_when_paid", "no-such-status", "statusWhenPaid"),
    ],
)
def test_a_bad_setting_is_refused_with_its_name(store, order, name, value, field):
    errors = store.configure(configuration=[{"name": name, "value": value}])
    assert [error["field"] for error in errors] == [field]
    assert errors[0]["message"]
    # and nothing was saved
    store.saleor.mark_as_paid(order)
    assert store.status(order) == "in-realisation"


def test_another_status_for_paid_orders_is_followed_at_once(store, order):
    try:
        assert store.configure(configuration=[{"name": "status_when_paid", "value": "paid"}]) == []
        store.saleor.mark_as_paid(order)
        assert store.status(order) == "paid"
    finally:
        store.configure(configuration=[{"name": "status_when_paid", "value": "in-realisation"}])


def test_saleor_still_refuses_what_it_refuses(store, order):
    store.saleor.cancel(order)
    with pytest.raises(ScenarioError):
        store.saleor.cancel(order)
    assert store.changes(order) == [("received", "SYSTEM"), ("canceled", "SYSTEM")]
