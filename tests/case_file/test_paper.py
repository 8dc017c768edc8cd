"""The case file on paper: parts with headings, pages with numbers, dates and money as people write them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from saleor_order_central.case_file.pdf import case_file_pdf


def document(**parts: Any) -> dict[str, Any]:
    order = {
        "number": "1042",
        "placedAt": "2026-07-01T22:30:00+00:00",
        "language": "en",
        "total": {"amount": "1234.500", "currency": "EUR"},
        "isPaid": True,
        "lines": [{"name": "Mug", "quantity": 3, "gross": {"amount": "30", "currency": "EUR"}}],
    }
    return {
        "format": 1,
        "generatedAt": "2026-12-31T23:15:30+00:00",
        "includesMemos": False,
        "order": {**order, **parts.pop("order", {})},
        **parts,
    }


def pages(whole: dict[str, Any]) -> list[str]:
    found = PdfReader(BytesIO(case_file_pdf(whole))).pages
    return [page.extract_text().replace("\xa0", " ").replace("\u202f", " ") for page in found]


@pytest.mark.parametrize(
    ("zone", "made", "placed"),
    [
        ("UTC", "December 31, 2026", "July 1, 2026"),
        ("Europe/Bucharest", "January 1, 2027", "July 2, 2026"),
        ("America/Sao_Paulo", "December 31, 2026", "July 1, 2026"),
    ],
)
def test_dates_are_those_of_the_shop(settings, zone, made, placed):
    settings.TIME_ZONE = zone
    (text,) = pages(document())
    lines = text.split("\n")
    assert any(line.startswith(f"Made on {made}") for line in lines)
    assert any(line.startswith(f"Placed on: {placed}") for line in lines)
    assert "T22:30" not in text


def test_parts_have_headings_and_what_is_inside_has_names():
    history = [
        {"date": "2026-07-01T10:00:00+00:00", "kind": "EVENT", "subject": "Called us", "message": "Hello"}
    ]
    (text,) = pages(document(history=history, withdrawals=[{"number": "W-1", "isVerified": False}]))
    lines = [line.strip() for line in text.split("\n")]
    places = [lines.index(one) for one in ("Case file of order 1042", "Order", "History", "Withdrawals")]
    assert places == sorted(places)
    for one in ("Total: €1,234.50", "Paid: Yes", "Lines:", "Mug", "Quantity: 3", "Gross: €30.00"):
        assert one in lines
    assert next(one for one in lines if one.endswith("Called us")).startswith("July 1, 2026")
    assert ("Message: Hello" in lines, "W-1" in lines, "Checked: No" in lines) == (True, True, True)
    assert "notes of staff" not in text


def test_pages_are_numbered_and_say_what_they_belong_to():
    history = [{"date": "2026-07-01T10:00:00+00:00", "subject": f"Event {at}"} for at in range(200)]
    found = pages(document(history=history))
    assert len(found) > 2
    for number, text in enumerate(found, 1):
        assert f"Page {number}" in text
        assert "Case file of order 1042" in text
    assert "Event 199" in found[-1]


def test_memos_are_told_on_the_first_page():
    (text,) = pages({**document(), "includesMemos": True})
    assert "With notes of staff: not for customers." in text
