"""What the customer pages need of Saleor's customers. Plain values that are the same on every host."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """One account. Times are UTC; `customer_type` is "" on hosts without types of customers.

    `metadata` holds the public and the private texts; the private ones win.
    """

    pk: int
    email: str
    name: str
    registered_at: datetime
    last_login_at: datetime | None
    updated_at: datetime | None
    is_active: bool
    is_staff: bool
    note: str = ""
    language_code: str = ""
    customer_type: str = ""
    groups: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderSum:
    """Orders of one customer in one channel and currency; canceled and expired ones are not counted.

    `spent` was paid and not given back. `user_pk` None are guests; `channel_pk` is 0 and `channel` "" on
    hosts without channels.
    """

    user_pk: int | None
    channel_pk: int
    channel: str
    currency: str
    orders_count: int
    spent: Decimal
    last_order_at: datetime | None


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """One address of an account; `country` is its ISO 3166 code."""

    pk: int
    name: str
    company: str
    street: str
    city: str
    postal_code: str
    country_area: str
    country: str
    phone: str
    is_default_billing: bool
    is_default_shipping: bool


@dataclass(frozen=True, slots=True)
class CartLine:
    """Units of one variant in a cart."""

    product_pk: int
    variant_pk: int
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Cart:
    """A checkout that nobody has finished; `total` is gross, None where the host does not keep it."""

    token: str
    channel: str
    created_at: datetime
    changed_at: datetime
    currency: str
    total: Decimal | None
    lines: tuple[CartLine, ...]


@dataclass(frozen=True, slots=True)
class BoughtProduct:
    """One variant that a customer bought. Keys are None when the product was deleted since.

    `quantity` and `order_pks` are of orders that were neither canceled nor expired.
    """

    product_pk: int | None
    variant_pk: int | None
    name: str
    quantity: int
    order_pks: tuple[Any, ...]
    last_bought_at: datetime
