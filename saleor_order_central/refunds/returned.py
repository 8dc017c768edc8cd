"""Returns whose goods are taken in, and that are completed with what was given for them (002-46, 002-47)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F

from ..errors import not_found
from ..host import refund_actions
from ..host.refund_reading import load_refund_facts
from ..returns import outcomes
from ..returns.kinds import STAY_WITH_CUSTOMER, ReturnOutcome, ReturnState
from ..returns.models import ReturnLine, ReturnRequest
from ..returns.moving import Held, Told, hold, move
from ..returns.selectors import load_inspections, load_lines
from ..returns.states import may_follow
from .for_return import ReturnGround
from .models import OrderRefund, OrderRefundLine, RefundStatus, RestockedUnit
from .request import StockRequest
from .standing import load_refunds_of_returns, load_restocked
from .stock import StockMove, plan_stock, units_left


def load_return_grounds(requests: Iterable[ReturnRequest], *, using: str) -> dict[int, ReturnGround]:
    """Return by pk of the request what its refund is decided from; a constant number of statements."""
    by_pk = {one.pk: one for one in requests}
    lines = load_lines(by_pk, using=using)
    findings = load_inspections([one.pk for found in lines.values() for one in found], using=using)
    refunds = load_refunds_of_returns(by_pk, using=using)
    return {
        pk: ReturnGround(
            request,
            lines.get(pk, []),
            {one.pk: findings[one.pk] for one in lines.get(pk, []) if one.pk in findings},
            [one for one in refunds.get(pk, []) if one.status != RefundStatus.FAILURE],
        )
        for pk, request in by_pk.items()
    }


def load_return_ground(return_pk: int, order_pk: Any, *, using: str) -> ReturnGround:
    """Return what the refund of one return is decided from. Raises NOT_FOUND for one of another order."""
    request = ReturnRequest.objects.using(using).filter(pk=return_pk, order_id=order_pk).first()
    if request is None:
        raise not_found("returnRequest", "The order has no such return request.")
    return load_return_grounds([request], using=using)[return_pk]


def note_taken_in(return_pk: int, taken: Mapping[Any, int]) -> None:
    """Write down which units of a return lie in a return of Saleor's own, so that none counts twice."""
    for order_line_pk, quantity in taken.items():
        rows = ReturnLine.objects.filter(request_id=return_pk, order_line_id=order_line_pk)
        rows.update(quantity_in_saleor=F("quantity_in_saleor") + quantity)


def complete_return(refund: OrderRefund, details: str) -> None:
    """Complete the return of a refund that came true, inside its transaction; `details` are for the mail."""
    if refund.return_request_id is None:
        return
    held = hold(refund.return_request_id, refund.order_id)
    if held is None or not may_follow(ReturnState(held.request.state), ReturnState.COMPLETED):
        return
    held.request.outcome = _given([refund]).value
    take_goods_in(held, restocks=refund.restock is not False)
    told = Told(message=refund.message, more=details, modes=refund.notify_modes)
    move(held, ReturnState.COMPLETED, told, author=refund.author)


def take_goods_in(held: Held, *, restocks: bool = True) -> None:
    """Let Saleor know of goods that came back without money for them, and put those fit for sale on a shelf.

    What a refund took in already is left alone, and so is what the customer keeps or gets back repaired.
    """
    if not held.request.outcome or held.request.outcome == ReturnOutcome.REPAIR.value:
        return
    refund_actions.lock_money(held.request.order_id)
    ground = load_return_grounds([held.request], using="default")[held.request.pk]
    if not ground.findings:
        return
    lines = [one for one in held.lines if one.order_line_id and one.resolution not in STAY_WITH_CUSTOMER]
    back = {one.order_line_id: ground.arrived_units(one) - ground.taken_units(one) for one in lines}
    quantities = {pk: units for pk, units in back.items() if units > 0}
    taken = refund_actions.take_returned(
        held.request.order_id, quantities, amount=None, shipping=None, user_pk=None
    )
    note_taken_in(held.request.pk, taken)
    if restocks:
        new = [(line, quantities.get(line.order_line_id, 0)) for line in lines]
        _put_back(held.request, [one for line, most in new for one in ground.units_to_restock(line, most)])


def _put_back(request: ReturnRequest, wanted: Iterable[StockRequest]) -> None:
    facts = load_refund_facts([request.order_id], using="default")[request.order_id]
    restocked = load_restocked([request.order_id], using="default")[request.order_id]
    possible = []
    for one in wanted:
        line = facts.line(one.line_pk)
        if line is not None and (one.warehouse or line.places):
            left = units_left(line, restocked[one.line_pk])
            possible.append(StockRequest(one.line_pk, min(one.quantity, left), one.warehouse))
    moves, _doubts = plan_stock(facts, possible, restocked)
    RestockedUnit.objects.bulk_create(unit for placed in moves for unit in _units(request, placed))
    for placed in moves:
        refund_actions.raise_stock(placed.line_pk, placed.warehouse_pk, placed.quantity)


def _units(request: ReturnRequest, move: StockMove) -> Iterable[RestockedUnit]:
    for unit in move.units:
        yield RestockedUnit(
            return_request=request,
            order_line_id=move.line_pk,
            unit=unit,
            warehouse=move.warehouse_pk,
            is_done=True,
        )


def _given(refunds: Iterable[OrderRefund]) -> ReturnOutcome:
    return ReturnOutcome.REFUND if any(one.amount for one in refunds) else ReturnOutcome.VOUCHER


def given_for(return_pks: Collection[int]) -> dict[int, ReturnOutcome]:
    """Return what refunds that came true gave for returns, one statement."""
    done = (RefundStatus.SUCCESS, RefundStatus.MANUAL_DONE)
    found: dict[int, list[OrderRefund]] = defaultdict(list)
    for refund in OrderRefund.objects.filter(return_request__in=list(return_pks), status__in=done):
        found[refund.return_request_id].append(refund)
    return {pk: _given(refunds) for pk, refunds in found.items()}


def running_for(return_pks: Collection[int]) -> set[int]:
    """Return which of the returns have a refund that still runs, one statement."""
    rows = OrderRefund.objects.filter(return_request__in=list(return_pks), status=RefundStatus.PENDING)
    return set(rows.values_list("return_request_id", flat=True))


def returned_quantities(lines: Iterable[OrderRefundLine]) -> dict[Any, int]:
    """Return units by order line that a refund takes in."""
    return {line.order_line_id: line.returned for line in lines if line.order_line_id and line.returned}


def kept_quantities(lines: Iterable[OrderRefundLine]) -> dict[Any, int]:
    """Return units by order line that a refund pays for and that nobody sends back."""
    found = {line.order_line_id: line.quantity - line.returned for line in lines if line.order_line_id}
    return {pk: units for pk, units in found.items() if units > 0}


outcomes.SOURCES.append(given_for)
outcomes.RUNNING.append(running_for)
outcomes.GOODS.append(take_goods_in)
