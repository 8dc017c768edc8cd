"""Enums of messages, each described value by value; the words also explain a preview."""

from ..notifications.models import NotificationReason, NotificationStatus, Occasion
from .enums import describe_enum

OrderNotificationStatusEnum = describe_enum(
    "OrderNotificationStatusEnum",
    NotificationStatus,
    "Where a message is on its way.",
    {
        "QUEUED": "Waits to be sent.",
        "HELD": "Waits until the change behind it can no longer be undone.",
        "SENT": "Handed to the mail server or gateway.",
        "FAILED": "Given up after the last try, or refused for good.",
        "SUPPRESSED": "Not sent; the reason says why.",
        "CANCELED": "Stopped before it was sent.",
    },
)

OrderNotificationOccasionEnum = describe_enum(
    "OrderNotificationOccasionEnum",
    Occasion,
    "Why a message is sent.",
    {
        "STATUS_CHANGED": "The order got another status.",
        "EVENT": "Staff wrote an event with subject and message.",
        "ORDER_ACCEPTED": "The customer gave everything that is needed.",
        "INFORMATION_MISSING": "The customer still has to give something.",
        "PAYMENT_AWAITED": "The order waits for its payment; the message says how to pay.",
        "PAYMENT_REMINDER": "The order has been unpaid for some days.",
        "TRACKING_NUMBER": "A parcel has a tracking number that was not told yet.",
        "DELIVERED": "The order arrived.",
        "REVIEW_REQUEST": "Some days have passed since the delivery.",
        "STILL_WORKING": "The order has been silent for long.",
        "MESSAGE": "Staff wrote to the customer in a conversation.",
        "MESSAGE_COPY": "A customer wrote; whoever should answer gets a copy.",
        "THREAD_FORWARDED": "A conversation was given to somebody else.",
        "REFUND_DONE": "Money went back, or a voucher was given.",
        "WITHDRAWAL_RECEIVED": "A statement of withdrawal was received; the mail is its receipt.",
        "ACCESS_CODE": "Somebody without an account asked for a code.",
        "DELAY": "The order takes longer.",
        "RETURN_ACCEPTED": "A return was accepted; the message says how to send the goods.",
        "RETURN_REMINDER": "A return that was accepted has not arrived.",
        "RETURN_RECEIVED": "The goods of a return arrived.",
        "RETURN_COMPLETED": "A return is completed.",
        "RETURN_REFUSED": "A return was refused.",
        "RETURN_EXPIRED": "A return ended because nothing arrived.",
    },
)

REASON_WORDS = {
    "CHOSEN": "The caller chose to send it.",
    "DEFAULT": "The default of the status or event sends it.",
    "AUTOMATIC": "Automation sends it.",
    "SUPPRESSED_BY_CALLER": "The caller chose not to send it.",
    "NOT_BY_DEFAULT": "The default of the status does not send it by this channel.",
    "STAFF_ONLY": "The change is for staff only.",
    "NO_RECIPIENT": "The order has no address for this channel.",
    "NO_GATEWAY": "The shop has no gateway for text messages.",
    "VARIABLE_MISSING": "A variable of the text has no value.",
    "SALEOR_SENDS_IT": "Saleor sends its own mail about this.",
    "TOO_OLD": "It happened too long ago to be news.",
    "NOTIFICATIONS_OFF": "The shop has switched messages off.",
    "TEMPLATE_MISSING": "There is no active template for it.",
    "NO_LONGER_TRUE": "What it says was no longer true when it was due.",
    "SUPERSEDED": "A newer message about the status took its place.",
    "UNDONE": "The change behind it was undone.",
    "CANCELED_BY_STAFF": "Staff stopped it.",
    "RESENT": "Staff sent it again.",
}

OrderNotificationReasonEnum = describe_enum(
    "OrderNotificationReasonEnum",
    NotificationReason,
    "Why a message goes out, or does not.",
    REASON_WORDS,
)
