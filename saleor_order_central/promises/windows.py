"""From when until when something should arrive, and who says so (001-02). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import Enum

from .days import add_days, day_of, end_of_day, start_of_day

DeliveryDays = tuple[int, int]
"""The shortest and the longest number of days that a shipping method takes."""


class PromiseSource(str, Enum):
    """Who gave a date range: the shop by its shipping method, the carrier, or the shop's past parcels."""

    MERCHANT = "MERCHANT"
    CARRIER = "CARRIER"
    HISTORY = "HISTORY"


@dataclass(frozen=True, slots=True)
class PromiseRules:
    """How a shop counts, see `config.Settings`.

    A parcel waits too long at a pickup point after `pickup_days`; it is quiet after `quiet_hours` without
    an event, None for never.
    """

    zone: tzinfo
    counts_working_days: bool = True
    pickup_days: int = 3
    quiet_hours: int | None = 72


@dataclass(frozen=True, slots=True)
class Window:
    """A range of moments (UTC); a promised day ends with its last second in the shop's zone."""

    earliest: datetime
    latest: datetime
    source: PromiseSource


@dataclass(frozen=True, slots=True)
class Transit:
    """How long past parcels were on their way: half of them at most `p50`, nine of ten at most `p90`."""

    p50: timedelta
    p90: timedelta


def carrier_window(earliest: datetime | None, latest: datetime | None, rules: PromiseRules) -> Window | None:
    """Return what the carrier expects; a midnight, the shop's or UTC's, stands for a whole day."""
    end = latest or earliest
    if end is None:
        return None
    start = earliest or end
    end = _end_of_told(end, rules.zone)
    return Window(min(start, end), end, PromiseSource.CARRIER)


def told_window(moment: datetime, rules: PromiseRules) -> Window:
    """Return what the shop itself said of a parcel."""
    return Window(moment, _end_of_told(moment, rules.zone), PromiseSource.MERCHANT)


def _end_of_told(moment: datetime, zone: tzinfo) -> datetime:
    for told_in in (zone, UTC):
        local = moment.astimezone(told_in)
        if local.time() == time.min:
            return end_of_day(local.date(), zone)
    return moment


def method_window(start: datetime, days: DeliveryDays, rules: PromiseRules) -> Window:
    """Count the days of a shipping method from a moment."""
    first = day_of(start, rules.zone)
    shortest, longest = (add_days(first, count, working=rules.counts_working_days) for count in sorted(days))
    return Window(
        max(start, start_of_day(shortest, rules.zone)),
        end_of_day(longest, rules.zone),
        PromiseSource.MERCHANT,
    )


def history_window(shipped_at: datetime, transit: Transit, rules: PromiseRules) -> Window:
    """Expect what half to nine of ten past parcels took."""
    earliest = start_of_day(day_of(shipped_at + transit.p50, rules.zone), rules.zone)
    latest = end_of_day(day_of(shipped_at + transit.p90, rules.zone), rules.zone)
    return Window(max(shipped_at, earliest), latest, PromiseSource.HISTORY)


def spanning(windows: Iterable[Window | None]) -> Window | None:
    """Return the range in which everything arrives; its source is that of whatever comes last."""
    found = [one for one in windows if one is not None]
    if not found:
        return None
    last = max(found, key=lambda one: one.latest)
    return Window(min(one.earliest for one in found), last.latest, last.source)
