"""Who can withdraw from what, and until when. Needs legal review. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from ..host.return_facts import ReturnLineFacts
from .kinds import LineRight, OrderRight, Unavailable, WithdrawalRules

_SATURDAY = 5


def period_end(delivered_at: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the first moment after the period: the day of delivery does not count (Regulation 1182/71).

    A period that would end on a Saturday or Sunday ends with the next Monday; other holidays are not known.
    """
    last = delivered_at.astimezone(zone).date() + timedelta(days=days)
    while last.weekday() >= _SATURDAY:
        last += timedelta(days=1)
    return datetime.combine(last + timedelta(days=1), time(), zone)


def judge_order(
    lines: Sequence[ReturnLineFacts],
    withdrawn: Mapping[Any, int],
    rules: WithdrawalRules,
    *,
    delivered_at: datetime | None,
    is_business: bool,
    zone: tzinfo,
    now: datetime,
) -> OrderRight:
    """Judge an order. `withdrawn` are units by order line that earlier statements name.

    `delivered_at` is when the last parcel arrived; while nobody knows, the function stays open (W-06).
    """
    ends_at = period_end(delivered_at, rules.period_days, zone) if delivered_at else None
    rights = tuple(_judge_line(line, withdrawn.get(line.order_line_pk, 0), rules) for line in lines)
    return OrderRight(delivered_at, ends_at, rights, _why_not(rights, rules, ends_at, is_business, now))


def _why_not(
    rights: Sequence[LineRight],
    rules: WithdrawalRules,
    ends_at: datetime | None,
    is_business: bool,
    now: datetime,
) -> Unavailable | None:
    if not rules.is_enabled:
        return Unavailable.FEATURE_DISABLED
    if is_business and rules.exclude_business_customers:
        return Unavailable.BUSINESS_CUSTOMER
    if ends_at is not None and now >= ends_at:
        return Unavailable.WINDOW_CLOSED
    if all(right.reason for right in rights):
        return next((right.reason for right in rights), Unavailable.NOTHING_LEFT)
    return None


def _judge_line(line: ReturnLineFacts, withdrawn: int, rules: WithdrawalRules) -> LineRight:
    left = max(0, line.quantity - withdrawn)
    reason = None
    if is_excluded(line, rules):
        reason = Unavailable.EXCLUDED
    elif not left:
        reason = Unavailable.NOTHING_LEFT
    return LineRight(line.order_line_pk, line.name, left, reason)


def is_excluded(line: ReturnLineFacts, rules: WithdrawalRules) -> bool:
    """Whether the shop says that there is no right for a line (Directive 2011/83 Article 16)."""
    return (
        line.product in rules.excluded_products
        or line.product_type in rules.excluded_product_types
        or not rules.excluded_categories.isdisjoint(line.categories)
    )
