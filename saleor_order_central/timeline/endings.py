"""Steps that are added at the end when they apply: canceled, returned, refunded (000-26)."""

from ..host.facts import CoreEventKind
from .draft import Draft
from .proof import event_or_order, last_event, status_evidence
from .situation import Situation
from .steps import new_draft
from .view import Evidence, StepCode, StepState
from .wording import EXPIRED_LABEL, ITEMS_RETURNED, MONEY_REFUNDED, ORDER_CANCELED, ORDER_EXPIRED


def ending_drafts(situation: Situation) -> list[Draft]:
    """The endings that the order has, in the order of the timeline."""
    drafts = []
    if situation.is_canceled:
        drafts.append(_canceled(situation))
    if situation.facts.returned_at is not None:
        drafts.append(_returned(situation))
    if situation.facts.money.refunded > 0:
        drafts.append(_refunded(situation))
    return drafts


def is_fully_refunded(situation: Situation) -> bool:
    """All the money went back."""
    money = situation.facts.money
    return money.refunded > 0 and money.refunded >= money.total


def _canceled(situation: Situation) -> Draft:
    draft = new_draft(situation, StepCode.CANCELED)
    facts = situation.facts
    if facts.is_expired and not facts.is_canceled:
        draft.label = situation.words[EXPIRED_LABEL]
    draft.complete(_cancelation_proof(situation))
    draft.state = StepState.FAILED
    return draft


def _cancelation_proof(situation: Situation) -> Evidence:
    """Saleor's own word comes before a status, because it also released the stock."""
    facts, words = situation.facts, situation.words
    if facts.is_canceled:
        event = last_event(facts, CoreEventKind.CANCELED)
        return event_or_order(event, words[ORDER_CANCELED], facts.canceled_at)
    if facts.is_expired or situation.canceling is None:
        event = last_event(facts, CoreEventKind.EXPIRED)
        return event_or_order(event, words[ORDER_EXPIRED], facts.canceled_at)
    return status_evidence(situation.canceling)


def _returned(situation: Situation) -> Draft:
    facts = situation.facts
    draft = new_draft(situation, StepCode.RETURNED)
    event = last_event(facts, CoreEventKind.RETURNED)
    missing = () if facts.is_fully_returned else ("remainingItems",)
    draft.complete(event_or_order(event, situation.words[ITEMS_RETURNED], facts.returned_at), missing=missing)
    return draft


def _refunded(situation: Situation) -> Draft:
    facts = situation.facts
    draft = new_draft(situation, StepCode.REFUNDED)
    event = last_event(facts, CoreEventKind.REFUNDED)
    missing = () if is_fully_refunded(situation) else ("remainingAmount",)
    draft.complete(
        event_or_order(event, situation.words[MONEY_REFUNDED], facts.money.refunded_at), missing=missing
    )
    return draft
