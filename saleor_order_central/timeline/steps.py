"""The five main steps, each decided by facts alone (000-20 … 000-24, 000-26, 001-08, B-01)."""

from ..host.facts import CoreEventKind, InvoiceFacts, ShipmentFacts
from .draft import Draft
from .proof import delivery_evidence, event_or_order, last_event, parcel_evidence, status_evidence
from .situation import Situation
from .trail import newest_with_fact
from .view import Evidence, StepCode
from .wording import ITEMS_RETURNED, ORDER_RECEIVED, PAYMENT_AUTHORIZED, PAYMENT_RECEIVED, STEP_LABELS

SLUGS: dict[StepCode, str] = {code: code.value.lower() for code in StepCode}
_PACKED_STAGES = ("READY_TO_SHIP", "SENT")


def new_draft(situation: Situation, code: StepCode, missing: tuple[str, ...] = ()) -> Draft:
    """Pending step with its customer-facing label (000-10)."""
    return Draft(code, situation.words[STEP_LABELS[code]], SLUGS[code], missing)


def main_drafts(situation: Situation) -> list[Draft]:
    """PLACED, PAID, PREPARING, SENT and DELIVERED, in this order."""
    sent = _sent(situation)
    delivered = _delivered(situation)
    preparing = _preparing(situation, sent, delivered)
    drafts = [_placed(situation), _paid(situation), preparing, sent, delivered]
    if situation.is_canceled:
        _stop(drafts)
    return drafts


def _stop(drafts: list[Draft]) -> None:
    """000-26: a canceled order is neither on its way nor delivered; what was paid and packed stays true."""
    for draft in drafts:
        if not draft.is_done or draft.code is StepCode.SENT or draft.code is StepCode.DELIVERED:
            draft.skip()


def _placed(situation: Situation) -> Draft:
    """000-20: done for every order."""
    facts = situation.facts
    draft = new_draft(situation, StepCode.PLACED)
    event = next((event for event in facts.events if event.kind is CoreEventKind.PLACED), None)
    draft.complete(event_or_order(event, situation.words[ORDER_RECEIVED], facts.placed_at))
    return draft


def _paid(situation: Situation) -> Draft:
    """000-21: done only with a payment confirmation; 000-27: then it carries the first invoice."""
    draft = new_draft(situation, StepCode.PAID, ("payment",))
    evidence = _payment_proof(situation)
    if evidence is not None:
        draft.complete(evidence)
        draft.invoice = next((invoice for invoice in situation.facts.invoices if is_shown(invoice)), None)
    return draft


def is_shown(invoice: InvoiceFacts) -> bool:
    """000-27: an invoice needs a number or an address to be worth a link."""
    return bool(invoice.number or invoice.url)


def _payment_proof(situation: Situation) -> Evidence | None:
    """A status never proves a payment, and a later refund does not undo its confirmation."""
    facts, money, words = situation.facts, situation.facts.money, situation.words
    if money.is_fully_charged:
        event = last_event(facts, CoreEventKind.PAID)
        return event_or_order(event, words[PAYMENT_RECEIVED], money.paid_at)
    if situation.rules.paid_when_authorized and money.is_fully_authorized:
        return event_or_order(None, words[PAYMENT_AUTHORIZED], money.authorized_at)
    if money.refunded > 0 and (event := last_event(facts, CoreEventKind.PAID)) is not None:
        return event_or_order(event, words[PAYMENT_RECEIVED], money.paid_at)
    return None


def _preparing(situation: Situation, sent: Draft, delivered: Draft) -> Draft:
    """001-08: done once the goods are packed."""
    draft = new_draft(situation, StepCode.PREPARING, ("picking",))
    evidence = _packing_proof(situation)
    if evidence is None:
        evidence = sent.evidence or delivered.evidence
    if evidence is not None:
        draft.complete(evidence)
    return draft


def _packing_proof(situation: Situation) -> Evidence | None:
    """Earliest fact that needs packed goods: ready to ship (001-10) or a shipment, even a waiting one.

    A past "ready to ship" only dates a step that is done anyway: the order may be back in picking.
    """
    shipments = situation.shipments
    is_packed = situation.stage in _PACKED_STAGES
    if not is_packed and not shipments.active:
        return None
    proofs = [status_evidence(m) for fact in _PACKED_STAGES if (m := newest_with_fact(situation.trail, fact))]
    proofs += [parcel_evidence(shipment, situation.words) for shipment in shipments.active]
    return min(proofs, key=lambda proof: (proof.date is None, proof.date or situation.facts.placed_at))


def _sent(situation: Situation) -> Draft:
    """000-22: done only with shipping date AND code."""
    draft = new_draft(situation, StepCode.SENT)
    draft.parcels = situation.parcels
    if not situation.is_sent_applicable:
        draft.skip()
    elif situation.shipments.complete and situation.is_all_gone:
        newest = max(situation.shipments.complete, key=_shipped_at)
        draft.complete(parcel_evidence(newest, situation.words))
    elif not situation.rules.strict_sent_step and (said := newest_with_fact(situation.trail, "SENT")):
        draft.complete(status_evidence(said))
    else:
        draft.missing = _missing_to_send(situation)
    return draft


def _shipped_at(shipment: ShipmentFacts) -> float:
    return shipment.shipped_at.timestamp() if shipment.shipped_at else 0.0


def _missing_to_send(situation: Situation) -> tuple[str, ...]:
    """B-01: code and date must meet in ONE shipment, so each half-known shipment names its other half."""
    shipments = situation.shipments
    if shipments.complete:
        return ("remainingItems",)
    is_date_missing = shipments.has_code
    is_code_missing = bool(shipments.left)
    if is_date_missing == is_code_missing:
        return ("shippedAt", "code")
    return ("shippedAt",) if is_date_missing else ("code",)


def _delivered(situation: Situation) -> Draft:
    """000-23: done by the carriers' word, a concluded status, or because goods that all left came back."""
    draft = new_draft(situation, StepCode.DELIVERED, ("delivery",))
    facts = situation.facts
    if situation.delivered_at is not None:
        draft.complete(delivery_evidence(situation.delivered_at, situation.words))
    elif situation.concluding is not None:
        draft.complete(status_evidence(situation.concluding))
    elif facts.returned_at is not None and situation.is_all_gone:
        event = last_event(facts, CoreEventKind.RETURNED)
        draft.complete(event_or_order(event, situation.words[ITEMS_RETURNED], facts.returned_at))
    return draft
