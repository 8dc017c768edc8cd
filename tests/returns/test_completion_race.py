"""Completions of one return at the same time, and one whose process is killed: money, stock, number once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.refunds.following import recover_refunds
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.returns.models import ReturnRequest
from saleor_order_central.timeline.models import OrderEntry
from tests.refunds.conftest import open_shop
from tests.refunds.refund_rows import DUMMY, killed_before_the_record, refund
from tests.refunds.test_race import AT_ONCE, at_once, given_back
from tests.returns.completion_rows import RESTOCK, complete, completion, received, sent_and_paid

__all__ = ["open_shop"]


def told(order, request) -> tuple[int, int]:
    """Entries and mails that say that the return is completed."""
    subject = f"Return {request.number}: Completed"
    entries = OrderEntry.objects.filter(order=order, subject=subject).count()
    mails = OrderNotification.objects.filter(
        order=order, occasion="RETURN_COMPLETED", channel_kind="EMAIL"
    ).count()
    return entries, mails


@pytest.mark.parametrize("key", ["same", ""])
def test_64_completions_of_one_return_refund_once(open_shop, configure, key):
    # given two mugs that came back
    configure(saleor_mails="off", undo_seconds="0")
    order, stock = sent_and_paid(DUMMY)
    request = received(order, (2, RESTOCK))
    # when
    found = at_once(lambda: complete(order, request, credit_note=True, idempotency_key=key).pk)
    # then one of them was the one; with a key all others got its answer
    made = OrderRefund.objects.get()
    if key:
        assert found == [made.pk] * AT_ONCE
    else:
        refused = [one.code for one in found if isinstance(one, OrderCentralFault)]
        assert (found.count(made.pk), len(refused)) == (1, AT_ONCE - 1)
        assert set(refused) <= {ErrorCode.RETURN_STATE_INVALID, ErrorCode.CONFLICT}
    assert given_back(order) == [Decimal(20)]
    assert order.payments.get().captured_amount == Decimal(10)
    stock.refresh_from_db()
    assert (stock.quantity, [one.sequence for one in OrderCreditNote.objects.all()]) == (12, [1])
    assert (ReturnRequest.objects.get().state, told(order, request)) == ("COMPLETED", (1, 1))


def test_a_completion_killed_after_the_payment_call_is_made_good(open_shop, configure):
    # given a process that died when Saleor had stored the money
    configure(saleor_mails="off", undo_seconds="0")
    order, stock = sent_and_paid(DUMMY)
    request = received(order, (2, RESTOCK))
    wanted = completion(request, credit_note=True, idempotency_key="k")
    killed_before_the_record(order, wanted)
    assert (OrderRefund.objects.get().status, given_back(order)) == ("PENDING", [Decimal(20)])
    assert (ReturnRequest.objects.get().state, stock.quantity) == ("PACKAGE_RECEIVED", 10)
    # when the same is asked again, and the task runs
    made = refund(order, wanted)
    OrderRefund.objects.update(created_at="2026-01-01T00:00Z")
    recover_refunds()
    # then everything that was missing is there, once
    assert (made.status, given_back(order)) == ("SUCCESS", [Decimal(20)])
    stock.refresh_from_db()
    assert (stock.quantity, OrderCreditNote.objects.get().sequence) == (12, 1)
    assert (ReturnRequest.objects.get().state, told(order, request)) == ("COMPLETED", (1, 1))
