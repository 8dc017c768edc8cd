"""Tables as CSV that a spreadsheet can open without running anything. Pure."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

# A cell that begins like this is a formula for spreadsheets, wherever it came from.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the names of its columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def as_csv(sheet: Sheet) -> str:
    """Write a table as RFC 4180 has it: commas, quotes where needed, lines that end in CR LF."""
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow(sheet.columns)
    writer.writerows(_cells(row) for row in sheet.rows)
    return target.getvalue()


def _cells(row: Iterable[Any]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    """Numbers stay numbers, spans become hours, nothing is an empty cell; texts cannot be formulas."""
    if value is None:
        return ""
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:.2f}"
    if isinstance(value, float):
        return f"{value:.4f}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
