"""The dry run of a refund, and the list of credit notes."""

from typing import Any

import graphene

from ..credit_notes.selectors import find_credit_notes
from ..errors import invalid
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..host.schema import date_time
from ..refunds.request import RefundKind
from ..refunds.reserve import plan_for
from ..text import storable
from .base import order_for_change
from .connections import page_arguments, page_of_queryset, window
from .queries import answers_faults
from .refund_enums import OrderRefundKindEnum
from .refund_inputs import OrderRefundOptionsInput, options_request
from .refund_types import OrderCreditNoteCountableConnection, OrderRefundEstimate

DateTime = date_time()


@answers_faults
def resolve_preview(_root, info, order, input, kind=None):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    if kind == RefundKind.IN_SALEOR.value:
        raise invalid("kind", "A refund that was made in Saleor cannot be tried.")
    with get_host().reading(info.context) as alias:
        facts = order_for_change(caller, order, using=alias)
        plan = plan_for(facts.order_pk, options_request(_kind(kind, input), input), using=alias)
        return OrderRefundEstimate.of(plan)


def _kind(kind: str | None, input: dict[str, Any]) -> RefundKind:
    """Products come back by a return; without one, a part of the money is meant."""
    if kind is not None:
        return RefundKind(kind)
    return RefundKind.PRODUCTS_RETURN if input.get("return_request") else RefundKind.PARTIAL


@answers_faults
def resolve_credit_notes(_root, info, search=None, issued_from=None, issued_to=None, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = find_credit_notes(
            caller.working_channels(),
            using=alias,
            search=storable(search or "", "search"),
            issued_from=issued_from,
            issued_to=issued_to,
        )
        return page_of_queryset(rows, ("issued_at", "pk"), window(**page), descending=True)


QUERY_FIELDS = {
    "order_refund_preview": graphene.Field(
        OrderRefundEstimate,
        order=graphene.ID(required=True, description="The order."),
        input=OrderRefundOptionsInput(required=True, description="What would go back."),
        kind=graphene.Argument(
            OrderRefundKindEnum,
            description="Action to try; when missing, the completion of the return that is named, else a "
            "partial refund.",
        ),
        resolver=resolve_preview,
        description="Dry run of a refund: the same numbers as its execution. Requires MANAGE_ORDERS.",
    ),
    "order_credit_notes": graphene.Field(
        OrderCreditNoteCountableConnection,
        search=graphene.String(description="Number of the credit note or of its order."),
        issued_from=DateTime(description="Issued at this moment or later."),
        issued_to=DateTime(description="Issued before this moment."),
        resolver=resolve_credit_notes,
        description="Credit notes, newest first. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
}

COSTS = {
    "OrderCreditNote": {"refund": {"complexity": 1}},
    "OrderRefundRecord": {"user": {"complexity": 1}},
    "OrderVoucher": {"isUsed": {"complexity": 1}},
    "Query": {
        "orderRefundPreview": {"complexity": 10},
        "orderCreditNotes": {"complexity": 1, "multipliers": ["first", "last"]},
    },
}
