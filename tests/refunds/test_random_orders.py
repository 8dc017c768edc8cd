"""Random orders through Saleor's own payment, by hypothesis: preview, execution and Saleor's sums agree."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.refunds.plan import RefundPlan
from saleor_order_central.refunds.request import RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from tests.refunds.refund_rows import refund, switch_dummy_on
from tests.refunds.test_preview_equals_execution import random_order, random_request


@pytest.fixture(autouse=True)
def _shop(db: None, settings: Any) -> Any:
    with get_host().allow_writer():
        switch_dummy_on(settings)
        yield


def planned(order: Any, request: RefundRequest) -> tuple[RefundPlan | None, tuple[Any, str] | None]:
    """The preview, or how it refuses."""
    try:
        return plan_for(order.pk, request, using="default"), None
    except OrderCentralFault as fault:
        return None, (fault.code, fault.message)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), currency=st.sampled_from(["JPY", "EUR", "KWD"]), steps=st.integers(1, 4))
def test_what_was_previewed_happens_and_no_more_than_was_paid(seed, currency, steps):
    with transaction.atomic():
        dice = Random(seed)
        order = random_order(dice, currency)
        paid = order.payments.get().captured_amount
        given_back = Decimal(0)
        for _ in range(steps):
            request = random_request(dice, order)
            plan, refused = planned(order, request)
            if plan is None:
                # what the preview refuses, the execution refuses in the same words
                with pytest.raises(OrderCentralFault) as caught:
                    refund(order, request)
                assert (caught.value.code, caught.value.message) == refused
                continue
            made = refund(order, request)
            assert (made.amount, made.fees, made.shipping_gross) == (
                plan.money,
                plan.fees,
                plan.shipping_gross,
            )
            lines = [(one.order_line_id, one.quantity, one.net, one.gross) for one in made.lines.all()]
            assert lines == [(one.line_pk, one.quantity, one.net, one.gross) for one in plan.lines]
            given_back += plan.money
            assert order.payments.get().captured_amount == paid - given_back >= 0
        transaction.set_rollback(True)
