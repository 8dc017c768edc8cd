"""Orders in which nothing happens: silent ones, and unpaid ones that are reminded and then canceled.

Run by beat. Each finding is acted on once; a run is bounded, so that a large shop is worked off over several.
"""

import logging
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from ..config import Settings
from ..events import CentralEvent, EventName, publish
from ..host import get_host, saleor_actions
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Notice
from ..notifications.models import ChannelKind, Occasion, OrderNotification
from ..notifications.outbox import store_drafts
from ..settings import load_settings
from .desk import Desk, open_desk
from .locks import lock_order_states
from .models import OrderState
from .saving import save_columns

logger = logging.getLogger(__name__)

AT_ONCE = 500
# Nobody is reminded of an order that was forgotten long before reminders were switched on.
REMINDER_WINDOW = timedelta(days=14)


def watch_orders() -> dict[str, int]:
    """Look after silent and unpaid orders; returns how many of each were acted on."""
    settings = load_settings(using="default")
    if not settings.is_active:
        return {"silent": 0, "reminded": 0, "canceled": 0}
    now = timezone.now()
    return {
        "silent": tell_silence(now),
        "reminded": remind_unpaid(settings, now),
        "canceled": cancel_unpaid(settings, now),
    }


def tell_silence(now: datetime) -> int:
    """Announce orders that became silent, and send the message of their status once per silence (B-06)."""
    untold = Q(silence_told_at=None) | Q(silence_told_at__lt=F("silent_at"))
    found = OrderState.objects.filter(untold, silent_at__lte=now).order_by("silent_at", "pk")
    pks = list(found.values_list("pk", flat=True)[:AT_ONCE])
    if not pks:
        return 0
    with transaction.atomic():
        states = {
            pk: state
            for pk, state in lock_order_states(pks).items()
            if state.silent_at and state.silent_at <= now and state.silence_told_at != state.silent_at
        }
        desk = open_desk()
        notices = {pk: notice for pk, state in states.items() if (notice := _silence_notice(state, desk))}
        _send(notices, desk)
        for state in states.values():
            state.silence_told_at = state.silent_at
        save_columns(list(states.values()), ["silence_told_at"])
        publish([_silence_event(state) for state in states.values()])
    return len(states)


def _silence_notice(state: OrderState, desk: Desk) -> Notice | None:
    """Word it as the present status says; without a text of its own the silence is only announced."""
    status = desk.stored_status(state)
    template = desk.templates.by_pk.get(status.silent_template_id) if status else None
    if template is None or state.silent_at is None:
        return None
    return Notice(
        occasion=Occasion.STILL_WORKING,
        template=template,
        key=f"silent:{state.silent_at.isoformat()}",
        defaults=(ChannelKind.EMAIL,),
        is_automatic=True,
    )


def _silence_event(state: OrderState) -> CentralEvent:
    assert state.silent_at is not None
    return CentralEvent(EventName.ORDER_SILENT, state.pk, {"since": state.silent_at.isoformat()})


def remind_unpaid(settings: Settings, now: datetime) -> int:
    """Remind customers of orders that they have not paid, once per order (004-17)."""
    if settings.unpaid_reminder_days is None:
        return 0
    latest = now - timedelta(days=settings.unpaid_reminder_days)
    reminders = OrderNotification.objects.filter(order=OuterRef("pk"), occasion=Occasion.PAYMENT_REMINDER)
    found = _unpaid(latest).filter(~Exists(reminders), placed_at__gt=latest - REMINDER_WINDOW)
    pks = list(found.values_list("pk", flat=True)[:AT_ONCE])
    notice = Notice(
        occasion=Occasion.PAYMENT_REMINDER, key="reminder", defaults=(ChannelKind.EMAIL,), is_automatic=True
    )
    with transaction.atomic():
        lock_order_states(pks)
        _send(dict.fromkeys(pks, notice), open_desk(settings))
    return len(pks)


def cancel_unpaid(settings: Settings, now: datetime) -> int:
    """Cancel orders that nobody paid, through Saleor; its hooks tell the customer (004-17)."""
    if settings.unpaid_cancel_days is None:
        return 0
    latest = now - timedelta(days=settings.unpaid_cancel_days)
    # More are looked at than canceled: those that Saleor would not cancel must not stand in the way.
    pks = _unpaid(latest).values_list("pk", flat=True)[: 10 * AT_ONCE]
    canceled = (pk for pk in list(pks) if _cancel_one(pk))
    return sum(1 for _pk in islice(canceled, AT_ONCE))


def _unpaid(latest: datetime) -> QuerySet[OrderState]:
    rows = OrderState.objects.filter(is_paid=False, is_sent=False, is_canceled=False, placed_at__lte=latest)
    return rows.order_by("placed_at", "pk")


def _cancel_one(order_pk: Any) -> bool:
    """Look at the facts once more under the lock: a payment may have come in this second."""
    try:
        with transaction.atomic():
            lock_order_states([order_pk])
            facts = get_host().load_facts([order_pk], using="default").get(order_pk)
            if facts is None or facts.is_canceled or facts.shipments:
                return False
            return saleor_actions.cancel_unpaid(order_pk)
    except Exception:
        # Another plugin may refuse: the orders behind this one must not wait for it.
        logger.exception("The unpaid order %s could not be canceled.", order_pk)
        return False


def _send(notices: dict[Any, Notice], desk: Desk) -> None:
    """Word and store one notice per order."""
    facts = get_host().load_facts(notices, using="default", whole_history=False)
    contexts = load_message_contexts(facts, desk.settings, using="default")
    drafts = [
        (draft, None)
        for pk, context in contexts.items()
        for draft in compose(notices[pk], context, desk.settings, desk.templates, now=desk.now)
    ]
    store_drafts(drafts, settings=desk.settings)
