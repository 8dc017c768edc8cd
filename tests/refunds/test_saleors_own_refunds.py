"""Refunds that staff make in Saleor itself, by its own mutations: here once, and off what is left to give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import graphene
import pytest

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.actions import refund_actions
from saleor_order_central.refunds.following import follow_refunds, recover_refunds
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.refunds.plan import RefundPlan
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from saleor_order_central.refunds.standing import load_grounds
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.refunds.refund_rows import add_shipping, make_paid, make_stock, partial, refund, returned
from tests.shop_rows import make_order, make_user

ERRORS = "orderErrors" if not is_saleor_3() else "errors"
ORDER_REFUND = "mutation($id: ID!) { orderRefund(id: $id, amount: %s) { %s { field message } } }"
REFUND_PRODUCTS = """mutation($id: ID!, $line: ID!) { orderFulfillmentRefundProducts(order: $id, input: {
  fulfillmentLines: [{fulfillmentLineId: $line, quantity: 1}], includeShippingCosts: true}) {
  fulfillment { status } errors { field message } } }"""
RETURN_PRODUCTS = """mutation($id: ID!, $line: ID!) { orderFulfillmentReturnProducts(order: $id, input: {
  fulfillmentLines: [{fulfillmentLineId: $line, quantity: 1}], refund: true}) {
  returnFulfillment { status } errors { field message } } }"""
GRANT = """mutation($id: ID!, $line: ID!, $units: Int!, $shipping: Boolean, $transaction: ID!) {
  orderGrantRefundCreate(id: $id, input: {lines: [{id: $line, quantity: $units}],
    grantRefundForShipping: $shipping, transactionId: $transaction}) {
    grantedRefund { id amount { amount } } errors { field message } } }"""
ASK_FOR_GRANT = """mutation($grant: ID!) { transactionRequestRefundForGrantedRefund(grantedRefundId: $grant) {
  errors { field message } } }"""
ASK = """mutation($id: ID!) { transactionRequestAction(id: $id, actionType: REFUND, amount: 4) {
  errors { field message } } }"""
FULL = RefundRequest(RefundKind.FULL)


@pytest.fixture
def clerk(open_shop: None) -> Iterator[Api]:
    """Staff in the Dashboard."""
    permissions = ["order.manage_orders", *(["payment.handle_payments"] if is_saleor_3() else [])]
    user = make_user("dashboard@example.com", *permissions, is_staff=True)
    yield Api().sign_in(user)
    if is_saleor_3():
        user.groups.all().delete()
    user.delete()


def gid(kind: str, row: Any) -> str:
    return graphene.Node.to_global_id(kind, row.pk)


def done(api: Api, query: str, **variables: Any) -> dict[str, Any]:
    """The payload of a mutation of Saleor's that must have no errors."""
    (payload,) = api.data(query, **variables).values()
    assert payload.get("errors", []) == payload.get("orderErrors", []) == []
    return payload


def planned(order: Any, request: RefundRequest = FULL) -> RefundPlan:
    return plan_for(order.pk, request, using="default")


def refused(order: Any, request: RefundRequest) -> tuple[str | None, ErrorCode]:
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, request)
    return caught.value.field, caught.value.code


def found(order: Any) -> list[tuple[str, str, Decimal]]:
    """Our rows, after the hooks of Saleor and after the task, too: nothing may appear twice."""
    before = list(OrderRefund.objects.filter(order=order).values_list("pk", flat=True))
    follow_refunds([order.pk])
    recover_refunds()
    rows = OrderRefund.objects.filter(order=order).order_by("pk")
    assert [row.pk for row in rows] == before
    return [(row.kind, row.status, row.amount) for row in rows]


def why_not(order: Any) -> set[Any]:
    """Why no money can go back, one reason for all three ways."""
    ground = load_grounds([order.pk], using="default")[order.pk]
    ways = refund_actions(ground.facts, ground.standing, is_draft=False)
    return {one.reason for one in ways if one.code.value != "RETURN_PRODUCTS"}


def test_an_amount_refunded_through_a_payment(clerk):
    # given
    order = make_paid()
    # when
    done(clerk, ORDER_REFUND % ("4.25", ERRORS), id=gid("Order", order))
    # then
    assert found(order) == [("IN_SALEOR", "SUCCESS", Decimal("4.25"))]
    entries = OrderEntry.objects.filter(order=order, kind="REFUND").values_list("subject", "visibility")
    assert list(entries) == [("Refund made in Saleor: $4.25", "STAFF")]
    assert planned(order).ceiling == Decimal("25.75")
    # and what is left goes back here, to the cent
    assert refund(order, FULL).amount == Decimal("25.75")
    assert order.payments.get().captured_amount == 0
    assert len(found(order)) == 2


if is_saleor_3():
    from tests.refunds.transaction_rows import make_charged, report, sums

    def sent_line(order: Any) -> str:
        return gid("FulfillmentLine", order.fulfillments.get(status="fulfilled").lines.get())

    def test_products_refunded_with_shipping(clerk):
        # given three mugs that were sent
        order = make_paid(shipping="5.00")
        stock = make_stock(order)
        # when one is paid back in the Dashboard, and stays with the customer
        made = done(clerk, REFUND_PRODUCTS, id=gid("Order", order), line=sent_line(order))
        # then
        assert made["fulfillment"]["status"] == "REFUNDED"
        assert found(order) == [("IN_SALEOR", "SUCCESS", Decimal(15))]
        plan = planned(order)
        assert (plan.ceiling, plan.other, plan.shipping_gross) == (Decimal(20), 0, 0)
        assert [(one.quantity, one.gross) for one in plan.lines] == [(2, Decimal(20))]
        assert refused(order, partial(order, 3)) == ("lines", ErrorCode.QUANTITY_EXCEEDED)
        assert refused(order, partial(order, shipping=True)) == ("refundShipping", ErrorCode.AMOUNT_EXCEEDED)
        # and the rest goes back here
        assert refund(order, RefundRequest(RefundKind.FULL, restock=True)).amount == Decimal(20)
        stock.refresh_from_db()
        assert (order.payments.get().captured_amount, stock.quantity) == (0, 12)

    def test_products_returned_and_refunded(clerk):
        order = make_paid(shipping="5.00")
        stock = make_stock(order)
        made = done(clerk, RETURN_PRODUCTS, id=gid("Order", order), line=sent_line(order))
        assert made["returnFulfillment"]["status"] == "REFUNDED_AND_RETURNED"
        assert found(order) == [("IN_SALEOR", "SUCCESS", Decimal(10))]
        assert refused(order, returned(order, 3)) == ("lines", ErrorCode.QUANTITY_EXCEEDED)
        # when the others come back here
        refund(order, returned(order, 2, restock=True, credit_note=True, shipping=True))
        # then Saleor has every unit once
        assert order.payments.get().captured_amount == 0
        stock.refresh_from_db()
        assert stock.quantity == 12
        parcels = order.fulfillments.order_by("pk").filter(status="refunded_and_returned")
        sent = [(one.total_refund_amount, [line.quantity for line in one.lines.all()]) for one in parcels]
        assert sent == [(Decimal(10), [1]), (Decimal(25), [2])]
        assert not order.fulfillments.filter(status="fulfilled").exists()
        kinds = [(kind, amount) for kind, _status, amount in found(order)]
        assert sorted(kinds) == [("IN_SALEOR", Decimal(10)), ("PRODUCTS_RETURN", Decimal(25))]

    def test_our_own_return_does_not_hide_one_of_saleor(clerk):
        """Both lie in refund fulfillments: each unit counts once, whoever took it in."""
        order = make_paid()
        make_stock(order)
        refund(order, returned(order, 1))
        done(clerk, REFUND_PRODUCTS, id=gid("Order", order), line=sent_line(order))
        assert [(one.quantity, one.gross) for one in planned(order).lines] == [(1, Decimal(10))]
        assert refused(order, partial(order, 2)) == ("lines", ErrorCode.QUANTITY_EXCEEDED)
        refund(order, partial(order, 1))
        assert order.payments.get().captured_amount == 0

    def grant(clerk: Api, order: Any, units: int = 1, *, shipping: bool = False) -> dict[str, Any]:
        """The payload of a grant for units of the only line."""
        transaction = graphene.Node.to_global_id("TransactionItem", order.payment_transactions.get().token)
        (payload,) = clerk.data(
            GRANT,
            id=gid("Order", order),
            line=gid("OrderLine", order.lines.get()),
            units=units,
            shipping=shipping,
            transaction=transaction,
        ).values()
        return payload

    def charged_with_shipping(payment_app: Any) -> Any:
        order = make_order()
        add_shipping(order, Decimal(5))
        return make_charged(payment_app, "35.00", order)

    def test_a_granted_refund_holds_its_money_until_it_ends(payment_app, clerk):
        # given one mug and the shipping, granted in the Dashboard
        order = charged_with_shipping(payment_app)
        made = grant(clerk, order, shipping=True)
        assert made["grantedRefund"]["amount"]["amount"] == 15
        # then no money has moved, and none of this can be given twice
        assert (found(order), sums(order)) == ([], (Decimal(35), Decimal(0), Decimal(0)))
        plan = planned(order)
        assert (plan.ceiling, plan.other, plan.shipping_gross) == (Decimal(20), 0, 0)
        assert [(one.quantity, one.gross) for one in plan.lines] == [(2, Decimal(20))]
        assert plan.warnings == ("Saleor holds refunds that were granted there and not carried out yet.",)
        assert refused(order, partial(order, 3)) == ("lines", ErrorCode.QUANTITY_EXCEEDED)
        assert refused(order, partial(order, shipping=True)) == ("refundShipping", ErrorCode.AMOUNT_EXCEEDED)
        # when it is asked for, and answered later
        payment_app.takes_on("dashboard-1")
        done(clerk, ASK_FOR_GRANT, grant=made["grantedRefund"]["id"])
        assert (found(order), planned(order).ceiling, planned(order).warnings) == ([], Decimal(20), ())
        report(payment_app, order, "REFUND_SUCCESS", "dashboard-1", "15.00")
        # then it is here once, and the rest goes back with it
        assert found(order) == [("IN_SALEOR", "SUCCESS", Decimal(15))]
        granted = order.granted_refunds.get()
        assert OrderRefund.objects.get(order=order).granted_refund_pk == granted.pk
        payment_app.pays("ours-1", "20.00")
        assert refund(order, FULL).amount == Decimal(20)
        assert sums(order) == (Decimal(0), Decimal(35), Decimal(0))
        states = order.granted_refunds.order_by("pk").values_list("status", "amount_value")
        assert list(states) == [("success", Decimal(15)), ("success", Decimal(20))]
        order.refresh_from_db()
        assert (order.total_charged_amount, len(found(order))) == (0, 2)

    def test_a_granted_refund_that_fails_gives_its_money_free(payment_app, clerk):
        order = charged_with_shipping(payment_app)
        made = grant(clerk, order, 3, shipping=True)
        assert {one.value for one in why_not(order)} == {"PAYMENT_PENDING"}
        payment_app.takes_on("dashboard-2")
        done(clerk, ASK_FOR_GRANT, grant=made["grantedRefund"]["id"])
        assert {one.value for one in why_not(order)} == {"PAYMENT_PENDING"}
        report(payment_app, order, "REFUND_FAILURE", "dashboard-2", "35.00")
        assert (found(order), why_not(order), planned(order).ceiling) == ([], {None}, Decimal(35))
        assert [one.quantity for one in planned(order).lines] == [3]

    @pytest.mark.parametrize("answers_at_once", [True, False])
    def test_an_action_on_a_transaction(payment_app, clerk, answers_at_once):
        order = make_charged(payment_app)
        token = order.payment_transactions.get().token
        if answers_at_once:
            payment_app.pays("dashboard-3", "4.00")
        else:
            payment_app.takes_on("dashboard-3")
        done(clerk, ASK, id=graphene.Node.to_global_id("TransactionItem", token))
        assert planned(order).ceiling == Decimal(26)
        if not answers_at_once:
            assert found(order) == []
            report(payment_app, order, "REFUND_SUCCESS", "dashboard-3", "4.00")
        assert found(order) == [("IN_SALEOR", "SUCCESS", Decimal(4))]
        assert planned(order).ceiling == Decimal(26)

    def test_a_promise_is_kept_by_money_that_does_not_name_it(payment_app, clerk):
        """Saleor's `totalRemainingGrant` counts them as one, too."""
        order = make_charged(payment_app)
        grant(clerk, order)
        payment_app.pays("dashboard-4", "4.00")
        token = order.payment_transactions.get().token
        done(clerk, ASK, id=graphene.Node.to_global_id("TransactionItem", token))
        # 10.00 were granted and 4.00 of them paid: 20.00 are left, not 16.00
        assert (planned(order).ceiling, found(order)) == (Decimal(20), [("IN_SALEOR", "SUCCESS", Decimal(4))])

    def test_saleor_grants_nothing_that_we_gave(payment_app, clerk):
        order = make_charged(payment_app)
        payment_app.takes_on("ours-2")
        assert refund(order, partial(order, 2)).status == "PENDING"
        assert planned(order).ceiling == Decimal(10)
        assert [one["field"] for one in grant(clerk, order, 2)["errors"]] == ["lines"]
        assert grant(clerk, order, 1)["errors"] == []
        assert {one.value for one in why_not(order)} == {"PAYMENT_PENDING"}

    @pytest.mark.parametrize(
        ("waiting", "loose", "left"),
        [
            ({"T:1": 10}, {}, {"T:1": 10}),
            ({"T:1": 10}, {"T:1": 4}, {"T:1": 6}),
            ({"T:1": 10}, {"T:1": 14}, {}),
            ({"T:1": 10}, {"T:2": 4}, {"T:1": 10}),
            ({"": 10}, {"T:2": 4}, {"": 6}),
            ({"": 10, "T:1": 5}, {"T:1": 7}, {"": 8}),
        ],
    )
    def test_promises_less_money_that_names_none(waiting, loose, left):
        from saleor_order_central.host.refund_grants import still_open

        assert still_open(waiting, loose) == left
