"""Parts of the customer centre, how far each is, and which page stands in for one (000-06 … 000-13). Pure."""

from dataclasses import dataclass
from enum import Enum


class FeatureCode(str, Enum):
    """Part of the customer centre."""

    TIMELINE = "TIMELINE"
    TRACKING = "TRACKING"
    INVOICES = "INVOICES"
    FEEDBACK = "FEEDBACK"
    MESSAGES = "MESSAGES"
    RETURNS = "RETURNS"
    WITHDRAWAL = "WITHDRAWAL"
    GUEST_ACCESS = "GUEST_ACCESS"
    ADDRESSES = "ADDRESSES"
    PROFILE = "PROFILE"


class FeatureState(str, Enum):
    """How far a feature is in a channel."""

    READY = "READY"
    IN_PROGRESS = "IN_PROGRESS"
    PLANNED = "PLANNED"


# What this release can do. The customer's own data stays with the storefront, which has Saleor's API for it.
SHIPPED = frozenset(FeatureCode) - {
    FeatureCode.ADDRESSES,
    FeatureCode.PROFILE,
}


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature in a channel. `fallback_url` is "" when there is no page: then the feature is not shown."""

    code: FeatureCode
    state: FeatureState
    fallback_url: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the centre's own page is used."""
        return self.state is FeatureState.READY


def shipped_state(code: FeatureCode) -> FeatureState:
    """Return how far a feature is when the shop says nothing."""
    return FeatureState.READY if code in SHIPPED else FeatureState.PLANNED
