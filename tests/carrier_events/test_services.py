"""Reported events in the database: stored once, parcels and statuses follow, in constant statements."""

from __future__ import annotations

import random
from datetime import timedelta, timezone

import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.selectors import load_checkpoints
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.errors import OrderCentralFault, OrderCentralFaults
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, hours, make_order, ship

pytestmark = pytest.mark.django_db


def sent_order(*codes, **columns):
    """An order with one parcel for each code, as the plugin has recorded it."""
    order = make_order(is_paid=True, quantity=3 * len(codes), **columns)
    for place, code in enumerate(codes):
        ship(order, code, NOON + hours(2), is_last=place == len(codes) - 1)
    record_orders([order.pk])
    return order


def event(code, kind, number, **columns):
    return ReportedEvent(
        happened_at=NOON + hours(number), kind=kind, tracking_code=code, provider="acme", **columns
    )


def present(order):
    return OrderState.objects.get(order=order).status.slug


def test_001_13_a_delivered_parcel_concludes_the_order():
    order = sent_order("AB1")
    assert present(order) == "sent"
    # when
    outcome = report_events(
        [event("ab 1", Kind.IN_TRANSIT, 5, place="Leipzig"), event("AB1", Kind.DELIVERED, 9)]
    )
    # then
    assert (len(outcome.stored), outcome.repeated) == (2, 0)
    parcel = OrderParcel.objects.get(order=order)
    assert (parcel.last_event_type, parcel.last_event_place) == ("DELIVERED", "Leipzig")
    assert parcel.delivered_at == NOON + hours(9)
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.is_delivered, state.current_step) == ("finalized", True, "DELIVERED")
    assert state.status_changed_at == NOON + hours(9)


def test_the_order_is_delivered_when_all_its_parcels_are():
    order = sent_order("AB1", "AB2")
    report_events([event("AB1", Kind.DELIVERED, 9)])
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.is_delivered, state.is_delivery_recorded) == ("sent", False, False)
    report_events([event("AB2", Kind.DELIVERED, 12)])
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.is_delivered) == ("finalized", True)
    assert state.status_changed_at == NOON + hours(12)


def test_the_step_is_delivered_where_no_status_follows(configure):
    configure(status_when_delivered="")
    order = sent_order("AB1")
    report_events([event("AB1", Kind.DELIVERED, 9)])
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.is_delivered) == ("sent", True)


def test_a_canceled_order_stays_canceled():
    order = sent_order("AB1")
    type(order).objects.filter(pk=order.pk).update(status="canceled")
    record_orders([order.pk])
    report_events([event("AB1", Kind.DELIVERED, 9)])
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.is_delivered) == ("canceled", False)


def test_twice_and_in_any_order_gives_the_same_rows():
    order = sent_order("AB1")
    events = [event("AB1", Kind.IN_TRANSIT, number, place=f"City {number}") for number in range(1, 30)]
    events.append(event("AB1", Kind.DELIVERED, 30))
    twice = events * 2
    random.Random(7).shuffle(twice)
    stored = repeated = 0
    for start in range(0, len(twice), 7):
        outcome = report_events(twice[start : start + 7])
        stored, repeated = stored + len(outcome.stored), repeated + outcome.repeated
    assert (stored, repeated) == (30, 30)
    assert OrderCarrierEvent.objects.filter(parcel__order=order).count() == 30
    parcel = OrderParcel.objects.get(order=order)
    assert (parcel.last_event_type, parcel.last_event_place) == ("DELIVERED", "City 29")
    assert OrderEntry.objects.filter(order=order, status_to__slug="finalized").count() == 1


def test_an_unknown_code_is_kept_and_decides_nothing():
    order = sent_order("AB1")
    report_events([event("AB1", None, 5, raw_code="X-99", raw_text="Gepäck?")])
    row = OrderCarrierEvent.objects.get()
    assert (row.type, row.raw_code, row.raw_text) == ("UNKNOWN", "X-99", "Gepäck?")
    assert present(order) == "sent"


def test_the_zone_of_an_event_is_kept():
    sent_order("AB1")
    local = (NOON + hours(5)).astimezone(timezone(timedelta(hours=-3)))
    report_events([ReportedEvent(happened_at=local, kind=Kind.IN_TRANSIT, tracking_code="AB1", provider="p")])
    row = OrderCarrierEvent.objects.get()
    assert (row.happened_at, row.utc_offset_minutes) == (NOON + hours(5), -180)
    assert row.local_time.isoformat() == "2026-03-02T14:00:00-03:00"


def test_a_batch_with_an_unknown_parcel_is_refused_as_a_whole():
    sent_order("AB1")
    with pytest.raises(OrderCentralFaults) as refusal:
        report_events([event("AB1", Kind.IN_TRANSIT, 3), event("NO", Kind.IN_TRANSIT, 3)])
    assert [one.field for one in refusal.value.faults] == ["events.1.trackingCode"]
    assert OrderCarrierEvent.objects.count() == 0
    assert OrderParcel.objects.get().last_event_type == ""


def test_more_than_a_hundred_events_are_refused():
    with pytest.raises(OrderCentralFault) as refusal:
        report_events([event("AB1", Kind.IN_TRANSIT, 3)] * 101)
    assert refusal.value.code.value == "TOO_MANY_ITEMS"


def test_a_code_that_was_used_again_belongs_to_the_newer_parcel():
    old = sent_order("AB1")
    OrderParcel.objects.filter(order=old).update(shipped_at=NOON - timedelta(days=400))
    new = sent_order("AB1")
    report_events([event("AB1", Kind.IN_TRANSIT, 5)])
    assert [row.parcel.order_id for row in OrderCarrierEvent.objects.all()] == [new.pk]


def test_orders_in_one_box_share_its_events():
    orders = {sent_order("AB1").pk, sent_order("AB1").pk}
    report_events([event("AB1", Kind.DELIVERED, 5)])
    assert {row.parcel.order_id for row in OrderCarrierEvent.objects.all()} == orders
    assert {state.status.slug for state in OrderState.objects.all()} == {"finalized"}


def test_a_corrected_code_leaves_the_events_of_the_wrong_one_behind():
    order = sent_order("AB1")
    report_events([event("AB1", Kind.OUT_FOR_DELIVERY, 5, place="Rome")])
    order.fulfillments.update(tracking_number="AB2")
    record_orders([order.pk])
    parcel = OrderParcel.objects.get()
    assert (parcel.last_event_type, parcel.last_event_place) == ("", "")
    order.fulfillments.update(tracking_number="AB1")
    record_orders([order.pk])
    parcel.refresh_from_db()
    assert (parcel.last_event_type, parcel.last_event_place) == ("OUT_FOR_DELIVERY", "Rome")


def test_a_parcel_outlives_its_fulfillment():
    order = sent_order("AB1")
    report_events([event("AB1", Kind.IN_TRANSIT, 5)])
    order.fulfillments.all().delete()
    record_orders([order.pk])
    (checkpoint,) = load_checkpoints([order.pk], using="default")[order.pk].values()
    assert (checkpoint.fulfillment_pk, checkpoint.code, checkpoint.last_type) == (None, "AB1", "IN_TRANSIT")


def test_the_statements_do_not_grow_with_the_batch(statements):
    few = [f"F{index}" for index in range(2)]
    many = [f"M{index}" for index in range(30)]
    for code in [*few, *many, "W"]:
        sent_order(code)
    report_events([event("W", Kind.DELIVERED, 5)])
    with statements() as for_few:
        report_events([event(code, Kind.DELIVERED, 5) for code in few])
    with statements() as for_many:
        report_events([event(code, Kind.DELIVERED, 5) for code in many])
    assert len(for_many) == len(for_few)
    assert OrderState.objects.filter(status__slug="finalized").count() == 33
