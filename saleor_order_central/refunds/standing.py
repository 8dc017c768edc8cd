"""What the refunds of an order add up to: the ground that the next one is planned on."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..host.refund_facts import RefundFacts, RequestState
from .models import OrderRefund, RefundStatus, RestockedUnit
from .plan import Standing
from .request import RefundKind


def load_refunds(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[OrderRefund]]:
    """Return refunds with their lines by order pk, oldest first; two statements."""
    found: dict[Any, list[OrderRefund]] = defaultdict(list)
    rows = OrderRefund.objects.using(using).filter(order_id__in=list(order_pks))
    for refund in rows.order_by("created_at", "pk").prefetch_related("lines"):
        found[refund.order_id].append(refund)
    return found


def load_restocked(order_pks: Iterable[Any], *, using: str) -> dict[Any, dict[Any, int]]:
    """Return units that went back to stock, by order and by line; one statement."""
    found: dict[Any, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    rows = RestockedUnit.objects.using(using).filter(refund__order_id__in=list(order_pks))
    for order_pk, line_pk in rows.values_list("refund__order_id", "order_line_id"):
        found[order_pk][line_pk] += 1
    return found


def standing_of(facts: RefundFacts, refunds: Iterable[OrderRefund], restocked: dict[Any, int]) -> Standing:
    """Add up refunds that came true or still run. Pure, given the rows."""
    units: dict[Any, int] = defaultdict(int)
    returned: dict[Any, int] = defaultdict(int)
    amounts: dict[Any, Decimal] = defaultdict(Decimal)
    held_by_source: dict[str, Decimal] = defaultdict(Decimal)
    held = shipping = Decimal(0)
    for refund in refunds:
        if refund.status == RefundStatus.FAILURE:
            continue
        shipping += refund.shipping_gross
        for line in refund.lines.all():
            units[line.order_line_id] += line.quantity
            amounts[line.order_line_id] += line.gross
            if refund.kind == RefundKind.PRODUCTS_RETURN.value:
                returned[line.order_line_id] += line.quantity
        if promised := promised_beyond_saleor(refund, facts):
            held += promised
            held_by_source[refund.source] += promised
    return Standing(units, returned, amounts, restocked, shipping, held, held_by_source)


def promised_beyond_saleor(refund: OrderRefund, facts: RefundFacts) -> Decimal:
    """Return the part of a refund that Saleor's sources still show as held.

    Vouchers and refunds that only we wrote down never leave Saleor's sums; the others do when they come
    true, or when Saleor counts them as pending.
    """
    if refund.status == RefundStatus.FAILURE or refund.source_key:
        return Decimal(0)
    counted = {one.key for one in facts.requests if one.state in (RequestState.COUNTED, RequestState.SUCCESS)}
    return Decimal(0) if refund.gateway_key in counted else refund.amount + refund.voucher_value
