"""Colours of the customers' pages, chosen by the shop and readable by everybody. Pure.

Contrast is that of WCAG 2.2, criteria 1.4.3 and 1.4.11: 4.5 to 1 for text.
"""

import re
from dataclasses import dataclass

LEAST_CONTRAST = 4.5
WHITE, BLACK = "#ffffff", "#000000"
DARK_BACKGROUND, DARK_TEXT = "#16181d", "#eceef2"
_HEX = re.compile(r"#[0-9a-f]{6}\Z")
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Colors:
    """What a shop may choose, as "#rrggbb"; the defaults are those of a shop that chose nothing."""

    primary: str = "#1d4ed8"
    background: str = "#f6f7f9"
    text: str = "#1b1f27"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one page in one scheme. `on_primary` is the text of a button."""

    primary: str
    on_primary: str
    background: str
    surface: str
    text: str
    muted: str
    line: str


def normalise_color(value: str) -> str | None:
    """Return "#rrggbb" in lower case, None for what is no colour of that form."""
    color = value.strip().lower()
    return color if _HEX.match(color) else None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on_color(color: str) -> str:
    """Return black or white, whichever is easier to read on a colour; one of them always has 4.5."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, color))


def light_palette(colors: Colors) -> Palette:
    """Return the colours of the light scheme."""
    surface = _lighter(colors.background) if _luminance(colors.background) > 0.5 else colors.background
    return Palette(
        primary=readable(colors.primary, colors.background, surface),
        on_primary=on_color(readable(colors.primary, colors.background, surface)),
        background=colors.background,
        surface=surface,
        text=colors.text,
        muted=readable(mixed(colors.text, colors.background, 0.3), colors.background, surface),
        line=mixed(colors.text, colors.background, 0.8),
    )


def dark_palette(colors: Colors) -> Palette:
    """Return the colours of the dark scheme: the shop's main colour on the dark of ours, made readable."""
    surface = "#1f2229"
    primary = readable(colors.primary, DARK_BACKGROUND, surface)
    return Palette(
        primary=primary,
        on_primary=on_color(primary),
        background=DARK_BACKGROUND,
        surface=surface,
        text=DARK_TEXT,
        muted=readable(mixed(DARK_TEXT, DARK_BACKGROUND, 0.3), DARK_BACKGROUND, surface),
        line=mixed(DARK_TEXT, DARK_BACKGROUND, 0.75),
    )


def readable(color: str, *grounds: str) -> str:
    """Return the colour, or the nearest to it towards black or white that reads on all grounds."""
    goal = on_color(grounds[0])
    steps = (mixed(color, goal, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in steps if is_readable(one, *grounds)), goal)


def is_readable(color: str, *grounds: str) -> bool:
    """Tell whether text of a colour reads on all grounds."""
    return all(contrast(color, ground) >= LEAST_CONTRAST for ground in grounds)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour between two; `share` is that of the other, 0 to 1."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _lighter(color: str) -> str:
    return mixed(color, WHITE, 1.0 if contrast(color, WHITE) < 1.3 else 0.5)


def _channels(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
