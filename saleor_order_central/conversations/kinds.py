"""Words that conversations are described with, named as in the API. Pure."""

from enum import Enum


class ThreadStatus(str, Enum):
    """State of a conversation. What the two pending ones mean is up to the team (002-24)."""

    OPEN = "OPEN"
    PENDING_1 = "PENDING_1"
    PENDING_2 = "PENDING_2"
    CLOSED = "CLOSED"


class MessageOrigin(str, Enum):
    """How a message arrived."""

    STOREFRONT = "STOREFRONT"
    CONTACT_FORM = "CONTACT_FORM"
    EMAIL_REPLY = "EMAIL_REPLY"
    PHONE = "PHONE"
    STAFF = "STAFF"
    API = "API"


class MailState(str, Enum):
    """What became of an e-mail that came in."""

    ACCEPTED = "ACCEPTED"
    HELD = "HELD"
    DISMISSED = "DISMISSED"
    AUTOMATIC = "AUTOMATIC"
    BOUNCE = "BOUNCE"
    EMPTY = "EMPTY"


class HeldReason(str, Enum):
    """Why staff must decide about an e-mail."""

    WRONG_SENDER = "WRONG_SENDER"
    NOT_AUTHENTIC = "NOT_AUTHENTIC"
    TOO_MANY = "TOO_MANY"
    THREAD_FULL = "THREAD_FULL"


# Closed stays last: lists of states are shown in this order.
ACTIVE_STATUSES = (ThreadStatus.OPEN, ThreadStatus.PENDING_1, ThreadStatus.PENDING_2)


def choices(kind: type[Enum]) -> list[tuple[str, str]]:
    """Return the values of an enum as a column takes them."""
    return [(one.value, one.value) for one in kind]
