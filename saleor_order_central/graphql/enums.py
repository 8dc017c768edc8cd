"""Enums of the contract: each mirrors an enum of a capability, value by value."""

from enum import Enum
from typing import Any

import graphene

from ..author import AuthorType
from ..carrier_events.kinds import CarrierEventKind
from ..carrier_events.models import CarrierDelivery
from ..errors import ErrorCode
from ..notifications.messages import NotifyMode
from ..notifications.models import ChannelKind
from ..promises.attention import ProblemSort
from ..promises.problems import ParcelProblem
from ..promises.windows import PromiseSource
from ..statuses.models import EntryVisibility, Requirement, StatusFact, StatusKind, StatusType
from ..timeline.view import EntryKind, StepCode, StepState, WarningCode
from ..tracking import TrackingKind, TrackingPresentation, TrackingReason


class HistorySort(str, Enum):
    """Order of a history feed."""

    NEWEST_FIRST = "NEWEST_FIRST"
    OLDEST_FIRST = "OLDEST_FIRST"


def describe_enum(name: str, source: type[Enum], description: str, values: dict[str, str]) -> Any:
    """Make a GraphQL enum whose values are the members' names. Each value must be described here."""
    names = [member.name for member in source]
    if sorted(names) != sorted(values):
        raise ValueError(f"{name} describes {sorted(values)}, but {source.__name__} has {sorted(names)}.")

    def describe(value: Any) -> str:
        return description if value is None else values[value.name]

    return graphene.Enum(name, [(one, one) for one in names], description=describe)


OrderTimelineStepCodeEnum = describe_enum(
    "OrderTimelineStepCodeEnum",
    StepCode,
    "Step of the customer's timeline.",
    {
        "PLACED": "Order placed: done for every order.",
        "PAID": "Payment confirmed: fully charged (or authorized, by setting).",
        "PREPARING": "Goods are being picked and packed.",
        "SENT": "Handed to the carrier: a parcel has both a tracking code and a shipping date.",
        "DELIVERED": "Carriers delivered every parcel, or the status is Finalized or of type CONCLUDED.",
        "CANCELED": "The order was canceled or has expired.",
        "RETURNED": "Goods came back.",
        "REFUNDED": "Money went back.",
        "CUSTOM": "Step that a custom status added.",
    },
)

OrderTimelineStepStateEnum = describe_enum(
    "OrderTimelineStepStateEnum",
    StepState,
    "State of one timeline step.",
    {
        "DONE": "The facts for this step exist.",
        "CURRENT": "The order is here now.",
        "PENDING": "Still to come.",
        "SKIPPED": "Does not apply to this order, for example shipping of a digital order.",
        "FAILED": "The step ended badly, for example a canceled order.",
    },
)

OrderTimelineWarningCodeEnum = describe_enum(
    "OrderTimelineWarningCodeEnum",
    WarningCode,
    "Doubt about the timeline, shown to staff.",
    {
        "CONCLUDED_BEFORE_SHIPPED": "A concluded status was set before any shipment.",
        "TRACKING_MISSING": "The status says sent, but no tracking code exists.",
        "SHIP_DATE_MISSING": "A tracking code exists, but no shipping date.",
        "PAYMENT_MISSING": "The status says paid, but the payment is not confirmed.",
        "STATUS_TYPE_MISSING": "The custom status has no type.",
        "INVOICE_MISSING": "Paid and sent, but no invoice exists.",
        "CANCELED_AFTER_SHIPPED": "The order was canceled after goods had left.",
        "LATE": "The promised date has passed, or the carrier reported a delay.",
        "CARRIER_CONFLICT": "Carrier events contradict the status.",
        "CARRIER_MISMATCH": "Events come from another carrier than the code's, or from several.",
        "EVENT_BEFORE_SHIPPED": "A carrier had a parcel before its shipping date.",
    },
)

OrderTimelineEntryKindEnum = describe_enum(
    "OrderTimelineEntryKindEnum",
    EntryKind,
    "Kind of history entry, also used as the source of a step's evidence.",
    {
        "STATUS_CHANGE": "The status changed.",
        "EVENT": "Event with subject and message, added by hand.",
        "STATUS_UNDO": "A change of the status was undone; staff only.",
        "CORE_EVENT": "Event that Saleor itself recorded.",
        "INVOICE": "An invoice was added.",
        "CARRIER_EVENT": "Event that a carrier reported.",
        "RETURN": "Change of a return request.",
        "MESSAGE": "Message between customer and shop.",
        "REFUND": "Money or a voucher was given back, or could not be.",
        "WITHDRAWAL": "Statement of withdrawal, or what staff make of it.",
        "MEMO": "Note of staff; staff only.",
    },
)

OrderCarrierEventTypeEnum = describe_enum(
    "OrderCarrierEventTypeEnum",
    CarrierEventKind,
    "Event of a parcel on its way.",
    {
        "INFO_RECEIVED": "The carrier knows the parcel, but does not have it.",
        "PICKED_UP": "The carrier has the parcel.",
        "IN_TRANSIT": "On the way.",
        "OUT_FOR_DELIVERY": "On the vehicle for today.",
        "AVAILABLE_FOR_PICKUP": "Waiting at a pickup point.",
        "ATTEMPT_FAILED": "Delivery was tried and failed.",
        "DELAYED": "The carrier reported a delay.",
        "EXCEPTION": "Lost, damaged, stopped or refused.",
        "DELIVERED": "Handed over.",
        "RETURNING": "On its way back.",
        "RETURNED_TO_SENDER": "Back at the shop.",
        "UNKNOWN": "The carrier's code has no meaning here yet; rawCode holds it.",
    },
)

OrderEntryVisibilityEnum = describe_enum(
    "OrderEntryVisibilityEnum",
    EntryVisibility,
    "Who may see an entry or a status.",
    {
        "CUSTOMER": "Customer and staff.",
        "STAFF": "Staff only; never counted or listed for a customer.",
    },
)

OrderEntryAuthorEnum = describe_enum(
    "OrderEntryAuthorEnum",
    AuthorType,
    "Role of whoever made an entry.",
    {
        "CUSTOMER": "Customer or guest.",
        "STAFF": "Staff user.",
        "APP": "App.",
        "SYSTEM": "Saleor or the plugin itself.",
    },
)

OrderHistorySortEnum = describe_enum(
    "OrderHistorySortEnum",
    HistorySort,
    "Order of a history feed.",
    {"NEWEST_FIRST": "Newest entry first.", "OLDEST_FIRST": "Oldest entry first."},
)

OrderStatusKindEnum = describe_enum(
    "OrderStatusKindEnum",
    StatusKind,
    "Where a status comes from.",
    {
        "BUILT_IN": "Shipped with the plugin; only its texts, colour and use can change.",
        "CUSTOM": "Made by the merchant (additional status).",
    },
)

OrderStatusTypeEnum = describe_enum(
    "OrderStatusTypeEnum",
    StatusType,
    "Meaning of a status for the customer; exactly three values.",
    {
        "IN_PROGRESS": "Work on the order goes on.",
        "CONCLUDED": "The order is concluded: it counts as delivered.",
        "CANCELED": "The order is canceled: it never shows as on its way or delivered.",
    },
)

OrderStatusFactEnum = describe_enum(
    "OrderStatusFactEnum",
    StatusFact,
    "Fact that a status states by itself.",
    {
        "NONE": "No fact, only a label.",
        "PAID": "The money arrived.",
        "PREPARING": "The goods are being picked.",
        "READY_TO_SHIP": "The goods are packed and wait for the carrier.",
        "SENT": "The goods left.",
        "DELIVERED": "The goods arrived.",
        "CANCELED": "The order was canceled.",
        "REFUNDED": "The money went back.",
    },
)

OrderTrackingClassEnum = describe_enum(
    "OrderTrackingClassEnum",
    TrackingKind,
    "Class of the text typed as tracking code.",
    {
        "CARRIER_KNOWN": "Code of a known carrier.",
        "CODE_UNKNOWN": "Text that fits no carrier, or more than one.",
        "URL_TRUSTED": "Link whose host is on the trusted list.",
        "URL_UNKNOWN": "Link whose host is not on the trusted list.",
        "EMPTY": "Nothing was typed.",
    },
)

OrderTrackingPresentationEnum = describe_enum(
    "OrderTrackingPresentationEnum",
    TrackingPresentation,
    "What the storefront does when the customer clicks Track.",
    {
        "MODAL_HISTORY": "Open a window with the parcel's history.",
        "EMBED": "Load the page inside the centre, and offer the new tab too.",
        "NEW_TAB": "Open the page in a new tab.",
        "HIDDEN": "Show no link.",
    },
)

OrderTrackingReasonEnum = describe_enum(
    "OrderTrackingReasonEnum",
    TrackingReason,
    "Why a tracking text got its class and presentation.",
    {
        "SINGLE_CANDIDATE": "Exactly one carrier fits.",
        "SEVERAL_CARRIERS": "More than one carrier fits.",
        "DIGITS_ONLY_NOT_ENABLED": "Digits alone name a carrier only when the shop enabled it.",
        "FORMAT_NOT_ENABLED": "The format has no check and counts only when the shop enabled its carrier.",
        "CHECK_DIGIT_WRONG": "The check digit is wrong.",
        "TRIVIAL_NUMBER": "Equal or consecutive digits are no tracking number.",
        "NO_FORMAT": "No carrier's format fits.",
        "CHOSEN_BY_STAFF": "Staff chose the carrier.",
        "BAD_SCHEME": "Scheme other than http or https.",
        "USERINFO": "User name or password in the link.",
        "ODD_PORT": "Port other than the scheme's own.",
        "PRIVATE_HOST": "Private, local or numeric host.",
        "NOT_HTTPS": "Plain http: never embedded.",
        "HOST_NOT_LISTED": "The host is not on the trusted list.",
        "HOST_LOOKALIKE": "The host imitates a trusted host.",
        "PATH_NOT_ALLOWED": "The host is trusted, but not for this path.",
        "EMBED_NOT_ALLOWED": "The entry of the trusted list says not to embed.",
        "TOO_LONG": "Longer than 2048 characters.",
        "UNPARSABLE": "Not a link that a browser would read the same way.",
    },
)

OrderStatusRequirementEnum = describe_enum(
    "OrderStatusRequirementEnum",
    Requirement,
    "What an order must have before it may get a status.",
    {
        "PAID": "A confirmed payment of the whole total.",
        "INVOICE": "An invoice.",
        "TRACKING": "A tracking number.",
        "SHIPPED": "A parcel that has left; orders without goods to ship need none.",
    },
)

OrderNotificationChannelEnum = describe_enum(
    "OrderNotificationChannelEnum",
    ChannelKind,
    "Way that a message takes to the customer.",
    {"EMAIL": "E-mail.", "SMS": "Text message."},
)

OrderNotifyModeEnum = describe_enum(
    "OrderNotifyModeEnum",
    NotifyMode,
    "What a caller wants of one channel.",
    {
        "DEFAULT": "Follow the setting of the status.",
        "SEND": "Send, whatever the setting says.",
        "SUPPRESS": "Do not send.",
    },
)

OrderCentralErrorCode = describe_enum(
    "OrderCentralErrorCode",
    ErrorCode,
    "Error codes of every mutation of the plugin.",
    {
        "GRAPHQL_ERROR": "Malformed id or argument.",
        "INVALID": "The value is not valid.",
        "NOT_FOUND": "The object does not exist or the caller may not see it.",
        "REQUIRED": "A value is missing.",
        "UNIQUE": "The value exists already.",
        "TYPE_REQUIRED": "A custom status needs a type.",
        "STATUS_IN_USE": "Orders still have the status; name a replacement.",
        "BUILT_IN_READ_ONLY": "Built-in objects cannot be changed this way.",
        "TOO_MANY_ITEMS": "More objects than one call may take.",
        "CONFLICT": "The idempotency key was used for other content.",
        "PERMISSION_DENIED": "The caller lacks the right.",
        "TRANSITION_NOT_ALLOWED": "It may not follow the present status; allowedStatuses says what may.",
        "REQUIREMENT_MISSING": "The order lacks what the status requires.",
        "TEMPLATE_VARIABLE_MISSING": "A variable of the text has no value.",
        "UNDO_EXPIRED": "The time to undo is over.",
        "PAYMENT_ERROR": "The payment could not be recorded or given back.",
        "QUANTITY_EXCEEDED": "More than is left.",
        "AMOUNT_EXCEEDED": "More money than can go back, refunds that still run counted.",
        "RETURN_NOT_ELIGIBLE": "The line cannot be returned.",
        "RETURN_STATE_INVALID": "The return request may not move to this state.",
        "OUTCOME_REQUIRED": "A return is completed only with an outcome or a reason why nothing is due.",
        "FILE_TYPE_NOT_ALLOWED": "This type of file is not accepted.",
        "FILE_TOO_BIG": "The file or its picture is too big.",
        "FEATURE_DISABLED": "The centre is off.",
        "WITHDRAWAL_NOT_POSSIBLE": "There is no right of withdrawal, or not any more; the message says why.",
        "CODE_INVALID": "The one-time code is wrong, used up, or there is nothing it could open.",
        "CODE_EXPIRED": "The one-time code is too old.",
        "RATE_LIMITED": "Too many tries; wait an hour.",
        "UNSUPPORTED_HOST": "This Saleor release cannot do it.",
    },
)

OrderDateSourceEnum = describe_enum(
    "OrderDateSourceEnum",
    PromiseSource,
    "Who gave a date range.",
    {
        "MERCHANT": "The shop, by the days of the shipping method.",
        "CARRIER": "Reported by the carrier.",
        "HISTORY": "Computed from past parcels of the shop.",
    },
)

OrderCarrierProblemReasonEnum = describe_enum(
    "OrderCarrierProblemReasonEnum",
    ParcelProblem,
    "Why staff must look after a parcel.",
    {
        "ATTEMPT_FAILED": "Delivery was tried and failed.",
        "DELAYED": "The carrier reported a delay.",
        "EXCEPTION": "Lost, damaged, stopped or refused.",
        "RETURNING": "On its way back.",
        "RETURNED_TO_SENDER": "Back at the shop.",
        "PICKUP_WAITING": "Waits at a pickup point for too long.",
        "NO_EVENTS": "Left, and for too long the carrier has told nothing.",
        "LATE": "A promise passed, or was given up, without a delivery.",
    },
)

OrderCarrierProblemSortEnum = describe_enum(
    "OrderCarrierProblemSortEnum",
    ProblemSort,
    "Order of a list of carrier problems.",
    {
        "OLDEST_FIRST": "By the moment at which the problem began, oldest first.",
        "NEWEST_FIRST": "By the moment at which the problem began, newest first.",
    },
)

OrderCarrierWebhookStatusEnum = describe_enum(
    "OrderCarrierWebhookStatusEnum",
    CarrierDelivery.Status,
    "What became of a call of a carrier webhook.",
    {
        "PENDING": "It waits to be worked off.",
        "DONE": "Its events were stored, or known.",
        "UNMATCHED": "No parcel has the code of one of its events; it is tried again for 14 days.",
        "REFUSED": "None of its events could be read.",
    },
)
