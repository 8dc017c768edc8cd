"""The statuses an order has and had, oldest first: one look at our history rows for all rules."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from .view import EntryKind, StatusView, StoredEntry, Visibility


class Moment(NamedTuple):
    """A status and when it was set; `entry` is None for the default status of an untouched order.

    `status` is None when its definition was deleted: the order then has no known status.
    """

    status: StatusView | None
    date: datetime
    entry: StoredEntry | None

    @property
    def visibility(self) -> Visibility:
        """CUSTOMER only if neither the row nor the status is kept from customers."""
        if self.status is None or not self.status.is_customer_visible:
            return Visibility.STAFF
        return Visibility.CUSTOMER if self.entry is None else self.entry.visibility


Trail = tuple[Moment, ...]


def build_trail(entries: Sequence[StoredEntry], default: StatusView | None, placed_at: datetime) -> Trail:
    """Every status change by date; an order without any has the default one since it was placed (003-11)."""
    changes = [entry for entry in entries if entry.kind is EntryKind.STATUS_CHANGE and not entry.is_undone]
    if not changes:
        return () if default is None else (Moment(default, placed_at, None),)
    if len(changes) > 1:
        changes.sort(key=_by_date)
    return tuple([Moment(entry.status_to, entry.date, entry) for entry in changes])


def _by_date(entry: StoredEntry) -> tuple[datetime, int]:
    return entry.date, entry.pk


def customer_moment(trail: Trail, default: StatusView | None, placed_at: datetime) -> Moment | None:
    """Newest status that customers may know; a staff-only comment does not hide the status itself."""
    for moment in reversed(trail):
        if moment.status is not None and moment.status.is_customer_visible:
            return moment
    if default is not None and default.is_customer_visible:
        return Moment(default, placed_at, None)
    return None


def stage_of(trail: Trail) -> str:
    """Newest fact stated by a status: a status without a fact does not take back what was stated before."""
    for moment in reversed(trail):
        if moment.status is not None and moment.status.fact != "NONE":
            return moment.status.fact
    return "NONE"


def newest_with_fact(trail: Trail, fact: str) -> Moment | None:
    """Last time that a status stated the fact."""
    return next((m for m in reversed(trail) if m.status is not None and m.status.fact == fact), None)


def oldest_with_fact(trail: Trail, fact: str) -> Moment | None:
    """First time that a status stated the fact."""
    return next((m for m in trail if m.status is not None and m.status.fact == fact), None)


def start_of_run(trail: Trail, belongs: Callable[[StatusView], bool]) -> Moment | None:
    """Where the present, uninterrupted run of such statuses began; None if the present one is not such."""
    start = None
    for moment in reversed(trail):
        if moment.status is None or not belongs(moment.status):
            break
        start = moment
    return start


def is_canceling(status: StatusView) -> bool:
    """The status says that the order is canceled (000-26)."""
    return status.type == "CANCELED" or status.fact == "CANCELED"


def is_concluding(status: StatusView) -> bool:
    """FINALIZED or a custom status of type concluded (000-19, 000-23)."""
    return (status.type == "CONCLUDED" or status.fact == "DELIVERED") and not is_canceling(status)
