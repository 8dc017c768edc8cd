"""Asks providers for parcels that are due. What a killed worker had taken is due again by itself."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import uniform

from django.db import transaction
from django.utils import timezone

from ..carrier_events.reports import ReportedEvent, clean_events
from ..carrier_events.services import store_events
from ..settings import load_settings
from ..tracking.models import OrderParcel
from .base import TROUBLE_WITH_CODES, Answer, Answers, Asked, Asking, ProviderFault, Trouble
from .enrolment import enrol_parcels
from .models import ParcelPoll
from .registry import asking_providers
from .schedule import Standing, next_poll
from .turns import Turn, note_failure, note_success, take_turn

logger = logging.getLogger(__name__)

RUN_SECONDS = 50.0
_LONGEST_SLEEP = 5.0
# Carriers use their numbers again: what happened long before a parcel left was another one.
_BEFORE_SHIPMENT = timedelta(days=30)


def poll_parcels(*, seconds: float = RUN_SECONDS) -> int:
    """Ask for what is due, at most so long, the providers in turns; returns how many requests were made."""
    settings = load_settings(using="default")
    providers = asking_providers(settings) if settings.is_active else ()
    if not providers:
        return 0
    enrol_parcels(providers, timezone.now())
    deadline = time.monotonic() + seconds
    active, requests = list(providers), 0
    while active and time.monotonic() < deadline:
        waits = []
        for provider in tuple(active):
            turn = take_turn(provider)
            if turn.rows:
                requests += 1
                _ask(provider, turn)
            elif turn.wait is None or turn.wait > _LONGEST_SLEEP:
                active.remove(provider)
            else:
                waits.append(turn.wait)
        if waits and len(waits) == len(active):
            time.sleep(max(0.0, min(*waits, _LONGEST_SLEEP, deadline - time.monotonic())))
    return requests


def _ask(provider: Asking, turn: Turn) -> None:
    """Make one request and keep what it brought; a provider that fails never stops the others."""
    pks = [row.pk for row in turn.rows]
    asked = {row.code: Asked(row.code, row.etag, row.parcel.carrier) for row in turn.rows}
    try:
        answers = provider.fetch(tuple(asked.values()))
    except ProviderFault as fault:
        note_failure(provider.name, fault, pks)
        if fault.trouble in TROUBLE_WITH_CODES:
            _postpone(turn.rows)
        return
    except Exception:
        logger.exception("The answer of %s could not be read.", provider.name)
        note_failure(provider.name, ProviderFault(Trouble.FAILED), pks)
        _postpone(turn.rows)
        return
    try:
        _keep(turn.rows, answers)
    except Exception:
        logger.exception("Answers of %s could not be kept; they are tried one by one.", provider.name)
        for row in turn.rows:
            _keep_alone(row, answers)
    note_success(provider.name, timezone.now())


def _postpone(rows: Iterable[ParcelPoll]) -> None:
    """The trouble may lie in the codes: they are asked for alone from now on, and less and less often."""
    for row in rows:
        row.failures = min(row.failures + 1, 1000)
        _schedule(row, row.parcel)
    ParcelPoll.objects.bulk_update(rows, ["failures", "next_at"])


def _keep_alone(row: ParcelPoll, answers: Answers) -> None:
    try:
        _keep((row,), answers)
    except Exception:
        logger.exception("The answer for the parcel %s could not be kept.", row.pk)
        _postpone((row,))


def _keep(rows: Sequence[ParcelPoll], answers: Answers) -> None:
    """Store the events and the times of the next requests, in one transaction."""
    now = timezone.now()
    with transaction.atomic():
        events = [event for row in rows for event in _events(row, answers.get(row.code))]
        usable, _problems = clean_events(dict.fromkeys(events), "events", now=now)
        if usable:
            store_events(usable)
        parcels = OrderParcel.objects.in_bulk([row.pk for row in rows])
        for row in rows:
            _note(row, answers.get(row.code))
            if row.pk in parcels:
                _schedule(row, parcels[row.pk])
        ParcelPoll.objects.bulk_update(rows, ["failures", "misses", "etag", "next_at"])


def _events(row: ParcelPoll, answer: Answer | None) -> Iterable[ReportedEvent]:
    if answer is None:
        return ()
    shipped_at = row.parcel.shipped_at
    first = shipped_at - _BEFORE_SHIPMENT if shipped_at else None
    return (event for event in answer.events if first is None or event.happened_at >= first)


def _note(row: ParcelPoll, answer: Answer | None) -> None:
    if answer is None:
        row.failures += 1
        return
    row.failures = 0
    row.misses = 0 if answer.is_known else min(row.misses + 1, 1000)
    row.etag = answer.etag


def _schedule(row: ParcelPoll, parcel: OrderParcel) -> None:
    standing = Standing(
        shipped_at=parcel.shipped_at,
        last_type=parcel.last_event_type,
        last_at=parcel.last_event_at,
        is_delivered=parcel.delivered_at is not None,
        misses=row.misses,
        failures=row.failures,
    )
    row.next_at = next_poll(standing, timezone.now(), uniform(0.8, 1.2))
