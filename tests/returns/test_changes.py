"""Working on a request: every move, its mail, its history, and what may not happen (002-43 … 002-47)."""

from __future__ import annotations

from itertools import product

import pytest

from saleor_order_central.errors import ErrorCode
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.returns.asks import ReceivedUnits, Reception
from saleor_order_central.returns.changes import cancel_by_customer
from saleor_order_central.returns.kinds import Disposition, ReturnOutcome, ReturnResolution, ReturnState
from saleor_order_central.returns.models import ReturnInspection, ReturnParcel, ReturnPolicy, ReturnRequest
from saleor_order_central.returns.outcomes import SOURCES
from saleor_order_central.returns.receiving import receive_units
from saleor_order_central.returns.states import may_follow
from saleor_order_central.returns.way_back import add_return_tracking
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from tests.refunds.refund_rows import make_stock
from tests.returns.conftest import CUSTOMER, STAFF, ask, go, mails, reason
from tests.returns.test_requests import fault_of
from tests.shop_rows import make_order

pytestmark = pytest.mark.usefixtures("writing")

WAY_TO = {
    "WAITING_CONFIRMATION": (),
    "WAITING_PACKAGE": ("WAITING_PACKAGE",),
    "PACKAGE_RECEIVED": ("WAITING_PACKAGE", "PACKAGE_RECEIVED"),
    "CANCELED": ("CANCELED",),
    "COMPLETED": ("WAITING_PACKAGE", "PACKAGE_RECEIVED", "COMPLETED"),
}


def entries(request) -> list[tuple[str, str]]:
    rows = OrderEntry.objects.filter(return_request=request).order_by("pk")
    number = request.number
    return [(row.visibility, row.subject.replace(f"Return {number}", "Return")) for row in rows]


def receive(request, *units: tuple[int, Disposition], **columns) -> ReturnRequest:
    line = request.lines.get()
    found = [ReceivedUnits(line.pk, quantity, disposition) for quantity, disposition in units]
    return receive_units(request.pk, request.order_id, Reception(found, **columns), author=STAFF)


@pytest.mark.parametrize(("before", "after"), list(product(WAY_TO, WAY_TO)))
def test_service_follows_the_table(sent_order, before, after):
    request = go(ask(sent_order), *WAY_TO[before])

    if may_follow(ReturnState(before), ReturnState(after)):
        assert go(request, after).state == after
        return
    assert fault_of(lambda: go(request, after)) == ("state", ErrorCode.RETURN_STATE_INVALID)
    assert ReturnRequest.objects.get(pk=request.pk).state == before


def test_whole_way_is_mailed_and_told(sent_order, django_capture_on_commit_callbacks):
    # when
    with django_capture_on_commit_callbacks(execute=True):
        request = ask(sent_order)
        go(request, "WAITING_PACKAGE", instructions="Use the label.", label_url="https://shop.example/l.pdf")
        receive(request, (1, Disposition.RESTOCK))
        go(request, "COMPLETED", message="Thank you.")
    # then
    assert mails(sent_order) == ["RETURN_ACCEPTED", "RETURN_RECEIVED", "RETURN_COMPLETED"]
    accepted = OrderNotification.objects.get(occasion="RETURN_ACCEPTED", channel_kind="EMAIL")
    for part in (request.number, "1 × Mug (Blue)", "Use the label.", "https://shop.example/l.pdf"):
        assert part in accepted.body
    assert entries(request) == [
        ("CUSTOMER", "Return requested"),
        ("CUSTOMER", "Return: Waiting for the package"),
        ("STAFF", "Return: goods checked"),
        ("CUSTOMER", "Return: Package received"),
        ("CUSTOMER", "Return: Completed"),
    ]
    inspected = OrderEntry.objects.get(return_request=request, visibility="STAFF")
    assert inspected.message == "1 × Mug (Blue): Good, back to stock"
    stored = ReturnRequest.objects.get(pk=request.pk)
    assert (stored.outcome, stored.nothing_due_reason) == ("NOTHING_DUE", "The goods were not ours.")
    assert OrderState.objects.get(pk=sent_order.pk).has_open_return is False


def test_mail_can_be_suppressed(sent_order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        go(ask(sent_order), "WAITING_PACKAGE", modes={"EMAIL": "SUPPRESS"})

    assert mails(sent_order) == []


def test_goods_that_stay_are_not_asked_for(sent_order, django_capture_on_commit_callbacks):
    ReturnPolicy.objects.update(resolutions=["KEEP_ITEM"])
    with django_capture_on_commit_callbacks(execute=True):
        request = go(ask(sent_order, resolution=ReturnResolution.KEEP_ITEM), "WAITING_PACKAGE")

    assert request.expires_at is None
    mail = OrderNotification.objects.get(occasion="RETURN_ACCEPTED", channel_kind="EMAIL")
    assert "You need not send anything back" in mail.body


def test_refusal_needs_its_reason_and_tells_it(sent_order, django_capture_on_commit_callbacks):
    # given
    request = ask(sent_order)
    # when / then
    assert fault_of(lambda: go(request, "CANCELED", decline_reason_pk=None)) == (
        "declineReason",
        ErrorCode.REQUIRED,
    )
    not_for_it = fault_of(lambda: go(request, "CANCELED", decline_reason_pk=reason("damaged")))
    assert not_for_it == ("declineReason", ErrorCode.NOT_FOUND)
    with django_capture_on_commit_callbacks(execute=True):
        refused = go(request, "CANCELED", message="Worn for weeks.", staff_note="Third time.")
    assert (refused.decline_reason.slug, refused.decline_message) == ("outside-conditions", "Worn for weeks.")
    mail = OrderNotification.objects.get(occasion="RETURN_REFUSED", channel_kind="EMAIL")
    assert "Outside the conditions for returns" in mail.body
    assert "Worn for weeks." in mail.body
    assert "Third time." not in mail.body
    assert entries(request)[1:] == [("STAFF", "Return: note changed"), ("CUSTOMER", "Return refused")]


def test_completing_needs_an_outcome(sent_order):
    request = go(ask(sent_order), "WAITING_PACKAGE", "PACKAGE_RECEIVED")

    found = fault_of(lambda: go(request, "COMPLETED", nothing_due_reason=""))

    assert found == ("nothingDueReason", ErrorCode.OUTCOME_REQUIRED)


def test_outcome_that_another_room_knows_completes_it(sent_order):
    # given a room that gave a refund for the request
    request = go(ask(sent_order), "WAITING_PACKAGE", "PACKAGE_RECEIVED")
    known = {request.pk: ReturnOutcome.REFUND}

    def source(pks):
        return {pk: known[pk] for pk in pks if pk in known}

    SOURCES.append(source)
    try:
        # when
        completed = go(request, "COMPLETED", nothing_due_reason="")
    finally:
        SOURCES.remove(source)
    # then
    assert (completed.outcome, completed.nothing_due_reason) == ("REFUND", "")


def test_repeated_move_changes_nothing_more(sent_order, django_capture_on_commit_callbacks):
    request = ask(sent_order)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert go(request, "WAITING_PACKAGE", idempotency_key="k").state == "WAITING_PACKAGE"

    assert mails(sent_order) == ["RETURN_ACCEPTED"]
    assert len(entries(request)) == 2
    other = fault_of(lambda: go(request, "WAITING_PACKAGE", idempotency_key="k", message="Else."))
    assert other == ("idempotencyKey", ErrorCode.CONFLICT)
    second = ask(sent_order)
    of_another = fault_of(lambda: go(second, "WAITING_PACKAGE", idempotency_key="k"))
    assert of_another == ("idempotencyKey", ErrorCode.CONFLICT)


@pytest.mark.parametrize("other", [{"warehouse": True}, {"modes": {"EMAIL": "SUPPRESS"}}])
def test_a_repeated_reception_must_say_the_same(sent_order, other):
    request = go(ask(sent_order), "WAITING_PACKAGE")
    columns = dict(other)
    warehouse = str(make_stock(make_order()).warehouse_id) if columns.pop("warehouse", False) else ""

    def again(warehouse="", **columns):
        units = [ReceivedUnits(request.lines.get().pk, 1, Disposition.RESTOCK, warehouse)]
        reception = Reception(units, idempotency_key="k", **columns)
        receive_units(request.pk, request.order_id, reception, author=STAFF)

    for _ in range(2):
        again()
    assert fault_of(lambda: again(warehouse, **columns)) == ("idempotencyKey", ErrorCode.CONFLICT)
    assert ReturnInspection.objects.get().warehouse == ""


@pytest.mark.parametrize(
    ("state", "is_allowed"),
    [("WAITING_CONFIRMATION", True), ("WAITING_PACKAGE", True), ("PACKAGE_RECEIVED", False)],
)
def test_customer_gives_up_before_the_goods_arrive(sent_order, state, is_allowed):
    request = go(ask(sent_order), *WAY_TO[state])

    if not is_allowed:
        found = fault_of(lambda: cancel_by_customer(request.pk, sent_order.pk, author=CUSTOMER))
        assert found == ("state", ErrorCode.RETURN_STATE_INVALID)
        return
    for _ in range(2):
        given_up = cancel_by_customer(request.pk, sent_order.pk, author=CUSTOMER)
    assert given_up.state == "CANCELED"
    assert entries(request)[-1] == ("CUSTOMER", "Return given up by the customer")
    assert len([one for one in entries(request) if "given up" in one[1]]) == 1
    assert "RETURN_REFUSED" not in mails(sent_order)


# Reception


def test_units_are_looked_at_one_by_one(sent_order):
    # given
    request = go(ask(sent_order, 3), "WAITING_PACKAGE")
    # when
    receive(request, (1, Disposition.RESTOCK), (1, Disposition.MISSING))
    receive(request, (1, Disposition.WRONG_ITEM))
    # then
    line = request.lines.get()
    assert line.quantity_received == 2
    found = ReturnInspection.objects.filter(line=line).order_by("pk")
    assert [(one.quantity, one.disposition) for one in found] == [
        (1, "RESTOCK"),
        (1, "MISSING"),
        (1, "WRONG_ITEM"),
    ]
    assert [one for one in entries(request) if "Package received" in one[1]] == [
        ("CUSTOMER", "Return: Package received")
    ]
    # only the unit that is in the shop's hands can never be asked back again
    go(request, "COMPLETED")
    assert request.lines.get().quantity_settled == 1
    assert ask(sent_order, 2).state == "WAITING_CONFIRMATION"


def test_no_more_units_arrive_than_were_asked_back(sent_order):
    request = go(ask(sent_order, 2), "WAITING_PACKAGE")
    receive(request, (1, Disposition.RESTOCK))

    found = fault_of(lambda: receive(request, (1, Disposition.SCRAP), (1, Disposition.SCRAP)))

    assert found == ("lines.1.quantity", ErrorCode.QUANTITY_EXCEEDED)
    assert ReturnInspection.objects.count() == 1


def test_repeated_reception_counts_once(sent_order):
    request = go(ask(sent_order, 2), "WAITING_PACKAGE")

    for _ in range(2):
        receive(request, (1, Disposition.RESTOCK), idempotency_key="box-1")

    assert (ReturnInspection.objects.count(), request.lines.get().quantity_received) == (1, 1)


def test_nothing_arrives_before_it_was_accepted(sent_order):
    request = ask(sent_order)

    assert fault_of(lambda: receive(request, (1, Disposition.RESTOCK))) == (
        "state",
        ErrorCode.RETURN_STATE_INVALID,
    )


# The way back


def test_tracking_number_is_kept_once_and_stops_the_clock(sent_order):
    # given
    request = go(ask(sent_order), "WAITING_PACKAGE")
    assert request.expires_at is not None
    # when
    for code in ("AA 123456785 BR", "aa123456785br"):
        add_return_tracking(request.pk, sent_order.pk, code, author=CUSTOMER)
    # then
    assert [one.code for one in ReturnParcel.objects.all()] == ["AA 123456785 BR"]
    assert ReturnRequest.objects.get(pk=request.pk).expires_at is None
    assert entries(request)[-1] == ("CUSTOMER", "Return: tracking number added")


def test_nothing_is_on_its_way_before_it_was_accepted(sent_order):
    request = ask(sent_order)

    def add(code):
        return lambda: add_return_tracking(request.pk, sent_order.pk, code, author=CUSTOMER)

    assert fault_of(add("AA123456785BR")) == ("id", ErrorCode.RETURN_STATE_INVALID)
    assert fault_of(add("  ")) == ("code", ErrorCode.REQUIRED)
