"""Formats of carriers in China and Australia, S10 excepted."""

from typing import Final

from saleor_order_central.tracking import check_digits as checks
from saleor_order_central.tracking.formats.definition import CodeFormat

_PUBLIC: Final = "public definitions, read in jkeen/tracking_number_data 2.0.0"
_COMMUNITY: Final = "community knowledge from public parcel trackers, unverified"

FORMATS: Final = (
    CodeFormat("yunexpress", "yunexpress", "YT#{16}", _PUBLIC),
    CodeFormat("sf_letters", "sf_express", "SF#{12,13}", _COMMUNITY, published=False),
    CodeFormat("sf_12", "sf_express", "#{12}", _COMMUNITY, published=False),
    CodeFormat("4px_cn", "4px", "4PX#{10,16}CN", _COMMUNITY, published=False),
    CodeFormat("cainiao_lp", "cainiao", "LP#{14}", _COMMUNITY, published=False),
    CodeFormat("cainiao_ap", "cainiao", "AP#{14}", _COMMUNITY, published=False),
    CodeFormat("cainiao_cn", "cainiao", "CN@@#{13}@@", _COMMUNITY, published=False),
    CodeFormat("yanwen_yp", "yanwen", "@@#{9}YP", _COMMUNITY, published=False),
    # 9312650 is the GS1 company number of Australia Post inside a GTIN (identifier 01).
    CodeFormat(
        "australia_post_gtin",
        "australia_post",
        "019931265099999891?{14,30}",
        "GS1 General Specifications (GTIN); community knowledge, unverified",
        published=False,
    ),
    CodeFormat(
        "australia_post_article",
        "australia_post",
        "3[3456789]@@@#{7,18}",
        _COMMUNITY,
        published=False,
        needs_enabling=True,
    ),
    CodeFormat(
        "australia_post_sscc",
        "australia_post",
        "0039312650#{10}",
        "GS1 General Specifications (SSCC), company number 9312650",
        checks.gs1(),
    ),
)
