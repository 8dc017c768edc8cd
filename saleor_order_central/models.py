"""Models of the capabilities, in the one place where Django looks for them."""

from .carrier_events.models import CarrierDelivery, OrderCarrierEvent
from .credit_notes.models import CreditNoteCounter, OrderCreditNote
from .feedback.models import OrderFeedback
from .listing.models import SavedView
from .notifications.models import ChannelSettings, MessageTemplate, OrderNotification, PaymentInstruction
from .refunds.models import OrderRefund, OrderRefundLine, RestockedUnit
from .statuses.job_models import StatusBulkJob, StatusBulkResult
from .statuses.models import OrderState, OrderStatusDefinition, StatusRule
from .timeline.models import OrderEntry
from .tracking.carrier_models import TrackingCarrier
from .tracking.models import OrderParcel, TrustedTrackingHost
from .vouchers.models import OrderVoucher

__all__ = [
    "CarrierDelivery",
    "ChannelSettings",
    "CreditNoteCounter",
    "MessageTemplate",
    "OrderCarrierEvent",
    "OrderCreditNote",
    "OrderEntry",
    "OrderFeedback",
    "OrderNotification",
    "OrderParcel",
    "OrderRefund",
    "OrderRefundLine",
    "OrderState",
    "OrderStatusDefinition",
    "OrderVoucher",
    "PaymentInstruction",
    "RestockedUnit",
    "SavedView",
    "StatusBulkJob",
    "StatusBulkResult",
    "StatusRule",
    "TrackingCarrier",
    "TrustedTrackingHost",
]
