"""Webhook calls of carriers: stored as they came, then worked off in batches; none is lost or counted twice.

A call is answered once it is stored. A worker that dies leaves its batch as it was: everything that a batch
does happens in one transaction, and what it did before is known by the keys of the events.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ..errors import OrderCentralFault
from ..host.celery import send_gathered
from ..providers.registry import reader_of
from .models import CarrierDelivery
from .reports import EVENTS_LIMIT, ReportedEvent, clean_event, clean_events, read_event
from .services import store_events
from .signature import verify_signature

logger = logging.getLogger(__name__)

INTAKE_TASK = "saleor_order_central.process_carrier_deliveries"
BODY_LIMIT = 256 * 1024
BATCH = 50
_MOST_ATTEMPTS = 5
_MOST_COUNTED = 1000
_RETRY_DAYS = 14
_KEPT_DAYS = 30
_RETRIED = 500
Status = CarrierDelivery.Status


@dataclass(frozen=True, slots=True)
class Receipt:
    """Answer to a call: the HTTP status and one word."""

    http_status: int
    word: str


def receive(body: bytes, signature: str, *, secret: str) -> Receipt:
    """Check and store one call. The signature comes first: nothing unsigned is parsed."""
    if len(body) > BODY_LIMIT:
        return Receipt(413, "too large")
    if not verify_signature(secret, body, signature, now=timezone.now().timestamp()):
        return Receipt(401, "wrong signature")
    try:
        text = body.decode()
        content = json.loads(text)
    except (ValueError, RecursionError):
        return Receipt(400, "not JSON")
    events = content.get("events") if isinstance(content, dict) else None
    if not isinstance(events, list) or not 0 < len(events) <= EVENTS_LIMIT:
        return Receipt(400, f"events: a list of 1 to {EVENTS_LIMIT}")
    return keep_call(_key(content, body), text)


def keep_call(key: str, body: str, *, provider: str = "") -> Receipt:
    """Store a call that was checked, once, and have it worked off."""
    is_new = _store(key, body, provider)
    if is_new:
        send_gathered(INTAKE_TASK)
    return Receipt(200, "accepted" if is_new else "known")


def _key(content: dict[str, Any], body: bytes) -> str:
    """The sender's id of the call; the body itself where it has none."""
    own = content.get("id")
    if not isinstance(own, str) or not own.strip():
        return hashlib.sha256(body).hexdigest()
    named = json.dumps([str(content.get("provider") or ""), own])
    return hashlib.sha256(named.encode()).hexdigest()


def _store(key: str, body: str, provider: str) -> bool:
    """Insert in one statement, also when the same call arrives twice at once."""
    table = connection.ops.quote_name(CarrierDelivery._meta.db_table)
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, body, provider, status, attempts, problem, received_at)"
            " VALUES (%s, %s, %s, %s, 0, '', %s) ON CONFLICT (key) DO NOTHING",
            [key, body, provider, str(Status.PENDING), now],
        )
        return bool(cursor.rowcount)


def drain_deliveries() -> int:
    """Work off everything that waits; returns how many calls that were."""
    total = 0
    while done := process_deliveries():
        total += done
        if done < BATCH:
            break
    return total


def tend_deliveries() -> int:
    """Forget what is old, try calls without a parcel again, work off what waits; returns calls worked off."""
    now = timezone.now()
    old = now - timedelta(days=_RETRY_DAYS)
    again = CarrierDelivery.objects.filter(status=Status.UNMATCHED, received_at__gt=old)
    pks = list(again.order_by("processed_at", "pk").values_list("pk", flat=True)[:_RETRIED])
    CarrierDelivery.objects.filter(pk__in=pks, status=Status.UNMATCHED).update(status=Status.PENDING)
    forgotten = CarrierDelivery.objects.filter(received_at__lt=now - timedelta(days=_KEPT_DAYS))
    forgotten.exclude(status=Status.PENDING).delete()
    return drain_deliveries()


def process_deliveries() -> int:
    """Work off one batch; one that fails is taken apart, so that a single call cannot stop the others."""
    try:
        return _process()
    except Exception:
        logger.exception("A batch of carrier deliveries failed; its calls are tried one by one.")
    waiting = CarrierDelivery.objects.filter(status=Status.PENDING).order_by("pk")
    return sum(map(_process_alone, list(waiting.values_list("pk", flat=True)[:BATCH])))


def _process_alone(pk: int) -> int:
    try:
        return _process([pk])
    except Exception as error:
        logger.exception("The carrier delivery %s failed.", pk)
        with transaction.atomic():
            row = CarrierDelivery.objects.select_for_update().get(pk=pk)
            row.attempts = min(row.attempts + 1, _MOST_COUNTED)
            row.problem = type(error).__name__
            if isinstance(error, (OrderCentralFault, json.JSONDecodeError)):
                row.status, row.processed_at = Status.REFUSED, timezone.now()
            elif row.attempts >= _MOST_ATTEMPTS:
                # The trouble may be that of an order, and pass: it is tried again as if without a parcel.
                row.status, row.processed_at = Status.UNMATCHED, timezone.now()
            row.save()
        return 0


def _process(pks: Sequence[int] | None = None) -> int:
    with transaction.atomic():
        rows = CarrierDelivery.objects.select_for_update(skip_locked=True).filter(status=Status.PENDING)
        if pks is not None:
            rows = rows.filter(pk__in=pks)
        taken = list(rows.order_by("pk")[:BATCH])
        events: list[ReportedEvent] = []
        owners: list[CarrierDelivery] = []
        for row in taken:
            read = _read(row)
            events += read
            owners += [row] * len(read)
        for index in store_events(events).unmatched if events else ():
            owners[index].status = Status.UNMATCHED
        CarrierDelivery.objects.bulk_update(taken, ["status", "problem", "processed_at"])
    return len(taken)


def _read(row: CarrierDelivery) -> list[ReportedEvent]:
    """Read the events of a call, and say in the row what is wrong with those that are left out."""
    now = timezone.now()
    content = json.loads(row.body)
    if row.provider:
        told = reader_of(row.provider).read_call(content)
        events, problems = clean_events(told, "events", now=now)
    else:
        events, problems = _read_own(content, now)
    row.problem = "; ".join(problems)[:250]
    row.status = Status.DONE if events else Status.REFUSED
    row.processed_at = now
    return events


def _read_own(content: dict[str, Any], now: datetime) -> tuple[list[ReportedEvent], list[str]]:
    provider = str(content.get("provider") or "webhook")
    events, problems = [], []
    for index, value in enumerate(content["events"]):
        field = f"events.{index}"
        try:
            events.append(clean_event(read_event(value, field, provider), field, now=now))
        except OrderCentralFault as fault:
            problems.append(f"{fault.field}: {fault.message}")
    return events, problems
