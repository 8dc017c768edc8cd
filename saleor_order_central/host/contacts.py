"""What messages to customers need to know of an order beyond `OrderFacts`. Plain values, no texts of ours."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of an order, in the customer's words where Saleor has them.

    `product_pk` and `product_slug` are None and "" when the product was deleted.
    """

    product_name: str
    variant_name: str
    quantity: int
    product_pk: int | None
    product_slug: str


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """A postal address as typed; `country` is an ISO 3166 alpha-2 code."""

    first_name: str
    last_name: str
    company: str
    street_1: str
    street_2: str
    postal_code: str
    city: str
    area: str
    country: str


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How to reach a customer, and what the order holds.

    `first_name` is of the person who pays, else of the one who gets the goods. `phone` is as typed and
    belongs to `phone_country`. `paid` is what has been charged and not given back, in the order's currency.
    """

    first_name: str
    phone: str
    phone_country: str
    shipping_method: str
    shipping_address: AddressFacts | None
    paid: Decimal
    lines: tuple[LineFacts, ...] = ()
    billing_company: str = ""


@dataclass(frozen=True, slots=True)
class CustomerOrder:
    """One order of a registered customer. `counts` says whether it is neither a draft nor called off."""

    pk: Any
    number: str
    placed_at: datetime
    total: Decimal
    currency: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """Name of the shop, and whom Saleor names as the sender of its mails; texts may be empty."""

    name: str
    sender_name: str
    sender_email: str


@dataclass(frozen=True, slots=True)
class PackingLine:
    """An order line as it is packed; names as the warehouse knows them, untranslated. `grams` is of one unit,
    None when nobody said."""

    pk: Any
    product_name: str
    variant_name: str
    sku: str
    quantity: int
    grams: Decimal | None


@dataclass(frozen=True, slots=True)
class PackingFacts:
    """One order. `payer` is who gets the bill; `warehouses` are where fulfillments leave from, by pk of the
    fulfillment."""

    order_pk: Any
    recipient: AddressFacts | None
    recipient_phone: str
    recipient_email: str
    lines: dict[Any, PackingLine] = field(default_factory=dict)
    warehouses: dict[int, AddressFacts] = field(default_factory=dict)
    company: AddressFacts | None = None
    payer: AddressFacts | None = None


ADDRESS_COLUMNS = (
    "first_name",
    "last_name",
    "company_name",
    "street_address_1",
    "street_address_2",
    "postal_code",
    "city",
    "country_area",
    "country",
)
CONTACT_COLUMNS = (
    "shipping_address_id",
    "shipping_method_name",
    "billing_address__first_name",
    "billing_address__company_name",
    "billing_address__phone",
    "billing_address__country",
    "shipping_address__phone",
    *(f"shipping_address__{column}" for column in ADDRESS_COLUMNS),
)


def contact_facts(row: dict[str, Any], paid: Decimal, lines: tuple[LineFacts, ...]) -> ContactFacts:
    """Build from one order's row with CONTACT_COLUMNS. The phone at the door goes before that of the bill."""
    shipping_phone = str(row["shipping_address__phone"] or "")
    side = "shipping" if shipping_phone else "billing"
    return ContactFacts(
        first_name=row["billing_address__first_name"] or row["shipping_address__first_name"] or "",
        phone=shipping_phone or str(row["billing_address__phone"] or ""),
        phone_country=str(row[f"{side}_address__country"] or ""),
        shipping_method=row["shipping_method_name"] or "",
        shipping_address=_address(row) if row["shipping_address_id"] is not None else None,
        paid=paid,
        lines=lines,
        billing_company=row["billing_address__company_name"] or "",
    )


def _address(row: dict[str, Any]) -> AddressFacts:
    return AddressFacts(*(str(row[f"shipping_address__{column}"] or "") for column in ADDRESS_COLUMNS))
