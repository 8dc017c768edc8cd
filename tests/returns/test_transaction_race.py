"""Returns whose refund goes through a transaction of Saleor 3, completed many times at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.models import OrderRefund, RestockedUnit
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.returns.models import ReturnRequest
from tests.refunds import conftest
from tests.refunds.refund_rows import refund
from tests.refunds.test_race import AT_ONCE, at_once
from tests.returns.completion_rows import RESTOCK, complete, received, sent_yesterday
from tests.returns.test_completion_race import told
from tests.shop_rows import make_order

open_shop = conftest.open_shop

if is_saleor_3():
    from tests.refunds.transaction_rows import make_charged, report, sums

    payment_app = conftest.payment_app
    NOTHING_BACK = (Decimal(30), Decimal(0), Decimal(0))

    @pytest.fixture
    def back(payment_app: Any, configure: Any) -> tuple[Any, Any, Any]:
        """An order of three mugs paid through the app, their stock, and a return of two that arrived."""
        configure(saleor_mails="off", undo_seconds="0")
        order = make_charged(payment_app, "30.00", make_order())
        stock = sent_yesterday(order)
        return order, stock, received(order, (2, RESTOCK))

    def stored(order: Any, stock: Any, request: ReturnRequest) -> tuple[Any, ...]:
        """State of the return, units on the shelf, numbers of credit notes, entries and mails of the end."""
        stock.refresh_from_db()
        numbers = list(OrderCreditNote.objects.order_by("sequence").values_list("sequence", flat=True))
        state = ReturnRequest.objects.get(pk=request.pk).state
        return state, stock.quantity, numbers, told(order, request)

    @pytest.mark.parametrize("key", ["same", ""])
    def test_64_completions_ask_the_app_once(payment_app, back, key):
        order, stock, request = back
        payment_app.pays("psp-1", "20.00")
        # when
        found = at_once(lambda: complete(order, request, credit_note=True, idempotency_key=key).pk)
        # then
        made = OrderRefund.objects.get(order=order)
        refused = [one.code for one in found if isinstance(one, OrderCentralFault)]
        assert (found.count(made.pk), len(refused)) == ((AT_ONCE, 0) if key else (1, AT_ONCE - 1))
        assert set(refused) <= {ErrorCode.RETURN_STATE_INVALID, ErrorCode.CONFLICT}
        assert (made.status, len(payment_app.requests)) == ("SUCCESS", 1)
        assert sums(order) == (Decimal(10), Decimal(20), Decimal(0))
        assert stored(order, stock, request) == ("COMPLETED", 12, [1], (1, 1))
        assert order.granted_refunds.get().status == "success"

    @pytest.mark.parametrize(
        ("outcome", "money", "end"),
        [
            ("REFUND_SUCCESS", (Decimal(10), Decimal(20), Decimal(0)), ("COMPLETED", 12, [1], (1, 1))),
            ("REFUND_FAILURE", NOTHING_BACK, ("PACKAGE_RECEIVED", 10, [], (0, 0))),
        ],
    )
    def test_64_completions_that_the_app_answers_later(payment_app, back, outcome, money, end):
        order, stock, request = back
        payment_app.takes_on("psp-2")
        # when
        found = at_once(lambda: complete(order, request, credit_note=True).status)
        # then nothing is done before somebody knows
        assert (found.count("PENDING"), len(payment_app.requests)) == (1, 1)
        assert sums(order) == (Decimal(10), Decimal(0), Decimal(20))
        assert stored(order, stock, request) == ("PACKAGE_RECEIVED", 10, [], (0, 0))
        # when the app says so, twice
        for _ in range(2):
            report(payment_app, order, outcome, "psp-2", "20.00")
        # then
        assert (sums(order), stored(order, stock, request)) == (money, end)
        assert OrderRefund.objects.filter(order=order).count() == 1
        assert RestockedUnit.objects.count() == len(end[2]) * 2

    def test_64_refunds_never_pass_what_the_transaction_holds(payment_app, back):
        # given 30.00, and 64 times 4.00 asked for
        order, _stock, _request = back
        for number in range(7):
            payment_app.pays(f"psp-{number}", "4.00")
        wanted = RefundRequest(RefundKind.PARTIAL, amount=Decimal(4), credit_note=True)
        # when
        found = at_once(lambda: refund(order, wanted).status)
        # then
        refused = [one.code for one in found if isinstance(one, OrderCentralFault)]
        assert (found.count("SUCCESS"), refused) == (7, [ErrorCode.AMOUNT_EXCEEDED] * 57)
        assert (sums(order), len(payment_app.requests)) == ((Decimal(2), Decimal(28), Decimal(0)), 7)
        numbers = OrderCreditNote.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(numbers) == [1, 2, 3, 4, 5, 6, 7]
        assert order.granted_refunds.filter(status="success").count() == 7

    def test_completions_and_full_refunds_share_the_money(payment_app, back):
        """Whoever comes first: all the money goes back, every mug to its shelf once, no number is lost."""
        order, stock, request = back
        payment_app.takes_on("psp-3")
        payment_app.takes_on("psp-4")
        turns = iter(range(AT_ONCE))
        full = RefundRequest(RefundKind.FULL, restock=True, credit_note=True)

        def one_or_the_other() -> str:
            if next(turns) % 2:
                return str(refund(order, full).status)
            return str(complete(order, request, credit_note=True).status)

        # when
        found = at_once(one_or_the_other)
        # then
        amounts = dict(OrderRefund.objects.filter(order=order).values_list("amount", "pk"))
        assert sorted(amounts) in ([Decimal(30)], [Decimal(10), Decimal(20)])
        assert (found.count("PENDING"), len(payment_app.requests)) == (len(amounts), len(amounts))
        assert sums(order) == (Decimal(0), Decimal(0), Decimal(30))
        # when the app has paid
        for asked, reference in zip(payment_app.requests, ("psp-3", "psp-4"), strict=False):
            report(payment_app, order, "REFUND_SUCCESS", reference, str(asked["action"]["amount"]))
        # then
        assert sums(order) == (Decimal(0), Decimal(30), Decimal(0))
        state, units, numbers, _told = stored(order, stock, request)
        assert (units, numbers) == (13, list(range(1, len(amounts) + 1)))
        assert state == ("COMPLETED" if Decimal(20) in amounts else "PACKAGE_RECEIVED")
