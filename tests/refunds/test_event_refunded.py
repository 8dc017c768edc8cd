"""The one-click event REFUNDED: it gives back what is left, and never what refunds have promised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.refunds.reserve import reserve
from saleor_order_central.timeline.models import OrderEntry
from tests.refunds.refund_rows import STAFF, make_paid, partial, refund, switch_dummy_on

EVENT = """mutation($order: ID!) { orderStandardEventCreate(order: $order, input: {event: REFUNDED}) {
  entry { id } errors { field code message } } }"""
NOTHING_LEFT = {
    "field": "event",
    "code": "AMOUNT_EXCEEDED",
    "message": "Nothing is left to refund: refunds that still run and vouchers count.",
}
ALL = RefundRequest(RefundKind.FULL, voucher=True)


@pytest.fixture(autouse=True)
def _shop(db, settings, configure):
    with get_host().allow_writer():
        configure(saleor_mails="off", undo_seconds="0")
        switch_dummy_on(settings)
        yield


@pytest.fixture
def click(staff_api, order_id):
    return lambda order: staff_api.data(EVENT, order=order_id(order))["orderStandardEventCreate"]


def money_of(order) -> tuple[Decimal, list[Decimal]]:
    """What the payment holds, and what Saleor paid back."""
    payment = order.payments.get()
    paid = payment.transactions.filter(kind="refund", is_success=True).order_by("pk")
    return payment.captured_amount, list(paid.values_list("amount", flat=True))


def test_everything_goes_back_when_nothing_was_promised(click):
    order = make_paid()
    assert click(order)["errors"] == []
    assert money_of(order) == (Decimal(0), [Decimal(30)])


def test_a_voucher_is_not_paid_again(click):
    order = make_paid()
    refund(order, partial(order, 2, voucher=True))
    assert click(order)["errors"] == []
    assert money_of(order) == (Decimal(20), [Decimal(10)])
    # a second click finds only what the voucher stands for
    assert click(order)["errors"] == [NOTHING_LEFT]
    assert money_of(order) == (Decimal(20), [Decimal(10)])


def test_a_refund_that_still_runs_is_not_paid_again(click):
    order = make_paid()
    reserve(order.pk, partial(order, 2), author=STAFF, handles_payments=True)
    assert click(order)["errors"] == []
    assert money_of(order) == (Decimal(20), [Decimal(10)])


def test_nothing_left_is_refused(click):
    order = make_paid()
    refund(order, ALL)
    before = OrderEntry.objects.filter(order=order).count()
    assert click(order) == {"entry": None, "errors": [NOTHING_LEFT]}
    assert money_of(order) == (Decimal(30), [])
    assert OrderEntry.objects.filter(order=order).count() == before
