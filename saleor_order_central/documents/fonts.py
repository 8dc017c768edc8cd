"""Fonts that show the letters of every language of the plugin, each embedded with what a document uses.

Source Sans Pro comes as a package of its own; without it ReportLab's Vera stands in, which lacks letters.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ErrorCode, OrderCentralFault

PACKAGES_MISSING = "Documents need more packages: install saleor-order-central[pdf]."
_STAND_INS = ("\N{WHITE SQUARE}", "?")


class FontPair(NamedTuple):
    """Names by which ReportLab knows the fonts, and whether the regular one has the glyph of a character."""

    regular: str
    bold: str
    glyphs: frozenset[int]


@cache
def fonts() -> FontPair:
    """Register the fonts, once per process. Raises FEATURE_DISABLED without ReportLab."""
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
    except ImportError as error:
        raise OrderCentralFault(PACKAGES_MISSING, ErrorCode.FEATURE_DISABLED) from error
    regular, bold = _files()
    pair = [TTFont("OrderCentral", regular), TTFont("OrderCentral-Bold", bold)]
    for font in pair:
        pdfmetrics.registerFont(font)
    return FontPair(pair[0].fontName, pair[1].fontName, frozenset(pair[0].face.charToGlyph))


def _files() -> tuple[str, str]:
    try:
        import font_source_sans_pro
    except ImportError:
        return "Vera.ttf", "VeraBd.ttf"
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return str(folder / "SourceSansPro-Regular.ttf"), str(folder / "SourceSansPro-Bold.ttf")


def printable(text: Any) -> str:
    """Return one line with a sign in the place of every character that the font cannot show."""
    glyphs = fonts().glyphs
    stand_in = next(one for one in _STAND_INS if ord(one) in glyphs or one == "?")
    line = " ".join(str(text).split())
    return "".join(one if ord(one) in glyphs else stand_in for one in line)
