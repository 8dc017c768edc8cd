"""Statuses that follow the facts by themselves (001-16), and their repair after a lost hook call."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import SYSTEM
from ..config import Settings, settings_from
from ..host import get_host
from ..host.facts import OrderFacts
from ..timeline.history import status_changed_entry
from ..tracking.services import record_parcels
from .locks import lock_order_states
from .models import OrderState, OrderStatusDefinition, StatusFact, StatusType
from .selectors import StatusBook, load_status_book

CHUNK = 100

# How far a status is on its way: automation only ever moves an order forward.
_PROGRESS = {
    StatusFact.NONE: 0,
    StatusFact.PAID: 1,
    StatusFact.PREPARING: 2,
    StatusFact.READY_TO_SHIP: 3,
    StatusFact.SENT: 4,
    StatusFact.DELIVERED: 5,
    StatusFact.CANCELED: 6,
    StatusFact.REFUNDED: 6,
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A fact that can move the status: the flag that remembers it, the target's slug and the moment."""

    flag: str
    slug: str
    date: datetime | None


def record_orders(order_pks: Iterable[Any]) -> int:
    """Act on everything that is new in these orders; safe to repeat. Returns how many statuses changed.

    Hooks call it after their transaction, the reconcile task for orders whose hook call was lost.
    """
    pks = iter(order_pks)
    changed = 0
    while chunk := list(islice(pks, CHUNK)):
        changed += _record_chunk(chunk)
    return changed


def _record_chunk(order_pks: list[Any]) -> int:
    host = get_host()
    with host.allow_writer():
        settings = settings_from(host.stored_configuration(using="default"))
        if not settings.is_active:
            return 0
        with transaction.atomic():
            states = lock_order_states_of_placed(order_pks)
            # Read after the lock: whoever waited for it must see what the other one did.
            facts = host.load_facts(states, using="default")
            book = load_status_book(using="default")
            record_parcels(facts.values(), settings)
            return sum(
                _follow(states[order_pk], order_facts, book, settings)
                for order_pk, order_facts in facts.items()
            )


def lock_order_states_of_placed(order_pks: list[Any]) -> dict[Any, OrderState]:
    """Lock the states of those orders that exist and are no drafts."""
    host = get_host()
    placed = [
        order_pk
        for order_pk, order in host.load_orders(order_pks, using="default").items()
        if order.status != "draft"
    ]
    return lock_order_states(placed)


def _follow(state: OrderState, facts: OrderFacts, book: StatusBook, settings: Settings) -> int:
    changed = 0
    seen = False
    for milestone in _milestones(facts, book, settings):
        if getattr(state, milestone.flag):
            continue
        setattr(state, milestone.flag, True)
        seen = True
        target = book.by_slug.get(milestone.slug) if settings.automatic_status else None
        if target is not None and _moves_forward(state, target, milestone, facts, book):
            _apply(state, target, milestone, book)
            changed += 1
    if seen:
        state.save()
    return changed


def _milestones(facts: OrderFacts, book: StatusBook, settings: Settings) -> Iterator[Milestone]:
    """Yield the facts that hold, in the order of an ordinary sale."""
    default = book.default_for(facts.channel)
    yield Milestone("is_creation_recorded", default.slug if default else "", facts.placed_at)
    money = facts.money
    if money.is_fully_charged or (settings.paid_when_authorized and money.is_fully_authorized):
        paid_at = money.paid_at if money.is_fully_charged else money.authorized_at
        yield Milestone("is_payment_recorded", settings.status_when_paid, paid_at)
    left = [one for one in facts.shipments if not one.is_canceled and not one.is_waiting and one.code.strip()]
    if left and facts.is_fully_fulfilled:
        sent_at = max((one.shipped_at for one in left if one.shipped_at), default=None)
        yield Milestone("is_shipping_recorded", settings.status_when_sent, sent_at)
    if facts.is_canceled or facts.is_expired:
        yield Milestone("is_cancellation_recorded", settings.status_when_canceled, facts.canceled_at)


def _moves_forward(
    state: OrderState,
    target: OrderStatusDefinition,
    milestone: Milestone,
    facts: OrderFacts,
    book: StatusBook,
) -> bool:
    if not target.is_active or (target.channels and facts.channel not in target.channels):
        return False
    present = book.by_pk.get(state.status_id) if state.status_id else None
    if present is None:
        return True
    if milestone.flag == "is_creation_recorded" or present.pk == target.pk:
        return False
    if _person_acted_later(state, milestone):
        return False
    if present.type == StatusType.CANCELED:
        return False
    if target.type == StatusType.CANCELED:
        return True
    return present.type != StatusType.CONCLUDED and _PROGRESS[present.fact] < _PROGRESS[target.fact]


def _person_acted_later(state: OrderState, milestone: Milestone) -> bool:
    """A fact that is repaired late must not undo what somebody decided after it happened."""
    return bool(
        state.status_set_by_person
        and milestone.date
        and state.status_changed_at
        and milestone.date < state.status_changed_at
    )


def _apply(state: OrderState, target: OrderStatusDefinition, milestone: Milestone, book: StatusBook) -> None:
    date = milestone.date or timezone.now()
    if state.status_changed_at:
        date = max(date, state.status_changed_at)
    entry = status_changed_entry(
        state.pk,
        author=SYSTEM,
        status_from=book.by_pk.get(state.status_id) if state.status_id else None,
        status_to=target,
        date=date,
        idempotency_key=f"automatic:{milestone.flag}",
    )
    state.status = target
    state.status_changed_at = entry.date
    state.status_set_by_person = False
