"""What services for many carriers have in common. Pure.

The tables map their names of carriers to ours; they are read whatever the case of letters. A name that is
missing loses nothing: the parcel is found by its code, and the carrier only decides between parcels that
share one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from ..carrier_events.reports import ReportedEvent

EASYPOST_CARRIERS: Mapping[str, str] = MappingProxyType(
    {
        "AmazonMws": "amazon",
        "AustraliaPost": "australia_post",
        "CanadaPost": "canada_post",
        "Canpar": "canpar",
        "Chronopost": "chronopost",
        "DHLExpress": "dhl",
        "DHLParcel": "dhl_de",
        "DPD": "dpd",
        "FedEx": "fedex",
        "GLS": "gls",
        "LaserShipV2": "lasership",
        "OnTrac": "ontrac",
        "PostNL": "postnl",
        "Purolator": "purolator",
        "RoyalMail": "royal_mail",
        "UPS": "ups",
        "USPS": "usps",
        "Yodel": "yodel",
    }
)

AFTERSHIP_CARRIERS: Mapping[str, str] = MappingProxyType(
    {
        "4px": "4px",
        "amazon": "amazon",
        "australia-post": "australia_post",
        "austrian-post": "post_at",
        "bpost": "bpost",
        "brazil-correios": "correios",
        "bring": "bring",
        "cainiao": "cainiao",
        "canada-post": "canada_post",
        "canpar": "canpar",
        "cargus": "cargus",
        "china-post": "china_post",
        "chronopost-france": "chronopost",
        "correosexpress": "correos_express",
        "deutsch-post": "deutsche_post",
        "dhl": "dhl",
        "dhl-germany": "dhl_de",
        "dpd": "dpd",
        "dpd-de": "dpd_de",
        "dpd-poland": "dpd_pl",
        "dpd-ro": "dpd_ro",
        "fan": "fan_courier",
        "fedex": "fedex",
        "gls": "gls",
        "hermesworld": "evri",
        "inpost-paczkomaty": "inpost",
        "la-poste-colissimo": "la_poste",
        "lasership": "lasership",
        "ontrac": "ontrac",
        "packeta": "packeta",
        "parcel-force": "parcelforce",
        "poczta-polska": "poczta_polska",
        "postnl": "postnl",
        "postnord": "postnord",
        "purolator": "purolator",
        "royal-mail": "royal_mail",
        "sameday": "sameday",
        "sf-express": "sf_express",
        "spain-correos-es": "correos_es",
        "swiss-post": "swiss_post",
        "ups": "ups",
        "usps": "usps",
        "yanwen": "yanwen",
        "yodel": "yodel",
        "yunexpress": "yunexpress",
    }
)


def our_carrier(names: Mapping[str, str], name: str) -> str:
    """Return our code of a service's carrier, "" for one that we do not have."""
    return next((ours for theirs, ours in names.items() if theirs.lower() == name.lower()), "")


def their_carrier(names: Mapping[str, str], carrier: str) -> str:
    """Return the service's name of one of our carriers, "" for one that it does not have."""
    return next((name for name, ours in names.items() if ours == carrier), "")


def promising(
    events: list[ReportedEvent], first: datetime | None, last: datetime | None
) -> list[ReportedEvent]:
    """Put the expected delivery into the newest event; a range that ends before it begins is none."""
    if not events or (first and last and first > last):
        return events
    return [*events[:-1], replace(events[-1], estimated_from=first, estimated_to=last)]
