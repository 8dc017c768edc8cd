"""Random returns with fees: what is estimated, previewed and paid adds up, in whatever portions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host.refund_facts import RefundFacts
from saleor_order_central.refunds.for_return import ReturnGround, for_return
from saleor_order_central.refunds.plan import RefundPlan, Standing, plan_refund
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest
from saleor_order_central.returns.fees import FeeLine, fees_of, goods_value
from saleor_order_central.returns.kinds import Disposition, ReturnResolution, ReturnState
from saleor_order_central.returns.models import ReturnInspection, ReturnLine, ReturnRequest
from saleor_order_central.returns.policy_choice import PolicyRules
from tests.refunds.test_plan_properties import orders

FOUND = st.sampled_from([Disposition.RESTOCK, Disposition.QUARANTINE, Disposition.SCRAP])
Wanted = dict[int, int]


class Rows(list[Any]):
    """Rows that are not in a database."""

    def all(self) -> list[Any]:
        return self


@dataclass
class Paid:
    """A refund that came true, as a return sees it."""

    lines: Rows
    fees: Decimal
    restocked_units: Rows = field(default_factory=Rows)
    status: str = "SUCCESS"


@dataclass
class PaidLine:
    """Units of it."""

    order_line_id: int
    quantity: int
    returned: int


@dataclass
class Desk:
    """An order at work: what was refunded of it, and of its return, so far."""

    order: RefundFacts
    units: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    returned: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    amounts: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    restocked: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    shipping: Decimal = Decimal(0)
    paid_back: Decimal = Decimal(0)
    refunds: list[Paid] = field(default_factory=list)

    def plan(self, request: RefundRequest, ground: ReturnGround) -> RefundPlan | None:
        """Plan, as preview and execution do; None when it is refused."""
        standing = Standing(
            units=self.units,
            returned=self.returned,
            amounts=self.amounts,
            restocked=self.restocked,
            shipping=self.shipping,
            held=self.paid_back,
        )
        try:
            return plan_refund(self.order, for_return(request.cleaned(), ground), standing)
        except OrderCentralFault:
            return None

    def carry_out(self, plan: RefundPlan) -> None:
        """Count a plan as `standing_of` would count its rows."""
        for line in plan.lines:
            self.units[line.line_pk] += line.quantity
            self.returned[line.line_pk] += line.returned
            self.amounts[line.line_pk] += line.gross
        for move in plan.stock:
            assert not self.restocked[move.line_pk] & set(move.units)
            self.restocked[move.line_pk] |= set(move.units)
        self.shipping += plan.shipping_gross
        self.paid_back += plan.total
        rows = Rows(PaidLine(one.line_pk, one.quantity, one.returned) for one in plan.lines)
        moved = Rows(PaidLine(move.line_pk, 1, 1) for move in plan.stock for _ in move.units)
        self.refunds.append(Paid(rows, plan.fees, moved))


@st.composite
def returns(draw: Any) -> tuple[RefundFacts, Wanted, PolicyRules, dict[int, Disposition]]:
    """An order, units that come back, the fees of the day, and what is found of each line."""
    order = draw(orders())
    chosen = draw(st.lists(st.sampled_from([line.pk for line in order.lines]), min_size=1, unique=True))
    wanted = {pk: draw(st.integers(1, order.lines[pk].quantity)) for pk in chosen}
    policy = PolicyRules(
        1,
        "any",
        fee_percent=Decimal(draw(st.integers(0, 1_000))) / 10,
        fixed_fee=Decimal(draw(st.integers(0, 5_000))).scaleb(-order.digits),
        fee_currency=draw(st.sampled_from([order.currency, order.currency, "XXX"])),
    )
    return order, wanted, policy, {pk: draw(FOUND) for pk in chosen}


def stored(case: Any, refunds: list[Paid]) -> tuple[ReturnGround, Decimal]:
    """The rows that a request would be stored as, and what its goods are said to cost."""
    order, wanted, policy, found = case
    priced = [
        FeeLine(policy, order.lines[pk].gross, order.lines[pk].quantity, units, order.currency)
        for pk, units in wanted.items()
    ]
    fees = fees_of(priced)
    request = ReturnRequest(
        pk=1, state=ReturnState.PACKAGE_RECEIVED.value, currency=order.currency, fixed_fee=fees.fixed
    )
    rows = [
        ReturnLine(
            pk=pk + 1, order_line_id=pk, quantity=units, fee=fee, resolution=ReturnResolution.REFUND.value
        )
        for (pk, units), fee in zip(wanted.items(), fees.shares, strict=True)
    ]
    findings = {
        row.pk: [ReturnInspection(quantity=row.quantity, disposition=what.value, warehouse="home")]
        for row, what in zip(rows, found.values(), strict=True)
    }
    return ReturnGround(request, rows, findings, refunds), goods_value(priced)


@settings(max_examples=80, deadline=None)
@given(returns(), st.booleans())
def test_the_whole_return_pays_what_was_estimated(case, shipping):
    order, wanted, _policy, found = case
    ground, goods = stored(case, [])
    fees = sum((row.fee for row in ground.lines), ground.request.fixed_fee)
    request = RefundRequest(RefundKind.PRODUCTS_RETURN, return_pk=1, completes=True, shipping=shipping)
    plan = Desk(order).plan(request, ground)
    sent = order.shipping_gross if shipping else Decimal(0)
    if plan is None:
        # only because nothing would be left for the customer, or there is no shipping to pay back
        assert goods + sent - fees <= 0 or (shipping and not order.shipping_gross)
        return
    assert (plan.goods, plan.fees, plan.shipping_gross) == (goods, fees, sent)
    assert plan.total == goods + sent - fees > 0
    assert {line.line_pk: line.returned for line in plan.lines} == wanted
    back = {pk: units for pk, units in wanted.items() if found[pk] is Disposition.RESTOCK}
    assert {move.line_pk: move.quantity for move in plan.stock} == back
    assert plan.fees % Decimal(1).scaleb(-order.digits) == 0


@st.composite
def portions(draw: Any) -> list[Any]:
    """Refunds of parts of a return before it is completed, sensible or not."""
    lines = st.dictionaries(st.integers(0, 3), st.integers(1, 4), min_size=1, max_size=3)
    return draw(st.lists(st.tuples(lines, st.booleans(), st.none() | st.integers(0, 2_000)), max_size=4))


@settings(max_examples=80, deadline=None)
@given(returns(), portions())
def test_portions_of_a_return_never_pass_what_was_paid(case, asked):
    order, wanted, _policy, found = case
    desk = Desk(order)
    requests = [
        RefundRequest(
            RefundKind.PRODUCTS_RETURN,
            tuple(LineRequest(*one) for one in sorted(lines.items())),
            return_pk=1,
            shipping=shipping,
            fee=None if fee is None else Decimal(fee).scaleb(-order.digits),
        )
        for lines, shipping, fee in asked
    ]
    for request in [*requests, RefundRequest(RefundKind.PRODUCTS_RETURN, return_pk=1, completes=True)]:
        ground, _goods = stored(case, desk.refunds)
        before = desk.paid_back
        plan = desk.plan(request, ground)
        if plan is None:
            assert desk.paid_back == before
            continue
        assert plan == desk.plan(request, ground)
        assert plan.total == plan.goods + plan.shipping_gross - plan.fees
        assert 0 < plan.total <= plan.ceiling == order.total - before
        assert plan.fees >= 0
        desk.carry_out(plan)
    # then no unit, no shelf, no shipping and no money was given twice
    assert desk.paid_back <= order.total
    assert desk.shipping <= order.shipping_gross
    for pk, units in desk.returned.items():
        assert units <= wanted[pk]
        assert desk.amounts[pk] <= order.lines[pk].gross
        assert len(desk.restocked[pk]) == (units if found[pk] is Disposition.RESTOCK else 0)
    # and without a fee that staff named, the shop kept no more than was agreed
    if all(request.fee is None for request in requests):
        ground, _goods = stored(case, desk.refunds)
        agreed = sum((row.fee for row in ground.lines), ground.request.fixed_fee)
        assert sum((one.fees for one in desk.refunds), Decimal(0)) <= agreed
