"""What a refund would do: money, taxes, shipping, stock and papers (B-05). Pure.

The preview shows a plan and the execution carries the same plan out, so that both say the same.

Rounding: units of a line are priced cumulatively. The first n of Q units cost round(gross * n / Q), halves
away from zero, in the smallest unit of the currency; so the units of a line always add up to the line, in
whatever portions they go back. Nets are rounded the same way, and tax is what is left of gross.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..host.refund_facts import RefundableLine, RefundFacts
from ..host.refund_lines import rounded
from .request import LineRequest, RefundKind, RefundMethod, RefundRequest, StockRequest
from .sources import ChosenSource, choose_source, left_to_refund
from .stock import StockMove, plan_stock

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What earlier refunds took, those that still run included.

    `held` is promised money that Saleor's sources still show; `held_by_source` is its part by source name.
    `restocked` are the numbers of units that went back to stock, ever. `asked_back` are units in open return
    requests that have not come back yet. `is_running`: some refund is PENDING.

    Saleor's fulfillments show our own work, too: `taken_in` are units that lie in its returns because of us,
    `paid_in` and `shipping_paid_in` their part that was paid for there.
    """

    units: Mapping[Any, int] = field(default_factory=dict)
    returned: Mapping[Any, int] = field(default_factory=dict)
    asked_back: Mapping[Any, int] = field(default_factory=dict)
    amounts: Mapping[Any, Decimal] = field(default_factory=dict)
    restocked: Mapping[Any, Set[int]] = field(default_factory=dict)
    shipping: Decimal = ZERO
    held: Decimal = ZERO
    held_by_source: Mapping[str, Decimal] = field(default_factory=dict)
    is_running: bool = False
    taken_in: Mapping[Any, int] = field(default_factory=dict)
    paid_in: Mapping[Any, int] = field(default_factory=dict)
    shipping_paid_in: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """Units of one line with the money for them; `returned` of them come back, or have."""

    line_pk: Any
    name: str
    quantity: int
    returned: int
    net: Decimal
    gross: Decimal
    tax_rate: Decimal


@dataclass(frozen=True, slots=True)
class RefundPlan:
    """A refund in every part. `total` is what the customer gets, as `money` or as `voucher_value`.

    `other` is bound to no line: an amount of goodwill, or below zero what was given back before. `ceiling`
    is the most that could go back. `method` is None only for a voucher.
    """

    kind: RefundKind
    currency: str
    lines: tuple[PlannedLine, ...]
    shipping_net: Decimal
    shipping_gross: Decimal
    other: Decimal
    fees: Decimal
    total: Decimal
    money: Decimal
    voucher_value: Decimal
    voucher_part: Decimal
    ceiling: Decimal
    method: RefundMethod | None
    source: ChosenSource | None
    stock: tuple[StockMove, ...]
    credit_note: bool
    warnings: tuple[str, ...] = ()

    @property
    def goods(self) -> Decimal:
        """Money for lines and what is bound to no line, gross."""
        return sum((line.gross for line in self.lines), self.other)

    @property
    def tax(self) -> Decimal:
        """Tax in lines and shipping."""
        lines = sum((line.gross - line.net for line in self.lines), ZERO)
        return lines + self.shipping_gross - self.shipping_net


def plan_refund(facts: RefundFacts, request: RefundRequest, standing: Standing) -> RefundPlan:
    """Work a request out. `request` is cleaned, and filled from the return that it pays for.

    Raises OrderCentralFault: NOT_FOUND for a line or source, QUANTITY_EXCEEDED, AMOUNT_EXCEEDED, REQUIRED
    and INVALID naming the field at fault.
    """
    ceiling = left_to_refund(facts, standing.held)
    lines = tuple(_planned_lines(facts, request, standing))
    shipping = _shipping(facts, request, standing)
    other = _other(request, ceiling, sum((line.gross for line in lines), shipping), facts.digits)
    fee = _in_currency("fee", request.fee or ZERO, facts.digits)
    total = sum((line.gross for line in lines), shipping + other) - fee
    _refuse_total(total, ceiling, request)
    method, source = (None, None) if request.voucher else choose_source(facts, request, standing, total)
    stock, warnings = plan_stock(facts, _stock_requests(lines, facts, request, standing), standing.restocked)
    if method is RefundMethod.MANUAL and not (source and source.is_recorded_in_saleor):
        warnings.append(gettext("Saleor itself does not record this refund: its sums stay as they are."))
    if facts.granted:
        warnings.append(gettext("Saleor holds refunds that were granted there and not carried out yet."))
    return RefundPlan(
        kind=request.kind,
        currency=facts.currency,
        lines=lines,
        shipping_net=_share(facts.shipping_net, shipping, facts.shipping_gross, facts.digits),
        shipping_gross=shipping,
        other=other,
        fees=fee,
        total=total,
        money=ZERO if request.voucher else total,
        voucher_value=total if request.voucher else ZERO,
        voucher_part=_voucher_part(facts, lines),
        ceiling=ceiling,
        method=method,
        source=source,
        stock=tuple(stock),
        credit_note=request.credit_note,
        warnings=tuple(warnings),
    )


def _planned_lines(facts: RefundFacts, request: RefundRequest, standing: Standing) -> Iterator[PlannedLine]:
    if request.kind is RefundKind.FULL:
        for line in facts.lines:
            left = line.quantity - units_refunded(line, standing)
            remaining = _remaining(line, standing, facts.digits)
            if left > 0 and remaining > 0:
                net = _share(line.net, remaining, line.gross, facts.digits)
                yield PlannedLine(line.pk, line.name, left, 0, net, remaining, line.tax_rate)
        return
    for wanted in request.lines:
        yield _planned_line(wanted, facts, request, standing)


def _planned_line(
    wanted: LineRequest, facts: RefundFacts, request: RefundRequest, standing: Standing
) -> PlannedLine:
    line = facts.line(wanted.line_pk)
    if line is None:
        raise OrderCentralFault("The order has no such line.", ErrorCode.NOT_FOUND, field="lines")
    _refuse_quantity(line, wanted, request, standing)
    remaining = _remaining(line, standing, facts.digits)
    if wanted.amount is not None:
        gross = _in_currency("lines", wanted.amount, facts.digits)
        if gross > remaining:
            raise OrderCentralFault(
                f"At most {remaining} {facts.currency} of {line.name} can go back.",
                ErrorCode.AMOUNT_EXCEEDED,
                field="lines",
            )
    else:
        before = min(units_refunded(line, standing), line.quantity - wanted.quantity)
        share = units_cost(line.gross, line.quantity, before + wanted.quantity, facts.digits)
        gross = min(share - units_cost(line.gross, line.quantity, before, facts.digits), remaining)
    net = _share(line.net, gross, line.gross, facts.digits)
    returned = wanted.quantity if _comes_back(wanted, request) else 0
    return PlannedLine(line.pk, line.name, wanted.quantity, returned, net, gross, line.tax_rate)


def _comes_back(wanted: LineRequest, request: RefundRequest) -> bool:
    return request.kind is RefundKind.PRODUCTS_RETURN and not wanted.is_kept


def _refuse_quantity(
    line: RefundableLine, wanted: LineRequest, request: RefundRequest, standing: Standing
) -> None:
    """Products come back only when they were sent, and money for a unit goes back once.

    Units that somebody asked to return come back by that request, so that no unit does so twice.
    """
    asked_back = 0 if request.return_pk is not None else standing.asked_back.get(line.pk, 0)
    if _comes_back(wanted, request):
        left = returnable(line, standing) - asked_back
        if left < wanted.quantity <= left + asked_back:
            raise OrderCentralFault(
                f"{asked_back} of {line.name} are in a return request: name it.",
                ErrorCode.QUANTITY_EXCEEDED,
                field="returnRequest",
            )
    else:
        left = line.quantity - units_refunded(line, standing)
    if wanted.quantity > left:
        raise OrderCentralFault(
            f"Only {max(left, 0)} of {line.name} are left.", ErrorCode.QUANTITY_EXCEEDED, field="lines"
        )


def returnable(line: RefundableLine, standing: Standing) -> int:
    """Return how many units of a line were sent and have not come back, by us or in Saleor itself."""
    elsewhere = max(line.returned - standing.taken_in.get(line.pk, 0), 0)
    return line.shipped - standing.returned.get(line.pk, 0) - elsewhere


def units_refunded(line: RefundableLine, standing: Standing) -> int:
    """Return how many units were refunded, by us or in Saleor itself."""
    return standing.units.get(line.pk, 0) + _units_elsewhere(line, standing)


def _units_elsewhere(line: RefundableLine, standing: Standing) -> int:
    """Return how many units were refunded or granted in Saleor itself."""
    return line.granted + max(line.refunded - standing.paid_in.get(line.pk, 0), 0)


def units_cost(whole: Decimal, quantity: int, units: int, digits: int) -> Decimal:
    """Return what the first units of a line cost."""
    return rounded(whole * units / quantity, digits) if quantity else ZERO


def _remaining(line: RefundableLine, standing: Standing, digits: int) -> Decimal:
    """Return what of a line's money is left; refunds of Saleor itself do not say more than their units."""
    elsewhere = min(_units_elsewhere(line, standing), line.quantity)
    gone = standing.amounts.get(line.pk, ZERO) + units_cost(line.gross, line.quantity, elsewhere, digits)
    return max(line.gross - gone, ZERO)


def _share(whole: Decimal, part: Decimal, of: Decimal, digits: int) -> Decimal:
    """Return the net in a part of a gross amount."""
    return rounded(whole * part / of, digits) if of else ZERO


def _shipping(facts: RefundFacts, request: RefundRequest, standing: Standing) -> Decimal:
    """Shipping goes back once, and never more than was paid for it (002-57)."""
    in_saleor = facts.shipping_granted + max(facts.shipping_refunded - standing.shipping_paid_in, ZERO)
    left = max(facts.shipping_gross - standing.shipping - in_saleor, ZERO)
    if request.kind is RefundKind.FULL:
        return left
    if not request.shipping:
        return ZERO
    if not left:
        raise OrderCentralFault(
            "No shipping cost is left to pay back.", ErrorCode.AMOUNT_EXCEEDED, field="refundShipping"
        )
    return left


def _other(request: RefundRequest, ceiling: Decimal, bound: Decimal, digits: int) -> Decimal:
    """Return what is bound to no line; full refunds give back whatever is left."""
    if request.kind is RefundKind.FULL:
        return ceiling - bound
    if request.kind is RefundKind.MARKED and request.amount is None:
        return ceiling
    return _in_currency("amount", request.amount, digits) if request.amount is not None else ZERO


def _in_currency(field_name: str, amount: Decimal, digits: int) -> Decimal:
    if rounded(amount, digits) != amount:
        raise invalid(field_name, f"The currency has {digits} decimals.")
    return rounded(amount, digits)


def _refuse_total(total: Decimal, ceiling: Decimal, request: RefundRequest) -> None:
    if request.kind in (RefundKind.FULL, RefundKind.MARKED) and ceiling <= 0:
        raise OrderCentralFault("Nothing is left to refund.", ErrorCode.AMOUNT_EXCEEDED, field="order")
    if total <= 0:
        raise required("amount", "Nothing would go back: name products, an amount or the shipping.")
    if total > ceiling:
        raise OrderCentralFault(
            f"At most {ceiling} can go back, refunds that still run counted.",
            ErrorCode.AMOUNT_EXCEEDED,
            field="amount" if request.amount is not None else "lines",
        )


def _stock_requests(
    lines: tuple[PlannedLine, ...], facts: RefundFacts, request: RefundRequest, standing: Standing
) -> list[StockRequest]:
    """Return units that go back to stock; a full refund takes what was sent, no more."""
    if not request.restock:
        return []
    if request.stock is not None:
        return list(request.stock)
    units = {line.line_pk: line.quantity for line in lines}
    if request.kind is RefundKind.PRODUCTS_RETURN:
        units = {line.line_pk: line.returned for line in lines}
    elif request.kind is RefundKind.FULL:
        left = {line.pk: line.shipped - len(standing.restocked.get(line.pk, ())) for line in facts.lines}
        units = {pk: min(quantity, max(left[pk], 0)) for pk, quantity in units.items()}
    return [StockRequest(pk, quantity, request.warehouse) for pk, quantity in units.items()]


def _voucher_part(facts: RefundFacts, lines: tuple[PlannedLine, ...]) -> Decimal:
    """Return what a voucher had paid of these goods: it does not come back."""
    if not facts.has_voucher:
        return ZERO
    parts = ZERO
    for planned in lines:
        line = facts.line(planned.line_pk)
        if line is not None and line.quantity:
            discount = max(line.undiscounted_gross - line.gross, ZERO)
            parts += units_cost(discount, line.quantity, planned.quantity, facts.digits)
    return parts
