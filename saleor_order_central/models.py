"""Models of the capabilities, in the one place where Django looks for them."""

from .attachments.models import OrderAttachment
from .carrier_events.models import CarrierDelivery, OrderCarrierEvent
from .feedback.models import OrderFeedback
from .listing.models import SavedView
from .notifications.models import ChannelSettings, MessageTemplate, OrderNotification, PaymentInstruction
from .promises.models import PastTransit
from .providers.models import ParcelPoll, ProviderState
from .returns.models import (
    ReturnInspection,
    ReturnLine,
    ReturnParcel,
    ReturnPolicy,
    ReturnReason,
    ReturnRequest,
)
from .statuses.job_models import StatusBulkJob, StatusBulkResult
from .statuses.models import OrderState, OrderStatusDefinition, StatusRule
from .timeline.models import OrderEntry
from .tracking.carrier_models import TrackingCarrier
from .tracking.models import OrderParcel, OrderParcelLine, TrustedTrackingHost

__all__ = [
    "CarrierDelivery",
    "ChannelSettings",
    "MessageTemplate",
    "OrderAttachment",
    "OrderCarrierEvent",
    "OrderEntry",
    "OrderFeedback",
    "OrderNotification",
    "OrderParcel",
    "OrderParcelLine",
    "OrderState",
    "OrderStatusDefinition",
    "ParcelPoll",
    "PastTransit",
    "PaymentInstruction",
    "ProviderState",
    "ReturnInspection",
    "ReturnLine",
    "ReturnParcel",
    "ReturnPolicy",
    "ReturnReason",
    "ReturnRequest",
    "SavedView",
    "StatusBulkJob",
    "StatusBulkResult",
    "StatusRule",
    "TrackingCarrier",
    "TrustedTrackingHost",
]
