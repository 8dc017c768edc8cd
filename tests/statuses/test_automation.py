"""Statuses that follow the facts: what hooks do at the moment, and what reconcile repairs afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.messages import NotifyMode
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.tasks import reconcile_orders_task
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, add_event, cancel, facts_of, hours, make_order, pay, set_status, ship

pytestmark = pytest.mark.django_db
STAFF = Author(AuthorType.STAFF)
CODE = "AA123456785BR"


@pytest.fixture(autouse=True)
def writer():
    """These tests call services directly, where the doors would have opened the writer."""
    with get_host().allow_writer():
        yield


def history(order):
    rows = OrderEntry.objects.filter(order=order).order_by("date", "pk")
    return [(row.status_from_label, row.status_to_label, row.author_type, row.date) for row in rows]


def present(order):
    return OrderState.objects.get(order=order).status.slug


def test_003_11_a_new_order_is_received():
    order = make_order()
    assert record_orders([order.pk]) == 1
    assert present(order) == "received"
    assert history(order) == [("", "Received", "SYSTEM", NOON)]


def test_001_16_a_sale_moves_by_itself_with_the_dates_of_the_facts():
    # given an order whose every hook call was lost
    order = make_order(is_paid=True)
    ship(order, CODE, NOON + hours(5))
    # when
    changed = record_orders([order.pk])
    # then
    assert changed == 3
    assert history(order) == [
        ("", "Received", "SYSTEM", NOON),
        ("Received", "In realisation", "SYSTEM", NOON + hours(1)),
        ("In realisation", "Sent", "SYSTEM", NOON + hours(5)),
    ]


def test_repeating_writes_nothing_more():
    order = make_order(is_paid=True)
    record_orders([order.pk])
    before = history(order)
    assert record_orders([order.pk, order.pk]) == 0
    assert history(order) == before


def test_a_canceled_order_gets_the_canceled_status():
    order = make_order()
    record_orders([order.pk])
    cancel(order, NOON + hours(2))
    record_orders([order.pk])
    assert history(order)[-1] == ("Received", "Canceled", "SYSTEM", NOON + hours(2))


def test_000_22_shipping_without_a_code_does_not_say_sent():
    order = make_order(is_paid=True)
    ship(order, "", NOON + hours(5))
    record_orders([order.pk])
    assert present(order) == "in-realisation"


def test_a_partial_shipment_does_not_say_sent():
    order = make_order(is_paid=True)
    ship(order, CODE, NOON + hours(5), quantity=1, is_last=False)
    set_status(order, "partially fulfilled")
    record_orders([order.pk])
    assert present(order) == "in-realisation"


def test_automation_never_moves_back():
    # given an order that was sent before it was paid (cash on delivery)
    order = make_order()
    ship(order, CODE, NOON + hours(1))
    record_orders([order.pk])
    # when the money arrives
    pay(order, NOON + hours(30))
    record_orders([order.pk])
    # then
    assert present(order) == "sent"


@pytest.mark.parametrize("slug", ["finalized", "canceled"])
def test_automation_leaves_finished_orders_alone(slug):
    order = make_order()
    change_status(facts_of(order), StatusChangeRequest(status=slug), author=STAFF)
    pay(order, datetime.now(UTC) + timedelta(minutes=5))
    record_orders([order.pk])
    assert present(order) == slug


def test_a_late_repair_does_not_undo_what_a_person_decided_after_the_fact():
    # given a payment whose hook was lost, and staff who acted after it
    order = make_order()
    record_orders([order.pk])
    pay(order, NOON + hours(1))
    quietly = StatusChangeRequest(status="awaiting-payment", modes={"EMAIL": NotifyMode.SUPPRESS})
    change_status(facts_of(order), quietly, author=STAFF)
    # when
    record_orders([order.pk])
    # then the fact is remembered, the person's choice stays
    assert present(order) == "awaiting-payment"
    assert OrderState.objects.get(order=order).is_payment_recorded is True


def test_staff_may_go_back_and_automation_does_not_repeat_itself():
    order = make_order(is_paid=True)
    record_orders([order.pk])
    change_status(facts_of(order), StatusChangeRequest(status="received"), author=STAFF)
    record_orders([order.pk])
    assert present(order) == "received"


def test_a_custom_default_of_a_channel_is_used():
    OrderStatusDefinition.objects.create(
        slug="web", name="Web", kind="CUSTOM", type="IN_PROGRESS", default_channels=["main"]
    )
    order = make_order(channel="main")
    record_orders([order.pk])
    assert present(order) == ("web" if is_saleor_3() else "received")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({"automatic_status": False}, None),
        ({"status_when_paid": ""}, "received"),
        ({"status_when_paid": "paid"}, "paid"),
        ({}, "in-realisation"),
    ],
)
def test_automation_follows_the_settings(configure, setting, expected):
    configure(**setting)
    order = make_order(is_paid=True)
    record_orders([order.pk])
    status = OrderState.objects.get(order=order).status
    assert (status.slug if status else None) == expected


def test_switched_off_the_plugin_records_nothing(configure):
    configure(active=False)
    order = make_order(is_paid=True)
    assert record_orders([order.pk]) == 0
    assert not OrderState.objects.exists()
    assert not OrderParcel.objects.exists()


def test_an_inactive_target_is_left_out():
    OrderStatusDefinition.objects.filter(slug="in-realisation").update(is_active=False)
    order = make_order(is_paid=True)
    record_orders([order.pk])
    assert present(order) == "received"


def test_drafts_and_unknown_orders_are_passed_over():
    draft = make_order(status="draft")
    gone = make_order()
    gone_pk = gone.pk
    gone.delete()
    assert record_orders([draft.pk, gone_pk]) == 0
    assert not OrderState.objects.exists()


def test_000_30_parcels_are_classified_when_recorded():
    order = make_order(is_paid=True)
    fulfillment = ship(order, " aa123456785br ", NOON + hours(5))
    record_orders([order.pk])
    parcel = OrderParcel.objects.get(order=order)
    assert (parcel.kind, parcel.presentation, parcel.carrier) == (
        "CARRIER_KNOWN",
        "MODAL_HISTORY",
        "correios",
    )
    assert (parcel.code, parcel.normalized_code) == (" aa123456785br ", "AA123456785BR")
    assert parcel.fulfillment_id == fulfillment.pk


def test_a_changed_code_is_classified_again_in_the_same_row():
    order = make_order(is_paid=True)
    fulfillment = ship(order, CODE, NOON + hours(5))
    record_orders([order.pk])
    type(fulfillment).objects.filter(pk=fulfillment.pk).update(tracking_number="no such code")
    record_orders([order.pk])
    assert list(OrderParcel.objects.values_list("kind", "presentation")) == [("CODE_UNKNOWN", "HIDDEN")]


def test_the_statements_do_not_grow_with_the_orders(statements):
    few = [make_order().pk for _ in range(2)]
    many = [make_order().pk for _ in range(30)]
    record_orders([make_order().pk])
    with statements() as for_few:
        record_orders(few)
    with statements() as for_many:
        record_orders(many)
    assert len(for_many) == len(for_few)


def test_reconcile_counts_recently_changed_orders_and_brings_old_ones_into_lists_quietly():
    now = datetime.now(UTC)
    recent = make_order(created_at=now - timedelta(hours=1))
    old = make_order(created_at=now - timedelta(days=30))
    if is_saleor_3():
        type(old).objects.filter(pk=old.pk).update(updated_at=now - timedelta(days=30))
    assert reconcile_orders_task() == 1
    assert present(recent) == "received"
    assert present(old) == "received"
    assert not OrderNotification.objects.filter(order=old).exists()


def test_reconcile_finds_an_old_order_with_new_history():
    now = datetime.now(UTC)
    order = make_order(created_at=now - timedelta(days=30))
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(updated_at=now)
    add_event(order, "note_added", now, message="x")
    assert reconcile_orders_task() == 1


def test_the_command_can_walk_over_every_order(capsys):
    for _ in range(3):
        make_order()
    make_order(status="draft")
    call_command("order_central_reconcile", "--all")
    assert capsys.readouterr().out == "3 statuses changed\n"
