"""What staff can do about an order's status and its one-click events now, and why not (B-18). Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from ..actions import CENTRE_OFF, IS_A_DRAFT, ActionCode, ActionDisabledReason, AvailableAction, decide
from ..host.facts import OrderFacts
from .models import OrderStatusDefinition
from .workflow import Step, is_sound, is_usable

Code = ActionCode
Why = ActionDisabledReason
IS_OVER = gettext_noop("The order is canceled.")
IS_OUT = gettext_noop("Something of the order was sent, or waits to be sent.")
NOTHING_FOLLOWS = gettext_noop("No other status may follow by the rules.")
IS_PAID = gettext_noop("The order was paid.")
PAYMENT_EXISTS = gettext_noop("The order has a payment; Saleor marks only orders without one as paid.")
NO_BILLING_ADDRESS = gettext_noop("Saleor needs the billing address first.")


def status_actions(
    facts: OrderFacts,
    present: OrderStatusDefinition | None,
    statuses: Iterable[OrderStatusDefinition],
    *,
    is_on: bool,
) -> tuple[AvailableAction, ...]:
    """Return changing the status, canceling and marking as paid, worded in the active language.

    `present` is the order's status, None without one; `is_on`: the centre is on. A status that only a forced
    change reaches does not count. Canceling and marking as paid follow what Saleor's own mutations allow.
    """
    first = (
        (not is_on, Why.FEATURE_DISABLED, CENTRE_OFF),
        (facts.is_draft, Why.STATUS_NOT_ALLOWED, IS_A_DRAFT),
    )
    can_follow = any(_may_follow(present, one, facts) for one in statuses)
    # Saleor calls an order unpaid again when its money went back.
    was_paid = facts.money.is_fully_charged or facts.money.refunded >= facts.money.total
    has_address = "billingAddress" not in facts.missing_information
    return (
        decide(Code.CHANGE_STATUS, *first, (not can_follow, Why.STATUS_NOT_ALLOWED, NOTHING_FOLLOWS)),
        decide(
            Code.CANCEL,
            *first,
            (facts.is_canceled or facts.is_expired, Why.ALREADY_DONE, IS_OVER),
            (not facts.can_cancel, Why.STATUS_NOT_ALLOWED, IS_OUT),
        ),
        decide(
            Code.MARK_PAID,
            *first,
            (was_paid, Why.ALREADY_DONE, IS_PAID),
            (facts.has_payment, Why.PAYMENT_PENDING, PAYMENT_EXISTS),
            (not has_address, Why.STATUS_NOT_ALLOWED, NO_BILLING_ADDRESS),
        ),
    )


def _may_follow(
    present: OrderStatusDefinition | None, target: OrderStatusDefinition, facts: OrderFacts
) -> bool:
    is_another = present is None or present.pk != target.pk
    return is_another and is_usable(target, facts.channel) and is_sound(Step(present, target, facts))
