"""Carries a refund out once, whatever happens in between (002-48 … 002-58).

1. `reserve` writes it down as PENDING, under the order's lock.
2. `asked_at` is set and committed, by one process only.
3. The gateway is asked. Saleor stores what it says, and our key of that row is stored with it.
4. `settle` writes the result and everything that follows from it, in one transaction.

A process that dies between 3 and 4 leaves a PENDING refund whose result Saleor knows: `recover_refunds`
reads it there. Where Saleor does not know either, the refund stays PENDING and says so.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import Author
from ..host import refund_actions
from ..host.refund_facts import RefundFacts, SourceKind
from ..host.refund_reading import load_refund_facts
from .models import OrderRefund, RefundStatus
from .outcome import Outcome, outcome_in
from .request import RefundMethod, RefundRequest
from .reserve import reserve
from .settle import settle

logger = logging.getLogger(__name__)

NO_ANSWER = "The gateway was asked and has not said what it did."
ON_ITS_WAY = "The gateway has taken the refund on and will report how it ended."


def refund_order(
    order_pk: Any, request: RefundRequest, *, author: Author, handles_payments: bool
) -> OrderRefund:
    """Refund once. The same key with the same content returns the first refund as it is now.

    Raises OrderCentralFault before anything happens; a refusal of the gateway is no fault but a refund
    with the status FAILURE and the gateway's words as its reason.
    """
    refund = reserve(order_pk, request, author=author, handles_payments=handles_payments)
    carry_out(refund.pk)
    return OrderRefund.objects.get(pk=refund.pk)


def carry_out(refund_pk: int) -> None:
    """Do what is left to do of a PENDING refund; safe to repeat and to run twice at the same time."""
    refund = OrderRefund.objects.get(pk=refund_pk)
    if refund.status != RefundStatus.PENDING:
        return
    if refund.method != RefundMethod.ORIGINAL_TRANSACTION.value:
        settle(refund_pk, Outcome(RefundStatus.MANUAL_DONE if refund.method else RefundStatus.SUCCESS))
        return
    if refund.asked_at is None and _claim(refund):
        _ask(refund)
    else:
        follow(refund_pk)


def follow(refund_pk: int, facts: RefundFacts | None = None) -> bool:
    """Settle a refund by what Saleor has stored meanwhile; False while nobody knows."""
    refund = OrderRefund.objects.get(pk=refund_pk)
    facts = facts or load_refund_facts([refund.order_id], using="default")[refund.order_id]
    outcome = outcome_in(facts, refund)
    if outcome is None:
        return False
    return settle(refund_pk, outcome)


def _claim(refund: OrderRefund) -> bool:
    """Let exactly one process ask; committed before anybody is asked."""
    with transaction.atomic():
        refund_actions.lock_order(refund.order_id)
        waiting = OrderRefund.objects.filter(pk=refund.pk, status=RefundStatus.PENDING, asked_at=None)
        if not waiting.update(asked_at=timezone.now(), reason=NO_ANSWER):
            return False
        if refund.source.startswith(SourceKind.TRANSACTION.value):
            _store_request(refund)
    return True


def _store_request(refund: OrderRefund) -> None:
    """Store Saleor's request and granted refund together with `asked_at`: all or nothing."""
    from ..host.refund_requests import store_request

    granted = store_request(refund.order_id, _source_pk(refund), refund.as_grant())
    OrderRefund.objects.filter(pk=refund.pk).update(granted_refund_pk=granted)


def _source_pk(refund: OrderRefund) -> int:
    return int(refund.source.partition(":")[2])


def _ask(refund: OrderRefund) -> None:
    try:
        if refund.source.startswith(SourceKind.TRANSACTION.value):
            _ask_app(refund)
        else:
            _ask_gateway(refund)
    except refund_actions.RefundRefused as refusal:
        settle(refund.pk, Outcome(RefundStatus.FAILURE, reason=str(refusal)))
    except refund_actions.OutcomeUnknown as doubt:
        _note(refund, f"{NO_ANSWER} {doubt}")
    except Exception as error:
        # The gateway's code broke down in the middle: it may have paid. Never guess, never lose it.
        logger.exception("Refund %s: the gateway failed without an answer.", refund.key)
        _note(refund, f"{NO_ANSWER} {type(error).__name__}")


def _ask_gateway(refund: OrderRefund) -> None:
    def keep(answer: refund_actions.Answer) -> None:
        row = OrderRefund.objects.filter(pk=refund.pk)
        row.update(source_key=answer.settled_by, reference=answer.reference[:512])

    answer = refund_actions.refund_payment(
        _source_pk(refund), refund.amount, key=refund.gateway_key, keep=keep
    )
    if answer.settled_by:
        settle(refund.pk, Outcome(RefundStatus.SUCCESS, answer.settled_by, answer.reference))
    else:
        _note(refund, ON_ITS_WAY)


def _ask_app(refund: OrderRefund) -> None:
    from ..host.refund_requests import send_request

    send_request(refund.gateway_key)
    if not follow(refund.pk):
        _note(refund, ON_ITS_WAY)


def _note(refund: OrderRefund, reason: str) -> None:
    waiting = OrderRefund.objects.filter(pk=refund.pk, status=RefundStatus.PENDING)
    waiting.update(reason=reason[:512])
