"""A job over 10,000 orders beside the bare `bulk_create` and `bulk_update` of the rows that it writes.

    python3 dev.py bench --host NAME bulk

Prints seconds, ratios, and how far the memory of the process grows from the first chunk to the last.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from copy import copy
from itertools import islice
from typing import Any
from uuid import uuid4

import django

ORDERS = 10_000
CHUNK = 500
TARGET = "waiting-for-dispatch"


def add_orders(number: int) -> list[Any]:
    """Add orders that are alike: copies of one paid order with its line and its first event."""
    from tests.shop_rows import make_order, make_user

    customer = make_user("bench@example.com")
    first = make_order(user=customer, is_paid=True)
    orders = list(copies(first, number))
    type(first).objects.bulk_create(orders, batch_size=CHUNK)
    for relation in ("lines", "events"):
        row = getattr(first, relation).first()
        rows = (with_order(next(copies(row, 1)), order) for order in orders)
        while chunk := list(islice(rows, CHUNK)):
            type(row).objects.bulk_create(chunk)
    return [order.pk for order in orders]


def copies(row: Any, number: int) -> Iterator[Any]:
    """Copy a row without its key and with unique texts of its own."""
    names = {field.name for field in row._meta.concrete_fields}
    for _index in range(number):
        one = copy(row)
        one._state = copy(row._state)
        one._state.adding = True
        one.pk = uuid4() if row._meta.pk.get_internal_type() == "UUIDField" else None
        if "token" in names:
            one.token = str(uuid4())
        if "number" in names:
            one.number = next(NUMBERS)
        yield one


NUMBERS = iter(range(1_000_000, 9_000_000))


def with_order(row: Any, order: Any) -> Any:
    """Point a row at an order."""
    row.order_id = order.pk
    return row


def run_job(order_pks: list[Any], policy: str) -> tuple[float, list[int]]:
    """Run one job and return its seconds, and the memory of the process after each chunk in KiB."""
    from saleor_order_central.author import SYSTEM
    from saleor_order_central.statuses import jobs
    from saleor_order_central.statuses.bulk import change_statuses
    from saleor_order_central.statuses.request import StatusChangeRequest

    request = StatusChangeRequest(TARGET, modes={"EMAIL": "SEND"})
    job = change_statuses(order_pks, request, policy=policy, author=SYSTEM, channels=None, in_background=True)
    memory, started = [], time.perf_counter()
    while jobs._run_chunk(job.pk):
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    seconds = time.perf_counter() - started
    job.refresh_from_db()
    if (job.status, job.done) != ("SUCCESS", len(order_pks)):
        raise SystemExit(f"the job ended as {job.status} with {job.done} orders: {job.message}")
    return seconds, memory


def write_bare(order_pks: list[Any]) -> float:
    """Write the same rows with nothing but Django's own bulk methods, in the same chunks."""
    from django.db import transaction
    from saleor.order.models import Order

    from saleor_order_central.notifications.models import OrderNotification
    from saleor_order_central.statuses.job_models import StatusBulkResult
    from saleor_order_central.statuses.models import OrderState
    from saleor_order_central.timeline.models import OrderEntry

    entries = OrderEntry.objects.filter(status_to__slug=TARGET)
    pks = iter(sorted(order_pks))
    seconds = 0.0
    while chunk := list(islice(pks, CHUNK)):
        rows = [
            list(entries.filter(order_id__in=chunk)),
            list(OrderNotification.objects.filter(order_id__in=chunk, occasion="STATUS_CHANGED")),
        ]
        results = list(StatusBulkResult.objects.filter(entry__in=rows[0]))
        states = list(OrderState.objects.filter(pk__in=chunk))
        orders = list(Order.objects.filter(pk__in=chunk))
        for kind in rows:
            for row in kind:
                row.pk, row._state.adding = None, True
        for row in rows[0]:
            row.idempotency_key = ""
        for row in rows[1]:
            row.dedupe_key, row.entry_id = str(uuid4()), None
        started = time.perf_counter()
        with transaction.atomic():
            OrderEntry.objects.bulk_create(rows[0])
            OrderNotification.objects.bulk_create(rows[1])
            OrderState.objects.bulk_update(
                states, ["status", "status_changed_at", "status_type", "customer_status", "updated_at"]
            )
            Order.objects.bulk_update(orders, ["metadata", "private_metadata"])
            StatusBulkResult.objects.bulk_update(results, ["state", "entry", "error_code"])
        seconds += time.perf_counter() - started
    return seconds


def hold_messages() -> None:
    """Let messages wait for an hour: what is measured is the change, not their delivery."""
    from saleor.plugins.models import PluginConfiguration

    from saleor_order_central.host.base import PLUGIN_ID

    values = {"undo_seconds": "3600", "saleor_mails": "off"}
    PluginConfiguration.objects.update_or_create(
        identifier=PLUGIN_ID,
        defaults={
            "name": "Order Central",
            "active": True,
            "configuration": [{"name": name, "value": value} for name, value in values.items()],
        },
    )


def main() -> None:
    """Make the orders, run one job per error policy, write the same rows barely, print the ratios."""
    django.setup()
    from saleor_order_central.host import get_host
    from saleor_order_central.statuses.automation import record_orders
    from saleor_order_central.statuses.job_models import ErrorPolicy

    host = get_host()
    with host.allow_writer():
        hold_messages()
        first, second = add_orders(ORDERS), None
        started = time.perf_counter()
        record_orders(first)
        print(f"Saleor {host.version}, {ORDERS} orders in chunks of {CHUNK}")
        print(f"first look of the automation at all of them  {time.perf_counter() - started:7.2f} s")
        ignoring, memory = run_job(first, ErrorPolicy.IGNORE_FAILED)
        bare = write_bare(first)
        second = add_orders_again(first)
        rejecting, _memory = run_job(second, ErrorPolicy.REJECT_EVERYTHING)
    print(f"bare bulk_create and bulk_update             {bare:7.2f} s   1.00")
    print(f"job, refused orders are left out             {ignoring:7.2f} s   {ignoring / bare:.2f}")
    print(f"job, all are checked before one is changed   {rejecting:7.2f} s   {rejecting / bare:.2f}")
    print(f"memory after the first and the last chunk    {memory[0] // 1024} and {memory[-1] // 1024} MiB")


def add_orders_again(order_pks: list[Any]) -> list[Any]:
    """Bring the same orders back to where they were, so that the second job finds the same work."""
    from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition

    status = OrderStatusDefinition.objects.get(slug="in-realisation")
    OrderState.objects.filter(pk__in=order_pks).update(status=status)
    return order_pks


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    # Tasks are queued and never run: the benchmark drives the job itself.
    os.environ["CELERY_BROKER_URL"] = "memory://"
    main()
