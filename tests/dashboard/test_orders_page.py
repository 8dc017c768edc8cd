"""The list of orders, saved views, and changes of many orders."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.dashboard.filters import where_of
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.settings import forget_settings
from saleor_order_central.statuses.models import OrderState
from tests.dashboard.conftest import desk_of
from tests.shop_rows import NOON, facts_of, hours, make_channel, make_user, ship


def number(order):
    return facts_of(order).number


def listed(answer):
    """Ids of the orders that the list shows, in its order."""
    return [one["value"] for one in answer.reader.inputs if one.get("name") == "orders"]


def id_of(order):
    return graphene.Node.to_global_id("Order", order.pk)


def test_an_empty_shop_says_so(desk):
    answer = desk.get("/orders")
    assert "There are no orders yet." in answer.text
    assert listed(answer) == []


def test_orders_are_listed_newest_first_with_status_step_and_total(desk, placed):
    old = placed(created_at=NOON, total="12.50")
    new = placed(created_at=NOON + hours(1), is_paid=True)
    answer = desk.get("/orders")
    assert listed(answer) == [id_of(new), id_of(old)]
    assert "$12.50" in answer.text
    assert "Orders: 2" in answer.text
    assert "guest@example.com" in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"payment": "paid"}, ["paid", "sent"]),
        ({"payment": "unpaid"}, ["new"]),
        ({"shipping": "sent"}, ["sent"]),
        ({"shipping": "waiting", "payment": "paid"}, ["paid"]),
        ({"placed_from": "2026-03-03"}, []),
        ({"placed_to": "2026-03-02"}, ["new", "paid", "sent"]),
        ({"status": "sent"}, ["sent"]),
        ({"search": "guest@example.com", "sort": "OLDEST_FIRST"}, ["new", "paid", "sent"]),
    ],
)
def test_filters_narrow_the_list(desk, placed, query, found):
    orders = {"new": placed(), "paid": placed(is_paid=True), "sent": placed(is_paid=True)}
    ship(orders["sent"], "AA123456785BR", NOON + hours(3))
    from saleor_order_central.statuses.automation import record_orders

    record_orders([orders["sent"].pk])
    answer = desk.get("/orders", **query)
    assert set(listed(answer)) == {id_of(orders[name]) for name in found}
    if not found:
        assert "No order matches." in answer.text


def test_days_are_those_of_the_reader():
    from datetime import date
    from zoneinfo import ZoneInfo

    values = {"placed_from": date(2026, 3, 2), "placed_to": date(2026, 3, 2)}
    assert where_of(values, ZoneInfo("America/Sao_Paulo")) == {
        "createdAt": {"gte": "2026-03-02T00:00:00-03:00", "lte": "2026-03-02T23:59:59.999999-03:00"}
    }


def test_times_are_written_in_the_zone_and_language_of_the_reader(staff_user, placed):
    placed(created_at=NOON)
    answer = desk_of(staff_user, language="pt-br", zone="America/Sao_Paulo").get("/orders")
    assert "2 de mar. de 2026 09:00 -03" in answer.text.replace(",", "")
    assert "Pedidos" in answer.text


def test_a_zone_that_nobody_knows_is_replaced_by_the_shops(staff_user, placed, configure):
    configure(time_zone="Europe/Warsaw")
    placed(created_at=NOON)
    assert "1:00 PM CET" in desk_of(staff_user, zone="Mars/Olympus").get("/orders").text


def test_long_lists_have_pages(desk, placed):
    orders = [placed(created_at=NOON + hours(index)) for index in range(27)]
    first = desk.get("/orders", sort="OLDEST_FIRST")
    assert listed(first) == [id_of(one) for one in orders[:25]]
    following = next(link for link in first.reader.links if "after=" in link)
    assert "sort=OLDEST_FIRST" in following
    second = desk.get("/orders" + following)
    assert listed(second) == [id_of(one) for one in orders[25:]]
    back = next(link for link in second.reader.links if "before=" in link)
    assert listed(desk.get("/orders" + back)) == [id_of(one) for one in orders[:25]]


def test_filters_are_kept_as_a_view_and_deleted_again(desk, placed):
    placed()
    paid = placed(is_paid=True)
    kept = desk.post("/views", name="Paid ones", **{"scope-payment": "paid", "scope-sort": "OLDEST_FIRST"})
    assert "Saved." in kept.text
    assert "Paid ones (1)" in kept.text
    assert listed(kept) == [id_of(paid)]
    path = kept.html.split("/dashboard/views/")[1].split("/delete")[0]
    assert "Paid ones" not in desk.post(f"/views/{path}/delete").text


def test_a_view_needs_a_name(desk):
    answer = desk.post("/views", name="")
    assert answer.status == 400


def test_a_view_that_is_gone_is_no_page(desk):
    assert desk.get("/orders", view="no-such-view").status == 400


def status_of(order):
    return OrderState.objects.get(order_id=order.pk).status.slug


def test_many_orders_change_at_once_and_back(desk, placed, after_commit):
    orders = [placed() for _ in range(3)]
    before = {status_of(one) for one in orders}
    # when some are chosen
    chosen = desk.post("/orders/bulk", orders=[id_of(one) for one in orders[:2]])
    assert "Change the status of many orders (2)" in chosen.text
    running = after_commit(
        desk.post,
        "/orders/bulk/change",
        orders=[id_of(one) for one in orders[:2]],
        status="paid",
        email="SUPPRESS",
        key=chosen.value("key"),
    )
    # then the page asks again by itself until the job is over
    assert 'hx-trigger="every 2s"' in running.html
    job = running.html.split("/jobs/")[1].split('"')[0]
    done = desk.get(f"/jobs/{job}")
    assert "2 of 2 changed, 0 refused." in done.text
    assert "hx-trigger" not in done.html
    assert [status_of(one) for one in orders] == ["paid", "paid", next(iter(before))]
    # and a repeated form finds the same job
    again = desk.post(
        "/orders/bulk/change",
        orders=[id_of(one) for one in orders[:2]],
        status="paid",
        email="SUPPRESS",
        key=chosen.value("key"),
    )
    assert job in again.html
    assert "changed" in desk.get("/jobs").text.lower()
    # and back
    back = desk.post(f"/jobs/{job}/undo")
    assert "Taken back" in back.text
    assert {status_of(one) for one in orders} == before


def test_all_orders_of_a_filter_change(desk, placed, after_commit):
    paid, unpaid = placed(is_paid=True), placed()
    before = status_of(unpaid)
    values = {"everything": "1", "total": "1", "scope-payment": "paid"}
    chosen = desk.post("/orders/bulk", **values)
    assert "Change the status of many orders (1)" in chosen.text
    form = {**values, "status": "finalized", "email": "SUPPRESS", "key": "k1"}
    after_commit(desk.post, "/orders/bulk/change", **form)
    assert status_of(paid) == "finalized"
    assert status_of(unpaid) == before


def test_nothing_chosen_is_said(desk):
    answer = desk.post("/orders/bulk")
    assert (answer.status, "Choose orders in the list first." in answer.text) == (400, True)


def test_a_status_that_is_none_is_named(desk, placed):
    order = placed()
    answer = desk.post(
        "/orders/bulk/change", orders=[id_of(order)], status="no-such", email="DEFAULT", key="k"
    )
    assert answer.status == 422
    assert 'id="id_status-error"' in answer.html


def test_hostile_texts_are_only_shown(desk, placed):
    from saleor_order_central.statuses.models import OrderStatusDefinition

    order = placed()
    OrderStatusDefinition.objects.filter(slug=status_of(order)).update(name="<script>alert(1)</script>")
    html = desk.get("/orders", search="<img src=x>").html
    assert "<script>alert(1)" not in html
    assert "<img src=x>" not in html


def test_the_number_of_statements_does_not_grow_with_the_list(desk, placed, statements):
    placed()
    desk.get("/orders")  # Saleor remembers its site from the first request on.
    forget_settings()
    with statements() as few:
        desk.get("/orders")
    for _ in range(4):
        placed()
    forget_settings()
    with statements() as many:
        desk.get("/orders")
    assert len(many) == len(few)


if is_saleor_3():

    def test_staff_of_a_channel_sees_and_changes_its_orders_only(placed):
        from saleor.account.models import Group

        user = make_user("berlin@example.com", "order.manage_orders", is_staff=True)
        group = Group.objects.get(user=user)
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(make_channel("berlin"))
        own, foreign = placed(channel="berlin"), placed(channel="paris")
        desk, before = desk_of(user), status_of(foreign)
        assert listed(desk.get("/orders")) == [id_of(own)]
        assert desk.get(f"/orders/{id_of(foreign)}").status == 404
        desk.post("/orders/bulk/change", orders=[id_of(foreign)], status="paid", email="SUPPRESS", key="k")
        assert status_of(foreign) == before
