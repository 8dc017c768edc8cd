"""What only Saleor 3 has: federation, subscription payloads, query costs and the import of orders."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from demo.scenario_api import CHANNEL
from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA, CORREIOS_CODE
from devtool.graphql import post
from saleor_order_central.host.detect import is_saleor_3

SERVICE = "{ _service { sdl } }"
TYPE = "query($name: String!) { __type(name: $name) { fields { name type { name } args { name } } } }"
DRY_RUN = """mutation($id: ID!, $query: String!) {
  webhookDryRun(objectId: $id, query: $query) { payload errors { field message } } }"""
SUBSCRIPTION = """subscription { event { ... on OrderUpdated { order { number orderCentral {
  status { slug } timeline { current { code } } parcels { code tracking { presentation } } } } } } }"""
VARIANT = """{ products(first: 100, channel: "%s") {
  edges { node { name variants { id } } } } }"""
SHIPPING = "query($id: ID!) { order(id: $id) { shippingMethods { id } } }"
TAX_CLASSES = "{ taxClasses(first: 1) { edges { node { id } } } }"
BULK_CREATE = """mutation($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, stockUpdatePolicy: SKIP) {
    count results { order { id } errors { path message } } errors { path message } } }"""
OWN_TYPES = ("OrderCentral", "OrderTimeline", "OrderTimelineStep", "OrderParcel", "OrderStatusDefinition")

Test = Callable[..., None]


def on_saleor_3(test: Test) -> Test | None:
    """Leave the test out of this module on 2.10, which has nothing of the kind."""
    return test if is_saleor_3() else None


class Store(ShopClient):
    """Staff at work, with the whole answers at hand."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.ids = {key: order["id"] for key, order in self.orders().items()}

    def cost(self, query: str, **variables: Any) -> int:
        """What Saleor says that a query costs."""
        answer = post(self.url, query, variables, self.staff)
        assert "errors" not in answer, answer["errors"]
        return int(answer["extensions"]["cost"]["requestedQueryCost"])


@pytest.fixture(scope="module")
def store(shop) -> Store:
    return Store(shop.url)


@on_saleor_3
def test_the_federated_schema_has_our_types_and_fields(store):
    sdl = store.data(SERVICE, None, {})["_service"]["sdl"]
    for name in OWN_TYPES:
        assert f"type {name} " in sdl
    assert "orderStatusChange(" in sdl
    assert "orderCentral(" in sdl


@on_saleor_3
@pytest.mark.parametrize(("name", "argument"), [("Order", "languageCode"), ("Query", "id")])
def test_introspection_shows_the_field(store, name, argument):
    fields = {one["name"]: one for one in store.data(TYPE, None, {"name": name})["__type"]["fields"]}
    assert fields["orderCentral"]["type"]["name"] == "OrderCentral"
    assert argument in [one["name"] for one in fields["orderCentral"]["args"]]


@on_saleor_3
@pytest.mark.parametrize(
    ("key", "current", "status"),
    [("sent-correios", "DELIVERED", "sent"), ("engraving", "CUSTOM", "engraving")],
)
def test_a_subscription_payload_carries_the_order_page(store, key, current, status):
    # when Saleor makes the payload that it would send to a webhook
    answer = store.data(DRY_RUN, store.staff, {"id": store.ids[key], "query": SUBSCRIPTION})["webhookDryRun"]
    # then
    assert answer["errors"] == []
    page = json.loads(answer["payload"])["order"]["orderCentral"]
    assert page["timeline"] == {"current": {"code": current}}
    assert page["status"] == {"slug": status}
    codes = [(parcel["code"], parcel["tracking"]["presentation"]) for parcel in page["parcels"]]
    assert codes == ([(CORREIOS_CODE, "MODAL_HISTORY")] if key == "sent-correios" else [])


@on_saleor_3
def test_the_cost_of_a_query_counts_our_fields(store):
    bare = store.cost("{ orders(first: 10) { edges { node { id } } } }")
    with_page = store.cost("{ orders(first: 10) { edges { node { id orderCentral { isEnabled } } } } }")
    assert with_page == bare + 10 * 5


@on_saleor_3
@pytest.mark.parametrize("size", [1, 20])
def test_the_cost_of_a_list_grows_with_its_size(store, size):
    statuses = f"{{ orderStatusDefinitions(first: {size}) {{ edges {{ node {{ slug }} }} }} }}"
    assert store.cost(statuses) == size
    query = f"query($id: ID!) {{ orderCentral(id: $id) {{ history(first: {size}) {{ totalCount }} }} }}"
    assert store.cost(query, id=store.ids["picking"]) == 5 + size


@on_saleor_3
def test_003_11_imported_orders_get_the_first_status(store):
    # given two orders of another system
    orders = [_imported(store, reference) for reference in ("import-1", "import-2")]
    # when
    made = store.data(BULK_CREATE, store.staff, {"orders": orders})["orderBulkCreate"]
    # then
    assert (made["count"], [result["errors"] for result in made["results"]]) == (2, [[], []])
    for result in made["results"]:
        page = store.ask("OrderPage", store.staff, id=result["order"]["id"])["orderCentral"]
        assert page["status"]["slug"] == "received"
        changes = [
            edge["node"] for edge in page["history"]["edges"] if edge["node"]["kind"] == "STATUS_CHANGE"
        ]
        assert [entry["authorType"] for entry in changes] == ["SYSTEM"]


def _imported(store: Store, reference: str) -> dict[str, Any]:
    products = store.data(VARIANT % CHANNEL, store.staff, {})["products"]["edges"]
    juice = next(edge["node"] for edge in products if edge["node"]["name"] == "Apple Juice")
    methods = store.data(SHIPPING, store.staff, {"id": store.ids["placed"]})["order"]["shippingMethods"]
    tax_class = store.data(TAX_CLASSES, store.staff, {})["taxClasses"]["edges"][0]["node"]["id"]
    price = {"gross": 6, "net": 5}
    line = {
        "variantId": juice["variants"][0]["id"],
        "createdAt": "2026-01-05T10:00:00Z",
        "isShippingRequired": True,
        "isGiftCard": False,
        "quantity": 2,
        "totalPrice": price,
        "undiscountedTotalPrice": price,
        "warehouse": store.saleor.warehouse,
        "taxClassId": tax_class,
    }
    return {
        "externalReference": reference,
        "channel": CHANNEL,
        "createdAt": "2026-01-05T10:00:00Z",
        "user": {"email": ANA.email},
        "billingAddress": ANA.address,
        "shippingAddress": ANA.address,
        "currency": "USD",
        "languageCode": "EN",
        "status": "UNFULFILLED",
        "lines": [line],
        "deliveryMethod": {
            "shippingMethodId": methods[0]["id"],
            "shippingPrice": price,
            "shippingTaxClassId": tax_class,
        },
    }
