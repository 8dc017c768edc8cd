"""Refunds of units that stay with the customer: Saleor's history names them, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from graphene import Node

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host, refund_actions
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.following import follow_refunds, recover_refunds
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest
from saleor_order_central.refunds.reserve import plan_for
from saleor_order_central.timeline.feed import build_feed
from tests.conftest import Api
from tests.refunds.refund_rows import (
    add_shipping,
    add_stock,
    killed_before_the_record,
    make_paid,
    make_stock,
    make_variant,
    partial,
    refund,
    returned,
)
from tests.refunds.test_race import at_once, given_back
from tests.shop_rows import make_user

TRACKING = "AA123456785BR"


def named(order: Any) -> list[tuple[int, str, Decimal, bool]]:
    """Units, product, amount and shipping of each refund of products in Saleor's history."""
    found = (
        order.events.filter(type="fulfillment_refunded").order_by("pk").values_list("parameters", flat=True)
    )
    return [
        (line["quantity"], line["line_pk"], Decimal(one["amount"]), one["shipping_costs_included"])
        for one in found
        for line in one["lines"]
    ]


def expected(order: Any, *rows: tuple[int, int, bool]) -> list[tuple[int, str, Decimal, bool]]:
    """2.10 has no such entry in its history: it names the amount alone."""
    line = str(order.lines.get().pk)
    found = [(units, line, Decimal(amount), shipping) for units, amount, shipping in rows]
    return found if is_saleor_3() else []


def goods(order: Any) -> dict[str, Any]:
    """What Saleor knows of units: where they lie, under which code, and how many wait to be sent."""
    line = order.lines.get()
    return {
        "lying": sorted(
            order.fulfillments.exclude(lines=None).values_list("status", "tracking_number", "lines__quantity")
        ),
        "sent": line.quantity_fulfilled,
        "allocated": sum(line.allocations.values_list("quantity_allocated", flat=True)),
        "stock": sorted(line.variant.stocks.values_list("quantity", flat=True)) if line.variant_id else [],
    }


def refused(order: Any, request: RefundRequest) -> ErrorCode:
    with pytest.raises(OrderCentralFault) as caught:
        refund(order, request)
    return caught.value.code


def test_saleor_names_the_units_and_nothing_moves(open_shop):
    # given
    order = make_paid(total="30.00")
    make_stock(order)
    before = goods(order)
    # when
    made = refund(order, partial(order, 2, idempotency_key="k"))
    assert refund(order, partial(order, 2, idempotency_key="k")).pk == made.pk
    follow_refunds([order.pk])
    recover_refunds()
    # then money went back once, and the goods lie where they lay
    assert (given_back(order), order.payments.get().captured_amount) == ([Decimal(20)], Decimal(10))
    assert named(order) == expected(order, (2, 20, False))
    assert goods(order) == before
    assert before["lying"] == [("fulfilled", TRACKING, 3)]
    assert OrderRefund.objects.count() == 1
    facts = get_host().load_facts([order.pk], using="default")[order.pk]
    assert (facts.money.refunded, [one.code for one in facts.shipments]) == (
        Decimal(20),
        [TRACKING],
    )


def test_units_are_neither_paid_back_nor_returned_for_money_again(open_shop):
    order = make_paid(total="30.00")
    make_stock(order)
    refund(order, partial(order, 2))
    assert refused(order, partial(order, 2)) is ErrorCode.QUANTITY_EXCEEDED
    # the third unit is left, and is all that a full refund pays for
    plan = plan_for(order.pk, RefundRequest(RefundKind.FULL), using="default")
    assert [(line.quantity, line.gross) for line in plan.lines] == [(1, Decimal(10))]
    refund(order, RefundRequest(RefundKind.FULL))
    assert refused(order, partial(order, 1)) is ErrorCode.QUANTITY_EXCEEDED
    assert refused(order, returned(order, 1)) is ErrorCode.REQUIRED
    assert given_back(order) == [Decimal(20), Decimal(10)]
    assert named(order) == expected(order, (2, 20, False), (1, 10, False))


def wait_for_sending(order: Any) -> None:
    """Let the three units of the order wait in a warehouse that holds ten."""
    from saleor.warehouse.models import Allocation

    line, stock = order.lines.get(), add_stock(make_variant(), 10, "Here")
    type(line).objects.filter(pk=line.pk).update(variant=stock.product_variant, quantity_fulfilled=0)
    Allocation.objects.create(order_line=line, stock=stock, quantity_allocated=3)


def test_units_that_were_not_sent_stay_promised(open_shop):
    order = make_paid(total="30.00")
    wait_for_sending(order)
    before = goods(order)
    assert (before["sent"], before["allocated"], before["stock"]) == (0, 3, [10])
    refund(order, partial(order, 1))
    assert (goods(order), named(order)) == (before, expected(order, (1, 10, False)))


@pytest.mark.parametrize("case", ["shipping", "amount of a line", "returned", "goodwill", "one kept"])
def test_only_units_that_stay_are_named(open_shop, case):
    order = make_paid(total="30.00")
    make_stock(order)
    line = order.lines.get().pk
    if case == "shipping":
        add_shipping(order, Decimal(5))
        order.payments.update(captured_amount=35, total=35)
    request, rows = {
        "shipping": (partial(order, 1, shipping=True), [(1, 15, True)]),
        "amount of a line": (
            RefundRequest(RefundKind.PARTIAL, (LineRequest(line, 1, amount=Decimal(4)),)),
            [(1, 4, False)],
        ),
        "returned": (returned(order, 2), []),
        "goodwill": (RefundRequest(RefundKind.PARTIAL, amount=Decimal(3)), []),
        "one kept": (
            RefundRequest(RefundKind.PRODUCTS_RETURN, (LineRequest(line, 1, is_kept=True),)),
            [(1, 10, False)],
        ),
    }[case]
    assert refund(order, request).status == "SUCCESS"
    assert named(order) == expected(order, *rows)


def test_many_at_once_name_each_unit_once(open_shop):
    # given three units, and sixteen who pay one of them back
    order = make_paid(total="30.00")
    make_stock(order)
    before = goods(order)
    # when
    found = at_once(lambda: refund(order, partial(order, 1)).status, times=16)
    # then
    refusals = [one.code for one in found if isinstance(one, OrderCentralFault)]
    assert (found.count("SUCCESS"), len(refusals)) == (3, 13)
    assert set(refusals) <= {ErrorCode.QUANTITY_EXCEEDED, ErrorCode.AMOUNT_EXCEEDED}
    assert given_back(order) == [Decimal(10)] * 3
    assert order.payments.get().captured_amount == 0
    assert named(order) == expected(order, *[(1, 10, False)] * 3)
    assert goods(order) == before


def test_a_process_killed_after_the_payment_call_names_them_once(open_shop):
    order = make_paid(total="30.00")
    make_stock(order)
    request = partial(order, 2, idempotency_key="k")
    killed_before_the_record(order, request)
    assert (given_back(order), named(order)) == ([Decimal(20)], [])
    refund(order, request)
    recover_refunds()
    follow_refunds([order.pk])
    assert (given_back(order), named(order)) == ([Decimal(20)], expected(order, (2, 20, False)))


def test_the_customer_reads_of_it_once(open_shop):
    order = make_paid(total="30.00")
    make_stock(order)
    refund(order, partial(order, 2))
    facts = get_host().load_facts([order.pk], using="default")[order.pk]
    events = get_host().load_events([order.pk], using="default")[order.pk]
    feed = build_feed(replace(facts, events=events), [], for_staff=False)
    assert [one.subject for one in feed if "efund" in one.subject] == ["Refunded 20 USD"]


if is_saleor_3():
    EVENTS = """query($id: ID!) { order(id: $id) { events {
      type amount shippingCostsIncluded lines { quantity itemName orderLine { id } } } } }"""

    def products_refunded(order: Any, *, waiting: bool) -> None:
        """What Saleor's own mutation does with the three units, the money left out."""
        from django.contrib.sites.models import Site
        from saleor.order import FulfillmentLineData, actions
        from saleor.order.fetch import OrderLineInfo
        from saleor.plugins.manager import get_plugins_manager

        sent = [] if waiting else [FulfillmentLineData(order.fulfillments.get().lines.get(), 3)]
        line = order.lines.get()
        refund_actions._call(
            actions.create_refund_fulfillment,
            user=None,
            app=None,
            order=order,
            payment=None,
            order_lines_to_refund=[OrderLineInfo(line, 3, variant=line.variant)] if waiting else [],
            fulfillment_lines_to_refund=sent,
            manager=get_plugins_manager(allow_replica=False),
            site_settings=Site.objects.get_current().settings,
            amount=Decimal(30),
        )

    def test_saleors_own_api_shows_the_units(open_shop):
        order = make_paid(total="30.00", shipping="5.00")
        make_stock(order)
        refund(order, partial(order, 2, shipping=True))
        user = make_user("dashboard@example.com", "order.manage_orders", is_staff=True)
        api = Api().sign_in(user)
        shown = api.data(EVENTS, id=Node.to_global_id("Order", order.pk))["order"]["events"]
        (told,) = [one for one in shown if one["type"] == "FULFILLMENT_REFUNDED"]
        line = order.lines.get()
        assert told == {
            "type": "FULFILLMENT_REFUNDED",
            "amount": 25.0,
            "shippingCostsIncluded": True,
            "lines": [
                {
                    "quantity": 2,
                    "itemName": str(line),
                    "orderLine": {"id": Node.to_global_id("OrderLine", line.pk)},
                }
            ],
        }
        user.groups.all().delete()
        user.delete()

    def test_saleors_own_refund_of_products_would_take_the_parcel_away(open_shop):
        """Why ours does not: with the last unit goes the fulfillment, and the code of a parcel on its way."""
        order = make_paid(total="30.00")
        make_stock(order)
        products_refunded(order, waiting=False)
        assert goods(order)["lying"] == [("refunded", "", 3)]

    def test_saleors_own_refund_of_products_would_keep_units_from_being_sent(open_shop):
        order = make_paid(total="30.00")
        wait_for_sending(order)
        products_refunded(order, waiting=True)
        found = goods(order)
        assert (found["sent"], found["allocated"]) == (3, 0)
