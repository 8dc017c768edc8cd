"""What goes onto and into one parcel, in one shape for every host (001-09)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..documents.address_lines import address_lines
from ..host.contacts import AddressFacts, PackingFacts, PackingLine
from ..host.facts import OrderFacts
from ..language import speaking
from ..notifications.channel_settings import ChannelBook
from ..timeline.view import Parcel
from ..tracking.wording import carrier_name
from .barcodes import barcode_text

MOST_LINES_OF_ADDRESS = 10


@dataclass(frozen=True, slots=True)
class SlipAddress:
    """An address as it is printed, and its parts; the parts are empty of one that the shop wrote itself."""

    lines: tuple[str, ...]
    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    street_address1: str = ""
    street_address2: str = ""
    postal_code: str = ""
    city: str = ""
    country_area: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Units of one product to pack."""

    product_name: str
    variant_name: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """One parcel's papers. `barcode` is "" where the code has none; `grams` None unless every line's weight
    is known. `language` is that of the words around the data."""

    order_number: str
    parcel_number: int
    code: str
    barcode: str
    carrier_name: str
    sender: SlipAddress | None
    sender_contact: str
    recipient: SlipAddress | None
    recipient_phone: str
    invoice_number: str
    lines: tuple[SlipLine, ...]
    grams: Decimal | None
    language: str


def packing_slip(
    parcel: Parcel,
    facts: OrderFacts,
    packing: PackingFacts,
    contents: Iterable[tuple[Any, int]],
    channels: ChannelBook,
    language: str,
) -> PackingSlip:
    """Put the papers of a parcel together.

    The sender is what the channel's settings say, else the warehouse that the fulfillment leaves from, else
    the shop's own address.
    """
    lines = [(packing.lines[line.pk], quantity) for line, quantity in contents if line.pk in packing.lines]
    return PackingSlip(
        order_number=facts.number,
        parcel_number=parcel.shipment.number,
        code=parcel.code,
        barcode=barcode_text(parcel.tracking),
        carrier_name=_carrier(parcel, language),
        sender=_sender(parcel, facts, packing, channels, language),
        sender_contact=channels.contact(facts.channel),
        recipient=_printed(packing.recipient, language),
        recipient_phone=packing.recipient_phone,
        invoice_number=facts.invoices[-1].number if facts.invoices else "",
        lines=tuple(
            SlipLine(line.product_name, line.variant_name, line.sku, quantity) for line, quantity in lines
        ),
        grams=_weight(lines),
        language=language,
    )


def _carrier(parcel: Parcel, language: str) -> str:
    if not parcel.tracking.carrier:
        return ""
    with speaking(language):
        return carrier_name(parcel.tracking, parcel.tracking.carrier)


def _sender(
    parcel: Parcel, facts: OrderFacts, packing: PackingFacts, channels: ChannelBook, language: str
) -> SlipAddress | None:
    own = channels.sender_address(facts.channel)
    if own:
        return SlipAddress(tuple(own.split("\n")[:MOST_LINES_OF_ADDRESS]))
    warehouse = packing.warehouses.get(parcel.shipment.fulfillment_key)
    return _printed(warehouse or packing.company, language)


def _printed(address: AddressFacts | None, language: str) -> SlipAddress | None:
    if address is None:
        return None
    return SlipAddress(
        address_lines(address, language),
        address.first_name,
        address.last_name,
        address.company,
        address.street_1,
        address.street_2,
        address.postal_code,
        address.city,
        address.area,
        address.country,
    )


def _weight(lines: list[tuple[PackingLine, int]]) -> Decimal | None:
    """Half a sum would be a wrong weight."""
    known = [line.grams * quantity for line, quantity in lines if line.grams is not None]
    return sum(known, Decimal(0)) if lines and len(known) == len(lines) else None
