"""Random orders, discounts, taxes, quantities and currencies: what is planned adds up, always."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host.refund_facts import (
    MoneySource,
    RefundableLine,
    RefundFacts,
    SourceKind,
    StockPlace,
)
from saleor_order_central.host.refund_lines import currency_digits, rounded, spread
from saleor_order_central.refunds.plan import Standing, plan_refund
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest

# 2.10 keeps two of the three decimals of a dinar.
CURRENCIES = {one: currency_digits(one) for one in ("JPY", "EUR", "KWD")}


@st.composite
def orders(draw: Any) -> RefundFacts:
    """A paid order: prices in the currency's smallest unit, discounts of lines and of the whole order."""
    currency = draw(st.sampled_from(sorted(CURRENCIES)))
    digits = CURRENCIES[currency]

    def amount(least: int, most: int) -> Decimal:
        return Decimal(draw(st.integers(least, most))).scaleb(-digits)

    quantities = draw(st.lists(st.integers(1, 7), min_size=1, max_size=4))
    rate = Decimal(draw(st.sampled_from(["0", "0.05", "0.19", "0.23"])))
    # Prices of the shop are without taxes in some countries; a line may have a discount of its own.
    with_tax = Decimal(1) if draw(st.booleans()) else 1 + rate
    whole = [rounded(amount(1, 200_000) * with_tax, digits) * quantity for quantity in quantities]
    prices = [rounded(one * (100 - draw(st.integers(0, 90))) / 100, digits) for one in whole]
    discount = draw(st.integers(0, 100))
    goods = rounded(sum(prices, Decimal(0)) * (100 - discount) / 100, digits)
    shipping = amount(0, 20_000)
    lines = tuple(
        RefundableLine(
            pk=at,
            name=f"Line {at}",
            quantity=quantity,
            shipped=quantity,
            returned=0,
            refunded=0,
            net=rounded(gross / (1 + rate), digits),
            gross=gross,
            undiscounted_gross=price,
            tax_rate=rate,
            variant_pk=at,
            places=(StockPlace("home", "Home", quantity),),
        )
        for at, (quantity, price, gross) in enumerate(
            zip(quantities, whole, spread(goods, prices, digits), strict=True)
        )
    )
    return RefundFacts(
        order_pk=1,
        channel="main",
        currency=currency,
        digits=digits,
        total=goods + shipping,
        shipping_net=rounded(shipping / (1 + rate), digits),
        shipping_gross=shipping,
        has_voucher=discount > 0,
        is_canceled=False,
        has_gift_card_lines=False,
        lines=lines,
        sources=(MoneySource(SourceKind.PAYMENT, 1, "card", goods + shipping),),
    )


@st.composite
def wishes(draw: Any) -> tuple[RefundKind, list[tuple[int, int]], bool, int | None]:
    """A refund that somebody could ask for, sensible or not."""
    lines = draw(st.dictionaries(st.integers(0, 3), st.integers(1, 4), max_size=3))
    kind = draw(st.sampled_from([RefundKind.PARTIAL, RefundKind.PRODUCTS_RETURN, RefundKind.FULL]))
    return kind, sorted(lines.items()), draw(st.booleans()), draw(st.none() | st.integers(1, 100_000))


def request_of(wish: Any, digits: int) -> RefundRequest:
    kind, lines, shipping, amount = wish
    if kind is RefundKind.FULL:
        return RefundRequest(kind)
    goodwill = None if amount is None else Decimal(amount).scaleb(-digits)
    return RefundRequest(kind, tuple(LineRequest(*one) for one in lines), amount=goodwill, shipping=shipping)


@settings(max_examples=60, deadline=None)
@given(orders(), st.lists(wishes(), max_size=6))
def test_refunds_never_pass_what_was_paid(order, asked):
    """Plans are carried out one after the other as `standing_of` would count them."""
    units: dict[int, int] = {}
    returned: dict[int, int] = {}
    amounts: dict[int, Decimal] = {}
    paid_back = shipping = Decimal(0)
    unit = Decimal(1).scaleb(-order.digits)
    for wish in asked:
        standing = Standing(
            units=units, returned=returned, amounts=amounts, shipping=shipping, held=paid_back
        )
        try:
            plan = plan_refund(order, request_of(wish, order.digits).cleaned(), standing)
        except OrderCentralFault:
            continue
        # then every part is money of this currency, and the parts are the whole
        assert plan.ceiling == order.total - paid_back
        assert 0 < plan.total <= plan.ceiling
        assert sum((line.gross for line in plan.lines), plan.other) + plan.shipping_gross == plan.total
        assert all(line.gross % unit == 0 and line.net % unit == 0 for line in plan.lines)
        assert all(0 <= line.net <= line.gross for line in plan.lines)
        assert plan.money == plan.total
        paid_back += plan.total
        shipping += plan.shipping_gross
        for line in plan.lines:
            units[line.line_pk] = units.get(line.line_pk, 0) + line.quantity
            amounts[line.line_pk] = amounts.get(line.line_pk, Decimal(0)) + line.gross
            if plan.kind is RefundKind.PRODUCTS_RETURN:
                returned[line.line_pk] = returned.get(line.line_pk, 0) + line.quantity
    assert paid_back <= order.total
    assert shipping <= order.shipping_gross
    assert all(amounts[pk] <= order.lines[pk].gross for pk in amounts)
    assert all(returned[pk] <= order.lines[pk].shipped for pk in returned)


@settings(max_examples=60, deadline=None)
@given(orders())
def test_units_one_by_one_cost_what_the_line_cost(order):
    for line in order.lines:
        taken = Decimal(0)
        for unit in range(line.quantity):
            standing = Standing(units={line.pk: unit}, amounts={line.pk: taken}, held=taken)
            request = RefundRequest(RefundKind.PARTIAL, (LineRequest(line.pk, 1),))
            # a unit may cost less than the smallest coin
            with suppress(OrderCentralFault):
                taken += plan_refund(order, request, standing).total
        assert taken == line.gross


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(0, 10**7), min_size=1, max_size=8),
    st.sampled_from([0, 2, 3]),
)
def test_a_discount_spread_over_lines_adds_up(total, weights, digits):
    whole = Decimal(total).scaleb(-digits)
    parts = spread(whole, [Decimal(weight).scaleb(-digits) for weight in weights], digits)
    assert sum(parts, Decimal(0)) == whole
    assert all(part >= 0 and part % Decimal(1).scaleb(-digits) == 0 for part in parts)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        ("10.00", ["1", "1", "1"], ["3.34", "3.33", "3.33"]),
        ("9.99", ["0", "0"], ["9.99", "0"]),
        ("0", ["5", "5"], ["0.00", "0.00"]),
        ("-0.01", ["1", "2"], ["0.00", "-0.01"]),
        ("10.00", [], []),
    ],
)
def test_how_amounts_are_spread(total, weights, parts):
    assert spread(Decimal(total), [Decimal(one) for one in weights], 2) == [Decimal(one) for one in parts]
