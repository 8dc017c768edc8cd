"""Enums of conversations."""

from ..conversations.kinds import HeldReason, MessageOrigin, ThreadStatus
from ..conversations.thread_filter import ThreadSort
from .enums import describe_enum

OrderThreadStatusEnum = describe_enum(
    "OrderThreadStatusEnum",
    ThreadStatus,
    "State of a conversation.",
    {
        "OPEN": "Needs work.",
        "PENDING_1": "Internal mark whose meaning the team defines; OPEN for customers.",
        "PENDING_2": "Second internal mark whose meaning the team defines; OPEN for customers.",
        "CLOSED": "Handled.",
    },
)

OrderThreadSortEnum = describe_enum(
    "OrderThreadSortEnum",
    ThreadSort,
    "Order of a list of conversations.",
    {
        "UPDATED_FIRST": "By the last change, newest first.",
        "UPDATED_LAST": "By the last change, oldest first.",
        "NEWEST_FIRST": "By the first message, newest first.",
        "OLDEST_FIRST": "By the first message, oldest first.",
        "WAITING_LONGEST_FIRST": "Customers who wait, the longest first; then the others.",
    },
)

OrderMessageOriginEnum = describe_enum(
    "OrderMessageOriginEnum",
    MessageOrigin,
    "How a message arrived.",
    {
        "STOREFRONT": "Written in the shop.",
        "CONTACT_FORM": "Contact form without an order.",
        "EMAIL_REPLY": "Reply to an e-mail.",
        "PHONE": "Told by phone and entered by staff.",
        "STAFF": "Written by staff.",
        "API": "Sent by an app.",
    },
)

OrderHeldMailReasonEnum = describe_enum(
    "OrderHeldMailReasonEnum",
    HeldReason,
    "Why staff must decide about an e-mail.",
    {
        "WRONG_SENDER": "The sender is not the customer of the conversation.",
        "NOT_AUTHENTIC": "The mail server says that the sender may be forged.",
        "TOO_MANY": "Too many e-mails came into the conversation within an hour.",
        "THREAD_FULL": "The conversation holds as many messages as it can.",
    },
)
