"""Turns Saleor's rows into `OrderFacts`. Pure: both adapters feed it the same shapes of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from .event_kinds import event_kind
from .facts import CoreEvent, CoreEventKind, InvoiceFacts, MoneyFacts, OrderFacts, ShipmentFacts

_SHIPPED_STATUSES = frozenset({"fulfilled", "canceled", "waiting_for_approval"})
# As Saleor's own `Order.can_cancel` decides it; 2.10 has fewer of these statuses.
_TAKEN_BACK = frozenset({"canceled", "refunded", "replaced", "refunded_and_returned", "returned"})
_NOT_CANCELABLE = frozenset({"canceled", "draft", "expired"})


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as an adapter read it, with what it could only learn by SQL."""

    pk: Any
    number: str
    status: str
    created_at: datetime
    channel: str
    user_pk: int | None
    user_email: str
    language_code: str
    currency: str
    total: Decimal
    is_fully_charged: bool
    is_fully_authorized: bool
    payment_changed_at: datetime | None
    transaction_refunded: Decimal
    transaction_refunded_at: datetime | None
    expired_at: datetime | None
    is_shipping_required: bool
    has_unsent_lines: bool
    has_billing_address: bool
    has_shipping_address: bool
    has_shipping_method: bool
    phone: str
    postcode: str
    country: str
    customer_name: str
    payment_gateway: str
    external_reference: str
    has_payment: bool
    delivery_days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FulfillmentRow:
    """One fulfillment; `status` is Saleor's own word."""

    pk: int
    number: int
    status: str
    tracking_number: str
    created_at: datetime


def customer_name(row: Mapping[str, Any]) -> str:
    """Join the names of the address that the bill goes to, else of the one that the goods go to."""
    for address in ("billing_address", "shipping_address"):
        name = f"{row[f'{address}__first_name'] or ''} {row[f'{address}__last_name'] or ''}".strip()
        if name:
            return name
    return ""


def core_event(
    pk: Any,
    raw_type: str,
    date: datetime,
    user_pk: int | None,
    message: str | None,
    amount: str | None,
    tracking_text: str | None,
    fulfillment: str | None,
    composed_id: str | None,
    app_name: str | None,
) -> CoreEvent:
    """Build a history entry from one `OrderEvent` row and the texts in its parameters."""
    return CoreEvent(
        pk=str(pk),
        kind=event_kind(raw_type),
        raw_type=raw_type,
        date=date,
        message=message or "",
        amount=_decimal(amount) if amount else None,
        user_pk=user_pk,
        app_name=app_name or "",
        fulfillment_number=_fulfillment_number(fulfillment or composed_id or ""),
        tracking_text=tracking_text or "",
    )


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _fulfillment_number(composed_id: str) -> int | None:
    """Read the number out of Saleor's composed id "<order number>-<fulfillment number>"."""
    tail = composed_id.rpartition("-")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else None


def order_facts(
    row: OrderRow,
    events: Sequence[CoreEvent],
    fulfillments: Sequence[FulfillmentRow],
    invoices: Sequence[InvoiceFacts],
) -> OrderFacts:
    """Put one order together. `events` are oldest first, `fulfillments` by number."""
    dates = _first_dates(events)
    is_expired = row.status == "expired"
    return OrderFacts(
        order_pk=row.pk,
        number=row.number,
        channel=row.channel,
        user_pk=row.user_pk,
        language_code=row.language_code,
        is_draft=row.status == "draft",
        placed_at=dates.get(CoreEventKind.PLACED, row.created_at),
        money=_money(row, events, dates),
        is_shipping_required=row.is_shipping_required,
        is_canceled=row.status == "canceled",
        canceled_at=_last_date(events, CoreEventKind.CANCELED, CoreEventKind.EXPIRED) or row.expired_at,
        is_expired=is_expired,
        is_fully_fulfilled=_is_fully_fulfilled(row),
        returned_at=_last_date(events, CoreEventKind.RETURNED),
        is_fully_returned=row.status == "returned",
        shipments=_shipments(fulfillments, events),
        invoices=tuple(invoices),
        events=tuple(events),
        missing_information=_missing_information(row),
        user_email=row.user_email,
        customer_name=row.customer_name,
        payment_gateway=row.payment_gateway,
        external_reference=row.external_reference,
        delivery_days=row.delivery_days,
        has_payment=row.has_payment,
        can_cancel=_can_cancel(row, fulfillments),
        delivery={"postcode": row.postcode, "country": row.country, "language": row.language_code},
    )


def _can_cancel(row: OrderRow, fulfillments: Sequence[FulfillmentRow]) -> bool:
    return row.status not in _NOT_CANCELABLE and all(one.status in _TAKEN_BACK for one in fulfillments)


def _is_fully_fulfilled(row: OrderRow) -> bool:
    """A partly returned order may still wait for goods that were never sent: its status does not say."""
    return row.status in ("fulfilled", "returned") or (
        row.status == "partially_returned" and not row.has_unsent_lines
    )


def _first_dates(events: Sequence[CoreEvent]) -> dict[CoreEventKind, datetime]:
    dates: dict[CoreEventKind, datetime] = {}
    for event in events:
        dates.setdefault(event.kind, event.date)
    return dates


def _last_date(events: Sequence[CoreEvent], *kinds: CoreEventKind) -> datetime | None:
    return next((event.date for event in reversed(events) if event.kind in kinds), None)


def _money(row: OrderRow, events: Sequence[CoreEvent], dates: Mapping[CoreEventKind, datetime]) -> MoneyFacts:
    # Every refund of a payment writes "payment_refunded"; "fulfillment_refunded" repeats the same amount.
    by_events = sum(
        (event.amount or Decimal(0) for event in events if event.raw_type == "payment_refunded"), Decimal(0)
    )
    refunded = by_events + row.transaction_refunded
    paid_at = dates.get(CoreEventKind.PAID)
    if paid_at is None and row.is_fully_charged:
        paid_at = dates.get(CoreEventKind.PAYMENT) or row.payment_changed_at
    if paid_at is None and row.is_fully_charged and row.total == 0:
        paid_at = row.created_at
    refunded_at = _last_date(events, CoreEventKind.REFUNDED) or row.transaction_refunded_at
    return MoneyFacts(
        currency=row.currency,
        total=row.total,
        # Saleor 3 calls an order half paid again when money went back: its total was reached all the same.
        is_fully_charged=row.is_fully_charged or (refunded > 0 and CoreEventKind.PAID in dates),
        is_fully_authorized=row.is_fully_authorized,
        paid_at=paid_at,
        authorized_at=dates.get(CoreEventKind.PAYMENT) or row.payment_changed_at,
        refunded=refunded,
        refunded_at=refunded_at,
    )


def _shipments(
    fulfillments: Sequence[FulfillmentRow], events: Sequence[CoreEvent]
) -> tuple[ShipmentFacts, ...]:
    """Return live fulfillments plus the ones whose rows Saleor deleted on a return or replacement."""
    shipments = [
        ShipmentFacts(
            fulfillment_pk=row.pk,
            number=row.number,
            code=row.tracking_number,
            shipped_at=row.created_at,
            is_canceled=row.status == "canceled",
            is_waiting=row.status == "waiting_for_approval",
        )
        for row in fulfillments
        if row.status in _SHIPPED_STATUSES
    ]
    known = {row.number for row in fulfillments}
    shipments.extend(_deleted_shipments(known, events))
    shipments.sort(key=lambda shipment: shipment.number)
    return tuple(shipments)


def _deleted_shipments(known: set[int], events: Sequence[CoreEvent]) -> list[ShipmentFacts]:
    found: dict[int, ShipmentFacts] = {}
    shipped_at: datetime | None = None
    for event in events:
        if event.kind is CoreEventKind.SHIPPED:
            shipped_at = event.date
        number = event.fulfillment_number
        if number is None or number in known:
            continue
        if event.kind is CoreEventKind.TRACKING_UPDATED:
            earlier = found.get(number)
            left_at = earlier.shipped_at if earlier else shipped_at or event.date
            found[number] = ShipmentFacts(None, number, event.tracking_text, left_at)
        elif event.kind is CoreEventKind.FULFILLMENT_CANCELED:
            found.pop(number, None)
    return list(found.values())


def _missing_information(row: OrderRow) -> tuple[str, ...]:
    """Name the data that the customer still has to give (001-06)."""
    missing = []
    if not row.user_email:
        missing.append("email")
    if not row.has_billing_address:
        missing.append("billingAddress")
    if row.is_shipping_required:
        if not row.has_shipping_address:
            missing.append("shippingAddress")
        elif not row.phone:
            missing.append("phone")
        if not row.has_shipping_method:
            missing.append("shippingMethod")
    return tuple(missing)
