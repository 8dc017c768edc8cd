"""Events as somebody reports them: cleaned, checked, and told apart from repetitions. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ..errors import OrderCentralFault, invalid, required
from ..text import plain_line
from ..tracking.parcel_names import ParcelName
from .kinds import CarrierEventKind, kind_of

EVENTS_LIMIT = 100
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# Clocks of carriers run ahead, and some tell a local time as if it were in another zone.
_AHEAD = timedelta(hours=26)
_PROMISE_AHEAD = timedelta(days=400)
_LIMITS = {
    "tracking_code": 255,
    "carrier": 64,
    "provider": 64,
    "raw_code": 128,
    "raw_text": 1000,
    "description": 500,
    "place": 250,
    "country": 2,
    "external_id": 250,
}


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """One event. `parcel` or `tracking_code` says which parcel; `kind` None: decided by `raw_code`.

    Times are aware; `happened_at` keeps the zone in which it was told.
    """

    happened_at: datetime
    kind: CarrierEventKind | None = None
    parcel: ParcelName | None = None
    tracking_code: str = ""
    carrier: str = ""
    provider: str = ""
    raw_code: str = ""
    raw_text: str = ""
    description: str = ""
    place: str = ""
    country: str = ""
    external_id: str = ""
    estimated_from: datetime | None = None
    estimated_to: datetime | None = None
    pickup_until: datetime | None = None

    def dedupe_key(self, parcel_pk: int) -> str:
        """Fingerprint: the carrier's own id of the event, or else everything that tells it from another."""
        if self.external_id:
            content: list[Any] = [parcel_pk, self.provider, self.external_id]
        else:
            moment = self.happened_at.astimezone(UTC).isoformat()
            kind = self.kind.value if self.kind else ""
            told = [self.raw_code, self.raw_text, self.place]
            content = [parcel_pk, self.provider, None, moment, kind, *told]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def clean_event(event: ReportedEvent, field: str, *, now: datetime) -> ReportedEvent:
    """Return an event with safe texts and a kind. Raises OrderCentralFault naming the field at fault."""
    texts: dict[str, Any] = {
        name: plain_line(getattr(event, name), f"{field}.{_camel(name)}", limit=limit)
        for name, limit in _LIMITS.items()
    }
    if event.parcel is None and not texts["tracking_code"]:
        raise required(f"{field}.trackingCode", "Name the parcel or its tracking code.")
    if event.kind is None and not texts["raw_code"]:
        raise required(f"{field}.type", "An event needs a type or the carrier's code for it.")
    if texts["country"] and not (len(texts["country"]) == 2 and texts["country"].isalpha()):
        raise invalid(f"{field}.country", "Use the two letters of ISO 3166.")
    _check_moment(event.happened_at, f"{field}.date", now + _AHEAD)
    for name in ("estimated_from", "estimated_to", "pickup_until"):
        if getattr(event, name) is not None:
            _check_moment(getattr(event, name), f"{field}.{_camel(name)}", now + _PROMISE_AHEAD)
    if event.estimated_from and event.estimated_to and event.estimated_from > event.estimated_to:
        raise invalid(f"{field}.estimatedTo", "The range ends before it begins.")
    texts["country"] = texts["country"].upper()
    return replace(event, **texts, kind=event.kind or kind_of(texts["provider"], texts["raw_code"]))


def clean_events(
    events: Iterable[ReportedEvent], field: str, *, now: datetime
) -> tuple[list[ReportedEvent], list[str]]:
    """Clean what can be used of a provider's events, and say what is wrong with the rest.

    An estimate that cannot be right is left out; its event stays.
    """
    usable, problems = [], []
    for index, event in enumerate(events):
        for one in (event, replace(event, estimated_from=None, estimated_to=None)):
            try:
                usable.append(clean_event(one, f"{field}.{index}", now=now))
                break
            except OrderCentralFault as fault:
                problems.append(f"{fault.field}: {fault.message}")
    return usable, problems


def _check_moment(moment: datetime, field: str, latest: datetime) -> None:
    if moment.utcoffset() is None:
        raise invalid(field, "Tell the zone of the time, for example 2026-03-02T12:00:00+01:00.")
    if not _EARLIEST <= moment <= latest:
        raise invalid(field, "This date cannot be right.")


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def read_event(value: Any, field: str, provider: str) -> ReportedEvent:
    """Read one event of a webhook's JSON. Raises OrderCentralFault naming the field at fault."""
    if not isinstance(value, Mapping):
        raise invalid(field, "An event is an object.")
    name = _text(value, "type", field).upper()
    if name and name not in CarrierEventKind.__members__:
        raise invalid(f"{field}.type", "There is no such type; put a carrier's own word into rawCode.")
    happened_at = _moment(value, "date", field)
    if happened_at is None:
        raise required(f"{field}.date")
    texts: dict[str, Any] = {one: _text(value, _camel(one), field) for one in _LIMITS if one != "provider"}
    return ReportedEvent(
        happened_at=happened_at,
        kind=CarrierEventKind[name] if name else None,
        provider=provider,
        estimated_from=_moment(value, "estimatedFrom", field),
        estimated_to=_moment(value, "estimatedTo", field),
        pickup_until=_moment(value, "pickupUntil", field),
        **texts,
    )


def _text(value: Mapping[str, Any], name: str, field: str) -> str:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise invalid(f"{field}.{name}", "This is a text.")
    return found or ""


def _moment(value: Mapping[str, Any], name: str, field: str) -> datetime | None:
    text = _text(value, name, field)
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise invalid(f"{field}.{name}", "Write the time as 2026-03-02T12:00:00+01:00.") from error
