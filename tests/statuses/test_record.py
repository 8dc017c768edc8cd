"""Columns of the order lists: copies of facts, steps and statuses, filled without a statement per order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from saleor_order_central.author import SYSTEM
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.locks import lock_order_states
from saleor_order_central.statuses.models import EntryVisibility, OrderState, StatusType
from saleor_order_central.statuses.record import COLUMNS, refresh_states
from saleor_order_central.statuses.saving import save_columns
from saleor_order_central.statuses.selectors import load_status_book
from saleor_order_central.timeline.history import event, status_change, write
from saleor_order_central.timeline.view import Visibility
from tests.shop_rows import NOON, add_event, cancel, hours, make_order, pay, set_status, ship

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


def refresh(*orders):
    """Fill and save as the callers do; returns the pks that changed."""
    states = lock_order_states([order.pk for order in orders])
    facts = get_host().load_facts(states, using="default")
    settings, book = load_settings(using="default"), load_status_book(using="default")
    changed = refresh_states(states, facts, settings=settings, book=book)
    assert save_columns(changed, COLUMNS) == len(changed)
    return {state.pk for state in changed}


def state_of(order):
    return OrderState.objects.get(pk=order.pk)


def set_to(order, slug, status, *, after=1):
    date = NOON + hours(after)
    write([status_change(order.pk, author=SYSTEM, status_from=None, status_to=status(slug), date=date)])
    OrderState.objects.update_or_create(
        order_id=order.pk, defaults={"status": status(slug), "status_changed_at": date}
    )


def tell(order, subject, visibility=Visibility.CUSTOMER):
    return write([event(order.pk, author=SYSTEM, visibility=visibility, subject=subject)])[0]


def test_an_order_is_copied_as_lists_need_it(customer):
    order = make_order(user=customer, total="30.50")
    type(order).objects.filter(pk=order.pk).update(user_email="Ana@Example.COM")

    assert refresh(order) == {order.pk}

    state = state_of(order)
    assert state.placed_at == NOON
    assert state.number == str(order.number if is_saleor_3() else order.pk)
    assert state.channel == ("main" if is_saleor_3() else "")
    assert (state.customer_name, state.customer_email) == ("Ana Pop", "ana@example.com")
    assert (state.total, state.currency) == (30.5, "USD")
    assert (state.status_type, state.customer_status) == ("IN_PROGRESS", "received")
    assert state.current_step == "PAID"
    assert state.search_words.split()[0] == state.number
    assert {"ana", "pop", "ana@example.com", "example"} <= set(state.search_words.split())


def test_nothing_changes_the_second_time():
    order = make_order(is_paid=True)
    refresh(order)
    before = state_of(order).updated_at

    assert refresh(order) == set()
    assert state_of(order).updated_at == before


def flags(order):
    state = state_of(order)
    names = ("is_paid", "is_sent", "is_delivered", "is_canceled", "is_refunded")
    return [name for name in names if getattr(state, name)]


@pytest.mark.parametrize(
    ("happen", "expected", "step"),
    [
        (lambda order: None, [], "PAID"),
        (lambda order: pay(order, NOON), ["is_paid"], "PREPARING"),
        (lambda order: (pay(order, NOON), ship(order, "AB1", NOON)), ["is_paid", "is_sent"], "DELIVERED"),
        (lambda order: ship(order, "", NOON), [], "SENT"),
        (lambda order: (pay(order, NOON), cancel(order, NOON)), ["is_paid", "is_canceled"], "CANCELED"),
        (
            lambda order: (pay(order, NOON), add_event(order, "payment_refunded", NOON, amount="5.00")),
            ["is_paid", "is_refunded"],
            "PREPARING",
        ),
    ],
)
def test_switches_follow_the_steps(happen, expected, step):
    order = make_order()
    happen(order)
    refresh(order)
    assert (flags(order), state_of(order).current_step) == (expected, step)


def test_a_status_that_only_staff_may_see_is_not_the_customers(status):
    order = make_order()
    set_to(order, "in-realisation", status)
    hidden = status("sent")
    hidden.visibility = EntryVisibility.STAFF
    hidden.type = StatusType.CONCLUDED
    hidden.save()
    set_to(order, "sent", status, after=2)

    refresh(order)

    state = state_of(order)
    assert (state.customer_status, state.status_type) == ("in-realisation", "CONCLUDED")


def test_drafts_stay_out_of_lists():
    order = make_order(status="draft")
    assert refresh(order) == set()
    assert state_of(order).placed_at is None


def limit(definition, number=24):
    definition.silent_after_hours = number
    definition.save()


def test_003_01_silence_begins_the_limit_after_the_last_news(status):
    order = make_order(is_paid=True)
    limit(status("in-realisation"))
    set_to(order, "in-realisation", status, after=2)
    refresh(order)
    assert state_of(order).silent_at == NOON + hours(26)

    # when the customer can read something new
    entry = tell(order, "On its way to the packers")
    refresh(order)
    assert state_of(order).silent_at == entry.date + timedelta(hours=24)


def test_003_01_a_note_for_staff_does_not_end_the_silence(status):
    order = make_order(is_paid=True)
    limit(status("in-realisation"))
    set_to(order, "in-realisation", status, after=2)
    tell(order, "Asked the packers", Visibility.STAFF)
    refresh(order)
    assert state_of(order).silent_at == NOON + hours(26)


def test_003_01_a_parcel_that_left_is_news(status):
    order = make_order(is_paid=True)
    limit(status("in-realisation"))
    set_to(order, "in-realisation", status, after=2)
    ship(order, "AB1", NOON + hours(5), quantity=1, is_last=False)
    refresh(order)
    assert state_of(order).silent_at == NOON + hours(29)


def test_003_01_the_default_status_counts_from_the_order(status):
    order = make_order()
    limit(status("received"), 2)
    refresh(order)
    assert state_of(order).silent_at == NOON + hours(2)


@pytest.mark.parametrize("slug", ["finalized", "canceled"])
def test_003_01_an_order_that_ended_is_never_silent(status, slug):
    order = make_order()
    limit(status(slug))
    set_to(order, slug, status)
    refresh(order)
    assert state_of(order).silent_at is None


def test_003_01_an_order_that_saleor_canceled_is_never_silent(status):
    order = make_order()
    limit(status("received"))
    set_status(order, "canceled")
    refresh(order)
    assert state_of(order).silent_at is None


def test_the_tracking_code_is_searched_with_and_without_blanks():
    order = make_order(is_paid=True)
    ship(order, "AA 123 456 785 BR", NOON)
    refresh(order)
    assert {"aa", "123", "aa123456785br"} <= set(state_of(order).search_words.split())


def test_the_same_statements_for_one_order_and_for_thirty(statements):
    def count(number):
        orders = [make_order(is_paid=True) for _ in range(number)]
        states = lock_order_states([order.pk for order in orders])
        facts = get_host().load_facts(states, using="default")
        settings, book = load_settings(using="default"), load_status_book(using="default")
        with statements() as found:
            assert len(refresh_states(states, facts, settings=settings, book=book)) == number
        return len(found)

    assert (count(1), count(30)) == (2, 2)


def test_columns_of_many_states_are_written_in_one_statement_and_no_others(status, statements):
    orders = [make_order() for _ in range(3)]
    states = list(lock_order_states([order.pk for order in orders]).values())
    date = NOON + timedelta(microseconds=7)
    for place, state in enumerate(states):
        state.status = status("sent") if place else None
        state.placed_at = date if place else None
        state.total = Decimal("12.345") if place else None
        state.customer_name = 'O\'Neil \\ {"Ștefan", NULL} %s'
        state.is_paid = bool(place)
        state.number = "unsaved"
        state.updated_at = date
    columns = ("status", "placed_at", "total", "customer_name", "is_paid", "updated_at")

    with statements() as found:
        assert save_columns(states, columns) == 3

    assert len(found) == 1
    for place, state in enumerate(states):
        stored = OrderState.objects.get(pk=state.pk)
        assert [getattr(stored, name) for name in columns] == [getattr(state, name) for name in columns]
        assert stored.number == ""
        assert (stored.is_paid, stored.total) == (bool(place), Decimal("12.345") if place else None)
    assert save_columns([], columns) == save_columns(states, ()) == 0
