"""What a customer has filled in about a return, line by line."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

MOST_PHOTOS = 5
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One line of the form, with what can be chosen for it and what was."""

    offer: dict[str, Any]
    quantity: str
    reason: str
    note: str
    resolution: str

    @property
    def id(self) -> str:
        """The order line's id."""
        return str(self.offer["orderLineId"])

    @property
    def is_chosen(self) -> bool:
        """Whether something of it comes back."""
        return self.units > 0

    @property
    def units(self) -> int:
        """Units as a number; what is no number counts as none."""
        text = self.quantity.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """The whole form. `key` makes sending it twice harmless."""

    order: str | None
    lines: tuple[ReturnLine, ...]
    note: str
    key: str
    reasons: tuple[dict[str, Any], ...]

    @property
    def chosen(self) -> tuple[ReturnLine, ...]:
        """The lines that come back."""
        return tuple(line for line in self.lines if line.is_chosen)

    def input(self, files: dict[str, list[str]] | None = None) -> dict[str, Any]:
        """Return the form as the API takes it; `files` names uploads by order line."""
        lines = [_line_input(line, (files or {}).get(line.id, [])) for line in self.chosen]
        return {
            "order": self.order,
            "lines": lines,
            "customerNote": self.note,
            "idempotencyKey": self.key,
        }


def read_form(order: str | None, information: dict[str, Any], data: Any) -> ReturnForm:
    """Read the fields of a form, for the lines that can come back and no others."""
    lines = tuple(_read_line(offer, data) for offer in information["returnableLines"])
    key = data.get("key", "")[:_LONGEST_KEY] or token_urlsafe(16)
    return ReturnForm(order, lines, data.get("note", ""), key, tuple(information["reasons"]))


def _read_line(offer: dict[str, Any], data: Any) -> ReturnLine:
    key = offer["orderLineId"]
    return ReturnLine(
        offer,
        quantity=data.get(f"quantity-{key}", "0"),
        reason=data.get(f"reason-{key}", ""),
        note=data.get(f"note-{key}", ""),
        resolution=data.get(f"resolution-{key}", offer["resolutions"][0]),
    )


def _line_input(line: ReturnLine, files: list[str]) -> dict[str, Any]:
    chosen = line.resolution if line.resolution in line.offer["resolutions"] else line.offer["resolutions"][0]
    return {
        "orderLine": line.id,
        "quantity": line.units,
        "reason": line.reason or None,
        "reasonNote": line.note,
        "resolution": chosen,
        **({"attachments": files} if files else {}),
    }


def photos_of(form: ReturnForm, files: Any) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return uploads by a key of their own, and those keys by order line."""
    uploads: dict[str, Any] = {}
    by_line: dict[str, list[str]] = {}
    for line in form.chosen:
        for file in files.getlist(f"photos-{line.id}")[: MOST_PHOTOS + 1]:
            key = str(len(uploads))
            uploads[key] = file
            by_line.setdefault(line.id, []).append(key)
    return uploads, by_line
