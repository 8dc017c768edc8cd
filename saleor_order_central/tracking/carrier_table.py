"""Carriers the plugin knows, with the address of each public tracking page.

The templates were read in public shop connectors; no live page was opened, so one may be
stale. A link to a carrier is always built from this table, never from what staff typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from saleor_order_central.tracking.formats import ALL_FORMATS
from saleor_order_central.tracking.formats.postal_operators import OPERATOR_CODES, OPERATOR_NAMES
from saleor_order_central.tracking.links import MAX_URL_LENGTH, TrustedLink
from saleor_order_central.tracking.url_templates import encode

_CONNECTORS: Final = "public shop connectors"
_UPU: Final = "UPU list of designated operators"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier.

    ``countries`` holds ISO 3166-1 alpha-2 codes of where it is at home; empty means many.
    ``url_template`` may hold {code}, {postcode}, {country} and {language}; None when no https page
    is known. ``network`` names the carrier whose number formats a national unit shares.
    """

    code: str
    name: str
    countries: tuple[str, ...]
    url_template: str | None
    source: str
    network: str | None = None


# Code, name, home countries (none: many).
_NAMES: Final = (
    ("4px", "4PX", "CN"),
    ("allegro_one", "Allegro One", "PL"),
    ("amazon", "Amazon Logistics", "US CA GB"),
    ("australia_post", "Australia Post", "AU"),
    ("bpost", "bpost", "BE"),
    ("bring", "Posten Bring", "NO SE"),
    ("cainiao", "Cainiao", "CN"),
    ("canada_post", "Canada Post", "CA"),
    ("canpar", "Canpar", "CA"),
    ("cargus", "Cargus", "RO"),
    ("china_post", "China Post", "CN"),
    ("chronopost", "Chronopost", "FR"),
    ("correios", "Correios", "BR"),
    ("correos_es", "Correos", "ES"),
    ("correos_express", "Correos Express", "ES"),
    ("deutsche_post", "Deutsche Post", "DE"),
    ("dhl", "DHL", ""),
    ("dhl_de", "DHL Paket", "DE"),
    ("dpd", "DPD", ""),
    ("dpd_de", "DPD Deutschland", "DE"),
    ("dpd_pl", "DPD Polska", "PL"),
    ("dpd_ro", "DPD România", "RO"),
    ("evri", "Evri", "GB"),
    ("fan_courier", "FAN Courier", "RO"),
    ("fedex", "FedEx", "US"),
    ("gls", "GLS", ""),
    ("gls_ro", "GLS România", "RO"),
    ("gofo", "GOFO Express", "US"),
    ("inpost", "InPost", "PL"),
    ("la_poste", "La Poste", "FR"),
    ("landmark", "Landmark Global", "US CA BE"),
    ("lasership", "LaserShip", "US"),
    ("melhor_rastreio", "Melhor Rastreio", "BR"),
    ("old_dominion", "Old Dominion Freight Line", "US"),
    ("ontrac", "OnTrac", "US"),
    ("packeta", "Packeta", "CZ SK HU RO PL"),
    ("parcelforce", "Parcelforce", "GB"),
    ("poczta_polska", "Poczta Polska", "PL"),
    ("post_at", "Österreichische Post", "AT"),
    ("postnl", "PostNL", "NL"),
    ("postnord", "PostNord", "SE DK"),
    ("purolator", "Purolator", "CA"),
    ("royal_mail", "Royal Mail", "GB"),
    ("sameday", "Sameday", "RO"),
    ("seventeen_track", "17TRACK", ""),
    ("sf_express", "SF Express", "CN"),
    ("speedee", "Spee-Dee Delivery", "US"),
    ("swiss_post", "Swiss Post", "CH"),
    ("ups", "UPS", "US"),
    ("usps", "USPS", "US"),
    ("yanwen", "Yanwen", "CN"),
    ("yodel", "Yodel", "GB"),
    ("yunexpress", "YunExpress", "CN"),
)

# https page of a code; carriers without an entry have no page that is known to be right.
_PAGES: Final = {
    "4px": "https://track.4px.com/#/result/0/{code}",
    "amazon": "https://track.amazon.com/tracking/{code}",
    "australia_post": "https://auspost.com.au/mypost/track/#/details/{code}",
    "bpost": "https://track.bpost.cloud/btr/web/#/search?itemCode={code}",
    "bring": "https://tracking.bring.se/tracking/{code}",
    "cainiao": "https://global.cainiao.com/newDetail.htm?mailNoList={code}",
    "canada_post": "https://www.canadapost-postescanada.ca/track-reperage/{language}#/resultList?searchFor={code}",
    "canpar": "https://www.canpar.com/en/track/tracking.jsp?reference={code}&locale=en",
    "cargus": "https://www.cargus.ro/personal/urmareste-coletul/?tracking_number={code}",
    "chronopost": "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={code}",
    "correios": "https://rastreamento.correios.com.br/app/index.php?objetos={code}",
    "correos_es": "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={code}",
    "correos_express": "https://s.correosexpress.com/c?n={code}",
    "deutsche_post": "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?lang={language}&idc={code}",
    "dhl": "https://www.dhl.com/global-en/home/tracking.html?tracking-id={code}&submit=1",
    "dhl_de": "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?lang={language}&idc={code}",
    "dpd": "https://www.dpdgroup.com/tracking?parcelNumber={code}",
    "dpd_de": "https://tracking.dpd.de/parcelstatus?query={code}&locale=en_DE",
    "dpd_pl": "https://tracktrace.dpd.com.pl/parcelDetails?p1={code}",
    "dpd_ro": "https://tracking.dpd.ro/?shipmentNumber={code}&language={language}",
    "evri": "https://www.evri.com/track/parcel/{code}",
    "fan_courier": "https://www.fancourier.ro/awb-tracking/?awb={code}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={code}",
    "gls": "https://gls-group.eu/EU/en/parcel-tracking?match={code}",
    "gls_ro": "https://gls-group.com/RO/ro/urmarire-colete?match={code}",
    "gofo": "https://www.gofoexpress.com/tracking.html?searchID={code}",
    "inpost": "https://inpost.pl/sledzenie-przesylek?number={code}",
    "la_poste": "https://www.laposte.fr/outils/suivre-vos-envois?code={code}",
    "landmark": "https://track.landmarkglobal.com/?search={code}",
    "melhor_rastreio": "https://melhorrastreio.com.br/rastreio/{code}",
    "old_dominion": "https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers={code}",
    "ontrac": "https://www.ontrac.com/tracking/?number={code}",
    "packeta": "https://tracking.packeta.com/en/{code}",
    "parcelforce": "https://www.parcelforce.com/track-trace?trackNumber={code}",
    "poczta_polska": "https://emonitoring.poczta-polska.pl/?numer={code}",
    "post_at": "https://www.post.at/sv/sendungssuche?snr={code}",
    "postnl": "https://postnl.nl/tracktrace/?B={code}&P={postcode}&D={country}&T=C",
    "postnord": "https://portal.postnord.com/tracking/details/{code}",
    "purolator": "https://www.purolator.com/en/shipping/tracker?searchValue={code}",
    "royal_mail": "https://www.royalmail.com/track-your-item#/tracking-results/{code}",
    "sameday": "https://sameday.ro/#awb={code}",
    "seventeen_track": "https://t.17track.net/en#nums={code}",
    "sf_express": "https://www.sf-express.com/chn/en/waybill/waybill-detail/{code}",
    "speedee": "https://www.speedeedelivery.com/track/?tracking={code}",
    "swiss_post": "https://service.post.ch/EasyTrack/submitParcelData.do?formattedParcelCodes={code}",
    "ups": "https://www.ups.com/track?loc=en_US&tracknum={code}",
    "usps": "https://tools.usps.com/go/TrackConfirmAction?tLabels={code}",
    "yanwen": "https://track.yw56.com.cn/en/querydel?nums={code}",
    "yodel": "https://www.yodel.co.uk/tracking/{code}",
    "yunexpress": "https://www.yuntrack.com/parcelTracking?id={code}",
}

# Languages of pages that have several, the carrier's own one first.
_PAGE_LANGUAGES: Final = {
    "canada_post": ("en", "fr"),
    "deutsche_post": ("de", "en"),
    "dhl_de": ("de", "en"),
    "dpd_ro": ("ro", "en"),
}

# Carriers whose page or formats no second source confirms.
_UNVERIFIED: Final = frozenset(
    {
        "4px",
        "allegro_one",
        "amazon",
        "cainiao",
        "correos_es",
        "correos_express",
        "sf_express",
        "yanwen",
    }
)

# National units that share the number formats of their network.
_NETWORKS: Final = {
    "dhl_de": "dhl",
    "dpd_de": "dpd",
    "dpd_pl": "dpd",
    "dpd_ro": "dpd",
    "gls_ro": "gls",
}


def _all_carriers() -> dict[str, Carrier]:
    """The rows above and a row for every other postal operator."""
    carriers = {}
    for code, name, countries in _NAMES:
        source = f"{_CONNECTORS}, unverified" if code in _UNVERIFIED else _CONNECTORS
        network = _NETWORKS.get(code)
        carriers[code] = Carrier(code, name, tuple(countries.split()), _PAGES.get(code), source, network)
    for country, code in OPERATOR_CODES.items():
        carriers.setdefault(code, Carrier(code, OPERATOR_NAMES[country], (country,), None, _UPU))
    return carriers


def _page_parts() -> dict[str, tuple[str, str]]:
    """Text before and after the code, for templates that need nothing else."""
    parts = {}
    for carrier in CARRIERS.values():
        before, found, after = (carrier.url_template or "").partition("{code}")
        if found and "{" not in before + after:
            parts[carrier.code] = (before, after)
    return parts


def _shipped_links() -> tuple[TrustedLink, ...]:
    """The exact host of every template, once each."""
    hosts = {urlsplit(template).hostname for template in _PAGES.values()}
    return tuple(TrustedLink(host=host, embed=False) for host in sorted(filter(None, hosts)))


CARRIERS: Final[Mapping[str, Carrier]] = MappingProxyType(_all_carriers())
# Framing is not verified for any carrier, so a shipped host opens in a new tab until staff allow more.
SHIPPED_TRUSTED_LINKS: Final[tuple[TrustedLink, ...]] = _shipped_links()
_PAGE_PARTS: Final = _page_parts()


def tracking_page_url(
    carrier: str, code: str, *, postcode: str = "", country: str = "", language: str = ""
) -> str | None:
    """The https page of ``code`` at ``carrier``, or None when the table has no page.

    Every value is percent-encoded. ``country`` falls back to the carrier's own country, and ``language``
    to English, or to the carrier's own where none is given.
    """
    quoted = code if code.isalnum() and code.isascii() else encode(code)
    parts = _PAGE_PARTS.get(carrier)
    if parts is not None:
        url = f"{parts[0]}{quoted}{parts[1]}"
    else:
        known = CARRIERS.get(carrier)
        if known is None or known.url_template is None:
            return None
        url = known.url_template.format(
            code=quoted,
            postcode=encode(postcode),
            country=encode(country or "".join(known.countries[:1])),
            language=_page_language(carrier, language),
        )
    return url if len(url) <= MAX_URL_LENGTH else None


def _page_language(carrier: str, language: str) -> str:
    offered = _PAGE_LANGUAGES.get(carrier, ("en",))
    base = language.replace("_", "-").partition("-")[0].lower()
    if base in offered:
        return base
    return "en" if base else offered[0]


_missing = {format_.carrier for format_ in ALL_FORMATS if format_.operators is None} - CARRIERS.keys()
if _missing:  # A format without a carrier row would name a carrier that nobody can look up.
    raise RuntimeError(f"carriers without a row: {sorted(_missing)}")
