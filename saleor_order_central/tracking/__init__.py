"""Tracking texts: recognise carrier codes and decide which links are safe to show (000-28 to 000-36)."""

from saleor_order_central.tracking.carrier_table import (
    CARRIERS,
    SHIPPED_TRUSTED_LINKS,
    Carrier,
    tracking_page_url,
)
from saleor_order_central.tracking.classify import (
    TrackingClassification,
    TrackingKind,
    TrackingPresentation,
    TrackingRules,
    classify_tracking,
)
from saleor_order_central.tracking.codes import CarrierCandidate
from saleor_order_central.tracking.links import (
    TrustedLink,
    TrustedLinkError,
    normalise_path_prefix,
    normalise_trusted_host,
)
from saleor_order_central.tracking.reasons import TrackingReason
from saleor_order_central.tracking.shop_carriers import ShopCarrier

__all__ = [
    "CARRIERS",
    "SHIPPED_TRUSTED_LINKS",
    "Carrier",
    "CarrierCandidate",
    "ShopCarrier",
    "TrackingClassification",
    "TrackingKind",
    "TrackingPresentation",
    "TrackingReason",
    "TrackingRules",
    "TrustedLink",
    "TrustedLinkError",
    "classify_tracking",
    "normalise_path_prefix",
    "normalise_trusted_host",
    "tracking_page_url",
]
