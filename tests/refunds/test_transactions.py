"""Refunds through Saleor 3's transactions, whose app is spoken to over a real socket."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.following import follow_refunds, recover_refunds
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.refunds.request import RefundKind, RefundMethod, RefundRequest
from saleor_order_central.refunds.reserve import plan_for, reserve
from saleor_order_central.refunds.services import refund_order
from saleor_order_central.timeline.models import OrderEntry
from tests.refunds.refund_rows import OURS, STAFF, killed_before_the_record, partial, refund
from tests.shop_rows import make_app

if is_saleor_3():
    from tests.refunds.transaction_rows import make_charged, report, sums

    def test_an_app_that_pays_at_once(payment_app):
        order = make_charged(payment_app)
        payment_app.pays("psp-1", "10.00")
        made = refund(order, partial(order, credit_note=True))
        assert (made.status, made.reference, made.credit_note.sequence) == ("SUCCESS", "psp-1", 1)
        assert sums(order) == (Decimal(20), Decimal(10), Decimal(0))
        granted = order.granted_refunds.get()
        assert (granted.pk, granted.amount_value, granted.status) == (
            made.granted_refund_pk,
            Decimal(10),
            "success",
        )
        assert [(one.order_line_id, one.quantity) for one in granted.lines.all()] == [
            (order.lines.get().pk, 1)
        ]
        (asked,) = payment_app.requests
        assert asked["action"] == {"amount": 10.0, "actionType": "REFUND"}
        assert asked["grantedRefund"]["id"]
        order.refresh_from_db()
        assert (order.total_charged_amount, order.charge_status) == (Decimal(20), "full")

    @pytest.mark.parametrize(
        ("outcome", "status", "expected"),
        [
            ("REFUND_SUCCESS", "SUCCESS", (Decimal(20), Decimal(10), Decimal(0))),
            ("REFUND_FAILURE", "FAILURE", (Decimal(30), Decimal(0), Decimal(0))),
        ],
    )
    def test_an_app_that_answers_later(payment_app, outcome, status, expected):
        # given
        order = make_charged(payment_app)
        payment_app.takes_on("psp-2")
        made = refund(order, partial(order))
        assert (made.status, made.settled_at) == ("PENDING", None)
        assert sums(order) == (Decimal(20), Decimal(0), Decimal(10))
        # pending money counts, once
        assert plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default").ceiling == Decimal(20)
        # when the app reports how it ended, and the task runs
        report(payment_app, order, outcome, "psp-2", "10.00")
        OrderRefund.objects.filter(order=order).update(created_at="2026-01-01T00:00Z")
        recover_refunds()
        # then
        made.refresh_from_db()
        assert (made.status, sums(order)) == (status, expected)
        assert order.granted_refunds.get().status == status.lower()
        assert len(payment_app.requests) == 1

    def test_an_app_that_refuses(payment_app):
        order = make_charged(payment_app)
        payment_app.refuses("psp-3", "10.00", "Card closed")
        made = refund(order, partial(order))
        assert (made.status, made.reason) == ("FAILURE", "Card closed")
        assert sums(order) == (Decimal(30), Decimal(0), Decimal(0))
        payment_app.pays("psp-4", "10.00")
        assert refund(order, partial(order)).status == "SUCCESS"

    def test_nobody_to_ask(open_shop, settings):
        settings.PLUGINS = [OURS]
        row, _token = make_app("Gone", "payment.handle_payments")

        class Gone:
            pass

        app = Gone()
        app.row = row
        row.identifier = "gone.example"
        row.save()
        order = make_charged(app)
        made = refund(order, partial(order))
        assert (made.status, made.reason) == (
            "FAILURE",
            "No app or plugin is configured to handle payment action requests.",
        )
        row.delete()

    def test_a_refund_that_nobody_asked_for_yet_is_asked_by_the_task(payment_app):
        order = make_charged(payment_app)
        held = reserve(order.pk, partial(order), author=STAFF, handles_payments=True)
        OrderRefund.objects.filter(order=order).update(created_at="2026-01-01T00:00Z")
        payment_app.pays("psp-5", "10.00")
        assert (recover_refunds(), recover_refunds()) == (1, 0)
        held.refresh_from_db()
        assert (held.status, len(payment_app.requests)) == ("SUCCESS", 1)

    def test_a_process_killed_after_the_app_has_paid_is_made_good(payment_app):
        # given
        order = make_charged(payment_app)
        payment_app.pays("psp-6", "10.00")
        killed_before_the_record(order, partial(order, credit_note=True))
        lost = OrderRefund.objects.get(order=order)
        assert (lost.status, sums(order)) == ("PENDING", (Decimal(20), Decimal(10), Decimal(0)))
        # when
        OrderRefund.objects.filter(order=order).update(created_at="2026-01-01T00:00Z")
        recover_refunds()
        # then our key has led to the app's answer, and nobody was asked twice
        lost.refresh_from_db()
        assert (lost.status, lost.reference, len(payment_app.requests)) == ("SUCCESS", "psp-6", 1)
        assert (lost.credit_note.sequence, OrderRefund.objects.filter(order=order).count()) == (1, 1)

    def test_who_may_not_handle_payments_is_refused(payment_app):
        order = make_charged(payment_app)
        with pytest.raises(OrderCentralFault) as caught:
            refund_order(order.pk, partial(order), author=STAFF, handles_payments=False)
        assert caught.value.code is ErrorCode.PERMISSION_DENIED
        assert (OrderRefund.objects.filter(order=order).count(), payment_app.requests) == (0, [])

    def test_a_transaction_without_an_app_is_written_down(open_shop):
        order = make_charged(None)
        made = refund(order, RefundRequest(RefundKind.MARKED, method=RefundMethod.MANUAL))
        assert (made.status, made.method) == ("MANUAL_DONE", "MANUAL")
        assert sums(order) == (Decimal(0), Decimal(30), Decimal(0))
        order.refresh_from_db()
        assert order.total_charged_amount == 0

    def test_what_was_paid_back_by_hand_is_granted_in_saleor_too(open_shop):
        order = make_charged(None)
        made = refund(order, partial(order, 2, method=RefundMethod.MANUAL, reference="Bank 7"))
        granted = order.granted_refunds.get()
        assert (granted.pk, granted.status, granted.amount_value, granted.reason) == (
            made.granted_refund_pk,
            "success",
            Decimal(20),
            "Bank 7",
        )
        assert [line.quantity for line in granted.lines.all()] == [2]
        order.refresh_from_db()
        assert (order.total_charged_amount, order.charge_status) == (Decimal(10), "full")
        # and it counts once: by us, not by what Saleor grants
        plan = plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default")
        assert (plan.ceiling, [line.quantity for line in plan.lines]) == (Decimal(10), [1])
        assert OrderRefund.objects.filter(order=order).count() == 1

    def test_a_refund_of_the_dashboard_appears_here(payment_app):
        order = make_charged(payment_app)
        report(payment_app, order, "REFUND_SUCCESS", "dashboard-1", "4.00")
        for _ in range(2):
            follow_refunds([order.pk])
        found = OrderRefund.objects.get(order=order)
        assert (found.kind, found.status, found.amount, found.reference) == (
            "IN_SALEOR",
            "SUCCESS",
            Decimal(4),
            "dashboard-1",
        )
        assert plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default").ceiling == Decimal(26)

    def test_money_that_goes_back_after_a_failure_is_not_lost(payment_app):
        # given
        order = make_charged(payment_app)
        payment_app.refuses("psp-7", "10.00", "Try later")
        failed = refund(order, partial(order))
        assert (failed.status, sums(order)) == ("FAILURE", (Decimal(30), Decimal(0), Decimal(0)))
        # when the app reports that it has paid after all
        report(payment_app, order, "REFUND_SUCCESS", "psp-7", "10.00")
        for _ in range(2):
            follow_refunds([order.pk])
        # then the money is written down once, told to staff, and what was reported before stays
        assert sums(order) == (Decimal(20), Decimal(10), Decimal(0))
        rows = OrderRefund.objects.filter(order=order).order_by("pk")
        assert [(row.kind, row.status, row.amount, row.reference) for row in rows] == [
            ("PARTIAL", "FAILURE", Decimal(10), "psp-7"),
            ("IN_SALEOR", "SUCCESS", Decimal(10), "psp-7"),
        ]
        entries = OrderEntry.objects.filter(order=order, kind="REFUND").order_by("pk")
        assert [(one.subject, one.visibility) for one in entries] == [
            ("Refund failed: $10.00", "STAFF"),
            ("Refund made in Saleor: $10.00", "STAFF"),
        ]
        assert plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default").ceiling == Decimal(20)
