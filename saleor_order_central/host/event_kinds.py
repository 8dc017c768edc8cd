"""Meaning of the entries in Saleor's order history, for both lines of Saleor."""

from .facts import CoreEventKind

EVENT_KINDS: dict[str, CoreEventKind] = {
    "placed": CoreEventKind.PLACED,
    "placed_from_draft": CoreEventKind.PLACED,
    "placed_automatically_from_paid_checkout": CoreEventKind.PLACED,
    "confirmed": CoreEventKind.CONFIRMED,
    "order_marked_as_paid": CoreEventKind.PAID,
    "order_fully_paid": CoreEventKind.PAID,
    "payment_captured": CoreEventKind.PAYMENT,
    "payment_authorized": CoreEventKind.PAYMENT,
    "transaction_event": CoreEventKind.PAYMENT,
    "fulfillment_fulfilled_items": CoreEventKind.SHIPPED,
    "tracking_updated": CoreEventKind.TRACKING_UPDATED,
    "fulfillment_canceled": CoreEventKind.FULFILLMENT_CANCELED,
    "canceled": CoreEventKind.CANCELED,
    "expired": CoreEventKind.EXPIRED,
    "fulfillment_returned": CoreEventKind.RETURNED,
    "payment_refunded": CoreEventKind.REFUNDED,
    "fulfillment_refunded": CoreEventKind.REFUNDED,
    "invoice_generated": CoreEventKind.INVOICE,
    "note_added": CoreEventKind.NOTE,
    "note_updated": CoreEventKind.NOTE,
    "email_sent": CoreEventKind.EMAIL_SENT,
}

# Notes, mails and invoices fill the history, but no step of a timeline rests on them.
TIMELINE_TYPES = frozenset(
    raw_type
    for raw_type, kind in EVENT_KINDS.items()
    if kind not in (CoreEventKind.NOTE, CoreEventKind.EMAIL_SENT, CoreEventKind.INVOICE)
)


def event_kind(raw_type: str) -> CoreEventKind:
    """Return the meaning of a type of Saleor's `OrderEvent`; OTHER for those without one of their own."""
    return EVENT_KINDS.get(raw_type, CoreEventKind.OTHER)
