"""What follows for an order and its parcels: whose promise counts, what is late, what staff look after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from saleor_order_central.carrier_events.checkpoints import Checkpoint
from saleor_order_central.promises.outlook import NO_PAST, OrderSide, PastTransits, look_ahead
from saleor_order_central.promises.windows import PromiseRules, PromiseSource, Transit
from tests.shop_rows import NOON, hours

RULES = PromiseRules(UTC, counts_working_days=False, pickup_days=3, quiet_hours=72)
PARCEL = Checkpoint(7, 1, 70, "AB1", NOON, carrier="acme")
HEARD = {"last_type": "IN_TRANSIT", "last_at": NOON + hours(2)}
SIDE = OrderSide(NOON, None, "DE", has_goods_to_send=False, is_over=False, active_parcels=frozenset({7}))
PAST = PastTransits({("acme", ""): Transit(hours(24), hours(48))}, frozenset({"acme"}))
END_OF_DAY_TWO = NOON + timedelta(days=2, hours=11, minutes=59, seconds=59)


def look(order=SIDE, past=NO_PAST, **columns):
    return look_ahead(order, [replace(PARCEL, **columns)], past, RULES)


def parcel(**arguments):
    (found,) = look(**arguments).parcels
    return found


CARRIER = {"promised_from": NOON + hours(20), "promised_to": NOON + hours(30)}


@pytest.mark.parametrize(
    ("days", "past", "columns", "source", "latest"),
    [
        ((1, 2), PAST, CARRIER, "CARRIER", NOON + hours(30)),
        ((1, 2), PAST, {**CARRIER, "estimated_at": NOON + hours(5)}, "CARRIER", NOON + hours(30)),
        ((1, 2), PAST, {"estimated_at": NOON + hours(5)}, "MERCHANT", NOON + hours(5)),
        (
            None,
            NO_PAST,
            {"estimated_at": NOON + hours(12)},
            "MERCHANT",
            NOON + hours(36) - timedelta(seconds=1),
        ),
        ((1, 2), PAST, {}, "MERCHANT", END_OF_DAY_TWO),
        (None, PAST, {}, "HISTORY", END_OF_DAY_TWO),
        (None, NO_PAST, {}, None, None),
        ((1, 2), PAST, {"shipped_at": None}, None, None),
    ],
)
def test_001_02_the_carrier_goes_first_then_the_method_then_the_past(days, past, columns, source, latest):
    found = parcel(order=replace(SIDE, days=days), past=past, **columns)
    if source is None:
        assert (found.expected, found.first_promised_to) == (None, None)
    else:
        assert (found.expected.source, found.expected.latest) == (PromiseSource(source), latest)
        assert found.first_promised_to == latest


def test_a_promise_stays_when_days_or_figures_change():
    kept = {"expected_from": NOON, "expected_to": NOON + hours(9), "expected_source": "HISTORY"}
    for order in (SIDE, replace(SIDE, days=(5, 6))):
        assert parcel(order=order, past=PAST, **kept).expected.latest == NOON + hours(9)
    # The carrier knows better, and the first promise is remembered.
    found = parcel(**kept, **CARRIER, first_promised_to=NOON + hours(9))
    assert (found.expected.source, found.first_promised_to) == (PromiseSource.CARRIER, NOON + hours(9))


LATE = [
    # A passed promise of a followed parcel, a reported delay at once, whichever is first.
    ({**CARRIER, **HEARD}, NOON + hours(30)),
    ({**CARRIER, **HEARD, "delayed_at": NOON + hours(5)}, NOON + hours(5)),
    ({**HEARD, "delayed_at": NOON + hours(5)}, NOON + hours(5)),
    # Nothing promised, delivered, turned back, called back: never late.
    (HEARD, None),
    ({**CARRIER, **HEARD, "delivered_at": NOON + hours(40)}, None),
    ({**CARRIER, **HEARD, "exception_type": "RETURNING", "exception_at": NOON}, None),
    ({**CARRIER, **HEARD, "parcel_pk": 8}, None),
]


@pytest.mark.parametrize(("columns", "expected"), LATE)
def test_001_04_when_a_parcel_and_its_order_become_late(columns, expected):
    found = look(**columns)
    assert (found.parcels[0].late_at, found.late_at) == (expected, expected)
    over = look(order=replace(SIDE, is_over=True), **columns)
    assert (over.parcels[0].late_at, over.late_at, over.parcels[0].problem) == (None, None, "")


def test_a_parcel_that_nobody_reports_on_is_never_late():
    days = replace(SIDE, days=(1, 2))
    assert look(order=days).late_at is None
    assert look(order=days, past=PAST).late_at == END_OF_DAY_TWO
    assert look(order=days, **HEARD).late_at == END_OF_DAY_TWO


def test_an_order_that_did_not_leave_is_late_by_the_promise_at_purchase():
    waiting = replace(SIDE, days=(1, 2), has_goods_to_send=True, active_parcels=frozenset())
    found = look_ahead(waiting, [], NO_PAST, RULES)
    assert (found.promised, found.late_at) == (found.expected, END_OF_DAY_TWO)
    for calm in (replace(waiting, has_goods_to_send=False), replace(waiting, is_over=True)):
        assert look_ahead(calm, [], NO_PAST, RULES).late_at is None


def test_an_order_is_expected_when_its_last_parcel_is():
    second = replace(PARCEL, parcel_pk=8, number=2, promised_to=NOON + hours(90))
    both = replace(SIDE, active_parcels=frozenset({7, 8}))
    found = look_ahead(both, [replace(PARCEL, **CARRIER), second], NO_PAST, RULES)
    assert (found.expected.earliest, found.expected.latest) == (NOON + hours(20), NOON + hours(90))


PROBLEMS = [
    ({}, ("", None)),
    (HEARD, ("NO_EVENTS", NOON + hours(74))),
    ({**HEARD, **CARRIER}, ("LATE", NOON + hours(30))),
    ({**HEARD, "pickup_since": NOON + hours(9)}, ("PICKUP_WAITING", NOON + hours(81))),
    (
        {**HEARD, "pickup_since": NOON + hours(9), "pickup_until": NOON + hours(40)},
        ("PICKUP_WAITING", NOON + hours(40)),
    ),
    # What the carrier told goes before what time brings, also when that began earlier.
    (
        {**HEARD, **CARRIER, "exception_type": "ATTEMPT_FAILED", "exception_at": NOON + hours(40)},
        ("ATTEMPT_FAILED", NOON + hours(40)),
    ),
    (
        {**HEARD, "exception_type": "RETURNED_TO_SENDER", "exception_at": NOON + hours(4)},
        ("RETURNED_TO_SENDER", NOON + hours(4)),
    ),
    ({**HEARD, "delivered_at": NOON + hours(9)}, ("", None)),
]


@pytest.mark.parametrize(("columns", "expected"), PROBLEMS)
def test_001_22_what_staff_look_after(columns, expected):
    found = parcel(**columns)
    assert (found.problem, found.problem_at) == expected


def test_a_parcel_never_heard_of_is_quiet_only_where_the_carrier_reports_to_this_shop():
    assert parcel().problem == ""
    assert parcel(past=PastTransits(carriers=frozenset({"acme"}))).problem == "NO_EVENTS"
    calm = look_ahead(SIDE, [replace(PARCEL, **HEARD)], NO_PAST, replace(RULES, quiet_hours=None))
    assert calm.parcels[0].problem == ""
