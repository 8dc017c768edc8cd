"""The part of an order's page that is about giving back: refunds, papers and what can be done."""

from typing import Any

from promise import Promise

from ..actions import AvailableAction
from ..language import speaking
from ..refunds.actions import refund_actions
from ..refunds.models import RefundStatus
from .loaders import RefundGroundLoader, RefundsLoader, loader
from .refund_types import parts_of
from .views import OrderView


def refunds_of(root: OrderView, info: Any) -> Any:
    """Return refunds; those that failed are for staff."""
    if root.shows_steps_only:
        return []

    def shown(refunds: list[Any]) -> list[Any]:
        return [one for one in refunds if root.is_staff or one.status != RefundStatus.FAILURE]

    return loader(info.context, RefundsLoader).load(root.facts.order_pk).then(shown)


def parts_of_refunds(root: OrderView, info: Any, part: str) -> Any:
    """Return what refunds made: their credit notes or their vouchers."""

    found = refunds_of(root, info)
    return found.then(lambda refunds: parts_of(refunds, part)) if isinstance(found, Promise) else []


def refund_actions_of(root: OrderView, info: Any) -> Promise:
    """Promise what staff can give back; customers have no such actions."""
    if not root.is_staff:
        return Promise.resolve(())

    def listed(ground: Any) -> tuple[AvailableAction, ...]:
        with speaking(root.language):
            return refund_actions(ground.facts, ground.standing, is_draft=root.facts.is_draft)

    return loader(info.context, RefundGroundLoader).load(root.facts.order_pk).then(listed)
