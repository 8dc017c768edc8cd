"""Parcels become due by themselves: every live parcel of a carrier that somebody can be asked about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from ..carrier_events.kinds import CarrierEventKind
from ..tracking import CARRIERS
from ..tracking.models import OrderParcel
from .base import Asking
from .models import ParcelPoll
from .schedule import MOST_DAYS

BATCH = 1000


def enrol_parcels(providers: Sequence[Asking], now: datetime) -> int:
    """Make rows for parcels that have none for their present code and a usable provider; returns how many.

    A code that no provider takes gets a row that is never due, so that it is not looked at again.
    """
    carriers = {
        carrier: [one for one in providers if one.supports("", carrier)] for carrier in sorted(CARRIERS)
    }
    wanted = [carrier for carrier, able in carriers.items() if able]
    names = [one.name for one in providers]
    polled = ParcelPoll.objects.filter(
        parcel=OuterRef("pk"), code=OuterRef("normalized_code"), provider__in=names
    )
    _forget_strangers(providers, carriers)
    parcels = OrderParcel.objects.filter(
        carrier__in=wanted,
        delivered_at__isnull=True,
        removed_at=None,
        has_left=True,
        shipped_at__gte=now - timedelta(days=MOST_DAYS),
    )
    parcels = parcels.exclude(last_event_type=CarrierEventKind.RETURNED_TO_SENDER.value)
    found = list(parcels.filter(~Exists(polled)).order_by("carrier", "shipped_at")[:BATCH])
    rows = [_row(parcel, carriers[parcel.carrier], now) for parcel in found]
    with transaction.atomic():
        # Another worker may have made good rows meanwhile, and taken them.
        old = ParcelPoll.objects.filter(parcel__in=found)
        old.exclude(code=F("parcel__normalized_code"), provider__in=names).delete()
        ParcelPoll.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _forget_strangers(providers: Sequence[Asking], carriers: Mapping[str, Sequence[Asking]]) -> None:
    """A parcel that was removed or called back, or has another carrier now, begins anew when it fits."""
    for provider in providers:
        mine = [carrier for carrier, able in carriers.items() if provider in able]
        is_stranger = (
            Q(parcel__removed_at__isnull=False) | Q(parcel__has_left=False) | ~Q(parcel__carrier__in=mine)
        )
        rows = ParcelPoll.objects.filter(is_stranger, provider=provider.name, parcel__delivered_at=None)
        rows.delete()


def _row(parcel: OrderParcel, able: Sequence[Asking], now: datetime) -> ParcelPoll:
    code = parcel.normalized_code
    chosen = next((one for one in able if one.supports(code, parcel.carrier)), None)
    return ParcelPoll(
        parcel=parcel,
        provider=(chosen or able[0]).name,
        code=code,
        next_at=now if chosen else None,
    )
