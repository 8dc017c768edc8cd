"""How a refund ended, read from what Saleor stored. Pure, given the rows: nothing is guessed."""

from collections.abc import Collection
from dataclasses import dataclass

from ..host.refund_facts import RefundFacts, RequestState, SaleorRefund, SourceKind
from .models import OrderRefund, RefundStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a refund: its RefundStatus, which SaleorRefund it is, the provider's reference, and why it failed."""

    status: str
    source_key: str = ""
    reference: str = ""
    reason: str = ""


def outcome_in(facts: RefundFacts, refund: OrderRefund, taken: Collection[str]) -> Outcome | None:
    """Return how an asked refund ended, None while Saleor does not know. `taken` belongs to others."""
    if refund.source.startswith(SourceKind.TRANSACTION.value):
        return _by_request(facts, refund)
    found = [one for one in facts.refunds if _fits(one, refund) and one.key not in taken]
    return Outcome(RefundStatus.SUCCESS, found[0].key, found[0].reference) if len(found) == 1 else None


def _by_request(facts: RefundFacts, refund: OrderRefund) -> Outcome | None:
    """Transactions keep our key with the request, so there is exactly one answer."""
    request = next((one for one in facts.requests if one.key == refund.gateway_key), None)
    if request is None or request.state not in (RequestState.SUCCESS, RequestState.FAILURE):
        return None
    if request.state is RequestState.FAILURE:
        return Outcome(RefundStatus.FAILURE, reference=request.reference, reason=request.message)
    return Outcome(RefundStatus.SUCCESS, request.settled_by, request.reference)


def _fits(one: SaleorRefund, refund: OrderRefund) -> bool:
    """Payments keep no key of ours: the refund of the same sum that came after we asked is ours.

    When there are several, nobody can tell, and the refund stays PENDING.
    """
    return (
        one.source == refund.source
        and one.amount == refund.amount
        and refund.asked_at is not None
        and one.happened_at >= refund.asked_at
    )
