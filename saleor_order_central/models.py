"""Models of the capabilities, in the one place where Django looks for them."""

from .feedback.models import OrderFeedback
from .statuses.models import OrderState, OrderStatusDefinition
from .timeline.models import OrderEntry
from .tracking.models import OrderParcel, TrustedTrackingHost

__all__ = [
    "OrderEntry",
    "OrderFeedback",
    "OrderParcel",
    "OrderState",
    "OrderStatusDefinition",
    "TrustedTrackingHost",
]
