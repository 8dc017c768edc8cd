"""A return that is completed with its refund in one step: money, stock, papers, history, mails (002-47)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.errors import ErrorCode
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.refund_reading import load_refund_facts
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.refunds.estimate import estimate_return, plan_completions
from saleor_order_central.refunds.models import OrderRefund, RestockedUnit
from saleor_order_central.refunds.outcome import Outcome
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest
from saleor_order_central.refunds.reserve import plan_for, reserve
from saleor_order_central.refunds.settle import settle
from saleor_order_central.returns.asks import AskedLine, ReturnAsk
from saleor_order_central.returns.kinds import Disposition, ReturnOutcome, ReturnResolution, ReturnState
from saleor_order_central.returns.models import ReturnPolicy, ReturnReason, ReturnRequest
from saleor_order_central.returns.selectors import judge_order
from saleor_order_central.timeline.models import OrderEntry
from tests.refunds.refund_rows import STAFF, add_stock, partial, refund, returned, switch_dummy_on
from tests.returns.completion_rows import (
    MISSING,
    RESTOCK,
    SCRAP,
    complete,
    completion,
    move,
    received,
    sent_and_paid,
)
from tests.returns.conftest import mails
from tests.returns.test_requests import fault_of
from tests.shop_rows import facts_of, make_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(db, settings, configure):
    with get_host().allow_writer():
        configure(saleor_mails="off", undo_seconds="0")
        switch_dummy_on(settings)
        yield


def quantity_of(stock):
    stock.refresh_from_db()
    return stock.quantity


def left_to_return(order):
    from django.utils import timezone

    (line,) = judge_order(facts_of(order), now=timezone.now(), using="default")
    return line.max_quantity


@pytest.mark.parametrize("gateway", ["manual", "mirumee.payments.dummy"])
def test_one_step_gives_money_takes_goods_and_tells_it(gateway, django_capture_on_commit_callbacks):
    # given two mugs that came back, one of them broken
    order, stock = sent_and_paid(gateway)
    with django_capture_on_commit_callbacks(execute=True):
        request = received(order, (1, RESTOCK), (1, SCRAP))
        # when
        made = complete(order, request, credit_note=True, message="Thank you.")
    # then both are paid for, and one is on the shelf
    assert (made.amount, made.return_request_id) == (Decimal(20), request.pk)
    assert quantity_of(stock) == 11
    request.refresh_from_db()
    assert (request.state, request.outcome) == ("COMPLETED", "REFUND")
    line = request.lines.get()
    assert (line.quantity_settled, line.quantity_in_saleor) == (2, 2 if is_saleor_3() else 0)
    if is_saleor_3():
        taken = order.fulfillments.get(status="refunded_and_returned")
        assert [row.quantity for row in taken.lines.all()] == [2]
    # and the third may still be asked back, no more
    assert left_to_return(order) == 1
    assert mails(order) == ["RETURN_ACCEPTED", "RETURN_RECEIVED", "RETURN_COMPLETED"]
    assert not OrderNotification.objects.filter(order=order, occasion="REFUND_DONE").exists()
    (mail,) = OrderNotification.objects.filter(occasion="RETURN_COMPLETED", channel_kind="EMAIL")
    for part in ("Thank you.", "Refund: $20.00", f"Credit note: {made.credit_note.number}"):
        assert part in mail.body
    subjects = OrderEntry.objects.filter(order=order).exclude(kind="STATUS_CHANGE").order_by("pk")
    assert [(one.kind, one.visibility) for one in subjects][-2:] == [
        ("REFUND", "CUSTOMER"),
        ("RETURN", "CUSTOMER"),
    ]


def test_a_voucher_is_given_when_the_customer_wants_one():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP), resolution=ReturnResolution.VOUCHER)
    made = complete(order, request)
    assert (made.amount, made.voucher.value) == (Decimal(0), Decimal(20))
    assert ReturnRequest.objects.get(pk=request.pk).outcome == "VOUCHER"


def test_staff_decides_otherwise():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP), resolution=ReturnResolution.VOUCHER)
    assert complete(order, request, voucher=False).amount == Decimal(20)


def test_what_is_missing_is_not_paid_for():
    order, stock = sent_and_paid()
    request = received(order, (1, RESTOCK), (1, MISSING))
    assert complete(order, request).amount == Decimal(10)
    assert (quantity_of(stock), left_to_return(order)) == (11, 2)


def test_a_unit_goes_to_the_warehouse_that_was_named_on_arrival():
    order, stock = sent_and_paid()
    other = add_stock(stock.product_variant, 4, "Returns")
    request = received(order, (2, RESTOCK), warehouse=str(other.warehouse_id))
    complete(order, request)
    assert (quantity_of(stock), quantity_of(other)) == (10, 6)


@pytest.mark.parametrize(
    ("found", "restock", "expected"),
    [
        (((2, RESTOCK),), None, 12),
        (((2, RESTOCK),), True, 12),
        (((2, RESTOCK),), False, 10),
        (((2, SCRAP),), True, 10),
        ((), None, 10),
        ((), True, 12),
    ],
)
def test_which_units_go_back_to_stock(found, restock, expected):
    order, stock = sent_and_paid()
    complete(order, received(order, *found), restock=restock)
    assert quantity_of(stock) == expected


@pytest.mark.parametrize(
    ("options", "fees", "amount"),
    [({}, "3.00", "17.00"), ({"fee": Decimal(0)}, "0", "20.00"), ({"fee": Decimal(5)}, "5", "15.00")],
)
def test_fees_of_the_day_of_the_request_are_taken_off(options, fees, amount):
    ReturnPolicy.objects.update(fee_percent=10, fixed_fee=1, fee_currency="USD")
    order, _stock = sent_and_paid()
    request = received(order, (2, RESTOCK))
    ReturnPolicy.objects.update(fee_percent=50)
    made = complete(order, request, credit_note=True, **options)
    assert (made.fees, made.amount) == (Decimal(fees), Decimal(amount))
    assert made.credit_note.total_gross == Decimal(amount)


def test_fees_are_taken_once_over_several_refunds():
    # given fees of 1.00 a mug and 1.00 for the whole
    ReturnPolicy.objects.update(fee_percent=10, fixed_fee=1, fee_currency="USD")
    order, stock = sent_and_paid()
    request = received(order, (2, RESTOCK))
    line = order.lines.get().pk
    first = refund(order, returned(order, 1, return_pk=request.pk))
    second = complete(order, request)
    # then the first unit paid the fixed fee as well, and the stock rose once a unit
    assert [(one.fees, one.amount) for one in (first, second)] == [
        (Decimal(2), Decimal(8)),
        (Decimal(1), Decimal(9)),
    ]
    assert [one.order_line_id for one in second.lines.all()] == [line]
    assert (quantity_of(stock), ReturnRequest.objects.get(pk=request.pk).state) == (12, "COMPLETED")


def test_what_was_refunded_for_it_completes_it_without_a_reason():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP))
    refund(order, returned(order, 2, return_pk=request.pk, voucher=True))
    completed = move(request, ReturnState.COMPLETED)
    assert (completed.outcome, completed.nothing_due_reason) == ("VOUCHER", "")


def test_goods_that_stay_are_paid_for_and_never_taken_in():
    ReturnPolicy.objects.update(resolutions=["KEEP_ITEM"])
    order, stock = sent_and_paid()
    request = received(order, quantity=1, resolution=ReturnResolution.KEEP_ITEM)
    made = complete(order, request, restock=True)
    assert (made.kind, made.amount, quantity_of(stock)) == ("PARTIAL", Decimal(10), 10)
    assert [line.returned for line in made.lines.all()] == [0]
    facts = load_refund_facts([order.pk], using="default")[order.pk]
    assert facts.lines[0].returned == 0
    assert ReturnRequest.objects.get(pk=request.pk).outcome == "REFUND"


def test_part_of_the_price_instead_of_the_goods_is_an_amount():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP))
    made = complete(order, request, amount=Decimal("3.50"))
    assert (made.amount, made.lines.count()) == (Decimal("3.50"), 0)
    # what came back is in the shop's hands all the same
    assert left_to_return(order) == 1
    if is_saleor_3():
        assert order.fulfillments.filter(status="returned").count() == 1


@pytest.mark.parametrize("outcome", [ReturnOutcome.EXCHANGE, ReturnOutcome.REPAIR])
def test_other_outcomes_are_recorded_and_goods_follow(outcome):
    # given
    order, stock = sent_and_paid()
    request = received(order, (1, RESTOCK), (1, SCRAP))
    replacement = make_order() if outcome is ReturnOutcome.EXCHANGE else None
    # when
    done = move(
        request,
        ReturnState.COMPLETED,
        outcome=outcome,
        replacement_pk=replacement and replacement.pk,
    )
    # then what is exchanged stays in the shop, what is repaired goes back to the customer
    stays = outcome is ReturnOutcome.EXCHANGE
    done.refresh_from_db()
    assert (done.outcome, done.replacement_order_id) == (outcome.value, replacement and replacement.pk)
    assert (quantity_of(stock), RestockedUnit.objects.count()) == ((11, 1) if stays else (10, 0))
    assert OrderRefund.objects.count() == 0
    if is_saleor_3():
        assert order.fulfillments.filter(status="returned").count() == (1 if stays else 0)
    # and no unit comes back a second time
    left = 1 if stays else 3
    assert fault_of(lambda: refund(order, returned(order, left + 1))) == (
        "lines",
        ErrorCode.QUANTITY_EXCEEDED,
    )
    assert refund(order, returned(order, left)).amount == 10 * left


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"outcome": ReturnOutcome.REFUND}, "outcome"),
        ({"outcome": ReturnOutcome.NOTHING_DUE}, "outcome"),
        ({"replacement_pk": 1}, "replacementOrder"),
    ],
)
def test_outcomes_that_nobody_says_by_hand(columns, field):
    order, _stock = sent_and_paid()
    request = received(order)
    assert fault_of(lambda: move(request, ReturnState.COMPLETED, **columns)) == (field, ErrorCode.INVALID)


def test_units_of_a_return_come_back_by_it_alone():
    # given two of three mugs in a request that is not decided yet
    order, _stock = sent_and_paid()
    request = received(order)
    # then only the third can come back without it
    assert fault_of(lambda: refund(order, returned(order, 2))) == (
        "returnRequest",
        ErrorCode.QUANTITY_EXCEEDED,
    )
    assert refund(order, returned(order, 1)).amount == Decimal(10)
    assert complete(order, request).amount == Decimal(20)


def test_a_return_is_paid_for_between_arrival_and_end():
    order, _stock = sent_and_paid()
    ask = ReturnAsk([AskedLine(order.lines.get().pk, 1)], regardless=True)
    from saleor_order_central.returns.requests import create_return

    request = create_return(order.pk, ask, author=STAFF)
    wrong = ("returnRequest", ErrorCode.RETURN_STATE_INVALID)
    assert fault_of(lambda: complete(order, request)) == wrong
    move(request, ReturnState.WAITING_PACKAGE)
    assert fault_of(lambda: refund(order, partial(order, return_pk=request.pk))) == wrong
    move(request, ReturnState.PACKAGE_RECEIVED)
    assert complete(order, request).amount == Decimal(10)
    assert fault_of(lambda: complete(order, request)) == wrong
    assert OrderRefund.objects.count() == 1


def test_requests_and_lines_of_others_are_unknown():
    order, _stock = sent_and_paid()
    other, _other_stock = sent_and_paid()
    request = received(order)
    assert fault_of(lambda: complete(other, request)) == ("returnRequest", ErrorCode.NOT_FOUND)
    foreign = (LineRequest(other.lines.get().pk, 1),)
    assert fault_of(lambda: complete(order, request, lines=foreign)) == ("lines", ErrorCode.NOT_FOUND)
    more = (LineRequest(order.lines.get().pk, 3),)
    assert fault_of(lambda: complete(order, request, lines=more)) == (
        "lines",
        ErrorCode.QUANTITY_EXCEEDED,
    )


def test_nothing_to_pay_for_needs_a_reason():
    order, _stock = sent_and_paid()
    request = received(order, (2, MISSING))
    assert fault_of(lambda: complete(order, request)) == ("lines", ErrorCode.OUTCOME_REQUIRED)
    assert OrderRefund.objects.count() == 0


def test_the_same_key_completes_once():
    order, stock = sent_and_paid()
    request = received(order, (2, RESTOCK))
    first = complete(order, request, idempotency_key="k")
    assert complete(order, request, idempotency_key="k").pk == first.pk
    assert quantity_of(stock) == 12
    assert fault_of(lambda: complete(order, request, idempotency_key="k", message="Else.")) == (
        "idempotencyKey",
        ErrorCode.CONFLICT,
    )


def test_a_return_waits_for_money_on_its_way():
    # given a refund that nobody has answered
    order, stock = sent_and_paid("mirumee.payments.dummy")
    request = received(order, (2, RESTOCK))
    held = reserve(order.pk, completion(request, credit_note=True), author=STAFF, handles_payments=True)
    # then the return neither ends nor is paid for again
    running = ("state", ErrorCode.RETURN_STATE_INVALID)
    refuse = {"decline_reason_pk": ReturnReason.objects.get(slug="outside-conditions").pk}
    assert fault_of(lambda: move(request, ReturnState.CANCELED, **refuse)) == running
    assert fault_of(lambda: move(request, ReturnState.COMPLETED, nothing_due_reason="-")) == running
    assert fault_of(lambda: complete(order, request)) == ("returnRequest", ErrorCode.CONFLICT)
    assert (ReturnRequest.objects.get().state, quantity_of(stock)) == ("PACKAGE_RECEIVED", 10)
    # when the answer is no, it can be paid for again; when it is yes, it is completed
    settle(held.pk, Outcome("FAILURE", reason="No."))
    assert ReturnRequest.objects.get().state == "PACKAGE_RECEIVED"
    again = reserve(order.pk, completion(request), author=STAFF, handles_payments=True)
    settle(again.pk, Outcome("SUCCESS", "payment-refund:0", "ref"))
    done = ReturnRequest.objects.get()
    assert (done.state, done.outcome, quantity_of(stock)) == ("COMPLETED", "REFUND", 12)


def test_a_return_with_money_is_not_refused():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP))
    refund(order, returned(order, 1, return_pk=request.pk))
    refuse = {"decline_reason_pk": ReturnReason.objects.get(slug="outside-conditions").pk}
    assert fault_of(lambda: move(request, ReturnState.CANCELED, **refuse)) == (
        "state",
        ErrorCode.RETURN_STATE_INVALID,
    )


def test_estimate_preview_and_completion_say_the_same():
    # given fees, shipping and a reason that suggests fit goods
    ReturnPolicy.objects.update(fee_percent=10)
    order, stock = sent_and_paid(shipping="5.00")
    reason = ReturnReason.objects.get(slug="changed-mind").pk
    ask = ReturnAsk([AskedLine(order.lines.get().pk, 2, reason_pk=reason)])
    expected = estimate_return(facts_of(order), ask, using="default").plan
    assert (expected.goods, expected.fees, expected.total) == (Decimal(20), Decimal(2), Decimal(18))
    # when it arrives as expected
    request = received(order, (2, RESTOCK), reason_pk=reason)
    shown = plan_completions([request.pk], using="default")[request.pk]
    planned = plan_for(order.pk, completion(request), using="default")
    made = complete(order, request)
    # then
    assert expected == shown == planned
    assert (made.amount, made.fees) == (planned.money, planned.fees)
    (moved,) = planned.stock
    assert (moved.warehouse_pk, moved.quantity) == (str(stock.warehouse_id), 2)
    assert quantity_of(stock) == 12


def test_fees_in_percent_are_taken_of_what_was_paid():
    """A discount on the whole order makes the goods cheaper, and the fee with them."""
    # given three mugs for 24.00 instead of 30.00, and shipping
    ReturnPolicy.objects.update(fee_percent=10)
    order, _stock = sent_and_paid(shipping="5.00")
    type(order).objects.filter(pk=order.pk).update(total_net_amount=29, total_gross_amount=29)
    ask = ReturnAsk([AskedLine(order.lines.get().pk, 2)])
    # when
    expected = estimate_return(facts_of(order), ask, using="default")
    request = received(order, (2, RESTOCK))
    planned = plan_for(order.pk, completion(request), using="default")
    made = complete(order, request)
    # then all ways say 16.00 less a tenth
    priced = (expected.priced.goods, expected.priced.fees.total, expected.priced.total)
    assert priced == (Decimal(16), Decimal("1.60"), Decimal("14.40"))
    for plan in (expected.plan, planned):
        assert (plan.goods, plan.fees, plan.total) == priced
    assert (request.lines.get().fee, made.fees, made.amount) == (priced[1], priced[1], priced[2])


def test_an_estimate_of_an_exchange_pays_nothing():
    order, _stock = sent_and_paid()
    ask = ReturnAsk([AskedLine(order.lines.get().pk, 1, resolution=ReturnResolution.EXCHANGE)])
    assert estimate_return(facts_of(order), ask, using="default").plan is None
    assert Disposition.RESTOCK is RESTOCK


def test_a_full_refund_may_name_its_return():
    order, _stock = sent_and_paid()
    request = received(order, (2, SCRAP))
    made = refund(order, RefundRequest(RefundKind.FULL, return_pk=request.pk))
    assert (made.amount, made.return_request_id) == (Decimal(30), request.pk)
    assert move(request, ReturnState.COMPLETED).outcome == "REFUND"
