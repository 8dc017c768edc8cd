"""What the refunds of an order add up to: the ground that the next one is planned on."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from ..host import refund_actions
from ..host.refund_facts import RefundFacts, RequestState
from ..host.refund_reading import load_refund_facts
from ..returns.kinds import ReturnResolution, ReturnState
from ..returns.models import OPEN_VALUES, ReturnLine
from ..statuses.ceilings import CEILINGS
from .models import OrderRefund, RefundStatus, RestockedUnit
from .plan import Standing
from .sources import left_to_refund

ZERO = Decimal(0)


def load_refunds(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[OrderRefund]]:
    """Return refunds with their lines by order pk, oldest first; three statements."""
    found: dict[Any, list[OrderRefund]] = defaultdict(list)
    for refund in _whole(using).filter(order_id__in=list(order_pks)).order_by("created_at", "pk"):
        found[refund.order_id].append(refund)
    return found


def load_refunds_by_pk(refund_pks: Iterable[int], *, using: str) -> dict[int, OrderRefund]:
    """Return refunds with what belongs to them by their own pk; three statements."""
    return {refund.pk: refund for refund in _whole(using).filter(pk__in=list(refund_pks))}


def load_refunds_of_returns(return_pks: Iterable[int], *, using: str) -> dict[int, list[OrderRefund]]:
    """Return refunds with what belongs to them by pk of the return that they pay for; three statements."""
    found: dict[int, list[OrderRefund]] = defaultdict(list)
    rows = _whole(using).filter(return_request_id__in=list(return_pks)).order_by("created_at", "pk")
    for refund in rows:
        found[refund.return_request_id].append(refund)
    return found


def _whole(using: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = OrderRefund.objects.using(using).select_related("voucher", "credit_note")
    return rows.prefetch_related("lines", "restocked_units")


def load_restocked(order_pks: Iterable[Any], *, using: str) -> dict[Any, dict[Any, set[int]]]:
    """Return the numbers of units that went back to stock, by order and by line; one statement."""
    found: dict[Any, dict[Any, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = RestockedUnit.objects.using(using).filter(order_line__order_id__in=list(order_pks))
    for order_pk, line_pk, unit in rows.values_list("order_line__order_id", "order_line_id", "unit"):
        found[order_pk][line_pk].add(unit)
    return found


@dataclass(frozen=True, slots=True)
class AskedUnits:
    """Units of a line in a return request: asked for while it is open, else those that came back."""

    return_pk: int
    line_pk: Any
    quantity: int
    is_open: bool


def load_asked_units(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[AskedUnits]]:
    """Return units in requests that are open or completed, by order pk; one statement."""
    found: dict[Any, list[AskedUnits]] = defaultdict(list)
    rows = ReturnLine.objects.using(using).filter(
        request__order_id__in=list(order_pks),
        request__state__in=(*OPEN_VALUES, ReturnState.COMPLETED.value),
        order_line__isnull=False,
    )
    rows = rows.exclude(
        request__state=ReturnState.COMPLETED.value, resolution=ReturnResolution.KEEP_ITEM.value
    )
    columns = ("request__order_id", "request_id", "order_line_id", "request__state")
    for order_pk, return_pk, line_pk, state, asked, settled in rows.values_list(
        *columns, "quantity", "quantity_settled"
    ):
        is_open = state in OPEN_VALUES
        found[order_pk].append(AskedUnits(return_pk, line_pk, asked if is_open else settled, is_open))
    return found


@dataclass(frozen=True, slots=True)
class RefundGround:
    """What Saleor knows of an order's money and goods, and what our refunds took."""

    facts: RefundFacts
    standing: Standing


def load_grounds(order_pks: Iterable[Any], *, using: str) -> dict[Any, RefundGround]:
    """Return by order pk what refunds are decided from, in a constant number of statements."""
    pks = list(order_pks)
    refunds = load_refunds(pks, using=using)
    restocked = load_restocked(pks, using=using)
    asked = load_asked_units(pks, using=using)
    return {
        pk: RefundGround(facts, standing_of(facts, refunds[pk], restocked[pk], asked[pk]))
        for pk, facts in load_refund_facts(pks, using=using).items()
    }


def ceiling_of(order_pk: Any) -> Decimal:
    """Return the most that can still go back, with the order's money locked; needs a transaction."""
    refund_actions.lock_money(order_pk)
    ground = load_grounds([order_pk], using="default")[order_pk]
    return left_to_refund(ground.facts, ground.standing.held)


CEILINGS.append(ceiling_of)


def standing_of(
    facts: RefundFacts,
    refunds: Iterable[OrderRefund],
    restocked: dict[Any, set[int]],
    asked: Iterable[AskedUnits] = (),
) -> Standing:
    """Add up refunds that came true or still run, and the order's returns. Pure, given the rows."""
    standing = _Sums()
    for refund in refunds:
        if refund.status != RefundStatus.FAILURE:
            standing.add(refund, promised_beyond_saleor(refund, facts))
    for one in asked:
        standing.add_asked(one)
    return Standing(
        units=standing.units,
        returned=standing.returned,
        asked_back=standing.asked_back,
        amounts=standing.amounts,
        restocked=restocked,
        shipping=standing.shipping,
        held=sum(standing.held_by_source.values(), ZERO),
        held_by_source=standing.held_by_source,
        is_running=standing.is_running,
        taken_in=standing.taken_in,
        paid_in=standing.paid_in,
        shipping_paid_in=standing.shipping_paid_in,
    )


@dataclass(slots=True)
class _Sums:
    """A Standing in the making."""

    units: Counter[Any] = field(default_factory=Counter)
    returned: Counter[Any] = field(default_factory=Counter)
    taken_in: Counter[Any] = field(default_factory=Counter)
    paid_in: Counter[Any] = field(default_factory=Counter)
    asked_back: Counter[Any] = field(default_factory=Counter)
    amounts: dict[Any, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    held_by_source: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    by_return: Counter[Any] = field(default_factory=Counter)
    shipping: Decimal = ZERO
    shipping_paid_in: Decimal = ZERO
    is_running: bool = False

    def add(self, refund: OrderRefund, promised: Decimal) -> None:
        """Count a refund that did not fail; `promised` is what Saleor does not know of it."""
        is_pending = refund.status == RefundStatus.PENDING
        self.is_running |= is_pending
        self.shipping += refund.shipping_gross
        lines = list(refund.lines.all())
        for line in lines:
            self.units[line.order_line_id] += line.quantity
            self.amounts[line.order_line_id] += line.gross
            self.returned[line.order_line_id] += line.returned
            self.by_return[refund.return_request_id, line.order_line_id] += line.returned
            if not is_pending:
                self.taken_in[line.order_line_id] += line.returned
                self.paid_in[line.order_line_id] += line.returned
        if not is_pending and any(line.returned for line in lines):
            self.shipping_paid_in += refund.shipping_gross
        if promised:
            self.held_by_source[refund.source] += promised

    def add_asked(self, one: AskedUnits) -> None:
        """Count units of a return request beyond those that its refunds took in."""
        beyond = max(one.quantity - self.by_return[one.return_pk, one.line_pk], 0)
        if one.is_open:
            self.asked_back[one.line_pk] += beyond
        else:
            self.returned[one.line_pk] += beyond
            self.taken_in[one.line_pk] += beyond


def promised_beyond_saleor(refund: OrderRefund, facts: RefundFacts) -> Decimal:
    """Return the part of a refund that Saleor's sources still show as held.

    Vouchers and refunds that only we wrote down never leave Saleor's sums; the others do when they come
    true, or when Saleor counts them as pending.
    """
    if refund.status == RefundStatus.FAILURE or refund.source_key:
        return ZERO
    counted = {one.key for one in facts.requests if one.state in (RequestState.COUNTED, RequestState.SUCCESS)}
    return ZERO if refund.gateway_key in counted else refund.amount + refund.voucher_value
