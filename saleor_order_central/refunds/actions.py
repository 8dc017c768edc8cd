"""Which ways to give back an order offers now, and why not (002-49, 002-50). Pure."""

from django.utils.translation import gettext, gettext_noop

from ..actions import IS_A_DRAFT, ActionCode, ActionDisabledReason, AvailableAction
from ..host.refund_facts import RefundFacts
from .plan import Standing, returnable
from .sources import is_promised_elsewhere, left_to_refund

Why = ActionDisabledReason
_CODES = (
    ActionCode.RETURN_PRODUCTS,
    ActionCode.PARTIAL_REFUND,
    ActionCode.FULL_REFUND,
    ActionCode.MARK_REFUNDED,
)
_WORDS = {
    Why.STATUS_NOT_ALLOWED: IS_A_DRAFT,
    Why.NOT_PAID: gettext_noop("Nothing was paid."),
    Why.NOT_SHIPPED: gettext_noop("Nothing was sent."),
    Why.NOTHING_LEFT: gettext_noop("Nothing is left to give back."),
    Why.PAYMENT_PENDING: gettext_noop("A refund is still running."),
}


def refund_actions(facts: RefundFacts, standing: Standing, *, is_draft: bool) -> tuple[AvailableAction, ...]:
    """Return the four ways to give back, each with its reason in the active language."""
    money = Why.STATUS_NOT_ALLOWED if is_draft else _about_money(facts, standing)
    goods = money or _about_goods(facts, standing)
    return tuple(_action(code, goods if code is ActionCode.RETURN_PRODUCTS else money) for code in _CODES)


def _action(code: ActionCode, reason: Why | None) -> AvailableAction:
    return AvailableAction(code, reason, gettext(_WORDS[reason]) if reason else "")


def _about_money(facts: RefundFacts, standing: Standing) -> Why | None:
    if not (facts.sources or facts.refunds or facts.requests):
        return Why.NOT_PAID
    if left_to_refund(facts, standing.held) > 0:
        return None
    is_running = standing.is_running or is_promised_elsewhere(facts)
    return Why.PAYMENT_PENDING if is_running else Why.NOTHING_LEFT


def _about_goods(facts: RefundFacts, standing: Standing) -> Why | None:
    if not any(line.shipped for line in facts.lines):
        return Why.NOT_SHIPPED
    if not any(returnable(line, standing) > 0 for line in facts.lines):
        return Why.NOTHING_LEFT
    return None
