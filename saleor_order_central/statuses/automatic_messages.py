"""What customers hear without anybody asking for it: acceptance, status, tracking numbers (001-06 … 001-20).

At most one message about the order itself per pass, so that a payment that comes with the order does not
make two. Facts older than two days are not news: installing the plugin mails nobody.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..host.facts import OrderFacts
from ..notifications.compose import TOO_OLD_AFTER, compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Draft, MessageContext, Notice, NotifyMode
from ..notifications.models import ChannelKind, Occasion
from ..notifications.selectors import orders_asked_for_information, told_tracking_codes
from ..timeline.models import OrderEntry
from .acting import Acting
from .desk import Desk
from .models import OrderState, StatusRule
from .notices import following_notices, status_notice
from .writing import PlannedChange

Fact = StatusRule.Fact
Message = tuple[Draft, OrderEntry | None]
_EMAIL = (ChannelKind.EMAIL,)


@dataclass(slots=True)
class News:
    """What a pass found new in one order. `actor` is the person whose one-click event this is."""

    state: OrderState
    facts: OrderFacts
    actor: Acting | None = None
    changes: list[PlannedChange] = field(default_factory=list)

    def change_for(self, fact: str) -> PlannedChange | None:
        """Return the change that answers to a fact."""
        return next((change for change in self.changes if change.fact == fact), None)


def word_news(all_news: Sequence[News], desk: Desk) -> list[Message]:
    """Return the messages about the news of all orders. Sets `is_acceptance_recorded` of their states."""
    asked = orders_asked_for_information(
        [news.facts.order_pk for news in all_news if not news.state.is_acceptance_recorded], using="default"
    )
    worth = [news for news in all_news if _is_worth_words(news, desk.now, asked)]
    contexts = load_message_contexts(
        {news.facts.order_pk: news.facts for news in worth}, desk.settings, using="default"
    )
    told = told_tracking_codes(contexts, using="default")
    return [
        message for news in worth for message in _messages(news, contexts[news.facts.order_pk], told, desk)
    ]


def _is_worth_words(news: News, now: datetime, asked: frozenset[Any]) -> bool:
    """Look at what costs nothing first: most passes over old orders find nothing to tell.

    An order whose customer was asked for something is accepted whenever the answer comes.
    """
    if not _is_recent(news.facts.placed_at, now) and news.facts.order_pk not in asked:
        news.state.is_acceptance_recorded = True
    return (
        not news.state.is_acceptance_recorded
        or any(_is_recent(change.entry.date, now) for change in news.changes)
        or _is_parcel_told(news, now)
    )


def _is_recent(date: datetime | None, now: datetime) -> bool:
    return date is not None and now - date <= TOO_OLD_AFTER


def _has_recent_parcel(facts: OrderFacts, now: datetime) -> bool:
    return any(one.code.strip() and _is_recent(one.shipped_at, now) for one in facts.shipments)


def _is_parcel_told(news: News, now: datetime) -> bool:
    """An old parcel is no news, unless somebody wants it to be told."""
    modes = news.actor.request.modes.values() if news.actor else ()
    return _has_recent_parcel(news.facts, now) or NotifyMode.SEND in modes


def _messages(
    news: News, context: MessageContext, told: Mapping[Any, frozenset[str]], desk: Desk
) -> Iterator[Message]:
    def composed(notice: Notice) -> tuple[Draft, ...]:
        return compose(notice, context, desk.settings, desk.templates, now=desk.now)

    heard = set(told.get(context.order_pk, ()))
    for notice, entry in _about_the_order(news, context, desk):
        for draft in composed(notice):
            heard.update(draft.tracking_codes)
            yield draft, entry
    for change in news.changes:
        for notice in following_notices(change, desk.settings):
            yield from ((draft, change.entry) for draft in composed(notice))
    untold = [code for code in context.tracking_codes if code not in heard]
    if untold and _is_parcel_told(news, desk.now):
        yield from ((draft, None) for draft in composed(_tracking_notice(untold, news)))


def _about_the_order(
    news: News, context: MessageContext, desk: Desk
) -> Iterator[tuple[Notice, OrderEntry | None]]:
    """Yield what is to be said about the order itself, with the entry that it belongs to."""
    if not news.state.is_acceptance_recorded and news.actor is None:
        yield from _acceptance(news, context, desk)
        if news.state.is_acceptance_recorded:
            return
    later = [change for change in news.changes if change.fact != Fact.CREATED]
    if later:
        yield _about_a_change(later[-1], news, context, desk), later[-1].entry


def _about_a_change(change: PlannedChange, news: News, context: MessageContext, desk: Desk) -> Notice:
    """Word the newest change: as the person wants whose event it is, else as the status says."""
    request = news.actor.request if news.actor and news.actor.fact == change.fact else None
    template = desk.templates.by_slug.get(request.template) if request and request.template else None
    notice = status_notice(change, context, desk.templates, request, template)
    if request is not None and template is not None and not request.comment:
        text = desk.templates.text(template, context, notice.values)
        # Saleor has acted already: a text with a hole is left out, and the log says what was missing.
        change.entry.message = "" if text.missing else text.body
    return replace(notice, is_left_to_us=request is not None)


def _acceptance(
    news: News, context: MessageContext, desk: Desk
) -> Iterator[tuple[Notice, OrderEntry | None]]:
    """Accept an order only when the customer gave everything, else ask for what is missing (001-06/07)."""
    facts, state = news.facts, news.state
    if facts.is_canceled or facts.is_expired:
        state.is_acceptance_recorded = True
        return
    if facts.missing_information:
        # What is missing is part of the cause: another gap is asked for again.
        lacking = ",".join(sorted(facts.missing_information))
        yield _automatic(Occasion.INFORMATION_MISSING, f"information-missing:{lacking}"), None
        return
    state.is_acceptance_recorded = True
    # With another change behind it, the text of the first status would tell of yesterday.
    first = news.change_for(Fact.CREATED) if len(news.changes) == 1 else None
    if first is not None and first.target.notify_by_default and first.target.message_template_id:
        yield status_notice(first, context, desk.templates), first.entry
    elif not facts.money.is_fully_charged and _has_instructions(context):
        yield _automatic(Occasion.PAYMENT_AWAITED, "accepted"), None
    else:
        yield _automatic(Occasion.ORDER_ACCEPTED, "accepted"), None


def _has_instructions(context: MessageContext) -> bool:
    return any(context.values.get(name) for name in ("payment.instructions", "payment.bank_account"))


def _automatic(occasion: str, key: str) -> Notice:
    return Notice(occasion=occasion, key=key, defaults=_EMAIL, is_automatic=True)


def _tracking_notice(codes: Sequence[str], news: News) -> Notice:
    """Tell numbers that no message has told (001-17 … 001-20); the same numbers are told once."""
    digest = hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()[:32]
    return Notice(
        occasion=Occasion.TRACKING_NUMBER,
        key=f"tracking:{digest}",
        modes=news.actor.request.modes if news.actor else {},
        defaults=_EMAIL,
        is_automatic=True,
        is_left_to_us=news.actor is not None,
    )
