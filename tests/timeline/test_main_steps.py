"""Truth tables of the main steps: what alone completes a step, what alone does not."""

from decimal import Decimal

import pytest

from saleor_order_central.host.facts import CoreEventKind
from saleor_order_central.timeline.view import EntryKind, StepState, Visibility

START = "placed+ paid* preparing. sent. delivered."
PICKING = "placed+ paid+ preparing* sent. delivered."
PACKED = "placed+ paid+ preparing+ sent* delivered."
SENT = "placed+ paid+ preparing+ sent+ delivered*"


def test_000_10_labels_are_human_words_for_the_customer(facts, build):
    # when
    timeline = build(facts())

    # then
    labels = [step.label for step in timeline.steps]
    assert labels == ["Order placed", "Payment confirmed", "Preparing", "Sent", "Delivered"]


def test_000_20_placed_is_done_for_every_order(facts, build, step, at):
    # when
    placed = step(build(facts()), "placed")

    # then
    assert (placed.state, placed.completed_at) == (StepState.DONE, at(0))
    assert placed.evidence.object_id == "order"


def test_000_20_placed_is_proved_by_the_event(facts, build, step, event, at):
    # given
    order = facts(events=(event(CoreEventKind.NOTE, -1, 1), event(CoreEventKind.PLACED, 0, 2)))

    # when
    placed = step(build(order), "placed")

    # then
    assert placed.evidence.object_id == "event:2"
    assert placed.completed_at == at(0)


@pytest.mark.parametrize(
    ("charged", "authorized", "by_authorization", "is_done"),
    [
        pytest.param(False, False, False, False, id="000-21-nothing"),
        pytest.param(False, False, True, False, id="000-21-setting-alone"),
        pytest.param(False, True, False, False, id="000-21-authorized-but-setting-off"),
        pytest.param(False, True, True, True, id="000-21-authorized-and-setting-on"),
        pytest.param(True, False, False, True, id="000-21-charged"),
        pytest.param(True, True, True, True, id="000-21-both"),
    ],
)
def test_paid_needs_confirmation(
    charged, authorized, by_authorization, is_done, facts, money, build, step, at
):
    # given
    order = facts(
        money=money(
            is_fully_charged=charged,
            is_fully_authorized=authorized,
            paid_at=at(2) if charged else None,
            authorized_at=at(1) if authorized else None,
        )
    )

    # when
    paid = step(build(order, paid_when_authorized=by_authorization), "paid")

    # then
    assert (paid.state is StepState.DONE) is is_done
    assert paid.missing == (() if is_done else ("payment",))
    assert paid.completed_at == ((at(2) if charged else at(1)) if is_done else None)
    assert (paid.evidence is not None) is is_done


def test_000_21_status_paid_is_no_confirmation(facts, build, change, status, states, warnings_of, at):
    # when
    timeline = build(facts(), change(status("paid"), 1), change(status("preparing"), 2))

    # then
    assert states(timeline) == "placed+ paid. preparing* sent. delivered."
    assert warnings_of(timeline) == {"PAYMENT_MISSING": at(1)}


def test_000_21_no_doubt_about_payment_once_money_is_there(facts, build, change, status, paid, warnings_of):
    # when
    timeline = build(facts(money=paid), change(status("paid"), 1))

    # then
    assert warnings_of(timeline) == {}


@pytest.mark.parametrize(
    ("has_event", "refunded", "is_done"),
    [
        pytest.param(True, "120", True, id="000-21-confirmed-then-refunded"),
        pytest.param(True, "20", True, id="000-21-confirmed-then-partly-refunded"),
        pytest.param(True, "0", False, id="000-21-event-but-money-missing"),
        pytest.param(False, "120", False, id="000-21-refund-without-confirmation"),
    ],
)
def test_refund_does_not_undo_payment(has_event, refunded, is_done, facts, money, build, step, event, at):
    # given
    events = (event(CoreEventKind.PAID, 1, 9),) if has_event else ()
    order = facts(money=money(refunded=Decimal(refunded), refunded_at=at(9)), events=events)

    # when
    paid = step(build(order), "paid")

    # then
    assert (paid.state is StepState.DONE) is is_done
    assert paid.completed_at == (at(1) if is_done else None)


def test_000_21_unknown_date_of_payment_stays_unknown(facts, money, build, step):
    # when
    paid = step(build(facts(money=money(is_fully_charged=True))), "paid")

    # then
    assert (paid.state, paid.completed_at) == (StepState.DONE, None)
    assert paid.evidence.date is None


HALF = [
    pytest.param(None, None, "", ("shippedAt", "code"), PICKING, id="000-22-no-shipment"),
    pytest.param("", None, "", ("shippedAt", "code"), PACKED, id="000-22-neither"),
    pytest.param("AB1", None, "", ("shippedAt",), PACKED, id="000-22-B-01-code-without-date"),
    pytest.param("", 3, "", ("code",), PACKED, id="000-22-B-01-date-without-code"),
    pytest.param(" \t", 3, "", ("code",), PACKED, id="000-22-blank-code"),
    pytest.param("AB1", 3, "", (), SENT, id="000-22-both"),
    pytest.param("AB1", 3, "is_waiting", ("shippedAt",), PACKED, id="000-22-waits-for-approval"),
    pytest.param("AB1", 3, "is_canceled", ("shippedAt", "code"), PICKING, id="000-22-shipment-canceled"),
]


@pytest.mark.parametrize(("code", "hours", "flag", "missing", "expected"), HALF)
def test_sent_needs_code_and_date(
    code, hours, flag, missing, expected, facts, paid, shipment, build, step, states, at
):
    # given
    flags = {flag: True} if flag else {}
    date = None if hours is None else at(hours)
    shipments = () if code is None else (shipment(code=code, shipped_at=date, **flags),)

    # when
    timeline = build(facts(money=paid, shipments=shipments, is_fully_fulfilled=bool(shipments)))

    # then
    assert states(timeline) == expected
    assert step(timeline, "sent").missing == missing
    assert step(timeline, "sent").completed_at == (None if missing else at(3))


def test_000_22_halves_of_two_shipments_make_no_whole(facts, paid, shipment, build, step):
    # given
    shipments = (shipment(1, code=""), shipment(2, shipped_at=None))

    # when
    sent = step(build(facts(money=paid, shipments=shipments, is_fully_fulfilled=True)), "sent")

    # then
    assert sent.missing == ("shippedAt", "code")


@pytest.mark.parametrize(
    ("is_fully_fulfilled", "state", "missing"),
    [
        pytest.param(True, StepState.DONE, (), id="001-21-all-goods-left"),
        pytest.param(False, StepState.CURRENT, ("remainingItems",), id="001-21-part-of-the-goods-left"),
    ],
)
def test_several_parcels(is_fully_fulfilled, state, missing, facts, paid, shipment, build, step, at):
    # given
    shipments = (shipment(1), shipment(2, code="", shipped_at=at(4)), shipment(3, shipped_at=at(5)))
    order = facts(money=paid, shipments=shipments, is_fully_fulfilled=is_fully_fulfilled)

    # when
    sent = step(build(order), "sent")

    # then
    assert (sent.state, sent.missing) == (state, missing)
    assert [parcel.code for parcel in sent.parcels] == ["AB123", "", "AB123"]
    assert sent.completed_at == (at(5) if is_fully_fulfilled else None)


@pytest.mark.parametrize(
    ("strict", "slugs", "state"),
    [
        pytest.param(True, ["sent"], StepState.CURRENT, id="000-22-strict-status-is-no-proof"),
        pytest.param(False, ["sent"], StepState.DONE, id="003-15-lenient-status-sent"),
        pytest.param(False, ["sent", "at depot"], StepState.DONE, id="003-15-lenient-past-status-sent"),
        pytest.param(False, ["ready"], StepState.CURRENT, id="003-15-lenient-other-status"),
    ],
)
def test_status_sent_without_code(
    strict, slugs, state, facts, paid, change, status, build, step, warnings_of, at
):
    # given
    entries = [change(status(slug, is_customer_visible=False), 3 + i) for i, slug in enumerate(slugs)]

    # when
    timeline = build(facts(money=paid), *entries, strict_sent_step=strict)

    # then
    assert step(timeline, "sent").state is state
    assert ("TRACKING_MISSING" in warnings_of(timeline)) is ("sent" in slugs)
    if state is StepState.DONE:
        assert step(timeline, "sent").completed_at == at(3)
        assert step(timeline, "sent").evidence.source is EntryKind.STATUS_CHANGE


@pytest.mark.parametrize(
    ("shipments", "expected"),
    [
        pytest.param((), "placed+ paid+ preparing* sent- delivered.", id="000-22-nothing-to-ship"),
        pytest.param(("",), "placed+ paid+ preparing+ sent- delivered*", id="000-22-digital-fulfilment"),
        pytest.param(("AB1",), SENT, id="000-22-shipped-anyway"),
    ],
)
def test_goods_without_shipping(shipments, expected, facts, paid, shipment, build, states):
    # given
    order = facts(
        money=paid,
        is_shipping_required=False,
        is_fully_fulfilled=bool(shipments),
        shipments=tuple(shipment(i, code=code) for i, code in enumerate(shipments, 1)),
    )

    # when / then
    assert states(build(order)) == expected


@pytest.mark.parametrize(
    ("slug", "changes", "is_done"),
    [
        pytest.param("finalized", {}, True, id="000-19-finalized"),
        pytest.param("finalized", {"type": None}, True, id="000-19-finalized-by-its-fact"),
        pytest.param("picked up", {"type": "CONCLUDED"}, True, id="000-23-custom-concluded"),
        pytest.param("picked up", {"type": "IN_PROGRESS"}, False, id="000-23-custom-in-progress"),
        pytest.param("picked up", {"type": None}, False, id="000-23-custom-without-type"),
        pytest.param("sent", {}, False, id="000-25-sent-is-not-delivered"),
    ],
)
def test_delivered_by_status(slug, changes, is_done, facts, change, status, build, step, at):
    # when
    timeline = build(facts(), change(status("received"), 1), change(status(slug, **changes), 5))

    # then
    delivered = step(timeline, "delivered")
    assert (delivered.state is StepState.DONE) is is_done
    assert delivered.completed_at == (at(5) if is_done else None)
    assert delivered.missing == (() if is_done else ("delivery",))


def test_000_23_date_is_the_start_of_the_uninterrupted_run(facts, change, status, build, step, at):
    # given
    concluded = status("collected", type="CONCLUDED")
    slugs = [status("finalized"), status("sent"), concluded, status("finalized"), concluded]
    entries = [change(target, 1 + i) for i, target in enumerate(slugs)]

    # when
    delivered = step(build(facts(), *entries), "delivered")

    # then
    assert delivered.completed_at == at(3)
    assert delivered.evidence.object_id == "entry:30"


def test_000_23_taken_back_when_the_status_goes_back(facts, change, status, build, step):
    # when
    timeline = build(facts(), change(status("finalized"), 1), change(status("sent"), 2))

    # then
    assert step(timeline, "delivered").state is StepState.PENDING


def test_000_24_concluded_before_shipped(facts, paid, change, status, build, states, warnings_of, at):
    # when
    timeline = build(facts(money=paid), change(status("finalized"), 4), change(status("finalized"), 6))

    # then
    assert states(timeline) == "placed+ paid+ preparing+ sent. delivered+"
    assert warnings_of(timeline) == {"CONCLUDED_BEFORE_SHIPPED": at(4)}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_shipping_required": False}, id="000-24-nothing-to-ship"),
        pytest.param({"is_fully_fulfilled": True}, id="000-24-shipped"),
    ],
)
def test_concluded_in_time(changes, facts, shipment, change, status, build, warnings_of):
    # given
    shipments = (shipment(),) if "is_fully_fulfilled" in changes else ()

    # when
    timeline = build(facts(shipments=shipments, **changes), change(status("finalized"), 4))

    # then
    assert "CONCLUDED_BEFORE_SHIPPED" not in warnings_of(timeline)


@pytest.mark.parametrize(
    ("slugs", "is_paid", "expected"),
    [
        pytest.param([], False, START, id="001-08-unpaid"),
        pytest.param([], True, PICKING, id="001-08-follows-paid"),
        pytest.param(["preparing"], True, PICKING, id="001-08-status-preparing"),
        pytest.param(
            ["preparing"], False, "placed+ paid. preparing* sent. delivered.", id="001-08-picked-unpaid"
        ),
        pytest.param(["ready"], True, PACKED, id="001-10-ready-to-ship"),
        pytest.param(["ready"], False, "placed+ paid. preparing+ sent* delivered.", id="001-10-ready-unpaid"),
        pytest.param(["ready", "preparing"], True, PICKING, id="001-08-back-to-picking"),
        pytest.param(["sent"], True, PACKED, id="001-08-said-to-be-sent"),
        pytest.param(["paid"], True, PICKING, id="003-13-status-paid"),
    ],
)
def test_preparing(slugs, is_paid, expected, facts, money, paid, change, status, build, states):
    # given
    entries = [change(status(slug), 2 + i) for i, slug in enumerate(slugs)]

    # when
    timeline = build(facts(money=paid if is_paid else money()), *entries)

    # then
    assert states(timeline) == expected


def test_001_10_silent_status_keeps_goods_packed(facts, paid, change, status, build, states):
    # given
    silent = status("waiting for courier", is_customer_visible=False)

    # when
    timeline = build(facts(money=paid), change(status("ready"), 2), change(silent, 3))

    # then
    assert states(timeline) == PACKED


def test_001_08_preparing_is_dated_by_the_earliest_fact(
    facts, paid, shipment, change, status, build, step, at
):
    # given
    order = facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True)

    # when
    preparing = step(build(order, change(status("ready"), 2), change(status("preparing"), 2.5)), "preparing")

    # then
    assert preparing.completed_at == at(2)
    assert preparing.evidence.object_id == "entry:20"


def test_001_08_waiting_shipment_proves_packing_without_a_date(facts, paid, shipment, build, step):
    # when
    preparing = step(build(facts(money=paid, shipments=(shipment(is_waiting=True),))), "preparing")

    # then
    assert (preparing.state, preparing.completed_at) == (StepState.DONE, None)
    assert preparing.evidence.object_id == "parcel:fulfillment-31"


def test_003_17_durations_between_done_steps(facts, paid, shipment, change, status, build, step):
    # given
    order = facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True)

    # when
    timeline = build(order, change(status("ready"), 2), change(status("finalized"), 5.51))

    # then
    minutes = {step.slug: step.duration_minutes for step in timeline.steps}
    assert minutes == {"placed": None, "paid": 60, "preparing": 60, "sent": 60, "delivered": 150}


def test_003_17_duration_is_never_negative_and_skips_unknown_dates(facts, money, shipment, build, step):
    # given
    order = facts(
        money=money(is_fully_charged=True),
        shipments=(shipment(shipped_at=None), shipment(2)),
        is_fully_fulfilled=True,
    )
    early = facts(
        placed_at=order.placed_at.replace(year=2025), shipments=(shipment(),), is_fully_fulfilled=True
    )

    # when / then
    assert step(build(order), "paid").duration_minutes is None
    assert step(build(order), "preparing").duration_minutes == 180
    assert step(build(early), "sent").duration_minutes == 0


def test_000_19_evidence_of_a_hidden_status_is_for_staff(facts, change, status, build, step):
    # when
    hidden = status("handed over", type="CONCLUDED", is_customer_visible=False)
    delivered = step(build(facts(), change(hidden, 3)), "delivered")

    # then
    assert delivered.evidence.visibility is Visibility.STAFF
