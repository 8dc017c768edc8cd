"""Contrast as WCAG computes it, and palettes that everybody can read."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.activation.colors import (
    LEAST_CONTRAST,
    Colors,
    contrast,
    dark_palette,
    light_palette,
    normalise_color,
)

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" #1D4ED8 ", "#1d4ed8"),
        ("1d4ed8", None),
        ("#1d4", None),
        ("#1d4ed8\n", "#1d4ed8"),
        ("#1d4ed8;}", None),
        ("red", None),
        ("#１d4ed8", None),
    ],
)
def test_a_color_has_one_form(value: str, expected: str | None) -> None:
    assert normalise_color(value) == expected


@settings(max_examples=200, deadline=None)
@given(primary=COLORS, background=COLORS, text=COLORS)
def test_palettes_read_on_all_their_grounds(primary: str, background: str, text: str) -> None:
    """Whatever a shop chose; its text colour is refused when it is saved, so it is not looked at here."""
    for palette in (light_palette(Colors(primary, background, text)), dark_palette(Colors(primary))):
        assert contrast(palette.on_primary, palette.primary) >= LEAST_CONTRAST
        for ground in (palette.background, palette.surface):
            assert contrast(palette.primary, ground) >= LEAST_CONTRAST, palette
            assert contrast(palette.muted, ground) >= LEAST_CONTRAST, palette


def test_colors_that_read_are_kept() -> None:
    palette = light_palette(Colors())

    assert palette.primary == "#1d4ed8"
    assert astuple(palette)[:2] == ("#1d4ed8", "#ffffff")
