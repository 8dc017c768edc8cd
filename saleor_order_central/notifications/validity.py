"""Messages whose reason may have gone while they waited. Pure."""

from collections.abc import Callable, Mapping

from ..config import Settings
from ..host.facts import OrderFacts
from .models import Occasion


def _is_over(facts: OrderFacts) -> bool:
    return facts.is_canceled or facts.is_expired


def _is_going_on(facts: OrderFacts, _settings: Settings) -> bool:
    return not _is_over(facts)


def _lacks_information(facts: OrderFacts, _settings: Settings) -> bool:
    return not _is_over(facts) and bool(facts.missing_information)


def _may_ask_for_review(facts: OrderFacts, _settings: Settings) -> bool:
    return not _is_over(facts) and not facts.is_fully_returned


def _is_payment_open(facts: OrderFacts, settings: Settings) -> bool:
    is_paid = facts.money.is_fully_charged or (
        settings.paid_when_authorized and facts.money.is_fully_authorized
    )
    return not _is_over(facts) and not is_paid


def _is_being_worked_on(facts: OrderFacts, _settings: Settings) -> bool:
    return not _is_over(facts) and not facts.is_fully_fulfilled


_CHECKS: Mapping[str, Callable[[OrderFacts, Settings], bool]] = {
    Occasion.ORDER_ACCEPTED: _is_going_on,
    Occasion.INFORMATION_MISSING: _lacks_information,
    Occasion.PAYMENT_AWAITED: _is_payment_open,
    Occasion.REVIEW_REQUEST: _may_ask_for_review,
    Occasion.PAYMENT_REMINDER: _is_payment_open,
    Occasion.STILL_WORKING: _is_being_worked_on,
}
RECHECKED = frozenset(_CHECKS)


def is_still_true(occasion: str, facts: OrderFacts, settings: Settings) -> bool:
    """Tell whether a message of an occasion in `RECHECKED` may still be sent."""
    return _CHECKS[Occasion(occasion)](facts, settings)
