"""What mail programs read of a parcel: ParcelDelivery of schema.org, made of what the order has (001-19)."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ..host.contacts import AddressFacts
from ..language import speaking
from ..timeline.view import Parcel
from ..tracking import TrackingKind
from ..tracking.wording import carrier_name
from .material import Material
from .value_text import line_of

# JSON inside of HTML: nothing may end the element or begin another one.
_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def parcel_deliveries(material: Material) -> list[dict[str, Any]]:
    """Return one item for each parcel that left with a code or an https link."""
    return [found for parcel in material.parcels if (found := _delivery(material, parcel)) is not None]


def script_json(items: Sequence[dict[str, Any]]) -> SafeString:
    """Return the content of a script element of type application/ld+json."""
    content: Any = items[0] if len(items) == 1 else list(items)
    return mark_safe(json.dumps(content, ensure_ascii=True, sort_keys=True).translate(_ESCAPES))


def _delivery(material: Material, parcel: Parcel) -> dict[str, Any] | None:
    """A link that its class does not allow is no link here either."""
    tracking = parcel.tracking
    is_code = tracking.kind in (TrackingKind.CARRIER_KNOWN, TrackingKind.CODE_UNKNOWN)
    address = tracking.url if tracking.url and tracking.url.startswith("https://") else ""
    if not is_code and not address:
        return None
    checkpoint = parcel.checkpoint
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ParcelDelivery",
            "trackingNumber": line_of(parcel.code) if is_code else "",
            "trackingUrl": address,
            "carrier": _organization(_carrier(material, parcel)),
            "deliveryAddress": _address(material.contact.shipping_address),
            "expectedArrivalFrom": _moment(checkpoint.expected_from if checkpoint else None),
            "expectedArrivalUntil": _moment(checkpoint.expected_to if checkpoint else None),
            "itemShipped": _items(material) if len(material.parcels) == 1 else [],
            "partOfOrder": _filled(
                {
                    "@type": "Order",
                    "orderNumber": material.facts.number,
                    "merchant": _organization(line_of(material.shop_name)),
                }
            ),
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _carrier(material: Material, parcel: Parcel) -> str:
    if not parcel.tracking.carrier:
        return ""
    with speaking(material.language):
        return carrier_name(parcel.tracking, parcel.tracking.carrier)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _address(address: AddressFacts | None) -> dict[str, str]:
    if address is None:
        return {}
    streets = (line_of(address.street_1), line_of(address.street_2))
    return _filled(
        {
            "@type": "PostalAddress",
            "name": line_of(f"{address.first_name} {address.last_name}"),
            "streetAddress": ", ".join(filter(None, streets)),
            "addressLocality": line_of(address.city),
            "addressRegion": line_of(address.area),
            "addressCountry": address.country,
            "postalCode": line_of(address.postal_code),
        }
    )


def _moment(date: datetime | None) -> str:
    return date.isoformat() if date else ""


def _items(material: Material) -> list[dict[str, str]]:
    names = dict.fromkeys(line_of(line.product_name) for line in material.contact.lines)
    return [{"@type": "Product", "name": name} for name in names if name]
