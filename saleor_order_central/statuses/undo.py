"""Taking changes of statuses back while their messages wait: the customer never hears of them (B-07)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from ..author import Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import get_host
from ..notifications.models import NotificationReason
from ..notifications.outbox import cancel_waiting
from ..notifications.superseding import revive_superseded
from ..timeline.history import status_undo, write
from ..timeline.models import OrderEntry
from .announcing import announce
from .desk import Desk, open_desk
from .locks import lock_order_states
from .models import OrderState
from .record import refresh_states
from .writing import save_states


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one change: the entry of its undo, or the fault that stood in the way."""

    entry_pk: int
    undo: OrderEntry | None = None
    fault: OrderCentralFault | None = None


def undo_change(order_pk: Any, entry_pk: int, *, author: Author) -> OrderEntry:
    """Take one change back and return the entry that tells of it; a repeated undo returns the first one.

    Raises OrderCentralFault: NOT_FOUND, CONFLICT when the status changed again, UNDO_EXPIRED when the time
    is over or the customer has been told.
    """
    known = OrderEntry.objects.filter(pk=entry_pk, order_id=order_pk, kind=OrderEntry.Kind.STATUS_CHANGE)
    if not known.exists():
        raise not_found("entry", "There is no such change of this order.")
    with transaction.atomic():
        undone = undo_changes({order_pk: entry_pk}, author=author)[0]
        if undone.fault is not None:
            raise undone.fault
    assert undone.undo is not None
    return undone.undo


def undo_changes(entry_pks: dict[Any, int], *, author: Author) -> list[Undone]:
    """Take back one change per order, by order pk, all in the caller's transaction."""
    desk = open_desk()
    states = lock_order_states(entry_pks)
    trails = _trails(states)
    results, taken_back = [], []
    for order_pk, state in states.items():
        entry_pk = entry_pks[order_pk]
        try:
            earlier = _undo_of(trails[order_pk], entry_pk)
            if earlier is None:
                taken_back.append(_checked(trails[order_pk], entry_pk, state, desk))
                continue
            results.append(Undone(entry_pk, earlier))
        except OrderCentralFault as fault:
            results.append(Undone(entry_pk, fault=fault))
    told = _stop_messages([entry.pk for entry, _previous, _state in taken_back])
    results += [Undone(pk, fault=_expired("The customer has been told already.")) for pk in told]
    return results + _restore([one for one in taken_back if one[0].pk not in told], desk, author)


_Trail = list[OrderEntry]
_Taken = tuple[OrderEntry, OrderEntry | None, OrderState]


def _trails(order_pks: Iterable[Any]) -> dict[Any, _Trail]:
    """Return changes and undos by order pk, oldest first; one statement."""
    kinds = (OrderEntry.Kind.STATUS_CHANGE, OrderEntry.Kind.STATUS_UNDO)
    rows = OrderEntry.objects.filter(order_id__in=list(order_pks), kind__in=kinds)
    trails: dict[Any, _Trail] = defaultdict(list)
    for entry in rows.order_by("date", "pk"):
        trails[entry.order_id].append(entry)
    return trails


def _undo_of(trail: _Trail, entry_pk: int) -> OrderEntry | None:
    return next((one for one in trail if one.undoes_id == entry_pk), None)


def _checked(trail: _Trail, entry_pk: int, state: OrderState, desk: Desk) -> _Taken:
    """Return the change, the one before it and the state. Raises CONFLICT or UNDO_EXPIRED."""
    undone = {one.undoes_id for one in trail if one.undoes_id}
    changes = [one for one in trail if one.kind == OrderEntry.Kind.STATUS_CHANGE and one.pk not in undone]
    if not changes or changes[-1].pk != entry_pk:
        raise OrderCentralFault(
            "The status has changed again; only the newest change can be undone.",
            ErrorCode.CONFLICT,
            field="entry",
        )
    entry = changes[-1]
    if desk.now > entry.created_at + timedelta(seconds=desk.settings.undo_seconds):
        raise _expired("The time to undo is over.")
    return entry, changes[-2] if len(changes) > 1 else None, state


def _expired(message: str) -> OrderCentralFault:
    return OrderCentralFault(message, ErrorCode.UNDO_EXPIRED, field="entry")


def _stop_messages(entry_pks: Collection[int]) -> frozenset[int]:
    """Stop what waits; return the changes of which the customer has heard."""
    if not entry_pks:
        return frozenset()
    canceled = cancel_waiting(entry_pks=entry_pks, reason=NotificationReason.UNDONE)
    return frozenset(row.entry_id for row in canceled.sent if row.entry_id is not None)


def _restore(taken_back: list[_Taken], desk: Desk, author: Author) -> list[Undone]:
    undos = write([status_undo(entry, author=author) for entry, _previous, _state in taken_back])
    for _entry, previous, state in taken_back:
        state.status_id = previous.status_to_id if previous else None
        state.status_changed_at = previous.date if previous else None
        state.status_set_by_person = bool(previous and previous.author_type != AuthorType.SYSTEM.value)
    states = {state.pk: state for _entry, _previous, state in taken_back}
    facts = get_host().load_facts(states, using="default")
    refresh_states(states, facts, settings=desk.settings, book=desk.book)
    save_states(states.values())
    revive_superseded(entry_pks=[previous.pk for _entry, previous, _state in taken_back if previous])
    announce(states, desk)
    pairs = zip(taken_back, undos, strict=True)
    return [Undone(entry.pk, undo) for (entry, _previous, _state), undo in pairs]
