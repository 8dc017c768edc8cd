"""Orders whose promise was broken: told once per promise, to programs, in the history and to the customer.

Run by beat. What was told is kept with the order, so that a run that was stopped goes on where it was.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from ..author import SYSTEM
from ..events import CentralEvent, EventName, publish
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..notifications.compose import TOO_OLD_AFTER, compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Draft, Notice
from ..notifications.models import WAITING, ChannelKind, NotificationStatus, Occasion, OrderNotification
from ..notifications.outbox import store_drafts
from ..settings import load_settings
from ..statuses.desk import Desk, open_desk
from ..statuses.locks import lock_order_states
from ..statuses.models import OrderState
from ..statuses.record import refresh_states
from ..statuses.writing import save_states
from ..timeline import history
from ..timeline.view import Visibility

AT_ONCE = 100
DELIVERY_IS_LATE = gettext_noop("Delivery takes longer than promised")


def tell_lateness() -> int:
    """Announce orders that became late, in batches; returns how many were announced (001-04)."""
    if not load_settings(using="default").is_active:
        return 0
    now = timezone.now()
    told = 0
    while pks := _untold(now):
        told += _tell_batch(pks, now)
    return told


def _untold(now: datetime) -> list[Any]:
    untold = Q(late_told_at=None) | Q(late_told_at__lt=F("late_at"))
    found = OrderState.objects.filter(untold, late_at__lte=now).order_by("late_at")
    return list(found.values_list("pk", flat=True)[:AT_ONCE])


def _tell_batch(order_pks: list[Any], now: datetime) -> int:
    with transaction.atomic():
        locked = lock_order_states(order_pks)
        desk = open_desk()
        facts = get_host().load_facts(locked, using="default")
        # Looked at once more under the lock: the parcel may have come, or somebody else has told it.
        refresh_states(locked, facts, settings=desk.settings, book=desk.book)
        late = {pk: state for pk, state in locked.items() if pk in facts and _is_untold(state, now)}
        # What was late long before anybody looked is no news: it is marked, and nobody hears of it.
        news = {pk: state for pk, state in late.items() if _is_news(state, now)}
        history.write([_entry(state, facts[pk]) for pk, state in news.items()])
        store_drafts([(draft, None) for draft in _drafts(news, facts, desk)], settings=desk.settings)
        for state in locked.values():
            # Also for an order that Saleor has deleted meanwhile: it must not come up again and again.
            if state.late_at is not None and state.late_at <= now:
                state.late_told_at = max(state.late_at, state.late_told_at or state.late_at)
        save_states(locked.values())
        publish([_event(state) for state in news.values()])
    return len(late)


def _is_untold(state: OrderState, now: datetime) -> bool:
    if state.late_at is None or state.late_at > now:
        return False
    return state.late_told_at is None or state.late_told_at < state.late_at


def _is_news(state: OrderState, now: datetime) -> bool:
    return state.late_at is not None and now - state.late_at <= TOO_OLD_AFTER


def _entry(state: OrderState, facts: OrderFacts) -> Any:
    assert state.late_at is not None
    with speaking(supported_language(facts.language_code)):
        subject = gettext(DELIVERY_IS_LATE)
    return history.event(
        state.pk,
        author=SYSTEM,
        visibility=Visibility.CUSTOMER,
        subject=subject,
        idempotency_key=_cause(state),
    )


def _cause(state: OrderState) -> str:
    assert state.late_at is not None
    return f"late:{state.late_at.isoformat()}"


def _event(state: OrderState) -> CentralEvent:
    assert state.late_at is not None
    payload = {
        "since": state.late_at.isoformat(),
        "expected": state.expected_to.isoformat() if state.expected_to else None,
    }
    return CentralEvent(EventName.ORDER_LATE, state.pk, payload)


def _drafts(late: dict[Any, OrderState], facts: dict[Any, OrderFacts], desk: Desk) -> list[Draft]:
    """Word the messages of those who hear of delays, and have not heard of one just now."""
    patient = _told_lately(late, desk)
    wanted = {
        pk: facts[pk] for pk in late if pk not in patient and desk.settings.tells_of_delays(facts[pk].channel)
    }
    contexts = load_message_contexts(wanted, desk.settings, using="default")
    return [
        draft
        for pk, context in contexts.items()
        for draft in compose(_notice(late[pk]), context, desk.settings, desk.templates, now=desk.now)
    ]


def _told_lately(late: dict[Any, OrderState], desk: Desk) -> set[Any]:
    since = desk.now - timedelta(days=desk.settings.delay_notice_days)
    rows = OrderNotification.objects.filter(
        order_id__in=list(late),
        occasion=Occasion.DELAY,
        status__in=(*WAITING, NotificationStatus.SENT),
        created_at__gt=since,
    )
    return set(rows.values_list("order_id", flat=True))


def _notice(state: OrderState) -> Notice:
    return Notice(
        occasion=Occasion.DELAY,
        key=_cause(state),
        defaults=(ChannelKind.EMAIL,),
        is_automatic=True,
        happened_at=state.late_at,
    )
