"""Actions with the reason why they are not available, so that a storefront holds no rules (B-18)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.translation import gettext, gettext_noop

CENTRE_OFF = gettext_noop("The order centre is off.")
IS_A_DRAFT = gettext_noop("A draft is no order yet.")


class ActionCode(str, Enum):
    """What can be done about an order or something of it."""

    CHANGE_STATUS = "CHANGE_STATUS"
    SEND_MESSAGE = "SEND_MESSAGE"
    ADD_MEMO = "ADD_MEMO"
    CANCEL = "CANCEL"
    MARK_PAID = "MARK_PAID"
    OPEN_INVOICE = "OPEN_INVOICE"
    TRACK = "TRACK"
    REQUEST_RETURN = "REQUEST_RETURN"
    CANCEL_RETURN = "CANCEL_RETURN"
    ADD_RETURN_TRACKING = "ADD_RETURN_TRACKING"
    ACCEPT_RETURN = "ACCEPT_RETURN"
    REFUSE_RETURN = "REFUSE_RETURN"
    RECEIVE_RETURN = "RECEIVE_RETURN"
    COMPLETE_RETURN = "COMPLETE_RETURN"
    RETURN_PRODUCTS = "RETURN_PRODUCTS"
    PARTIAL_REFUND = "PARTIAL_REFUND"
    FULL_REFUND = "FULL_REFUND"
    MARK_REFUNDED = "MARK_REFUNDED"
    WITHDRAW = "WITHDRAW"


class ActionDisabledReason(str, Enum):
    """Why not now."""

    FEATURE_DISABLED = "FEATURE_DISABLED"
    NOT_SHIPPED = "NOT_SHIPPED"
    NOT_DELIVERED = "NOT_DELIVERED"
    STATUS_NOT_ALLOWED = "STATUS_NOT_ALLOWED"
    WINDOW_CLOSED = "WINDOW_CLOSED"
    NOTHING_LEFT = "NOTHING_LEFT"
    OPEN_REQUEST_EXISTS = "OPEN_REQUEST_EXISTS"
    ALREADY_DONE = "ALREADY_DONE"
    NOT_PAID = "NOT_PAID"
    PAYMENT_PENDING = "PAYMENT_PENDING"


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """An action: available when there is no `reason`. `explanation` is for people, in the reader's language.

    `until` is the last moment when it can be done, None without a known end.
    """

    code: ActionCode
    reason: ActionDisabledReason | None = None
    explanation: str = ""
    until: datetime | None = None


Obstacle = tuple[bool, ActionDisabledReason, str]


def decide(code: ActionCode, *obstacles: Obstacle) -> AvailableAction:
    """Return the action: the first obstacle that stands is told in the active language.

    An obstacle is whether it stands, its reason, and its English words. Pure.
    """
    for stands, reason, words in obstacles:
        if stands:
            return AvailableAction(code, reason, gettext(words))
    return AvailableAction(code)
