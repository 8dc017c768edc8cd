"""Several beat workers at the same time, each on a connection of its own: every delay is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

from django.db import connection

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.promises.models import PastTransit
from saleor_order_central.promises.past import count_transits
from saleor_order_central.promises.watch import tell_lateness
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import make_order, ship

WORKERS = 8


def at_once(work):
    """Run the work of all workers at one moment and return what each one answered."""
    barrier, found = Barrier(WORKERS), []

    def run() -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                found.append(work())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == WORKERS
    return found


def sent_order(code, moment):
    order = make_order(created_at=moment)
    ship(order, code, moment)
    record_orders([order.pk])
    return order


def test_eight_workers_tell_each_delay_once(transactional_db):
    # given
    now = datetime.now(UTC)
    orders = [sent_order(f"R{index}", now - timedelta(days=3)) for index in range(5)]
    delayed = {"happened_at": now - timedelta(hours=2), "kind": Kind.DELAYED, "provider": "p"}
    report_events([ReportedEvent(**delayed, tracking_code=f"R{index}") for index in range(5)])
    # when
    told = at_once(tell_lateness)
    # then
    assert sum(told) == 5
    mails = OrderNotification.objects.filter(order__in=orders, occasion="DELAY", channel_kind="EMAIL")
    entries = OrderEntry.objects.filter(order__in=orders, idempotency_key__startswith="late:")
    assert (mails.count(), entries.count()) == (5, 5)


def test_eight_workers_count_the_same_transits(transactional_db):
    now = datetime.now(UTC)
    sent_order("AA123456785BR", now - timedelta(days=3))
    event = {"happened_at": now, "kind": Kind.DELIVERED, "tracking_code": "AA123456785BR", "provider": "p"}
    report_events([ReportedEvent(**event)])
    try:
        assert set(at_once(count_transits)) == {2}
        rows = PastTransit.objects.values_list("carrier", "country", "deliveries")
        assert sorted(rows) == [("correios", "", 1), ("correios", "DE", 1)]
    finally:
        PastTransit.objects.all().delete()
