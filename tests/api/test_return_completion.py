"""Completing a return with its refund through the API: who may, what each side sees, what is answered."""

from __future__ import annotations

from typing import Any

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.returns.kinds import ReturnResolution
from saleor_order_central.returns.models import ReturnRequest
from tests.conftest import Api
from tests.returns.completion_rows import MISSING, RESTOCK, received, sent_and_paid
from tests.shop_rows import make_app, make_order, make_user

COMPLETE = """mutation($id: ID!, $input: OrderRefundOptionsInput!, $message: String) {
  orderReturnRequestComplete(id: $id, input: $input, message: $message) {
    returnRequest { state outcome } refund { amount { amount } fees { amount } returnRequestId }
    creditNote { total { gross { amount } } } voucher { value { amount } } errors { field code } } }"""
CHANGE = """mutation($id: ID!, $input: OrderReturnStateChangeInput!) {
  orderReturnRequestStateChange(id: $id, input: $input) {
    returnRequest { state outcome replacementOrder { id } } errors { field code } } }"""
READ = """query($id: ID!) { orderReturnRequest(id: $id) {
  outcome replacementOrder { id }
  estimate { total { amount } fees { amount } stockChanges { delta } warnings }
  refunds { status amount { amount } returnRequestId manualReference }
  creditNotes { number } vouchers { code } actions { code disabledReasonCode } } }"""
ESTIMATE = """query($input: OrderReturnRequestInput!) { orderReturnEstimate(input: $input) {
  total { amount } refund { total { amount } tax { amount } stockChanges { delta } } } }"""


@pytest.fixture
def order(customer: Any, configure: Any) -> Any:
    """Three paid mugs of the customer that left yesterday."""
    configure(saleor_mails="off")
    with get_host().allow_writer():
        order, _stock = sent_and_paid()
        order.user = customer
        order.save()
        return order


@pytest.fixture
def request_id(order: Any) -> str:
    """Two of them came back, fit for sale."""
    return arrived(order, (2, RESTOCK))


def arrived(order: Any, *found: Any, **own: Any) -> str:
    with get_host().allow_writer():
        return graphene.Node.to_global_id("OrderReturnRequest", received(order, *found, **own).pk)


def complete(api: Api, request_id: str, **input: Any) -> dict[str, Any]:
    return api.data(COMPLETE, id=request_id, input=input)["orderReturnRequestComplete"]


def test_staff_completes_with_money_and_paper(staff_api, customer_api, request_id):
    # given
    before = staff_api.data(READ, id=request_id)["orderReturnRequest"]
    assert before["estimate"] == {
        "total": {"amount": 20},
        "fees": {"amount": 0},
        "stockChanges": [{"delta": 2}],
        "warnings": before["estimate"]["warnings"],
    }
    own = customer_api.data(READ, id=request_id)["orderReturnRequest"]["estimate"]
    assert (own["total"], own["stockChanges"], own["warnings"]) == ({"amount": 20}, [], [])
    # when
    done = complete(staff_api, request_id, creditNote=True)
    # then
    assert done == {
        "returnRequest": {"state": "COMPLETED", "outcome": "REFUND"},
        "refund": {"amount": {"amount": 20}, "fees": {"amount": 0}, "returnRequestId": request_id},
        "creditNote": {"total": {"gross": {"amount": 20}}},
        "voucher": None,
        "errors": [],
    }
    shown = customer_api.data(READ, id=request_id)["orderReturnRequest"]
    assert (shown["outcome"], shown["estimate"], len(shown["creditNotes"])) == ("REFUND", None, 1)
    assert shown["refunds"] == [
        {
            "status": "MANUAL_DONE",
            "amount": {"amount": 20},
            "returnRequestId": request_id,
            "manualReference": None,
        }
    ]


def test_a_voucher_is_shown_to_its_customer(order, staff_api, customer_api):
    pk = arrived(order, (1, RESTOCK), quantity=1, resolution=ReturnResolution.VOUCHER)
    assert complete(staff_api, pk)["voucher"] == {"value": {"amount": 10}}
    shown = customer_api.data(READ, id=pk)["orderReturnRequest"]
    assert (shown["outcome"], len(shown["vouchers"])) == ("VOUCHER", 1)


def test_nobody_else_completes_it(order, request_id, customer_api, api):
    _app, token = make_app("Reader", "product.manage_products")
    strangers = [
        api,
        customer_api,
        Api().sign_in(make_user("clerk@example.com", is_staff=True)),
        Api().with_header(f"Bearer {token}"),
    ]
    for one in strangers:
        answer = one.answer(COMPLETE, id=request_id, input={})
        assert answer["data"]["orderReturnRequestComplete"] is None
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    with get_host().allow_writer():
        assert OrderRefund.objects.count() == 0
        assert ReturnRequest.objects.get().state == "PACKAGE_RECEIVED"


@pytest.mark.parametrize(
    ("input", "error"),
    [
        ({"returnRequest": "T3JkZXJSZXR1cm5SZXF1ZXN0OjA="}, ("returnRequest", "INVALID")),
        ({"amount": 99}, ("amount", "AMOUNT_EXCEEDED")),
        ({"voucher": True, "method": "MANUAL"}, ("voucher", "INVALID")),
        ({"restock": False, "restockWarehouse": "V2FyZWhvdXNlOjA="}, ("restockWarehouse", "INVALID")),
    ],
)
def test_what_cannot_be_says_why(staff_api, request_id, input, error):
    found = complete(staff_api, request_id, **input)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [error]
    assert found["returnRequest"] is None


def test_an_exchange_names_its_order(order, customer, staff_api, customer_api):
    # given
    pk = arrived(order, (1, RESTOCK), (1, MISSING))
    with get_host().allow_writer():
        replacement, foreign = make_order(user=customer), make_order()

    def exchange(other: Any, **values: Any) -> dict[str, Any]:
        other_id = graphene.Node.to_global_id("Order", other.pk)
        input = {"state": "COMPLETED", "outcome": "EXCHANGE", "replacementOrder": other_id, **values}
        return staff_api.data(CHANGE, id=pk, input=input)["orderReturnRequestStateChange"]

    # then the order itself is none, and any other of the shop is
    assert exchange(order)["errors"] == [{"field": "replacementOrder", "code": "NOT_FOUND"}]
    done = exchange(replacement)["returnRequest"]
    shown = customer_api.data(READ, id=pk)["orderReturnRequest"]
    assert (done["outcome"], shown["replacementOrder"]) == ("EXCHANGE", done["replacementOrder"])
    # an order of somebody else is shown to staff only
    with get_host().allow_writer():
        ReturnRequest.objects.update(replacement_order=foreign)
    assert customer_api.data(READ, id=pk)["orderReturnRequest"]["replacementOrder"] is None
    assert staff_api.data(READ, id=pk)["orderReturnRequest"]["replacementOrder"] is not None


def test_an_estimate_is_what_the_completion_gives(order, staff_api, customer_api):
    line = graphene.Node.to_global_id("OrderLine", order.lines.get().pk)
    input = {
        "order": graphene.Node.to_global_id("Order", order.pk),
        "lines": [{"orderLine": line, "quantity": 2}],
    }
    found = customer_api.data(ESTIMATE, input=input)["orderReturnEstimate"]
    assert found == {
        "total": {"amount": 20},
        "refund": {"total": {"amount": 20}, "tax": {"amount": 0}, "stockChanges": []},
    }
    pk = arrived(order, (2, RESTOCK))
    assert complete(staff_api, pk)["refund"]["amount"] == found["total"]


def test_a_running_refund_is_said(order, staff_api, request_id):
    with get_host().allow_writer():
        request = ReturnRequest.objects.get()
        OrderRefund.objects.create(
            order=order,
            return_request=request,
            kind="PRODUCTS_RETURN",
            currency="USD",
            amount=1,
            author_type="STAFF",
        )
    actions = staff_api.data(READ, id=request_id)["orderReturnRequest"]["actions"]
    assert {one["code"]: one["disabledReasonCode"] for one in actions} == {
        "ACCEPT_RETURN": "STATUS_NOT_ALLOWED",
        "REFUSE_RETURN": "PAYMENT_PENDING",
        "RECEIVE_RETURN": None,
        "COMPLETE_RETURN": "PAYMENT_PENDING",
        "ADD_RETURN_TRACKING": None,
    }
