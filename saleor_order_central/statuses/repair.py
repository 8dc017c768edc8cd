"""Orders that lists do not know yet, and lists that are made anew (003-01, 004-05)."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.db import transaction

from ..author import AuthorType
from ..host import get_host
from ..returns.selectors import orders_with_open_return
from ..settings import load_settings
from ..timeline.selectors import EntryRow, load_entries
from ..timeline.view import EntryKind
from .automation import lock_order_states_of_placed, record_orders
from .mirror import mirror_states
from .models import OrderState
from .record import COLUMNS, refresh_states
from .saving import save_columns
from .selectors import load_status_book

AT_ONCE = 5_000
CHUNK = 500
# Looking for orders without a state reads the whole table; once none was left, a day passes first.
COMPLETE_KEY = "saleor_order_central:lists_complete"
COMPLETE_SECONDS = 24 * 3600
_STATUS_COLUMNS = ("status", "status_changed_at", "status_set_by_person")


def record_unrecorded(limit: int = AT_ONCE) -> int:
    """Bring orders into lists that were placed before the plugin came, newest first.

    Returns how many were looked at. Messages about old facts are the automation's matter: it stays silent.
    """
    if cache.get(COMPLETE_KEY) or not load_settings(using="default").is_active:
        return 0
    order_pks = get_host().unrecorded_order_pks(limit)
    record_orders(order_pks)
    if len(order_pks) < limit:
        cache.set(COMPLETE_KEY, True, COMPLETE_SECONDS)
    return len(order_pks)


def rebuild_states(order_pks: Iterable[Any]) -> int:
    """Compute the state of orders again from our history and Saleor's rows; returns how many differed.

    What the automation has looked at stays remembered, so nothing is done twice and no status changes.
    """
    pks = iter(order_pks)
    changed = 0
    while chunk := list(islice(pks, CHUNK)):
        changed += _rebuild_chunk(chunk)
    return changed


def _rebuild_chunk(order_pks: list[Any]) -> int:
    host = get_host()
    settings, book = load_settings(using="default"), load_status_book(using="default")
    with transaction.atomic():
        states = lock_order_states_of_placed(order_pks)
        facts = host.load_facts(states, using="default", whole_history=False)
        entries = load_entries(states, using="default")
        changed = {pk: states[pk] for pk in states if _take_status(states[pk], entries.get(pk, []))}
        changed.update(_take_open_returns(states))
        filled = refresh_states(states, facts, settings=settings, book=book)
        changed.update({state.pk: state for state in filled})
        save_columns(list(changed.values()), (*_STATUS_COLUMNS, "has_open_return", *COLUMNS))
        mirror_states(states.values(), book)
    return len(changed)


def _take_open_returns(states: dict[Any, OrderState]) -> dict[Any, OrderState]:
    """Look the open returns up again; returns the states that said otherwise."""
    found = orders_with_open_return(states, using="default")
    changed = {pk: one for pk, one in states.items() if one.has_open_return != (pk in found)}
    for pk, state in changed.items():
        state.has_open_return = pk in found
    return changed


def _take_status(state: OrderState, entries: list[EntryRow]) -> bool:
    """Take the status of the newest change that still counts; entries of deleted statuses say nothing."""
    counting = [row for row in entries if row.kind == EntryKind.STATUS_CHANGE.value and not row.undone_by]
    if not counting or counting[-1].status_to_id is None:
        return False
    newest = counting[-1]
    by_person = newest.author_type != AuthorType.SYSTEM.value
    found = (newest.status_to_id, newest.date, by_person)
    if found == (state.status_id, state.status_changed_at, state.status_set_by_person):
        return False
    state.status_id, state.status_changed_at, state.status_set_by_person = found
    return True
