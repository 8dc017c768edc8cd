"""The part of an order's page that is about giving back: refunds, papers and what can be done."""

from typing import Any

import graphene
from promise import Promise

from ..language import speaking
from ..refunds.actions import AvailableAction, refund_actions
from ..refunds.models import RefundStatus
from .loaders import RefundGroundLoader, RefundsLoader, loader
from .refund_enums import OrderActionCodeEnum, OrderActionDisabledReasonEnum
from .views import OrderView


class OrderAvailableAction(graphene.ObjectType):
    """Action and whether the caller can do it now."""

    code = graphene.Field(OrderActionCodeEnum, required=True, description="Action.")
    is_available = graphene.Boolean(required=True, description="Whether it can be done now.")
    disabled_reason_code = graphene.Field(OrderActionDisabledReasonEnum, description="Why not, for programs.")
    disabled_reason = graphene.String(description="Why not, for people.")


def refunds_of(root: OrderView, info: Any) -> Any:
    """Return refunds; those that failed are for staff."""
    if root.is_redacted:
        return []

    def shown(refunds: list[Any]) -> list[Any]:
        return [one for one in refunds if root.is_staff or one.status != RefundStatus.FAILURE]

    return loader(info.context, RefundsLoader).load(root.facts.order_pk).then(shown)


def parts_of_refunds(root: OrderView, info: Any, part: str) -> Any:
    """Return what refunds made: their credit notes or their vouchers."""

    def parts(refunds: list[Any]) -> list[Any]:
        return [getattr(one, part) for one in refunds if getattr(one, part, None) is not None]

    found = refunds_of(root, info)
    return found.then(parts) if isinstance(found, Promise) else []


def actions_of(root: OrderView, info: Any) -> Any:
    """Return what staff can give back; customers have no such actions."""
    if not root.is_staff:
        return []

    def listed(ground: Any) -> list[OrderAvailableAction]:
        actions = refund_actions(ground.facts, ground.standing, is_draft=root.facts.is_draft)
        with speaking(root.language):
            return [_shown(one) for one in actions]

    return loader(info.context, RefundGroundLoader).load(root.facts.order_pk).then(listed)


def _shown(action: AvailableAction) -> OrderAvailableAction:
    return OrderAvailableAction(
        code=action.code.value,
        is_available=action.is_available,
        disabled_reason_code=None if action.reason is None else action.reason.value,
        disabled_reason=action.reason_text,
    )
