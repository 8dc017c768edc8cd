"""Stores reported events: each once, whatever the order and however often they come (001-13)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults, not_found
from ..host import get_host
from ..settings import load_settings
from ..statuses.automation import record_orders
from ..statuses.locks import lock_order_states
from ..tracking import CARRIERS
from ..tracking.models import OrderParcel
from ..tracking.parcel_names import ParcelName, name_of
from ..tracking.services import normalise_code
from .models import OrderCarrierEvent
from .reports import EVENTS_LIMIT, ReportedEvent, clean_event
from .summaries import (
    ACKNOWLEDGEMENT,
    SUMMARY_COLUMNS,
    event_facts,
    fill_summary,
    forget_acknowledgement,
)

# Carriers use their numbers again: a parcel that left this long before an event is another one.
REUSE_DAYS = 180
MOST_PARCELS = 20
MOST_EVENTS = 1000


@dataclass(slots=True)
class Outcome:
    """What became of a batch: rows that are new, how many were known, positions without a parcel."""

    stored: list[OrderCarrierEvent] = field(default_factory=list)
    repeated: int = 0
    unmatched: list[int] = field(default_factory=list)


def report_events(
    events: Sequence[ReportedEvent], *, may_work_in: Callable[[str], bool] = lambda channel: True
) -> Outcome:
    """Store a batch as a whole, at most 100 events; a repeated batch changes nothing.

    `may_work_in` is asked for the channel of each order. Raises OrderCentralFault(s) naming `events.<n>`:
    INVALID, REQUIRED, NOT_FOUND for a parcel that is unknown or in a channel of others, TOO_MANY_ITEMS,
    FEATURE_DISABLED. Then nothing was written.
    """
    if not load_settings(using="default").is_active:
        raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
    if len(events) > EVENTS_LIMIT:
        raise OrderCentralFault(
            f"At most {EVENTS_LIMIT} events are allowed.", ErrorCode.TOO_MANY_ITEMS, field="events"
        )
    now = timezone.now()
    cleaned = [clean_event(event, f"events.{index}", now=now) for index, event in enumerate(events)]
    with transaction.atomic():
        outcome = store_events(cleaned, may_work_in=may_work_in)
        if outcome.unmatched:
            raise OrderCentralFaults(
                [
                    not_found(f"events.{index}.trackingCode", "There is no parcel of this event.")
                    for index in outcome.unmatched
                ]
            )
    return outcome


def store_events(
    events: Sequence[ReportedEvent], *, may_work_in: Callable[[str], bool] | None = None
) -> Outcome:
    """Store cleaned events of known parcels and let statuses follow; constant statements, one transaction.

    Events without a parcel are only counted. Raises TOO_MANY_ITEMS for a parcel with too many events.
    """
    outcome = Outcome()
    with transaction.atomic():
        # Parcels are read again under the lock: their codes may have changed while we waited for it.
        order_pks = {parcel.order_id for parcel in _candidates(events)}
        if may_work_in is not None:
            order_pks = _permitted(order_pks, may_work_in)
        lock_order_states(order_pks)
        parcels = [parcel for parcel in _candidates(events) if parcel.order_id in order_pks]
        new = _new_rows(events, parcels, outcome)
        if new:
            outcome.stored = OrderCarrierEvent.objects.bulk_create(new)
            record_orders(sorted({parcel.order_id for parcel in _touched(parcels, new)}))
    return outcome


def _permitted(order_pks: Iterable[Any], may_work_in: Callable[[str], bool]) -> set[Any]:
    facts = get_host().load_facts(order_pks, using="default", whole_history=False)
    return {pk for pk, one in facts.items() if may_work_in(one.channel)}


def _candidates(events: Sequence[ReportedEvent]) -> list[OrderParcel]:
    codes = {normalise_code(event.tracking_code) for event in events if event.tracking_code}
    names = {event.parcel for event in events if event.parcel is not None}
    found = Q(normalized_code__in=codes)
    found |= Q(is_own=True, pk__in=[name.key for name in names if name.is_own])
    found |= Q(is_own=False, fulfillment_key__in=[name.key for name in names if not name.is_own])
    return list(OrderParcel.objects.filter(found, removed_at=None).order_by("-pk"))


def _parcels_of(event: ReportedEvent, parcels: Sequence[OrderParcel]) -> list[OrderParcel]:
    """Several orders in one box share a code; an old parcel whose number was used again does not count."""
    if event.parcel is not None:
        return list(parcels)
    code = normalise_code(event.tracking_code)
    oldest = event.happened_at - timedelta(days=REUSE_DAYS)
    found = [
        parcel
        for parcel in parcels
        if parcel.normalized_code == code and (parcel.shipped_at is None or parcel.shipped_at >= oldest)
    ][:MOST_PARCELS]
    same = [parcel for parcel in found if parcel.carrier in ("", event.carrier)]
    return same if event.carrier and same else found


def _new_rows(
    events: Sequence[ReportedEvent], parcels: Sequence[OrderParcel], outcome: Outcome
) -> list[OrderCarrierEvent]:
    """Make rows of the events that are not stored yet, and put their sum into the parcels."""
    known = _known_events(parcels)
    keys = {row.dedupe_key for rows in known.values() for row in rows}
    by_code: dict[str, list[OrderParcel]] = defaultdict(list)
    by_name: dict[ParcelName, list[OrderParcel]] = defaultdict(list)
    for parcel in parcels:
        by_code[parcel.normalized_code].append(parcel)
        by_name[name_of(parcel)].append(parcel)
    new: list[OrderCarrierEvent] = []
    for index, event in enumerate(events):
        near = by_code[normalise_code(event.tracking_code)] if event.parcel is None else by_name[event.parcel]
        found = _parcels_of(event, near)
        if not found:
            outcome.unmatched.append(index)
        for parcel in found:
            key = event.dedupe_key(parcel.pk)
            if key in keys:
                outcome.repeated += 1
                continue
            keys.add(key)
            row = _row(event, parcel, key)
            new.append(row)
            known[parcel.pk].append(row)
    _save_sums(_touched(parcels, new), known)
    return new


def _known_events(parcels: Sequence[OrderParcel]) -> dict[int, list[OrderCarrierEvent]]:
    known: dict[int, list[OrderCarrierEvent]] = defaultdict(list)
    for row in OrderCarrierEvent.objects.filter(parcel_id__in=[parcel.pk for parcel in parcels]):
        known[row.parcel_id].append(row)
    return known


def _touched(parcels: Sequence[OrderParcel], new: Sequence[OrderCarrierEvent]) -> list[OrderParcel]:
    pks = {row.parcel_id for row in new}
    return [parcel for parcel in parcels if parcel.pk in pks]


def _save_sums(parcels: Sequence[OrderParcel], known: dict[int, list[OrderCarrierEvent]]) -> None:
    for parcel in parcels:
        if len(known[parcel.pk]) > MOST_EVENTS:
            raise OrderCentralFault(
                f"A parcel has at most {MOST_EVENTS} events.", ErrorCode.TOO_MANY_ITEMS, field="events"
            )
        fill_summary(
            parcel, [event_facts(row) for row in known[parcel.pk] if row.code == parcel.normalized_code]
        )
        # What staff have seen is about the events until then.
        forget_acknowledgement(parcel)
    OrderParcel.objects.bulk_update(parcels, (*SUMMARY_COLUMNS, *ACKNOWLEDGEMENT))


def _row(event: ReportedEvent, parcel: OrderParcel, key: str) -> OrderCarrierEvent:
    assert event.kind is not None
    offset = event.happened_at.utcoffset() or timedelta(0)
    return OrderCarrierEvent(
        parcel=parcel,
        dedupe_key=key,
        code=parcel.normalized_code,
        type=event.kind.value,
        raw_code=event.raw_code,
        raw_text=event.raw_text,
        description=event.description,
        place=event.place,
        country=event.country,
        happened_at=event.happened_at,
        utc_offset_minutes=int(offset.total_seconds() // 60),
        provider=event.provider,
        carrier=event.carrier or _as_carrier(event.provider),
        external_id=event.external_id,
        estimated_from=event.estimated_from,
        estimated_to=event.estimated_to,
        pickup_until=event.pickup_until,
    )


def _as_carrier(provider: str) -> str:
    """Some carriers report themselves; others are reported by services that know many carriers."""
    code = provider.strip().lower()
    return code if code in CARRIERS else ""
