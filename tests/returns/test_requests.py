"""Asking for a return (002-41): what is stored, what is refused, and what is never stored twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault, OrderCentralFaults
from saleor_order_central.events import EventName, order_central_event
from saleor_order_central.host import get_host
from saleor_order_central.returns import requests
from saleor_order_central.returns.kinds import ReturnResolution
from saleor_order_central.returns.models import ReturnPolicy, ReturnRequest
from saleor_order_central.returns.selectors import load_return_material
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.statuses.repair import rebuild_states
from saleor_order_central.timeline.history import status_change, write
from saleor_order_central.timeline.models import OrderEntry
from tests.returns.conftest import (
    CUSTOMER,
    ask,
    asked,
    days_ago,
    go,
    line_of,
    mails,
    make_sent_order,
    reason,
)
from tests.shop_rows import cancel, make_order, make_user, ship

pytestmark = pytest.mark.usefixtures("writing")


def fault_of(call) -> tuple[str | None, ErrorCode]:
    with pytest.raises(OrderCentralFault) as caught:
        call()
    return caught.value.field, caught.value.code


def test_request_waits_for_confirmation_with_number_line_and_history(sent_order):
    # when
    request = ask(sent_order, 2, reason_pk=reason("changed-mind"), customer_note="Too big.\x00")
    # then
    number = get_host().load_facts([sent_order.pk], using="default")[sent_order.pk].number
    assert (request.number, request.state) == (f"{number}-R1", "WAITING_CONFIRMATION")
    assert (request.requested_by, request.customer_note) == ("CUSTOMER", "Too big.")
    line = request.lines.get()
    assert (line.quantity, line.resolution, line.product_name) == (2, "REFUND", "Mug (Blue)")
    assert (line.unit_price, line.fee) == (Decimal("10.000"), 0)
    entry = OrderEntry.objects.get(return_request=request)
    assert (entry.kind, entry.visibility, entry.author_type) == ("RETURN", "CUSTOMER", "CUSTOMER")
    assert (entry.subject, entry.message) == (f"Return {number}-R1 requested", "2 × Mug (Blue)")
    assert OrderState.objects.get(pk=sent_order.pk).has_open_return is True
    # Asking alone mails nobody.
    assert mails(sent_order) == []


def test_programs_hear_of_it(sent_order, django_capture_on_commit_callbacks):
    heard = []
    order_central_event.connect(lambda event, **_: heard.append(event), weak=False, dispatch_uid="returns")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            request = ask(sent_order)
            go(request, "WAITING_PACKAGE", "PACKAGE_RECEIVED")
    finally:
        order_central_event.disconnect(dispatch_uid="returns")
    told = [(event.name, event.payload.get("to")) for event in heard if "RETURN" in event.name.value]
    assert told == [
        (EventName.ORDER_RETURN_REQUESTED, None),
        (EventName.ORDER_RETURN_STATE_CHANGED, "WAITING_PACKAGE"),
        (EventName.ORDER_RETURN_STATE_CHANGED, "PACKAGE_RECEIVED"),
        (EventName.ORDER_RETURN_RECEIVED, "PACKAGE_RECEIVED"),
    ]


def test_same_key_returns_the_first_request_and_other_content_is_a_conflict(sent_order):
    first = ask(sent_order, idempotency_key="k1")

    assert ask(sent_order, idempotency_key="k1").pk == first.pk
    assert ReturnRequest.objects.count() == 1
    found = fault_of(lambda: ask(sent_order, 2, idempotency_key="k1"))
    assert found == ("idempotencyKey", ErrorCode.CONFLICT)
    assert OrderEntry.objects.filter(kind="RETURN").count() == 1


def test_units_of_open_and_completed_requests_are_taken(sent_order):
    first = ask(sent_order, 2)
    assert fault_of(lambda: ask(sent_order, 2)) == ("lines.0.quantity", ErrorCode.QUANTITY_EXCEEDED)
    second = ask(sent_order, 1)
    assert fault_of(lambda: ask(sent_order, 1)) == ("lines.0.orderLine", ErrorCode.RETURN_NOT_ELIGIBLE)
    # given up units are free again
    go(second, "CANCELED")
    third = ask(sent_order, 1)
    assert third.number.endswith("-R3")
    # settled ones never are
    go(first, "WAITING_PACKAGE", "PACKAGE_RECEIVED", "COMPLETED")
    go(third, "CANCELED")
    assert fault_of(lambda: ask(sent_order, 2)) == ("lines.0.quantity", ErrorCode.QUANTITY_EXCEEDED)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param({"quantity": 0}, ("lines.0.quantity", ErrorCode.INVALID), id="no-unit"),
        pytest.param({"quantity": 4}, ("lines.0.quantity", ErrorCode.QUANTITY_EXCEEDED), id="too-many"),
        pytest.param({"reason": "damaged"}, ("lines.0.attachments", ErrorCode.REQUIRED), id="photo-needed"),
        pytest.param({"reason": "defective"}, ("lines.0.reasonNote", ErrorCode.REQUIRED), id="words-needed"),
        pytest.param(
            {"reason": "outside-conditions"}, ("lines.0.reason", ErrorCode.NOT_FOUND), id="reason-of-staff"
        ),
        pytest.param(
            {"resolution": ReturnResolution.REPAIR},
            ("lines.0.resolution", ErrorCode.INVALID),
            id="outcome-not-on-offer",
        ),
        pytest.param({"idempotency_key": "job:1"}, ("idempotencyKey", ErrorCode.INVALID), id="a-key-of-ours"),
        pytest.param({"customer_note": "x" * 5001}, ("customerNote", ErrorCode.INVALID), id="long-note"),
    ],
)
def test_bad_requests_store_nothing(sent_order, columns, expected):
    values = dict(columns)
    quantity = values.pop("quantity", 1)
    if "reason" in values:
        values["reason_pk"] = reason(values.pop("reason"))

    assert fault_of(lambda: ask(sent_order, quantity, **values)) == expected
    assert ReturnRequest.objects.count() == OrderEntry.objects.filter(kind="RETURN").count() == 0


def test_faults_of_several_lines_come_together(sent_order):
    # given
    other = make_sent_order()
    line, foreign = line_of(sent_order), line_of(other)
    one, two = asked(sent_order, 9).lines[0], asked(other).lines[0]
    # when
    with pytest.raises(OrderCentralFaults) as caught:
        requests.create_return(sent_order.pk, requests.ReturnAsk([one, two]), author=CUSTOMER)
    # then
    assert line.pk != foreign.pk
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("lines.0.quantity", ErrorCode.QUANTITY_EXCEEDED),
        ("lines.1.orderLine", ErrorCode.NOT_FOUND),
    ]
    twice = fault_of(
        lambda: requests.create_return(sent_order.pk, requests.ReturnAsk([one, one]), author=CUSTOMER)
    )
    assert twice == ("lines", ErrorCode.INVALID)


def test_orders_that_cannot_be_returned():
    unsent = make_order(is_paid=True)
    canceled = make_sent_order()
    cancel(canceled, days_ago(1))
    draft = make_order(status="draft")

    assert fault_of(lambda: ask(unsent)) == ("lines.0.orderLine", ErrorCode.RETURN_NOT_ELIGIBLE)
    assert fault_of(lambda: ask(canceled)) == ("lines.0.orderLine", ErrorCode.RETURN_NOT_ELIGIBLE)
    assert fault_of(lambda: ask(draft)) == ("order", ErrorCode.INVALID)


def test_late_goods_need_staff_that_overlooks_the_policy():
    # given an order whose delivery a status tells, 40 days ago
    order = make_order(is_paid=True, created_at=days_ago(50))
    ship(order, "AA123456785BR", days_ago(45))
    record_orders_as_delivered(order)
    # when / then
    assert fault_of(lambda: ask(order)) == ("lines.0.orderLine", ErrorCode.RETURN_NOT_ELIGIBLE)
    assert ask(order, regardless=True).state == "WAITING_CONFIRMATION"
    over = fault_of(lambda: ask(order, 9, regardless=True))
    assert over == ("lines.0.quantity", ErrorCode.QUANTITY_EXCEEDED)


def record_orders_as_delivered(order) -> None:
    record_orders([order.pk])
    finalized = OrderStatusDefinition.objects.get(slug="finalized")
    entry = status_change(order.pk, author=CUSTOMER, status_from=None, status_to=finalized, date=days_ago(40))
    write([entry])


def test_policy_that_trusts_accepts_at_once_and_says_how(sent_order, django_capture_on_commit_callbacks):
    # given
    ReturnPolicy.objects.update(
        auto_approve=True,
        instructions="Bring it to the post office.",
        label_payer="SHOP",
        fee_percent=Decimal(10),
        fixed_fee=Decimal("4.95"),
        fee_currency="USD",
    )
    # when
    with django_capture_on_commit_callbacks(execute=True):
        request = ask(sent_order, 2)
    # then
    assert (request.state, request.label_payer) == ("WAITING_PACKAGE", "SHOP")
    assert request.instructions == "Bring it to the post office."
    assert (request.lines.get().fee, request.fixed_fee) == (Decimal("2.00"), Decimal("4.95"))
    assert request.expires_at is not None
    assert mails(sent_order) == ["RETURN_ACCEPTED"]
    entries = OrderEntry.objects.filter(return_request=request).order_by("pk")
    assert [entry.author_type for entry in entries] == ["CUSTOMER", "SYSTEM"]


def test_shop_s_fault_costs_nothing(sent_order):
    ReturnPolicy.objects.update(fee_percent=Decimal(10))

    request = ask(sent_order, reason_pk=reason("wrong-item"))

    assert request.lines.get().fee == 0


def test_staff_writes_the_customer_s_wish_down(sent_order):
    clerk = make_user("clerk@example.com", is_staff=True)
    author = Author(AuthorType.STAFF, user_pk=clerk.pk)

    own = requests.create_return(sent_order.pk, asked(sent_order), author=author)
    told = requests.create_return(sent_order.pk, asked(sent_order), author=author, on_behalf_of_customer=True)

    assert (own.requested_by, told.requested_by) == ("STAFF", "CUSTOMER")
    assert own.entered_by_id == told.entered_by_id == clerk.pk


def test_open_requests_of_an_order_are_limited(sent_order, monkeypatch):
    monkeypatch.setattr(requests, "MOST_OPEN", 1)
    ask(sent_order)

    assert fault_of(lambda: ask(sent_order)) == ("order", ErrorCode.TOO_MANY_ITEMS)


def test_estimate_is_what_the_request_stores_and_stores_nothing(sent_order):
    # given
    ReturnPolicy.objects.update(fee_percent=Decimal(15), fixed_fee=Decimal(1), fee_currency="USD")
    facts = get_host().load_facts([sent_order.pk], using="default")[sent_order.pk]
    # when
    priced = requests.price_ask(facts, asked(sent_order, 2), using="default")
    # then
    assert ReturnRequest.objects.count() == 0
    request = ask(sent_order, 2)
    assert (priced.goods, priced.fees.total, priced.total) == (Decimal(20), Decimal(4), Decimal(16))
    assert request.lines.get().fee + request.fixed_fee == priced.fees.total


def test_rebuild_finds_open_returns_again(sent_order):
    ask(sent_order)
    OrderState.objects.update(has_open_return=False)

    rebuild_states([sent_order.pk])

    assert OrderState.objects.get(pk=sent_order.pk).has_open_return is True


def test_material_of_many_orders_costs_the_same_statements(statements):
    counts = []
    for number in (1, 6):
        pks = [make_sent_order().pk for _ in range(number)]
        with statements() as found:
            assert len(load_return_material(pks, using="default")) == number
        counts.append(len(found))
    assert counts[0] == counts[1] <= 4
