"""What a return costs the customer. Pure; amounts are Decimal in the order's currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..host.refund_lines import currency_digits, rounded
from .policy_choice import PolicyRules


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Units of one line with the rules that count for them. A reason of the shop's fault waives fees.

    `paid` is what all the `of` units of the order's line cost the customer, discounts taken off.
    """

    policy: PolicyRules | None
    paid: Decimal
    of: int
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


def goods_value(lines: Iterable[FeeLine]) -> Decimal:
    """Return what the goods cost the customer, gross."""
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
    return _in_currency(line.paid * line.quantity / line.of, line)


def _share(line: FeeLine) -> Decimal:
    if line.policy is None or line.is_waived:
        return Decimal(0)
    return _in_currency(_value(line) * line.policy.fee_percent / 100, line)


def _fixed(line: FeeLine) -> Decimal:
    policy = line.policy
    if policy is None or line.is_waived or policy.fee_currency != line.currency:
        return Decimal(0)
    return _in_currency(policy.fixed_fee, line)


def _in_currency(amount: Decimal, line: FeeLine) -> Decimal:
    return rounded(amount, currency_digits(line.currency))
