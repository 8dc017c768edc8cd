"""Reads refunds that somebody granted in Saleor 3 itself: promises, whether their money has moved or not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from saleor.order.models import OrderGrantedRefund

from .refund_facts import RequestState, SaleorRefund, SaleorRequest, SourceKind

ZERO = Decimal(0)
_FAILED, _NOT_ASKED = "failure", "none"


@dataclass(slots=True)
class Grants:
    """What was granted in one order, our own refunds and those that failed left out.

    `open` is money that nobody was asked for yet, by name of its source, "" for none.
    """

    open: dict[str, Decimal] = field(default_factory=dict)
    units: dict[Any, int] = field(default_factory=lambda: defaultdict(int))
    has_shipping: bool = False


def load_grants(
    order_pks: list[Any],
    using: str,
    refunds: dict[Any, list[SaleorRefund]],
    requests: dict[Any, list[SaleorRequest]],
) -> dict[Any, Grants]:
    """Return by order pk what was granted, in two statements."""
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = OrderGrantedRefund.objects.using(using).filter(order_id__in=order_pks).exclude(status=_FAILED)
    for row in rows.order_by("pk").prefetch_related("lines"):
        found[row.order_id].append(row)
    return {pk: _grants(granted, refunds[pk], requests[pk]) for pk, granted in found.items()}


def _grants(
    rows: Iterable[Any], refunds: Sequence[SaleorRefund], requests: Sequence[SaleorRequest]
) -> Grants:
    ours = {one.granted_refund_pk for one in requests if one.is_ours}
    ours |= {one.granted_refund_pk for one in refunds if one.is_ours}
    made = Grants()
    waiting: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.pk in ours:
            continue
        made.has_shipping |= row.shipping_costs_included
        for line in row.lines.all():
            made.units[line.order_line_id] += line.quantity
        if row.status == _NOT_ASKED:
            waiting[_source(row)] += row.amount_value
    made.open = still_open(waiting, _loose(refunds, requests))
    return made


def _source(row: Any) -> str:
    pk = row.transaction_item_id
    return "" if pk is None else f"{SourceKind.TRANSACTION.value}:{pk}"


def still_open(waiting: dict[str, Decimal], loose: dict[str, Decimal]) -> dict[str, Decimal]:
    """Return promises less the money that went back without a promise, of the same source first. Pure.

    Saleor does not make one know the other, but counts both as one: its `totalRemainingGrant`.
    """
    left, found = dict(loose), {}
    for source in sorted(waiting, key=lambda one: (not one, one)):
        paid = min(waiting[source], left.get(source, ZERO) if source else sum(left.values(), ZERO))
        if source:
            left[source] = left.get(source, ZERO) - paid
        if rest := waiting[source] - paid:
            found[source] = rest
    return found


def _loose(refunds: Iterable[SaleorRefund], requests: Sequence[SaleorRequest]) -> dict[str, Decimal]:
    """Sum up by source what went back, or was asked for, neither by us nor for a granted refund."""
    bound = {one.settled_by for one in requests if one.is_ours or one.granted_refund_pk is not None}
    loose: dict[str, Decimal] = defaultdict(Decimal)
    for refund in refunds:
        if not refund.is_ours and refund.granted_refund_pk is None and refund.key not in bound:
            loose[refund.source] += refund.amount
    for request in requests:
        is_running = request.state in (RequestState.ASKED, RequestState.COUNTED)
        if is_running and not request.is_ours and request.granted_refund_pk is None:
            loose[request.source] += request.amount
    return loose
