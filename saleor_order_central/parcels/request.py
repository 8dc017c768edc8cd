"""What staff say about a parcel, cleaned and checked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ..errors import invalid, required
from ..notifications.messages import NotifyMode
from ..statuses.request import TRACKING_LIMIT, clean_key
from ..text import plain_line
from ..timeline.history import hash_request
from ..tracking.splitting import split_codes

MOST_LINES = 500
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = timedelta(days=400)
CODE_NEEDED = "A parcel needs its tracking code or link."


@dataclass(frozen=True, slots=True)
class LineRequest:
    """Units of an order line; `line_pk` is the line's key as the host has it."""

    line_pk: Any
    quantity: int


@dataclass(frozen=True, slots=True)
class ParcelRequest:
    """Values by name, only those that were given: fulfillment (its pk), code, carrier (code of the carrier,
    "" lets the rules decide), shipped_at, estimated_at (aware) and lines (LineRequest, [] as by default).
    """

    values: Mapping[str, Any]
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)
    idempotency_key: str = ""

    def cleaned(self, *, now: datetime) -> "ParcelRequest":
        """Return the request with safe values. Raises OrderCentralFault naming the field at fault."""
        values = dict(self.values)
        if "code" in values:
            values["code"] = clean_tracking_text(values["code"])
        if values.get("carrier") is None:
            values.pop("carrier", None)
        for name, label in (("shipped_at", "shippedAt"), ("estimated_at", "estimatedAt")):
            if values.get(name) is not None:
                _check_moment(values[name], label, now)
        if values.get("lines") is None:
            values.pop("lines", None)
        else:
            _check_lines(values["lines"])
        modes = {kind: NotifyMode(mode) for kind, mode in self.modes.items()}
        return ParcelRequest(values, modes, clean_key(self.idempotency_key))

    def content_hash(self, action: str) -> str:
        """Fingerprint of everything that a repetition has to repeat."""
        modes = {kind: mode.value for kind, mode in sorted(self.modes.items())}
        return hash_request({"action": action, "modes": modes, **self.values})


def clean_tracking_text(text: str | None) -> str:
    """Return one code or link. Raises REQUIRED, or INVALID for several: each is a parcel of its own."""
    code = plain_line(text, "code", limit=TRACKING_LIMIT)
    if not code:
        raise required("code", CODE_NEEDED)
    if len(split_codes(code)) > 1:
        raise invalid("code", "These are several codes: add a parcel for each.")
    return code


def _check_moment(moment: datetime, name: str, now: datetime) -> None:
    if moment.utcoffset() is None:
        raise invalid(name, "Tell the zone of the time, for example 2026-03-02T12:00:00+01:00.")
    if not _EARLIEST <= moment <= now + _LATEST:
        raise invalid(name, "This date cannot be right.")


def _check_lines(lines: Sequence[LineRequest]) -> None:
    if len(lines) > MOST_LINES:
        raise invalid("lines", f"At most {MOST_LINES} lines are allowed.")
    seen = set()
    for index, line in enumerate(lines):
        if line.quantity < 1:
            raise invalid(f"lines.{index}.quantity", "Use 1 or more.")
        if line.line_pk in seen:
            raise invalid(f"lines.{index}.orderLine", "This line is named twice.")
        seen.add(line.line_pk)
