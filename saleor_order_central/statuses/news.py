"""Which events a change of order states is worth to other programs. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from ..events import CentralEvent, EventName
from .models import OrderState
from .selectors import StatusBook

# An order that is first seen later than this is old: its past is not announced as news.
FRESH = timedelta(hours=48)


def state_events(states: Iterable[OrderState], book: StatusBook, *, now: datetime) -> list[CentralEvent]:
    """Return the events of states that changed since they were read from the database."""
    return [event for state in states if not _is_old(state, now) for event in _events_of(state, book)]


def _is_old(state: OrderState, now: datetime) -> bool:
    first_seen = state.loaded.get("placed_at") is None
    return first_seen and (state.placed_at is None or state.placed_at < now - FRESH)


def _events_of(state: OrderState, book: StatusBook) -> Iterator[CentralEvent]:
    before = state.loaded.get("status_id")
    if state.status_id != before:
        yield CentralEvent(
            EventName.ORDER_STATUS_CHANGED,
            state.pk,
            {
                "from": _slug(before, book),
                "to": _slug(state.status_id, book),
                "type": state.status_type,
                "date": state.status_changed_at.isoformat() if state.status_changed_at else None,
            },
        )
    if state.current_step != state.loaded.get("current_step"):
        payload: dict[str, Any] = {"from": state.loaded.get("current_step") or None, "to": state.current_step}
        yield CentralEvent(EventName.ORDER_STEP_REACHED, state.pk, payload)


def _slug(pk: int | None, book: StatusBook) -> str | None:
    definition = book.by_pk.get(pk) if pk else None
    return definition.slug if definition else None
