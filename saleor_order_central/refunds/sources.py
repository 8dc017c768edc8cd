"""Where the money of a refund comes from, and how much there is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host.refund_facts import MoneySource, RefundFacts, RequestState, SourceKind
from .request import RefundMethod, RefundRequest


@dataclass(frozen=True, slots=True)
class ChosenSource:
    """The payment or transaction that a refund goes through."""

    name: str
    kind: SourceKind
    pk: int
    is_manual: bool
    is_recorded_in_saleor: bool


class Held(Protocol):
    """The part of a Standing that is read here."""

    @property
    def held_by_source(self) -> Mapping[str, Decimal]:
        """Return promised money by source."""


def left_to_refund(facts: RefundFacts, held: Decimal) -> Decimal:
    """Return the ceiling: charged, less refunded, less everything that still runs.

    Saleor has taken refunds off what its sources hold; `held` is what we promised beyond that.
    """
    charged = sum((source.held for source in facts.sources), Decimal(0))
    elsewhere = _asked_elsewhere(facts) + sum(facts.granted.values(), Decimal(0))
    return max(charged - held - elsewhere, Decimal(0))


def is_promised_elsewhere(facts: RefundFacts) -> bool:
    """Tell whether others granted money in Saleor, or asked for some that is still on its way."""
    running = (RequestState.ASKED, RequestState.COUNTED)
    return bool(facts.granted) or any(one.state in running for one in facts.requests)


def _asked_elsewhere(facts: RefundFacts, source: str = "") -> Decimal:
    """Sum up requests of others that nobody has answered and Saleor does not count yet."""
    return sum(
        (
            one.amount
            for one in facts.requests
            if one.state is RequestState.ASKED and not one.is_ours and (not source or one.source == source)
        ),
        Decimal(0),
    )


def choose_source(
    facts: RefundFacts, request: RefundRequest, standing: Held, amount: Decimal
) -> tuple[RefundMethod, ChosenSource | None]:
    """Return how the money goes back and through what; None when only we write it down.

    Raises OrderCentralFault: NOT_FOUND for an unknown source, INVALID for a method that the order's
    payments do not allow, AMOUNT_EXCEEDED when no single one holds so much.
    """
    free = {one.name: _free(one, facts, standing) for one in facts.sources}
    if request.source:
        found = facts.source(request.source)
        if found is None:
            raise not_found("transactionId", "The order has no such payment with money.")
        candidates = [found]
    else:
        candidates = sorted(facts.sources, key=lambda one: (one.is_manual, -free[one.name], one.name))
    if request.method is RefundMethod.MANUAL:
        fitting = [one for one in candidates if one.is_manual and free[one.name] >= amount]
        return RefundMethod.MANUAL, _chosen(fitting[0]) if fitting else None
    if request.method is RefundMethod.ORIGINAL_TRANSACTION:
        candidates = [one for one in candidates if not one.is_manual]
        if not candidates:
            raise invalid("method", "The order was paid by hand: its money goes back by hand, too.")
    source = next((one for one in candidates if free[one.name] >= amount), None)
    if source is None:
        raise OrderCentralFault(
            "No single payment of the order holds so much: refund it in parts.",
            ErrorCode.AMOUNT_EXCEEDED,
            field="amount",
        )
    if not source.is_manual and facts.has_gift_card_lines:
        raise invalid("order", "Saleor does not refund orders with gift cards through a payment.")
    method = RefundMethod.MANUAL if source.is_manual else RefundMethod.ORIGINAL_TRANSACTION
    return method, _chosen(source)


def _free(source: MoneySource, facts: RefundFacts, standing: Held) -> Decimal:
    promised = standing.held_by_source.get(source.name, Decimal(0))
    granted = facts.granted.get(source.name, Decimal(0))
    return source.held - promised - granted - _asked_elsewhere(facts, source.name)


def _chosen(source: MoneySource) -> ChosenSource:
    return ChosenSource(source.name, source.kind, source.pk, source.is_manual, source.is_recorded_in_saleor)
