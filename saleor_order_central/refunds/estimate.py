"""What completing a return would give: the plan of its refund, before anything happens (B-05)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import OrderCentralFault
from ..host.facts import OrderFacts
from ..returns.asks import ReturnAsk
from ..returns.kinds import Disposition, ReturnState
from ..returns.models import ReturnInspection, ReturnLine, ReturnReason, ReturnRequest
from ..returns.pricing import PricedReturn
from ..returns.requests import price_ask
from .for_return import ReturnGround, for_return
from .plan import RefundPlan, plan_refund
from .request import RefundKind, RefundRequest
from .returned import load_return_grounds
from .standing import RefundGround, load_grounds


@dataclass(frozen=True, slots=True)
class ReturnEstimate:
    """A request as it would be stored, and what completing it would give; None when nothing can be paid."""

    priced: PricedReturn
    plan: RefundPlan | None


def estimate_return(facts: OrderFacts, ask: ReturnAsk, *, using: str) -> ReturnEstimate:
    """Check and price a request without storing anything; raises what `create_return` raises of the lines.

    Words and photos may still be missing. Goods count as fit for sale when their reason suggests so.
    """
    priced = price_ask(facts, ask, using=using)
    pks = {one.asked.reason_pk for one in priced.lines} - {None}
    reasons = ReturnReason.objects.using(using).in_bulk(list(pks))
    ground = _imagined(facts, priced, reasons)
    money = load_grounds([facts.order_pk], using=using)[facts.order_pk]
    return ReturnEstimate(priced, _plan(ground, money))


def plan_completions(return_pks: Iterable[int], *, using: str) -> dict[int, RefundPlan]:
    """Return what completing these requests now would give, by pk; a constant number of statements.

    Left out are those that are not at this step, and those of which nothing can be paid.
    """
    rows = ReturnRequest.objects.using(using).filter(
        pk__in=list(return_pks), state=ReturnState.PACKAGE_RECEIVED.value
    )
    grounds = load_return_grounds(rows, using=using)
    money = load_grounds({one.request.order_id for one in grounds.values()}, using=using)
    plans = {pk: _plan(ground, money[ground.request.order_id]) for pk, ground in grounds.items()}
    return {pk: plan for pk, plan in plans.items() if plan is not None}


def _plan(ground: ReturnGround, money: RefundGround) -> RefundPlan | None:
    request = RefundRequest(RefundKind.PRODUCTS_RETURN, return_pk=ground.request.pk or 0, completes=True)
    try:
        return plan_refund(money.facts, for_return(request.cleaned(), ground), money.standing)
    except OrderCentralFault:
        return None


def _imagined(facts: OrderFacts, priced: PricedReturn, reasons: dict[int, ReturnReason]) -> ReturnGround:
    """Make the rows of a return whose goods have all arrived; none of them is stored."""
    request = ReturnRequest(
        order_id=facts.order_pk,
        state=ReturnState.PACKAGE_RECEIVED.value,
        currency=priced.currency,
        fixed_fee=priced.fees.fixed,
    )
    lines, findings = [], defaultdict(list)
    for number, one in enumerate(priced.lines, 1):
        line = ReturnLine(
            pk=number,
            order_line_id=one.asked.order_line_pk,
            product_name=one.eligibility.line.name,
            quantity=one.asked.quantity,
            resolution=one.resolution.value,
            fee=one.fee,
        )
        reason = reasons.get(one.asked.reason_pk or 0)
        suggested = (reason.default_disposition if reason else "") or Disposition.QUARANTINE.value
        findings[number].append(ReturnInspection(quantity=line.quantity, disposition=suggested))
        lines.append(line)
    return ReturnGround(request, lines, findings)
