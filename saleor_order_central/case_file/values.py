"""Plain values of a case file: JSON has neither moments nor amounts. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any


def moment(value: datetime | None) -> str | None:
    """Write a moment in UTC, as ISO 8601."""
    return None if value is None else value.astimezone(UTC).isoformat()


def amount(value: Decimal | None, currency: str) -> dict[str, str] | None:
    """Write money as text, so that no reader makes it a number with a rounding of its own."""
    return None if value is None else {"amount": f"{value:f}", "currency": currency}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not there: no text, no date, an empty list."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def file_values(files: Iterable[Any]) -> list[dict[str, str]]:
    """Name attachments; the checksum is of the bytes as they were sent."""
    return [{"name": one.name, "type": one.content_type, "sha256": one.checksum} for one in files]
