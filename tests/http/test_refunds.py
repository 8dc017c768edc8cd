"""Whole refunds over HTTP, with Saleor's own sums and stock looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from demo.scenario_api import CHANNEL
from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA
from saleor_order_central.host.detect import is_saleor_3
from tests.refunds.payment_app import SUBSCRIPTION, PaymentApp

DUMMY = "mirumee.payments.dummy"
# The oldest ones are those of the sample shop.
PAID_ORDERS = """{ orders(last: 100) { edges { node {
  id total { gross { amount } } payments { id gateway capturedAmount { amount } } } } } }"""
PAYMENTS = "query($id: ID!) { order(id: $id) { payments { chargeStatus capturedAmount { amount } } } }"
PRODUCTS = """query($channel: String!) { products(first: 100, channel: $channel) {
  edges { node { name variants { id } } } } }"""
CHECKOUT = """mutation($channel: String!, $variant: ID!, $address: AddressInput!) {
  checkoutCreate(input: {channel: $channel, email: "ana@example.com", shippingAddress: $address,
    billingAddress: $address, lines: [{quantity: 2, variantId: $variant}]}) {
    checkout { id shippingMethods { id } } errors { field message } } }"""
CHECKOUT_2 = """mutation($variant: ID!, $address: AddressInput!) {
  checkoutCreate(input: {email: "ana@example.com", shippingAddress: $address,
    billingAddress: $address, lines: [{quantity: 2, variantId: $variant}]}) {
    checkout { id } errors { field message } } }"""
DELIVERY = """mutation($id: ID!, $method: ID!) {
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method) {
    checkout { totalPrice { gross { amount } } } errors { field message } } }"""
PAYMENT = """mutation($id: ID!, $gateway: String!, $amount: PositiveDecimal!) {
  checkoutPaymentCreate(id: $id, input: {gateway: $gateway, token: "paid", amount: $amount}) {
    errors { field message } } }"""
COMPLETE = "mutation($id: ID!) { checkoutComplete(id: $id) { order { id } errors { field message } } }"
PROMO = """mutation($id: ID!, $code: String!) { checkoutAddPromoCode(id: $id, promoCode: $code) {
  checkout { voucherCode discount { amount } } errors { field message } } }"""
STOCKS = """query($id: ID!) { order(id: $id) { lines { id quantity variant {
  stocks { id quantity warehouse { id } } } } } }"""
SWITCH_ON = """mutation($id: ID!, $channel: ID) { pluginUpdate(
  id: $id, channelId: $channel, input: {active: true}) { errors { field message } } }"""
MAKE_APP = """mutation { appCreate(input: {name: "Pay", permissions: [HANDLE_PAYMENTS, MANAGE_ORDERS]}) {
  authToken app { id } errors { field message } } }"""
MAKE_WEBHOOK = """mutation($input: WebhookCreateInput!) {
  webhookCreate(input: $input) { errors { field message } } }"""
CHARGE = """mutation($id: ID!, $amount: PositiveDecimal!) { transactionCreate(id: $id, transaction: {
  name: "Card", pspReference: "charge", availableActions: [REFUND],
  amountCharged: {amount: $amount, currency: "USD"}}) { transaction { id } errors { field message } } }"""
REPORT = """mutation($id: ID!, $type: TransactionEventTypeEnum!, $reference: String!,
  $amount: PositiveDecimal) {
  transactionEventReport(id: $id, type: $type, pspReference: $reference, amount: $amount) {
    errors { field message } } }"""
SUMS = """query($id: ID!) { order(id: $id) {
  totalCharged { amount } grantedRefunds { status amount { amount } }
  transactions { chargedAmount { amount } refundedAmount { amount } refundPendingAmount { amount } } } }"""


class Staff(ShopClient):
    """Staff that may do everything, with Saleor's own API at hand."""

    def ask_saleor(self, query: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
        """Data of Saleor's own API; errors of mutations fail the test."""
        data = self.data(query, token or self.staff, variables)
        for payload in data.values():
            assert not (isinstance(payload, dict) and payload.get("errors")), payload
        return data

    def refunded(self, name: str, order: str, **options: Any) -> dict[str, Any]:
        """The payload of a mutation of ours that must have no errors."""
        (payload,) = self.ask(name, self.staff, order=order, input=options).values()
        assert payload["errors"] == []
        return payload

    def preview(self, order: str, kind: str, **options: Any) -> dict[str, Any]:
        found = self.ask("OrderRefundPreview", self.staff, order=order, input=options, kind=kind)
        return found["orderRefundPreview"]

    def stocks(self, order: str) -> dict[str, int]:
        lines = self.ask_saleor(STOCKS, id=order)["order"]["lines"]
        return {
            stock["warehouse"]["id"] + line["id"]: stock["quantity"]
            for line in lines
            for stock in line["variant"]["stocks"]
        }

    def send(self, order: str) -> None:
        """Hand the goods to the carrier, by one click."""
        made = self.ask("OrderStandardEventCreate", self.staff, order=order, input={"event": "SENT"})
        assert made["orderStandardEventCreate"]["errors"] == []

    def new_order(self) -> str:
        return self.place_order(("Apple Juice", 2))


@pytest.fixture(scope="module")
def staff(shop: Any) -> Staff:
    return Staff(shop.url)


# Saleor 3.24 ships no such gateway any more.
if find_spec("saleor.payment.gateways.dummy"):

    def test_through_the_gateway_of_a_payment(staff):
        # given an order whose payment was captured by Saleor's test gateway
        switch_dummy_on(staff)
        order, held = bought_online(staff) if is_saleor_3() else sample_order(staff)
        # when a part goes back, and then the rest
        part = staff.refunded("OrderPartialRefund", order, amount=2.25, creditNote=True)
        (payment,) = staff.ask_saleor(PAYMENTS, id=order)["order"]["payments"]
        assert (part["refund"]["status"], part["refund"]["method"]) == ("SUCCESS", "ORIGINAL_TRANSACTION")
        assert round(payment["capturedAmount"]["amount"], 2) == round(held - 2.25, 2)
        rest = staff.preview(order, "FULL")
        full = staff.refunded("OrderFullRefund", order)
        # then Saleor's payment is empty, to the cent
        assert full["refund"]["amount"]["amount"] == rest["total"]["amount"] == round(held - 2.25, 2)
        (payment,) = staff.ask_saleor(PAYMENTS, id=order)["order"]["payments"]
        assert (payment["chargeStatus"], payment["capturedAmount"]["amount"]) == ("FULLY_REFUNDED", 0)


def sample_order(staff: Staff) -> tuple[str, float]:
    """An order of the sample data with what its payment holds."""
    edges = staff.ask_saleor(PAID_ORDERS)["orders"]["edges"]
    return next(
        (edge["node"]["id"], payment["capturedAmount"]["amount"])
        for edge in edges
        for payment in edge["node"]["payments"]
        if payment["gateway"] == DUMMY and payment["capturedAmount"]["amount"] > 5
    )


def bought_online(staff: Staff) -> tuple[str, float]:
    """A checkout of Saleor 3, paid through the gateway."""
    products = staff.ask_saleor(PRODUCTS, channel=CHANNEL)["products"]["edges"]
    variant = next(
        edge["node"]["variants"][0]["id"] for edge in products if edge["node"]["name"] == "Apple Juice"
    )
    ana = staff.token(ANA.email)
    made = staff.ask_saleor(CHECKOUT, ana, channel=CHANNEL, variant=variant, address=ANA.address)
    checkout = made["checkoutCreate"]["checkout"]
    method = checkout["shippingMethods"][0]["id"]
    sent = staff.ask_saleor(DELIVERY, id=checkout["id"], method=method)
    total = sent["checkoutDeliveryMethodUpdate"]["checkout"]["totalPrice"]["gross"]["amount"]
    staff.ask_saleor(PAYMENT, id=checkout["id"], gateway=DUMMY, amount=total)
    order = staff.ask_saleor(COMPLETE, id=checkout["id"])["checkoutComplete"]["order"]["id"]
    (payment,) = staff.ask_saleor(PAYMENTS, id=order)["order"]["payments"]
    return order, payment["capturedAmount"]["amount"]


def switch_dummy_on(staff: Staff) -> None:
    channel = None
    if is_saleor_3():
        channels = staff.ask_saleor("{ channels { id slug } }")["channels"]
        channel = next(one["id"] for one in channels if one["slug"] == CHANNEL)
    query = SWITCH_ON
    if channel is None:
        query = query.replace("$id: ID!, $channel: ID", "$id: ID!").replace("channelId: $channel, ", "")
    variables = {"id": DUMMY} if channel is None else {"id": DUMMY, "channel": channel}
    staff.ask_saleor(query, **variables)


def new_checkout(staff: Staff) -> str:
    """Two bottles in a basket."""
    products = staff.ask_saleor(on_host(PRODUCTS), **channel_of_host())["products"]["edges"]
    variant = next(
        edge["node"]["variants"][0]["id"] for edge in products if edge["node"]["name"] == "Apple Juice"
    )
    query = on_host(CHECKOUT) if is_saleor_3() else CHECKOUT_2
    made = staff.ask_saleor(query, variant=variant, address=ANA.address, **channel_of_host())
    checkout: str = made["checkoutCreate"]["checkout"]["id"]
    return checkout


def channel_of_host() -> dict[str, str]:
    return {"channel": CHANNEL} if is_saleor_3() else {}


def on_host(query: str) -> str:
    """The query without channels where there are none."""
    if is_saleor_3():
        return query
    return query.replace("query($channel: String!)", "query").replace(", channel: $channel", "")


def test_a_voucher_is_worth_its_value_at_the_checkout(staff):
    # given
    order = staff.new_order()
    staff.saleor.mark_as_paid(order)
    given = staff.refunded("OrderPartialRefund", order, amount=1.5, voucher=True)["voucher"]
    promo = PROMO if is_saleor_3() else PROMO.replace("PromoCode(id:", "PromoCode(checkoutId:")
    # when
    found = staff.ask_saleor(promo, id=new_checkout(staff), code=given["code"])["checkoutAddPromoCode"]
    # then
    used = found["checkout"]
    assert (used["discount"]["amount"], used["voucherCode"]) == (1.5, given["code"])
    # and it opens nothing else than Saleor's own checkout: the money of the order is spent
    rest = staff.preview(order, "FULL")
    assert rest["total"]["amount"] == round(rest["maxRefundable"]["amount"], 2)


def test_a_return_is_completed_with_its_refund(staff):
    # given two bottles that were paid by hand and sent, and one of them comes back
    order = staff.new_order()
    staff.saleor.mark_as_paid(order)
    staff.send(order)
    line = staff.ask_saleor(STOCKS, id=order)["order"]["lines"][0]["id"]
    wanted = {"order": order, "lines": [{"orderLine": line, "quantity": 1}]}
    estimate = staff.ask("ReturnEstimate", staff.staff, input=wanted)["orderReturnEstimate"]
    made = staff.ask("ReturnRequestCreate", staff.token(ANA.email), input=wanted)
    request = made["orderReturnRequestCreate"]["returnRequest"]
    staff.ask("ReturnRequestStateChange", staff.staff, id=request["id"], input={"state": "WAITING_PACKAGE"})
    units = [{"line": request["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}]
    staff.ask("ReturnRequestReceive", staff.staff, id=request["id"], lines=units)
    before = staff.stocks(order)
    # when
    planned = staff.preview(order, "PRODUCTS_RETURN", returnRequest=request["id"], creditNote=True)
    done = staff.ask("ReturnRequestComplete", staff.staff, id=request["id"], input={"creditNote": True})
    done = done["orderReturnRequestComplete"]
    # then money, stock, paper and the return are as the estimate and the preview said
    assert done["errors"] == []
    assert (done["returnRequest"]["state"], done["returnRequest"]["outcome"]) == ("COMPLETED", "REFUND")
    amount = done["refund"]["amount"]["amount"]
    assert amount == planned["total"]["amount"] == estimate["refund"]["total"]["amount"] > 0
    assert done["creditNote"]["total"]["gross"]["amount"] == amount
    after = staff.stocks(order)
    assert [after[key] - before[key] for key in after if after[key] != before[key]] == [1]
    (payment,) = staff.ask_saleor(PAYMENTS, id=order)["order"]["payments"] or [None]
    paid = staff.ask("OrderPage", staff.staff, id=order)["orderCentral"]["total"]["amount"]
    if payment is not None:
        held = payment["capturedAmount"]["amount"]
        # 2.10 keeps no refund of a payment by hand: its sum stays, and ours tells of it
        assert round(held, 2) == round(paid - amount if is_saleor_3() else paid, 2)
    rest = staff.preview(order, "FULL")
    assert round(rest["maxRefundable"]["amount"], 2) == round(paid - amount, 2)


def test_by_hand_with_products_that_came_back(staff):
    # given an order that was paid by hand and sent
    order = staff.new_order()
    staff.saleor.mark_as_paid(order)
    staff.send(order)
    line = staff.ask_saleor(STOCKS, id=order)["order"]["lines"][0]["id"]
    before = staff.stocks(order)
    options = {
        "lines": [{"orderLine": line, "quantity": 1}],
        "restock": True,
        "creditNote": True,
        "refundShipping": True,
    }
    # when
    planned = staff.preview(order, "PRODUCTS_RETURN", **options)
    made = staff.refunded("OrderProductsReturn", order, **options)
    # then money, stock and paper are as the preview said
    assert made["refund"]["amount"] == planned["total"] | {"currency": "USD"}
    assert made["creditNote"]["total"]["gross"]["amount"] == planned["total"]["amount"]
    after = staff.stocks(order)
    changed = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert list(changed.values()) == [1]
    assert [one["delta"] for one in planned["stockChanges"]] == [1]
    # and the shipping cannot go back twice
    again = staff.ask("OrderPartialRefund", staff.staff, order=order, input={"refundShipping": True})
    assert [one["code"] for one in again["orderPartialRefund"]["errors"]] == ["AMOUNT_EXCEEDED"]


if is_saleor_3():

    @pytest.fixture
    def payment_app(staff: Staff) -> Iterator[PaymentApp]:
        """An installed app that is asked for refunds; `token` is its own."""
        with PaymentApp() as app:
            made = staff.ask_saleor(MAKE_APP)["appCreate"]
            app.token = made["authToken"]
            staff.ask_saleor(
                MAKE_WEBHOOK,
                input={
                    "app": made["app"]["id"],
                    "name": "refunds",
                    "targetUrl": app.url,
                    "syncEvents": ["TRANSACTION_REFUND_REQUESTED"],
                    "isActive": True,
                    "query": SUBSCRIPTION,
                },
            )
            yield app

    def sums(staff: Staff, order: str) -> tuple[float, float, float]:
        """What Saleor says is charged, refunded and pending."""
        (item,) = staff.ask_saleor(SUMS, id=order)["order"]["transactions"]
        names = ("chargedAmount", "refundedAmount", "refundPendingAmount")
        return tuple(item[name]["amount"] for name in names)

    def test_through_a_transaction_whose_app_answers_now_and_later(staff, payment_app):
        # given
        order = staff.new_order()
        paid = staff.ask("OrderPage", staff.staff, id=order)["orderCentral"]["total"]["amount"]
        charged = staff.ask_saleor(CHARGE, payment_app.token, id=order, amount=paid)
        transaction = charged["transactionCreate"]["transaction"]["id"]
        # when the app pays at once
        payment_app.pays("psp-1", "1.25")
        first = staff.refunded("OrderPartialRefund", order, amount=1.25, creditNote=True)
        # then
        assert (first["refund"]["status"], first["refund"]["manualReference"]) == ("SUCCESS", "psp-1")
        assert sums(staff, order) == (round(paid - 1.25, 2), 1.25, 0)
        # when the app takes the rest on
        payment_app.takes_on("psp-2")
        rest = round(paid - 1.25, 2)
        pending = staff.refunded("OrderFullRefund", order)
        assert (pending["refund"]["status"], pending["refund"]["amount"]["amount"]) == ("PENDING", rest)
        assert sums(staff, order) == (0, 1.25, rest)
        actions = staff.ask("OrderRefunds", staff.staff, id=order)["orderCentral"]["actions"]
        reasons = {one["code"]: one["disabledReasonCode"] for one in actions}
        ways = ("PARTIAL_REFUND", "FULL_REFUND", "MARK_REFUNDED")
        assert {reasons[way] for way in ways} == {"PAYMENT_PENDING"}
        # and reports later that it has paid
        report = {"type": "REFUND_SUCCESS", "reference": "psp-2", "amount": rest}
        staff.ask_saleor(REPORT, payment_app.token, id=transaction, **report)
        # then our refund has ended with Saleor's
        page = staff.ask("OrderRefunds", staff.staff, id=order)["orderCentral"]
        assert [one["status"] for one in page["refunds"]] == ["SUCCESS", "SUCCESS"]
        assert sums(staff, order) == (0, paid, 0)
        granted = staff.ask_saleor(SUMS, id=order)["order"]["grantedRefunds"]
        assert [(one["status"], one["amount"]["amount"]) for one in granted] == [
            ("SUCCESS", 1.25),
            ("SUCCESS", rest),
        ]
        assert staff.ask("OrderPage", staff.staff, id=order)["orderCentral"]["status"]["slug"] == "refunded"
