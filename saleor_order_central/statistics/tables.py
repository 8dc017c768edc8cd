"""The tables of figures that staff take along, and short-lived addresses that open them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.core import signing

from ..promises.performance import Period, carrier_performances
from .conversations import channel_figures, open_counts
from .durations import step_durations
from .returned import reason_counts
from .sheet import Sheet

VALID_SECONDS = 300
_SALT = "saleor_order_central.statistics"
Channels = Collection[str] | None


class StatisticsTable(str, Enum):
    """A table of figures."""

    STEP_DURATIONS = "STEP_DURATIONS"
    RETURN_REASONS = "RETURN_REASONS"
    CARRIERS = "CARRIERS"
    OPEN_CONVERSATIONS = "OPEN_CONVERSATIONS"
    CONVERSATIONS = "CONVERSATIONS"


@dataclass(frozen=True, slots=True)
class TableRequest:
    """Which table, of which period and channels; None are all channels."""

    table: StatisticsTable
    when: Period
    channels: Channels


def signed_table(wanted: TableRequest) -> str:
    """Return what opens a table for five minutes. Whoever has it needs no other right."""
    channels = None if wanted.channels is None else sorted(wanted.channels)
    content = {
        "table": wanted.table.value,
        "start": wanted.when.start.isoformat(),
        "end": wanted.when.end.isoformat(),
        "channels": channels,
    }
    return signing.dumps(content, salt=_SALT, compress=True)


def opened_table(token: str) -> TableRequest | None:
    """Return the table of a token, None when it is forged or too old."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    start, end = (datetime.fromisoformat(content[name]) for name in ("start", "end"))
    return TableRequest(StatisticsTable(content["table"]), Period(start, end), content["channels"])


def load_sheet(wanted: TableRequest, *, using: str) -> Sheet:
    """Read a table, with a constant number of statements."""
    return _SHEETS[wanted.table](wanted.when, wanted.channels, using)


def _durations(when: Period, channels: Channels, using: str) -> Sheet:
    rows = step_durations(when, using=using, channels=channels)
    return Sheet(
        ("from_step", "to_step", "orders", "p50_hours", "p90_hours"),
        [(row.start.value, row.end.value, row.count, row.p50, row.p90) for row in rows],
    )


def _reasons(when: Period, channels: Channels, using: str) -> Sheet:
    rows = reason_counts(when, using=using, channels=channels)
    return Sheet(
        ("reason", "product", "requests", "units"),
        [(row.reason, row.product, row.requests, row.units) for row in rows],
    )


def _carriers(when: Period, channels: Channels, using: str) -> Sheet:
    rows = carrier_performances(when, using=using, channels=channels)
    return Sheet(
        (
            "carrier",
            "channel",
            "parcels",
            "promised",
            "delivered",
            "on_time",
            "late",
            "on_time_rate",
            "average_hours",
            "p50_hours",
            "p90_hours",
        ),
        [
            (
                row.carrier,
                row.channel,
                row.parcels,
                row.promised,
                row.delivered,
                row.on_time,
                row.late,
                row.on_time_rate,
                row.average,
                row.p50,
                row.p90,
            )
            for row in rows
        ],
    )


def _open_conversations(_when: Period, channels: Channels, using: str) -> Sheet:
    rows = open_counts(using=using, channels=channels)
    return Sheet(
        ("state", "in_charge", "conversations"), [(row.status, row.assignee_email, row.count) for row in rows]
    )


def _conversations(when: Period, channels: Channels, using: str) -> Sheet:
    rows = channel_figures(when, using=using, channels=channels)
    return Sheet(
        (
            "channel",
            "conversations",
            "answered",
            "first_response_p50_hours",
            "first_response_p90_hours",
            "messages",
            "tracking_questions",
            "orders",
            "messages_per_order",
        ),
        [
            (
                row.channel,
                row.began,
                row.answered,
                row.p50,
                row.p90,
                row.messages,
                row.tracking_questions,
                row.orders,
                row.messages / row.orders if row.orders else None,
            )
            for row in rows
        ],
    )


_SHEETS: dict[StatisticsTable, Callable[[Period, Channels, str], Sheet]] = {
    StatisticsTable.STEP_DURATIONS: _durations,
    StatisticsTable.RETURN_REASONS: _reasons,
    StatisticsTable.CARRIERS: _carriers,
    StatisticsTable.OPEN_CONVERSATIONS: _open_conversations,
    StatisticsTable.CONVERSATIONS: _conversations,
}
