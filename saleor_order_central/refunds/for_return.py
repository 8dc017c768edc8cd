"""What a return says about the refund that pays for it: units, warehouses, fees, money or voucher.

The preview, the estimate and the completion of a return all go this way. Pure, given the rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..errors import ErrorCode, OrderCentralFault, required
from ..host.refund_lines import currency_digits, rounded
from ..returns.kinds import CAME_BACK, PAID, Disposition, ReturnResolution, ReturnState
from ..returns.models import ReturnInspection, ReturnLine, ReturnRequest
from .models import OrderRefund, RefundStatus
from .request import LineRequest, RefundKind, RefundRequest, StockRequest

ZERO = Decimal(0)
KEPT = ReturnResolution.KEEP_ITEM.value


@dataclass(frozen=True, slots=True)
class ReturnGround:
    """A return as a refund sees it. `refunds` are its earlier ones, without those that failed.

    `findings` are by pk of the line; without any, all units count as those that arrived.
    """

    request: ReturnRequest
    lines: Sequence[ReturnLine]
    findings: Mapping[int, Sequence[ReturnInspection]] = field(default_factory=dict)
    refunds: Sequence[OrderRefund] = ()

    def line(self, order_line_pk: Any) -> ReturnLine | None:
        """Return the line of the request for an order line."""
        return next((one for one in self.lines if one.order_line_id == order_line_pk), None)

    def paid_units(self, line: ReturnLine) -> int:
        """Return how many units the earlier refunds paid for."""
        return sum(
            one.quantity
            for refund in self.refunds
            for one in refund.lines.all()
            if one.order_line_id == line.order_line_id
        )

    def taken_units(self, line: ReturnLine) -> int:
        """Return how many units earlier refunds took in."""
        return sum(
            one.returned
            for refund in self.refunds
            for one in refund.lines.all()
            if one.order_line_id == line.order_line_id
        )

    def due_units(self, line: ReturnLine) -> int:
        """Return how many units are still to be paid for: those that came back, or that stay."""
        return max(self._units_to_pay(line) - self.paid_units(line), 0)

    def _units_to_pay(self, line: ReturnLine) -> int:
        return line.quantity if line.resolution == KEPT else self.arrived_units(line)

    def arrived_units(self, line: ReturnLine) -> int:
        """Return how many units of the order are in the shop's hands."""
        if not self.findings:
            return line.quantity
        found = self.findings.get(line.pk, ())
        return sum(one.quantity for one in found if Disposition(one.disposition) in CAME_BACK)

    def units_to_restock(self, line: ReturnLine, most: int) -> Iterator[StockRequest]:
        """Yield units that were found fit for sale and that no earlier refund put back, up to `most`."""
        before = sum(
            unit.order_line_id == line.order_line_id
            for refund in self.refunds
            for unit in refund.restocked_units.all()
        )
        for one in self.findings.get(line.pk, ()):
            if one.disposition != Disposition.RESTOCK.value:
                continue
            skipped = min(before, one.quantity)
            before -= skipped
            quantity = min(one.quantity - skipped, most)
            most -= quantity
            if quantity:
                yield StockRequest(line.order_line_id, quantity, one.warehouse)


def for_return(request: RefundRequest, ground: ReturnGround) -> RefundRequest:
    """Fill a cleaned request from the return that it pays for.

    Raises OrderCentralFault: RETURN_STATE_INVALID, CONFLICT while another refund of the return runs,
    NOT_FOUND for a line of another return, QUANTITY_EXCEEDED, REQUIRED for `voucher` when some of the lines
    are to be paid and others not, OUTCOME_REQUIRED when nothing of the return is to be paid.
    """
    _refuse_state(request, ground)
    lines = tuple(_lines(request, ground))
    chosen = [line for line in map(ground.line, (one.line_pk for one in lines)) if line is not None]
    kind = request.kind
    if kind is RefundKind.PRODUCTS_RETURN and all(one.is_kept for one in lines):
        kind = RefundKind.PARTIAL
    stock = tuple(_stock(request, ground, lines))
    return replace(
        request,
        kind=kind,
        lines=lines,
        voucher=_is_voucher(request, chosen),
        fee=_fee(ground, lines) if request.fee is None else request.fee,
        stock=stock,
        restock=bool(stock),
    )


def _refuse_state(request: RefundRequest, ground: ReturnGround) -> None:
    state = ReturnState(ground.request.state)
    if state is not ReturnState.PACKAGE_RECEIVED:
        raise OrderCentralFault(
            f"A return that is {state.value} is not paid for: its goods were not received, or it is over.",
            ErrorCode.RETURN_STATE_INVALID,
            field="returnRequest",
        )
    if request.completes and any(one.status == RefundStatus.PENDING for one in ground.refunds):
        raise OrderCentralFault(
            "A refund of this return is still running.", ErrorCode.CONFLICT, field="returnRequest"
        )


def _lines(request: RefundRequest, ground: ReturnGround) -> Iterator[LineRequest]:
    is_open = request.kind is RefundKind.PRODUCTS_RETURN and not request.lines and request.amount is None
    if not is_open:
        yield from (_checked(one, ground) for one in request.lines)
        return
    due = [(line, ground.due_units(line)) for line in ground.lines if _is_paid(line)]
    if not any(units for _line, units in due):
        raise OrderCentralFault(
            "Nothing of this return is to be paid: say why nothing is due, or what was given instead.",
            ErrorCode.OUTCOME_REQUIRED,
            field="lines",
        )
    for line, units in due:
        if units:
            yield LineRequest(line.order_line_id, units, is_kept=line.resolution == KEPT)


def _is_paid(line: ReturnLine) -> bool:
    return line.order_line_id is not None and ReturnResolution(line.resolution) in PAID


def _checked(wanted: LineRequest, ground: ReturnGround) -> LineRequest:
    line = ground.line(wanted.line_pk)
    if line is None:
        raise OrderCentralFault("The return has no such line.", ErrorCode.NOT_FOUND, field="lines")
    due = ground.due_units(line)
    if wanted.quantity > due:
        raise OrderCentralFault(
            f"Only {due} of {line.product_name} are to be paid in this return.",
            ErrorCode.QUANTITY_EXCEEDED,
            field="lines",
        )
    return replace(wanted, is_kept=line.resolution == KEPT)


def _is_voucher(request: RefundRequest, lines: Sequence[ReturnLine]) -> bool:
    """Money and a voucher are never mixed in one refund: staff says which lines it means."""
    if request.voucher is not None or request.method is not None:
        return bool(request.voucher)
    wishes = {line.resolution == ReturnResolution.VOUCHER.value for line in lines}
    if len(wishes) > 1:
        raise required("voucher", "The customer wants money for some of the lines, a voucher for others.")
    return wishes == {True}


def _fee(ground: ReturnGround, lines: Sequence[LineRequest]) -> Decimal:
    """Return what is due of the fees of the day of the request: by units paid for, less what was taken."""
    now = {one.line_pk: one.quantity for one in lines}
    if not now:
        return ZERO
    digits = currency_digits(ground.request.currency)
    due = ground.request.fixed_fee
    for line in ground.lines:
        units = min(ground.paid_units(line) + now.get(line.order_line_id, 0), line.quantity)
        due += rounded(line.fee * units / line.quantity, digits)
    taken = sum((refund.fees for refund in ground.refunds), ZERO)
    return rounded(max(due - taken, ZERO), digits)


def _stock(
    request: RefundRequest, ground: ReturnGround, lines: Sequence[LineRequest]
) -> Iterator[StockRequest]:
    """Yield what goes back to stock: what was found fit for sale; unseen goods only when staff says so."""
    if request.restock is False or not (ground.findings or request.restock):
        return
    found: dict[tuple[Any, str], int] = defaultdict(int)
    for wanted in lines:
        line = ground.line(wanted.line_pk)
        if line is None or wanted.is_kept:
            continue
        if not ground.findings:
            found[wanted.line_pk, request.warehouse] += wanted.quantity
        for one in ground.units_to_restock(line, wanted.quantity):
            found[one.line_pk, request.warehouse or one.warehouse] += one.quantity
    for (line_pk, warehouse), quantity in found.items():
        yield StockRequest(line_pk, quantity, warehouse)
