"""Formats of European carriers, S10 excepted.

Formats that only third parties describe carry ``published=False``. Their digits-only members
take every number of their length, which is why a shop has to enable the carrier first.
"""

from typing import Final

from saleor_order_central.tracking import check_digits as checks
from saleor_order_central.tracking.formats.definition import CodeFormat

_PUBLIC: Final = "public definitions, read in jkeen/tracking_number_data 2.0.0"
_COMMUNITY: Final = "community knowledge from public parcel trackers, unverified"
_DPD: Final = "DPD Parcel Label Specification 2.4.1"
_SSCC: Final = "GS1 General Specifications (SSCC)"

# S10-shaped codes are postal numbers even where their two letters are a DHL prefix too.
_S10_SHAPE: Final = "[A-Z]{2}[0-9]{9}[A-Z]{2}$"
# Shapes of words, not of numbers: fewer than eight digits in the whole code.
_FEW_DIGITS: Final = "(?:[A-Z]*[0-9]){0,7}[A-Z]*$"
_NO_DIGIT: Final = "[A-Z]*$"
_DHL_PREFIXES: Final = ("GM", "LX", "RX", "UV", "CN", "SG", "TH", "IN", "HK", "MY")

DHL: Final = (
    CodeFormat("dhl_express", "dhl", "#{10,11}", _PUBLIC, checks.mod7),
    CodeFormat("dhl_express_piece_id", "dhl", "J@@#{9,10}", _PUBLIC),
    CodeFormat("dhl_express_piece_id", "dhl", "J@@@#{9,10}", _PUBLIC),
    *(
        CodeFormat(
            "dhl_ecommerce", "dhl", f"{prefix}#?{{9,38}}", _PUBLIC, unless=f"{_S10_SHAPE}|{_FEW_DIGITS}"
        )
        for prefix in _DHL_PREFIXES
    ),
    CodeFormat("dhl_ecommerce_14", "dhl", "#{14}", _PUBLIC),
    CodeFormat("dhl_piece_jjd", "dhl", "JJD#{17,21}", _COMMUNITY, published=False),
    CodeFormat("dhl_piece_jd", "dhl", "JD#{18}", _COMMUNITY, published=False),
    CodeFormat("dhl_piece_jvgl", "dhl", "JVGL#{11,20}", _COMMUNITY, published=False),
    CodeFormat("dhl_paket_sscc", "dhl", "00340434#{12}", _SSCC, checks.gs1()),
    CodeFormat("dhl_paket_12", "dhl_de", "#{12}", _COMMUNITY, published=False),
    CodeFormat("dhl_parcel_pl", "dhl", "000#{21}", _COMMUNITY, published=False),
)

DPD: Final = (
    CodeFormat("dpd", "dpd", "#{27}?", _DPD, checks.mod_37_36),
    CodeFormat("dpd_14", "dpd", "#{14}?", _DPD, checks.mod_37_36),
    CodeFormat("dpd_14_plain", "dpd", "#{14}", _DPD),
    CodeFormat("dpd_pl", "dpd", "#{13}@", _COMMUNITY, published=False, needs_enabling=True),
)

GLS: Final = (
    CodeFormat("gls_parcel", "gls", "#{10,12}", _COMMUNITY, published=False),
    CodeFormat("gls_track_id", "gls", "##B?{5}", _COMMUNITY, published=False, needs_enabling=True),
    CodeFormat("gls_track_id", "gls", "##AE?{4}", _COMMUNITY, published=False, needs_enabling=True),
    CodeFormat(
        "gls_track_id",
        "gls",
        "[YZ]?{7}",
        _COMMUNITY,
        unless=_NO_DIGIT,
        published=False,
        needs_enabling=True,
    ),
)

BRITISH: Final = (
    CodeFormat("yodel", "yodel", "JD#{16}", _PUBLIC),
    CodeFormat("yodel", "yodel", "JJD#{16}", _PUBLIC),
    CodeFormat("evri_16", "evri", "#{16}", _COMMUNITY, published=False),
    CodeFormat("evri_letters", "evri", "[CHT]00@??#{10}", _COMMUNITY, published=False),
    CodeFormat(
        "parcelforce_9",
        "parcelforce",
        "@@#{7}",
        "parcelforce.com, tracking number formats",
        needs_enabling=True,
    ),
    CodeFormat(
        "parcelforce_14",
        "parcelforce",
        "@{4}#{10}",
        "parcelforce.com, tracking number formats",
        unless="J",
        needs_enabling=True,
    ),
    CodeFormat("parcelforce_12", "parcelforce", "#{12}", "parcelforce.com, tracking number formats"),
)

POLISH: Final = (
    CodeFormat("inpost_24", "inpost", "#{24}", _COMMUNITY, unless="000", published=False),
    CodeFormat("allegro_one", "allegro_one", "A000?{6}", _COMMUNITY, published=False),
    CodeFormat(
        "poczta_polska_sscc", "poczta_polska", "00#{18}", _SSCC, checks.gs1(), unless="0034|0037|0039312650"
    ),
    CodeFormat("pocztex", "poczta_polska", "PX#{10}", _COMMUNITY, published=False),
)

ROMANIAN: Final = (
    CodeFormat("fan_courier_awb", "fan_courier", "#{13}", _COMMUNITY, published=False),
    CodeFormat("sameday_awb", "sameday", "1SD?{2,5}#{6,12}", _COMMUNITY, published=False),
    CodeFormat("sameday_awb", "sameday", "1ONB#{8,14}", _COMMUNITY, published=False),
    CodeFormat("cargus_awb", "cargus", "#{9,10}", _COMMUNITY, published=False),
)

SPANISH: Final = (
    CodeFormat("correos_es_23", "correos_es", "@@????#{16}@", _COMMUNITY, published=False),
    CodeFormat("correos_express_23", "correos_express", "#{23}", _COMMUNITY, published=False),
)

OTHERS: Final = (
    CodeFormat("postnl_3s", "postnl", "3S@???#{7,11}", _COMMUNITY, published=False),
    CodeFormat("packeta_z", "packeta", "Z#{10}", _COMMUNITY, published=False),
    CodeFormat(
        "colissimo_13", "la_poste", "[345678]@#{11}", _COMMUNITY, published=False, needs_enabling=True
    ),
    CodeFormat("bpost_24", "bpost", "3232#{20}", _COMMUNITY, published=False),
    CodeFormat("post_at_22", "post_at", "10#{20}", _COMMUNITY, published=False),
    CodeFormat("postnord_sscc", "postnord", "00373#{15}", _SSCC, checks.gs1()),
    CodeFormat("bring_sscc", "bring", "00370#{15}", _SSCC, checks.gs1()),
    CodeFormat("swiss_post_18", "swiss_post", "99#{16}", _COMMUNITY, published=False),
)

FORMATS: Final = DHL + DPD + GLS + BRITISH + POLISH + ROMANIAN + SPANISH + OTHERS
