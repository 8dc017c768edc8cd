"""How a refund ended, read from what Saleor stored. Pure, given the rows: nothing is guessed."""

from dataclasses import dataclass

from ..host.refund_facts import RefundFacts, RequestState, SaleorRefund, SourceKind
from .models import OrderRefund, RefundStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a refund: a RefundStatus, the SaleorRefund's key, the provider's words for both."""

    status: str
    source_key: str = ""
    reference: str = ""
    reason: str = ""


def outcome_in(facts: RefundFacts, refund: OrderRefund) -> Outcome | None:
    """Return how an asked refund ended, None while Saleor does not know."""
    if refund.source.startswith(SourceKind.TRANSACTION.value):
        return _by_request(facts, refund)
    found = next((one for one in facts.refunds if is_of(one, refund)), None)
    return Outcome(RefundStatus.SUCCESS, found.key, found.reference) if found else None


def is_of(found: SaleorRefund, refund: OrderRefund) -> bool:
    """Tell whether a refund of Saleor is the one that a refund of ours asked a payment for.

    By the key that was stored with it; where the gateway only took it on, by the gateway's reference.
    """
    if refund.source_key:
        return found.key == refund.source_key
    return bool(refund.reference) and (found.source, found.reference) == (refund.source, refund.reference)


def _by_request(facts: RefundFacts, refund: OrderRefund) -> Outcome | None:
    """Transactions keep our key with the request, so there is exactly one answer."""
    request = next((one for one in facts.requests if one.key == refund.gateway_key), None)
    if request is None or request.state not in (RequestState.SUCCESS, RequestState.FAILURE):
        return None
    if request.state is RequestState.FAILURE:
        return Outcome(RefundStatus.FAILURE, reference=request.reference, reason=request.message)
    return Outcome(RefundStatus.SUCCESS, request.settled_by, request.reference)
