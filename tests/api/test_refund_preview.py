"""`orderRefundPreview` reads on the connection of queries: the writer stays closed."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.refunds.models import OrderRefund
from tests.refunds.refund_rows import make_paid, make_stock

PREVIEW = """query($order: ID!, $input: OrderRefundOptionsInput!, $kind: OrderRefundKindEnum) {
  orderRefundPreview(order: $order, input: $input, kind: $kind) {
    total { amount } stockChanges { delta } } }"""
NOTES = '{ orderCreditNotes(first: 5, search: "CN-1") { totalCount edges { node { number } } } }'


@pytest.fixture
def sent_order(db):
    """An order with stock behind its line."""
    with get_host().allow_writer():
        order = make_paid("manual")
        return order, order.lines.get().pk, make_stock(order)


def test_a_preview_only_reads(sent_order, staff_api, order_id):
    order, line, stock = sent_order
    options = {
        "lines": [{"orderLine": graphene.Node.to_global_id("OrderLine", line), "quantity": 2}],
        "restock": True,
        "restockWarehouse": graphene.Node.to_global_id("Warehouse", stock.warehouse_id),
    }
    found = staff_api.data(PREVIEW, order=order_id(order), input=options, kind="PRODUCTS_RETURN")
    assert found["orderRefundPreview"] == {"total": {"amount": 20}, "stockChanges": [{"delta": 2}]}
    with get_host().allow_writer():
        stock.refresh_from_db()
        assert (stock.quantity, OrderRefund.objects.count()) == (10, 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"amount": 99}, "At most 30"),
        ({"amount": 1, "restock": True, "restockWarehouse": "V2FyZWhvdXNlOng="}, "not the id of a warehouse"),
        ({"amount": 1, "transactionId": "x"}, "not the id of a transaction"),
        ({"lines": [{"orderLine": "x", "quantity": 1}]}, "not a"),
    ],
)
def test_what_cannot_be_is_said(sent_order, staff_api, order_id, options, message):
    order, _line, _stock = sent_order
    answer = staff_api.answer(PREVIEW, order=order_id(order), input=options)
    assert message in answer["errors"][0]["message"]


def test_a_refund_of_saleor_cannot_be_tried(sent_order, staff_api, order_id):
    order, _line, _stock = sent_order
    answer = staff_api.answer(PREVIEW, order=order_id(order), input={"amount": 1}, kind="IN_SALEOR")
    assert answer["errors"][0]["message"] == "A refund that was made in Saleor cannot be tried."


def test_the_list_of_credit_notes_only_reads(db, staff_api):
    assert staff_api.data(NOTES)["orderCreditNotes"] == {"totalCount": 0, "edges": []}
