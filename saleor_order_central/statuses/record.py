"""Fills the columns of `OrderState` that order lists filter and sort by (004-05, 004-24, 003-01).

They are copies: everything here can be computed again from Saleor's rows and our entries.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoint
from ..carrier_events.selectors import load_checkpoints
from ..config import Settings
from ..host.facts import OrderFacts
from ..listing.words import search_words
from ..promises.outlook import Outlook, ParcelOutlook, look_ahead
from ..promises.parcels import save_outlooks
from ..promises.past import load_past
from ..timeline.build import build_timeline
from ..timeline.selectors import load_entries, status_views, stored_entry
from ..timeline.view import EntryKind, StepCode, StepState, StoredEntry, Timeline, Visibility
from ..tracking.services import normalise_code
from ..tracking.shipments import with_parcels
from .models import OrderState, OrderStatusDefinition, StatusType
from .order_side import order_side
from .selectors import StatusBook

FILLED = (
    "placed_at",
    "number",
    "channel",
    "customer_name",
    "customer_email",
    "external_reference",
    "payment_gateway",
    "total",
    "currency",
    "status_type",
    "customer_status",
    "current_step",
    "paid_at",
    "prepared_at",
    "sent_at",
    "delivered_at",
    "is_paid",
    "is_sent",
    "is_delivered",
    "is_canceled",
    "is_refunded",
    "is_late",
    "promised_min_days",
    "promised_max_days",
    "promised_from",
    "promised_to",
    "expected_from",
    "expected_to",
    "expected_source",
    "late_at",
    "silent_at",
    "search_words",
)
# For `bulk_update`, which does not touch `auto_now` columns by itself.
COLUMNS = (*FILLED, "updated_at")

_ENDED = frozenset({StatusType.CONCLUDED, StatusType.CANCELED})
_LIMITS = {field.name: field.max_length for field in OrderState._meta.concrete_fields if field.name in FILLED}


def refresh_states(
    states: Mapping[Any, OrderState],
    facts: Mapping[Any, OrderFacts],
    *,
    settings: Settings,
    book: StatusBook,
) -> list[OrderState]:
    """Fill the list columns of locked states and return those that changed; the caller saves them.

    One statement for the history of all of them, one for their parcels, one for what their carriers took
    before; parcels of which something else is to be expected are written. Drafts and orders without facts
    stay as they are. Call it after the history entries of the change are written: they decide the steps.
    """
    placed = {pk: facts[pk] for pk in states if pk in facts and not facts[pk].is_draft}
    if not placed:
        return []
    rows = load_entries(placed, using="default")
    checkpoints = load_checkpoints(placed, using="default")
    parcels = {one.parcel_pk: one for group in checkpoints.values() for one in group.values()}
    past = load_past((one.carrier for one in parcels.values()), using="default")
    views = status_views(book, "")
    now = timezone.now()
    changed: list[OrderState] = []
    outlooks: list[ParcelOutlook] = []
    for pk, bare in placed.items():
        one = with_parcels(bare, checkpoints.get(pk, NO_CHECKPOINTS))
        entries = [stored_entry(row, views) for row in rows.get(pk, ())]
        default = book.default_for(one.channel)
        timeline = build_timeline(
            one,
            entries,
            default_status=views[default.pk] if default else None,
            # Parcels only hang on the steps: they decide none, and their classes cost a statement and time.
            parcels=(),
            rules=settings.timeline_rules,
            checkpoints=checkpoints.get(pk, NO_CHECKPOINTS),
        )
        definition = book.by_pk.get(timeline.status.pk) if timeline.status else None
        known = checkpoints.get(pk, NO_CHECKPOINTS).values()
        outlook = look_ahead(order_side(states[pk], one, timeline), known, past, settings.promise_rules)
        outlooks += outlook.parcels
        newest = newest_news(entries, known)
        if fill_columns(states[pk], one, timeline, definition, outlook, last_news_at=newest, now=now):
            states[pk].updated_at = now
            changed.append(states[pk])
    save_outlooks(outlooks, parcels)
    return changed


def newest_news(entries: Iterable[StoredEntry], parcels: Iterable[Checkpoint] = ()) -> datetime | None:
    """Return when the customer could last read something new, of us or a carrier, for silence."""
    dates = [parcel.last_at for parcel in parcels if parcel.last_at is not None]
    dates += (
        entry.date
        for entry in entries
        if entry.visibility is Visibility.CUSTOMER
        and not entry.is_undone
        and entry.kind is not EntryKind.STATUS_UNDO
    )
    return max(dates, default=None)


def fill_columns(
    state: OrderState,
    facts: OrderFacts,
    timeline: Timeline,
    definition: OrderStatusDefinition | None,
    outlook: Outlook,
    *,
    last_news_at: datetime | None,
    now: datetime,
) -> bool:
    """Set every list column of a state from plain values and tell whether any of them changed. Pure.

    `definition` is the present status; `last_news_at` is the newest entry or carrier event that the
    customer may read.
    """
    values = {**_copied(facts), **_decided(timeline, definition), **_expected(state, facts, outlook)}
    values["is_late"] = outlook.late_at is not None and outlook.late_at <= now
    values["silent_at"] = silent_at(facts, timeline, definition, last_news_at)
    if state.erased_at is not None:
        values |= {"customer_name": "", "customer_email": "", "search_words": facts.number}
    changed = False
    for name, value in values.items():
        if getattr(state, name) != value:
            setattr(state, name, value)
            changed = True
    return changed


def _copied(facts: OrderFacts) -> dict[str, Any]:
    texts = {
        "number": facts.number,
        "channel": facts.channel,
        "customer_name": facts.customer_name,
        "customer_email": facts.user_email.lower(),
        "external_reference": facts.external_reference,
        "payment_gateway": facts.payment_gateway,
    }
    return {
        **{name: text[: _LIMITS[name]] for name, text in texts.items()},
        "placed_at": facts.placed_at,
        "total": facts.money.total,
        "currency": facts.money.currency,
        "search_words": search_words(_searched(facts)),
    }


def _searched(facts: OrderFacts) -> Iterable[str]:
    yield from (facts.number, facts.user_email, facts.customer_name, facts.external_reference)
    for shipment in facts.shipments:
        # As it was typed, and without the blanks that people leave out when they search.
        yield from (shipment.code, normalise_code(shipment.code))


def _decided(timeline: Timeline, definition: OrderStatusDefinition | None) -> dict[str, Any]:
    done = {step.code: step.completed_at for step in timeline.steps if step.state is StepState.DONE}
    shown = timeline.customer_status
    return {
        "status_type": (definition.type or "") if definition else "",
        "customer_status": shown.slug if shown else "",
        "current_step": timeline.current.code.value,
        "paid_at": done.get(StepCode.PAID),
        "prepared_at": done.get(StepCode.PREPARING),
        "sent_at": done.get(StepCode.SENT),
        "delivered_at": done.get(StepCode.DELIVERED),
        "is_paid": StepCode.PAID in done,
        "is_sent": StepCode.SENT in done,
        "is_delivered": StepCode.DELIVERED in done,
        "is_canceled": is_canceled(timeline),
        "is_refunded": StepCode.REFUNDED in done,
    }


def _expected(state: OrderState, facts: OrderFacts, outlook: Outlook) -> dict[str, Any]:
    days = (state.promised_min_days, state.promised_max_days)
    least, most = (facts.delivery_days or days) if None in days else days
    promised, expected = outlook.promised, outlook.expected
    return {
        "promised_min_days": least,
        "promised_max_days": most,
        "promised_from": promised.earliest if promised else None,
        "promised_to": promised.latest if promised else None,
        "expected_from": expected.earliest if expected else None,
        "expected_to": expected.latest if expected else None,
        "expected_source": expected.source.value if expected else "",
        "late_at": outlook.late_at,
    }


def is_canceled(timeline: Timeline) -> bool:
    """Tell whether the order ended by a cancelation, Saleor's or a status'."""
    return any(step.code is StepCode.CANCELED for step in timeline.steps)


def silent_at(
    facts: OrderFacts,
    timeline: Timeline,
    definition: OrderStatusDefinition | None,
    last_news_at: datetime | None,
) -> datetime | None:
    """Return when the order becomes silent: the status' limit after the last news (003-01).

    News are the order itself, a status, a parcel that left, a carrier's event, and an entry that the
    customer may read. An
    order that ended, or whose status has no limit, never becomes silent.
    """
    limit = definition.silent_after_hours if definition else None
    if definition is None or limit is None or definition.type in _ENDED or is_canceled(timeline):
        return None
    left = (one.shipped_at for one in facts.shipments if not one.is_canceled and not one.is_waiting)
    news = (facts.placed_at, timeline.status_changed_at, last_news_at, *left)
    return max(date for date in news if date is not None) + timedelta(hours=limit)
