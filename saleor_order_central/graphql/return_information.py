"""What of an order can be returned, what it would come to, and the actions of the order page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from promise import Promise

from ..host import get_host
from ..host.schema import date_time, host_type, money
from ..language import speaking
from ..refunds.estimate import ReturnEstimate
from ..returns.actions import request_action
from ..returns.eligibility import LineEligibility
from ..returns.policy_choice import common_resolutions
from ..returns.pricing import explain
from ..returns.reasons import find_reasons
from ..returns.selectors import eligibility, return_dates
from .loaders import OrderLinesLoader, _once, loader
from .order_line_types import FOR_GUESTS, core_line, line_id, product_name
from .refund_types import OrderRefundEstimate
from .return_enums import (
    OrderReturnIneligibleReasonEnum,
    OrderReturnLabelPayerEnum,
    OrderReturnResolutionEnum,
    OrderReturnWindowStartEnum,
)
from .return_loaders import ReturnMaterialLoader, moment, shop_policies
from .return_reason_types import OrderReturnReason
from .return_types import OrderReturnFee, fee_list
from .views import OrderView

DateTime = date_time()
Judged = Sequence[LineEligibility]


def judged_lines(view: OrderView) -> Promise:
    """Promise what of an order can be returned now."""
    policies, now = shop_policies(view.context), moment(view.context)
    dates = return_dates(view.facts, view.material.checkpoints, view.stored)
    found = loader(view.context, ReturnMaterialLoader).load(view.facts.order_pk)
    return found.then(
        lambda material: eligibility(view.facts, material, dates, policies, now, for_guest=view.is_guest)
    )


class OrderReturnableLine(graphene.ObjectType):
    """Line that can be returned."""

    order_line = graphene.Field(host_type("OrderLine"), description=FOR_GUESTS)
    order_line_id = graphene.ID(required=True, description="Id of the order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    max_quantity = graphene.Int(required=True, description="Most units.")
    until = DateTime(description="Last moment; null while the period has no known end.")
    window_starts_from = graphene.Field(
        OrderReturnWindowStartEnum, required=True, description="Date from which the period runs."
    )
    resolutions = graphene.List(
        graphene.NonNull(OrderReturnResolutionEnum), required=True, description="Outcomes to choose from."
    )
    requires_photos = graphene.Boolean(required=True, description="Whether a photo is needed.")
    label_payer = graphene.Field(
        OrderReturnLabelPayerEnum, required=True, description="Who pays for the way back."
    )
    fee_percent = graphene.Float(required=True, description="Fee in percent of what the goods cost.")
    policy_name = graphene.String(description="Policy that counts. Null for callers without MANAGE_ORDERS.")
    policy_reasons = graphene.List(
        graphene.NonNull(graphene.String),
        description='What decided for that policy, for example "priority 5" and "product". '
        "Null for callers without MANAGE_ORDERS.",
    )


class OrderNonReturnableLine(graphene.ObjectType):
    """Line that cannot be returned."""

    order_line = graphene.Field(host_type("OrderLine"), description=FOR_GUESTS)
    order_line_id = graphene.ID(required=True, description="Id of the order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    reasons = graphene.List(
        graphene.NonNull(OrderReturnIneligibleReasonEnum),
        required=True,
        description="Reasons, for programs.",
    )
    message = graphene.String(required=True, description="The first of them, for people.")


class OrderReturnInformation(graphene.ObjectType):
    """What can be returned from an order."""

    is_allowed = graphene.Boolean(required=True, description="Whether any line can be returned now.")
    window_ends_at = DateTime(description="Last moment for any line; null without a known end.")
    returnable_lines = graphene.List(
        graphene.NonNull(OrderReturnableLine), required=True, description="Lines that can be returned."
    )
    non_returnable_lines = graphene.List(
        graphene.NonNull(OrderNonReturnableLine),
        required=True,
        description="Lines that cannot, with reasons.",
    )
    reasons = graphene.List(
        graphene.NonNull(OrderReturnReason), required=True, description="Reasons to choose from."
    )
    resolutions = graphene.List(
        graphene.NonNull(OrderReturnResolutionEnum),
        required=True,
        description="Outcomes to choose from, of any line.",
    )

    @staticmethod
    def resolve_reasons(_root, info):
        def read() -> list[Any]:
            with get_host().reading(info.context) as alias:
                return list(find_reasons(using=alias, for_staff=False))

        return _once(info.context, "return_reasons", read)


def return_information(view: OrderView) -> Promise:
    """Promise the information about one order."""
    lines = loader(view.context, OrderLinesLoader).load(view.facts.order_pk)
    return Promise.all([judged_lines(view), lines]).then(lambda found: _information(view, *found))


def _information(view: OrderView, judged: Judged, lines: list[Any]) -> OrderReturnInformation:
    by_pk = {line.pk: line for line in lines}
    known = [one for one in judged if one.line.order_line_pk in by_pk]
    good = [one for one in known if one.is_returnable]
    with speaking(view.language):
        refused = [_refused(one, by_pk, view) for one in known if not one.is_returnable]
        action = request_action(judged, is_active=view.is_on)
    return OrderReturnInformation(
        is_allowed=action.reason is None,
        window_ends_at=action.until,
        returnable_lines=[_returnable(one, by_pk, view) for one in good],
        non_returnable_lines=refused,
        resolutions=[one.value for one in common_resolutions([one.policy for one in good if one.policy])],
    )


def _returnable(one: LineEligibility, by_pk: dict[Any, Any], view: OrderView) -> OrderReturnableLine:
    policy, chosen = one.policy, one.chosen
    assert policy is not None
    assert chosen is not None
    return OrderReturnableLine(
        **_named(by_pk[one.line.order_line_pk], view),
        max_quantity=one.max_quantity,
        until=one.until,
        window_starts_from=policy.window_starts_from.value,
        resolutions=[each.value for each in policy.resolutions],
        requires_photos=policy.requires_photos,
        label_payer=policy.label_payer.value,
        fee_percent=policy.fee_percent,
        policy_name=policy.name if view.is_staff else None,
        policy_reasons=chosen.because if view.is_staff else None,
    )


def _named(line: Any, view: OrderView) -> dict[str, Any]:
    return {
        "order_line": core_line(line, view),
        "order_line_id": line_id(line),
        "product_name": product_name(line),
    }


def _refused(one: LineEligibility, by_pk: dict[Any, Any], view: OrderView) -> OrderNonReturnableLine:
    return OrderNonReturnableLine(
        **_named(by_pk[one.line.order_line_pk], view),
        reasons=[each.value for each in one.reasons],
        message=explain(one.reasons[0]),
    )


def order_actions(view: OrderView) -> Promise:
    """Promise the actions of the order page, worded in the caller's language."""

    def listed(judged: Judged) -> list[Any]:
        with speaking(view.language):
            return [request_action(judged, is_active=view.is_on)]

    return judged_lines(view).then(listed)


class OrderReturnEstimate(graphene.ObjectType):
    """What a return would come to; nothing is stored."""

    goods = graphene.Field(host_type("Money"), required=True, description="What the goods cost, gross.")
    fees = graphene.List(graphene.NonNull(OrderReturnFee), required=True, description="Fees taken off.")
    total = graphene.Field(
        host_type("Money"), required=True, description="What would remain for the customer, before shipping."
    )
    label_payer = graphene.Field(
        OrderReturnLabelPayerEnum, required=True, description="Who pays for the way back."
    )
    is_approved_at_once = graphene.Boolean(
        required=True, description="Whether nobody needs to look at the request first."
    )
    refund = graphene.Field(
        OrderRefundEstimate,
        description="The refund that would follow when all the goods arrive, in every part, worked out as "
        "its execution does; null when nothing of it would be paid.",
    )


def return_estimate(found: ReturnEstimate, view: OrderView) -> OrderReturnEstimate:
    """Give a priced request the form of the API."""
    priced, plan = found.priced, found.plan
    fees = priced.fees
    return OrderReturnEstimate(
        goods=money(plan.goods if plan else priced.goods, priced.currency),
        fees=fee_list(sum(fees.shares), fees.fixed, priced.currency, view.language),
        total=money(plan.total if plan else priced.total, priced.currency),
        refund=OrderRefundEstimate.of(plan, for_staff=view.is_staff) if plan else None,
        label_payer=priced.label_payer.value,
        is_approved_at_once=priced.is_approved_at_once,
    )
