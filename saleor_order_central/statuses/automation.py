"""Statuses that follow the facts by themselves (001-16), and their repair after a lost hook call.

Rules answer to facts, each fact of an order is looked at once, and an order only moves forward: there is no
loop. What the customer hears of it is decided in `automatic_messages`.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from ..author import SYSTEM
from ..carrier_events.checkpoints import NO_CHECKPOINTS, delivered_at
from ..carrier_events.selectors import load_checkpoints
from ..config import Settings, settings_from
from ..host import get_host
from ..host.facts import OrderFacts
from ..timeline.history import status_change
from ..tracking.services import record_parcels
from ..tracking.shipments import with_parcels
from .acting import actor_for
from .automatic_messages import News, word_news
from .desk import Desk, open_desk
from .locks import lock_order_states
from .models import OrderState, OrderStatusDefinition, StatusRule, StatusType
from .rules import load_rules, status_for
from .workflow import PROGRESS, Step, is_sound
from .writing import PlannedChange, write_changes

logger = logging.getLogger(__name__)

CHUNK = 100
Fact = StatusRule.Fact


@dataclass(frozen=True, slots=True)
class Milestone:
    """A fact that can move the status: the flag that remembers it and the moment."""

    flag: str
    fact: str
    date: datetime | None


def record_orders(order_pks: Iterable[Any]) -> int:
    """Act on everything that is new in these orders; safe to repeat. Returns how many statuses changed.

    Hooks call it after their transaction, the reconcile task for orders whose hook call was lost.
    """
    pks = iter(order_pks)
    changed = 0
    while chunk := list(islice(pks, CHUNK)):
        try:
            changed += _record_chunk(chunk)
        except Exception:
            if len(chunk) == 1:
                raise
            # One order that cannot be recorded must not keep the others of its chunk from it.
            changed += sum(_record_alone(order_pk) for order_pk in chunk)
    return changed


def _record_alone(order_pk: Any) -> int:
    try:
        return _record_chunk([order_pk])
    except Exception:
        logger.exception("Order %s could not be recorded.", order_pk)
        return 0


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
            record_parcels(facts.values(), settings)
            found = load_checkpoints(facts, using="default")
            facts = {pk: with_parcels(one, found.get(pk, NO_CHECKPOINTS)) for pk, one in facts.items()}
            deliveries = {pk: delivered_at(facts[pk], checkpoints) for pk, checkpoints in found.items()}
            return _follow_all(states, facts, deliveries, open_desk(settings))


def lock_order_states_of_placed(order_pks: list[Any]) -> dict[Any, OrderState]:
    """Lock the states of those orders that exist and are no drafts."""
    host = get_host()
    placed = [
        order_pk
        for order_pk, order in host.load_orders(order_pks, using="default").items()
        if order.status != "draft"
    ]
    return lock_order_states(placed)


def _follow_all(
    states: dict[Any, OrderState],
    facts: dict[Any, OrderFacts],
    deliveries: Mapping[Any, datetime | None],
    desk: Desk,
) -> int:
    rules = load_rules(using="default")
    news = [
        _follow(states[pk], order_facts, deliveries.get(pk), rules, desk) for pk, order_facts in facts.items()
    ]
    messages = word_news(news, desk)
    changes = [change for one in news for change in one.changes]
    write_changes(changes, desk, others=[(one.state, one.facts) for one in news], messages=messages)
    for one in news:
        if one.actor is not None and (own := one.change_for(one.actor.fact)):
            one.actor.entry = own.entry
    return len(changes)


def _follow(
    state: OrderState,
    facts: OrderFacts,
    delivered: datetime | None,
    rules: tuple[StatusRule, ...],
    desk: Desk,
) -> News:
    """Plan every change that the facts of one order call for."""
    news = News(state, facts, actor=actor_for(facts.order_pk))
    for milestone in _milestones(facts, delivered, desk.settings):
        if getattr(state, milestone.flag):
            continue
        setattr(state, milestone.flag, True)
        if not desk.settings.automatic_status:
            continue
        target = status_for(milestone.fact, facts, rules, desk.settings, desk.book)
        if target is not None and _moves_forward(state, target, milestone, facts, desk):
            news.changes.append(_plan(news, target, milestone, desk))
    return news


def _milestones(facts: OrderFacts, delivered: datetime | None, settings: Settings) -> Iterator[Milestone]:
    """Yield the facts that hold, in the order of an ordinary sale."""
    yield Milestone("is_creation_recorded", Fact.CREATED, facts.placed_at)
    money = facts.money
    if money.is_fully_charged or (settings.paid_when_authorized and money.is_fully_authorized):
        paid_at = money.paid_at if money.is_fully_charged else money.authorized_at
        yield Milestone("is_payment_recorded", Fact.PAID, paid_at)
    left = [one for one in facts.shipments if not one.is_canceled and not one.is_waiting and one.code.strip()]
    if left and facts.is_fully_fulfilled:
        sent_at = max((one.shipped_at for one in left if one.shipped_at), default=None)
        yield Milestone("is_shipping_recorded", Fact.SENT, sent_at)
    if delivered is not None:
        yield Milestone("is_delivery_recorded", Fact.DELIVERED, delivered)
    if facts.is_canceled or facts.is_expired:
        yield Milestone("is_cancellation_recorded", Fact.CANCELED, facts.canceled_at)
    if money.total > 0 and money.refunded >= money.total:
        yield Milestone("is_refund_recorded", Fact.REFUNDED, money.refunded_at)


def _moves_forward(
    state: OrderState,
    target: OrderStatusDefinition,
    milestone: Milestone,
    facts: OrderFacts,
    desk: Desk,
) -> bool:
    if not target.is_active or (target.channels and facts.channel not in target.channels):
        return False
    present = desk.stored_status(state)
    if present is None:
        return True
    if milestone.fact == Fact.CREATED or present.pk == target.pk:
        return False
    if _person_acted_later(state, milestone) or not is_sound(Step(present, target, facts)):
        return False
    if present.type == StatusType.CANCELED:
        return milestone.fact == Fact.REFUNDED
    if target.type == StatusType.CANCELED or milestone.fact == Fact.REFUNDED:
        return True
    return present.type != StatusType.CONCLUDED and PROGRESS[present.fact] < PROGRESS[target.fact]


def _person_acted_later(state: OrderState, milestone: Milestone) -> bool:
    """A fact that is repaired late must not undo what somebody decided after it happened."""
    return bool(
        state.status_set_by_person
        and milestone.date
        and state.status_changed_at
        and milestone.date < state.status_changed_at
    )


def _plan(news: News, target: OrderStatusDefinition, milestone: Milestone, desk: Desk) -> PlannedChange:
    """Write in the name of the person whose event this is, else in the plugin's own."""
    state, actor = news.state, news.actor
    if actor is not None and actor.fact != milestone.fact:
        actor = None
    columns: dict[str, Any] = {"idempotency_key": f"automatic:{milestone.flag}"}
    if actor is not None:
        columns = actor.columns()
    entry = status_change(
        state.pk,
        author=SYSTEM if actor is None else actor.author,
        status_from=desk.stored_status(state),
        status_to=target,
        date=desk.not_before(state, milestone.date),
        **columns,
    )
    change = PlannedChange(news.facts, state, target, entry, fact=milestone.fact)
    change.take_effect()
    return change
