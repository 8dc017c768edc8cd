"""What Saleor knows of an order's money and goods when something is to be given back, alike on every host.

Money is `Decimal` in the order's currency; times are aware datetimes in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

# Keys of ours begin with it wherever Saleor keeps them.
KEY_PREFIX = "order-central:"


class SourceKind(str, Enum):
    """Where the order's money lies: in a payment, or in a transaction of Saleor 3."""

    PAYMENT = "PAYMENT"
    TRANSACTION = "TRANSACTION"


@dataclass(frozen=True, slots=True)
class MoneySource:
    """A payment or transaction. `held` is what it still holds, refunds that Saleor counts already taken off.

    `public_id` is the inner form of its global id: "TransactionItem:<token>" or "Payment:<key>".
    `is_manual` has no gateway behind it: nobody can be asked, a refund is only written down.
    `is_recorded_in_saleor` says that Saleor itself keeps refunds of such a source.
    """

    kind: SourceKind
    pk: int
    gateway: str
    held: Decimal
    public_id: str = ""
    is_manual: bool = False
    is_recorded_in_saleor: bool = True

    @property
    def name(self) -> str:
        """Name to store, for example "PAYMENT:7"."""
        return f"{self.kind.value}:{self.pk}"


@dataclass(frozen=True, slots=True)
class StockPlace:
    """Units of a line that left one warehouse; `warehouse_pk` is the text form of its key."""

    warehouse_pk: str
    warehouse_name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class RefundableLine:
    """A line with its share of discounts. `shipped` counts units that left, `returned` those taken back.

    `refunded` counts units in refund fulfillments of Saleor, which may be ours.
    `undiscounted_gross` is what the line would have cost without discounts.
    """

    pk: Any
    name: str
    quantity: int
    shipped: int
    returned: int
    refunded: int
    net: Decimal
    gross: Decimal
    undiscounted_gross: Decimal
    tax_rate: Decimal
    variant_pk: int | None
    places: tuple[StockPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class SaleorRefund:
    """A refund that Saleor carried out. `key` names its row for good; `source` is a MoneySource's name."""

    key: str
    source: str
    amount: Decimal
    reference: str
    happened_at: datetime
    granted_refund_pk: int | None = None


class RequestState(str, Enum):
    """What Saleor stored of a request that was sent to the app of a transaction."""

    ASKED = "ASKED"
    COUNTED = "COUNTED"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"


@dataclass(frozen=True, slots=True)
class SaleorRequest:
    """A refund that was asked for. With COUNTED, Saleor has already taken it off what the source holds.

    `key` is the idempotency key that the request was stored with; `settled_by` names the SaleorRefund.
    """

    key: str
    source: str
    amount: Decimal
    state: RequestState
    asked_at: datetime
    reference: str = ""
    message: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """All that a refund of one order is decided from."""

    order_pk: Any
    channel: str
    currency: str
    digits: int
    total: Decimal
    shipping_net: Decimal
    shipping_gross: Decimal
    has_voucher: bool
    is_canceled: bool
    has_gift_card_lines: bool
    lines: tuple[RefundableLine, ...] = ()
    sources: tuple[MoneySource, ...] = ()
    refunds: tuple[SaleorRefund, ...] = ()
    requests: tuple[SaleorRequest, ...] = ()

    def line(self, pk: Any) -> RefundableLine | None:
        """Return a line by its key, None when the order has no such line."""
        return next((line for line in self.lines if line.pk == pk), None)

    def source(self, name: str) -> MoneySource | None:
        """Return a source by its name or public id."""
        return next((one for one in self.sources if name in (one.name, one.public_id)), None)
