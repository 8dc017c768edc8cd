"""What Saleor knows of an order's money and goods when something is to be given back, alike on every host.

Money is `Decimal` in the order's currency; times are aware datetimes in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    `refunded` counts units in refund fulfillments of Saleor, which may be ours; `granted` those that somebody
    granted in Saleor itself. `undiscounted_gross` is what the line would have cost without
    discounts.
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
    granted: int = 0


@dataclass(frozen=True, slots=True)
class SaleorRefund:
    """A refund that Saleor carried out. `key` names its row for good; `source` is a MoneySource's name.

    `is_ours`: it carries our key. Payments keep none, so theirs is always False.
    """

    key: str
    source: str
    amount: Decimal
    reference: str
    happened_at: datetime
    granted_refund_pk: int | None = None
    is_ours: bool = False


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
    granted_refund_pk: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it carries our key."""
        return self.key.startswith(KEY_PREFIX)


@dataclass(frozen=True, slots=True)
class RefundGrant:
    """What Saleor keeps of a refund of ours through a transaction; `quantities` are by order line.

    `key` is the idempotency key that goes out with it, `reason` the words of staff.
    """

    amount: Decimal
    key: str
    reason: str
    quantities: Mapping[Any, int]
    has_shipping: bool
    user_pk: int | None


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """All that a refund of one order is decided from.

    `granted` is money that was granted in Saleor itself and that nobody was asked for yet, by source, "" for
    none. Of the shipping, `shipping_refunded` lies in refund fulfillments of Saleor, which may be ours;
    `shipping_granted` was granted in Saleor itself.
    """

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
    granted: Mapping[str, Decimal] = field(default_factory=dict)
    shipping_refunded: Decimal = Decimal(0)
    shipping_granted: Decimal = Decimal(0)

    def line(self, pk: Any) -> RefundableLine | None:
        """Return a line by its key, None when the order has no such line."""
        return next((line for line in self.lines if line.pk == pk), None)

    def source(self, name: str) -> MoneySource | None:
        """Return a source by its name or public id."""
        return next((one for one in self.sources if name in (one.name, one.public_id)), None)
