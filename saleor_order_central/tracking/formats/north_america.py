"""Formats of carriers in the United States and Canada, the postal services' barcodes excepted."""

from typing import Final

from saleor_order_central.tracking import check_digits as checks
from saleor_order_central.tracking.formats.definition import CodeFormat

_PUBLIC: Final = "public definitions, read in jkeen/tracking_number_data 2.0.0"
_FEDEX: Final = f"FedEx barcode layouts; {_PUBLIC}"
_UPS: Final = f"UPS Guide to Labeling; {_PUBLIC}"

UPS: Final = (
    CodeFormat("ups", "ups", "1Z?{15}#", _UPS, checks.alternating_one_two(2)),
    CodeFormat("ups_waybill", "ups", "[AHJKTV]#{10}", _UPS, checks.alternating_one_two(1)),
    CodeFormat(
        "ups_mail_innovations",
        "ups",
        "MI#{6}?{1,22}",
        "ups.com, tracking number formats",
        needs_enabling=True,
    ),
)

FEDEX: Final = (
    CodeFormat("fedex_12", "fedex", "#{12}", _FEDEX, checks.fedex(0, 11, 3)),
    # 420 is the GS1 identifier of a USPS routing code, never the start of an Express number.
    CodeFormat("fedex_34", "fedex", "[012345678]#{33}", _FEDEX, checks.fedex(20, 13, 1), unless="420"),
    CodeFormat("fedex_astra_32", "fedex", "3#{31}", _FEDEX, checks.fedex(16, 11, 3)),
    CodeFormat("fedex_ground", "fedex", "#{15}", _FEDEX, checks.gs1()),
    CodeFormat("fedex_ground_sscc_18", "fedex", "#{18}", _FEDEX, checks.gs1(2)),
    CodeFormat("fedex_ground_96", "fedex", "96#{20}", _FEDEX, checks.gs1(7)),
    # Printed without the identifier 92 that its check digit is reckoned with (SmartPost, Ground Economy).
    CodeFormat("fedex_smartpost_20", "fedex", "61#{18}", _FEDEX, checks.gs1_with_prefix(b"92")),
    CodeFormat("fedex_ground_gsn", "fedex", "96#{32}", _FEDEX, checks.fedex(20, 13, 1)),
)

REGIONAL: Final = (
    CodeFormat("amazon_logistics", "amazon", "TB[ACM]#{12}", _PUBLIC),
    CodeFormat("amazon_international", "amazon", "[ACF]#{10}", _PUBLIC),
    CodeFormat("canada_post", "canada_post", "#{16}", _PUBLIC, checks.gs1()),
    CodeFormat("canpar_22", "canpar", "[CDKLSUXZ]#{21}", _PUBLIC),
    CodeFormat("gofo_us", "gofo", "GFUS#{14}", _PUBLIC),
    CodeFormat("landmark_global", "landmark", "LTN#{8}N1", _PUBLIC),
    CodeFormat("lasership_lx", "lasership", "L[AEHINX][123]#{7}", _PUBLIC),
    CodeFormat("lasership_1ls7", "lasership", "1LS7[12]#{10}", _PUBLIC),
    CodeFormat("lasership_1ls7_18", "lasership", "1LS7[12]##01[1234]#{6}-1", _PUBLIC),
    CodeFormat("lasership_1lscx", "lasership", "1LSCX?{10}", _PUBLIC),
    CodeFormat("old_dominion", "old_dominion", "77[78]#{8}", _PUBLIC, checks.luhn),
    CodeFormat("old_dominion", "old_dominion", "072#{8}", _PUBLIC, checks.luhn),
    CodeFormat("old_dominion", "old_dominion", "780#{8}", _PUBLIC, checks.luhn),
    CodeFormat("old_dominion_guaranteed", "old_dominion", "80#{9}", _PUBLIC, checks.luhn),
    CodeFormat("ontrac_c", "ontrac", "C#{14}", _PUBLIC, checks.ontrac(b"4")),
    CodeFormat("ontrac_d", "ontrac", "D#{14}", _PUBLIC, checks.ontrac(b"5")),
    CodeFormat("purolator_numeric", "purolator", "[012345]#{11}", _PUBLIC, checks.luhn),
    CodeFormat("purolator_alpha", "purolator", "@@@#{9}", _PUBLIC),
    CodeFormat("speedee", "speedee", "SP#{18}", _PUBLIC),
)

FORMATS: Final = UPS + FEDEX + REGIONAL
