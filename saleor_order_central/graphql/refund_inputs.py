"""What callers say of a refund, turned into a request."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..errors import invalid
from ..host import get_host
from ..host.schema import decimal_number
from ..refunds.request import LineRequest, RefundKind, RefundMethod, RefundRequest
from .ids import decode, decode_int_pk, decode_warehouse_pk
from .refund_enums import OrderRefundMethodEnum
from .status_changes import OrderNotifyInput, notify_modes

_KEY = "Repeat-safe key: the same key with the same content returns the first result."


class OrderRefundLineAmountInput(graphene.InputObjectType):
    """Line with units and, if wanted, an amount of its own."""

    order_line = graphene.ID(required=True, description="Order line.")
    quantity = graphene.Int(required=True, description="Units.")
    amount = graphene.Field(
        decimal_number(), description="Amount for all these units; computed when missing."
    )


class OrderRefundOptionsInput(graphene.InputObjectType):
    """Refund with four independent options, all off by default."""

    lines = graphene.List(graphene.NonNull(OrderRefundLineAmountInput), description="Lines.")
    amount = graphene.Field(decimal_number(), description="Amount not bound to lines.")
    restock = graphene.Boolean(
        description="Option 1: put units back to stock; of a return, those found fit for sale unless false."
    )
    restock_warehouse = graphene.ID(
        description="Warehouse that takes them; those that they came from when missing."
    )
    credit_note = graphene.Boolean(description="Option 2: make a credit note.")
    voucher = graphene.Boolean(
        description="Option 3: give a voucher instead of money for the same amount. For a return, what the "
        "customer wants unless it is said here."
    )
    refund_shipping = graphene.Boolean(description="Option 4: pay the shipping cost back.")
    fee = graphene.Field(
        decimal_number(), description="Fee taken off, 0 for none; that of the return when missing."
    )
    return_request = graphene.ID(
        description="Return that is paid for, once its goods were received. What came back of it is paid for "
        "when neither lines nor an amount are named."
    )
    method = graphene.Field(OrderRefundMethodEnum, description="How the money goes back.")
    manual_reference = graphene.String(description="Reference of a payment made by hand.")
    transaction_id = graphene.ID(
        description="Saleor's transaction or payment to use; chosen by the server when missing."
    )
    notify = OrderNotifyInput(description="What to send.")
    idempotency_key = graphene.String(description=_KEY)


class OrderMarkAsRefundedInput(graphene.InputObjectType):
    """Refund that was paid outside Saleor."""

    amount = graphene.Field(decimal_number(), description="Amount; the rest of the order when missing.")
    reference = graphene.String(description="Reference of the payment.")
    notify = OrderNotifyInput(description="What to send.")
    idempotency_key = graphene.String(description=_KEY)


def options_request(kind: RefundKind, input: Mapping[str, Any]) -> RefundRequest:
    """Turn the options into a request. Raises OrderCentralFault naming the field of a malformed id."""
    method = input.get("method")
    return RefundRequest(
        kind=kind,
        lines=tuple(_line(one) for one in input.get("lines") or ()),
        amount=input.get("amount"),
        restock=input.get("restock"),
        warehouse=decode_warehouse_pk(input.get("restock_warehouse"), "restockWarehouse"),
        credit_note=bool(input.get("credit_note")),
        voucher=input.get("voucher"),
        shipping=bool(input.get("refund_shipping")),
        fee=input.get("fee"),
        return_pk=_return_pk(input.get("return_request")),
        method=RefundMethod(method) if method else None,
        source=_source(input.get("transaction_id")),
        reference=input.get("manual_reference") or "",
        modes=notify_modes(input.get("notify")),
        idempotency_key=input.get("idempotency_key") or "",
    )


def marked_request(input: Mapping[str, Any]) -> RefundRequest:
    """Turn a payment made by hand into a request."""
    return RefundRequest(
        kind=RefundKind.MARKED,
        amount=input.get("amount"),
        method=RefundMethod.MANUAL,
        reference=input.get("reference") or "",
        modes=notify_modes(input.get("notify")),
        idempotency_key=input.get("idempotency_key") or "",
    )


def _line(input: Mapping[str, Any]) -> LineRequest:
    inner = decode(input["order_line"], "OrderLine", "lines")
    try:
        # Keys of lines have the form of keys of orders, on every host.
        return LineRequest(get_host().order_pk(inner), input["quantity"], input.get("amount"))
    except ValueError as error:
        raise invalid("lines", f'"{input["order_line"]}" is not the id of a line.') from error


def _return_pk(global_id: str | None) -> int | None:
    return decode_int_pk(global_id, "OrderReturnRequest", "returnRequest") if global_id else None


def _source(global_id: str | None) -> str:
    """Return the inner form of the id of a transaction or payment."""
    if not global_id:
        return ""
    try:
        found, inner = graphene.Node.from_global_id(global_id)
    except (ValueError, TypeError, UnicodeDecodeError) as error:
        raise invalid("transactionId", "This is not the id of a transaction.") from error
    return f"{found}:{inner}"
