"""Random orders and requests through Saleor's own payment: the preview says what Saleor then holds."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.host.refund_lines import currency_digits, rounded
from saleor_order_central.refunds.plan import RefundPlan
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from tests.refunds.refund_rows import DUMMY, add_shipping, pay_by, refund, switch_dummy_on
from tests.shop_rows import make_order


@pytest.fixture(autouse=True)
def _shop(db, settings):
    with get_host().allow_writer():
        switch_dummy_on(settings)
        yield


def random_order(dice: Random, currency: str) -> Any:
    """A paid order of three lines, with shipping, tax and a discount on the whole of it."""
    unit = Decimal(1).scaleb(-currency_digits(currency))
    order = make_order(total=str(dice.randint(300, 90_000) * unit), quantity=dice.randint(1, 5))
    add_shipping(order, dice.randint(0, 900) * unit)
    line = order.lines.get()
    for _ in range(2):
        line.pk = None
        line.quantity = dice.randint(1, 5)
        line.save()
    order.currency = currency
    order.total_gross_amount = rounded(
        order.total_gross_amount * dice.randint(80, 300) / 100, currency_digits(currency)
    )
    order.save()
    for row in order.lines.all():
        net = row.unit_price_gross_amount / Decimal("1.19")
        type(row).objects.filter(pk=row.pk).update(unit_price_net_amount=rounded(net, 3), currency=currency)
    payment = pay_by(order, DUMMY)
    type(payment).objects.filter(pk=payment.pk).update(currency=currency)
    return order


def random_request(dice: Random, order: Any) -> RefundRequest:
    """Some of the lines, sometimes with an amount of goodwill or with shipping; or everything."""
    if dice.random() < 0.1:
        return RefundRequest(RefundKind.FULL, credit_note=True)
    lines = dice.sample([line.pk for line in order.lines.all()], dice.randint(0, 3))
    unit = Decimal(1).scaleb(-currency_digits(order.currency))
    return RefundRequest(
        RefundKind.PARTIAL,
        tuple(LineRequest(pk, dice.randint(1, 2)) for pk in lines),
        amount=dice.randint(1, 200) * unit if dice.random() < 0.4 else None,
        shipping=dice.random() < 0.3,
        credit_note=True,
    )


def planned(order: Any, request: RefundRequest) -> RefundPlan | None:
    """The preview; None when it refuses."""
    try:
        return plan_for(order.pk, request, using="default")
    except OrderCentralFault:
        return None


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
@pytest.mark.parametrize("seed", range(3))
def test_what_was_previewed_is_what_saleor_holds(currency, seed):
    dice = Random(f"{currency}{seed}")
    order = random_order(dice, currency)
    paid = held = order.payments.get().captured_amount
    given = Decimal(0)
    for _ in range(8):
        request = random_request(dice, order)
        plan = planned(order, request)
        if plan is None:
            # what the preview refuses, the execution refuses as well
            with pytest.raises(OrderCentralFault):
                refund(order, request)
            continue
        made = refund(order, request)
        assert (made.status, made.amount, made.credit_note.total_gross) == (
            "SUCCESS",
            plan.money,
            plan.money,
        )
        given += plan.money
        held = order.payments.get().captured_amount
        assert held == paid - given >= 0
    assert given > 0
