"""Values of where the goods go and how they travel; links only as far as they are safe."""

from django.utils import timezone

from ..host.contacts import AddressFacts
from ..timeline.view import Parcel
from ..tracking.wording import carrier_name, help_text
from .locale_text import country_text, days_text
from .material import Material
from .value_text import line_of


def shipping_address(material: Material) -> str:
    """Write the address in lines, the country in the reader's language."""
    address = material.contact.shipping_address
    lines = _address_lines(address, material.language) if address else ()
    return "\n".join(filter(None, map(line_of, lines)))


def _address_lines(address: AddressFacts, language: str) -> tuple[str, ...]:
    return (
        f"{address.first_name} {address.last_name}",
        address.company,
        address.street_1,
        address.street_2,
        f"{address.postal_code} {address.city}",
        address.area,
        country_text(address.country, language) if address.country else "",
    )


def tracking_number(material: Material) -> str:
    """Codes as typed. Of a parcel that has a link instead, the link, unless it is not safe to show."""
    told = [
        parcel.tracking.url or "" if parcel.tracking.kind.value.startswith("URL") else line_of(parcel.code)
        for parcel in material.parcels
    ]
    return ", ".join(dict.fromkeys(filter(None, told)))


def tracking_link(material: Material) -> str:
    """Return only links that the tracking rules found safe to show (001-19)."""
    return "\n".join(dict.fromkeys(one.tracking.url for one in material.parcels if one.tracking.url))


def tracking_carrier(material: Material) -> str:
    """Name the carriers that are known."""
    decisions = (parcel.tracking for parcel in material.parcels)
    return ", ".join(dict.fromkeys(carrier_name(one, one.carrier) for one in decisions if one.carrier))


def tracking_parcels(material: Material) -> str:
    """One line for each parcel: who carries it, its number, and its link where that is safe (001-21)."""
    return "\n".join(dict.fromkeys(filter(None, map(_parcel_line, material.parcels))))


def _parcel_line(parcel: Parcel) -> str:
    tracking = parcel.tracking
    name = carrier_name(tracking, tracking.carrier) if tracking.carrier else ""
    code = "" if tracking.kind.value.startswith("URL") else line_of(parcel.code)
    return ": ".join(filter(None, (f"{name} {code}".strip(), tracking.url or "")))


def tracking_help(material: Material) -> str:
    """Tell what each number is and how to use it (001-20)."""
    return "\n".join(dict.fromkeys(help_text(one.tracking) or "" for one in material.parcels))


def delivery_estimate(material: Material) -> str:
    """Write the days on which the order should arrive; a range that has passed is no news."""
    if material.expected is None or material.expected[1] < timezone.now():
        return ""
    return days_text(*material.expected, material.settings.promise_rules.zone, material.language)


def invoice_link(material: Material) -> str:
    """Return the invoice's address when it can be opened from a mail."""
    invoice = material.invoice
    return invoice.url if invoice and invoice.url.startswith(("https://", "http://")) else ""
