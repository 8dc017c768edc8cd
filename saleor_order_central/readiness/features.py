"""Parts of the order centre and how far each is (000-06, 000-07). Pure."""

from collections.abc import Iterator
from enum import Enum

from .findings import Finding, FindingCode, Severity
from .shop import Shop


class FeatureState(str, Enum):
    """How far a feature is."""

    READY = "READY"
    PLANNED = "PLANNED"


FEATURES: dict[str, FeatureState] = {
    "TIMELINE": FeatureState.READY,
    "TRACKING": FeatureState.READY,
    "INVOICES": FeatureState.READY,
    "WORKFLOW": FeatureState.READY,
    "NOTIFICATIONS": FeatureState.READY,
    "FEEDBACK": FeatureState.READY,
    "MESSAGES": FeatureState.PLANNED,
    "RETURNS": FeatureState.PLANNED,
    "WITHDRAWAL": FeatureState.PLANNED,
    "GUEST_ACCESS": FeatureState.READY,
    "ADDRESSES": FeatureState.PLANNED,
    "PROFILE": FeatureState.PLANNED,
}


def features(shop: Shop) -> Iterator[Finding]:
    """000-15: what is ready and what is not; looking at it, or waiting, changes nothing."""
    if not shop.switches.features_reviewed:
        yield Finding(FindingCode.FEATURES_NOT_REVIEWED, Severity.WARNING, object_slug="features_reviewed")
    for code, state in FEATURES.items():
        is_ready = state is FeatureState.READY
        kind = FindingCode.FEATURE_READY if is_ready else FindingCode.FEATURE_NOT_READY
        yield Finding(kind, Severity.INFO, object_slug=code, values={"feature": code})
