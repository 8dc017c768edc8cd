"""Notation of code layouts, and the compiled form that the classifier dispatches on.

A layout names each position of a code: ``#`` a digit, ``@`` a letter, ``?`` a letter or a
digit, ``[ABC]`` one of these, anything else itself; ``{n}`` or ``{n,m}`` repeats the
position before it. Example: UPU S10 is ``@@#{9}@@``.

The *shape* of a code is the code with each digit replaced by ``9`` and each letter by
``A``. A layout with few free positions is a small set of shapes; together with the first two
characters a shape finds the formats that can fit in one dictionary look-up. Other layouts are
found by the two fixed characters that they begin with.
"""

import re
from dataclasses import dataclass
from itertools import product
from typing import Final

_TOKEN: Final = re.compile(r"(\[[A-Z0-9]+\]|[#@?A-Z0-9-])(?:\{(\d+)(?:,(\d+))?\})?")
_DIGITS: Final = "0123456789"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SETS: Final = {"#": _DIGITS, "@": _LETTERS, "?": _DIGITS + _LETTERS}
_CLASSES: Final = {"#": "[0-9]", "@": "[A-Z]", "?": "[A-Z0-9]"}
_MAX_SHAPES: Final = 128

START_LENGTH: Final = 2
SHAPE_TABLE: Final = bytes.maketrans((_DIGITS + _LETTERS).encode(), b"9" * 10 + b"A" * 26)


@dataclass(frozen=True, slots=True)
class Position:
    """One position of a layout, repeated ``least`` to ``most`` times."""

    symbol: str
    least: int
    most: int

    @property
    def regex(self) -> str:
        """The position as a regular expression."""
        return f"{_CLASSES.get(self.symbol, self.symbol)}{{{self.least},{self.most}}}"

    @property
    def characters(self) -> str:
        """Every character the position can take."""
        return _SETS.get(self.symbol) or self.symbol.strip("[]")

    @property
    def shapes(self) -> list[str]:
        """The shape characters the position can take: ``9``, ``A``, both, or a hyphen."""
        return sorted(set(self.characters.encode().translate(SHAPE_TABLE).decode()))


@dataclass(frozen=True, slots=True)
class Layout:
    """Compiled layout.

    ``shapes`` is empty when there would be too many of them. ``starts`` holds every pair of
    characters that a code can begin with. ``pattern`` is None when the shape alone decides.
    """

    pattern: re.Pattern[str] | None
    shapes: frozenset[bytes]
    starts: tuple[bytes, ...]


def parse_layout(text: str) -> tuple[Position, ...]:
    """Read a layout; raise ``ValueError`` for text outside the notation."""
    positions = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"layout {text!r}: unexpected text at {at}")
        least = int(token[2] or 1)
        positions.append(Position(token[1], least, int(token[3] or least)))
        at = token.end()
    return tuple(positions)


def compile_layout(text: str) -> Layout:
    """Compile a layout into its pattern, shapes and starts."""
    positions = parse_layout(text)
    shapes = _expand_shapes(positions)
    leading = [p.characters for p in positions for _ in range(p.least)][:START_LENGTH]
    starts = tuple("".join(pair).encode() for pair in product(*leading))
    decided = bool(shapes) and all(p.symbol in ("#", "@") for p in positions)
    pattern = None if decided else re.compile("".join(p.regex for p in positions), re.ASCII)
    return Layout(pattern, shapes, starts)


def _expand_shapes(positions: tuple[Position, ...]) -> frozenset[bytes]:
    """Every shape of the layout, or nothing when there are more than the limit."""
    choices: list[list[str]] = []
    total = 1
    for position in positions:
        runs: list[str] = []
        for count in range(position.least, position.most + 1):
            if len(position.shapes) ** count > _MAX_SHAPES:
                return frozenset()
            runs.extend("".join(run) for run in product(position.shapes, repeat=count))
        total *= len(runs)
        if total > _MAX_SHAPES:
            return frozenset()
        choices.append(runs)
    return frozenset("".join(parts).encode() for parts in product(*choices))
