"""Tables as CSV: what a cell looks like, and that none of them is a formula."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest

from saleor_order_central.statistics.sheet import Sheet, as_csv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (0.5, "0.5000"),
        (timedelta(hours=1, minutes=30), "1.50"),
        ("Mug", "Mug"),
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("\tx", "'\tx"),
        ('A "good" mug, blue', 'A "good" mug, blue'),
        ("two\nlines", "two\nlines"),
    ],
)
def test_cells(value, cell):
    rows = list(csv.reader(StringIO(as_csv(Sheet(("first", "second"), [(value, "x")])), newline="")))
    assert rows == [["first", "second"], [cell, "x"]]


def test_lines_end_as_the_standard_says():
    assert as_csv(Sheet(("a", "b"), [(1, None)])) == "a,b\r\n1,\r\n"
