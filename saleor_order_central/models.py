"""Models of the capabilities, in the one place where Django looks for them."""

from .activation.models import CenterSettings
from .attachments.models import OrderAttachment
from .carrier_events.models import CarrierDelivery, OrderCarrierEvent
from .credit_notes.models import CreditNoteCounter, OrderCreditNote
from .feedback.models import OrderFeedback
from .listing.models import SavedView
from .notifications.models import ChannelSettings, MessageTemplate, OrderNotification, PaymentInstruction
from .promises.models import PastTransit
from .providers.models import ParcelPoll, ProviderState
from .refunds.models import OrderRefund, OrderRefundLine, RestockedUnit
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
from .vouchers.models import OrderVoucher

__all__ = [
    "CarrierDelivery",
    "CenterSettings",
    "ChannelSettings",
    "CreditNoteCounter",
    "MessageTemplate",
    "OrderAttachment",
    "OrderCarrierEvent",
    "OrderCreditNote",
    "OrderEntry",
    "OrderFeedback",
    "OrderNotification",
    "OrderParcel",
    "OrderParcelLine",
    "OrderRefund",
    "OrderRefundLine",
    "OrderState",
    "OrderStatusDefinition",
    "OrderVoucher",
    "ParcelPoll",
    "PastTransit",
    "PaymentInstruction",
    "ProviderState",
    "RestockedUnit",
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
