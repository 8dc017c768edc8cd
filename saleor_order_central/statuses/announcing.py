"""Tells the outside what changed: Saleor's metadata, receivers of our events, webhooks of apps."""

from collections.abc import Mapping
from typing import Any

from ..events import publish
from .desk import Desk
from .mirror import mirror_states
from .models import OrderState
from .news import state_events


def announce(states: Mapping[Any, OrderState], desk: Desk) -> None:
    """Mirror and publish what differs from what was read; call it in the transaction that saved it."""
    changed = [state for state in states.values() if state.changed_columns()]
    mirror_states(changed, desk.book)
    publish(state_events(changed, desk.book, now=desk.now))
