"""Writes decided changes: history, states, messages, mirror; a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ..author import AuthorType
from ..host.facts import OrderFacts
from ..notifications.messages import Draft
from ..notifications.outbox import store_drafts
from ..notifications.superseding import supersede
from ..timeline.history import write
from ..timeline.models import OrderEntry
from .announcing import announce
from .desk import Desk
from .models import OrderState, OrderStatusDefinition
from .record import refresh_states
from .saving import save_columns


@dataclass(slots=True)
class PlannedChange:
    """One change that was decided; `entry` is not saved yet and `drafts` are its messages.

    `fact` is the StatusRule.Fact that an automatic change answers to, "" for a person's.
    """

    facts: OrderFacts
    state: OrderState
    target: OrderStatusDefinition
    entry: OrderEntry
    drafts: tuple[Draft, ...] = ()
    fact: str = ""

    def take_effect(self) -> None:
        """Put the change into the state in memory, so that the next change of the order starts from it."""
        self.state.status = self.target
        self.state.status_changed_at = self.entry.date
        self.state.status_set_by_person = self.is_by_person

    @property
    def is_by_person(self) -> bool:
        """Whether a person or an app wants the change."""
        return bool(self.entry.author_type != AuthorType.SYSTEM.value)


def write_changes(
    changes: Sequence[PlannedChange],
    desk: Desk,
    *,
    others: Sequence[tuple[OrderState, OrderFacts]] = (),
    messages: Sequence[tuple[Draft, OrderEntry | None]] = (),
) -> None:
    """Write the changes in their order. Several of one order follow each other.

    `others` are orders whose state is only to be brought in step; `messages` belong to no change.
    """
    states = {state.pk: state for state, _facts in others}
    facts: dict[Any, OrderFacts] = {one.order_pk: one for _state, one in others}
    for change in changes:
        states[change.state.pk] = change.state
        facts[change.state.pk] = change.facts
    write([change.entry for change in changes])
    refresh_states(states, facts, settings=desk.settings, book=desk.book)
    save_states(states.values())
    drafts = [(draft, change.entry) for change in changes for draft in change.drafts]
    for by_person in (False, True):
        pks = {change.state.pk for change in changes if change.is_by_person is by_person}
        if pks:
            supersede(pks, by_person=by_person)
    store_drafts([*drafts, *messages], settings=desk.settings)
    announce(states, desk)


def save_states(states: Iterable[OrderState]) -> None:
    """Save what differs from the database: one statement that carries only the columns that changed."""
    changed = [(state, columns) for state in states if (columns := state.changed_columns())]
    if changed:
        every = sorted({"updated_at"}.union(*(names for _state, names in changed)))
        for state, _names in changed:
            state.updated_at = timezone.now()
        save_columns([state for state, _names in changed], every)
