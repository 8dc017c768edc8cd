"""Actions as the API shows them."""

import graphene

from ..actions import ActionCode, ActionDisabledReason
from ..host.schema import date_time
from .enums import describe_enum

DateTime = date_time()

OrderActionCodeEnum = describe_enum(
    "OrderActionCodeEnum",
    ActionCode,
    "Action on an order or on something of it.",
    {
        "CHANGE_STATUS": "Change the status.",
        "SEND_MESSAGE": "Write a message.",
        "ADD_MEMO": "Add a staff memo.",
        "CANCEL": "Cancel the order.",
        "MARK_PAID": "Mark as paid.",
        "OPEN_INVOICE": "Open the invoice.",
        "TRACK": "Follow the parcel.",
        "REQUEST_RETURN": "Ask for a return.",
        "CANCEL_RETURN": "Give a return up.",
        "ADD_RETURN_TRACKING": "Tell the tracking number of a parcel that comes back.",
        "ACCEPT_RETURN": "Accept a return; the customer is told to send the goods.",
        "REFUSE_RETURN": "Refuse a return.",
        "RECEIVE_RETURN": "Record units that arrived.",
        "COMPLETE_RETURN": "Complete a return.",
        "RETURN_PRODUCTS": "Take returned products in and pay back.",
        "PARTIAL_REFUND": "Refund a part.",
        "FULL_REFUND": "Refund everything.",
        "MARK_REFUNDED": "Mark as refunded by hand.",
        "WITHDRAW": "Withdraw from the contract.",
    },
)

OrderActionDisabledReasonEnum = describe_enum(
    "OrderActionDisabledReasonEnum",
    ActionDisabledReason,
    "Why an action is not available now.",
    {
        "FEATURE_DISABLED": "The feature is off, or off for these goods.",
        "NOT_SHIPPED": "Nothing was shipped.",
        "NOT_DELIVERED": "Nothing was delivered.",
        "STATUS_NOT_ALLOWED": "The present state allows no such step.",
        "WINDOW_CLOSED": "The period is over.",
        "NOTHING_LEFT": "Nothing is left to return or refund.",
        "OPEN_REQUEST_EXISTS": "An open request already covers it.",
        "ALREADY_DONE": "It was done before.",
        "NOT_PAID": "The order is not paid.",
        "PAYMENT_PENDING": "A payment or refund is still running.",
    },
)


class OrderAvailableAction(graphene.ObjectType):
    """Action of the caller, with a reason when it is not available."""

    code = graphene.Field(OrderActionCodeEnum, required=True, description="Action.")
    is_available = graphene.Boolean(required=True, description="Whether it can be done now.")
    disabled_reason_code = graphene.Field(OrderActionDisabledReasonEnum, description="Why not, for programs.")
    disabled_reason = graphene.String(description="Why not, for people.")
    until = DateTime(description="Last moment when it can be done; null without a known end.")

    @staticmethod
    def resolve_code(root, _info):
        return root.code.name

    @staticmethod
    def resolve_is_available(root, _info):
        return root.reason is None

    @staticmethod
    def resolve_disabled_reason_code(root, _info):
        return None if root.reason is None else root.reason.name

    @staticmethod
    def resolve_disabled_reason(root, _info):
        return root.explanation or None
