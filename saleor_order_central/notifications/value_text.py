"""Values as harmless text, whatever Saleor holds. Pure."""

from ..text import plain_line, plain_text

_LONGEST = 10**9


def line_of(text: str) -> str:
    """Clean one line; nothing is cut."""
    return plain_line(text, "", limit=_LONGEST)


def lines_of(text: str) -> str:
    """Clean text of several lines; nothing is cut."""
    return plain_text(text, "", limit=_LONGEST)
