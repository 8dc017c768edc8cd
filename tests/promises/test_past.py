"""Transit times and carriers' figures, counted by the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.host import get_host
from saleor_order_central.promises.models import PastTransit
from saleor_order_central.promises.past import LEAST_DELIVERIES, count_transits, load_past
from saleor_order_central.promises.performance import (
    CarrierPerformance,
    Period,
    carrier_performances,
    order_counts,
    period,
)
from saleor_order_central.promises.windows import Transit
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, cancel, hours, make_order, ship

pytestmark = pytest.mark.django_db
NOW = NOON + timedelta(days=30)
ALL = Period(NOON - hours(1), NOW)


@pytest.fixture(autouse=True)
def _writer(db, configure):
    configure(time_zone="UTC")
    with get_host().allow_writer():
        yield


def parcel(carrier="acme", took=None, promised=None, country="DE", **columns):
    """A parcel that left at NOON; `took` and `promised` are hours after it."""
    order = make_order()
    ship(order, f"X{order.pk}", NOON)
    record_orders([order.pk])
    order.shipping_address.country = country
    order.shipping_address.save()
    OrderParcel.objects.filter(order=order).update(
        carrier=carrier,
        shipped_at=NOON,
        delivered_at=None if took is None else NOON + hours(took),
        first_promised_to=None if promised is None else NOON + hours(promised),
        **columns,
    )
    return order


def test_half_and_nine_tenths_are_interpolated_by_carrier_and_country():
    for took in range(1, 11):
        parcel(took=took)
    parcel(took=100, country="PL")
    parcel("other", took=5)
    parcel("", took=5)
    parcel(took=None)
    # when
    assert count_transits(NOW) == 5
    rows = {(row.carrier, row.country): row for row in PastTransit.objects.all()}
    # then
    german = rows["acme", "DE"]
    assert (german.deliveries, german.p50, german.p90) == (10, hours(5.5), hours(9.1))
    assert (rows["acme", ""].deliveries, rows["acme", ""].p50) == (11, hours(6))
    assert sorted(rows) == [("acme", ""), ("acme", "DE"), ("acme", "PL"), ("other", ""), ("other", "DE")]
    # and again, half a year later, nobody remembers
    assert count_transits(NOW + timedelta(days=200)) == 0
    assert not PastTransit.objects.exists()


def test_few_deliveries_make_no_promise_but_tell_that_the_carrier_reports():
    times = {"p50": hours(24), "p90": hours(48)}
    PastTransit.objects.create(carrier="acme", country="DE", deliveries=LEAST_DELIVERIES - 1, **times)
    PastTransit.objects.create(carrier="acme", country="", deliveries=LEAST_DELIVERIES, **times)
    PastTransit.objects.create(carrier="other", country="", deliveries=1, **times)
    past = load_past(["acme", "other", "", "third"], using="default")
    assert past.carriers == {"acme", "other"}
    assert past.find("acme", "DE") == past.find("acme", "PL") == Transit(**times)
    assert past.find("other", "DE") is None


def test_001_02_a_parcel_without_other_promise_gets_that_of_the_past():
    times = {"p50": hours(24), "p90": hours(48)}
    PastTransit.objects.create(carrier="correios", country="DE", deliveries=20, **times)
    order = make_order()
    ship(order, "AA123456785BR", NOON)
    record_orders([order.pk])
    found = OrderParcel.objects.get(order=order)
    assert (found.expected_source, found.expected_to) == ("HISTORY", NOON + hours(60) - timedelta(seconds=1))
    # The promise stays when the figures change.
    PastTransit.objects.update(p90=hours(480))
    record_orders([order.pk])
    assert OrderParcel.objects.get(order=order).expected_to == found.expected_to
    # Until the carrier itself tells.
    event = {"happened_at": NOON + hours(1), "kind": Kind.IN_TRANSIT, "provider": "correios"}
    event |= {"tracking_code": "AA123456785BR", "estimated_to": NOON + hours(7)}
    report_events([ReportedEvent(**event)])
    told = OrderParcel.objects.get(order=order)
    assert (told.expected_source, told.expected_to) == ("CARRIER", NOON + hours(7))
    assert told.first_promised_to == found.expected_to


def test_001_24_promised_against_real_dates(statements):
    parcel(took=10, promised=20)
    parcel(took=20, promised=20)
    parcel(took=30, promised=20)
    parcel(took=None, promised=20, last_event_at=NOON)
    # Nobody reports on this one, so nobody knows.
    parcel(took=None, promised=20)
    parcel(took=40)
    parcel("other", took=None, promised=24 * 60, last_event_at=NOON)
    called_back = parcel(took=None, promised=20, last_event_at=NOON)
    called_back.fulfillments.update(status="canceled")
    OrderState.objects.update(channel="main")
    # when
    with statements() as found:
        acme, other = carrier_performances(ALL, using="default", channels=None, now=NOW)
    # then
    assert len(found) == 1
    assert acme == CarrierPerformance(
        carrier="acme",
        channel="main",
        parcels=6,
        promised=5,
        delivered=4,
        on_time=2,
        late=2,
        average=hours(25),
        p50=hours(25),
        p90=hours(37),
    )
    assert (acme.unpromised, acme.on_time_rate) == (1, 0.5)
    assert (other.parcels, other.on_time, other.late, other.on_time_rate, other.p50) == (1, 0, 0, None, None)
    assert carrier_performances(ALL, using="default", channels=["none"], now=NOW) == []
    earlier = Period(NOON - hours(9), NOON - hours(1))
    assert carrier_performances(earlier, using="default", channels=None, now=NOW) == []


def test_orders_that_need_somebody_are_counted():
    late, silent, ended = (parcel() for _ in range(3))
    OrderState.objects.filter(order=late).update(is_late=True)
    OrderState.objects.filter(order=silent).update(silent_at=NOON)
    cancel(ended, NOON)
    counts = order_counts(ALL, using="default", channels=None, now=NOW)
    assert (counts.late, counts.silent) == (1, 1)


def test_without_dates_a_period_is_the_last_ninety_days():
    assert period(None, None, now=NOW) == Period(NOW - timedelta(days=90), NOW)
    assert period(NOON, NOW) == Period(NOON, NOW)
