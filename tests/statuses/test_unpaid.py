"""Deleting for good, where nothing speaks against it (004-17)."""

from __future__ import annotations

import pytest

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.statuses.unpaid import delete_unpaid
from tests.shop_rows import NOON, add_invoice, facts_of, hours, make_order, pay, ship

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writer(db):
    with get_host().allow_writer():
        yield


def exists(order) -> bool:
    return type(order).objects.filter(pk=order.pk).exists()


def with_open_payment(order) -> None:
    from saleor.payment.models import Payment

    Payment.objects.create(order=order, gateway="manual", total=30, currency="USD", is_active=True)


@pytest.mark.parametrize("prepare", [lambda order: None, with_open_payment])
def test_an_order_that_came_to_nothing_goes_with_its_history(prepare):
    order = make_order()
    prepare(order)
    record_orders([order.pk])
    pk = order.pk
    delete_unpaid(facts_of(order))
    assert not type(order).objects.filter(pk=pk).exists()
    assert not OrderState.objects.filter(pk=pk).exists()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda order: pay(order, NOON + hours(1)), "payment"),
        (lambda order: add_invoice(order, "F-1"), "invoice"),
        (lambda order: ship(order, "", NOON + hours(2)), "sent"),
    ],
)
def test_what_the_law_wants_kept_is_kept(prepare, words):
    order = make_order()
    prepare(order)
    with pytest.raises(OrderCentralFault) as caught:
        delete_unpaid(facts_of(order))
    assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID, "order")
    assert words in caught.value.message
    assert exists(order)


def test_a_transaction_of_saleor_3_keeps_the_order():
    if not is_saleor_3():
        # 2.10 has no transactions: the same order goes.
        order = make_order()
        delete_unpaid(facts_of(order))
        assert not exists(order)
        return
    order = make_order()
    order.payment_transactions.create(name="card", currency="USD")
    with pytest.raises(OrderCentralFault):
        delete_unpaid(facts_of(order))
    assert exists(order)


def test_drafts_are_saleors_own():
    order = make_order(status="draft")
    with pytest.raises(OrderCentralFault):
        delete_unpaid(facts_of(order))
    assert exists(order)
