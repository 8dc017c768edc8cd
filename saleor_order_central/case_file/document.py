"""Puts the case file of one order together, from what every room knows of it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from ..attachments.models import OrderAttachment
from ..carrier_events.checkpoints import NO_CHECKPOINTS
from ..carrier_events.selectors import load_carrier_events, load_checkpoints, news_of
from ..conversations.selectors import load_files, load_messages, load_order_memos, load_order_threads
from ..feedback.selectors import load_feedback
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.refund_reading import load_refund_facts
from ..language import speaking, supported_language
from ..notifications.selectors import load_notifications
from ..refunds.standing import load_refunds
from ..returns import selectors as returns
from ..settings import load_settings
from ..statuses.selectors import load_status_book
from ..timeline.build import build_feed, build_parcels, build_timeline
from ..timeline.selectors import load_entries, status_views, stored_entry
from ..timeline.view import Entry
from ..tracking.services import load_tracking_rules
from ..tracking.shipments import with_parcels
from ..withdrawals.selectors import load_withdrawal_lines, load_withdrawals
from . import claims, story
from .values import filled, moment

FORMAT = 1
# Parts of further rooms: name in the document, and a function of order pk, include_memos and alias.
PARTS: dict[str, Callable[[Any, bool, str], Any]] = {}


def case_file(order_pk: Any, *, include_memos: bool, using: str) -> dict[str, Any] | None:
    """Return the whole story of an order as values of JSON, None for an unknown order.

    Amounts are texts, moments ISO 8601 in UTC, words in the order's language. `include_memos` adds what
    staff wrote for staff. A constant number of statements.
    """
    facts = get_host().load_facts([order_pk], using=using).get(order_pk)
    if facts is None:
        return None
    with speaking(supported_language(facts.language_code)):
        return filled(
            {
                "format": FORMAT,
                "generatedAt": moment(timezone.now()),
                "includesMemos": include_memos,
                **_story(facts, include_memos, using),
                **_claims(order_pk, include_memos, using),
                **{name: part(order_pk, include_memos, using) for name, part in PARTS.items()},
            }
        )


def _story(facts: OrderFacts, include_memos: bool, using: str) -> dict[str, Any]:
    pk = facts.order_pk
    checkpoints = load_checkpoints([pk], using=using).get(pk, NO_CHECKPOINTS)
    facts = with_parcels(facts, checkpoints)
    settings = load_settings(using=using)
    book = load_status_book(using=using)
    views = status_views(book, supported_language(facts.language_code))
    stored = [stored_entry(row, views) for row in load_entries([pk], using=using).get(pk, ())]
    parcels = build_parcels(facts, load_tracking_rules(settings, using=using), checkpoints)
    default = book.default_for(facts.channel)
    reported = load_carrier_events([pk], using=using).get(pk, [])
    timeline = build_timeline(
        facts,
        stored,
        default_status=views[default.pk] if default else None,
        parcels=parcels,
        rules=settings.timeline_rules,
        checkpoints=checkpoints,
    )
    memos = load_order_memos([(pk, include_memos)], using=using).get((pk, include_memos), [])
    news = [news_of(row) for row in reported]
    feed = build_feed(facts, stored, for_staff=True, carrier_news=news, memos=memos)
    sent = load_notifications([pk], using=using).get(pk, ())
    thread = load_order_threads([pk], using=using).get(pk)
    said = load_messages([thread.pk], using=using).get(thread.pk, []) if thread else []
    names = _names({one.user_pk for one in feed} | {one.user_id for one in said}, using)
    said_files = load_files("message", [one.pk for one in said], using=using)
    lines = load_refund_facts([pk], using=using)[pk].lines
    return {
        "order": story.order_part(facts, lines),
        "timeline": story.timeline_part(timeline),
        "history": story.history_part(feed, names, _entry_files(feed, using), include_memos=include_memos),
        "parcels": story.parcels_part(parcels, reported),
        "invoices": story.invoices_part(facts),
        "conversation": story.conversation_part(said, names, said_files),
        "messages": story.messages_part(sent if include_memos else story.sent_to_customer(sent)),
        "feedback": story.feedback_part(load_feedback([pk], using=using).get(pk)),
    }


def _entry_files(feed: Iterable[Entry], using: str) -> dict[str, list[OrderAttachment]]:
    """Return the files of events and memos by the entry that shows them, two statements."""
    found: dict[str, list[OrderAttachment]] = {}
    for kind in ("entry", "memo"):
        pks = [int(one.id.partition(":")[2]) for one in feed if one.id.startswith(f"{kind}:")]
        found |= {f"{kind}:{pk}": files for pk, files in load_files(kind, pks, using=using).items()}
    return found


def _names(user_pks: Iterable[int | None], using: str) -> dict[int, str]:
    users = get_host().load_users({pk for pk in user_pks if pk}, using=using)
    return {pk: user.email for pk, user in users.items()}


def _claims(order_pk: Any, include_memos: bool, using: str) -> dict[str, Any]:
    requests = returns.load_returns([order_pk], using=using).get(order_pk, [])
    pks = [one.pk for one in requests]
    lines = returns.load_lines(pks, using=using)
    line_pks = [one.pk for found in lines.values() for one in found]
    named = {one.reason_id for found in lines.values() for one in found}
    named |= {one.decline_reason_id for one in requests}
    rows = claims.ReturnRows(
        lines=lines,
        findings=returns.load_inspections(line_pks, using=using),
        parcels=returns.load_return_parcels(pks, using=using),
        files=returns.load_line_attachments(line_pks, using=using),
        reasons=returns.load_reasons([pk for pk in named if pk], using=using),
    )
    refunds = load_refunds([order_pk], using=using).get(order_pk, [])
    notes = [one.credit_note for one in refunds if hasattr(one, "credit_note")]
    vouchers = [one.voucher for one in refunds if hasattr(one, "voucher")]
    stated = load_withdrawals([order_pk], using=using).get(order_pk, [])
    numbers = {one.pk: one.number for one in requests}
    return {
        "returns": claims.returns_part(requests, rows, include_memos=include_memos),
        "refunds": claims.refunds_part(refunds, numbers),
        "creditNotes": claims.credit_notes_part(notes),
        "vouchers": claims.vouchers_part(vouchers),
        "withdrawals": claims.withdrawals_part(
            stated,
            load_withdrawal_lines([one.pk for one in stated], using=using),
            numbers,
            include_memos=include_memos,
        ),
    }
