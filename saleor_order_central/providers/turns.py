"""Whose turn it is: workers share each provider's pace and its parcels through two locked tables."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ..carrier_events.kinds import CarrierEventKind
from .base import TROUBLE_OF_CODES_ONLY, Asking, ProviderFault
from .models import ParcelPoll, ProviderState
from .schedule import pause_after

# Longer than any request can take; a worker that died gives its parcels back after it.
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Turn:
    """Rows to ask for now; their codes may repeat. `wait` are seconds until the next turn, with no rows."""

    rows: tuple[ParcelPoll, ...] = ()
    wait: float | None = None


def take_turn(provider: Asking) -> Turn:
    """Take the next request of a provider and the parcels for it, in one transaction.

    Nothing is due: no rows and no `wait`. A parcel whose last answers could not be used is asked for alone,
    so that it spoils no batch.
    """
    ProviderState.objects.get_or_create(name=provider.name)
    with transaction.atomic():
        state = ProviderState.objects.select_for_update().get(name=provider.name)
        now = timezone.now()
        due = ParcelPoll.objects.filter(provider=provider.name, next_at__lte=now)
        _retire(due)
        if state.next_request_at > now:
            wait = (state.next_request_at - now).total_seconds()
            return Turn(wait=wait) if due.exists() else Turn()
        rows = list(due.select_related("parcel").order_by("next_at", "pk")[: provider.batch])
        if rows and rows[0].failures:
            rows = rows[:1]
        rows = [row for row in rows if not row.failures] or rows
        if rows:
            state.next_request_at = now + timedelta(seconds=provider.pause)
            state.save(update_fields=["next_request_at"])
            pks = [row.pk for row in rows]
            ParcelPoll.objects.filter(pk__in=pks).update(next_at=now + LEASE, asked_at=now)
        return Turn(tuple(rows))


def _retire(due: QuerySet[ParcelPoll]) -> None:
    """Ask no more for what ended meanwhile, or has another code by now."""
    ended = Q(parcel__delivered_at__isnull=False) | ~Q(code=F("parcel__normalized_code"))
    ended |= Q(parcel__last_event_type=CarrierEventKind.RETURNED_TO_SENDER.value)
    due.filter(ended).update(next_at=None)


def note_success(name: str, now: datetime) -> None:
    """A provider answered."""
    ProviderState.objects.filter(name=name).update(last_success_at=now, failures=0)


def note_failure(name: str, fault: ProviderFault, pks: Collection[int]) -> None:
    """A provider gave no answer: leave it alone for a while, longer each time, and its parcels with it."""
    with transaction.atomic():
        state = ProviderState.objects.select_for_update().get(name=name)
        now = timezone.now()
        state.failures += 1
        state.last_failure_at = now
        state.trouble, state.detail = fault.trouble.value, fault.detail[:250]
        if fault.trouble not in TROUBLE_OF_CODES_ONLY:
            pause = pause_after(state.failures, fault.retry_after, uniform(0.8, 1.2))
            state.next_request_at = max(state.next_request_at, now + pause)
        state.save()
        ParcelPoll.objects.filter(pk__in=pks).update(next_at=state.next_request_at)
