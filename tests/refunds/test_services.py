"""Refunds carried out through Saleor's own payments: money, stock, papers, history, messages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.refunds import following
from saleor_order_central.refunds.following import follow_refunds, recover_refunds
from saleor_order_central.refunds.models import OrderRefund, RestockedUnit
from saleor_order_central.refunds.outcome import Outcome
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundMethod, RefundRequest
from saleor_order_central.refunds.reserve import plan_for, reserve
from saleor_order_central.refunds.settle import settle
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.vouchers.models import OrderVoucher
from tests.refunds.refund_rows import (
    STAFF,
    make_paid,
    make_stock,
    partial,
    refund,
    returned,
    switch_dummy_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(db, settings, configure):
    with get_host().allow_writer():
        configure(saleor_mails="off", undo_seconds="0")
        switch_dummy_on(settings)
        yield


def money_of(order):
    """What Saleor says that the order's payment still holds."""
    return order.payments.get().captured_amount


def entries(order):
    return list(OrderEntry.objects.filter(order=order, kind="REFUND").values_list("subject", "visibility"))


def mails(order):
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL")
    return list(rows.order_by("pk").values_list("occasion", "reason"))


def test_money_goes_back_through_the_gateway(django_capture_on_commit_callbacks):
    order = make_paid()
    with django_capture_on_commit_callbacks(execute=True):
        made = refund(order, partial(order))
    assert (made.status, made.amount, made.method) == ("SUCCESS", Decimal(10), "ORIGINAL_TRANSACTION")
    payment = order.payments.get()
    assert (payment.captured_amount, payment.charge_status) == (Decimal(20), "partially-refunded")
    row = payment.transactions.get(kind="refund")
    assert (made.source_key, row.amount) == (f"payment-refund:{row.pk}", Decimal(10))
    assert order.events.filter(type="payment_refunded").count() == 1
    assert entries(order) == [("Refund: $10.00", "CUSTOMER")]
    assert mails(order) == [("REFUND_DONE", "DEFAULT")]
    assert (OrderCreditNote.objects.count(), OrderVoucher.objects.count()) == (0, 0)


def test_money_paid_by_hand_goes_back_by_hand(django_capture_on_commit_callbacks):
    order = make_paid("manual")
    request = RefundRequest(RefundKind.MARKED, method=RefundMethod.MANUAL, reference="Bank 7")
    with django_capture_on_commit_callbacks(execute=True):
        made = refund(order, request)
    assert (made.status, made.amount, made.reference) == ("MANUAL_DONE", Decimal(30), "Bank 7")
    # 2.10 keeps no refund of manual payments: its sums stay, and ours close the order
    assert money_of(order) == (Decimal(0) if is_saleor_3() else Decimal(30))
    facts = get_host().load_facts([order.pk], using="default")[order.pk]
    assert facts.money.refunded == Decimal(30)
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, RefundRequest(RefundKind.FULL))
    assert caught.value.code is ErrorCode.AMOUNT_EXCEEDED


def test_a_repeated_key_refunds_once():
    order = make_paid()
    first = refund(order, partial(order, idempotency_key="k"))
    assert refund(order, partial(order, idempotency_key="k")).pk == first.pk
    assert money_of(order) == Decimal(20)
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, partial(order, 2, idempotency_key="k"))
    assert caught.value.code is ErrorCode.CONFLICT


def test_a_return_with_restock_and_credit_note():
    # given
    order = make_paid(shipping="5.00")
    stock = make_stock(order)
    request = returned(order, 2, restock=True, credit_note=True, shipping=True)
    plan = plan_for(order.pk, request, using="default")
    # when
    made = refund(order, request)
    # then money and stock are as planned
    assert (made.amount, plan.money, money_of(order)) == (Decimal(25), Decimal(25), Decimal(10))
    stock.refresh_from_db()
    assert stock.quantity == 12
    assert [(move.warehouse_pk, move.quantity) for move in plan.stock] == [(str(stock.warehouse_id), 2)]
    note = made.credit_note
    assert (note.total_gross, note.shipping_gross) == (Decimal(25), Decimal(5))
    assert note.number == ("CN-main-000001" if is_saleor_3() else "CN-000001")
    assert [(row["quantity"], Decimal(row["gross"])) for row in note.lines] == [(2, Decimal(20))]
    if is_saleor_3():
        taken = order.fulfillments.get(status="refunded_and_returned")
        assert (taken.total_refund_amount, taken.shipping_refund_amount) == (Decimal(25), Decimal(5))
        assert [line.quantity for line in taken.lines.all()] == [2]
    # and the third unit is all that can still come back
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, returned(order, 2))
    assert caught.value.code is ErrorCode.QUANTITY_EXCEEDED


def test_nothing_is_restocked_unless_asked_for():
    order = make_paid()
    stock = make_stock(order)
    refund(order, returned(order, 3))
    stock.refresh_from_db()
    assert (stock.quantity, RestockedUnit.objects.count()) == (10, 0)


def test_a_voucher_takes_the_place_of_money():
    order = make_paid()
    made = refund(order, partial(order, 2, voucher=True))
    assert (made.status, made.amount, money_of(order)) == ("SUCCESS", 0, Decimal(30))
    given = OrderVoucher.objects.get()
    assert (given.value, given.refund_id) == (Decimal(20), made.pk)
    # Saleor finds it by its code, for one use
    from saleor.discount.models import Voucher

    voucher = Voucher.objects.get(pk=given.voucher_pk)
    assert (voucher.code, voucher.usage_limit) == (given.code, 1)
    # and the same money cannot go back again
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal("10.01")))
    assert caught.value.code is ErrorCode.AMOUNT_EXCEEDED
    assert refund(order, RefundRequest(RefundKind.FULL)).amount == Decimal(10)


def test_a_refusal_leaves_nothing_behind():
    order = make_paid()
    stock = make_stock(order)
    request = returned(order, 1, restock=True, credit_note=True)
    held = reserve(order.pk, request, author=STAFF, handles_payments=True)
    assert RestockedUnit.objects.count() == 1
    settle(held.pk, Outcome("FAILURE", reason="No money today."))
    stock.refresh_from_db()
    assert (stock.quantity, RestockedUnit.objects.count(), OrderCreditNote.objects.count()) == (10, 0, 0)
    assert entries(order) == [("Refund failed: $10.00", "STAFF")]
    assert mails(order) == []
    assert refund(order, request).status == "SUCCESS"


def test_numbers_of_a_failed_restock_are_given_out_again():
    # given two units that wait, and the third that is back
    order = make_paid()
    stock = make_stock(order)
    first = reserve(order.pk, returned(order, 2, restock=True), author=STAFF, handles_payments=True)
    refund(order, returned(order, 1, restock=True))
    settle(first.pk, Outcome("FAILURE", reason="No money today."))
    # when
    assert refund(order, returned(order, 2, restock=True)).status == "SUCCESS"
    # then
    stock.refresh_from_db()
    assert stock.quantity == 13
    units = RestockedUnit.objects.order_by("unit").values_list("unit", "warehouse", "is_done")
    assert list(units) == [(unit, str(stock.warehouse_id), True) for unit in (1, 2, 3)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"amount": Decimal("1E30")}, ("amount", ErrorCode.AMOUNT_EXCEEDED)),
        ({"amount": Decimal("Infinity")}, ("amount", ErrorCode.INVALID)),
        ({"amount": Decimal("sNaN")}, ("amount", ErrorCode.INVALID)),
        ({"amount": Decimal("1E-999999")}, ("amount", ErrorCode.INVALID)),
        ({"amount": Decimal(0)}, ("amount", ErrorCode.INVALID)),
        ({"lines": "1E30"}, ("lines", ErrorCode.AMOUNT_EXCEEDED)),
        ({"amount": Decimal(5), "fee": Decimal("1E30")}, ("fee", ErrorCode.AMOUNT_EXCEEDED)),
        ({"amount": Decimal(5), "fee": Decimal(-1)}, ("fee", ErrorCode.INVALID)),
        ({"amount": Decimal(5), "fee": Decimal("NaN")}, ("fee", ErrorCode.INVALID)),
        ({"amount": Decimal(5), "fee": Decimal("0.001")}, ("fee", ErrorCode.INVALID)),
    ],
)
def test_amounts_that_are_none(values, expected):
    order = make_paid()
    if "lines" in values:
        values = {"lines": (LineRequest(order.lines.get().pk, 1, Decimal(values["lines"])),)}
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, RefundRequest(RefundKind.PARTIAL, idempotency_key="k", **values))
    assert (caught.value.field, caught.value.code) == expected
    assert (OrderRefund.objects.count(), money_of(order)) == (0, Decimal(30))


def test_a_full_refund_gives_everything_back():
    order = make_paid(shipping="5.00")
    made = refund(order, RefundRequest(RefundKind.FULL, credit_note=True))
    assert (made.amount, money_of(order)) == (Decimal(35), Decimal(0))
    assert made.credit_note.total_gross == Decimal(35)


def test_credit_notes_are_numbered_without_gaps_and_never_change():
    order = make_paid()
    numbers = [refund(order, partial(order, credit_note=True)).credit_note.sequence for _ in range(2)]
    with transaction.atomic():
        refund(order, partial(order, credit_note=True))
        transaction.set_rollback(True)
    numbers.append(refund(order, partial(order, credit_note=True)).credit_note.sequence)
    assert numbers == [1, 2, 3]
    note = OrderCreditNote.objects.first()
    for change in (lambda: OrderCreditNote.objects.update(total_gross=1), lambda: note.delete()):
        with pytest.raises(DatabaseError, match="credit note"), transaction.atomic():
            change()
    assert OrderCreditNote.objects.count() == 3


def test_a_refund_of_the_dashboard_appears_here():
    order = make_paid()
    payment = order.payments.get()
    payment.transactions.create(
        kind="refund", is_success=True, amount=4, currency="USD", token="t", gateway_response={}
    )
    type(payment).objects.filter(pk=payment.pk).update(captured_amount=26, charge_status="partially-refunded")
    for _ in range(2):
        follow_refunds([order.pk])
    found = OrderRefund.objects.get()
    assert (found.kind, found.status, found.amount) == ("IN_SALEOR", "SUCCESS", Decimal(4))
    assert entries(order) == [("Refund made in Saleor: $4.00", "STAFF")]
    assert mails(order) == []
    assert plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default").ceiling == Decimal(26)


def test_our_own_refund_is_not_found_again():
    order = make_paid()
    refund(order, partial(order))
    follow_refunds([order.pk])
    assert OrderRefund.objects.count() == 1


def test_a_reserved_refund_is_finished_by_the_task():
    # given a process that died before it asked anybody
    order = make_paid()
    held = reserve(order.pk, partial(order), author=STAFF, handles_payments=True)
    assert recover_refunds() == 0
    # when
    OrderRefund.objects.update(created_at="2026-01-01T00:00Z")
    assert recover_refunds() == 1
    # then
    held.refresh_from_db()
    assert (held.status, money_of(order)) == ("SUCCESS", Decimal(20))
    assert recover_refunds() == 0
    assert order.payments.get().transactions.filter(kind="refund").count() == 1


def test_an_unknown_outcome_stays_pending_and_holds_the_money():
    # given a process that died while it asked, and nothing in Saleor
    order = make_paid()
    held = reserve(order.pk, partial(order, 2), author=STAFF, handles_payments=True)
    OrderRefund.objects.update(created_at="2026-01-01T00:00Z", asked_at="2026-01-01T00:00Z")
    # when
    assert recover_refunds() == 0
    # then nobody is asked twice
    held.refresh_from_db()
    assert (held.status, money_of(order)) == ("PENDING", Decimal(30))
    with pytest.raises(OrderCentralFault):
        refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal("10.01")))


def test_unknown_outcomes_do_not_keep_the_others_waiting(monkeypatch):
    # given more refunds without an answer than one run looks at, all older
    monkeypatch.setattr(following, "BATCH", 1)
    silent, new, answered = make_paid(), make_paid(), make_paid()
    for _ in range(2):
        reserve(silent.pk, partial(silent), author=STAFF, handles_payments=True)
    held = reserve(answered.pk, partial(answered), author=STAFF, handles_payments=True)
    payment = answered.payments.get()
    row = payment.transactions.create(
        kind="refund", is_success=True, amount=10, currency="USD", token="t", gateway_response={}
    )
    OrderRefund.objects.update(created_at="2026-01-01T00:00Z", asked_at="2026-01-01T00:00Z")
    OrderRefund.objects.filter(pk=held.pk).update(source_key=f"payment-refund:{row.pk}")
    never_asked = reserve(new.pk, partial(new), author=STAFF, handles_payments=True)
    OrderRefund.objects.filter(pk=never_asked.pk).update(created_at="2026-01-02T00:00Z")
    # when / then the one that nobody was asked for is carried out at once
    assert recover_refunds() >= 1
    never_asked.refresh_from_db()
    assert (never_asked.status, money_of(new)) == ("SUCCESS", Decimal(20))
    # and the one whose answer is there has its turn
    for _ in range(100):
        recover_refunds()
    held.refresh_from_db()
    assert held.status == "SUCCESS"
    assert OrderRefund.objects.filter(order=silent, status="PENDING").count() == 2
