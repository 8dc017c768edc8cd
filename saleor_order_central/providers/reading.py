"""Reads what providers send, whatever shape it has: what cannot be read is empty, never an error. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

# A history is never longer; what exceeds it is old.
MOST_EVENTS = 200
BRAZIL = timezone(timedelta(hours=-3))


def text_of(content: Any, *path: str) -> str:
    """Return the text or number at the end of a path through objects, "" for anything else."""
    for name in path:
        content = content.get(name) if isinstance(content, Mapping) else None
    if isinstance(content, bool) or not isinstance(content, str | int):
        return ""
    return str(content).strip()


def objects_of(content: Any, *path: str) -> list[Mapping[str, Any]]:
    """Return the objects of the list at the end of a path; other members are left out."""
    for name in path:
        content = content.get(name) if isinstance(content, Mapping) else None
    return [one for one in content if isinstance(one, Mapping)] if isinstance(content, list) else []


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """Read a time of ISO 8601; one without a zone was told in `zone`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def place_of(*parts: str) -> str:
    """Join what is told of a place."""
    return ", ".join(part for part in parts if part)


def fingerprint(moment: str, *parts: str) -> str:
    """Name an event that has no id of its own: it stays the same when our reading of its code changes."""
    return hashlib.sha256(json.dumps([moment, *parts]).encode()).hexdigest()[:32]


def newest(events: Iterator[Any]) -> list[Any]:
    """Return at most 200 events, the newest ones, oldest first."""
    return sorted(events, key=lambda event: event.happened_at)[-MOST_EVENTS:]
