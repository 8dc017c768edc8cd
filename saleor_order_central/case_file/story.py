"""Timeline, history, parcels and messages of an order, as a case file tells them. Pure, given the rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..attachments.models import OrderAttachment
from ..carrier_events.models import OrderCarrierEvent
from ..conversations.models import OrderMessage
from ..feedback.models import OrderFeedback
from ..host.facts import OrderFacts
from ..notifications.models import NOT_FOR_CUSTOMERS, OrderNotification
from ..timeline.view import Entry, EntryKind, Parcel, Timeline, Visibility
from .values import amount, file_values, filled, moment

# Attachments by what they belong to.
Files = Mapping[Any, Sequence[OrderAttachment]]

# Saleor's own notes of staff.
_NOTES = ("note_added", "note_updated", "order_note_added", "order_note_updated")


def order_part(facts: OrderFacts, lines: Iterable[Any]) -> dict[str, Any]:
    """Return what was ordered, by whom, and what was paid and given back."""
    currency = facts.money.currency
    return filled(
        {
            "number": facts.number,
            "placedAt": moment(facts.placed_at),
            "channel": facts.channel,
            "externalReference": facts.external_reference,
            "language": facts.language_code,
            "customer": filled({"name": facts.customer_name, "email": facts.user_email}),
            "total": amount(facts.money.total, currency),
            "isPaid": facts.money.is_fully_charged,
            "paidAt": moment(facts.money.paid_at),
            "refunded": amount(facts.money.refunded, currency),
            "canceledAt": moment(facts.canceled_at),
            "lines": [
                {
                    "name": line.name,
                    "quantity": line.quantity,
                    "shipped": line.shipped,
                    "returned": line.returned,
                    "net": amount(line.net, currency),
                    "gross": amount(line.gross, currency),
                }
                for line in lines
            ],
        }
    )


def timeline_part(timeline: Timeline) -> list[dict[str, Any]]:
    """Return the steps with the facts behind them."""
    return [
        filled(
            {
                "step": step.slug,
                "label": step.label,
                "state": step.state.value,
                "completedAt": moment(step.completed_at),
                "because": step.evidence and step.evidence.message,
                "missing": list(step.missing),
            }
        )
        for step in timeline.steps
    ]


def history_part(
    feed: Iterable[Entry], names: dict[int, str], files: Files, *, include_memos: bool
) -> list[dict[str, Any]]:
    """Return every entry, oldest first; `files` by entry. Without memos, nothing for staff only is in it.

    Notes and staff's own entries are left out whole; of other facts that customers do not see, such as an
    undone change, the words are.
    """
    return [
        {**_entry(one, names, include_memos), **filled({"files": file_values(files.get(one.id, ()))})}
        for one in feed
        if include_memos or not _is_memo(one)
    ]


def _is_memo(entry: Entry) -> bool:
    if entry.kind is EntryKind.MEMO:
        return True
    if entry.kind is EntryKind.CORE_EVENT:
        return entry.core_type in _NOTES
    return entry.kind is EntryKind.EVENT and entry.visibility is Visibility.STAFF


def _entry(entry: Entry, names: dict[int, str], include_memos: bool) -> dict[str, Any]:
    tells_words = include_memos or entry.visibility is Visibility.CUSTOMER
    has_words = entry.kind is not EntryKind.CORE_EVENT or include_memos
    return filled(
        {
            "date": moment(entry.date),
            "kind": entry.kind.value,
            "visibility": entry.visibility.value,
            "author": entry.author_type.value,
            "by": names.get(entry.user_pk or 0) or entry.app_name,
            "subject": entry.subject if tells_words or not _is_free(entry) else "",
            "message": entry.message if tells_words and has_words else "",
            "statusFrom": entry.status_from_label,
            "statusTo": entry.status_to_label,
            "saleorEvent": entry.core_type,
            "parcel": entry.parcel_id,
        }
    )


def _is_free(entry: Entry) -> bool:
    """Tell whether a person may have written the subject; else it is ours or Saleor's."""
    return entry.kind in (EntryKind.STATUS_CHANGE, EntryKind.EVENT)


def parcels_part(parcels: Sequence[Parcel], events: Iterable[OrderCarrierEvent]) -> list[dict[str, Any]]:
    """Return parcels with everything that carriers reported of them."""
    by_parcel: dict[int, list[dict[str, Any]]] = {}
    for row in events:
        told = {
            "date": moment(row.happened_at),
            "type": row.type,
            "place": row.place,
            "text": row.description,
            "provider": row.provider,
        }
        by_parcel.setdefault(row.parcel_id, []).append(filled(told))
    return [
        filled(
            {
                "parcel": parcel.id,
                "code": parcel.code,
                "carrier": parcel.tracking.carrier,
                "link": parcel.tracking.url,
                "shippedAt": moment(parcel.shipment.shipped_at),
                "isCanceled": parcel.shipment.is_canceled or None,
                "events": by_parcel.get(parcel.shipment.parcel_pk or 0),
            }
        )
        for parcel in parcels
    ]


def conversation_part(
    rows: Iterable[OrderMessage], names: Mapping[int, str], files: Files
) -> list[dict[str, Any]]:
    """Return what customer and shop wrote to each other, word for word; `files` by message."""
    return [
        filled(
            {
                "date": moment(row.created_at),
                "author": row.author_type,
                "by": names.get(row.user_id or 0) or row.app_name,
                "origin": row.origin,
                "subject": row.subject,
                "text": row.body,
                "files": file_values(files.get(row.pk, ())),
            }
        )
        for row in rows
    ]


def invoices_part(facts: OrderFacts) -> list[dict[str, Any]]:
    """Return the invoices."""
    return [
        filled({"number": one.number, "url": one.url, "date": moment(one.created_at)})
        for one in facts.invoices
    ]


def sent_to_customer(rows: Iterable[OrderNotification]) -> list[OrderNotification]:
    """Leave out what went to staff or to somebody else: it may hold words of staff for staff."""
    return [row for row in rows if row.occasion not in NOT_FOR_CUSTOMERS]


def messages_part(rows: Iterable[OrderNotification]) -> list[dict[str, Any]]:
    """Return what the customer was sent, oldest first, word for word, or why nothing was sent."""
    return [
        filled(
            {
                "date": moment(row.sent_at or row.created_at),
                "occasion": row.occasion,
                "channel": row.channel_kind,
                "status": row.status,
                "reason": row.reason,
                "recipient": row.recipient,
                "subject": row.subject,
                "text": row.body,
            }
        )
        for row in sorted(rows, key=lambda one: one.pk)
    ]


def feedback_part(row: OrderFeedback | None) -> dict[str, Any] | None:
    """Return what the customer thought of it."""
    if row is None:
        return None
    return filled(
        {
            "date": moment(row.created_at),
            "product": row.product_rating,
            "service": row.service_rating,
            "delivery": row.delivery_rating,
            "comment": row.comment,
        }
    )
