"""Several workers, and workers that die: nothing is lost, nothing is asked for twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from devtool.inside import sql
from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.host import get_host
from saleor_order_central.providers.models import ParcelPoll, ProviderState
from saleor_order_central.providers.polling import poll_parcels
from saleor_order_central.providers.turns import LEASE
from saleor_order_central.statuses.locks import lock_order_states
from tests.providers.parcels import LOCKERS, ago, committed_settings, parcel, path
from tests.providers.shapes import aftership_checkpoint, aftership_tracking, inpost_tracking

WORKER = """
import sys
import django
django.setup()
from django.conf import settings
settings.ORDER_CENTRAL_PROVIDERS = {"aftership": {"url": "http://" + sys.argv[1], "pause": 0}}
settings.ORDER_CENTRAL_PRIVATE_HOSTS = [sys.argv[1]]
from saleor_order_central.host import get_host
from saleor_order_central.providers.polling import poll_parcels
with get_host().allow_writer():
    poll_parcels()
"""


@pytest.fixture
def clean(transactional_db):
    yield
    ProviderState.objects.all().delete()


def test_two_workers_share_the_pace_and_ask_for_nothing_twice(clean, server, lead):
    # given more parcels than one request takes
    lead.ORDER_CENTRAL_PROVIDERS["inpost"]["pause"] = 0.2
    codes = LOCKERS[:6]
    with committed_settings(inpost_history=True):
        for code in codes:
            parcel(code, is_paid=False)
            server.answer(path(code), 200, inpost_tracking(("created", ago(hours=1).isoformat())))
        # when two workers run at once
        workers = [Thread(target=_work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    # then each parcel was asked for once, and no two requests came sooner than the pause
    assert sorted(server.paths()) == sorted(map(path, codes))
    moments = sorted(one.at for one in server.asked)
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.15
    assert OrderCarrierEvent.objects.count() == len(codes)


def _work():
    try:
        with get_host().allow_writer():
            poll_parcels(seconds=20)
    finally:
        connections.close_all()


@pytest.mark.parametrize("moment", ["while the provider answers", "while the answer is kept"])
def test_a_killed_worker_loses_nothing(clean, server, lead, tmp_path, moment):
    codes = [f"1Z{number:02d}W99999999999" for number in range(8)]
    with committed_settings(aftership_api_key="key"):
        orders = [parcel(code, "ups", is_paid=False).order_id for code in codes]
        points = [aftership_checkpoint("InTransit", ago(hours=hour).isoformat()) for hour in (3, 2)]
        content = {"data": {"trackings": [aftership_tracking(code, *points) for code in codes]}}
        is_asking = moment == "while the provider answers"
        server.answer("/trackings", 200, content, delay=60 if is_asking else 0)
        # given a worker that is killed in the middle of a batch of 8
        log = tmp_path / "worker.log"
        with transaction.atomic():
            if not is_asking:
                lock_order_states(orders[-1:])
            worker = _start(server.host, log)
            _wait(lambda: server.asked, log)
            if not is_asking:
                _wait(_is_blocked, log)
            os.kill(worker.pid, signal.SIGKILL)
            assert worker.wait() == -signal.SIGKILL
        assert OrderCarrierEvent.objects.count() == 0
        rows = ParcelPoll.objects.all()
        assert [timezone.now() < row.next_at <= timezone.now() + LEASE for row in rows] == [True] * 8
        # when another one looks at once, then the parcels are not asked for
        server.forget()
        server.answer("/trackings", 200, content)
        assert poll_parcels(seconds=5) == 0
        # when the lease of the dead one has ended
        for row in rows:
            ParcelPoll.objects.filter(pk=row.pk).update(next_at=row.next_at - LEASE - timedelta(seconds=1))
        assert poll_parcels(seconds=20) == 1
        # then every event is there, once
        assert OrderCarrierEvent.objects.filter(parcel__normalized_code__in=codes).count() == 16
        assert poll_parcels(seconds=5) == 0


def _start(host, log):
    env = os.environ | {
        "DATABASE_URL": sql.url_of(os.environ["ORDER_CENTRAL_SERVER"], connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "demo.settings",
    }
    with log.open("w") as output:
        return subprocess.Popen(
            [sys.executable, "-c", WORKER, host],
            env=env,
            cwd=os.environ["ORDER_CENTRAL_CWD"],
            stdout=output,
            stderr=output,
        )


def _wait(condition, log):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)


def _is_blocked():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0
