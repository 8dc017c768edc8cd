"""What of an order can be returned now, until when, and why not (B-18). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from ..host.return_facts import ReturnLineFacts
from .kinds import IneligibleReason, WindowStart
from .policy_choice import Chosen, PolicyRules, choose_policy

Reason = IneligibleReason
# What staff may overlook on purpose: the shop's own rules, never what is physically left.
RULES_OF_THE_SHOP = frozenset(
    {
        Reason.RETURNS_DISABLED,
        Reason.GIFT_CARD_LINE,
        Reason.DIGITAL_LINE,
        Reason.FINAL_SALE,
        Reason.NOT_DELIVERED,
        Reason.WINDOW_CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Units:
    """Units of an order line in our own requests: asked for and not decided yet, and settled.

    Settled ones that a return of Saleor's own holds too are not counted here.
    """

    open: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """When a return period may begin (UTC); None when it is not known. `zone` ends the shop's days."""

    placed_at: datetime
    shipped_at: datetime | None
    delivered_at: datetime | None
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class OrderSituation:
    """What the rules look at for all lines of an order. `units` are by order line pk.

    `for_guest`: a caller without an account asks, and only policies that take guests count.
    """

    channel: str
    country: str
    is_canceled: bool
    dates: Dates
    lines: Sequence[ReturnLineFacts]
    units: Mapping[Any, Units]
    for_guest: bool = False


@dataclass(frozen=True, slots=True)
class LineEligibility:
    """The answer for one line: it can be returned when `reasons` is empty, up to `max_quantity` units.

    `until` is the last moment, None while the period has no known end. `chosen` is None without a policy.
    """

    line: ReturnLineFacts
    max_quantity: int
    until: datetime | None
    reasons: tuple[IneligibleReason, ...]
    chosen: Chosen | None

    @property
    def is_returnable(self) -> bool:
        """Whether the customer may ask for it now."""
        return not self.reasons

    @property
    def policy(self) -> PolicyRules | None:
        """The rules that count for the line."""
        return None if self.chosen is None else self.chosen.policy

    def reasons_for(self, *, by_staff_regardless: bool) -> tuple[IneligibleReason, ...]:
        """Return what stands in the way; staff may act regardless of the shop's rules."""
        if not by_staff_regardless:
            return self.reasons
        return tuple(one for one in self.reasons if one not in RULES_OF_THE_SHOP)


def judge_lines(
    order: OrderSituation, policies: Iterable[PolicyRules], *, now: datetime
) -> tuple[LineEligibility, ...]:
    """Judge every line of an order, in the order of the lines."""
    rules = tuple(policies)
    return tuple(_judge(line, order, rules, now) for line in order.lines)


def _judge(
    line: ReturnLineFacts, order: OrderSituation, policies: Sequence[PolicyRules], now: datetime
) -> LineEligibility:
    chosen = choose_policy(policies, line, channel=order.channel, country=order.country)
    until = window_end(chosen.policy, order.dates) if chosen else None
    units = order.units.get(line.order_line_pk, Units())
    left = max(0, line.shipped - line.came_back - units.settled - units.open)
    reasons = (*_of_the_goods(line, order, chosen), *_of_the_units(line, units, left))
    if chosen is not None and line.shipped:
        reasons += _of_the_time(chosen.policy, order.dates, until, now)
    return LineEligibility(line, left, until, reasons, chosen)


def _of_the_goods(
    line: ReturnLineFacts, order: OrderSituation, chosen: Chosen | None
) -> tuple[IneligibleReason, ...]:
    checks = (
        (order.is_canceled, Reason.ORDER_CANCELED),
        (chosen is None or _shuts_out(chosen.policy, order), Reason.RETURNS_DISABLED),
        (line.is_gift_card, Reason.GIFT_CARD_LINE),
        (line.is_digital, Reason.DIGITAL_LINE),
        (chosen is not None and chosen.policy.is_final_sale, Reason.FINAL_SALE),
    )
    return tuple(reason for holds, reason in checks if holds)


def _shuts_out(policy: PolicyRules, order: OrderSituation) -> bool:
    return order.for_guest and not policy.allow_guests


def _of_the_units(line: ReturnLineFacts, units: Units, left: int) -> tuple[IneligibleReason, ...]:
    if not line.shipped:
        return (Reason.NOT_FULFILLED,)
    if left:
        return ()
    return (Reason.OPEN_REQUEST_EXISTS if units.open else Reason.ALREADY_RETURNED,)


def _of_the_time(
    policy: PolicyRules, dates: Dates, until: datetime | None, now: datetime
) -> tuple[IneligibleReason, ...]:
    if policy.requires_delivery and dates.delivered_at is None:
        return (Reason.NOT_DELIVERED,)
    return (Reason.WINDOW_CLOSED,) if until is not None and now > until else ()


def window_end(policy: PolicyRules, dates: Dates) -> datetime | None:
    """Return the end of the last day, in the shop's time zone; an unknown begin leaves the period open."""
    start = {
        WindowStart.ORDER_PLACED: dates.placed_at,
        WindowStart.SHIPPED: dates.shipped_at,
        WindowStart.DELIVERED: dates.delivered_at,
    }[policy.window_starts_from]
    if start is None or policy.window_days is None:
        return None
    last_day = start.astimezone(dates.zone).date() + timedelta(days=policy.window_days)
    return datetime.combine(last_day, time.max, tzinfo=dates.zone)
