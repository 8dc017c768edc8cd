"""When to ask again. Pure: `spread` is a random factor near 1 that keeps parcels from coming all at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..carrier_events.kinds import CarrierEventKind

Kind = CarrierEventKind

MOST_DAYS = 60
_QUIET_DAYS = 10
_MINUTES = {
    Kind.OUT_FOR_DELIVERY.value: 30,
    Kind.INFO_RECEIVED.value: 180,
    Kind.AVAILABLE_FOR_PICKUP.value: 240,
    Kind.RETURNING.value: 360,
}
_USUAL_MINUTES = 120
_QUIET_MINUTES = 720
_MISS_MINUTES = (60, 720)
_FAILURE_MINUTES = (15, 1440)
_PAUSE_SECONDS = (30, 1800)
_ENDS = frozenset({Kind.DELIVERED.value, Kind.RETURNED_TO_SENDER.value})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the schedule reads of a parcel; `misses` and `failures` are counted in a row."""

    shipped_at: datetime | None
    last_type: str = ""
    last_at: datetime | None = None
    is_delivered: bool = False
    misses: int = 0
    failures: int = 0


def next_poll(standing: Standing, now: datetime, spread: float) -> datetime | None:
    """Return when to ask for a parcel again; None once it has ended, or 60 days after it left."""
    if standing.is_delivered or standing.last_type in _ENDS:
        return None
    if standing.shipped_at is None or now - standing.shipped_at > timedelta(days=MOST_DAYS):
        return None
    return now + timedelta(minutes=_minutes(standing, now) * spread)


def _minutes(standing: Standing, now: datetime) -> float:
    if standing.failures:
        return _doubled(_FAILURE_MINUTES, standing.failures)
    if standing.misses:
        return _doubled(_MISS_MINUTES, standing.misses)
    if standing.last_at is not None and now - standing.last_at > timedelta(days=_QUIET_DAYS):
        return _QUIET_MINUTES
    return _MINUTES.get(standing.last_type, _USUAL_MINUTES)


def pause_after(failures: int, retry_after: float | None, spread: float) -> timedelta:
    """Return how long a provider is left alone; what it asked for itself comes first."""
    if retry_after is not None:
        return timedelta(seconds=max(retry_after, 1.0))
    return timedelta(seconds=_doubled(_PAUSE_SECONDS, failures) * spread)


def _doubled(limits: tuple[int, int], times: int) -> float:
    first, most = limits
    return float(min(first * 2 ** min(max(times - 1, 0), 20), most))
