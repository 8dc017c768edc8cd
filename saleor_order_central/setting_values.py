"""Values of settings as Saleor keeps them: texts, and switches that older rows hold as words. Pure."""

from typing import Any


def number_of(value: Any, highest: int, *, lowest: int = 0) -> int | None:
    """Read a whole number; None for an empty or unreadable text."""
    text = text_of(value)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return int(text) if lowest <= int(text) <= highest else None


def text_of(value: Any) -> str:
    """Read a text, "" for none."""
    return str(value or "").strip()


def switch_of(value: Any) -> bool:
    """Saleor stores booleans, older rows hold the words "true" and "false"."""
    return value.strip().lower() == "true" if isinstance(value, str) else bool(value)
