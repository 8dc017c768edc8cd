"""Canceled, returned, refunded: what is appended, which step is current, what never happens any more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from saleor_order_central.host.facts import CoreEventKind
from saleor_order_central.timeline.view import StepCode, StepState


def way_of_cancelation(name, facts, change, status, at):
    """Facts and entries of one way in which an order is canceled."""
    if name == "saleor":
        return {"is_canceled": True, "canceled_at": at(6)}, []
    if name == "expired":
        return {"is_expired": True, "canceled_at": at(6)}, []
    changes = {"fact": "CANCELED"} if name == "void" else {"type": "CANCELED"}
    return {}, [change(status(name, **changes), 6), change(status(name, **changes), 7)]


WAYS = [
    pytest.param("saleor", id="000-26-saleor-canceled"),
    pytest.param("expired", id="000-26-expired"),
    pytest.param("canceled", id="000-26-built-in-status"),
    pytest.param("changed my mind", id="000-26-custom-status"),
    pytest.param("void", id="000-26-custom-status-by-its-fact"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "is_shipped", [pytest.param(True, id="shipped"), pytest.param(False, id="unshipped")]
)
def test_canceled_order_is_neither_on_its_way_nor_delivered(
    way, is_shipped, facts, paid, shipment, change, status, build, step, states, warnings_of, at
):
    # given
    changes, entries = way_of_cancelation(way, facts, change, status, at)
    shipments = (shipment(),) if is_shipped else ()
    order = facts(money=paid, shipments=shipments, is_fully_fulfilled=is_shipped, **changes)

    # when
    timeline = build(order, *entries, strict_sent_step=False)

    # then
    preparing = "preparing+" if is_shipped else "preparing-"
    assert states(timeline) == f"placed+ paid+ {preparing} sent- delivered- canceled!"
    assert timeline.current.code is StepCode.CANCELED
    assert timeline.current.completed_at == at(6)
    assert timeline.current.evidence is not None
    assert len(step(timeline, "sent").parcels) == len(shipments)
    assert warnings_of(timeline) == ({"CANCELED_AFTER_SHIPPED": at(6)} if is_shipped else {})
    assert timeline.progress_percent == (60 if is_shipped else 40)


def test_000_26_concluded_status_does_not_deliver_a_canceled_order(facts, change, status, build, states):
    # when
    timeline = build(facts(is_canceled=True), change(status("finalized"), 2), change(status("sent"), 1))

    # then
    assert states(timeline) == "placed+ paid- preparing- sent- delivered- canceled!"


def test_000_26_refund_after_cancelation_keeps_canceled_current(facts, paid, build, states, at):
    # given
    order = facts(
        money=replace(paid, refunded=Decimal(120), refunded_at=at(9)), is_canceled=True, canceled_at=at(8)
    )

    # when
    timeline = build(order)

    # then
    assert states(timeline) == "placed+ paid+ preparing- sent- delivered- canceled! refunded+"
    assert timeline.current.code is StepCode.CANCELED


@pytest.mark.parametrize(
    ("is_canceled", "is_expired", "label"),
    [
        pytest.param(True, False, "Canceled", id="000-26-canceled"),
        pytest.param(False, True, "Expired", id="000-26-expired"),
        pytest.param(True, True, "Canceled", id="000-26-canceled-after-expiry"),
    ],
)
def test_label_of_the_end(is_canceled, is_expired, label, facts, build):
    assert build(facts(is_canceled=is_canceled, is_expired=is_expired)).current.label == label


def test_000_26_expiry_came_before_the_status_that_noted_it(facts, change, status, build, at):
    # when
    current = build(facts(is_expired=True, canceled_at=at(4)), change(status("canceled"), 5)).current

    # then
    assert (current.evidence.object_id, current.completed_at) == ("order", at(4))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        pytest.param(CoreEventKind.CANCELED, {"is_canceled": True}, id="B-01-canceled-event"),
        pytest.param(CoreEventKind.EXPIRED, {"is_expired": True}, id="B-01-expired-event"),
    ],
)
def test_cancelation_is_proved_and_dated_by_the_event(kind, changes, facts, event, build, at):
    # when
    current = build(facts(events=(event(kind, 4, 8),), **changes)).current

    # then
    assert (current.evidence.object_id, current.completed_at) == ("event:8", at(4))


def test_000_26_reopened_order_runs_again(facts, paid, change, status, build, states):
    # when
    timeline = build(facts(money=paid), change(status("canceled"), 2), change(status("received"), 3))

    # then
    assert states(timeline) == "placed+ paid+ preparing* sent. delivered."


RETURNS = [
    pytest.param(True, True, "sent+ delivered+ returned+", "returned", (), id="001-14-all-back"),
    pytest.param(
        True, False, "sent+ delivered+ returned+", "returned", ("remainingItems",), id="001-14-part-back"
    ),
    pytest.param(
        False,
        False,
        "sent* delivered. returned+",
        "sent",
        ("remainingItems",),
        id="001-05-part-back-rest-to-send",
    ),
]


@pytest.mark.parametrize(("all_left", "all_back", "tail", "current", "missing"), RETURNS)
def test_returned(all_left, all_back, tail, current, missing, facts, paid, shipment, build, step, states, at):
    # given
    order = facts(
        money=paid,
        shipments=(shipment(fulfillment_pk=None),),
        is_fully_fulfilled=all_left and not all_back,
        returned_at=at(9),
        is_fully_returned=all_back,
    )

    # when
    timeline = build(order)

    # then
    assert states(timeline) == f"placed+ paid+ preparing+ {tail}"
    assert timeline.current.slug == current
    assert step(timeline, "returned").missing == missing
    assert step(timeline, "returned").completed_at == at(9)


REFUNDS = [
    pytest.param(
        "120", False, "refunded", "placed+ paid+ preparing. sent. delivered. refunded+", (), id="all"
    ),
    pytest.param(
        "20",
        False,
        "preparing",
        "placed+ paid+ preparing* sent. delivered. refunded+",
        ("remainingAmount",),
        id="part-of-a-running-order",
    ),
    pytest.param(
        "20",
        True,
        "refunded",
        "placed+ paid+ preparing+ sent. delivered+ refunded+",
        ("remainingAmount",),
        id="part-of-a-delivered-order",
    ),
]


@pytest.mark.parametrize(("amount", "is_delivered", "current", "expected", "missing"), REFUNDS)
def test_000_10_refunded(
    amount, is_delivered, current, expected, missing, facts, paid, change, status, build, step, states, at
):
    # given
    order = facts(money=replace(paid, refunded=Decimal(amount), refunded_at=at(9)))
    entries = [change(status("finalized"), 5)] if is_delivered else []

    # when
    timeline = build(order, *entries)

    # then
    assert states(timeline) == expected
    assert timeline.current.slug == current
    assert step(timeline, "refunded").missing == missing
    assert step(timeline, "refunded").completed_at == at(9)


@pytest.mark.parametrize(
    ("is_paid", "is_delivered", "percent"),
    [
        pytest.param(False, False, 20, id="000-10-placed"),
        pytest.param(True, False, 40, id="000-10-paid"),
        pytest.param(False, True, 100, id="000-10-finished-although-unpaid"),
    ],
)
def test_progress(is_paid, is_delivered, percent, facts, money, paid, change, status, build):
    # given
    entries = [change(status("finalized"), 5)] if is_delivered else []

    # when / then
    assert build(facts(money=paid if is_paid else money()), *entries).progress_percent == percent


def test_000_10_progress_leaves_out_what_does_not_apply(facts, paid, build):
    assert build(facts(money=paid, is_shipping_required=False)).progress_percent == 50


def test_001_05_sent_unpaid_waits_for_delivery(facts, shipment, build, states):
    """Cash on delivery."""
    # when
    timeline = build(facts(shipments=(shipment(),), is_fully_fulfilled=True))

    # then
    assert states(timeline) == "placed+ paid. preparing+ sent+ delivered*"
    assert timeline.current.state is StepState.CURRENT


def test_001_16_facts_alone_move_the_order(facts, paid, shipment, build):
    """001-05: one current step at every moment of the flow, and none is left out."""
    # given
    flow = [
        facts(),
        facts(money=paid),
        facts(money=paid, shipments=(shipment(code="", shipped_at=None),)),
        facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True),
    ]

    # when
    current = [build(order).current.slug for order in flow]

    # then
    assert current == ["paid", "preparing", "sent", "delivered"]
