"""Whether an order's consumer can withdraw now, and why not (B-18). Needs legal review. Pure."""

from ..actions import ActionCode, ActionDisabledReason, AvailableAction
from .kinds import OrderRight, Unavailable

Why = ActionDisabledReason
_WHY: dict[Unavailable, ActionDisabledReason] = {
    Unavailable.FEATURE_DISABLED: Why.FEATURE_DISABLED,
    Unavailable.BUSINESS_CUSTOMER: Why.FEATURE_DISABLED,
    Unavailable.EXCLUDED: Why.FEATURE_DISABLED,
    Unavailable.WINDOW_CLOSED: Why.WINDOW_CLOSED,
    Unavailable.NOTHING_LEFT: Why.NOTHING_LEFT,
}


def withdraw_action(right: OrderRight, explanation: str) -> AvailableAction:
    """Return the action with its end; `explanation` says why not, in the reader's language."""
    if right.reason is None:
        return AvailableAction(ActionCode.WITHDRAW, until=right.ends_at)
    return AvailableAction(ActionCode.WITHDRAW, _WHY[right.reason], explanation)
