"""Bars as numbers for an SVG picture: no script and no style of their own. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 640
ROW = 30
_LABEL = 190
_VALUE = 80
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: places in points of the picture, the words beside it, and the label as far as it fits."""

    label: str
    short: str
    words: str
    top: int
    text_top: int
    left: int
    width: int
    words_left: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of bars."""

    width: int
    height: int
    axis: int
    bars: tuple[Bar, ...]


def bars(rows: Iterable[tuple[str, float | None, str]]) -> Plot | None:
    """Draw (label, value, unit) as bars, longest for the highest; None when nothing has a value.

    Shares are drawn against 100 percent, everything else against the highest value.
    """
    found = [(label, value, unit) for label, value, unit in rows if value is not None]
    if not found:
        return None
    most = 1.0 if found[0][2] == "percent" else max(value for _label, value, _unit in found) or 1.0
    drawn = tuple(_bar(place, label, value, unit, most) for place, (label, value, unit) in enumerate(found))
    return Plot(WIDTH, ROW * len(drawn) + 8, _LABEL, drawn)


def _bar(place: int, label: str, value: float, unit: str, most: float) -> Bar:
    width = max(2, round((WIDTH - _LABEL - _VALUE) * value / most))
    top = ROW * place + 8
    return Bar(
        label, _shortened(label), _words(value, unit), top, top + 15, _LABEL, width, _LABEL + width + 8
    )


def _shortened(label: str) -> str:
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1].rstrip() + "…"


def _words(value: float, unit: str) -> str:
    if unit == "percent":
        return f"{round(value * 100)} %"
    if unit == "hours":
        return f"{value:.0f} h" if value >= 10 else f"{value:.1f} h"
    return f"{value:.0f}"
