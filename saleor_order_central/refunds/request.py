"""What a caller asks for when money or goods are to go back, checked and cleaned once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..notifications.messages import NotifyMode
from ..statuses.request import clean_key
from ..text import plain_line, plain_text
from ..timeline.history import hash_request

REFERENCE_LIMIT = 250
MESSAGE_LIMIT = 5_000
MAX_LINES = 500
# More than any order costs, less than a column of money holds; and the smallest coin of any currency.
MOST = Decimal(10) ** 15
LEAST = Decimal("0.001")


class RefundKind(str, Enum):
    """The two actions of 002-49 and the ways that need no choice of products."""

    PRODUCTS_RETURN = "PRODUCTS_RETURN"
    PARTIAL = "PARTIAL"
    FULL = "FULL"
    MARKED = "MARKED"
    IN_SALEOR = "IN_SALEOR"


class RefundMethod(str, Enum):
    """How money goes back (002-58)."""

    ORIGINAL_TRANSACTION = "ORIGINAL_TRANSACTION"
    MANUAL = "MANUAL"


@dataclass(frozen=True, slots=True)
class LineRequest:
    """Units of a line; without an amount the line's own share is meant.

    `is_kept`: they stay with the customer, whatever comes back besides.
    """

    line_pk: Any
    quantity: int
    amount: Decimal | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class StockRequest:
    """Units of a line that go back to stock; without a warehouse each to where it came from."""

    line_pk: Any
    quantity: int
    warehouse: str = ""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Products, money and the four independent options (002-51 … 002-57), all off by default.

    `amount` is bound to no line. `warehouse` is the text form of a key; without it units go back to where
    they came from. `source` names a MoneySource; without it the plan chooses. `fee` is kept by the shop.

    `return_pk` is the return that is paid for: what the caller leaves open (lines, restock, voucher, fee)
    then comes from there, see `for_return`, which also fills `stock`. With `completes` the return is
    completed when the customer has got it, with `message` for the customer.
    """

    kind: RefundKind
    lines: tuple[LineRequest, ...] = ()
    amount: Decimal | None = None
    restock: bool | None = None
    stock: tuple[StockRequest, ...] | None = None
    warehouse: str = ""
    credit_note: bool = False
    voucher: bool | None = None
    shipping: bool = False
    fee: Decimal | None = None
    return_pk: int | None = None
    completes: bool = False
    message: str = ""
    method: RefundMethod | None = None
    source: str = ""
    reference: str = ""
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)
    idempotency_key: str = ""

    def cleaned(self) -> "RefundRequest":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        if len(self.lines) > MAX_LINES:
            raise invalid("lines", f"Name at most {MAX_LINES} lines.")
        if len({line.line_pk for line in self.lines}) != len(self.lines):
            raise invalid("lines", "Name each line once.")
        for line in self.lines:
            if line.quantity < 1:
                raise invalid("lines", "The quantity of a line is 1 or more.")
            _refuse_amount("lines", line.amount)
        _refuse_amount("amount", self.amount)
        if self.fee:
            _refuse_amount("fee", self.fee)
        if self.kind is RefundKind.PRODUCTS_RETURN and not self.lines and self.return_pk is None:
            raise required("lines", "Name the products that came back.")
        if self.kind is RefundKind.FULL and (self.lines or self.amount is not None):
            raise invalid("lines", "A full refund takes everything: name no lines and no amount.")
        if self.warehouse and not self.restock and (self.return_pk is None or self.restock is False):
            raise invalid("restockWarehouse", "A warehouse is named only with `restock`.")
        if self.voucher and self.method is not None:
            raise invalid("voucher", "A voucher is given instead of money: name no method.")
        return replace(
            self,
            reference=plain_line(self.reference, "manualReference", limit=REFERENCE_LIMIT),
            message=plain_text(self.message, "message", limit=MESSAGE_LIMIT),
            modes={kind: NotifyMode(mode) for kind, mode in self.modes.items()},
            idempotency_key=clean_key(self.idempotency_key),
        )

    @property
    def content_hash(self) -> str:
        """Fingerprint of all but the key, to tell a repeated request from another one."""
        content = {name: getattr(self, name) for name in self.__slots__ if name != "idempotency_key"}
        content["lines"] = sorted(
            [str(one.line_pk), one.quantity, None if one.amount is None else _plain(one.amount)]
            for one in self.lines
        )
        content["amount"] = None if self.amount is None else _plain(self.amount)
        content["fee"] = None if self.fee is None else _plain(self.fee)
        content["modes"] = {kind: mode.value for kind, mode in sorted(self.modes.items())}
        return hash_request(content)


def _plain(amount: Decimal) -> str:
    """Write 5, 5.0 and 5.00 alike."""
    return f"{amount.normalize():f}"


def _refuse_amount(field_name: str, amount: Decimal | None) -> None:
    """Raise INVALID for what is no amount, AMOUNT_EXCEEDED for what no order costs."""
    if amount is None:
        return
    if not amount.is_finite() or amount < LEAST:
        raise invalid(field_name, "An amount is more than zero.")
    if amount > MOST:
        raise OrderCentralFault(f"At most {MOST}.", ErrorCode.AMOUNT_EXCEEDED, field=field_name)
