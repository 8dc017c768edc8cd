"""Orders from before the plugin come into lists, and lists can be made anew."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command

from saleor_order_central.author import SYSTEM, Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.statuses.repair import COMPLETE_KEY, rebuild_states, record_unrecorded
from saleor_order_central.tasks import reconcile_orders_task
from saleor_order_central.timeline.history import status_change, status_undo, write
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import NOON, hours, make_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer():
    cache.delete(COMPLETE_KEY)
    with get_host().allow_writer():
        yield
    cache.delete(COMPLETE_KEY)


def listed():
    return set(OrderState.objects.exclude(placed_at=None).values_list("pk", flat=True))


def test_old_orders_come_into_lists_newest_first_and_a_few_at_a_time():
    orders = [make_order(created_at=NOON + hours(place)) for place in range(5)]
    draft = make_order(status="draft", created_at=NOON + hours(9))
    OrderState.objects.create(order_id=orders[0].pk)

    assert record_unrecorded(2) == 2
    assert listed() == {orders[4].pk, orders[3].pk}
    assert record_unrecorded(10) == 3
    assert listed() == {order.pk for order in orders}
    assert draft.pk not in listed()


def test_once_all_are_listed_the_table_is_left_alone_for_a_day(statements):
    make_order()
    record_unrecorded()
    with statements() as found:
        assert record_unrecorded() == 0
    assert len(found) == 0


def test_with_the_centre_off_nothing_is_recorded(configure):
    configure(active=False)
    order = make_order()
    assert record_unrecorded() == 0
    assert order.pk not in listed()
    assert cache.get(COMPLETE_KEY) is None


def test_the_periodic_task_does_it():
    order = make_order()
    reconcile_orders_task(hours=0)
    assert listed() == {order.pk}


def test_by_hand_every_order_is_recorded():
    orders = [make_order() for _ in range(3)]
    call_command("order_central_reconcile", all=True)
    assert listed() == {order.pk for order in orders}


def spoil(order, **columns):
    OrderState.objects.filter(pk=order.pk).update(**columns)


def row(order):
    columns = OrderState.objects.filter(pk=order.pk).values().get()
    columns.pop("updated_at")
    return columns


def test_lists_are_made_anew_from_the_history_and_saleors_rows(status, capsys):
    order = make_order(is_paid=True)
    record_orders([order.pk])
    staff = Author(AuthorType.STAFF)
    change = status_change(
        order.pk, author=staff, status_from=None, status_to=status("sent"), date=NOON + hours(9)
    )
    write([change])
    rebuild_states([order.pk])
    right = row(order)
    assert right["status_id"] == status("sent").pk
    assert (right["status_changed_at"], right["status_set_by_person"]) == (NOON + hours(9), True)

    spoil(
        order,
        status=status("canceled"),
        status_changed_at=NOON,
        status_set_by_person=False,
        number="",
        current_step="",
        is_paid=False,
        search_words="",
        placed_at=None,
    )
    entries = OrderEntry.objects.count()
    call_command("order_central_rebuild")

    assert row(order) == right
    assert OrderEntry.objects.count() == entries
    assert "1 states differed" in capsys.readouterr().out
    order.refresh_from_db()
    assert (order.metadata if is_saleor_3() else order.private_metadata)["orderCentral.status"] == "sent"


def test_a_change_that_was_undone_does_not_count(status):
    order = make_order(is_paid=True)
    record_orders([order.pk])
    before = row(order)
    [change] = write(
        [
            status_change(
                order.pk, author=SYSTEM, status_from=None, status_to=status("sent"), date=NOON + hours(9)
            )
        ]
    )
    write([status_undo(change, author=SYSTEM)])
    assert rebuild_states([order.pk]) == 0
    assert row(order) == before


def test_rebuilding_costs_the_same_for_one_order_and_for_twenty(statements):
    def cost(number):
        orders = [make_order(is_paid=True) for _ in range(number)]
        record_orders([order.pk for order in orders])
        OrderState.objects.update(number="")
        with statements() as found:
            assert rebuild_states([order.pk for order in orders]) == number
        return len(found)

    assert cost(1) == cost(20)
