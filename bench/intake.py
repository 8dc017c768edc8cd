"""Calls of the carrier webhook beside a bare Django view that stores the same JSON.

    python3 dev.py bench --host NAME intake

Prints calls per second of both, in process, and how fast stored calls are worked off.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from typing import Any

import django

CALLS = 2000
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


def requests_of(path: str) -> list[Any]:
    """Signed requests, made before the clock starts."""
    from django.test import RequestFactory

    from saleor_order_central.carrier_events.signature import HEADER, sign

    moment, factory = str(int(time.time())), RequestFactory()
    name = "HTTP_" + HEADER.upper().replace("-", "_")
    found = []
    for index in range(CALLS):
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


def per_second(view: Callable[[Any], Any]) -> float:
    """Call a view with every request and return calls per second."""
    requests = requests_of("/carrier-events")
    started = time.perf_counter()
    for request in requests:
        if view(request).status_code != 200:
            raise SystemExit("a call was refused")
    return CALLS / (time.perf_counter() - started)


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
        bare = per_second(bare_view)
        ours = per_second(lambda request: carrier_webhook(request, PATH))
        started = time.perf_counter()
        worked = drain_deliveries()
        seconds = time.perf_counter() - started
        stored = OrderCarrierEvent.objects.filter(provider="bench").count()
    if (worked, stored) != (CALLS, CALLS):
        raise SystemExit(f"{worked} calls worked off and {stored} events stored, not {CALLS}")
    print(f"Saleor {host.version}, {CALLS} calls of one event each")
    print(f"bare view     {bare:7.0f} calls/s   1.00")
    print(f"webhook       {ours:7.0f} calls/s   {ours / bare:.2f}")
    print(f"worked off    {CALLS / seconds:7.0f} calls/s")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    # Tasks are queued and never run: the benchmark works the calls off itself.
    os.environ["CELERY_BROKER_URL"] = "memory://"
    main()
