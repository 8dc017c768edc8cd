"""Follows refunds to their end, and takes over those that were made in Saleor itself."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import SYSTEM
from ..host import get_host, refund_actions
from ..host.refund_facts import RefundFacts, SaleorRefund
from ..host.refund_reading import load_refund_facts, orders_with_refunds
from ..statuses.locks import lock_order_states
from .models import OrderRefund, RefundStatus
from .outcome import is_of
from .request import RefundKind, RefundMethod
from .services import carry_out, follow
from .telling import tell_found

logger = logging.getLogger(__name__)

BATCH = 500
# Younger ones are still at work in the process that made them.
LEFT_ALONE = timedelta(minutes=1)


def follow_refunds(order_pks: Iterable[Any]) -> None:
    """Look at what Saleor says of the orders' refunds now; hooks and the reconcile task call it."""
    pks = iter(order_pks)
    while chunk := list(islice(pks, BATCH)):
        waiting = OrderRefund.objects.filter(order_id__in=chunk, status=RefundStatus.PENDING)
        for refund_pk in waiting.exclude(asked_at=None).values_list("pk", flat=True):
            _one_by_one(follow, refund_pk)
        for order_pk in orders_with_refunds(chunk, using="default"):
            _one_by_one(take_over_found, order_pk)


def _one_by_one(step: Callable[[Any], Any], pk: Any) -> None:
    """A refund that cannot be followed must not keep the others from it."""
    try:
        step(pk)
    except Exception:
        logger.exception("%s of %s failed; it is tried again later.", step.__name__, pk)


def recover_refunds() -> int:
    """Go on with refunds whose process has died, and ask Saleor about those that nobody answered.

    Returns how many came to an end.
    """
    waiting = OrderRefund.objects.filter(
        status=RefundStatus.PENDING, created_at__lt=timezone.now() - LEFT_ALONE
    )
    never_asked = waiting.filter(asked_at=None).order_by("created_at", "pk")
    # By chance: those that nobody will ever answer must not stand before the others for good.
    asked = waiting.exclude(asked_at=None).order_by("?")
    pks = [pk for queue in (never_asked, asked) for pk in queue.values_list("pk", flat=True)[:BATCH]]
    for refund_pk in pks:
        _one_by_one(carry_out, refund_pk)
    return OrderRefund.objects.filter(pk__in=pks).exclude(status=RefundStatus.PENDING).count()


def take_over_found(order_pk: Any) -> int:
    """Write down refunds of Saleor that no refund of ours is; returns how many."""
    if not _found(order_pk)[1]:
        return 0
    with transaction.atomic():
        lock_order_states([order_pk])
        refund_actions.lock_money(order_pk)
        facts, found = _found(order_pk)
        order_facts = get_host().load_facts([order_pk], using="default")[order_pk]
        for one in found:
            tell_found(_stored(facts, one), order_facts)
    return len(found)


def _found(order_pk: Any) -> tuple[RefundFacts, list[SaleorRefund]]:
    facts = load_refund_facts([order_pk], using="default")[order_pk]
    return facts, list(_unknown(facts, list(OrderRefund.objects.filter(order_id=order_pk))))


def _unknown(facts: RefundFacts, refunds: list[OrderRefund]) -> Iterator[SaleorRefund]:
    """Yield refunds that are not ours, neither settled nor still running.

    One that we know as failed is over, its units and papers may have been given otherwise since: when money
    goes back for it after all, that money is taken over like any other of Saleor's.
    """
    known = {refund.source_key for refund in refunds}
    ours = {refund.gateway_key for refund in refunds if refund.status != RefundStatus.FAILURE}
    asked = {one.settled_by for one in facts.requests if one.key in ours}
    pending = [one for one in refunds if one.status == RefundStatus.PENDING]
    for found in facts.refunds:
        if found.key not in known | asked and not any(is_of(found, one) for one in pending):
            yield found


def _stored(facts: RefundFacts, found: SaleorRefund) -> OrderRefund:
    source = facts.source(found.source)
    is_manual = source is not None and source.is_manual
    refund: OrderRefund = OrderRefund.objects.create(
        order_id=facts.order_pk,
        kind=RefundKind.IN_SALEOR.value,
        status=RefundStatus.SUCCESS,
        method=(RefundMethod.MANUAL if is_manual else RefundMethod.ORIGINAL_TRANSACTION).value,
        currency=facts.currency,
        amount=found.amount,
        source=found.source,
        source_key=found.key,
        reference=found.reference[:512],
        granted_refund_pk=found.granted_refund_pk,
        created_at=found.happened_at,
        settled_at=found.happened_at,
        author_type=SYSTEM.type.value,
    )
    return refund
