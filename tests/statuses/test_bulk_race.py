"""Equal bulk changes at the same time, each on a connection of its own."""

from __future__ import annotations

from threading import Barrier, Thread

from django.db import connection

from saleor_order_central.author import SYSTEM
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.bulk import change_statuses
from saleor_order_central.statuses.job_models import ErrorPolicy, StatusBulkJob
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import make_order

TARGET = "waiting-for-dispatch"
AT_ONCE = 32


def test_32_parallel_equal_calls_change_once(transactional_db):
    # given
    pks = [make_order().pk for _ in range(3)]
    record_orders(pks)
    request = StatusChangeRequest(TARGET, modes={"EMAIL": "SEND"}, idempotency_key="same")
    barrier, found = Barrier(AT_ONCE), []

    def call() -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                job = change_statuses(
                    pks, request, policy=ErrorPolicy.REJECT_EVERYTHING, author=SYSTEM, channels=None
                )
                found.append(job.pk)
        finally:
            connection.close()

    # when
    threads = [Thread(target=call) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # then
    assert len(found) == AT_ONCE
    assert len(set(found)) == 1
    assert OrderEntry.objects.filter(status_to__slug=TARGET).count() == 3
    assert OrderNotification.objects.filter(occasion="STATUS_CHANGED", channel_kind="EMAIL").count() == 3
    StatusBulkJob.objects.all().delete()
