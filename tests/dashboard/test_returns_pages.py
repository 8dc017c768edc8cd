"""Returns and refunds: five states by hand, and money only after its exact preview."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.returns.kinds import ReturnState
from saleor_order_central.returns.models import ReturnReason, ReturnRequest
from tests.refunds.refund_rows import make_paid, switch_dummy_on
from tests.returns.completion_rows import RESTOCK, received, sent_and_paid
from tests.returns.conftest import ask, go, make_sent_order


@pytest.fixture
def shop(db, configure, settings):
    """Money can move, mails go out at once, and the guarded connection is open."""
    switch_dummy_on(settings)
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        yield


def id_of(request):
    import graphene

    return graphene.Node.to_global_id("OrderReturnRequest", request.pk)


def page_of(request):
    return f"/returns/{id_of(request)}"


def state_of(request):
    return ReturnRequest.objects.get(pk=request.pk).state


STEP = {"message": "", "email": "SUPPRESS", "key": "k1"}


def test_the_queue_is_parted_by_the_five_states(desk, shop):
    waiting, accepted = ask(make_sent_order()), go(ask(make_sent_order()), "WAITING_PACKAGE")
    everything = desk.get("/returns")
    assert waiting.number in everything.text
    assert accepted.number in everything.text
    only = desk.get("/returns", state="WAITING_PACKAGE")
    assert accepted.number in only.text
    assert waiting.number not in only.text
    assert "There are no returns here." in desk.get("/returns", state="COMPLETED").text
    assert waiting.number not in desk.get("/returns", search=accepted.number).text


def test_a_return_is_accepted_with_instructions(desk, shop):
    request = ask(make_sent_order())
    answer = desk.post(f"{page_of(request)}/accept", instructions="Use the box", label_url="", **STEP)
    assert "The return was updated." in answer.text
    assert "Use the box" in answer.text
    assert state_of(request) == ReturnState.WAITING_PACKAGE
    # A repeated form is the same step.
    desk.post(f"{page_of(request)}/accept", instructions="Use the box", label_url="", **STEP)
    assert state_of(request) == ReturnState.WAITING_PACKAGE


def test_an_error_stands_at_its_field(desk, shop):
    request = ask(make_sent_order())
    answer = desk.post(f"{page_of(request)}/accept", instructions="", label_url="javascript:alert(1)", **STEP)
    assert answer.status == 422
    assert 'id="id_label_url-error"' in answer.html
    assert state_of(request) == ReturnState.WAITING_CONFIRMATION


def test_a_refusal_needs_a_reason(desk, shop):
    import graphene

    request = ask(make_sent_order())
    refused = desk.post(f"{page_of(request)}/refuse", decline_reason="", **STEP)
    assert refused.status == 422
    reason = ReturnReason.objects.get(slug="outside-conditions")
    values = {**STEP, "message": "It was worn"}
    chosen = graphene.Node.to_global_id("OrderReturnReason", reason.pk)
    answer = desk.post(f"{page_of(request)}/refuse", decline_reason=chosen, **values)
    assert state_of(request) == ReturnState.CANCELED
    assert "It was worn" in answer.text


def test_units_are_received_one_finding_at_a_time(desk, shop):
    request = go(ask(make_sent_order(), 3), "WAITING_PACKAGE")
    counted = {"u0_RESTOCK": "1", "u0_SCRAP": "1", "n0": "One has a crack", "email": "SUPPRESS", "key": "r1"}
    answer = desk.post(f"{page_of(request)}/receive", **counted)
    assert "What arrived was written down." in answer.text
    assert "1 × Good, back to stock" in answer.text
    assert "One has a crack" in answer.text
    assert state_of(request) == ReturnState.PACKAGE_RECEIVED
    # More than was asked back is refused, and nothing is written.
    excess = desk.post(f"{page_of(request)}/receive", u0_RESTOCK="2", n0="", email="SUPPRESS", key="r2")
    assert excess.status == 422
    assert "Only 3 units were asked back." in excess.text
    assert request.lines.get().inspections.count() == 2


def test_a_return_is_completed_with_nothing_due(desk, shop):
    request = go(ask(make_sent_order()), "WAITING_PACKAGE", "PACKAGE_RECEIVED")
    empty = desk.post(f"{page_of(request)}/close", outcome="", nothing_due_reason="", **STEP)
    assert (empty.status, state_of(request)) == (422, ReturnState.PACKAGE_RECEIVED)
    answer = desk.post(f"{page_of(request)}/close", outcome="", nothing_due_reason="A gift", **STEP)
    assert "The return is completed." in answer.text
    assert "Nothing due" in answer.text
    assert "A gift" in answer.text


def sealed(answer):
    found = re.search(r'name="seal" value="([^"]+)"', answer.html)
    return found.group(1) if found else ""


COMPLETE = {
    "voucher": "",
    "fee": "",
    "amount": "",
    "restock": "on",
    "method": "",
    "email": "SUPPRESS",
    "key": "c1",
}


def test_a_return_is_completed_with_its_refund_after_an_exact_preview(manager, shop):
    order, stock = sent_and_paid("mirumee.payments.dummy")
    request = received(order, (2, RESTOCK))
    page = f"{page_of(request)}/complete"
    assert "Without changes $20.00 goes back." in manager.get(page).text
    preview = manager.post(page, **COMPLETE)
    assert "Refund $20.00 now" in preview.text
    assert OrderRefund.objects.count() == 0
    done = manager.post(page, **COMPLETE, seal=sealed(preview))
    assert "The return is completed." in done.text
    refund = OrderRefund.objects.get()
    assert (refund.amount, refund.status) == (Decimal(20), "SUCCESS")
    assert state_of(request) == ReturnState.COMPLETED
    stock.refresh_from_db()
    assert stock.quantity == 12
    # The same form once more moves no more money.
    manager.post(page, **COMPLETE, seal=sealed(preview))
    assert OrderRefund.objects.count() == 1


def test_what_was_not_previewed_is_not_carried_out(manager, shop):
    order, _stock = sent_and_paid("mirumee.payments.dummy")
    request = received(order, (2, RESTOCK))
    page = f"{page_of(request)}/complete"
    seal = sealed(manager.post(page, **COMPLETE))
    other = manager.post(page, **{**COMPLETE, "fee": "5"}, seal=seal)
    assert "Refund $15.00 now" in other.text
    assert OrderRefund.objects.count() == 0


REFUND = {
    "kind": "PARTIAL",
    "amount": "",
    "method": "",
    "manual_reference": "",
    "email": "SUPPRESS",
    "key": "f1",
}


@pytest.mark.parametrize(
    ("values", "button", "amount"),
    [
        ({"units_0": "1"}, "Refund $10.00 now", "10.00"),
        ({"units_0": "2", "amount_0": "7.50"}, "Refund $7.50 now", "7.50"),
        ({"amount": "3.20"}, "Refund $3.20 now", "3.20"),
        ({"kind": "FULL"}, "Refund $30.00 now", "30.00"),
        ({"units_0": "1", "voucher": "on"}, "Give a voucher of $10.00", "10.00"),
    ],
    ids=["units", "own-amount", "goodwill", "full", "voucher"],
)
def test_refunds_are_previewed_and_then_carried_out(manager, shop, order_id, values, button, amount):
    order = make_paid()
    page, filled = f"/orders/{order_id(order)}/refund", {**REFUND, **values}
    preview = manager.post(page, **filled)
    assert button in preview.text
    assert OrderRefund.objects.count() == 0
    done = manager.post(page, **filled, seal=sealed(preview))
    assert "The refund was carried out." in done.text
    found = OrderRefund.objects.get()
    assert f"{found.amount or found.voucher.value:.2f}" == amount


def test_money_paid_back_elsewhere_is_written_down(manager, shop, order_id):
    order = make_paid()
    page = f"/orders/{order_id(order)}/refund"
    filled = {**REFUND, "kind": "MARKED", "amount": "4", "manual_reference": "Bank 77"}
    preview = manager.post(page, **filled)
    assert "4 is written down as paid back outside Saleor." in preview.text
    manager.post(page, **filled, seal=sealed(preview))
    assert OrderRefund.objects.get().kind == "MARKED"


def test_too_much_is_refused_in_the_preview(manager, shop, order_id):
    order = make_paid()
    answer = manager.post(f"/orders/{order_id(order)}/refund", **{**REFUND, "amount": "31"})
    assert answer.status == 400
    assert OrderRefund.objects.count() == 0


def test_staff_writes_down_what_a_customer_wants_to_give_back(desk, shop, order_id):
    order = make_sent_order()
    page = f"/orders/{order_id(order)}/return"
    assert "Units of Mug" in desk.get(page).text
    empty = desk.post(page, key="w0")
    assert empty.status == 422
    answer = desk.post(
        page,
        units_0="2",
        on_behalf_of_customer="on",
        regardless_of_policy="on",
        customer_note="Too big",
        key="w1",
    )
    assert "The return request was written down." in answer.text
    request = ReturnRequest.objects.get(order=order)
    assert request.lines.get().quantity == 2
    assert "Too big" in answer.text
