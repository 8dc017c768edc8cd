"""What is to be expected of one order and of its parcels: dates, lateness, problems (001-02, 001-04). Pure.

A promise is kept as it was given: the days of a shipping method and the figures of the past are looked up
once for each parcel, and only the carrier, or another shipping date, replaces what came out of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from ..carrier_events.checkpoints import Checkpoint
from .problems import NO_PROBLEM, find_problem
from .windows import (
    DeliveryDays,
    PromiseRules,
    PromiseSource,
    Transit,
    Window,
    carrier_window,
    history_window,
    method_window,
    spanning,
    told_window,
)


@dataclass(frozen=True, slots=True)
class PastTransits:
    """Transit times by (carrier, country), country "" for all; `carriers` have reported deliveries here."""

    transits: Mapping[tuple[str, str], Transit] = field(default_factory=lambda: MappingProxyType({}))
    carriers: frozenset[str] = frozenset()

    def find(self, carrier: str, country: str) -> Transit | None:
        """Return the times into a country, else the carrier's own everywhere."""
        return self.transits.get((carrier, country)) or self.transits.get((carrier, ""))


NO_PAST = PastTransits()


@dataclass(frozen=True, slots=True)
class OrderSide:
    """What the order itself says.

    `promised_at` is when its days began to count: it was placed, or paid if that came later.
    `has_goods_to_send`: it is going on, is paid, and not everything left. `is_over`: delivered, concluded,
    canceled or expired. `active_parcels` are the keys of its parcels that were not called back.
    """

    promised_at: datetime
    days: DeliveryDays | None
    country: str
    has_goods_to_send: bool
    is_over: bool
    active_parcels: frozenset[int]


@dataclass(frozen=True, slots=True)
class ParcelOutlook:
    """What follows for one parcel. `late_at` may be ahead; None: it never becomes late."""

    parcel_pk: int
    expected: Window | None
    first_promised_to: datetime | None
    late_at: datetime | None
    problem: str
    problem_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows for an order: the promise at purchase, what is expected now, and when it becomes late."""

    promised: Window | None = None
    expected: Window | None = None
    late_at: datetime | None = None
    parcels: tuple[ParcelOutlook, ...] = ()


def look_ahead(
    order: OrderSide, checkpoints: Iterable[Checkpoint], past: PastTransits, rules: PromiseRules
) -> Outlook:
    """Decide for an order and each of its stored parcels."""
    stored = list(checkpoints)
    promised = method_window(order.promised_at, order.days, rules) if order.days else None
    parcels = tuple(_parcel_outlook(one, order, past, rules) for one in stored)
    awaited = [
        outlook
        for outlook, one in zip(parcels, stored, strict=True)
        if one.parcel_pk in order.active_parcels and not one.is_back
    ]
    rest = promised if order.has_goods_to_send or not awaited else None
    late = [one.late_at for one in awaited if one.late_at is not None]
    if order.has_goods_to_send and not order.is_over and promised is not None:
        late.append(promised.latest)
    return Outlook(
        promised=promised,
        expected=spanning([*(one.expected for one in awaited), rest]),
        late_at=min(late, default=None),
        parcels=parcels,
    )


def _parcel_outlook(
    parcel: Checkpoint, order: OrderSide, past: PastTransits, rules: PromiseRules
) -> ParcelOutlook:
    expected = _expected(parcel, order, past, rules)
    late_at, problem = None, NO_PROBLEM
    is_awaited = (
        not order.is_over and parcel.parcel_pk in order.active_parcels and parcel.delivered_at is None
    )
    if is_awaited:
        is_followed = parcel.last_at is not None or parcel.carrier in past.carriers
        late_at = _late_at(parcel, expected if is_followed else None)
        problem = find_problem(parcel, late_at, rules, is_followed=is_followed)
    reason, begins = problem
    return ParcelOutlook(
        parcel_pk=parcel.parcel_pk,
        expected=expected,
        first_promised_to=parcel.first_promised_to or (expected.latest if expected else None),
        late_at=late_at,
        problem=reason,
        problem_at=begins,
    )


def _expected(parcel: Checkpoint, order: OrderSide, past: PastTransits, rules: PromiseRules) -> Window | None:
    told = carrier_window(parcel.promised_from, parcel.promised_to, rules)
    if told is not None:
        return told
    if parcel.estimated_at is not None:
        return told_window(parcel.estimated_at, rules)
    if parcel.shipped_at is None:
        return None
    if parcel.expected_source in (PromiseSource.MERCHANT.value, PromiseSource.HISTORY.value):
        assert parcel.expected_from
        assert parcel.expected_to
        return Window(parcel.expected_from, parcel.expected_to, PromiseSource(parcel.expected_source))
    if order.days:
        return method_window(parcel.shipped_at, order.days, rules)
    transit = past.find(parcel.carrier, order.country)
    return history_window(parcel.shipped_at, transit, rules) if transit else None


def _late_at(parcel: Checkpoint, expected: Window | None) -> datetime | None:
    """A reported delay counts at once, a passed range at its end; a parcel on its way back is no delay.

    A parcel that nobody reports on is never late: nothing would tell of its delivery either.
    """
    if parcel.is_back:
        return None
    moments = [parcel.delayed_at, expected.latest if expected else None]
    return min((one for one in moments if one is not None), default=None)
