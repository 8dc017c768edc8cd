"""What the events of one parcel come to: newest place, delivery, problems, expected days. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .kinds import CarrierEventKind

Kind = CarrierEventKind
_PROBLEMS = frozenset(
    {Kind.ATTEMPT_FAILED, Kind.DELAYED, Kind.EXCEPTION, Kind.RETURNING, Kind.RETURNED_TO_SENDER}
)
_BACK = frozenset({Kind.RETURNING, Kind.RETURNED_TO_SENDER})
# Events of one moment come in the order of a parcel's way.
_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the rules read of one event."""

    kind: CarrierEventKind
    happened_at: datetime
    place: str = ""
    estimated_from: datetime | None = None
    estimated_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParcelSummary:
    """The columns of a parcel that its events fill; `last_type` is "" without events."""

    last_type: str = ""
    last_at: datetime | None = None
    last_place: str = ""
    delivered_at: datetime | None = None
    is_exception: bool = False
    promised_from: datetime | None = None
    promised_to: datetime | None = None


def summarise(events: Iterable[EventFacts]) -> ParcelSummary:
    """Look at every event of a parcel, in whatever order they came; the same events give the same summary.

    The last place is the newest that was told: many events have none. A parcel that turned back is not
    delivered, whoever it was handed to. An unknown event moves the parcel but decides nothing.
    """
    line = sorted(events, key=_moment)
    if not line:
        return ParcelSummary()
    known = [event for event in line if event.kind is not Kind.UNKNOWN]
    promise = next((one for one in reversed(line) if one.estimated_from or one.estimated_to), None)
    delivered_at = _delivered_at(known)
    return ParcelSummary(
        last_type=line[-1].kind.value,
        last_at=line[-1].happened_at,
        last_place=next((event.place for event in reversed(line) if event.place), ""),
        delivered_at=delivered_at,
        is_exception=delivered_at is None and bool(known) and known[-1].kind in _PROBLEMS,
        promised_from=promise.estimated_from if promise else None,
        promised_to=(promise.estimated_to or promise.estimated_from) if promise else None,
    )


def _moment(event: EventFacts) -> tuple[datetime, int, str]:
    return event.happened_at, _RANKS[event.kind], event.place


def _delivered_at(known: Sequence[EventFacts]) -> datetime | None:
    """The first handing over, unless the parcel turned back before or after it."""
    if any(event.kind in _BACK for event in known):
        return None
    return next((event.happened_at for event in known if event.kind is Kind.DELIVERED), None)
