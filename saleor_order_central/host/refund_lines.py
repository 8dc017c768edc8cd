"""Shares of lines in an order's total: discounts of the whole order are spread over its lines. Pure."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision
from django.conf import settings


def currency_digits(currency: str) -> int:
    """Return how many decimals a currency has: 0 for JPY, 2 for EUR, 3 for KWD; 2 for unknown ones.

    Never more than Saleor stores: 2.10 keeps two of the three decimals of KWD.
    """
    return min(int(get_currency_precision(currency)), settings.DEFAULT_DECIMAL_PLACES)


def rounded(amount: Decimal, digits: int) -> Decimal:
    """Round to the currency, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def paid_shares(total: Decimal, shipping: Decimal, grosses: Sequence[Decimal], digits: int) -> list[Decimal]:
    """Return what each line really cost: its share of an order's total without the shipping.

    A voucher for free shipping may have made the whole order cheaper than its shipping.
    """
    return spread(max(total - shipping, Decimal(0)), grosses, digits)


def spread(total: Decimal, weights: Sequence[Decimal], digits: int) -> list[Decimal]:
    """Split an amount in proportion to weights; the parts add up to it exactly.

    Every part is rounded down and the smallest units left over go to the largest remainders, the first of
    equals first. Without any weight everything goes to the first part.
    """
    if not weights:
        return []
    whole = sum(weights, Decimal(0))
    if whole <= 0:
        return [total, *(Decimal(0) for _ in weights[1:])]
    unit = Decimal(1).scaleb(-digits)
    exact = [total * weight / whole for weight in weights]
    parts = [share.quantize(unit, rounding=ROUND_DOWN) for share in exact]
    left = total - sum(parts, Decimal(0))
    step = unit if left >= 0 else -unit
    by_remainder = sorted(range(len(parts)), key=lambda at: (-abs(exact[at] - parts[at]), at))
    for at in by_remainder[: int(abs(left) / unit)]:
        parts[at] += step
    # An amount finer than its currency leaves less than one unit over.
    parts[by_remainder[0]] += total - sum(parts, Decimal(0))
    return parts
