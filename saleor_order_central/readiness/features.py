"""Parts of the order centre and how far each is (000-06, 000-07). Pure."""

from collections.abc import Iterator

from ..activation.features import FeatureCode, FeatureState, shipped_state
from .findings import Finding, FindingCode, Severity
from .shop import Shop

# Beside the parts of the customers' pages, what works without them.
FEATURES: dict[str, FeatureState] = {
    **{code.value: shipped_state(code) for code in FeatureCode},
    "WORKFLOW": FeatureState.READY,
    "NOTIFICATIONS": FeatureState.READY,
}


def features(shop: Shop) -> Iterator[Finding]:
    """000-15: what is ready and what is not; looking at it, or waiting, changes nothing."""
    if not shop.switches.features_reviewed:
        yield Finding(FindingCode.FEATURES_NOT_REVIEWED, Severity.WARNING, object_slug="features_reviewed")
    for code, state in FEATURES.items():
        is_ready = state is FeatureState.READY
        kind = FindingCode.FEATURE_READY if is_ready else FindingCode.FEATURE_NOT_READY
        yield Finding(kind, Severity.INFO, object_slug=code, values={"feature": code})
