"""Truth tables of PLACED, PAID and PREPARING, and the time between steps."""

from decimal import Decimal

import pytest

from saleor_order_central.host.facts import CoreEventKind
from saleor_order_central.timeline.view import StepState

START = "placed+ paid* preparing. sent. delivered."
PICKING = "placed+ paid+ preparing* sent. delivered."
PACKED = "placed+ paid+ preparing+ sent* delivered."


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
    timeline = build(
        facts(), change(status("paid"), 1), change(status("paid"), 1.5), change(status("preparing"), 2)
    )

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


def test_001_08_known_date_of_packing_beats_an_unknown_one(
    facts, paid, shipment, change, status, build, step, at
):
    # given
    order = facts(money=paid, shipments=(shipment(is_waiting=True),))

    # when
    preparing = step(build(order, change(status("ready"), 2)), "preparing")

    # then
    assert (preparing.evidence.object_id, preparing.completed_at) == ("entry:20", at(2))


def test_001_16_status_preparing_does_not_hold_back_what_left(facts, shipment, change, status, build, states):
    # when
    timeline = build(facts(shipments=(shipment(),), is_fully_fulfilled=True), change(status("preparing"), 9))

    # then
    assert states(timeline) == "placed+ paid. preparing+ sent+ delivered*"


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
    assert step(build(early), "preparing").duration_minutes == 0
