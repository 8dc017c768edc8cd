"""Saleor's own API as staff uses it; the differences between 2.10 and 3 end here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import Any

IS_SALEOR_3 = find_spec("saleor.channel") is not None
CHANNEL = "default-channel"
WAREHOUSE = "Europe"

PRODUCTS = "{ products(first: 100%s) { edges { node { name variants { id } } } } }"
WAREHOUSES = "{ warehouses(first: 100) { edges { node { id name } } } }"
CHANNELS = "{ channels { id slug } }"
DRAFT_CREATE = """mutation($input: DraftOrderCreateInput!) {
  draftOrderCreate(input: $input) { order { id } errors { field message } } }"""
SHIPPING_METHODS = "query($id: ID!) { order(id: $id) { methods: %s { id name } } }"
SHIPPING_UPDATE = """mutation($id: ID!, $method: ID!) {
  orderUpdateShipping(order: $id, input: {shippingMethod: $method}) { errors { field message } } }"""
DRAFT_COMPLETE = "mutation($id: ID!) { draftOrderComplete(id: $id) { errors { field message } } }"
MARK_AS_PAID = "mutation($id: ID!) { orderMarkAsPaid(id: $id) { errors { field message } } }"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { errors { field message } } }"
ADD_NOTE = """mutation($id: ID!, $message: String!) {
  %s(order: $id, input: {message: $message}) { errors { field message } } }"""
INVOICE_CREATE = """mutation($id: ID!, $number: String!, $url: String!) {
  invoiceCreate(orderId: $id, input: {number: $number, url: $url}) { errors { field message } } }"""
LINES = """query($id: ID!) { order(id: $id) {
  lines { id quantity quantityFulfilled }
  fulfillments { id status lines { id quantity } } } }"""
FULFILL = """mutation($id: ID!, $input: OrderFulfillInput!) {
  orderFulfill(order: $id, input: $input) { fulfillments { id } errors { field message } } }"""
UPDATE_TRACKING = """mutation($id: ID!, $input: FulfillmentUpdateTrackingInput!) {
  orderFulfillmentUpdateTracking(id: $id, input: $input) { errors { field message } } }"""
RETURN_PRODUCTS = """mutation($id: ID!, $lines: [OrderReturnFulfillmentLineInput!]!) {
  orderFulfillmentReturnProducts(order: $id, input: {fulfillmentLines: $lines}) {
    errors { field message } } }"""
MONEY = "query($id: ID!) { order(id: $id) { transactions { id } total { gross { amount } } } }"
REFUND = """mutation($id: ID!, $amount: PositiveDecimal!) {
  orderRefund(id: $id, amount: $amount) { errors { field message } } }"""
REPORT_REFUND = """mutation($id: ID!, $amount: PositiveDecimal!) {
  transactionEventReport(id: $id, type: REFUND_SUCCESS, amount: $amount, pspReference: "sample-refund") {
    errors { field message } } }"""
SET_METADATA = """mutation($id: ID!, $input: [MetadataInput!]!) {
  updateMetadata(id: $id, input: $input) { errors { field message } } }"""


class ScenarioError(Exception):
    """The shop refused a step of the scenario."""


class SaleorApi:
    """Staff with every permission; `send` carries a request to the shop and brings the whole answer."""

    def __init__(self, send: Callable[[str, dict[str, Any]], dict[str, Any]]) -> None:
        self._send = send
        self._shipping: dict[Any, str] = {}

    @cached_property
    def _variants(self) -> dict[str, str]:
        """The first variant of each product, by the product's name."""
        channel = f', channel: "{CHANNEL}"' if IS_SALEOR_3 else ""
        products = [edge["node"] for edge in self.call(PRODUCTS % channel)["products"]["edges"]]
        return {product["name"]: product["variants"][0]["id"] for product in products if product["variants"]}

    @cached_property
    def warehouse(self) -> str:
        """Id of the warehouse that sends everything."""
        houses = self.call(WAREHOUSES)["warehouses"]["edges"]
        return next(edge["node"]["id"] for edge in houses if edge["node"]["name"] == WAREHOUSE)

    @cached_property
    def _channel(self) -> str:
        return next(one["id"] for one in self.call(CHANNELS)["channels"] if one["slug"] == CHANNEL)

    def call(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send one request; errors of the request and of a mutation raise ScenarioError."""
        answer = self._send(query, variables)
        if answer.get("errors"):
            raise ScenarioError(f"{query}\n{variables}\n{answer['errors']}")
        data: dict[str, Any] = answer["data"]
        for payload in data.values():
            if isinstance(payload, dict) and payload.get("errors"):
                raise ScenarioError(f"{query}\n{variables}\n{payload['errors']}")
        return data

    def make_draft(
        self,
        user_id: str,
        address: Mapping[str, Any],
        lines: Sequence[tuple[str, int]],
        *,
        is_shipped: bool,
    ) -> str:
        """Return the id of a draft that can be completed."""
        values: dict[str, Any] = {
            "user": user_id,
            "billingAddress": address,
            "lines": [{"variantId": self._variants[name], "quantity": number} for name, number in lines],
        }
        if is_shipped:
            values["shippingAddress"] = address
        if IS_SALEOR_3:
            values["channelId"] = self._channel
        order: str = self.call(DRAFT_CREATE, input=values)["draftOrderCreate"]["order"]["id"]
        if is_shipped:
            self._choose_shipping(order, (address["country"], *lines))
        return order

    def place_order(
        self,
        user_id: str,
        address: Mapping[str, Any],
        lines: Sequence[tuple[str, int]],
        *,
        is_shipped: bool,
    ) -> str:
        """Make a draft and complete it; return the id of the order."""
        order = self.make_draft(user_id, address, lines, is_shipped=is_shipped)
        self.call(DRAFT_COMPLETE, id=order)
        return order

    def _choose_shipping(self, order: str, parcel: Any) -> None:
        """The same goods to the same country have the same methods."""
        if parcel not in self._shipping:
            field = "shippingMethods" if IS_SALEOR_3 else "availableShippingMethods"
            methods = self.call(SHIPPING_METHODS % field, id=order)["order"]["methods"]
            chosen = min(methods, key=lambda method: (method["name"] != "DHL", method["name"]))
            self._shipping[parcel] = chosen["id"]
        self.call(SHIPPING_UPDATE, id=order, method=self._shipping[parcel])

    def mark_as_paid(self, order: str) -> None:
        """The money came by hand."""
        self.call(MARK_AS_PAID, id=order)

    def cancel(self, order: str) -> None:
        """Cancel the order."""
        self.call(CANCEL, id=order)

    def add_note(self, order: str, message: str) -> None:
        """Write a note into Saleor's own history."""
        self.call(ADD_NOTE % ("orderNoteAdd" if IS_SALEOR_3 else "orderAddNote"), id=order, message=message)

    def add_invoice(self, order: str, order_pk: Any, number: str) -> None:
        """2.10 has the table but no API for it."""
        url = f"https://shop.example.com/invoices/{number}.pdf"
        if IS_SALEOR_3:
            self.call(INVOICE_CREATE, id=order, number=number, url=url)
            return
        from saleor.order.models import Invoice

        Invoice.objects.create(order_id=order_pk, number=number, url=url)

    def fulfill(self, order: str, code: str, line: int | None) -> None:
        """Send what is left, or what is left of one line; 2.10 takes the code only afterwards."""
        lines = self.call(LINES, id=order)["order"]["lines"]
        chosen = [
            {
                "orderLineId": one["id"],
                "stocks": [
                    {"quantity": one["quantity"] - one["quantityFulfilled"], "warehouse": self.warehouse}
                ],
            }
            for number, one in enumerate(lines)
            if one["quantity"] > one["quantityFulfilled"] and line in (None, number)
        ]
        values: dict[str, Any] = {"lines": chosen, "notifyCustomer": True}
        if IS_SALEOR_3 and code:
            values["trackingNumber"] = code
        made = self.call(FULFILL, id=order, input=values)["orderFulfill"]["fulfillments"]
        if not IS_SALEOR_3 and code:
            self._update_tracking(made[0]["id"], code)

    def update_tracking(self, order: str, code: str) -> None:
        """Give the newest parcel a code."""
        fulfillments = self.call(LINES, id=order)["order"]["fulfillments"]
        self._update_tracking(fulfillments[-1]["id"], code)

    def _update_tracking(self, fulfillment: str, code: str) -> None:
        values = {"trackingNumber": code, "notifyCustomer": True}
        self.call(UPDATE_TRACKING, id=fulfillment, input=values)

    def return_all(self, order: str) -> None:
        """Every unit that was sent comes back."""
        lines = [
            {"fulfillmentLineId": line["id"], "quantity": line["quantity"]}
            for fulfillment in self.call(LINES, id=order)["order"]["fulfillments"]
            for line in fulfillment["lines"]
        ]
        self.call(RETURN_PRODUCTS, id=order, lines=lines)

    def refund_all(self, order: str) -> None:
        """The whole total goes back, in the way in which the channel took it."""
        found = self.call(MONEY, id=order)["order"]
        amount = found["total"]["gross"]["amount"]
        if found["transactions"]:
            self.call(REPORT_REFUND, id=found["transactions"][0]["id"], amount=amount)
        else:
            self.call(REFUND, id=order, amount=amount)

    def set_metadata(self, order: str, key: str, value: str) -> None:
        """Write public metadata."""
        self.call(SET_METADATA, id=order, input=[{"key": key, "value": value}])
