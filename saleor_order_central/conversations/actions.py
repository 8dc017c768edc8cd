"""Whether a message or a memo can be written about an order now, and why not (B-18). Pure."""

from django.utils.translation import gettext_noop

from ..actions import CENTRE_OFF, IS_A_DRAFT, ActionCode, ActionDisabledReason, AvailableAction, decide

Why = ActionDisabledReason
MESSAGES_OFF = gettext_noop("Messages are not written here.")


def message_action(*, is_draft: bool, is_on: bool, takes_messages: bool) -> AvailableAction:
    """Return writing to the other side; `takes_messages`: the channel has conversations for customers."""
    return decide(
        ActionCode.SEND_MESSAGE,
        (not is_on, Why.FEATURE_DISABLED, CENTRE_OFF),
        (not takes_messages, Why.FEATURE_DISABLED, MESSAGES_OFF),
        (is_draft, Why.STATUS_NOT_ALLOWED, IS_A_DRAFT),
    )


def memo_action(*, is_draft: bool, is_on: bool) -> AvailableAction:
    """Return adding a memo, for staff only."""
    return decide(
        ActionCode.ADD_MEMO,
        (not is_on, Why.FEATURE_DISABLED, CENTRE_OFF),
        (is_draft, Why.STATUS_NOT_ALLOWED, IS_A_DRAFT),
    )
