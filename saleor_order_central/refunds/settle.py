"""Writes the end of a refund with everything that follows from it, in one transaction, once."""

import logging
from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..credit_notes.services import issue_credit_note
from ..host import get_host, refund_actions
from ..host.facts import OrderFacts
from ..host.refund_facts import SourceKind
from ..notifications.messages import NotifyMode
from ..notifications.models import ChannelKind
from ..statuses.acting import Acting, acting
from ..statuses.automation import record_orders
from ..statuses.locks import lock_order_states
from ..statuses.models import StatusRule
from ..statuses.request import StatusChangeRequest
from ..vouchers.services import give_voucher
from .models import OrderRefund, RefundStatus
from .outcome import Outcome
from .request import RefundMethod
from .returned import complete_return, kept_quantities, note_taken_in, returned_quantities
from .telling import tell_done, tell_failed

logger = logging.getLogger(__name__)


def settle(refund_pk: int, outcome: Outcome) -> bool:
    """Write the outcome of a PENDING refund; False when somebody did so before.

    While Saleor's hooks run for it, the order's status follows in the name of whoever refunded, and
    silently: the customer hears of the refund in one message, that of `tell_done`.
    """
    order_pk = OrderRefund.objects.values_list("order_id", flat=True).get(pk=refund_pk)
    with acting(_quietly(OrderRefund.objects.get(pk=refund_pk))), transaction.atomic():
        lock_order_states([order_pk])
        refund_actions.lock_money(order_pk)
        refund = OrderRefund.objects.select_for_update(of=("self",)).get(pk=refund_pk)
        if refund.status != RefundStatus.PENDING:
            return False
        if outcome.status != RefundStatus.FAILURE and refund.method == RefundMethod.MANUAL.value:
            outcome = _write_down(refund, outcome)
        _save(refund, outcome)
        facts = get_host().load_facts([order_pk], using="default")[order_pk]
        if outcome.status == RefundStatus.FAILURE:
            refund.restocked_units.all().delete()
            tell_failed(refund, facts)
        else:
            _follow_up(refund, facts)
        transaction.on_commit(lambda: _follow_status(order_pk))
    return True


def _follow_status(order_pk: Any) -> None:
    """Look at the order's facts once more, while we still act for a person; hooks may have been too early."""
    try:
        record_orders([order_pk])
    except Exception:
        logger.exception("Order %s could not be recorded; the reconcile task will do it.", order_pk)


def _quietly(refund: OrderRefund) -> Acting:
    silence = dict.fromkeys((ChannelKind.EMAIL, ChannelKind.SMS), NotifyMode.SUPPRESS)
    request = StatusChangeRequest(StatusRule.Fact.REFUNDED, modes=silence)
    return Acting(refund.order_id, StatusRule.Fact.REFUNDED, request, refund.author)


def _write_down(refund: OrderRefund, outcome: Outcome) -> Outcome:
    """Record money that was paid by hand in Saleor, where Saleor keeps such refunds."""
    if not refund.source or get_host().line == "saleor2":
        return outcome
    from ..host.refund_requests import write_down

    kind, _, pk = refund.source.partition(":")
    try:
        with transaction.atomic():
            key, refund.granted_refund_pk = write_down(refund.order_id, kind, int(pk), refund.as_grant())
    except refund_actions.RefundRefused as refusal:
        return Outcome(RefundStatus.FAILURE, reason=str(refusal))
    return replace(outcome, source_key=key)


def _save(refund: OrderRefund, outcome: Outcome) -> None:
    refund.status = outcome.status
    refund.source_key = outcome.source_key
    refund.reference = refund.reference or outcome.reference[:512]
    refund.reason = outcome.reason[:512]
    refund.settled_at = timezone.now()
    fields = ["status", "source_key", "reference", "reason", "settled_at", "granted_refund_pk"]
    refund.save(update_fields=fields)


def _follow_up(refund: OrderRefund, facts: OrderFacts) -> None:
    """Do what the four options ask for (002-53), and tell it."""
    lines = list(refund.lines.select_related("order_line"))
    returned = returned_quantities(lines)
    if refund.amount and refund.source.startswith(SourceKind.PAYMENT.value):
        refund_actions.tell_payment_refund(
            refund.order_id,
            int(refund.source.partition(":")[2]),
            refund.amount,
            refund.user_id,
            has_fulfillment=bool(returned),
            kept=kept_quantities(lines),
            has_shipping=refund.shipping_gross > 0,
        )
    taken = refund_actions.take_returned(
        refund.order_id,
        returned,
        amount=refund.amount,
        shipping=refund.shipping_gross,
        user_pk=refund.user_id,
    )
    if refund.return_request_id is not None:
        note_taken_in(refund.return_request_id, taken)
    _restock(refund)
    voucher = give_voucher(refund, facts) if refund.voucher_value else None
    note = issue_credit_note(refund, lines, facts) if refund.wants_credit_note else None
    details = tell_done(refund, facts, voucher=voucher, note=note)
    if refund.completes_return:
        complete_return(refund, details)


def _restock(refund: OrderRefund) -> None:
    """Raise Saleor's stock by the units that the ledger holds for this refund."""
    units: dict[tuple[Any, str], int] = defaultdict(int)
    for line_pk, warehouse in refund.restocked_units.filter(is_done=False).values_list(
        "order_line_id", "warehouse"
    ):
        units[line_pk, warehouse] += 1
    for (line_pk, warehouse), quantity in sorted(units.items(), key=str):
        refund_actions.raise_stock(line_pk, warehouse, quantity)
    refund.restocked_units.update(is_done=True)
