"""Barcodes: which codes have one, and that the bars say what the text says (001-09)."""

from __future__ import annotations

import pytest

from saleor_order_central.documents.paper import A6
from saleor_order_central.parcels.barcodes import FNC1, barcode_text, bars, is_sscc
from saleor_order_central.parcels.slip_pdf import MARGIN, NARROWEST, barcode_drawing
from saleor_order_central.tracking import classify_tracking

WIDTH = A6[0] - 2 * MARGIN


@pytest.mark.parametrize(
    ("text", "barcode"),
    [
        ("AA123456785BR", "AA123456785BR"),
        ("aa 123 456 785 br", "AA123456785BR"),
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("AB-123", "AB-123"),
        ("", ""),
        ("https://track.example.com/1", ""),
        ("ŁÓDŹ-1", ""),
        ("AB_123", ""),
        ("A" * 41, ""),
    ],
)
def test_text_of_the_barcode(text, barcode):
    assert barcode_text(classify_tracking(text)) == barcode


@pytest.mark.parametrize(
    ("code", "encoded"),
    [
        ("003401234567890124", "003401234567890124"),
        ("340123450000000001", "340123450000000001"),
        ("106141412345678908", f"{FNC1}00106141412345678908"),
        ("00106141412345678908", f"{FNC1}00106141412345678908"),
        ("AA123456785BR", "AA123456785BR"),
    ],
)
def test_an_sscc_gets_its_identifier(code, encoded):
    assert bars(code) == encoded


def test_the_check_digit_of_an_sscc():
    assert is_sscc("106141412345678908")
    assert not any(is_sscc(f"10614141234567890{digit}") for digit in "012345679")


# Widths of the bars and gaps of each symbol of Code 128 (ISO/IEC 15417), values 0 to 105, then the stop.
PATTERNS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
STOP = "2331112"


def decoded(drawing):
    """Read the bars of a drawing back, by their widths alone."""
    drawing.validate()
    drawing.encode()
    drawing.decompose()
    drawn = "".join(str("abcd".index(one.lower()) + 1) for one in drawing.decomposed)
    assert drawn.endswith(STOP)
    body = drawn[: -len(STOP)]
    values = [PATTERNS.index(body[at : at + 6]) for at in range(0, len(body), 6)]
    check = values.pop()
    assert check == (values[0] + sum(at * value for at, value in enumerate(values))) % 103
    return _text(values)


def _text(values):
    kind = {103: "A", 104: "B", 105: "C"}[values[0]]
    text = ""
    for value in values[1:]:
        if value == 102:
            text += FNC1
        elif kind == "C" and value < 100:
            text += f"{value:02}"
        elif value in (99, 100, 101):
            kind = {99: "C", 100: "B", 101: "A"}[value]
        else:
            text += chr(value + 32)
    return text


@pytest.mark.parametrize(
    "code", ["AA123456785BR", "1Z999AA10123456784", "123456789012345678901234", "106141412345678908", "AB-1"]
)
def test_the_bars_say_the_code_and_fit_the_page(code):
    drawing = barcode_drawing(code, WIDTH)
    assert decoded(drawing) == bars(code)
    assert drawing.width <= WIDTH + 0.01
    assert drawing.barWidth >= NARROWEST


def test_bars_that_would_be_too_narrow_are_left_out():
    assert barcode_drawing("A" * 40, WIDTH / 2) is None
