"""Which policy counts, and what of an order can be returned: the rules as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.return_facts import ReturnLineFacts
from saleor_order_central.returns.eligibility import (
    Dates,
    OrderSituation,
    Units,
    judge_lines,
    window_end,
)
from saleor_order_central.returns.fees import FeeLine, fees_of
from saleor_order_central.returns.kinds import IneligibleReason as Reason
from saleor_order_central.returns.kinds import WindowStart
from saleor_order_central.returns.policy_choice import PolicyRules, choose_policy
from tests.shop_rows import NOON

LINE = ReturnLineFacts(
    order_line_pk=1,
    name="Mug",
    quantity=3,
    shipped=3,
    came_back=0,
    unit_price=Decimal("10.00"),
    paid=Decimal("30.00"),
    currency="USD",
    is_gift_card=False,
    is_digital=False,
    product="7",
    product_type="2",
    categories=("12", "11", "10"),
)
ANY = PolicyRules(1, "any", window_days=14)
DATES = Dates(NOON, NOON + timedelta(days=1), NOON + timedelta(days=3), ZoneInfo("UTC"))
NOW = NOON + timedelta(days=5)
# Saleor 2.10 stores two decimals of any currency.
TENTH_OF_DINARS = "0.101" if is_saleor_3() else "0.10"


def judged(
    *, line=LINE, policies=(ANY,), units=None, dates=DATES, now=NOW, is_canceled=False, for_guest=False
):
    order = OrderSituation("main", "DE", is_canceled, dates, [line], {1: units} if units else {}, for_guest)
    (found,) = judge_lines(order, policies, now=now)
    return found


# Which policy


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param([], 1, id="alone"),
        pytest.param([{"product_types": {"2"}}], 2, id="type-beats-any"),
        pytest.param([{"product_types": {"2"}}, {"categories": {"10"}}], 3, id="category-beats-type"),
        pytest.param([{"categories": {"10"}}, {"categories": {"12"}}], 3, id="nearer-category"),
        pytest.param([{"categories": {"12"}}, {"products": {"7"}}], 3, id="product-beats-category"),
        pytest.param([{"products": {"7"}}, {"priority": 1}], 3, id="priority-beats-everything"),
        pytest.param([{"countries": {"DE"}}], 2, id="country-beats-any"),
        pytest.param([{"channels": {"main"}}, {"countries": {"DE"}}], 3, id="country-beats-channel"),
        pytest.param([{}], 1, id="older-of-equals"),
        pytest.param([{"countries": {"PL"}}, {"channels": {"b2b"}}, {"products": {"8"}}], 1, id="not-for-it"),
    ],
)
def test_precedence(others, expected):
    # given
    policies = [
        ANY,
        *(
            replace(ANY, pk=pk, **{k: frozenset(v) if isinstance(v, set) else v for k, v in one.items()})
            for pk, one in enumerate(others, 2)
        ),
    ]
    # when, in any order
    found = {
        choose_policy(each, LINE, channel="main", country="de").policy.pk
        for each in (policies, policies[::-1])
    }
    # then
    assert found == {expected}


def test_choice_says_what_decided():
    policy = replace(ANY, priority=5, categories=frozenset({"11"}), countries=frozenset({"DE"}))

    found = choose_policy([policy], LINE, channel="main", country="DE")

    assert found.because == ("priority 5", "category", "country")


# What can be returned


@pytest.mark.parametrize(
    ("given", "reasons", "left"),
    [
        pytest.param({}, (), 3, id="yes"),
        pytest.param({"is_canceled": True}, (Reason.ORDER_CANCELED,), 3, id="canceled"),
        pytest.param({"policies": ()}, (Reason.RETURNS_DISABLED,), 3, id="no-policy"),
        pytest.param({"for_guest": True}, (), 3, id="guest"),
        pytest.param(
            {"for_guest": True, "policies": (replace(ANY, allow_guests=False),)},
            (Reason.RETURNS_DISABLED,),
            3,
            id="no-guests",
        ),
        pytest.param({"line": replace(LINE, is_gift_card=True)}, (Reason.GIFT_CARD_LINE,), 3, id="gift-card"),
        pytest.param({"line": replace(LINE, is_digital=True)}, (Reason.DIGITAL_LINE,), 3, id="digital"),
        pytest.param(
            {"policies": (replace(ANY, is_final_sale=True),)}, (Reason.FINAL_SALE,), 3, id="final-sale"
        ),
        pytest.param({"line": replace(LINE, shipped=0)}, (Reason.NOT_FULFILLED,), 0, id="never-shipped"),
        pytest.param({"line": replace(LINE, shipped=1)}, (), 1, id="part-shipped"),
        pytest.param({"line": replace(LINE, came_back=3)}, (Reason.ALREADY_RETURNED,), 0, id="in-saleor"),
        pytest.param({"units": Units(settled=3)}, (Reason.ALREADY_RETURNED,), 0, id="settled"),
        pytest.param({"units": Units(open=3)}, (Reason.OPEN_REQUEST_EXISTS,), 0, id="open"),
        pytest.param({"units": Units(open=1, settled=1)}, (), 1, id="one-left"),
        pytest.param(
            {"line": replace(LINE, came_back=1), "units": Units(open=1, settled=1)},
            (Reason.OPEN_REQUEST_EXISTS,),
            0,
            id="all-kinds-add-up",
        ),
        pytest.param({"now": NOON + timedelta(days=30)}, (Reason.WINDOW_CLOSED,), 3, id="too-late"),
        pytest.param(
            {"dates": replace(DATES, delivered_at=None), "now": NOON + timedelta(days=300)},
            (),
            3,
            id="unknown-delivery-stays-open",
        ),
        pytest.param(
            {
                "dates": replace(DATES, delivered_at=None),
                "policies": (replace(ANY, requires_delivery=True),),
            },
            (Reason.NOT_DELIVERED,),
            3,
            id="delivery-required",
        ),
        pytest.param(
            {"policies": (replace(ANY, window_days=None),), "now": NOON + timedelta(days=900)},
            (),
            3,
            id="no-limit",
        ),
        pytest.param(
            {
                "is_canceled": True,
                "line": replace(LINE, is_digital=True, shipped=0),
                "now": NOON + timedelta(days=99),
            },
            (Reason.ORDER_CANCELED, Reason.DIGITAL_LINE, Reason.NOT_FULFILLED),
            0,
            id="several-in-order",
        ),
    ],
)
def test_reasons(given, reasons, left):
    found = judged(**given)

    assert (found.reasons, found.max_quantity) == (reasons, left)
    assert found.is_returnable is (not reasons)


def test_staff_overlooks_rules_but_never_quantities():
    late = judged(now=NOON + timedelta(days=99))
    gone = judged(now=NOON + timedelta(days=99), units=Units(settled=3))

    assert late.reasons_for(by_staff_regardless=True) == ()
    assert gone.reasons_for(by_staff_regardless=True) == (Reason.ALREADY_RETURNED,)


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        pytest.param(
            WindowStart.ORDER_PLACED, "UTC", datetime(2026, 3, 16, 23, 59, 59, 999999, UTC), id="placed"
        ),
        pytest.param(
            WindowStart.SHIPPED, "UTC", datetime(2026, 3, 17, 23, 59, 59, 999999, UTC), id="shipped"
        ),
        pytest.param(
            WindowStart.DELIVERED, "UTC", datetime(2026, 3, 19, 23, 59, 59, 999999, UTC), id="delivered"
        ),
        # 2 March, 12:00 UTC is 3 March in Kiritimati (UTC+14): its day ends ten hours before the day in UTC.
        pytest.param(
            WindowStart.ORDER_PLACED,
            "Pacific/Kiritimati",
            datetime(2026, 3, 17, 9, 59, 59, 999999, UTC),
            id="the-shop's-days",
        ),
    ],
)
def test_window_ends_with_the_last_day(start, zone, expected):
    dates = replace(DATES, zone=ZoneInfo(zone))

    assert window_end(replace(ANY, window_starts_from=start), dates) == expected


def test_last_moment_still_counts():
    end = window_end(ANY, DATES)

    assert judged(now=end).is_returnable
    assert not judged(now=end + timedelta(microseconds=1)).is_returnable


# Fees


@pytest.mark.parametrize(
    ("price", "quantity", "currency", "policy", "shares", "fixed"),
    [
        pytest.param("10.00", 3, "USD", {}, "0.00", "0.00", id="none"),
        pytest.param("10.05", 1, "USD", {"fee_percent": Decimal(15)}, "1.51", "0.00", id="half-up"),
        pytest.param("1005", 1, "JPY", {"fee_percent": Decimal(10)}, "101", "0", id="no-decimals"),
        pytest.param(
            "1.005", 1, "KWD", {"fee_percent": Decimal(10)}, TENTH_OF_DINARS, "0", id="three-decimals"
        ),
        pytest.param(
            "10.00", 1, "USD", {"fixed_fee": Decimal("4.95"), "fee_currency": "USD"}, "0", "4.95", id="fixed"
        ),
        pytest.param(
            "10.00", 1, "USD", {"fixed_fee": Decimal(5), "fee_currency": "EUR"}, "0", "0", id="other-currency"
        ),
        pytest.param(
            "3.00",
            1,
            "USD",
            {"fixed_fee": Decimal(5), "fee_currency": "USD", "fee_percent": Decimal(50)},
            "1.50",
            "1.50",
            id="never-more-than-the-goods",
        ),
    ],
)
def test_fees(price, quantity, currency, policy, shares, fixed):
    line = FeeLine(replace(ANY, **policy), Decimal(price) * 5, 5, quantity, currency)

    found = fees_of([line])

    assert (sum(found.shares), found.fixed) == (Decimal(shares), Decimal(fixed))
    assert fees_of([replace(line, is_waived=True)]).total == 0


def test_fixed_fee_is_taken_once():
    policy = replace(ANY, fixed_fee=Decimal(5), fee_currency="USD")
    dearer = replace(policy, fixed_fee=Decimal(7))
    lines = [FeeLine(one, Decimal(20), 1, 1, "USD") for one in (policy, dearer, policy)]

    assert fees_of(lines).total == 7
