"""Random returns of random orders through Saleor's own payment: estimate, preview and completion agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.host.refund_lines import currency_digits
from saleor_order_central.refunds.estimate import estimate_return
from saleor_order_central.refunds.models import OrderRefund, RestockedUnit
from saleor_order_central.refunds.request import RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from saleor_order_central.returns.asks import AskedLine, ReceivedUnits, Reception, ReturnAsk
from saleor_order_central.returns.kinds import Disposition, ReturnState
from saleor_order_central.returns.models import ReturnPolicy, ReturnReason, ReturnRequest
from saleor_order_central.returns.receiving import receive_units
from saleor_order_central.returns.requests import create_return
from saleor_order_central.statuses.automation import record_orders
from tests.refunds.refund_rows import STAFF, add_stock, make_variant, refund, switch_dummy_on
from tests.refunds.test_preview_equals_execution import random_order
from tests.returns.completion_rows import completion, move
from tests.returns.conftest import CUSTOMER
from tests.shop_rows import facts_of, ship


@pytest.fixture(autouse=True)
def _shop(db: None, settings: Any, configure: Any) -> Any:
    with get_host().allow_writer():
        configure(saleor_mails="off", undo_seconds="0")
        switch_dummy_on(settings)
        yield


def send(order: Any) -> Any:
    """Send all the lines from one stock, yesterday."""
    stock = add_stock(make_variant(), 100, "Here")
    order.lines.update(variant=stock.product_variant)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    parcel = ship(order, "AA123456785BR", yesterday, quantity=order.lines.first().quantity)
    for line in order.lines.all():
        if not parcel.lines.filter(order_line=line).exists():
            parcel.lines.create(order_line=line, quantity=line.quantity)
        type(line).objects.filter(pk=line.pk).update(quantity_fulfilled=line.quantity)
    parcel.lines.update(stock=stock)
    record_orders([order.pk])
    return stock


def random_ask(dice: Random, order: Any) -> ReturnAsk:
    """Some units of some lines, for a reason whose goods are fit for sale."""
    reason = ReturnReason.objects.get(slug="changed-mind").pk
    lines = dice.sample(list(order.lines.all()), dice.randint(1, 3))
    asked = [AskedLine(line.pk, dice.randint(1, line.quantity), reason_pk=reason) for line in lines]
    return ReturnAsk(asked, regardless=True)


def arrived(order: Any, ask: ReturnAsk) -> ReturnRequest:
    """The request with all of its goods back, as the reason suggests."""
    request = create_return(order.pk, ask, author=CUSTOMER)
    move(request, ReturnState.WAITING_PACKAGE)
    units = [ReceivedUnits(line.pk, line.quantity, Disposition.RESTOCK) for line in request.lines.all()]
    return receive_units(request.pk, order.pk, Reception(units), author=STAFF)


def refused(order: Any, wanted: RefundRequest) -> None:
    """What the preview refuses, the execution refuses in the same words, and nothing is left of it."""
    before = (OrderRefund.objects.count(), RestockedUnit.objects.count(), OrderCreditNote.objects.count())
    said = []
    for act in (lambda: plan_for(order.pk, wanted, using="default"), lambda: refund(order, wanted)):
        with pytest.raises(OrderCentralFault) as caught:
            act()
        said.append((caught.value.field, caught.value.code, caught.value.message))
    assert said[0] == said[1]
    after = (OrderRefund.objects.count(), RestockedUnit.objects.count(), OrderCreditNote.objects.count())
    assert before == after


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    currency=st.sampled_from(["JPY", "EUR", "KWD"]),
    percent=st.integers(0, 100),
    fixed=st.integers(0, 300),
    shipping=st.booleans(),
)
def test_what_was_estimated_is_what_saleor_gives_back(seed, currency, percent, fixed, shipping):
    with transaction.atomic():
        # given
        dice = Random(seed)
        unit = Decimal(1).scaleb(-currency_digits(currency))
        ReturnPolicy.objects.update(fee_percent=percent, fixed_fee=fixed * unit, fee_currency=currency)
        order = random_order(dice, currency)
        stock = send(order)
        paid = order.payments.get().captured_amount
        ask = random_ask(dice, order)
        # when
        estimate = estimate_return(facts_of(order), ask, using="default")
        request = arrived(order, ask)
        plain, wanted = completion(request), completion(request, shipping=shipping, credit_note=True)
        # then an amount that nobody paid is refused, and leaves nothing
        refused(order, completion(request, fee=paid + unit))
        # and all ways say the same to the smallest coin
        if estimate.plan is None:
            refused(order, plain)
        else:
            assert estimate.plan == plan_for(order.pk, plain, using="default")
            priced = (estimate.priced.goods, estimate.priced.fees.total, estimate.priced.total)
            assert (estimate.plan.goods, estimate.plan.fees, estimate.plan.total) == priced
        try:
            plan = plan_for(order.pk, wanted, using="default")
        except OrderCentralFault:
            refused(order, wanted)
            assert order.payments.get().captured_amount == paid
        else:
            made = refund(order, wanted)
            assert (made.amount, made.fees, made.shipping_gross) == (
                plan.money,
                plan.fees,
                plan.shipping_gross,
            )
            assert order.payments.get().captured_amount == paid - plan.money >= 0
            assert (made.credit_note.total_gross, made.status) == (plan.total, "SUCCESS")
            stock.refresh_from_db()
            units = sum(one.quantity for one in ask.lines)
            assert (stock.quantity, RestockedUnit.objects.count()) == (100 + units, units)
            assert ReturnRequest.objects.get(pk=request.pk).state == "COMPLETED"
            # and nothing of it can be given again
            refused(order, wanted)
        transaction.set_rollback(True)
