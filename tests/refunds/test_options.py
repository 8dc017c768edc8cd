"""The four options of a refund, in all sixteen combinations: each does its part and no other (002-53)."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.refunds.request import RefundKind, RefundMethod, RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from saleor_order_central.vouchers.models import OrderVoucher
from tests.refunds.refund_rows import make_paid, make_stock, partial, refund, returned, switch_dummy_on

pytestmark = pytest.mark.django_db
NAMES = ("restock", "credit_note", "voucher", "shipping")


@pytest.fixture(autouse=True)
def _shop(db, settings, configure):
    with get_host().allow_writer():
        configure(saleor_mails="off", undo_seconds="0")
        switch_dummy_on(settings)
        yield


@pytest.mark.parametrize(
    "chosen",
    list(product((False, True), repeat=4)),
    ids=lambda one: "".join(name[0] if on else "-" for name, on in zip(NAMES, one, strict=True)),
)
def test_each_option_does_its_part(chosen):
    # given two of three mugs at 10.00 each, and shipping for 5.00
    options = dict(zip(NAMES, chosen, strict=True))
    order = make_paid(shipping="5.00")
    stock = make_stock(order)
    request = returned(order, 2, **options)
    plan = plan_for(order.pk, request, using="default")
    # when
    made = refund(order, request)
    # then
    total = Decimal(25) if options["shipping"] else Decimal(20)
    money, value = (Decimal(0), total) if options["voucher"] else (total, Decimal(0))
    assert (made.amount, made.voucher_value) == (plan.money, plan.voucher_value) == (money, value)
    assert order.payments.get().captured_amount == Decimal(35) - money
    assert made.shipping_gross == (5 if options["shipping"] else 0)
    stock.refresh_from_db()
    assert stock.quantity == 10 + sum(move.quantity for move in plan.stock)
    assert stock.quantity == (12 if options["restock"] else 10)
    notes = list(OrderCreditNote.objects.values_list("total_gross", flat=True))
    assert notes == ([total] if options["credit_note"] else [])
    vouchers = list(OrderVoucher.objects.values_list("value", flat=True))
    assert vouchers == ([total] if options["voucher"] else [])


def test_voucher_and_money_exclude_each_other():
    order = make_paid()
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, partial(order, voucher=True, method=RefundMethod.ORIGINAL_TRANSACTION))
    assert (caught.value.field, caught.value.code) == ("voucher", ErrorCode.INVALID)
    refund(order, partial(order, 2, voucher=True))
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal("10.01")))
    assert caught.value.code is ErrorCode.AMOUNT_EXCEEDED


def test_a_voucher_may_be_edited_in_saleor_later():
    """002-56: it is an ordinary voucher of Saleor; what the customer was told stays on record."""
    from saleor.discount.models import Voucher

    order = make_paid()
    given = refund(order, partial(order, voucher=True)).voucher
    Voucher.objects.filter(pk=given.voucher_pk).update(usage_limit=2, end_date=None)
    given.refresh_from_db()
    assert (given.value, given.valid_until is not None) == (Decimal(10), True)


def test_shipping_goes_back_once_and_never_more_than_was_paid():
    order = make_paid(shipping="5.00")
    first = refund(order, partial(order, shipping=True))
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, partial(order, shipping=True))
    assert (first.shipping_gross, caught.value.field) == (Decimal(5), "refundShipping")
    assert refund(order, RefundRequest(RefundKind.FULL)).shipping_gross == 0
