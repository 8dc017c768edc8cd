"""What can be done about returns now, and why not (B-18). Pure; words in the language that is active."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from ..actions import CENTRE_OFF, ActionCode, ActionDisabledReason, AvailableAction
from .eligibility import LineEligibility
from .kinds import IneligibleReason, ReturnState
from .states import CANCELABLE_BY_CUSTOMER, NEXT_STATES, may_follow
from .wording import (
    NO_SUCH_STEP,
    NOTHING_TO_RETURN,
    REASON_MESSAGES,
    REFUND_IS_RUNNING,
    RETURN_IS_OVER,
)

Code = ActionCode
Why = ActionDisabledReason
S = ReturnState

# From what may pass with time or another decision to what never will: the first one found is told.
_WORDS: dict[IneligibleReason, ActionDisabledReason] = {
    IneligibleReason.OPEN_REQUEST_EXISTS: Why.OPEN_REQUEST_EXISTS,
    IneligibleReason.NOT_DELIVERED: Why.NOT_DELIVERED,
    IneligibleReason.NOT_FULFILLED: Why.NOT_SHIPPED,
    IneligibleReason.WINDOW_CLOSED: Why.WINDOW_CLOSED,
    IneligibleReason.ALREADY_RETURNED: Why.NOTHING_LEFT,
    IneligibleReason.QUANTITY_EXCEEDED: Why.NOTHING_LEFT,
    IneligibleReason.ORDER_CANCELED: Why.STATUS_NOT_ALLOWED,
    IneligibleReason.FINAL_SALE: Why.FEATURE_DISABLED,
    IneligibleReason.DIGITAL_LINE: Why.FEATURE_DISABLED,
    IneligibleReason.GIFT_CARD_LINE: Why.FEATURE_DISABLED,
    IneligibleReason.RETURNS_DISABLED: Why.FEATURE_DISABLED,
}


def request_action(lines: Iterable[LineEligibility], *, is_active: bool) -> AvailableAction:
    """Tell whether any line of an order can be asked back; `is_active`: the centre is on."""
    if not is_active:
        return AvailableAction(Code.REQUEST_RETURN, Why.FEATURE_DISABLED, gettext(CENTRE_OFF))
    judged = list(lines)
    returnable = [one for one in judged if one.is_returnable]
    if returnable:
        ends = [one.until for one in returnable]
        last = None if None in ends else max(one for one in ends if one is not None)
        return AvailableAction(Code.REQUEST_RETURN, until=last)
    # Of each line what stands first in its way: a canceled order is not "not shipped yet".
    found = {one.reasons[0] for one in judged}
    reason = next((one for one in _WORDS if one in found), None)
    if reason is None:
        return AvailableAction(Code.REQUEST_RETURN, Why.NOTHING_LEFT, gettext(NOTHING_TO_RETURN))
    return AvailableAction(Code.REQUEST_RETURN, _WORDS[reason], gettext(REASON_MESSAGES[reason]))


_FOR_CUSTOMERS: dict[ActionCode, tuple[ReturnState, ...]] = {
    Code.CANCEL_RETURN: CANCELABLE_BY_CUSTOMER,
    Code.ADD_RETURN_TRACKING: (S.WAITING_PACKAGE, S.PACKAGE_RECEIVED),
}
_FOR_STAFF: dict[ActionCode, tuple[ReturnState, ...]] = {
    Code.ACCEPT_RETURN: tuple(one for one in S if may_follow(one, S.WAITING_PACKAGE)),
    Code.REFUSE_RETURN: tuple(one for one in S if may_follow(one, S.CANCELED)),
    Code.RECEIVE_RETURN: (*(one for one in S if may_follow(one, S.PACKAGE_RECEIVED)), S.PACKAGE_RECEIVED),
    Code.COMPLETE_RETURN: tuple(one for one in S if may_follow(one, S.COMPLETED)),
    Code.ADD_RETURN_TRACKING: (S.WAITING_PACKAGE, S.PACKAGE_RECEIVED),
}


def actions_of_request(
    state: ReturnState, *, for_staff: bool, is_paying: bool = False
) -> Sequence[AvailableAction]:
    """Return every action on a request, for its customer or for staff; `is_paying`: a refund of it runs."""
    table = _FOR_STAFF if for_staff else _FOR_CUSTOMERS
    return [_action(code, state, allowed, is_paying) for code, allowed in table.items()]


def _action(
    code: ActionCode, state: ReturnState, allowed: tuple[ReturnState, ...], is_paying: bool
) -> AvailableAction:
    if state not in allowed:
        return _refused(code, state)
    if is_paying and code in (Code.COMPLETE_RETURN, Code.REFUSE_RETURN):
        return AvailableAction(code, Why.PAYMENT_PENDING, gettext(REFUND_IS_RUNNING))
    return AvailableAction(code)


def _refused(code: ActionCode, state: ReturnState) -> AvailableAction:
    if not NEXT_STATES[state]:
        return AvailableAction(code, Why.ALREADY_DONE, gettext(RETURN_IS_OVER))
    return AvailableAction(code, Why.STATUS_NOT_ALLOWED, gettext(NO_SUCH_STEP))
