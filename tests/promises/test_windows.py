"""Days, zones and ranges: pure rules in tables, and working days against counting one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.promises.days import MOST_DAYS, add_days, end_of_day, start_of_day
from saleor_order_central.promises.windows import (
    PromiseRules,
    PromiseSource,
    Transit,
    Window,
    carrier_window,
    history_window,
    method_window,
    spanning,
)

WARSAW = ZoneInfo("Europe/Warsaw")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        # Clocks go forward: the day has 23 hours.
        (WARSAW, date(2026, 3, 29), "2026-03-28T23:00", "2026-03-29T21:59:59"),
        # And back: 25 hours.
        (WARSAW, date(2026, 10, 25), "2026-10-24T22:00", "2026-10-25T22:59:59"),
        (WARSAW, date(2026, 1, 5), "2026-01-04T23:00", "2026-01-05T22:59:59"),
        # São Paulo skipped midnight itself, and repeated the last hour of a day.
        (SAO_PAULO, date(2018, 11, 4), "2018-11-04T03:00", "2018-11-05T01:59:59"),
        (SAO_PAULO, date(2018, 2, 17), "2018-02-17T02:00", "2018-02-18T02:59:59"),
        (SAO_PAULO, date(2026, 3, 2), "2026-03-02T03:00", "2026-03-03T02:59:59"),
    ],
)
def test_a_day_begins_and_ends_in_its_zone(zone, day, start, end):
    assert (start_of_day(day, zone), end_of_day(day, zone)) == (utc(start), utc(end))


@pytest.mark.parametrize(
    ("day", "count", "working", "expected"),
    [
        (date(2026, 3, 2), 0, True, date(2026, 3, 2)),
        (date(2026, 3, 2), 4, True, date(2026, 3, 6)),
        (date(2026, 3, 2), 5, True, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, True, date(2026, 3, 9)),
        (date(2026, 3, 7), 0, True, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, True, date(2026, 3, 9)),
        (date(2026, 3, 8), 2, True, date(2026, 3, 10)),
        (date(2026, 3, 6), 1, False, date(2026, 3, 7)),
        (date(2026, 3, 2), 10**9, False, date(2026, 3, 2) + timedelta(days=MOST_DAYS)),
    ],
)
def test_days_are_counted(day, count, working, expected):
    assert add_days(day, count, working=working) == expected


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_working_days_are_those_that_one_meets_on_the_way(day, count):
    found, left = day, count
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < 5
    assert add_days(day, count, working=True) == found


@pytest.mark.parametrize(
    ("zone", "told", "end"),
    [
        # A moment is a moment.
        (WARSAW, "2026-03-05T16:30", "2026-03-05T16:30"),
        # Midnight, the shop's own or UTC's, is how a day is told.
        (WARSAW, "2026-03-04T23:00", "2026-03-05T22:59:59"),
        (WARSAW, "2026-03-05T00:00", "2026-03-05T22:59:59"),
        (SAO_PAULO, "2026-03-05T00:00", "2026-03-06T02:59:59"),
        (SAO_PAULO, "2026-03-05T03:00", "2026-03-06T02:59:59"),
    ],
)
def test_what_a_carrier_tells_ends_with_the_day_of_the_shop(zone, told, end):
    found = carrier_window(utc("2026-03-04T08:00"), utc(told), PromiseRules(zone))
    assert found == Window(utc("2026-03-04T08:00"), utc(end), PromiseSource.CARRIER)


def test_a_carrier_may_tell_one_end_or_nothing():
    rules = PromiseRules(WARSAW)
    start = utc("2026-03-04T08:00")
    assert carrier_window(start, None, rules) == Window(start, start, PromiseSource.CARRIER)
    assert carrier_window(None, start, rules) == Window(start, start, PromiseSource.CARRIER)
    assert carrier_window(None, None, rules) is None


@pytest.mark.parametrize(
    ("zone", "working", "start", "days", "expected"),
    [
        (WARSAW, True, "2026-03-26T12:00", (1, 2), ("2026-03-26T23:00", "2026-03-30T21:59:59")),
        # Over a weekend on which clocks change.
        (WARSAW, True, "2026-03-27T12:00", (1, 2), ("2026-03-29T22:00", "2026-03-31T21:59:59")),
        (WARSAW, False, "2026-03-27T12:00", (1, 2), ("2026-03-27T23:00", "2026-03-29T21:59:59")),
        # Late in the evening it is still the same day in São Paulo, and the next one in Warsaw.
        (SAO_PAULO, True, "2026-03-03T01:00", (1, 1), ("2026-03-03T03:00", "2026-03-04T02:59:59")),
        (WARSAW, True, "2026-03-02T23:30", (1, 1), ("2026-03-03T23:00", "2026-03-04T22:59:59")),
        # No promise begins before what it counts from, and numbers may stand the wrong way round.
        (WARSAW, True, "2026-03-02T12:00", (1, 0), ("2026-03-02T12:00", "2026-03-03T22:59:59")),
    ],
)
def test_001_02_days_of_a_shipping_method(zone, working, start, days, expected):
    found = method_window(utc(start), days, PromiseRules(zone, counts_working_days=working))
    assert (found.earliest, found.latest) == (utc(expected[0]), utc(expected[1]))
    assert found.source is PromiseSource.MERCHANT


def test_past_parcels_give_whole_days():
    transit = Transit(timedelta(hours=30), timedelta(hours=80))
    found = history_window(utc("2026-03-02T12:00"), transit, PromiseRules(WARSAW))
    assert found == Window(utc("2026-03-02T23:00"), utc("2026-03-05T22:59:59"), PromiseSource.HISTORY)


def test_several_parcels_come_from_the_first_to_the_last():
    first = Window(utc("2026-03-02T08:00"), utc("2026-03-03T08:00"), PromiseSource.CARRIER)
    last = Window(utc("2026-03-02T10:00"), utc("2026-03-09T08:00"), PromiseSource.HISTORY)
    assert spanning([first, None, last]) == Window(first.earliest, last.latest, PromiseSource.HISTORY)
    assert spanning([None]) is None
