"""Delivery addresses in one line, whole or masked (guest redaction). Pure."""

import re

from ..host.contacts import AddressFacts


def one_line(address: AddressFacts) -> str:
    """Write an address in one line."""
    name = f"{address.first_name} {address.last_name}".strip()
    place = f"{address.postal_code} {address.city}".strip()
    parts = (name, address.company, address.street_1, address.street_2, place, address.area, address.country)
    return ", ".join(" ".join(part.split()) for part in parts if part.strip())


def masked_line(address: AddressFacts) -> str:
    """Leave the first letter of each word of name and place, and the country: enough to know it again."""
    name = _masked(f"{address.first_name} {address.last_name}")
    place = _masked(f"{address.postal_code} {address.city}")
    return ", ".join(part for part in (name, place, address.country) if part)


def _masked(text: str) -> str:
    return " ".join(f"{word[0]}…" for word in re.findall(r"\w+", text))
