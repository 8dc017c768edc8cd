"""Many workers, equal requests at once and a worker that is killed: one message each, none lost.

Set ORDER_CENTRAL_DELIVERIES for the number of messages around the kill; 1000 takes about a minute.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from devtool.inside import sql
from saleor_order_central.author import SYSTEM
from saleor_order_central.host import get_host
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import NotificationReason, OrderNotification
from saleor_order_central.notifications.outbox import cancel_waiting, store_drafts
from saleor_order_central.timeline.history import event, write
from saleor_order_central.timeline.view import Visibility
from tests.shop_rows import NOON, make_order

AT_ONCE = 32
DELIVERIES = int(os.environ.get("ORDER_CENTRAL_DELIVERIES", "300"))


def at_once(call, number=AT_ONCE):
    """Call in as many threads, all let go together; each has its own connection."""
    barrier = Barrier(number)

    def one(index):
        try:
            with get_host().allow_writer():
                barrier.wait(60)
                return call(index)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def make_messages(order, number):
    """One message to each of so many recipients."""
    OrderNotification.objects.bulk_create(
        OrderNotification(
            order=order,
            occasion="EVENT",
            channel_kind="EMAIL",
            status="QUEUED",
            reason="CHOSEN",
            recipient=f"c{index}@example.com",
            sender="Shop <shop@example.com>",
            subject="News",
            body="Your parcel left.",
            dedupe_key=f"{order.pk}:{index}:EMAIL",
            send_after=NOON,
        )
        for index in range(number)
    )


def waiting():
    return OrderNotification.objects.filter(status="QUEUED").count()


def test_32_equal_requests_at_once_store_one_message(transactional_db, draft, shop):
    order, settings = make_order(), shop()
    one = draft(order, key="race", occasion="STATUS_CHANGED")
    # when
    found = at_once(lambda _: [row.pk for row in store_drafts([(one, None)], settings=settings)])
    # then
    row = OrderNotification.objects.get(order=order)
    assert (row.status, row.reason) == ("HELD", "CHOSEN")
    assert found == [[row.pk]] * AT_ONCE


def test_32_workers_send_each_message_once(transactional_db, smtp):
    make_messages(make_order(), 100)
    # when
    counts = at_once(lambda _: deliver_due())
    # then
    assert sum(one.sent for one in counts) == 100
    assert sorted(smtp.recipients) == sorted(f"c{index}@example.com" for index in range(100))
    assert Counter(OrderNotification.objects.values_list("status", flat=True)) == {"SENT": 100}


def test_an_undo_waits_for_the_message_that_is_just_leaving(transactional_db, smtp):
    order = make_order()
    undone = event(order.pk, author=SYSTEM, visibility=Visibility.CUSTOMER, subject="News", message="")
    entry = write([undone])[0]
    make_messages(order, 2)
    OrderNotification.objects.update(entry=entry)
    smtp.delay = 0.7

    def undo_or_deliver(index):
        if index == 0:
            return deliver_due(limit=1)
        time.sleep(0.3)
        with transaction.atomic():
            return cancel_waiting(entry_pks=[entry.pk], reason=NotificationReason.UNDONE)

    # when
    delivered, canceled = at_once(undo_or_deliver, 2)
    # then the undo knows of the one that left, and stopped the other
    assert delivered.sent == 1
    assert (canceled.count, [row.recipient for row in canceled.sent]) == (1, ["c0@example.com"])
    assert deliver_due().taken == 0
    assert smtp.recipients == ["c0@example.com"]


def test_a_change_does_not_wait_for_a_message_that_is_just_leaving(transactional_db, smtp, draft, shop):
    order, settings = make_order(), shop()
    make_messages(order, 1)
    OrderNotification.objects.update(occasion="STATUS_CHANGED")
    smtp.delay = 1.5

    def store_or_deliver(index):
        if index == 0:
            return deliver_due(limit=1).sent
        time.sleep(0.3)
        start = time.monotonic()
        store_drafts([(draft(order, occasion="STATUS_CHANGED"), None)], settings=settings)
        return time.monotonic() - start

    sent, seconds = at_once(store_or_deliver, 2)
    assert sent == 1
    assert seconds < 0.8
    assert list(OrderNotification.objects.order_by("pk").values_list("status", flat=True)) == [
        "SENT",
        "HELD",
    ]


@pytest.fixture
def worker(smtp, tmp_path):
    """Start a process that delivers all that is due in this test's database."""
    started = []

    def start():
        env = os.environ | {
            "DATABASE_URL": sql.url_of(os.environ["ORDER_CENTRAL_SERVER"], connection.settings_dict["NAME"]),
            "DJANGO_SETTINGS_MODULE": "demo.settings",
            "EMAIL_URL": smtp.url,
        }
        log = (tmp_path / "worker.log").open("w")
        command = [sys.executable, "-m", "django", "order_central_deliver", "--all"]
        cwd = os.environ["ORDER_CENTRAL_CWD"]
        started.append(subprocess.Popen(command, env=env, cwd=cwd, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_a_killed_worker_loses_and_repeats_nothing(transactional_db, smtp, worker, record_property):
    make_messages(make_order(), DELIVERIES)
    # given a worker that is killed in the middle
    process = worker()
    smtp.wait_for(DELIVERIES // 3, seconds=120)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    marked = OrderNotification.objects.filter(status="SENT").count()
    assert 0 < marked < DELIVERIES
    # when another one goes on
    deadline = time.monotonic() + 120
    while waiting() and time.monotonic() < deadline:
        deliver_due()
    # then every recipient has one message, whatever number of copies the mailbox saw
    assert waiting() == 0
    ids = {(to, message["Message-ID"]) for to, message in zip(smtp.recipients, smtp.messages, strict=True)}
    assert Counter(to for to, _id in ids) == {f"c{index}@example.com": 1 for index in range(DELIVERIES)}
    assert len({message_id for _to, message_id in ids}) == DELIVERIES
    copies = len(smtp.messages) - DELIVERIES
    record_property("messages marked when the worker died", marked)
    record_property("copies under the same Message-ID", copies)
    print(f"{DELIVERIES} messages, worker killed after {marked}, copies under the same Message-ID: {copies}")
    assert copies <= 1
