"""Which stored parcel is which: several codes, changed codes, fulfillments that Saleor deletes (001-21)."""

from __future__ import annotations

import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.parcels import parcel_id, sort_shipments
from saleor_order_central.tracking.models import OrderParcel
from saleor_order_central.tracking.shipments import add_parcels
from tests.shop_rows import NOON, add_event, facts_of, hours, make_order, set_status, ship

pytestmark = pytest.mark.django_db


def sent(code, **columns):
    order = make_order(is_paid=True, **columns)
    fulfillment = ship(order, code, NOON + hours(2))
    record_orders([order.pk])
    return order, fulfillment


def retype(order, text):
    order.fulfillments.update(tracking_number=text)
    record_orders([order.pk])


def told(order):
    """Names and codes of the parcels that a page shows."""
    facts = add_parcels({order.pk: facts_of(order)}, using="default")[order.pk]
    return {parcel_id(one): one.code for one in sort_shipments(facts).active}


def rows(order):
    found = OrderParcel.objects.filter(order=order, removed_at=None).order_by("position")
    return list(found.values_list("position", "code"))


def delivered(code):
    return ReportedEvent(
        happened_at=NOON + hours(9), kind=Kind.DELIVERED, tracking_code=code, provider="acme"
    )


def test_each_code_of_the_field_is_a_parcel():
    order, fulfillment = sent("AB123, AB124")
    assert rows(order) == [(1, "AB123"), (2, "AB124")]
    name = f"fulfillment-{fulfillment.pk}"
    assert told(order) == {name: "AB123", f"{name}-2": "AB124"}


def test_codes_that_come_back_to_one_place_do_not_fight_for_it():
    """Given two codes that stood second at different times, when both are typed again, both are parcels."""
    order, _fulfillment = sent("AB121, AB122")
    for text in ("AB121", "AB121, AB123", "AB121", "AB121, AB122, AB123"):
        retype(order, text)
    assert sorted(code for _position, code in rows(order)) == ["AB121", "AB122", "AB123"]
    assert len({position for position, _code in rows(order)}) == 3


def test_the_same_parcels_are_shown_before_they_are_stored():
    order = make_order(is_paid=True)
    fulfillment = ship(order, "AB123; AB124", NOON + hours(2))
    name = f"fulfillment-{fulfillment.pk}"
    assert told(order) == {name: "AB123", f"{name}-2": "AB124"}
    assert not OrderParcel.objects.filter(order=order).exists()


def test_the_order_is_delivered_when_each_code_is():
    order, _ = sent("AB123, AB124")
    report_events([delivered("AB123")])
    assert OrderState.objects.get(order=order).is_delivered is False
    report_events([delivered("AB124")])
    assert OrderState.objects.get(order=order).is_delivered is True


def test_a_code_keeps_its_row_when_another_one_goes_and_gets_it_back():
    order, _ = sent("AB123, AB124")
    first, second = OrderParcel.objects.filter(order=order).order_by("position")
    report_events([delivered("AB123")])
    # when the first code is taken out
    retype(order, "AB124")
    # then the second is the same row, and the first one's events stay behind
    assert rows(order) == [(2, "AB124")]
    assert OrderParcel.objects.get(pk=first.pk).removed_at is not None
    assert OrderCarrierEvent.objects.get().parcel_id == first.pk
    assert OrderState.objects.get(order=order).is_delivered is False
    # when it is typed again
    retype(order, "AB124, AB123")
    back = OrderParcel.objects.get(pk=first.pk)
    assert (back.removed_at, back.last_event_type) == (None, "DELIVERED")
    assert OrderParcel.objects.filter(order=order).count() == 2
    assert {second.pk} < set(OrderParcel.objects.filter(order=order).values_list("pk", flat=True))


def test_codes_that_change_places_stay_themselves():
    order, _ = sent("AB123, AB124")
    before = dict(OrderParcel.objects.filter(order=order).values_list("code", "pk"))
    retype(order, "AB124, AB123")
    assert dict(OrderParcel.objects.filter(order=order).values_list("code", "pk")) == before


def test_a_corrected_code_is_the_same_parcel():
    order, _ = sent("AB123, AB124")
    second = OrderParcel.objects.get(order=order, position=2)
    retype(order, "AB123, AB999")
    second.refresh_from_db()
    assert second.code == "AB999"


def test_a_number_that_is_used_again_is_another_parcel():
    order, old = sent("AB123")
    row = OrderParcel.objects.get(order=order)
    report_events([delivered("AB123")])
    # when Saleor deletes the fulfillment and gives its number to a new one
    old.delete()
    new = ship(order, "AB124", NOON + hours(20))
    assert new.fulfillment_order == row.number
    record_orders([order.pk])
    # then the old parcel is as it was, with its events, and the new one stands beside it
    row.refresh_from_db()
    assert (row.code, row.fulfillment_id, row.fulfillment_key) == ("AB123", None, old_key(row))
    assert OrderCarrierEvent.objects.get().parcel_id == row.pk
    assert told(order) == {f"fulfillment-{row.fulfillment_key}": "AB123", f"fulfillment-{new.pk}": "AB124"}


def old_key(row):
    """The key that the row had learnt before the fulfillment went."""
    assert row.fulfillment_key
    return row.fulfillment_key


def test_a_parcel_outlives_a_complete_return_without_any_event():
    # given a fulfillment whose code came with it: Saleor writes no event about the tracking number
    order, fulfillment = sent("AA123456785BR")
    name = f"fulfillment-{fulfillment.pk}"
    # when everything comes back and Saleor deletes the fulfillment
    fulfillment.delete()
    add_event(order, "fulfillment_returned", NOON + hours(30))
    set_status(order, "returned")
    record_orders([order.pk])
    # then
    assert told(order) == {name: "AA123456785BR"}
    assert OrderParcel.objects.get(order=order).carrier == "correios"


def test_what_never_left_does_not_outlive_its_fulfillment():
    order = make_order(is_paid=True)
    waiting = ship(order, "AB123", NOON + hours(2), status="waiting_for_approval", is_last=False)
    record_orders([order.pk])
    assert list(told(order).values()) == ["AB123"]
    waiting.delete()
    record_orders([order.pk])
    assert told(order) == {}


def test_a_canceled_fulfillment_has_no_parcel():
    order, _fulfillment = sent("AB123, AB124")
    order.fulfillments.update(status="canceled")
    record_orders([order.pk])
    assert told(order) == {}
    assert set(OrderParcel.objects.filter(order=order).values_list("has_left", flat=True)) == {False}


def test_the_statements_do_not_grow_with_the_orders(statements):
    def cost(number):
        pks = []
        for _ in range(number):
            order = make_order(is_paid=True)
            ship(order, "AB123, AB124", NOON + hours(2))
            pks.append(order.pk)
        record_orders(pks)
        for pk in pks:
            type(order).objects.get(pk=pk).fulfillments.update(tracking_number="AB123, AB125, AB126")
        with statements() as found:
            record_orders(pks)
        return len(found)

    cost(1)
    assert len({cost(1), cost(10), cost(50)}) == 1
