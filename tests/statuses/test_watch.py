"""Orders in which nothing happens: silence is told once, unpaid orders are reminded, then canceled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saleor_order_central.events import EventName, order_central_event
from saleor_order_central.host import get_host, saleor_actions
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.statuses.watch import watch_orders
from tests.shop_rows import make_order, pay, ship

pytestmark = pytest.mark.django_db
NOTHING = {"silent": 0, "reminded": 0, "canceled": 0}


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        yield


@pytest.fixture
def limit(db):
    """The first status falls silent after two days."""

    def set_limit(template: str | None = "still-working") -> None:
        found = MessageTemplate.objects.get(slug=template) if template else None
        OrderStatusDefinition.objects.filter(slug="received").update(
            silent_after_hours=48, silent_template=found
        )

    return set_limit


def ago(**span) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


def recorded(**columns):
    order = make_order(**columns)
    record_orders([order.pk])
    return order


def occasions(order) -> list[tuple[str, str]]:
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL").order_by("pk")
    return [(row.occasion, row.status) for row in rows if row.occasion != "ORDER_ACCEPTED"]


def test_b06_a_silent_order_gets_one_message_and_one_event(limit, django_capture_on_commit_callbacks):
    limit()
    heard = []
    order_central_event.connect(lambda event, **_: heard.append(event), weak=False, dispatch_uid="watch")
    try:
        silent, fresh = recorded(created_at=ago(hours=49)), recorded(created_at=ago(hours=47))
        with django_capture_on_commit_callbacks(execute=True):
            assert watch_orders() == {**NOTHING, "silent": 1}
            assert watch_orders() == NOTHING
    finally:
        order_central_event.disconnect(dispatch_uid="watch")
    # Tasks run at once here, so the message has left.
    assert occasions(silent) == [("STILL_WORKING", "SENT")]
    assert occasions(fresh) == []
    told = [event.order_pk for event in heard if event.name is EventName.ORDER_SILENT]
    assert told == [silent.pk]


def test_without_a_text_silence_is_only_announced(limit):
    limit(template=None)
    order = recorded(created_at=ago(hours=49))
    assert watch_orders() == {**NOTHING, "silent": 1}
    assert occasions(order) == []


def test_news_break_the_silence_and_the_next_one_is_told_again(limit):
    limit()
    order = recorded(created_at=ago(hours=100))
    watch_orders()
    later = OrderState.objects.get(order=order).silent_at + timedelta(hours=1)
    OrderState.objects.filter(order=order).update(silent_at=later)
    assert watch_orders() == {**NOTHING, "silent": 1}
    assert occasions(order) == [("STILL_WORKING", "QUEUED")] * 2


def test_004_17_unpaid_orders_are_reminded_once(configure):
    configure(saleor_mails="off", unpaid_reminder_days="3")
    due = recorded(created_at=ago(days=4))
    paid = recorded(created_at=ago(days=4), is_paid=True)
    young = recorded(created_at=ago(days=2))
    forgotten = recorded(created_at=ago(days=60))
    assert watch_orders() == {**NOTHING, "reminded": 1}
    assert watch_orders() == NOTHING
    assert occasions(due) == [("PAYMENT_REMINDER", "QUEUED")]
    assert [occasions(order) for order in (paid, young, forgotten)] == [[], [], []]


def test_004_17_unpaid_orders_are_canceled_by_saleor_and_the_customer_is_told(
    configure, django_capture_on_commit_callbacks
):
    configure(saleor_mails="off", undo_seconds="0", unpaid_cancel_days="7")
    due, young = recorded(created_at=ago(days=8)), recorded(created_at=ago(days=6))
    sent = recorded(created_at=ago(days=8))
    ship(sent, "", ago(days=7), quantity=1, is_last=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert watch_orders() == {**NOTHING, "canceled": 1}
    record_orders([due.pk])
    statuses = {}
    for order in (due, young, sent):
        order.refresh_from_db()
        statuses[order.pk] = order.status
    assert statuses == {due.pk: "canceled", young.pk: "unfulfilled", sent.pk: "unfulfilled"}
    assert OrderState.objects.get(order=due).status.slug == "canceled"
    # On Saleor 3 its hooks run at once and so do tasks here: the message may have left already.
    assert [occasion for occasion, _status in occasions(due)] == ["STATUS_CHANGED"]
    assert watch_orders() == NOTHING


def test_a_payment_of_the_last_second_saves_the_order(configure):
    configure(saleor_mails="off", unpaid_cancel_days="7")
    order = recorded(created_at=ago(days=8))
    # The list does not know of it yet.
    pay(order, ago(minutes=1))
    assert watch_orders() == NOTHING
    order.refresh_from_db()
    assert order.status == "unfulfilled"


def test_switched_off_nothing_is_watched(configure, limit):
    limit()
    recorded(created_at=ago(hours=100))
    configure(active=False)
    assert watch_orders() == NOTHING


def with_payment_under_way(order):
    from saleor.payment.models import Payment

    Payment.objects.create(
        order=order, gateway="card", total=30, currency="USD", is_active=True, to_confirm=True
    )


def with_pending_charge(order):
    order.payment_transactions.create(name="card", currency="USD", charge_pending_value=30)


@pytest.mark.parametrize(
    "happens", [with_payment_under_way, *([with_pending_charge] if is_saleor_3() else [])]
)
def test_money_on_its_way_saves_the_order(configure, happens):
    configure(saleor_mails="off", unpaid_cancel_days="7")
    order = recorded(created_at=ago(days=8))
    happens(order)
    assert watch_orders() == NOTHING
    order.refresh_from_db()
    assert order.status == "unfulfilled"


def test_an_order_that_saleor_fails_on_does_not_hold_up_the_others(configure, monkeypatch):
    configure(saleor_mails="off", unpaid_cancel_days="7")
    poison, fine = recorded(created_at=ago(days=9)), recorded(created_at=ago(days=8))
    original = saleor_actions._cancel

    def fail_once(order):
        if order.pk == poison.pk:
            raise RuntimeError("another plugin")
        original(order)

    monkeypatch.setattr(saleor_actions, "_cancel", fail_once)
    assert watch_orders() == {**NOTHING, "canceled": 1}
    fine.refresh_from_db()
    poison.refresh_from_db()
    assert (fine.status, poison.status) == ("canceled", "unfulfilled")
