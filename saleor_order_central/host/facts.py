"""What Saleor knows about an order, as plain values that are the same on every host.

All times are aware datetimes in UTC; money is `Decimal` in the order's currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any


class CoreEventKind(str, Enum):
    """Meaning of an entry in Saleor's own order history; OTHER keeps Saleor's type in `raw_type`."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    PAID = "paid"
    PAYMENT = "payment"
    SHIPPED = "shipped"
    TRACKING_UPDATED = "tracking_updated"
    FULFILLMENT_CANCELED = "fulfillment_canceled"
    CANCELED = "canceled"
    EXPIRED = "expired"
    RETURNED = "returned"
    REFUNDED = "refunded"
    INVOICE = "invoice"
    NOTE = "note"
    EMAIL_SENT = "email_sent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CoreEvent:
    """One row of Saleor's order history. `message` may hold staff-only text: never show it to a customer."""

    pk: str
    kind: CoreEventKind
    raw_type: str
    date: datetime
    message: str = ""
    amount: Decimal | None = None
    user_pk: int | None = None
    app_name: str = ""
    fulfillment_number: int | None = None
    tracking_text: str = ""


@dataclass(frozen=True, slots=True)
class ShipmentFacts:
    """One fulfillment that left the shop, or that Saleor's history proves to have left.

    `fulfillment_pk` is None when Saleor has deleted the row (it does so on a complete return);
    then number, code and date come from the order's events.

    `tracking.shipments` makes one of these for each parcel and fills the rest: `fulfillment_key` is
    the pk that the fulfillment has or had (0: none), `position` the place of a code in Saleor's text,
    `parcel_pk` our own row, `is_own` whether staff added it, `carrier` the carrier that staff chose.
    """

    fulfillment_pk: int | None
    number: int
    code: str
    shipped_at: datetime | None
    is_canceled: bool = False
    is_waiting: bool = False
    fulfillment_key: int = 0
    position: int = 1
    parcel_pk: int | None = None
    is_own: bool = False
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice that exists: it has a number or an address, or both."""

    pk: int
    number: str
    url: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """How much of the order is paid. `paid_at` is the moment when the total was reached, if known."""

    currency: str
    total: Decimal
    is_fully_charged: bool
    is_fully_authorized: bool
    paid_at: datetime | None
    authorized_at: datetime | None
    refunded: Decimal
    refunded_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """Everything that Saleor knows about one order and that a timeline needs.

    `order_pk` is an int on Saleor 2.10 and a UUID on Saleor 3. `channel` is the channel's slug, "" on 2.10.
    `payment_gateway` is the identifier of the newest payment's gateway, or of a transaction's app or name.
    `events` are sorted oldest first, `shipments` by number, `invoices` by creation.
    """

    order_pk: Any
    number: str
    channel: str
    user_pk: int | None
    language_code: str
    is_draft: bool
    placed_at: datetime
    money: MoneyFacts
    is_shipping_required: bool
    is_canceled: bool
    canceled_at: datetime | None
    is_expired: bool
    is_fully_fulfilled: bool
    returned_at: datetime | None
    is_fully_returned: bool
    shipments: tuple[ShipmentFacts, ...] = ()
    invoices: tuple[InvoiceFacts, ...] = ()
    events: tuple[CoreEvent, ...] = ()
    missing_information: tuple[str, ...] = ()
    user_email: str = ""
    customer_name: str = ""
    payment_gateway: str = ""
    external_reference: str = ""
    has_parcels: bool = False
    """Whether `shipments` are the parcels that we know of already, see `tracking.shipments`."""
    delivery: Mapping[str, str] = field(default_factory=dict)
    """Values for carrier links: postcode, country (ISO 3166 alpha-2) and language."""
    delivery_days: tuple[int, int] | None = None
    """Least and most days that the shipping method takes; None where Saleor does not know, as on 2.10."""
    has_payment: bool = False
    """Whether there is a payment or transaction, be it empty: then Saleor does not mark the order as paid."""
    can_cancel: bool = False
    """Whether Saleor would cancel the order: it is neither a draft nor over, and nothing of it is out."""
