"""What a return costs the customer. Pure; amounts are Decimal in the order's currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from .policy_choice import PolicyRules


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Units of one line with the rules that count for them. A reason of the shop's fault waives fees."""

    policy: PolicyRules | None
    unit_price: Decimal
    quantity: int
    currency: str
    is_waived: bool = False


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees of one request: one share per line, in their order, and one amount for the whole request."""

    shares: tuple[Decimal, ...]
    fixed: Decimal

    @property
    def total(self) -> Decimal:
        """All of them."""
        return sum(self.shares, self.fixed)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Round half up to the currency's own digits: 2 for most, 0 for yen, 3 for dinars."""
    return amount.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), ROUND_HALF_UP)


def goods_value(lines: Iterable[FeeLine]) -> Decimal:
    """Return what the goods cost, gross."""
    return sum((_value(line) for line in lines), Decimal(0))


def fees_of(lines: Sequence[FeeLine]) -> Fees:
    """Return the fees; together they never exceed what the goods cost.

    The fixed fee is the highest of the lines' policies, and only of those in the order's currency: money
    is never converted.
    """
    shares = tuple(_share(line) for line in lines)
    fixed = max((_fixed(line) for line in lines), default=Decimal(0))
    left = goods_value(lines) - sum(shares, Decimal(0))
    return Fees(shares, min(fixed, max(left, Decimal(0))))


def _value(line: FeeLine) -> Decimal:
    return rounded(line.unit_price * line.quantity, line.currency)


def _share(line: FeeLine) -> Decimal:
    if line.policy is None or line.is_waived:
        return Decimal(0)
    return rounded(_value(line) * line.policy.fee_percent / 100, line.currency)


def _fixed(line: FeeLine) -> Decimal:
    policy = line.policy
    if policy is None or line.is_waived or policy.fee_currency != line.currency:
        return Decimal(0)
    return rounded(policy.fixed_fee, line.currency)
