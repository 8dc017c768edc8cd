"""Which ways to give back an order offers now, and why not (002-49, 002-50). Pure."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext, gettext_noop

from ..host.refund_facts import RefundFacts
from .plan import Standing, returnable
from .sources import left_to_refund


class ActionCode(str, Enum):
    """What staff can do with an order."""

    RETURN_PRODUCTS = "RETURN_PRODUCTS"
    PARTIAL_REFUND = "PARTIAL_REFUND"
    FULL_REFUND = "FULL_REFUND"
    MARK_REFUNDED = "MARK_REFUNDED"


class DisabledReason(str, Enum):
    """Why an action is not available."""

    STATUS_NOT_ALLOWED = "STATUS_NOT_ALLOWED"
    NOT_PAID = "NOT_PAID"
    NOT_SHIPPED = "NOT_SHIPPED"
    NOTHING_LEFT = "NOTHING_LEFT"
    PAYMENT_PENDING = "PAYMENT_PENDING"


REASON_WORDS = {
    DisabledReason.STATUS_NOT_ALLOWED: gettext_noop("A draft is no order yet."),
    DisabledReason.NOT_PAID: gettext_noop("Nothing was paid."),
    DisabledReason.NOT_SHIPPED: gettext_noop("Nothing was sent."),
    DisabledReason.NOTHING_LEFT: gettext_noop("Nothing is left to give back."),
    DisabledReason.PAYMENT_PENDING: gettext_noop("A refund is still running."),
}


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """An action and, when it is not available, the reason."""

    code: ActionCode
    reason: DisabledReason | None = None

    @property
    def is_available(self) -> bool:
        """Whether it can be done now."""
        return self.reason is None

    @property
    def reason_text(self) -> str | None:
        """Say the reason in the active language."""
        return None if self.reason is None else gettext(REASON_WORDS[self.reason])


def refund_actions(facts: RefundFacts, standing: Standing, *, is_draft: bool) -> tuple[AvailableAction, ...]:
    """Return every action, in the order of ActionCode."""
    money = DisabledReason.STATUS_NOT_ALLOWED if is_draft else _about_money(facts, standing)
    goods = money or _about_goods(facts, standing)
    return tuple(
        AvailableAction(code, goods if code is ActionCode.RETURN_PRODUCTS else money) for code in ActionCode
    )


def _about_money(facts: RefundFacts, standing: Standing) -> DisabledReason | None:
    if not facts.sources and not facts.refunds:
        return DisabledReason.NOT_PAID
    if left_to_refund(facts, standing.held) > 0:
        return None
    return DisabledReason.PAYMENT_PENDING if standing.is_running else DisabledReason.NOTHING_LEFT


def _about_goods(facts: RefundFacts, standing: Standing) -> DisabledReason | None:
    if not any(line.shipped for line in facts.lines):
        return DisabledReason.NOT_SHIPPED
    if not any(returnable(line, standing) > 0 for line in facts.lines):
        return DisabledReason.NOTHING_LEFT
    return None
