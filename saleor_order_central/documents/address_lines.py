"""Addresses as they are printed, line by line."""

from ..host.contacts import AddressFacts
from ..notifications.locale_text import country_text


def address_lines(address: AddressFacts, language: str) -> tuple[str, ...]:
    """Return the lines of an address that are not empty, with the country in a language."""
    lines = (
        f"{address.first_name} {address.last_name}",
        address.company,
        address.street_1,
        address.street_2,
        f"{address.postal_code} {address.city}",
        address.area,
        country_text(address.country, language) if address.country else "",
    )
    return tuple(filter(None, (" ".join(line.split()) for line in lines)))
