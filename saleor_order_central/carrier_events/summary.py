"""What the events of one parcel come to: newest place, delivery, problems, expected days. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    pickup_until: datetime | None = None
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class ParcelSummary:
    """The columns of a parcel that its events fill; `last_type` is "" without events.

    `exception_type` is the problem that the newest event tells of, "" without one. `delayed_at` is when a
    delay was reported that no new promise has answered yet. `pickup_*` are set while the parcel waits at a
    pickup point. `moved_at` is when a carrier first had the parcel, `reporting_carriers` who told of it.
    """

    last_type: str = ""
    last_at: datetime | None = None
    last_place: str = ""
    delivered_at: datetime | None = None
    is_exception: bool = False
    promised_from: datetime | None = None
    promised_to: datetime | None = None
    exception_type: str = ""
    exception_at: datetime | None = None
    delayed_at: datetime | None = None
    pickup_since: datetime | None = None
    pickup_place: str = ""
    pickup_until: datetime | None = None
    moved_at: datetime | None = None
    reporting_carriers: tuple[str, ...] = ()


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
    problem = None if delivered_at else _problem(known)
    waiting = _waiting_since(known)
    return ParcelSummary(
        last_type=line[-1].kind.value,
        last_at=line[-1].happened_at,
        last_place=next((event.place for event in reversed(line) if event.place), ""),
        delivered_at=delivered_at,
        is_exception=problem is not None,
        promised_from=promise.estimated_from if promise else None,
        promised_to=(promise.estimated_to or promise.estimated_from) if promise else None,
        exception_type=problem.kind.value if problem else "",
        exception_at=problem.happened_at if problem else None,
        delayed_at=None if delivered_at else _delayed_at(known),
        pickup_since=waiting[0].happened_at if waiting else None,
        pickup_place=next((event.place for event in reversed(waiting) if event.place), ""),
        pickup_until=next((event.pickup_until for event in reversed(waiting) if event.pickup_until), None),
        moved_at=next((event.happened_at for event in known if event.kind is not Kind.INFO_RECEIVED), None),
        reporting_carriers=tuple(sorted({event.carrier for event in line if event.carrier})),
    )


def _moment(event: EventFacts) -> tuple[datetime, int, str]:
    return event.happened_at, _RANKS[event.kind], event.place


def _delivered_at(known: Sequence[EventFacts]) -> datetime | None:
    """The first handing over, unless the parcel turned back before or after it."""
    if any(event.kind in _BACK for event in known):
        return None
    return next((event.happened_at for event in known if event.kind is Kind.DELIVERED), None)


def _problem(known: Sequence[EventFacts]) -> EventFacts | None:
    """The event that staff must see: the newest one, or that the parcel turned back, wherever it is now."""
    back = next((event for event in reversed(known) if event.kind in _BACK), None)
    return back or (known[-1] if known and known[-1].kind in _PROBLEMS else None)


def _delayed_at(known: Sequence[EventFacts]) -> datetime | None:
    """The first report of a delay, until a later event promises something else than what stood before it."""
    delayed_at: datetime | None = None
    promise = before = (None, None)
    for event in known:
        told: Any = (event.estimated_from, event.estimated_to)
        if event.kind is Kind.DELAYED and delayed_at is None:
            delayed_at, before = event.happened_at, promise
        elif event.kind is not Kind.DELAYED and any(told) and told != before:
            delayed_at = None
        promise = told if any(told) else promise
    return delayed_at


def _waiting_since(known: Sequence[EventFacts]) -> Sequence[EventFacts]:
    """The newest events, as long as each says that the parcel waits at a pickup point; reminders do too."""
    count = 0
    while count < len(known) and known[-1 - count].kind is Kind.AVAILABLE_FOR_PICKUP:
        count += 1
    return known[len(known) - count :]
