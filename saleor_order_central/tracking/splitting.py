"""Several codes in Saleor's one field (001-21). Pure; docs/parcels.md has the rule.

A text is taken apart only when every piece of it could stand alone. Anything else stays one text, so that a
remark with a comma in it does not become two parcels.
"""

import re
from typing import Final

from .codes import find_candidates, normalise_code
from .links import looks_like_link, parse_link
from .reasons import TrackingReason

MOST_CODES: Final = 20
_BREAKS: Final = re.compile(r"[,;\r\n]+")
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{3,62}[A-Za-z0-9]", re.ASCII)


def split_codes(text: str) -> tuple[str, ...]:
    """Return the codes and links of a text, each once and as typed; one piece where it is no list."""
    stripped = text.strip()
    if stripped.isalnum() or not stripped:
        return (text,)
    pieces = _links(stripped) if "://" in stripped else _codes(stripped)
    unique: dict[str, str] = {}
    for piece in pieces:
        unique.setdefault(normalise_code(piece) or piece, piece)
    return (text,) if len(unique) > MOST_CODES else tuple(unique.values())


def _codes(text: str) -> list[str]:
    pieces = [piece.strip() for piece in _BREAKS.split(text) if piece.strip()]
    if len(pieces) > 1:
        return pieces if all(map(_may_be_code, pieces)) else [text]
    words = text.split()
    # Codes are often typed in groups: only what carriers' formats know is more than one.
    if len(words) > 1 and not _is_known(text) and all(map(_is_known, words)):
        return words
    return [text]


def _may_be_code(piece: str) -> bool:
    return _CODE.fullmatch(piece) is not None and any(map(str.isdigit, piece))


def _is_known(piece: str) -> bool:
    code = normalise_code(piece)
    return bool(code) and any(one.check_digit_valid is not False for one in find_candidates(code))


def _links(text: str) -> list[str]:
    """Addresses may hold commas and semicolons, so that only blanks part them."""
    pieces = [piece.rstrip(",;") for piece in text.split()]
    pieces = [piece for piece in pieces if piece]
    return pieces if len(pieces) > 1 and all(map(_stands_alone, pieces)) else [text]


def _stands_alone(piece: str) -> bool:
    if not looks_like_link(piece):
        return _is_known(piece)
    return "://" in piece and not isinstance(parse_link(piece), TrackingReason)
