"""Webhook calls: stored first, worked off later, none lost and none counted twice.

Set ORDER_CENTRAL_CARRIER_CALLS for the number of calls around the kill; 2000 takes a few minutes.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from devtool.inside import sql
from saleor_order_central.carrier_events.intake import drain_deliveries, receive, tend_deliveries
from saleor_order_central.carrier_events.models import CarrierDelivery, OrderCarrierEvent
from saleor_order_central.carrier_events.signature import sign
from saleor_order_central.host.base import PLUGIN_ID
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from tests.shop_rows import NOON, hours, make_order, ship

SECRET = "a secret of the shop"
CALLS = int(os.environ.get("ORDER_CENTRAL_CARRIER_CALLS", "200"))


def call(content, secret=SECRET):
    """Receive one call and return its answer."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    moment = str(int(time.time()))
    answer = receive(body, f"t={moment},v1={sign(secret, body, moment).hex()}", secret=SECRET)
    return answer.http_status, answer.word


def one(code="AB1", **values):
    return {"trackingCode": code, "type": "IN_TRANSIT", "date": (NOON + hours(5)).isoformat(), **values}


def sent_order(code="AB1", *, is_paid=True):
    order = make_order(is_paid=is_paid)
    ship(order, code, NOON + hours(2))
    record_orders([order.pk])
    return order


def statuses():
    return list(CarrierDelivery.objects.order_by("pk").values_list("status", "problem"))


@pytest.mark.django_db
class TestReceiving:
    @pytest.mark.parametrize(
        ("body", "answer"),
        [
            (b'{"events": [', (400, "not JSON")),
            (b"\xff\xfe", (400, "not JSON")),
            (json.dumps({"events": [one()]}).encode("utf-16"), (400, "not JSON")),
            (b"[" * 100_000, (400, "not JSON")),
            (b"[]", (400, "events: a list of 1 to 100")),
            (b'{"events": []}', (400, "events: a list of 1 to 100")),
            (json.dumps({"events": [{}] * 101}).encode(), (400, "events: a list of 1 to 100")),
            (b" " * (256 * 1024 + 1), (413, "too large")),
        ],
    )
    def test_what_cannot_be_read_is_answered_and_not_kept(self, body, answer):
        assert call(body) == answer
        assert CarrierDelivery.objects.count() == 0

    def test_a_wrong_signature_is_answered_before_anything_is_read(self):
        assert call(b"not JSON at all", secret="another secret") == (401, "wrong signature")
        assert CarrierDelivery.objects.count() == 0

    def test_the_same_call_is_known(self):
        sent_order()
        assert call({"id": "1", "events": [one()]}) == (200, "accepted")
        assert call({"id": "1", "events": [one()]}) == (200, "known")
        assert call({"id": "1", "provider": "b", "events": [one()]}) == (200, "accepted")
        assert call({"events": [one()]}) == (200, "accepted")
        assert call({"events": [one()]}) == (200, "known")
        assert CarrierDelivery.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.urls("saleor_order_central.urls")
def test_our_own_addresses_need_no_routing_by_saleor(client, configure):
    """Included before Saleor's, they take calls on every Saleor; docs/carrier-events.md."""
    sent_order()
    body, moment = json.dumps({"events": [one(place="Rome")]}).encode(), str(int(time.time()))
    headers = {"HTTP_X_ORDER_CENTRAL_SIGNATURE": f"t={moment},v1={sign(SECRET, body, moment).hex()}"}
    path = f"/plugins/global/{PLUGIN_ID}/carrier-events"

    def post():
        answer = client.post(path, body, content_type="application/json", **headers)
        return answer.status_code, answer.content

    assert post()[0] == 404
    configure(carrier_webhook_secret=SECRET)
    assert post() == (200, b'{"status": "accepted"}')
    headers = {}
    assert post()[0] == 401
    drain_deliveries()
    assert list(OrderCarrierEvent.objects.values_list("place", flat=True)) == ["Rome"]


@pytest.mark.django_db
class TestWorking:
    def test_events_are_stored_and_calls_marked(self):
        order = sent_order()
        call({"provider": "acme", "events": [one(place="Rome"), one(type="DELIVERED", externalId="9")]})
        assert drain_deliveries() == 1
        rows = OrderCarrierEvent.objects.order_by("pk").values_list("type", "provider", "place")
        assert list(rows) == [("IN_TRANSIT", "acme", "Rome"), ("DELIVERED", "acme", "")]
        assert statuses() == [("DONE", "")]
        assert OrderState.objects.get(order=order).status.slug == "finalized"
        assert drain_deliveries() == 0

    def test_a_bad_event_does_not_hold_up_the_others(self):
        sent_order()
        call({"events": [one(date="yesterday"), one(place="Rome\x00 \ud800")]})
        call({"events": [7]})
        call({"events": [one(rawCode=7)]})
        drain_deliveries()
        assert [status for status, _problem in statuses()] == ["DONE", "REFUSED", "REFUSED"]
        assert statuses()[0][1] == "events.0.date: Write the time as 2026-03-02T12:00:00+01:00."
        assert list(OrderCarrierEvent.objects.values_list("place", flat=True)) == ["Rome"]

    def test_a_call_that_came_before_its_parcel_is_tried_again(self):
        call({"events": [one()]})
        drain_deliveries()
        assert statuses() == [("UNMATCHED", "")]
        order = sent_order()
        tend_deliveries()
        assert statuses() == [("DONE", "")]
        assert OrderCarrierEvent.objects.get().parcel.order_id == order.pk

    def test_a_call_that_always_fails_stops_no_other(self):
        sent_order()
        call({"events": [one()]})
        CarrierDelivery.objects.update(body="broken")
        call({"events": [one()], "id": "good"})
        for _ in range(6):
            drain_deliveries()
        assert statuses() == [("REFUSED", "JSONDecodeError"), ("DONE", "")]
        assert OrderCarrierEvent.objects.count() == 1

    def test_old_calls_are_forgotten_but_never_waiting_ones(self):
        for number in range(2):
            call({"id": str(number), "events": [one()]})
        drain_deliveries()
        call({"id": "waiting", "events": [one()]})
        CarrierDelivery.objects.update(received_at=timezone.now() - timedelta(days=31))
        tend_deliveries()
        assert [status for status, _problem in statuses()] == ["UNMATCHED"]


WORKER = """
import json, sys, time
import django
django.setup()
from contextlib import nullcontext
from django.db import transaction
from saleor_order_central.carrier_events.intake import drain_deliveries, receive
from saleor_order_central.carrier_events.signature import sign
from saleor_order_central.host import get_host
is_receiving = sys.argv[1] == "receiving"
with get_host().allow_writer():
    with nullcontext() if is_receiving else transaction.atomic():
        for number, content in enumerate(json.load(sys.stdin), start=1):
            body, moment = json.dumps(content).encode(), str(int(time.time()))
            header = f"t={moment},v1={sign(SECRET, body, moment).hex()}"
            print(receive(body, header, secret=SECRET).word)
            if is_receiving and number % 25 == 0:
                drain_deliveries()
    drain_deliveries()
""".replace("SECRET", repr(SECRET))


def in_random_order_twice(calls, seed):
    twice = calls * 2
    random.Random(seed).shuffle(twice)
    return twice


@pytest.mark.parametrize("moment", ["receiving", "working off"])
def test_a_killed_process_loses_and_doubles_nothing(transactional_db, queued, tmp_path, moment):
    codes = [f"KILL{index}" for index in range(10)]
    for code in codes:
        sent_order(code, is_paid=False)
    calls = [
        {"id": f"kill-{index}", "events": [one(codes[index % 10], externalId=str(index))]}
        for index in range(CALLS)
    ]
    try:
        # given a process that is killed while it takes calls, or while it works off what it took
        log = tmp_path / "worker.log"
        worker = start_worker(in_random_order_twice(calls, 3), moment, log)
        deadline = time.monotonic() + 240
        while OrderCarrierEvent.objects.count() < CALLS // 4 and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL
        taken = CarrierDelivery.objects.count()
        done = CarrierDelivery.objects.filter(status="DONE").count()
        assert 0 < done < CALLS, log.read_text()
        assert (taken == CALLS) is (moment == "working off")
        # when the sender, who had no answer, sends everything twice again
        answers = Counter(call(content) for content in in_random_order_twice(calls, 4))
        assert bool(queued()) is (moment == "receiving")
        drain_deliveries()
        # then
        assert answers == +Counter({(200, "accepted"): CALLS - taken, (200, "known"): CALLS + taken})
        found = OrderCarrierEvent.objects.filter(parcel__normalized_code__in=codes)
        assert sorted(found.values_list("external_id", flat=True)) == sorted(map(str, range(CALLS)))
        assert list(CarrierDelivery.objects.values_list("status", flat=True)) == ["DONE"] * CALLS
        print(f"{CALLS} calls sent twice, killed with {taken} taken and {done} done, stored: {found.count()}")
    finally:
        CarrierDelivery.objects.all().delete()


def start_worker(calls, moment, log):
    env = os.environ | {
        "DATABASE_URL": sql.url_of(os.environ["ORDER_CENTRAL_SERVER"], connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        # Tasks are queued and never run: the process works the calls off itself.
        "CELERY_BROKER_URL": "memory://",
    }
    with log.open("w") as output:
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, moment],
            env=env,
            cwd=os.environ["ORDER_CENTRAL_CWD"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
    worker.stdin.write(json.dumps(calls).encode())
    worker.stdin.close()
    return worker
