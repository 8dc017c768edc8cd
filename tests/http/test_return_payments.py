"""One return from the request to the money, over HTTP, for every way in which an order may have been paid."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from saleor_order_central.host.detect import is_saleor_3
from tests.http import test_refunds as refunds
from tests.http.test_refunds import CHARGE, PAYMENTS, Staff, bought_online, sample_order, switch_dummy_on

LINES = """query($id: ID!) { order(id: $id) { shippingPrice { gross { amount } }
  lines { id quantityFulfilled variant { stocks { warehouse { id } } } } } }"""
staff = refunds.staff
# What the one return of a story asks for beyond the goods.
OPTIONS = {"creditNote": True, "refundShipping": True}


def sent_line(staff: Staff, order: str) -> tuple[str, str, float]:
    """A line that was sent, a warehouse with its product, and what the order's shipping cost."""
    found = staff.ask_saleor(LINES, id=order)["order"]
    if not any(line["quantityFulfilled"] for line in found["lines"]):
        staff.send(order)
        found = staff.ask_saleor(LINES, id=order)["order"]
    line = next(one for one in found["lines"] if one["quantityFulfilled"] and one["variant"])
    home = line["variant"]["stocks"][0]["warehouse"]["id"]
    return line["id"], home, found["shippingPrice"]["gross"]["amount"]


def arrived(staff: Staff, order: str, line: str, home: str) -> str:
    """A return of one unit, led by staff to where its money is due."""
    wanted = {
        "order": order,
        "lines": [{"orderLine": line, "quantity": 1}],
        "onBehalfOfCustomer": True,
        "regardlessOfPolicy": True,
    }
    made = staff.ask("ReturnRequestCreate", staff.staff, input=wanted)["orderReturnRequestCreate"]
    assert (made["errors"], made["returnRequest"]["state"]) == ([], "WAITING_CONFIRMATION")
    request: str = made["returnRequest"]["id"]
    unit = {"line": made["returnRequest"]["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}
    for name, values in (
        ("ReturnRequestStateChange", {"input": {"state": "WAITING_PACKAGE"}}),
        ("ReturnRequestReceive", {"lines": [{**unit, "warehouse": home}]}),
    ):
        (payload,) = staff.ask(name, staff.staff, id=request, **values).values()
        assert payload["errors"] == []
    return request


def story(staff: Staff, order: str, before_completion: Any = None) -> tuple[float, float]:
    """Lead a return to its end; returns what went back, and what the order still holds for us."""
    line, home, shipping = sent_line(staff, order)
    request = arrived(staff, order, line, home)
    stocks = staff.stocks(order)
    planned = staff.preview(order, "PRODUCTS_RETURN", returnRequest=request, **OPTIONS)
    amount = planned["total"]["amount"]
    if before_completion is not None:
        before_completion(amount)
    done = staff.ask("ReturnRequestComplete", staff.staff, id=request, input=OPTIONS)
    done = done["orderReturnRequestComplete"]
    # the whole of it is as the preview said: money, shipping, paper, and one unit on its shelf
    assert done["errors"] == []
    assert (done["returnRequest"]["state"], done["returnRequest"]["outcome"]) == ("COMPLETED", "REFUND")
    assert done["refund"]["amount"]["amount"] == done["creditNote"]["total"]["gross"]["amount"] == amount
    assert planned["shipping"]["amount"] == shipping
    after = staff.stocks(order)
    changed = {key: after[key] - stocks[key] for key in after if after[key] != stocks[key]}
    assert changed == {home + line: 1}
    # and it is over
    again = staff.ask("ReturnRequestComplete", staff.staff, id=request, input=OPTIONS)
    codes = [one["code"] for one in again["orderReturnRequestComplete"]["errors"]]
    assert codes == ["RETURN_STATE_INVALID"]
    assert staff.stocks(order) == after
    return amount, staff.preview(order, "FULL")["maxRefundable"]["amount"]


def captured(staff: Staff, order: str) -> float:
    """What Saleor says that the order's payment holds; Saleor 3 may keep what was paid by hand otherwise."""
    payments = staff.ask_saleor(PAYMENTS, id=order)["order"]["payments"]
    if not payments:
        return float(refunds.sums(staff, order)[0])
    (payment,) = payments
    return float(payment["capturedAmount"]["amount"])


# Saleor 3.24 ships no such gateway any more.
if find_spec("saleor.payment.gateways.dummy"):

    def test_paid_through_a_gateway(staff):
        switch_dummy_on(staff)
        order, held = bought_online(staff) if is_saleor_3() else sample_order(staff)
        amount, left = story(staff, order)
        assert amount > 0
        assert captured(staff, order) == pytest.approx(held - amount, abs=0.001)
        assert left == pytest.approx(held - amount, abs=0.001)


def test_paid_by_hand(staff):
    order = staff.new_order()
    staff.saleor.mark_as_paid(order)
    held = captured(staff, order)
    amount, left = story(staff, order)
    # 2.10 keeps no refund of a payment by hand: its sum stays, and ours tells of it
    assert captured(staff, order) == pytest.approx(held - amount if is_saleor_3() else held, abs=0.001)
    assert left == pytest.approx(held - amount, abs=0.001)


if is_saleor_3():
    payment_app = refunds.payment_app

    def test_paid_through_a_transaction(staff, payment_app):
        order = staff.new_order()
        held = staff.ask("OrderPage", staff.staff, id=order)["orderCentral"]["total"]["amount"]
        staff.ask_saleor(CHARGE, payment_app.token, id=order, amount=held)
        amount, left = story(staff, order, lambda due: payment_app.pays("psp-story", str(due)))
        assert refunds.sums(staff, order) == pytest.approx((held - amount, amount, 0), abs=0.001)
        assert left == pytest.approx(held - amount, abs=0.001)
        (asked,) = payment_app.requests
        assert asked["action"] == {"amount": amount, "actionType": "REFUND"}
