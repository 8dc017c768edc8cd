"""Promises as customers and staff read them: orders and parcels, shipping methods, pickup, doubts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.promises.watch import tell_lateness
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, hours, make_order, ship

pytestmark = pytest.mark.django_db
PAGE = """query($id: ID!) { orderCentral(id: $id) {
  timeline { isLate promisedAt { earliest latest source } estimatedAt { earliest latest source } }
  parcels { code isLate pickupSince pickupPlace pickupUntil
    estimatedDelivery { earliest latest source } }
  warnings { code }
  history(first: 50, where: {kinds: [EVENT]}) { edges { node { subject } } } } }"""
REPORT = """mutation($events: [OrderCarrierEventInput!]!) { orderCarrierEventReport(events: $events) {
  count errors { field code } } }"""


def sent_order(code="AB1", moment=NOON, **columns):
    with get_host().allow_writer():
        order = make_order(is_paid=True, created_at=moment, **columns)
        ship(order, code, moment + hours(2))
        record_orders([order.pk])
    return order


def tell(*events):
    with get_host().allow_writer():
        report_events(
            [ReportedEvent(**{"tracking_code": "AB1", "provider": "acme", **event}) for event in events]
        )


def page(api, order_id, order):
    return api.data(PAGE, id=order_id(order))["orderCentral"]


def test_001_02_the_customer_reads_the_carrier_s_range_of_order_and_parcel(
    configure, customer, customer_api, order_id
):
    configure(time_zone="Europe/Warsaw")
    order = sent_order(user=customer, moment=datetime.now(UTC) - timedelta(days=2))
    nothing = page(customer_api, order_id, order)["timeline"]
    assert nothing == {"isLate": False, "promisedAt": None, "estimatedAt": None}
    start = datetime.now(UTC).replace(microsecond=0)
    end = (start + timedelta(days=3)).replace(hour=0, minute=0, second=0)
    tell({"kind": Kind.IN_TRANSIT, "happened_at": start, "estimated_from": start, "estimated_to": end})
    found = page(customer_api, order_id, order)
    window = found["timeline"]["estimatedAt"]
    assert (window["source"], window["earliest"]) == ("CARRIER", start.isoformat())
    # Told as a day, it lasts until that day ends in Warsaw.
    assert timedelta(hours=21) < datetime.fromisoformat(window["latest"]) - end < timedelta(hours=23)
    assert found["parcels"][0]["estimatedDelivery"] == window
    assert (found["timeline"]["isLate"], found["parcels"][0]["isLate"]) == (False, False)


def test_001_04_the_customer_reads_that_it_is_late_and_staff_doubts(
    customer, customer_api, staff_api, order_id
):
    order = sent_order(moment=timezone.now() - hours(30), user=customer)
    tell({"kind": Kind.DELAYED, "happened_at": timezone.now() - hours(9)})
    with get_host().allow_writer():
        assert tell_lateness() == 1
    for api in (customer_api, staff_api):
        found = page(api, order_id, order)
        assert (found["timeline"]["isLate"], found["parcels"][0]["isLate"]) == (True, True)
        subjects = [edge["node"]["subject"] for edge in found["history"]["edges"]]
        assert subjects == ["Delivery takes longer than promised"]
    assert "LATE" in {one["code"] for one in page(staff_api, order_id, order)["warnings"]}
    assert page(customer_api, order_id, order)["warnings"] is None


def test_the_pickup_point_with_its_deadline(staff_api, customer, customer_api, order_id):
    order = sent_order(user=customer)
    since, until = NOON + hours(9), NOON + hours(90)
    event = {"trackingCode": "AB1", "type": "AVAILABLE_FOR_PICKUP", "place": "Kiosk 5", "provider": "acme"}
    event |= {"date": since.isoformat(), "pickupUntil": until.isoformat()}
    assert staff_api.data(REPORT, events=[event])["orderCarrierEventReport"]["errors"] == []
    (parcel,) = page(customer_api, order_id, order)["parcels"]
    assert (parcel["pickupSince"], parcel["pickupPlace"], parcel["pickupUntil"]) == (
        since.isoformat(),
        "Kiosk 5",
        until.isoformat(),
    )
    wrong = event | {"pickupUntil": "1990-01-01T00:00:00+00:00"}
    refused = staff_api.data(REPORT, events=[wrong])["orderCarrierEventReport"]
    assert refused["errors"] == [{"field": "events.0.pickupUntil", "code": "INVALID"}]


def test_staff_reads_doubts_about_carriers(customer, customer_api, staff_api, order_id):
    order = sent_order("AA123456785BR", user=customer)
    told = {"tracking_code": "AA123456785BR", "happened_at": NOON - hours(30)}
    tell({**told, "kind": Kind.PICKED_UP, "provider": "inpost"})
    with get_host().allow_writer():
        OrderState.objects.filter(order=order).update(status=None)
    codes = {one["code"] for one in page(staff_api, order_id, order)["warnings"]}
    assert {"CARRIER_MISMATCH", "EVENT_BEFORE_SHIPPED"} <= codes
    assert page(customer_api, order_id, order)["warnings"] is None


if is_saleor_3():

    def shipping_method(least, most):
        from saleor.shipping.models import ShippingMethod, ShippingZone

        zone = ShippingZone.objects.create(name="everywhere", countries=["DE"])
        return ShippingMethod.objects.create(
            name="Parcel",
            type="price",
            shipping_zone=zone,
            minimum_delivery_days=least,
            maximum_delivery_days=most,
        )

    @pytest.fixture
    def method(configure):
        """A shipping method with one to two days; the shop is in Warsaw and counts every day."""
        configure(time_zone="Europe/Warsaw", delivery_day_kind="calendar", saleor_mails="off")
        with get_host().allow_writer():
            return shipping_method(1, 2)

    def ordered(method, moment, **columns):
        with get_host().allow_writer():
            order = make_order(created_at=moment, **columns)
            type(order).objects.filter(pk=order.pk).update(shipping_method=method)
            record_orders([order.pk])
        return order

    def test_001_02_days_of_the_method_count_from_purchase_and_then_from_shipping(
        method, staff_api, order_id
    ):
        order = ordered(method, NOON)
        at_purchase = {
            "earliest": "2026-03-02T23:00:00+00:00",
            "latest": "2026-03-04T22:59:59+00:00",
            "source": "MERCHANT",
        }
        found = page(staff_api, order_id, order)["timeline"]
        assert (found["promisedAt"], found["estimatedAt"]) == (at_purchase, at_purchase)
        with get_host().allow_writer():
            ship(order, "AB1", NOON + timedelta(days=5))
            # Later days are no promise of this order.
            type(method).objects.update(maximum_delivery_days=9)
            record_orders([order.pk])
        found = page(staff_api, order_id, order)
        expected = {
            "earliest": "2026-03-07T23:00:00+00:00",
            "latest": "2026-03-09T22:59:59+00:00",
            "source": "MERCHANT",
        }
        assert (found["timeline"]["promisedAt"], found["timeline"]["estimatedAt"]) == (at_purchase, expected)
        assert found["parcels"][0]["estimatedDelivery"] == expected

    def test_001_04_a_paid_order_that_does_not_leave_in_time_is_late(method, staff_api, order_id):
        moment = datetime.now(UTC) - timedelta(days=5)
        late = ordered(method, moment, is_paid=True)
        unpaid = ordered(method, moment)
        sent = ordered(method, moment, is_paid=True)
        with get_host().allow_writer():
            ship(sent, "AB9", moment)
            record_orders([sent.pk])
            assert tell_lateness() == 1
        flags = [OrderState.objects.get(order=order).is_late for order in (late, unpaid, sent)]
        # Nobody reports on the parcel of the third: it may have come.
        assert flags == [True, False, False]
        assert page(staff_api, order_id, late)["timeline"]["isLate"] is True

    @pytest.mark.parametrize(
        ("least", "most", "days"),
        [(None, None, (None, None)), (3, None, (3, 3)), (None, 4, (4, 4)), (0, 0, (0, 0))],
    )
    def test_a_method_may_say_one_number_or_none(configure, least, most, days):
        with get_host().allow_writer():
            order = ordered(shipping_method(least, most), NOON)
        state = OrderState.objects.get(order=order)
        assert (state.promised_min_days, state.promised_max_days) == days
        assert (state.promised_to is None) == (days == (None, None))

else:

    def test_saleor_2_knows_no_days_of_shipping_methods():
        order = sent_order()
        state = OrderState.objects.get(order=order)
        assert (state.promised_max_days, state.promised_to) == (None, None)
        assert OrderParcel.objects.get(order=order).expected_source == ""
