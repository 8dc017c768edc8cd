"""Enums of refunds: each mirrors an enum of the capability, value by value."""

from ..refunds.models import RefundStatus
from ..refunds.request import RefundKind, RefundMethod
from .enums import describe_enum

OrderRefundMethodEnum = describe_enum(
    "OrderRefundMethodEnum",
    RefundMethod,
    "How money goes back.",
    {
        "ORIGINAL_TRANSACTION": "Through the payment of the order.",
        "MANUAL": "Paid by hand outside Saleor, then marked.",
    },
)

OrderRefundStatusEnum = describe_enum(
    "OrderRefundStatusEnum",
    RefundStatus,
    "State of a refund.",
    {
        "PENDING": "Asked for at the gateway; nobody knows yet how it ended.",
        "SUCCESS": "The gateway confirmed it, or the voucher was given.",
        "FAILURE": "The gateway refused it.",
        "MANUAL_DONE": "Marked as paid by hand.",
    },
)

OrderRefundKindEnum = describe_enum(
    "OrderRefundKindEnum",
    RefundKind,
    "Action behind a refund.",
    {
        "PRODUCTS_RETURN": "Products came back.",
        "PARTIAL": "A part was refunded; the goods may stay with the customer.",
        "FULL": "Everything was refunded.",
        "MARKED": "It was paid outside Saleor and marked here.",
        "IN_SALEOR": "It was made in Saleor itself, for example in the Dashboard.",
    },
)
