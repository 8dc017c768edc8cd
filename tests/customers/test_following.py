"""The rows of the customer list follow Saleor's accounts and orders, by hooks, task and command."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from saleor_order_central.customers.following import (
    COMPLETE_KEY,
    follow_customers,
    follow_orders,
    list_unlisted,
)
from saleor_order_central.customers.models import CustomerState, CustomerTotal
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.tasks import follow_customers_task
from tests.shop_rows import NOON, hours, make_channel, make_order, make_user, set_status

CHANNELS = 1 if is_saleor_3() else 0


@pytest.fixture(autouse=True)
def _writing(db):
    cache.delete(COMPLETE_KEY)
    with get_host().allow_writer():
        yield


@pytest.fixture
def ana():
    return make_user("Ana.Pop@Example.com", first_name="Ana", last_name="Pop", date_joined=NOON)


def totals(user):
    rows = CustomerTotal.objects.filter(customer_id=user.pk).order_by("channel_pk", "currency")
    return [(row.currency, row.orders_count, row.spent) for row in rows]


def test_an_account_without_orders(ana):
    assert follow_customers([ana.pk]) == 1
    row = CustomerState.objects.get(pk=ana.pk)
    assert (row.email, row.name, row.orders_count) == ("ana.pop@example.com", "Ana Pop", 0)
    assert (row.last_login_at, row.last_seen_at, row.last_order_at) == (None, NOON, None)
    assert (row.is_active, row.is_customer) == (True, True)
    assert row.search_words == "ana.pop@example.com ana pop example com"
    assert totals(ana) == []
    assert follow_customers([ana.pk]) == 0


def test_orders_are_counted_and_money_is_summed(ana):
    make_order(user=ana, total="30.00", is_paid=True, created_at=NOON)
    make_order(user=ana, total="12.50", created_at=NOON + hours(5))
    canceled = make_order(user=ana, total="7.00", is_paid=True, created_at=NOON + hours(9))
    set_status(canceled, "canceled")
    make_order(user=ana, status="draft")
    make_order(user=None, total="99.00", is_paid=True)
    assert follow_customers([ana.pk]) == 1
    row = CustomerState.objects.get(pk=ana.pk)
    assert (row.orders_count, row.last_order_at) == (2, NOON + hours(5))
    # The canceled order's money was not given back.
    assert totals(ana) == [("USD", 2, Decimal("37.00"))] * (1 + CHANNELS)
    assert follow_customers([ana.pk]) == 0


def test_each_channel_has_its_own_sum(ana):
    make_order(user=ana, total="30.00", is_paid=True, channel="main")
    make_order(user=ana, total="20.00", is_paid=True, channel="outlet")
    follow_customers([ana.pk])
    whole = CustomerTotal.objects.get(customer_id=ana.pk, channel_pk=0)
    assert (whole.orders_count, whole.spent) == (2, Decimal("50.00"))
    own = CustomerTotal.objects.exclude(channel_pk=0)
    expected = {make_channel("main").pk: 30, make_channel("outlet").pk: 20} if is_saleor_3() else {}
    assert {row.channel_pk: row.spent for row in own} == expected


def test_what_is_no_longer_true_goes(ana):
    order = make_order(user=ana, is_paid=True)
    follow_customers([ana.pk])
    type(order).objects.filter(pk=order.pk).update(user=None)
    assert follow_customers([ana.pk]) == 1
    assert (CustomerState.objects.get(pk=ana.pk).orders_count, totals(ana)) == (0, [])


@pytest.mark.parametrize("has_order", [False, True])
def test_staff_are_customers_once_they_order(has_order):
    staff = make_user("staff@example.com", is_staff=True)
    if has_order:
        make_order(user=staff)
    follow_customers([staff.pk])
    assert CustomerState.objects.get(pk=staff.pk).is_customer is has_order


def test_orders_lead_to_their_customers_and_guests_to_nobody(ana):
    own, guest = make_order(user=ana), make_order(user=None)
    assert follow_orders([own.pk, guest.pk]) == 1
    assert list(CustomerState.objects.values_list("pk", flat=True)) == [ana.pk]


def test_accounts_that_are_gone_are_passed_over(ana):
    assert follow_customers([ana.pk, 999_999_999]) == 1


def test_a_deleted_account_takes_its_rows_along(ana):
    make_order(user=ana, is_paid=True)
    follow_customers([ana.pk])
    ana.delete()
    assert (CustomerState.objects.count(), CustomerTotal.objects.count()) == (0, 0)


def test_unlisted_accounts_are_taken_up_once(ana):
    other = make_user("other@example.com")
    follow_customers([other.pk])
    assert list_unlisted() == 1
    assert CustomerState.objects.filter(pk=ana.pk).exists()
    # A day passes before the whole table is read again.
    make_user("late@example.com")
    assert list_unlisted() == 0


def test_the_task_sees_log_ins_and_changes(ana):
    follow_customers([ana.pk])
    moment = timezone.now() - timedelta(minutes=5)
    type(ana).objects.filter(pk=ana.pk).update(last_login=moment)
    assert follow_customers_task() == 1
    row = CustomerState.objects.get(pk=ana.pk)
    assert (row.last_login_at, row.last_seen_at) == (moment, moment)


def test_the_command_makes_everything_anew(ana, capsys):
    make_order(user=ana, is_paid=True)
    call_command("order_central_rebuild")
    assert "1 states differed, 1 customers" in capsys.readouterr().out
    assert totals(ana)[0] == ("USD", 1, Decimal("30.00"))


def test_the_same_statements_for_1_and_20_customers(statements):
    users = [make_user(f"user-{number}@example.com") for number in range(20)]
    for user in users:
        make_order(user=user, is_paid=True)
    follow_customers([users[0].pk])
    counts = []
    for pks in ([users[1].pk], [user.pk for user in users[2:]]):
        with statements() as found:
            assert follow_customers(pks) == len(pks)
        counts.append(len(found))
    assert counts[0] == counts[1]
