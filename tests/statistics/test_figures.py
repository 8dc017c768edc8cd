"""B-17: the figures equal a count by hand on a fixed set of orders and returns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.promises.performance import Period
from saleor_order_central.returns.models import ReturnLine, ReturnReason, ReturnRequest
from saleor_order_central.statistics.durations import step_durations
from saleor_order_central.statistics.returned import ReasonCount, reason_counts, return_figures
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.statuses.repair import rebuild_states
from tests.customers.rows import make_variant
from tests.shop_rows import NOON, cancel, hours, make_order, ship

WEEK = Period(NOON, NOON + timedelta(days=7))


@pytest.fixture(autouse=True)
def _writing(db):
    with get_host().allow_writer():
        yield


def placed(after, *, sent=None, channel="main", is_paid=True):
    """An order placed some hours after noon, paid one hour later, sent some hours after it was placed."""
    order = make_order(created_at=NOON + hours(after), is_paid=is_paid, channel=channel)
    if sent is not None:
        ship(order, "AA123456785BR", NOON + hours(after + sent))
    record_orders([order.pk])
    return order


def durations(when=WEEK, channels=None):
    rows = step_durations(when, using="default", channels=channels)
    return {(row.start.value, row.end.value): (row.count, row.p50, row.p90) for row in rows}


def test_dates_of_the_steps_are_kept_for_lists():
    order = placed(0, sent=5)
    state = OrderState.objects.get(pk=order.pk)
    assert (state.paid_at, state.sent_at, state.delivered_at) == (NOON + hours(1), NOON + hours(5), None)
    OrderState.objects.update(paid_at=None, sent_at=None)
    assert rebuild_states([order.pk]) == 1
    state.refresh_from_db()
    assert (state.paid_at, state.sent_at) == (NOON + hours(1), NOON + hours(5))


def test_step_durations():
    # given orders sent 3, 5, 7, 11 hours after they were placed, and paid after one hour each
    for place, sent in enumerate((3, 5, 7, 11)):
        placed(place, sent=sent)
    placed(5)
    placed(6, is_paid=False)
    # and one before and one after the week
    placed(-1, sent=90)
    placed(24 * 7 + 1, sent=90)
    found = durations()
    # then placed to paid: five times one hour
    assert found["PLACED", "PAID"] == (5, hours(1), hours(1))
    # packed when sent: 2, 4, 6, 10 hours after the payment; the median lies between 4 and 6, and p90 0.7 of
    # the way from 6 to 10
    assert found["PAID", "PREPARING"] == (4, hours(5), hours(8.8))
    assert found["PREPARING", "SENT"] == (4, hours(0), hours(0))
    assert found["SENT", "DELIVERED"] == (0, None, None)
    assert found["PLACED", "DELIVERED"] == (0, None, None)


def test_who_pays_at_the_door_is_not_counted_between_payment_and_shipping():
    order = make_order(created_at=NOON, is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(0.5))
    record_orders([order.pk])
    found = durations()
    assert found["PLACED", "PAID"] == (1, hours(1), hours(1))
    assert found["PAID", "PREPARING"] == (0, None, None)


def test_an_empty_shop_has_no_durations():
    assert set(durations().values()) == {(0, None, None)}


def returned(order, number, quantity, *, reason="defective", received=0, state="WAITING_PACKAGE", after=1):
    request = ReturnRequest.objects.create(
        order=order,
        sequence=number,
        number=f"{order.pk}-R{number}",
        sort_number=f"{number}",
        state=state,
        requested_by="CUSTOMER",
        currency="USD",
        label_payer="CUSTOMER",
        created_at=NOON + hours(after),
        channel=OrderState.objects.get(pk=order.pk).channel,
    )
    ReturnLine.objects.create(
        request=request,
        order_line=order.lines.get(),
        product_name=order.lines.get().product_name,
        quantity=quantity,
        quantity_received=received,
        reason=ReturnReason.objects.get(slug=reason) if reason else None,
        resolution="REFUND",
        unit_price=10,
    )
    return request


@pytest.fixture
def reasons():
    return list(ReturnReason.objects.filter(for_decline=False).values_list("slug", flat=True)[:2])


def of(variant, quantity=3, **columns):
    order = make_order(created_at=NOON, quantity=quantity, **columns)
    order.lines.update(variant=variant, product_name=variant.product.name)
    record_orders([order.pk])
    return order


def test_returns_by_reason_and_product(reasons):
    mug, cup = make_variant("Mug"), make_variant("Cup")
    first, second, third = of(mug), of(mug), of(cup)
    one, two = reasons
    returned(first, 1, 2, reason=one, received=2, state="COMPLETED")
    returned(second, 1, 1, reason=one)
    returned(second, 2, 1, reason=two, received=1)
    returned(third, 1, 1, reason=None)
    # neither refused ones nor those of another week
    returned(third, 2, 3, reason=one, state="CANCELED")
    returned(third, 3, 3, reason=one, after=24 * 8)
    pks = dict(ReturnReason.objects.values_list("slug", "pk"))
    found = reason_counts(WEEK, using="default", channels=None)
    assert found[0] == ReasonCount(pks[one], one, mug.product_id, "Mug", 2, 3)
    rest = {(row.reason, row.product, row.requests, row.units) for row in found[1:]}
    assert rest == {(two, "Mug", 1, 1), ("", "Cup", 1, 1)}
    assert reason_counts(WEEK, using="default", channels=None, most=1) == found[:1]
    figures = return_figures(WEEK, using="default", channels=None)
    assert (figures.requests, figures.units_received, figures.units_sold) == (4, 3, 9)
    assert figures.rate == 3 / 9


def test_products_that_were_deleted_are_told_apart_by_name(reasons):
    for name in ("Vase", "Bowl"):
        variant = make_variant(name)
        order = of(variant)
        returned(order, 1, 1, reason=reasons[0])
        order.lines.update(variant=None)
        variant.product.delete()
    found = reason_counts(WEEK, using="default", channels=None)
    assert [(row.product_pk, row.product, row.units) for row in found] == [
        (None, "Bowl", 1),
        (None, "Vase", 1),
    ]


def test_canceled_orders_sold_nothing():
    order = of(make_variant("Mug"))
    assert return_figures(WEEK, using="default", channels=None).units_sold == 3
    cancel(order, NOON + hours(2))
    record_orders([order.pk])
    figures = return_figures(WEEK, using="default", channels=None)
    assert (figures.units_sold, figures.rate) == (0, None)


def test_the_same_statements_for_1_and_10_orders(reasons, statements):
    counts = []
    for number in (1, 9):
        for _ in range(number):
            returned(of(make_variant(f"V{ReturnLine.objects.count()}")), 1, 1, reason=reasons[0])
        with statements() as seen:
            durations()
            reason_counts(WEEK, using="default", channels=None)
            return_figures(WEEK, using="default", channels=None)
        counts.append(len(seen))
    assert counts == [5, 5]


if is_saleor_3():

    def test_channels_are_told_apart(reasons):
        placed(0, sent=4)
        placed(0, sent=6, channel="outlet")
        assert durations(channels={"outlet"})["PAID", "PREPARING"] == (1, hours(5), hours(5))
        assert durations(channels=set())["PLACED", "PAID"] == (0, None, None)
        returned(of(make_variant("Mug"), channel="outlet"), 1, 2, reason=reasons[0], received=1)
        assert len(reason_counts(WEEK, using="default", channels={"outlet"})) == 1
        assert reason_counts(WEEK, using="default", channels={"main"}) == []
        figures = return_figures(WEEK, using="default", channels={"outlet"})
        assert (figures.requests, figures.units_received, figures.units_sold) == (1, 1, 6)
