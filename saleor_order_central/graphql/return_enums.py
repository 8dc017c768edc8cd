"""Enums of returns, each described value by value."""

from ..returns.kinds import (
    Disposition,
    IneligibleReason,
    LabelPayer,
    ReturnOutcome,
    ReturnResolution,
    ReturnState,
    WindowStart,
)
from ..returns.listing import ReturnSort
from .enums import describe_enum

OrderReturnStateEnum = describe_enum(
    "OrderReturnStateEnum",
    ReturnState,
    "State of a return request; exactly five.",
    {
        "WAITING_CONFIRMATION": "Asked for, not decided.",
        "WAITING_PACKAGE": "Accepted; the customer was told to send the goods.",
        "PACKAGE_RECEIVED": "The goods arrived.",
        "CANCELED": "Refused or given up. Final.",
        "COMPLETED": "Refunded, exchanged, given a voucher, or closed with nothing due. Final.",
    },
)

OrderReturnResolutionEnum = describe_enum(
    "OrderReturnResolutionEnum",
    ReturnResolution,
    "What the customer gets.",
    {
        "REFUND": "Money back.",
        "VOUCHER": "Discount code.",
        "EXCHANGE": "Another item.",
        "REPAIR": "The same item, repaired.",
        "KEEP_ITEM": "Money back, and the item stays.",
    },
)

OrderReturnDispositionEnum = describe_enum(
    "OrderReturnDispositionEnum",
    Disposition,
    "What happened to a returned unit.",
    {
        "RESTOCK": "Back to stock.",
        "QUARANTINE": "Kept apart for a check.",
        "SCRAP": "Thrown away.",
        "MISSING": "Was not in the parcel.",
        "WRONG_ITEM": "Another item was in the parcel.",
    },
)

OrderReturnIneligibleReasonEnum = describe_enum(
    "OrderReturnIneligibleReasonEnum",
    IneligibleReason,
    "Why a line cannot be returned.",
    {
        "ORDER_CANCELED": "The order is canceled.",
        "RETURNS_DISABLED": "No policy of the shop covers it.",
        "GIFT_CARD_LINE": "Gift cards cannot be returned.",
        "DIGITAL_LINE": "Digital products cannot be returned.",
        "FINAL_SALE": "Excluded by policy.",
        "NOT_FULFILLED": "Was never shipped.",
        "ALREADY_RETURNED": "Came back already.",
        "OPEN_REQUEST_EXISTS": "An open request already covers it.",
        "NOT_DELIVERED": "Not delivered yet.",
        "WINDOW_CLOSED": "The return period is over.",
        "QUANTITY_EXCEEDED": "More than is left to return.",
    },
)

OrderReturnWindowStartEnum = describe_enum(
    "OrderReturnWindowStartEnum",
    WindowStart,
    "Date from which the return period runs.",
    {
        "ORDER_PLACED": "Date of the order.",
        "SHIPPED": "Date on which the last parcel left.",
        "DELIVERED": "Delivery of the last parcel; the period is open while it is not known.",
    },
)

OrderReturnLabelPayerEnum = describe_enum(
    "OrderReturnLabelPayerEnum",
    LabelPayer,
    "Who pays for the way back.",
    {"SHOP": "The shop.", "CUSTOMER": "The customer."},
)

OrderReturnOutcomeEnum = describe_enum(
    "OrderReturnOutcomeEnum",
    ReturnOutcome,
    "What a completed request came to.",
    {
        "REFUND": "Money went back.",
        "VOUCHER": "The customer got a voucher.",
        "EXCHANGE": "The customer got another item.",
        "REPAIR": "The customer got the item back, repaired.",
        "NOTHING_DUE": "Nothing was due; the reason is stored.",
    },
)

OrderReturnSortEnum = describe_enum(
    "OrderReturnSortEnum",
    ReturnSort,
    "Order of a list of return requests.",
    {
        "NEWEST_FIRST": "By the date of the request, newest first.",
        "OLDEST_FIRST": "By the date of the request, oldest first.",
        "UPDATED_FIRST": "By the last change, newest first.",
        "UPDATED_LAST": "By the last change, oldest first.",
        "NUMBER_ASCENDING": "By number, smallest first.",
        "NUMBER_DESCENDING": "By number, largest first.",
    },
)
