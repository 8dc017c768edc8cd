"""How long requests and tries of codes take for an order that exists and for others.

    python3 dev.py bench --host NAME guest_access

Prints the median time of each kind in milliseconds, and its ratio to the known order. Everything is rolled
back. Tasks do not run, as with a broker.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import django

ROUNDS = 300
CLIENT = "203.0.113.1"


def measure(keys: dict[str, Any], act: Callable[[Any], object]) -> dict[str, float]:
    """Median milliseconds by name; the kinds take turns in changing order, so that all are treated alike."""
    from saleor_order_central.access.models import AccessCount
    from saleor_order_central.errors import OrderCentralFault

    times: dict[str, list[float]] = {name: [] for name in keys}
    for _ in range(ROUNDS):
        for name in random.sample(list(keys), len(keys)):
            AccessCount.objects.all().delete()
            started = time.perf_counter()
            with suppress(OrderCentralFault):
                act(keys[name])
            times[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(found) for name, found in times.items()}


def show(title: str, medians: dict[str, float]) -> None:
    """One line for each kind."""
    print(title)
    for name, median in medians.items():
        print(f"  {name:<16} {median:7.2f} ms   {median / medians['known']:5.2f}")


def main() -> None:
    """Measure on one order of the sample shop."""
    from saleor_order_central.access.grants import confirm_access
    from saleor_order_central.access.requests import OrderKey, request_access
    from saleor_order_central.host import get_host
    from saleor_order_central.settings import load_settings

    host = get_host()
    rules = load_settings(using="default").access_rules
    order_pk = next(iter(host.changed_order_pks(None)))
    facts = host.load_facts([order_pk], using="default")[order_pk]
    keys = {
        "known": OrderKey(facts.number, facts.user_email, CLIENT),
        "unknown number": OrderKey("99999999", facts.user_email, CLIENT),
        "other address": OrderKey(facts.number, "eve@example.com", CLIENT),
    }
    show("asking for a code", measure(keys, lambda key: request_access(key, "", rules)))
    show("trying a code", measure(keys, lambda key: confirm_access(key, "ABCD-EFGH", rules)))


if __name__ == "__main__":
    django.setup()

    from django.db import transaction

    from saleor_order_central.host import get_host

    with get_host().allow_writer(), transaction.atomic():
        main()
        transaction.set_rollback(True)
