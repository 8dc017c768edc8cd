"""Who may refund and who sees what of it; how many statements a list of orders costs."""

from __future__ import annotations

from decimal import Decimal

import graphene
import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from tests.access.guests import grant
from tests.conftest import Api
from tests.refunds.refund_rows import make_paid, partial, refund
from tests.returns.completion_rows import RESTOCK, complete, received, sent_and_paid
from tests.shop_rows import NOON, add_event, hours, make_app, make_channel, make_order, make_user

REFUND = """mutation($order: ID!, $input: OrderRefundOptionsInput!) {
  orderPartialRefund(order: $order, input: $input) {
    refund { status amount { amount } user { email } } creditNote { number } voucher { code }
    errors { field code } } }"""
PREVIEW = """query($order: ID!, $input: OrderRefundOptionsInput!) {
  orderRefundPreview(order: $order, input: $input) {
    total { amount } voucherValue { amount } } }"""
NOTES = "{ orderCreditNotes(first: 5) { totalCount edges { node { number } } } }"
PAGE = """query($id: ID!) { orderCentral(id: $id) {
  refunds { status amount { amount } manualReference user { email } }
  creditNotes { number } vouchers { code isUsed voucherId } actions { code isAvailable } } }"""
STAFF_PARTS = """query($id: ID!) { orderCentral(id: $id) {
  refunds { manualReference reason appName user { email } grantedRefundId } vouchers { voucherId } } }"""
LIST = """{ orderCentrals(first: 20) { edges { node { refunds { status creditNote { number } }
  vouchers { code isUsed } actions { code isAvailable } } } } }"""


@pytest.fixture(autouse=True)
def _writer(db):
    with get_host().allow_writer():
        yield


def test_staff_refund_and_read_what_was_made(staff_api, order_id):
    order = make_paid("manual")
    options = {"amount": 4, "creditNote": True}
    planned = staff_api.data(PREVIEW, order=order_id(order), input=options)["orderRefundPreview"]
    made = staff_api.data(REFUND, order=order_id(order), input=options)["orderPartialRefund"]
    assert (planned["total"]["amount"], planned["voucherValue"]) == (4, None)
    assert made["errors"] == []
    assert made["refund"] == {
        "status": "MANUAL_DONE",
        "amount": {"amount": 4},
        "user": {"email": "staff@example.com"},
    }
    (edge,) = staff_api.data(NOTES)["orderCreditNotes"]["edges"]
    assert edge["node"]["number"] == made["creditNote"]["number"]


@pytest.mark.parametrize("query", [REFUND, PREVIEW, NOTES])
@pytest.mark.parametrize("who", ["api", "customer_api", "settings_api"])
def test_nobody_else_may(request, order_id, customer, who, query):
    order = make_paid("manual")
    type(order).objects.filter(pk=order.pk).update(user=customer)
    caller = request.getfixturevalue(who)
    variables = {} if query is NOTES else {"order": order_id(order), "input": {"amount": 1}}
    answer = caller.answer(query, **variables)
    assert answer["errors"]
    assert OrderRefund.objects.count() == 0


def test_the_owner_sees_the_refund_but_nothing_of_staff(customer_api, customer, order_id):
    order = make_paid("manual")
    type(order).objects.filter(pk=order.pk).update(user=customer)
    refund(order, partial(order, reference="Bank 7"))
    refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(2), voucher=True))
    page = customer_api.data(PAGE, id=order_id(order))["orderCentral"]
    assert [one["amount"]["amount"] for one in page["refunds"]] == [10, 0]
    assert {one["manualReference"] for one in page["refunds"]} == {None}
    assert {one["user"] for one in page["refunds"]} == {None}
    assert page["creditNotes"] == []
    own = ["SEND_MESSAGE", "OPEN_INVOICE", "TRACK", "REQUEST_RETURN", "WITHDRAW"]
    assert [one["code"] for one in page["actions"]] == own
    ((voucher),) = page["vouchers"]
    assert (voucher["isUsed"], voucher["voucherId"], bool(voucher["code"])) == (False, None, True)


def test_strangers_see_nothing(api, order_id):
    order = make_paid("manual")
    refund(order, partial(order))
    assert api.data(PAGE, id=order_id(order))["orderCentral"] is None


NOTE_PATHS = """query($id: ID!) { orderCentral(id: $id) { creditNotes { number lines { quantity } }
  refunds { creditNote { number } } returns { creditNotes { number } } } }"""


def numbers(api, order_id, order):
    """Numbers of credit notes by every way of the order page; None for callers who see no page."""
    page = api.data(NOTE_PATHS, id=order_id(order))["orderCentral"]
    if page is None:
        return None
    by_refund = [one["creditNote"] for one in page["refunds"]]
    by_return = [note for one in page["returns"] for note in one["creditNotes"]]
    ways = (page["creditNotes"], by_refund, by_return)
    return [[note and note["number"] for note in found] for found in ways]


def test_credit_notes_are_for_owner_staff_and_guests_with_return(
    customer, customer_api, staff_api, order_id, configure
):
    # given
    configure(saleor_mails="off")
    order, _stock = sent_and_paid()
    order.user, order.user_email = customer, customer.email
    order.save()
    number = complete(order, received(order, (2, RESTOCK)), credit_note=True).credit_note.number
    _app, token = make_app("Reader", "product.manage_products")
    # then
    for caller in (customer_api, staff_api):
        assert numbers(caller, order_id, order) == [[number]] * 3
    with_return = Api().as_guest(grant(order, AccessScope.VIEW, AccessScope.RETURN))
    assert numbers(with_return, order_id, order) == [[number]] * 3
    # others may see that money went back, but not the paper
    for scopes in ((AccessScope.VIEW,), (AccessScope.VIEW, AccessScope.MESSAGE, AccessScope.WITHDRAW)):
        assert numbers(Api().as_guest(grant(order, *scopes)), order_id, order) == [[], [None], []]
    for caller in (
        Api(),
        Api().sign_in(make_user("eve@example.com")),
        Api().sign_in(make_user("clerk@example.com", "product.manage_products", is_staff=True)),
        Api().with_header(f"Bearer {token}"),
    ):
        assert numbers(caller, order_id, order) is None
        refused = caller.answer(NOTES)
        assert (refused["data"], len(refused["errors"])) == ({"orderCreditNotes": None}, 1)
    (edge,) = staff_api.data(NOTES)["orderCreditNotes"]["edges"]
    assert edge["node"]["number"] == number


def test_what_an_order_offers(staff_api, order_id):
    def offered(order):
        page = staff_api.data(PAGE, id=order_id(order))["orderCentral"]
        return {one["code"]: one["isAvailable"] for one in page["actions"] if one["code"] in nothing}

    ways = ("PARTIAL_REFUND", "FULL_REFUND", "MARK_REFUNDED")
    nothing = dict.fromkeys(("REQUEST_RETURN", "RETURN_PRODUCTS", *ways, "WITHDRAW"), False)
    assert offered(make_order()) == nothing
    assert offered(make_paid("manual")) == {**nothing, **dict.fromkeys(ways, True)}


def refunded_order():
    order = make_paid("manual")
    refund(order, RefundRequest(RefundKind.FULL))
    if is_saleor_3():
        # Saleor writes it after the commit, which a test never reaches.
        add_event(order, "payment_refunded", NOON + hours(2), amount="30.00")
    return order


MONEY = ("RETURN_PRODUCTS", "PARTIAL_REFUND", "FULL_REFUND", "MARK_REFUNDED")
ORDER = ("CHANGE_STATUS", "SEND_MESSAGE", "ADD_MEMO", "CANCEL", "MARK_PAID", "OPEN_INVOICE", "TRACK")
NEVER, DONE, UNSENT = "STATUS_NOT_ALLOWED", "ALREADY_DONE", "NOT_SHIPPED"


@pytest.mark.parametrize(
    ("make", "order", "request_return", "money"),
    [
        (lambda: make_order(status="draft"), [NEVER] * 6 + [UNSENT], UNSENT, [NEVER] * 4),
        (make_order, [None] * 5 + [NEVER, UNSENT], UNSENT, ["NOT_PAID"] * 4),
        (
            lambda: make_order(status="canceled"),
            [None, None, None, DONE, None, NEVER, UNSENT],
            NEVER,
            ["NOT_PAID"] * 4,
        ),
        (
            lambda: make_paid("manual"),
            [None, None, None, None, DONE, NEVER, UNSENT],
            UNSENT,
            [UNSENT, None, None, None],
        ),
        (lambda: sent_and_paid()[0], [None, None, None, NEVER, DONE, NEVER, None], None, [None] * 4),
        (refunded_order, [None, None, None, None, DONE, NEVER, UNSENT], UNSENT, ["NOTHING_LEFT"] * 4),
    ],
    ids=["draft", "unpaid", "canceled", "paid", "sent", "refunded"],
)
def test_every_action_is_possible_or_says_why(staff_api, order_id, make, order, request_return, money):
    query = """query($id: ID!) { orderCentral(id: $id) {
      actions { code isAvailable disabledReasonCode disabledReason } } }"""
    actions = staff_api.data(query, id=order_id(make()))["orderCentral"]["actions"]
    for one in actions:
        assert one["isAvailable"] is (one["disabledReasonCode"] is None) is (one["disabledReason"] is None)
    assert {one["code"]: one["disabledReasonCode"] for one in actions} == {
        **dict(zip(ORDER, order, strict=True)),
        "REQUEST_RETURN": request_return,
        **dict(zip(MONEY, money, strict=True)),
        "WITHDRAW": "FEATURE_DISABLED",
    }


def test_a_list_costs_the_same_for_one_order_and_for_many(staff_api, statements):
    from saleor_order_central.statuses.automation import record_orders

    def cost():
        with statements() as found:
            staff_api.data(LIST)
        return len(found)

    def add():
        order = make_paid("manual")
        record_orders([order.pk])
        refund(order, partial(order, credit_note=True))
        refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(2), voucher=True))

    add()
    cost()
    one = cost()
    for _ in range(4):
        add()
    assert cost() == one


if is_saleor_3():

    def test_staff_of_another_channel_is_a_customer_like_any_other(order_id, staff_api):
        from saleor.account.models import Group

        # given a clerk who has ordered where the clerk does not work
        clerk = make_user("clerk@example.com", "order.manage_orders", is_staff=True)
        group = Group.objects.get(name="group of clerk@example.com")
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(make_channel("elsewhere"))
        order = make_paid("manual")
        type(order).objects.filter(pk=order.pk).update(user=clerk)
        refund(order, partial(order, reference="Bank 7"))
        refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(2), voucher=True))
        OrderRefund.objects.update(user=clerk, app_name="Robot", reason="Since", granted_refund_pk=7)

        def staff_parts(caller):
            page = caller.data(STAFF_PARTS, id=order_id(order))["orderCentral"]
            return page["refunds"], page["vouchers"]

        # when / then
        nothing = dict.fromkeys(("manualReference", "reason", "appName", "user", "grantedRefundId"))
        assert staff_parts(Api().sign_in(clerk)) == ([nothing, nothing], [{"voucherId": None}])
        (made, _given), (voucher,) = staff_parts(staff_api)
        assert (made["manualReference"], made["reason"], made["appName"]) == ("Bank 7", "Since", "Robot")
        assert made["user"] == {"email": "clerk@example.com"}
        assert made["grantedRefundId"] == graphene.Node.to_global_id("OrderGrantedRefund", 7)
        assert voucher["voucherId"] is not None
