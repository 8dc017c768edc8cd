"""Money, stock and numbers when many ask at the same time, and when a process dies in the middle."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from threading import Barrier, Thread
from typing import Any

from django.db import connections
from graphene import Node

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.refunds.following import follow_refunds, recover_refunds
from saleor_order_central.refunds.models import OrderRefund, RestockedUnit
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.refunds.refund_rows import (
    killed_before_the_record,
    make_paid,
    make_stock,
    partial,
    refund,
    returned,
)
from tests.refunds.test_event_refunded import EVENT
from tests.shop_rows import make_user

AT_ONCE = 64


def share_the_writer() -> None:
    """One connection a thread, as in Saleor's own tests: its replica would be another one."""
    for alias in connections:
        if alias != "default":
            connections[alias] = connections["default"]


def at_once(call: Callable[[], Any], times: int = AT_ONCE) -> list[Any]:
    """Call on a connection per thread; what was raised is a result, too."""
    barrier, found = Barrier(times), []

    def run() -> None:
        share_the_writer()
        try:
            with get_host().allow_writer():
                barrier.wait()
                found.append(call())
        except Exception as error:
            found.append(error)
        finally:
            connections["default"].close()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == times
    return found


def given_back(order: Any) -> list[Decimal]:
    """The refunds that Saleor itself stored."""
    payment = order.payments.get()
    rows = payment.transactions.filter(kind="refund", is_success=True)
    return list(rows.values_list("amount", flat=True))


def test_64_equal_completions_refund_once(open_shop):
    # given
    order = make_paid(total="30.00")
    stock = make_stock(order)
    request = returned(order, 2, restock=True, credit_note=True, idempotency_key="once")
    # when
    found = at_once(lambda: refund(order, request).pk)
    # then
    assert len(set(found)) == 1
    assert given_back(order) == [Decimal(20)]
    assert order.payments.get().captured_amount == Decimal(10)
    stock.refresh_from_db()
    assert (stock.quantity, RestockedUnit.objects.count()) == (12, 2)
    assert [note.sequence for note in OrderCreditNote.objects.all()] == [1]
    assert OrderEntry.objects.filter(order=order, kind="REFUND").count() == 1
    mails = OrderNotification.objects.filter(order=order, occasion="REFUND_DONE", channel_kind="EMAIL")
    assert mails.count() == 1


def test_64_refunds_never_pass_the_ceiling(open_shop):
    # given 30.00, and 64 times 4.00 asked for
    order = make_paid(total="30.00")
    request = RefundRequest(RefundKind.PARTIAL, amount=Decimal(4), credit_note=True)
    # when
    found = at_once(lambda: refund(order, request).status)
    # then
    refused = [one for one in found if isinstance(one, OrderCentralFault)]
    assert found.count("SUCCESS") == 7
    assert [one.code for one in refused] == [ErrorCode.AMOUNT_EXCEEDED] * 57
    assert given_back(order) == [Decimal(4)] * 7
    assert order.payments.get().captured_amount == Decimal(2)
    assert sorted(OrderCreditNote.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_unit_goes_back_to_stock_once(open_shop):
    order = make_paid(total="30.00")
    stock = make_stock(order)
    request = partial(order, 1, restock=True)
    found = at_once(lambda: refund(order, request).status, times=16)
    stock.refresh_from_db()
    assert (found.count("SUCCESS"), stock.quantity, RestockedUnit.objects.count()) == (3, 13, 3)


def test_a_process_killed_after_the_payment_call_is_made_good(open_shop):
    # given
    order = make_paid(total="30.00")
    stock = make_stock(order)
    request = returned(order, 2, restock=True, credit_note=True, idempotency_key="k")
    killed_before_the_record(order, request)
    lost = OrderRefund.objects.get()
    assert (lost.status, given_back(order), OrderCreditNote.objects.count()) == ("PENDING", [Decimal(20)], 0)
    # when the same is asked again, and the task runs twice
    assert refund(order, request).pk == lost.pk
    OrderRefund.objects.update(created_at="2026-01-01T00:00Z")
    recover_refunds()
    follow_refunds([order.pk])
    # then
    lost.refresh_from_db()
    assert (lost.status, lost.amount) == ("SUCCESS", Decimal(20))
    assert OrderRefund.objects.count() == 1
    assert given_back(order) == [Decimal(20)]
    stock.refresh_from_db()
    assert (stock.quantity, OrderCreditNote.objects.get().sequence) == (12, 1)


def test_hooks_and_tasks_that_find_a_refund_of_saleor_write_it_once(open_shop):
    # given money that went back in Saleor itself, and nobody of us was told
    order = make_paid(total="30.00")
    payment = order.payments.get()
    payment.transactions.create(
        kind="refund", is_success=True, amount=4, currency="USD", token="t", gateway_response={}
    )
    type(payment).objects.filter(pk=payment.pk).update(captured_amount=26, charge_status="partially-refunded")
    # when many processes look at it
    found = at_once(lambda: follow_refunds([order.pk]), times=16)
    # then
    assert found == [None] * 16
    rows = OrderRefund.objects.filter(order=order).values_list("kind", "status", "amount")
    assert list(rows) == [("IN_SALEOR", "SUCCESS", Decimal(4))]
    assert OrderEntry.objects.filter(order=order, kind="REFUND").count() == 1


def test_a_full_refund_tells_the_customer_once(open_shop, configure):
    """004-23: an order that cannot be met is refunded and told in one call."""
    configure(saleor_mails="off", undo_seconds="0")
    order = make_paid()
    refund(order, RefundRequest(RefundKind.FULL, credit_note=True))
    status = OrderEntry.objects.get(order=order, status_to__slug="refunded")
    assert (status.author_type, OrderRefund.objects.count()) == ("STAFF", 1)
    # the status follows in silence: the refund's own message says more
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL")
    told = rows.filter(occasion__in=("REFUND_DONE", "STATUS_CHANGED")).order_by("occasion")
    assert list(told.values_list("occasion", "reason")) == [
        ("REFUND_DONE", "DEFAULT"),
        ("STATUS_CHANGED", "SUPPRESSED_BY_CALLER"),
    ]


def test_a_voucher_and_the_event_share_the_money(open_shop):
    # given
    order = make_paid()
    api = Api().sign_in(make_user("clerk@example.com", "order.manage_orders", is_staff=True))
    turns = count()

    def one_or_the_other() -> None:
        if next(turns) % 2:
            api.data(EVENT, order=Node.to_global_id("Order", order.pk))
        else:
            refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(20), voucher=True))

    # when
    at_once(one_or_the_other, 8)
    # then money and vouchers together are what was paid, whoever came first
    vouchers = OrderRefund.objects.filter(order=order).values_list("voucher_value", flat=True)
    assert sum(given_back(order)) + sum(vouchers) == Decimal(30)
