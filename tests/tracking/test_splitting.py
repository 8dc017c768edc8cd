"""Several codes in Saleor's one field: which texts are lists, and which stay one text (001-21)."""

from __future__ import annotations

import pytest

from saleor_order_central.tracking.splitting import MOST_CODES, split_codes

UPS = "1Z999AA10123456784"
CORREIOS = "AA123456785BR"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AB123", ("AB123",)),
        ("", ("",)),
        ("  ", ("  ",)),
        ("AB123, AB124", ("AB123", "AB124")),
        ("AB123;AB124\nAB125", ("AB123", "AB124", "AB125")),
        ("AB123,,AB124,", ("AB123", "AB124")),
        ("AB123, ab 123", ("AB123",)),
        (f"{UPS} {CORREIOS}", (UPS, CORREIOS)),
        ("1Z 999 AA1 01 2345 6784", ("1Z 999 AA1 01 2345 6784",)),
        ("AB123 AB124", ("AB123 AB124",)),
        ("Box 3, please ring", ("Box 3, please ring",)),
        ("left with the neighbour, Mr. Pop", ("left with the neighbour, Mr. Pop",)),
        ("https://a.example/?n=1,2;3", ("https://a.example/?n=1,2;3",)),
        (
            "https://a.example/1, https://a.example/2",
            ("https://a.example/1", "https://a.example/2"),
        ),
        (f"https://a.example/1 {UPS}", ("https://a.example/1", UPS)),
        ("https://ups.com .evil.example", ("https://ups.com .evil.example",)),
        ("https://ups.com javascript:alert(1)", ("https://ups.com javascript:alert(1)",)),
        ("https://ups.com https://user@evil.example/", ("https://ups.com https://user@evil.example/",)),
    ],
)
def test_001_21_list_or_one_text(text, codes):
    assert split_codes(text) == codes


def test_a_list_that_is_too_long_stays_one_text():
    fits = ", ".join(f"AB{number:03}" for number in range(MOST_CODES))
    assert len(split_codes(fits)) == MOST_CODES
    assert split_codes(f"{fits}, AB999") == (f"{fits}, AB999",)
