"""The plan of a refund: money to the cent, ceilings, stock. Rules as tables; nothing is stored."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host.refund_facts import (
    MoneySource,
    RefundableLine,
    RefundFacts,
    RequestState,
    SaleorRequest,
    SourceKind,
    StockPlace,
)
from saleor_order_central.refunds.plan import Standing, plan_refund
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundMethod, RefundRequest

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CARD = MoneySource(SourceKind.PAYMENT, 1, "card", Decimal("35.00"))


def line(pk=1, quantity=3, gross="30.00", net="25.21", **values):
    columns = {
        "name": f"Mug {pk}",
        "shipped": quantity,
        "returned": 0,
        "refunded": 0,
        "undiscounted_gross": Decimal(gross),
        "tax_rate": Decimal("0.19"),
        "variant_pk": 7,
        "places": (StockPlace("w1", "Here", quantity),),
    }
    return RefundableLine(
        pk=pk, quantity=quantity, gross=Decimal(gross), net=Decimal(net), **{**columns, **values}
    )


def facts(**values):
    columns = {
        "order_pk": 1,
        "channel": "main",
        "currency": "EUR",
        "digits": 2,
        "total": Decimal("35.00"),
        "shipping_net": Decimal("4.20"),
        "shipping_gross": Decimal("5.00"),
        "has_voucher": False,
        "is_canceled": False,
        "has_gift_card_lines": False,
        "lines": (line(),),
        "sources": (CARD,),
    }
    return RefundFacts(**{**columns, **values})


def plan(request, order=None, standing=None):
    return plan_refund(order or facts(), request.cleaned(), standing or Standing())


def partial(*lines, **values):
    return RefundRequest(RefundKind.PARTIAL, tuple(LineRequest(*one) for one in lines), **values)


def returned(*lines, **values):
    return RefundRequest(RefundKind.PRODUCTS_RETURN, tuple(LineRequest(*one) for one in lines), **values)


def refusal(request, order=None, standing=None):
    with pytest.raises(OrderCentralFault) as caught:
        plan(request, order, standing)
    return caught.value.field, caught.value.code


def test_units_of_a_line_always_add_up_to_the_line():
    # given a line whose price cannot be divided by its units
    order = facts(lines=(line(gross="10.00", net="8.40"),))
    amounts, nets = [], []
    for before in range(3):
        standing = Standing(units={1: before}, amounts={1: sum(amounts, Decimal(0))})
        (planned,) = plan(partial((1, 1)), order, standing).lines
        amounts.append(planned.gross)
        nets.append(planned.net)
    assert amounts == [Decimal("3.33"), Decimal("3.34"), Decimal("3.33")]
    assert nets == [Decimal("2.80"), Decimal("2.81"), Decimal("2.80")]


@pytest.mark.parametrize(
    ("request_", "total", "method"),
    [
        (partial((1, 1)), "10.00", RefundMethod.ORIGINAL_TRANSACTION),
        (partial((1, 2, Decimal("7.5"))), "7.50", RefundMethod.ORIGINAL_TRANSACTION),
        (partial(amount=Decimal(2)), "2.00", RefundMethod.ORIGINAL_TRANSACTION),
        (partial((1, 1), shipping=True, amount=Decimal(1)), "16.00", RefundMethod.ORIGINAL_TRANSACTION),
        (partial((1, 1), fee=Decimal("2.50")), "7.50", RefundMethod.ORIGINAL_TRANSACTION),
        (partial((1, 1), method=RefundMethod.MANUAL), "10.00", RefundMethod.MANUAL),
        (returned((1, 3)), "30.00", RefundMethod.ORIGINAL_TRANSACTION),
        (RefundRequest(RefundKind.FULL), "35.00", RefundMethod.ORIGINAL_TRANSACTION),
        (RefundRequest(RefundKind.MARKED, method=RefundMethod.MANUAL), "35.00", RefundMethod.MANUAL),
    ],
)
def test_what_goes_back(request_, total, method):
    found = plan(request_)
    assert (found.total, found.money, found.voucher_value) == (Decimal(total), Decimal(total), 0)
    assert (found.method, found.ceiling) == (method, Decimal("35.00"))
    assert found.goods + found.shipping_gross - found.fees == found.total


def test_a_voucher_takes_the_place_of_money():
    found = plan(partial((1, 1), voucher=True))
    assert (found.money, found.voucher_value, found.method, found.source) == (0, Decimal("10.00"), None, None)


@pytest.mark.parametrize(
    ("request_", "field", "code"),
    [
        (partial(), "amount", ErrorCode.REQUIRED),
        (returned(), "lines", ErrorCode.REQUIRED),
        (partial((1, 4)), "lines", ErrorCode.QUANTITY_EXCEEDED),
        (partial((1, 0)), "lines", ErrorCode.INVALID),
        (partial((1, 1), (1, 1)), "lines", ErrorCode.INVALID),
        (partial((9, 1)), "lines", ErrorCode.NOT_FOUND),
        (partial((1, 1, Decimal("30.01"))), "lines", ErrorCode.AMOUNT_EXCEEDED),
        (partial((1, 1, Decimal("1.001"))), "lines", ErrorCode.INVALID),
        (partial(amount=Decimal("35.01")), "amount", ErrorCode.AMOUNT_EXCEEDED),
        (partial(amount=Decimal(0)), "amount", ErrorCode.INVALID),
        (partial(amount=Decimal(-1)), "amount", ErrorCode.INVALID),
        (partial(amount=Decimal("NaN")), "amount", ErrorCode.INVALID),
        (partial((1, 1), fee=Decimal(10)), "amount", ErrorCode.REQUIRED),
        (partial((1, 1), warehouse="w2"), "restockWarehouse", ErrorCode.INVALID),
        (partial((1, 1), voucher=True, method=RefundMethod.MANUAL), "voucher", ErrorCode.INVALID),
        (partial((1, 1), source="PAYMENT:9"), "transactionId", ErrorCode.NOT_FOUND),
        (RefundRequest(RefundKind.FULL, amount=Decimal(1)), "lines", ErrorCode.INVALID),
    ],
)
def test_what_is_refused(request_, field, code):
    assert refusal(request_) == (field, code)


def test_only_what_was_sent_comes_back():
    order = facts(lines=(line(shipped=2, returned=1),))
    assert plan(returned((1, 1)), order).total == Decimal("10.00")
    assert refusal(returned((1, 2)), order) == ("lines", ErrorCode.QUANTITY_EXCEEDED)
    # goods that never left can still be paid back
    assert plan(partial((1, 3)), order).total == Decimal("30.00")


def test_shipping_goes_back_once():
    standing = Standing(shipping=Decimal("5.00"))
    assert refusal(partial((1, 1), shipping=True), standing=standing) == (
        "refundShipping",
        ErrorCode.AMOUNT_EXCEEDED,
    )


def test_promised_money_lowers_the_ceiling():
    standing = Standing(held=Decimal("30.00"), held_by_source={"PAYMENT:1": Decimal("30.00")})
    assert plan(partial(amount=Decimal(5)), standing=standing).ceiling == Decimal("5.00")
    assert refusal(partial(amount=Decimal("5.01")), standing=standing) == (
        "amount",
        ErrorCode.AMOUNT_EXCEEDED,
    )


@pytest.mark.parametrize(
    ("key", "state", "ceiling"),
    [
        ("dashboard", RequestState.ASKED, "25.00"),
        ("dashboard", RequestState.COUNTED, "35.00"),
        ("dashboard", RequestState.FAILURE, "35.00"),
        ("order-central:x", RequestState.ASKED, "35.00"),
    ],
)
def test_requests_of_others_count_while_nobody_answered(key, state, ceiling):
    request = SaleorRequest(key, "PAYMENT:1", Decimal(10), state, NOON)
    assert plan(partial(amount=Decimal(1)), facts(requests=(request,))).ceiling == Decimal(ceiling)


def test_one_payment_must_hold_the_whole_refund():
    halves = tuple(MoneySource(SourceKind.PAYMENT, pk, "card", Decimal("17.50")) for pk in (1, 2))
    order = facts(sources=halves)
    assert refusal(partial(amount=Decimal(18)), order) == ("amount", ErrorCode.AMOUNT_EXCEEDED)
    assert plan(partial(amount=Decimal(17)), order).source.name == "PAYMENT:1"


def test_money_that_came_by_hand_goes_back_by_hand():
    cash = MoneySource(SourceKind.PAYMENT, 2, "manual", Decimal("35.00"), is_manual=True)
    found = plan(partial((1, 1)), facts(sources=(cash,)))
    assert (found.method, found.source.name, found.warnings) == (RefundMethod.MANUAL, "PAYMENT:2", ())
    wanted = partial((1, 1), method=RefundMethod.ORIGINAL_TRANSACTION)
    assert refusal(wanted, facts(sources=(cash,))) == ("method", ErrorCode.INVALID)


def test_a_full_refund_gives_back_what_is_left():
    standing = Standing(units={1: 1}, amounts={1: Decimal("12.00")}, held=Decimal(13))
    found = plan(RefundRequest(RefundKind.FULL), standing=standing)
    assert [(one.quantity, one.gross) for one in found.lines] == [(2, Decimal("18.00"))]
    assert (found.shipping_gross, found.other, found.total) == (
        Decimal("5.00"),
        Decimal("-1.00"),
        Decimal("22.00"),
    )


def test_stock_goes_back_to_where_it_came_from():
    places = (StockPlace("w1", "Here", 1), StockPlace("w2", "There", 2))
    order = facts(lines=(line(places=places),))
    moves = plan(returned((1, 2), restock=True), order).stock
    assert [(one.warehouse_pk, one.units) for one in moves] == [("w1", (1,)), ("w2", (2,))]
    moves = plan(returned((1, 1), restock=True), order, Standing(restocked={1: {1, 2}})).stock
    assert [(one.warehouse_pk, one.units) for one in moves] == [("w2", (3,))]
    moves = plan(returned((1, 2), restock=True, warehouse="w9"), order).stock
    assert [(one.warehouse_pk, one.units, one.quantity) for one in moves] == [("w9", (1, 2), 2)]
    # a refund of the first and the last failed, that of the second did not
    moves = plan(returned((1, 2), restock=True), order, Standing(restocked={1: {2}})).stock
    assert [(one.warehouse_pk, one.units) for one in moves] == [("w1", (1,)), ("w2", (3,))]
    assert plan(returned((1, 2)), order).stock == ()


@pytest.mark.parametrize(
    ("columns", "standing", "expected"),
    [
        ({"shipped": 0}, Standing(), ("restock", ErrorCode.QUANTITY_EXCEEDED)),
        ({}, Standing(restocked={1: {1, 2, 3}}), ("restock", ErrorCode.QUANTITY_EXCEEDED)),
        ({"places": ()}, Standing(), ("restockWarehouse", ErrorCode.REQUIRED)),
    ],
)
def test_stock_that_cannot_go_back(columns, standing, expected):
    order = facts(lines=(line(**columns),))
    assert refusal(partial((1, 1), restock=True), order, standing) == expected


def test_a_product_that_is_gone_has_no_stock():
    found = plan(partial((1, 1), restock=True), facts(lines=(line(variant_pk=None),)))
    assert (found.stock, found.warnings) == ((), ("Mug 1 is not sold any more: it has no stock.",))


def test_what_a_voucher_paid_does_not_come_back():
    order = facts(has_voucher=True, lines=(line(undiscounted_gross=Decimal("36.00")),))
    found = plan(partial((1, 2)), order)
    assert (found.total, found.voucher_part) == (Decimal("20.00"), Decimal("4.00"))
