"""Calls of the carrier webhook beside a bare Django view that stores the same JSON.

    python3 dev.py bench --host NAME intake

Prints calls per second of both, in process; of the webhook through our own addresses and as Saleor routes it,
which on Saleor 3 reads the configuration of every plugin for each call; and how fast stored calls are worked
off.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import django

CALLS = 250
TURNS = 6
PARCELS = 50
SECRET = "a secret of the benchmark"


def body_of(index: int) -> bytes:
    """One call with one event."""
    event = {
        "trackingCode": f"BENCH{index % PARCELS}",
        "type": "IN_TRANSIT",
        "date": "2026-03-02T12:00:00+01:00",
        "place": "Leipzig",
        "externalId": str(index),
    }
    return json.dumps({"id": f"bench-{index}", "provider": "bench", "events": [event]}).encode()


def requests_of(path: str, first: int) -> list[Any]:
    """Signed requests, made before the clock starts."""
    from django.test import RequestFactory

    from saleor_order_central.carrier_events.signature import HEADER, sign

    moment, factory = str(int(time.time())), RequestFactory()
    name = "HTTP_" + HEADER.upper().replace("-", "_")
    found = []
    for index in range(first, first + CALLS):
        body = body_of(index)
        headers = {name: f"t={moment},v1={sign(SECRET, body, moment).hex()}"}
        found.append(factory.post(path, data=body, content_type="application/json", **headers))
    return found


def bare_view(request: Any) -> Any:
    """Parse and store, nothing else."""
    from django.http import JsonResponse

    from saleor_order_central.carrier_events.models import CarrierDelivery

    content = json.loads(request.body)
    CarrierDelivery.objects.create(key=f"bare {content['id']}", body=request.body.decode(), status="DONE")
    return JsonResponse({"status": "accepted"})


def routed_view(request: Any, addresses: str | None = None) -> Any:
    """Whatever the host's addresses lead to, or those of a module."""
    from django.urls import resolve

    found = resolve(request.path, addresses)
    return found.func(request, *found.args, **found.kwargs)


def fastest(views: Mapping[str, tuple[Callable[[Any], Any], str]]) -> dict[str, float]:
    """Call the views in turns; return calls per second of the best turn, for the machine may be busy."""
    best = dict.fromkeys(views, 0.0)
    for turn in range(TURNS):
        for number, (name, (view, path)) in enumerate(views.items()):
            requests = requests_of(path, first=(turn * len(views) + number) * CALLS)
            started = time.perf_counter()
            for request in requests:
                if view(request).status_code != 200:
                    raise SystemExit(f"{name}: a call was refused")
            best[name] = max(best[name], CALLS / (time.perf_counter() - started))
    return best


def add_parcels() -> None:
    """Sent orders, one for each tracking code."""
    from saleor_order_central.statuses.automation import record_orders
    from tests.shop_rows import NOON, make_order, ship

    orders = [make_order(is_paid=True) for _ in range(PARCELS)]
    for index, order in enumerate(orders):
        ship(order, f"BENCH{index}", NOON)
    record_orders([order.pk for order in orders])


def main() -> None:
    """Set the secret, take the calls, compare, work them off."""
    django.setup()
    from saleor.plugins.models import PluginConfiguration

    from saleor_order_central.carrier_events.intake import drain_deliveries
    from saleor_order_central.carrier_events.models import OrderCarrierEvent
    from saleor_order_central.host import get_host
    from saleor_order_central.host.base import PLUGIN_ID
    from saleor_order_central.webhook import PATH, carrier_webhook

    host = get_host()
    with host.allow_writer():
        values = [{"name": "carrier_webhook_secret", "value": SECRET}]
        PluginConfiguration.objects.update_or_create(
            identifier=PLUGIN_ID,
            defaults={"name": "Order Central", "active": True, "configuration": values},
        )
        add_parcels()
        routed = f"/plugins/global/{PLUGIN_ID}{PATH}"
        found = fastest(
            {
                "bare view": (bare_view, PATH),
                "webhook": (lambda request: carrier_webhook(request, PATH), PATH),
                "own addresses": (partial(routed_view, addresses="saleor_order_central.urls"), routed),
                "Saleor's": (routed_view, routed),
            }
        )
        started = time.perf_counter()
        worked = drain_deliveries()
        seconds = time.perf_counter() - started
        stored = OrderCarrierEvent.objects.filter(provider="bench").count()
    expected = (len(found) - 1) * TURNS * CALLS
    if (worked, stored) != (expected, expected):
        raise SystemExit(f"{worked} calls worked off and {stored} events stored, not {expected}")
    print(f"Saleor {host.version}, the best of {TURNS} turns of {CALLS} calls of one event each")
    for name, speed in found.items():
        print(f"{name:14} {speed:7.0f} calls/s {speed / found['bare view']:6.2f}")
    print(f"{'worked off':14} {worked / seconds:7.0f} calls/s")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    # Tasks are queued and never run: the benchmark works the calls off itself.
    os.environ["CELERY_BROKER_URL"] = "memory://"
    main()
