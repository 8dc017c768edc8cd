"""Text that a person wrote, made safe to keep: no control characters, no markup that could run."""

import unicodedata

from .errors import invalid

_KEPT_CONTROLS = frozenset("\n\t")
UNSTORABLE = "A text must not hold NUL or half of a character."


def plain_line(value: str | None, field: str, *, limit: int) -> str:
    """Clean one line. Raises OrderCentralFault when it is longer than `limit` characters."""
    return _bounded(" ".join(_without_controls(value).split()), field, limit)


def plain_text(value: str | None, field: str, *, limit: int) -> str:
    """Clean text of several lines. Raises OrderCentralFault when it is longer than `limit` characters."""
    lines = _without_controls(value).replace("\r\n", "\n").split("\n")
    return _bounded("\n".join(line.rstrip() for line in lines).strip(), field, limit)


def _without_controls(value: str | None) -> str:
    """Drop control characters and lone surrogates, which PostgreSQL and JSON refuse or hide text with."""
    if value and value.isprintable():
        return value
    return "".join(
        character
        for character in value or ""
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")
    )


def is_storable(value: str) -> bool:
    """Tell whether a statement can carry a text: PostgreSQL refuses NUL and halves of characters."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def storable(value: str, field: str) -> str:
    """Return a text that is looked for as it is. Raises OrderCentralFault when no row could hold it."""
    if not is_storable(value):
        raise invalid(field, UNSTORABLE)
    return value


def _bounded(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise invalid(field, f"At most {limit} characters are allowed, {len(text)} were given.")
    return text
