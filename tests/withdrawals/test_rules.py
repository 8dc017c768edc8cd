"""The period and the right of withdrawal: rules without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from saleor_order_central.host.return_facts import ReturnLineFacts
from saleor_order_central.withdrawals.kinds import Unavailable, WithdrawalRules
from saleor_order_central.withdrawals.rules import judge_order, period_end

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ON = {"is_enabled": True}


def line(pk: int, quantity: int = 2, **columns: object) -> ReturnLineFacts:
    values = {"product": f"p{pk}", "product_type": "t1", "categories": ("c2", "c1"), **columns}
    price = Decimal(10)
    return ReturnLineFacts(
        pk, f"Mug {pk}", quantity, 0, 0, price, price * quantity, "EUR", False, False, **values
    )


@pytest.mark.parametrize(
    ("delivered", "days", "end"),
    [
        # The day of delivery does not count; the fourteenth day after it is the last one.
        (MONDAY, 14, datetime(2026, 3, 17, tzinfo=BERLIN)),
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), 14, datetime(2026, 3, 18, tzinfo=BERLIN)),
        # A last day on a Saturday or Sunday moves to the Monday (Regulation 1182/71 Article 3).
        (datetime(2026, 3, 7, 12, tzinfo=UTC), 14, datetime(2026, 3, 24, tzinfo=BERLIN)),
        (datetime(2026, 3, 8, 12, tzinfo=UTC), 14, datetime(2026, 3, 24, tzinfo=BERLIN)),
        # Across the change to summer time.
        (datetime(2026, 3, 20, 12, tzinfo=UTC), 30, datetime(2026, 4, 21, tzinfo=BERLIN)),
    ],
)
def test_period_ends_with_the_last_day(delivered, days, end):
    assert period_end(delivered, days, BERLIN) == end


@pytest.mark.parametrize(
    ("rules", "delivered", "now", "is_business", "withdrawn", "reason", "reasons"),
    [
        ({}, None, MONDAY, False, {}, "FEATURE_DISABLED", [None, None]),
        (ON, None, MONDAY, False, {}, None, [None, None]),
        (ON, MONDAY, datetime(2026, 3, 16, 22, 59, tzinfo=UTC), False, {}, None, [None, None]),
        (ON, MONDAY, datetime(2026, 3, 16, 23, 0, tzinfo=UTC), False, {}, "WINDOW_CLOSED", [None, None]),
        (ON, None, MONDAY, True, {}, None, [None, None]),
        (
            {**ON, "exclude_business_customers": True},
            None,
            MONDAY,
            True,
            {},
            "BUSINESS_CUSTOMER",
            [None, None],
        ),
        ({**ON, "exclude_business_customers": True}, None, MONDAY, False, {}, None, [None, None]),
        (ON, None, MONDAY, False, {1: 2}, None, ["NOTHING_LEFT", None]),
        (ON, None, MONDAY, False, {1: 2, 2: 2}, "NOTHING_LEFT", ["NOTHING_LEFT", "NOTHING_LEFT"]),
        ({**ON, "excluded_products": frozenset({"p2"})}, None, MONDAY, False, {}, None, [None, "EXCLUDED"]),
        (
            {**ON, "excluded_product_types": frozenset({"t1"})},
            None,
            MONDAY,
            False,
            {},
            "EXCLUDED",
            ["EXCLUDED", "EXCLUDED"],
        ),
        (
            {**ON, "excluded_categories": frozenset({"c1"})},
            None,
            MONDAY,
            False,
            {},
            "EXCLUDED",
            ["EXCLUDED", "EXCLUDED"],
        ),
    ],
)
def test_right_of_an_order(rules, delivered, now, is_business, withdrawn, reason, reasons):
    right = judge_order(
        [line(1), line(2)],
        withdrawn,
        WithdrawalRules(**rules),
        delivered_at=delivered,
        is_business=is_business,
        zone=BERLIN,
        now=now,
    )

    assert right.reason == (Unavailable(reason) if reason else None)
    assert [one.reason and one.reason.value for one in right.lines] == reasons
    assert (right.starts_at, right.ends_at is None) == (delivered, delivered is None)


def test_units_that_are_left():
    right = judge_order(
        [line(1, 3)],
        {1: 2},
        WithdrawalRules(**ON),
        delivered_at=None,
        is_business=False,
        zone=UTC,
        now=MONDAY,
    )

    assert right.lines[0].max_quantity == 1
