"""Sums of orders, and what the metadata of an account says: rules over plain values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from saleor_order_central.customers.figures import NO_ORDERS, Total, totals_of
from saleor_order_central.customers.profile import age_on, birth_date_in, switch_in
from saleor_order_central.host.customer_facts import OrderSum
from tests.shop_rows import NOON, hours


def one(channel, currency, count, spent, last):
    return OrderSum(1, 1, channel, currency, count, Decimal(spent), last)


SUMS = [
    one("main", "USD", 2, "30.00", NOON),
    one("main", "EUR", 1, "5.00", NOON + hours(1)),
    one("outlet", "USD", 4, "0.50", None),
]


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (None, Total(7, {"EUR": Decimal("5.00"), "USD": Decimal("30.50")}, NOON + hours(1))),
        ({"main"}, Total(3, {"EUR": Decimal("5.00"), "USD": Decimal("30.00")}, NOON + hours(1))),
        ({"outlet"}, Total(4, {"USD": Decimal("0.50")}, None)),
        (set(), NO_ORDERS),
    ],
)
def test_sums_are_those_of_the_channels(channels, expected):
    assert totals_of(SUMS, channels) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("true", True), (" YES ", True), ("1", True), ("false", False), ("no", False), ("perhaps", None)],
)
def test_switches_of_the_metadata(text, expected):
    assert switch_in({"newsletter": text}, "newsletter") is expected
    assert switch_in({}, "newsletter") is None


@pytest.mark.parametrize(
    ("text", "day", "age"),
    [
        ("1990-06-15", date(2026, 6, 14), 35),
        ("1990-06-15", date(2026, 6, 15), 36),
        ("2000-02-29", date(2025, 2, 28), 24),
        ("2000-02-29", date(2025, 3, 1), 25),
        ("2030-01-01", date(2026, 1, 1), None),
        ("yesterday", date(2026, 1, 1), None),
        ("", date(2026, 1, 1), None),
    ],
)
def test_age(text, day, age):
    assert age_on(day, birth_date_in({"birth_date": text})) == age
