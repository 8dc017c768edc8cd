"""Models of the capabilities, in the one place where Django looks for them."""

from .access.models import AccessCount, AccessGrant, AccessLinkBar, AccessRequest
from .activation.models import CenterSettings
from .attachments.models import OrderAttachment
from .carrier_events.models import CarrierDelivery, OrderCarrierEvent
from .conversations.models import (
    ContactPoint,
    OrderMemo,
    OrderMessage,
    OrderThread,
    ReceivedMail,
    ThreadStatusMeaning,
)
from .credit_notes.models import CreditNoteCounter, OrderCreditNote
from .customers.models import CustomerState, CustomerTotal, ProductView
from .feedback.models import OrderFeedback
from .listing.models import SavedView
from .notifications.models import ChannelSettings, MessageTemplate, OrderNotification, PaymentInstruction
from .privacy.models import PrivacyJob
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
from .withdrawals.models import Withdrawal, WithdrawalLine, WithdrawalSettings

__all__ = [
    "AccessCount",
    "AccessGrant",
    "AccessLinkBar",
    "AccessRequest",
    "CarrierDelivery",
    "CenterSettings",
    "ChannelSettings",
    "ContactPoint",
    "CreditNoteCounter",
    "CustomerState",
    "CustomerTotal",
    "MessageTemplate",
    "OrderAttachment",
    "OrderCarrierEvent",
    "OrderCreditNote",
    "OrderEntry",
    "OrderFeedback",
    "OrderMemo",
    "OrderMessage",
    "OrderNotification",
    "OrderParcel",
    "OrderParcelLine",
    "OrderRefund",
    "OrderRefundLine",
    "OrderState",
    "OrderStatusDefinition",
    "OrderThread",
    "OrderVoucher",
    "ParcelPoll",
    "PastTransit",
    "PaymentInstruction",
    "PrivacyJob",
    "ProductView",
    "ProviderState",
    "ReceivedMail",
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
    "ThreadStatusMeaning",
    "TrackingCarrier",
    "TrustedTrackingHost",
    "Withdrawal",
    "WithdrawalLine",
    "WithdrawalSettings",
]
