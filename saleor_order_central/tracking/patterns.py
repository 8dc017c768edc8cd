"""Patterns of merchants' own carriers: the notation of our own formats, within limits.

No regular expression of a merchant is ever run. A pattern is a row of positions without groups or
alternatives; two positions at most may repeat a varying number of times and a code has at most 64
characters. So matching tries no more than 32 x 32 ways to share out a code, whatever is written.
"""

import re
from functools import lru_cache
from typing import Final

from saleor_order_central.tracking.formats.layout import Position, parse_layout

MAX_PATTERN_LENGTH: Final = 100
MIN_CODE_LENGTH: Final = 4
MAX_CODE_LENGTH: Final = 64
MAX_VARYING: Final = 2
_DIGITS: Final = frozenset("0123456789")


class PatternError(ValueError):
    """A pattern that cannot be used; the text says why."""


def normalise_pattern(text: str) -> str:
    """Return the pattern as it is kept: capitals, no blanks. Raises PatternError for anything unsafe."""
    pattern = "".join(text.split())
    if not pattern.isascii():
        raise PatternError("Write plain letters, digits and signs only.")
    pattern = pattern.upper()
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise PatternError(f"At most {MAX_PATTERN_LENGTH} characters are allowed.")
    _check(_positions(pattern))
    return pattern


def _positions(pattern: str) -> tuple[Position, ...]:
    try:
        return parse_layout(pattern)
    except ValueError as error:
        raise PatternError(
            "Write # for a digit, @ for a letter, ? for either, [ABC] for one of these, any other letter or "
            "digit for itself, and {2} or {2,4} behind one to repeat it."
        ) from error


def _check(positions: tuple[Position, ...]) -> None:
    if any(not 0 <= one.least <= one.most or one.most == 0 for one in positions):
        raise PatternError("A repetition runs from the smaller to the larger number.")
    if sum(one.most for one in positions) > MAX_CODE_LENGTH:
        raise PatternError(f"Codes have at most {MAX_CODE_LENGTH} characters.")
    if sum(one.least for one in positions) < MIN_CODE_LENGTH:
        raise PatternError(f"Codes have at least {MIN_CODE_LENGTH} characters.")
    if sum(one.least != one.most for one in positions) > MAX_VARYING:
        raise PatternError(f"At most {MAX_VARYING} positions may vary in length. Write several patterns.")
    if not any(_DIGITS.intersection(one.characters) for one in positions):
        raise PatternError("A pattern without any digit would fit words.")


@lru_cache(maxsize=2048)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that `normalise_pattern` returned."""
    return re.compile("".join(one.regex for one in parse_layout(pattern)), re.ASCII)
