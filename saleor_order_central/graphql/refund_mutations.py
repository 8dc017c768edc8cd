"""Giving money, vouchers and goods back through the API."""

from typing import Any

import graphene

from ..errors import ErrorCode, OrderCentralFault
from ..host import get_host
from ..host.access import Caller
from ..host.schema import host_type
from ..refunds.models import OrderRefund, RefundStatus
from ..refunds.request import RefundKind, RefundRequest
from ..refunds.services import refund_order
from ..refunds.standing import load_refunds_by_pk
from .base import CentralMutation, order_for_change
from .loaders import OrderLoader, loader
from .refund_inputs import (
    OrderMarkAsRefundedInput,
    OrderRefundOptionsInput,
    marked_request,
    options_request,
)
from .refund_types import OrderCreditNote, OrderRefundRecord, OrderVoucher

HANDLE_PAYMENTS = "payment.handle_payments"


def refund_made(caller: Caller, order_pk: Any, request: RefundRequest) -> OrderRefund:
    """Refund, and read what became of it. Raises PAYMENT_ERROR when the gateway or Saleor refused."""
    made = refund_order(
        order_pk,
        request,
        author=caller.author(),
        handles_payments=caller.has_permission(HANDLE_PAYMENTS),
    )
    if made.status == RefundStatus.FAILURE:
        raise OrderCentralFault(f"The refund was refused: {made.reason}", ErrorCode.PAYMENT_ERROR)
    return load_refunds_by_pk([made.pk], using="default")[made.pk]


class RefundMutation(CentralMutation):
    """Base of the mutations that refund an order."""

    class Meta:
        abstract = True

    order = graphene.Field(host_type("Order"), description="Order after the change.")
    refund = graphene.Field(OrderRefundRecord, description="Refund that was made.")

    @classmethod
    def refund_by(cls, info: Any, caller: Caller, order: str, request: RefundRequest) -> "RefundMutation":
        """Refund, and show the order anew. Raises PAYMENT_ERROR when the gateway or Saleor refused."""
        facts = order_for_change(caller, order)
        refund = refund_made(caller, facts.order_pk, request)
        shown = loader(info.context, OrderLoader).load(facts.order_pk).then(get_host().wrap)
        return cls.showing(refund, shown)

    @classmethod
    def showing(cls, refund: Any, order: Any) -> "RefundMutation":
        """Make the payload."""
        return cls(order=order, refund=refund)


class OptionsMutation(RefundMutation):
    """Base of the mutations with the four options."""

    class Meta:
        abstract = True

    credit_note = graphene.Field(OrderCreditNote, description="Credit note that was made.")
    voucher = graphene.Field(OrderVoucher, description="Voucher that was made.")

    @classmethod
    def showing(cls, refund: Any, order: Any) -> "OptionsMutation":
        """Make the payload with what the options made."""
        return cls(
            order=order,
            refund=refund,
            credit_note=getattr(refund, "credit_note", None),
            voucher=getattr(refund, "voucher", None),
        )


class OrderProductsReturn(OptionsMutation):
    """Takes products in that the customer sent back, with the four options."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderRefundOptionsInput(required=True, description="What came back, and what for it.")

    @classmethod
    def perform(cls, info, caller, order, input):
        return cls.refund_by(info, caller, order, options_request(RefundKind.PRODUCTS_RETURN, input))


class OrderPartialRefund(OptionsMutation):
    """Gives a part of the money back; the goods may stay with the customer."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderRefundOptionsInput(required=True, description="What goes back.")

    @classmethod
    def perform(cls, info, caller, order, input):
        return cls.refund_by(info, caller, order, options_request(RefundKind.PARTIAL, input))


class OrderFullRefund(OptionsMutation):
    """Gives all the money back that is left, shipping too."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderRefundOptionsInput(required=True, description="The options; no lines and no amount.")

    @classmethod
    def perform(cls, info, caller, order, input):
        return cls.refund_by(info, caller, order, options_request(RefundKind.FULL, input))


class OrderMarkAsRefunded(RefundMutation):
    """Records money that was paid back outside Saleor."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderMarkAsRefundedInput(required=True, description="What was paid back.")

    @classmethod
    def perform(cls, info, caller, order, input):
        return cls.refund_by(info, caller, order, marked_request(input))


MUTATIONS = (OrderProductsReturn, OrderPartialRefund, OrderFullRefund, OrderMarkAsRefunded)
