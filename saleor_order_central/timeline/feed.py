"""The history of an order as one list: our rows, Saleor's own events, invoices (003-04, 004-06, 004-08).

A customer's list is built apart, not filtered afterwards: text from staff or from Saleor never gets near it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from ..author import AuthorType
from ..carrier_events.checkpoints import CarrierNews
from ..carrier_events.kinds import CarrierEventKind
from ..carrier_events.wording import CARRIER_EVENT_LABELS
from ..host.facts import CoreEvent, CoreEventKind, InvoiceFacts, OrderFacts
from .parcels import parcel_id, sort_shipments
from .view import Entry, EntryKind, MemoView, StatusView, StoredEntry, Visibility
from .wording import (
    INVOICE_ADDED,
    MEMO,
    MESSAGE_OF_CUSTOMER,
    MESSAGE_OF_SHOP,
    Words,
    active_words,
    customer_words,
    event_subject,
)

CUSTOMER_EVENTS = frozenset(
    {
        CoreEventKind.PLACED,
        CoreEventKind.CONFIRMED,
        CoreEventKind.PAID,
        CoreEventKind.SHIPPED,
        CoreEventKind.TRACKING_UPDATED,
        CoreEventKind.FULFILLMENT_CANCELED,
        CoreEventKind.CANCELED,
        CoreEventKind.EXPIRED,
        CoreEventKind.RETURNED,
        CoreEventKind.REFUNDED,
        CoreEventKind.INVOICE,
    }
)
_REPEAT_WINDOW = timedelta(minutes=1)
# At the same moment the fact comes before what we wrote because of it.
_RANKS = {
    EntryKind.CORE_EVENT: 0,
    EntryKind.INVOICE: 1,
    EntryKind.CARRIER_EVENT: 2,
    EntryKind.STATUS_CHANGE: 3,
    EntryKind.EVENT: 4,
    EntryKind.STATUS_UNDO: 5,
    EntryKind.RETURN: 6,
    EntryKind.MESSAGE: 7,
    EntryKind.REFUND: 8,
    EntryKind.WITHDRAWAL: 9,
    EntryKind.MEMO: 10,
}


class Source(NamedTuple):
    """What each line is made from: the facts, names of parcels by shipment and by row, the reader's words."""

    facts: OrderFacts
    parcel_ids: dict[int, str]
    stored_ids: dict[int, str]
    words: Words


def build_feed(
    facts: OrderFacts,
    entries: Sequence[StoredEntry],
    *,
    for_staff: bool,
    carrier_news: Sequence[CarrierNews] = (),
    memos: Sequence[MemoView] = (),
) -> list[Entry]:
    """Every entry that the reader may see, oldest first. Memos are left out for customers, even if given."""
    facts = _with_unrecorded_refund(facts)
    # Saleor's events name the fulfillment: they belong to its first parcel.
    parcel_ids = {one.number: parcel_id(one) for one in reversed(sort_shipments(facts).active) if one.number}
    stored_ids = {one.parcel_pk: parcel_id(one) for one in sort_shipments(facts).active if one.parcel_pk}
    source = Source(facts, parcel_ids, stored_ids, active_words())
    feed = list(_staff_feed(source, entries) if for_staff else _customer_feed(source, entries))
    feed += (
        entry
        for entry in (_carrier_entry(source, news) for news in carrier_news)
        if for_staff or entry.visibility is Visibility.CUSTOMER
    )
    feed += (_memo_entry(source, memo) for memo in memos if for_staff)
    feed.sort(key=_by_date)
    return feed


def _with_unrecorded_refund(facts: OrderFacts) -> OrderFacts:
    """Saleor writes no event for the refund of a transaction: its sums are all there is to tell of."""
    money = facts.money
    is_told = any(event.kind is CoreEventKind.REFUNDED for event in facts.events)
    if is_told or money.refunded_at is None or money.refunded <= 0:
        return facts
    refund = CoreEvent(
        pk="refund",
        kind=CoreEventKind.REFUNDED,
        raw_type="transaction_refund",
        date=money.refunded_at,
        amount=money.refunded,
    )
    return replace(facts, events=(*facts.events, refund))


def _by_date(entry: Entry) -> tuple[datetime, int, int, str]:
    """The length before the text puts "entry:9" before "entry:10"."""
    return entry.date, _RANKS[entry.kind], len(entry.id), entry.id


def _staff_feed(source: Source, entries: Sequence[StoredEntry]) -> Iterator[Entry]:
    for stored in entries:
        yield _stored_for_staff(source, stored)
    for event in source.facts.events:
        yield _event_for_staff(source, event)
    for invoice in source.facts.invoices:
        if invoice.created_at is not None:
            yield _invoice_entry(source, invoice, invoice.created_at, message=invoice.number)


def _customer_feed(source: Source, entries: Sequence[StoredEntry]) -> Iterator[Entry]:
    for stored in entries:
        if _stored_visibility(stored) is Visibility.CUSTOMER:
            yield _stored_for_customer(source, stored)
    for invoice in source.facts.invoices:
        if invoice.created_at is not None:
            yield _invoice_entry(source, invoice, invoice.created_at)
    yield from _without_repeats(_events_for_customer(source))


def _events_for_customer(source: Source) -> Iterator[Entry]:
    # The invoice itself says "added", so Saleor's event about it would say it twice.
    has_invoice = any(invoice.created_at for invoice in source.facts.invoices)
    told = source.words[INVOICE_ADDED] if has_invoice else None
    for event in source.facts.events:
        if event.kind in CUSTOMER_EVENTS:
            entry = _event_for_customer(source, event)
            if entry.subject != told:
                yield entry


def _without_repeats(feed: Iterator[Entry]) -> Iterator[Entry]:
    """Saleor writes several events for one fact; another parcel or another amount is another fact."""
    told: dict[tuple[str, str | None], datetime] = {}
    for entry in feed:
        key = (entry.subject, entry.parcel_id)
        before = told.get(key)
        if before is None or entry.date - before >= _REPEAT_WINDOW:
            told[key] = entry.date
            yield entry


def _stored_visibility(stored: StoredEntry) -> Visibility:
    """A change to a status that is not for customers is not for them either, whatever the row says.

    What was undone never reached them: neither the change nor its undo is told (B-07).
    """
    if stored.is_undone or stored.kind is EntryKind.STATUS_UNDO:
        return Visibility.STAFF
    status = stored.status_to
    if stored.kind is EntryKind.STATUS_CHANGE and status is not None and not status.is_customer_visible:
        return Visibility.STAFF
    return stored.visibility


def _label(stored_label: str, status: StatusView | None) -> str:
    """004-06: the words of that day outlive edits and deletes of the definition."""
    return stored_label or (status.label if status is not None else "")


def _title(source: Source, stored: StoredEntry, label: str) -> str:
    """Name an entry that nobody gave a subject."""
    if stored.kind is EntryKind.MESSAGE and not stored.subject:
        is_customer = stored.author_type is AuthorType.CUSTOMER
        return source.words[MESSAGE_OF_CUSTOMER if is_customer else MESSAGE_OF_SHOP]
    return stored.subject or label


def _stored_for_staff(source: Source, stored: StoredEntry) -> Entry:
    label_to = _label(stored.status_to_label, stored.status_to)
    return Entry(
        id=f"entry:{stored.pk}",
        kind=stored.kind,
        date=stored.date,
        visibility=_stored_visibility(stored),
        author_type=stored.author_type,
        subject=_title(source, stored, label_to),
        message=stored.message,
        user_pk=stored.user_pk,
        app_name=stored.app_name,
        status_from_label=_label(stored.status_from_label, stored.status_from),
        status_to_label=label_to,
        status_from=stored.status_from,
        status_to=stored.status_to,
        return_pk=stored.return_pk,
        message_html=stored.message_html,
        message_pk=stored.message_pk,
    )


def _stored_for_customer(source: Source, stored: StoredEntry) -> Entry:
    """The row as it was written for the customer; an earlier status that was internal stays unnamed."""
    label_to = customer_words(stored.status_to_customer_label, stored.status_to)
    before = stored.status_from
    is_before_known = before is not None and before.is_customer_visible
    return Entry(
        id=f"entry:{stored.pk}",
        kind=stored.kind,
        date=stored.date,
        visibility=Visibility.CUSTOMER,
        author_type=stored.author_type,
        subject=_title(source, stored, label_to),
        message=stored.message,
        status_from_label=(
            customer_words(stored.status_from_customer_label, before) if is_before_known else ""
        ),
        status_to_label=label_to,
        status_from=before if is_before_known else None,
        status_to=stored.status_to,
        return_pk=stored.return_pk,
        message_html=stored.message_html,
        message_pk=stored.message_pk,
    )


def _memo_entry(source: Source, memo: MemoView) -> Entry:
    return Entry(
        id=f"memo:{memo.pk}",
        kind=EntryKind.MEMO,
        date=memo.date,
        visibility=Visibility.STAFF,
        author_type=memo.author_type,
        subject=memo.subject or source.words[MEMO],
        message=memo.message,
        message_html=memo.message_html,
        user_pk=memo.user_pk,
        app_name=memo.app_name,
    )


def _event_for_staff(source: Source, event: CoreEvent) -> Entry:
    return Entry(
        id=f"event:{event.pk}",
        kind=EntryKind.CORE_EVENT,
        date=event.date,
        visibility=Visibility.CUSTOMER if event.kind in CUSTOMER_EVENTS else Visibility.STAFF,
        author_type=_author_for_staff(source.facts, event),
        subject=event_subject(event, source.facts.money.currency, source.words),
        message=event.message,
        user_pk=event.user_pk,
        app_name=event.app_name,
        core_type=event.raw_type,
        parcel_id=_parcel_of(source, event),
    )


def _event_for_customer(source: Source, event: CoreEvent) -> Entry:
    return Entry(
        id=f"event:{event.pk}",
        kind=EntryKind.CORE_EVENT,
        date=event.date,
        visibility=Visibility.CUSTOMER,
        author_type=AuthorType.CUSTOMER if _is_placed_by_customer(event) else AuthorType.SYSTEM,
        subject=event_subject(event, source.facts.money.currency, source.words),
        parcel_id=_parcel_of(source, event),
    )


def _is_placed_by_customer(event: CoreEvent) -> bool:
    """A draft was made by staff; every other placed order by its customer, even through an app."""
    return event.kind is CoreEventKind.PLACED and "draft" not in event.raw_type


def _author_for_staff(facts: OrderFacts, event: CoreEvent) -> AuthorType:
    if event.app_name:
        return AuthorType.APP
    if event.user_pk is None:
        return AuthorType.CUSTOMER if _is_placed_by_customer(event) else AuthorType.SYSTEM
    return AuthorType.CUSTOMER if event.user_pk == facts.user_pk else AuthorType.STAFF


def _invoice_entry(source: Source, invoice: InvoiceFacts, date: datetime, *, message: str = "") -> Entry:
    return Entry(
        id=f"invoice:{invoice.pk}",
        kind=EntryKind.INVOICE,
        date=date,
        visibility=Visibility.CUSTOMER,
        author_type=AuthorType.SYSTEM,
        subject=source.words[INVOICE_ADDED],
        message=message,
    )


def _carrier_entry(source: Source, news: CarrierNews) -> Entry:
    """Our own words, place and the text meant for the customer; an unknown code is only for staff."""
    is_known = news.kind is not CarrierEventKind.UNKNOWN
    return Entry(
        id=f"carrier:{news.pk}",
        kind=EntryKind.CARRIER_EVENT,
        date=news.date,
        visibility=Visibility.CUSTOMER if is_known else Visibility.STAFF,
        author_type=AuthorType.SYSTEM,
        subject=source.words[CARRIER_EVENT_LABELS[news.kind]],
        message=" – ".join(filter(None, (news.place, news.description))),
        parcel_id=source.stored_ids.get(news.parcel_pk or 0) or source.parcel_ids.get(news.parcel_number),
    )


def _parcel_of(source: Source, event: CoreEvent) -> str | None:
    number = event.fulfillment_number
    return None if number is None else source.parcel_ids.get(number)
