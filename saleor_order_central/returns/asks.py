"""What a caller asks for when goods are to come back, checked and cleaned once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..attachments.pictures import CleanFile, refuse_many
from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..notifications.messages import NotifyMode
from ..statuses.request import clean_key
from ..text import plain_line, plain_text
from ..timeline.history import hash_request
from .kinds import GIVEN_OTHERWISE, Disposition, ReturnOutcome, ReturnResolution, ReturnState

NOTE_LIMIT = 5_000
MOST_LINES = 100
MOST_PICTURES = 5
MOST_PICTURES_IN_ALL = 20
URL_LIMIT = 2_048
Modes = Mapping[str, NotifyMode]


def refuse_counts(pictures: Sequence[int]) -> None:
    """Check how much is asked for, given the number of pictures of each line; before any is decoded.

    Raises OrderCentralFault: REQUIRED, TOO_MANY_ITEMS, and INVALID for pictures.
    """
    if not pictures:
        raise required("lines", "Name at least one line.")
    if len(pictures) > MOST_LINES:
        raise OrderCentralFault(
            f"At most {MOST_LINES} lines are allowed.", ErrorCode.TOO_MANY_ITEMS, field="lines"
        )
    for place, count in enumerate(pictures):
        refuse_many(count, MOST_PICTURES, field=f"lines.{place}.attachments")
    refuse_many(sum(pictures), MOST_PICTURES_IN_ALL, field="lines")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Units of one order line; `reason_pk` is a key of our reasons, None for none."""

    order_line_pk: Any
    quantity: int
    reason_pk: int | None = None
    reason_note: str = ""
    resolution: ReturnResolution | None = None
    pictures: tuple[CleanFile, ...] = ()

    def cleaned(self, place: int) -> "AskedLine":
        """Return the line with safe texts. `place` is its index, for the names of fields."""
        if self.quantity < 1:
            raise invalid(f"lines.{place}.quantity", "Return at least one unit.")
        note = plain_text(self.reason_note, f"lines.{place}.reasonNote", limit=NOTE_LIMIT)
        return replace(self, reason_note=note)

    def content(self) -> dict[str, Any]:
        """Return what makes two requests the same."""
        return {
            "line": str(self.order_line_pk),
            "quantity": self.quantity,
            "reason": self.reason_pk,
            "note": self.reason_note,
            "resolution": self.resolution and self.resolution.value,
            "pictures": [one.checksum for one in self.pictures],
        }


@dataclass(frozen=True, slots=True)
class ReturnAsk:
    """A request for a return. `regardless`: staff overlooks the shop's own rules, never the quantities.

    `by_guest`: somebody without an account asks.
    """

    lines: Sequence[AskedLine]
    customer_note: str = ""
    regardless: bool = False
    by_guest: bool = False
    idempotency_key: str = ""
    request_hash: str = ""

    def cleaned(self) -> "ReturnAsk":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        refuse_counts([len(one.pictures) for one in self.lines])
        if len({one.order_line_pk for one in self.lines}) < len(self.lines):
            raise invalid("lines", "Name each order line once.")
        lines = tuple(one.cleaned(place) for place, one in enumerate(self.lines))
        note = plain_text(self.customer_note, "customerNote", limit=NOTE_LIMIT)
        content = {"lines": [one.content() for one in lines], "note": note, "regardless": self.regardless}
        key = clean_key(self.idempotency_key)
        return replace(
            self, lines=lines, customer_note=note, idempotency_key=key, request_hash=hash_request(content)
        )


@dataclass(frozen=True, slots=True)
class StateChange:
    """A move by staff. Texts that are None stay as they are; `staff_note` is for staff only.

    `outcome` is what the customer got in the end, unless it was money or a voucher; `replacement_pk` the
    order that was made for an exchange.
    """

    state: ReturnState
    outcome: ReturnOutcome | None = None
    replacement_pk: Any = None
    message: str = ""
    decline_reason_pk: int | None = None
    nothing_due_reason: str = ""
    instructions: str | None = None
    label_url: str | None = None
    staff_note: str | None = None
    modes: Modes = field(default_factory=dict)
    idempotency_key: str = ""
    request_hash: str = ""

    def cleaned(self) -> "StateChange":
        """Return the change with safe texts. Raises OrderCentralFault naming the field at fault."""
        texts: dict[str, Any] = {
            "message": plain_text(self.message, "message", limit=NOTE_LIMIT),
            "nothing_due_reason": plain_text(self.nothing_due_reason, "nothingDueReason", limit=NOTE_LIMIT),
            "instructions": _kept(self.instructions, "instructions"),
            "label_url": _address(self.label_url),
            "staff_note": _kept(self.staff_note, "staffNote"),
        }
        _refuse_outcome(self)
        content = {
            **texts,
            "state": self.state.value,
            "outcome": self.outcome and self.outcome.value,
            "replacement": self.replacement_pk and str(self.replacement_pk),
            "decline": self.decline_reason_pk,
            "modes": _plain_modes(self.modes),
        }
        key = clean_key(self.idempotency_key)
        return replace(self, **texts, idempotency_key=key, request_hash=hash_request(content))


@dataclass(frozen=True, slots=True)
class ReceivedUnits:
    """Units of one line of a request that were looked at; `warehouse` is the text form of a key or ""."""

    line_pk: int
    quantity: int
    disposition: Disposition
    warehouse: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reception:
    """What arrived, by line."""

    units: Sequence[ReceivedUnits]
    modes: Modes = field(default_factory=dict)
    idempotency_key: str = ""
    request_hash: str = ""

    def cleaned(self) -> "Reception":
        """Return it with safe texts. Raises OrderCentralFault naming the field at fault."""
        if not self.units:
            raise required("lines", "Name at least one line.")
        if len(self.units) > MOST_LINES * len(Disposition):
            raise OrderCentralFault("Too many lines.", ErrorCode.TOO_MANY_ITEMS, field="lines")
        units = tuple(_cleaned_units(one, place) for place, one in enumerate(self.units))
        content = {
            "units": [
                (one.line_pk, one.quantity, one.disposition.value, one.warehouse, one.note) for one in units
            ],
            "modes": _plain_modes(self.modes),
        }
        key = clean_key(self.idempotency_key)
        return replace(self, units=units, idempotency_key=key, request_hash=hash_request(content))


def _refuse_outcome(change: StateChange) -> None:
    """Money and vouchers are outcomes only when they were given: nobody says so by hand."""
    if change.outcome is not None and change.state is not ReturnState.COMPLETED:
        raise invalid("outcome", "Only a completed return has an outcome.")
    if change.outcome not in (None, *GIVEN_OTHERWISE):
        raise invalid("outcome", "Money and vouchers are given by a refund: complete the return with one.")
    if change.replacement_pk is not None and change.outcome is not ReturnOutcome.EXCHANGE:
        raise invalid("replacementOrder", "Another order is named only for an exchange.")


def _cleaned_units(units: ReceivedUnits, place: int) -> ReceivedUnits:
    if units.quantity < 1:
        raise invalid(f"lines.{place}.quantity", "Name at least one unit.")
    return replace(
        units,
        warehouse=plain_line(units.warehouse, f"lines.{place}.warehouse", limit=255),
        note=plain_text(units.note, f"lines.{place}.note", limit=NOTE_LIMIT),
    )


def _plain_modes(modes: Modes) -> dict[str, str]:
    return {kind: NotifyMode(mode).value for kind, mode in sorted(modes.items())}


def _kept(value: str | None, field: str) -> str | None:
    return None if value is None else plain_text(value, field, limit=NOTE_LIMIT)


def _address(value: str | None) -> str | None:
    if value is None:
        return None
    address = plain_line(value, "labelUrl", limit=URL_LIMIT)
    if address and not address.lower().startswith("https://"):
        raise invalid("labelUrl", "Write a whole address that begins with https://.")
    return address
