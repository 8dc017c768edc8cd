"""Writes a refund down before anybody is asked: under the order's lock, so that ceilings hold for all."""

from typing import Any

from django.db import transaction

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import refund_actions
from ..host.refund_facts import SourceKind
from ..statuses.locks import lock_order_states
from .for_return import for_return
from .models import OrderRefund, OrderRefundLine, RestockedUnit
from .plan import RefundPlan, plan_refund
from .request import RefundRequest
from .returned import load_return_ground
from .standing import load_grounds


def plan_for(order_pk: Any, request: RefundRequest, *, using: str) -> RefundPlan:
    """Read the order and plan; preview and execution both go this way.

    Raises OrderCentralFault as `for_return` and `plan_refund` do, and NOT_FOUND for a warehouse.
    """
    request = request.cleaned()
    if request.return_pk is not None:
        request = for_return(request, load_return_ground(request.return_pk, order_pk, using=using))
    if request.warehouse and not refund_actions.warehouse_exists(request.warehouse, using=using):
        raise not_found("restockWarehouse", "There is no such warehouse.")
    ground = load_grounds([order_pk], using=using)[order_pk]
    return plan_refund(ground.facts, request, ground.standing)


def reserve(order_pk: Any, request: RefundRequest, *, author: Author, handles_payments: bool) -> OrderRefund:
    """Store the refund as PENDING; it counts from now on. A repeated key returns the first refund.

    Saleor lets only those touch transactions who handle payments. Raises OrderCentralFault as `plan_for`
    does, PERMISSION_DENIED, and CONFLICT when the key was used for other content.
    """
    request = request.cleaned()
    with transaction.atomic():
        lock_order_states([order_pk])
        refund_actions.lock_money(order_pk)
        earlier = _earlier(order_pk, request)
        if earlier is not None:
            return earlier
        plan = plan_for(order_pk, request, using="default")
        if plan.source and plan.source.kind is SourceKind.TRANSACTION and not handles_payments:
            raise OrderCentralFault(
                "This refund goes through a transaction: it needs HANDLE_PAYMENTS.",
                ErrorCode.PERMISSION_DENIED,
                field="method",
            )
        return _store(order_pk, request, plan, author)


def _earlier(order_pk: Any, request: RefundRequest) -> OrderRefund | None:
    if not request.idempotency_key:
        return None
    rows = OrderRefund.objects.filter(order_id=order_pk, idempotency_key=request.idempotency_key)
    refund: OrderRefund | None = rows.first()
    if refund is not None and refund.request_hash != request.content_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return refund


def _store(order_pk: Any, request: RefundRequest, plan: RefundPlan, author: Author) -> OrderRefund:
    refund: OrderRefund = OrderRefund.objects.create(
        order_id=order_pk,
        return_request_id=request.return_pk,
        completes_return=request.completes,
        message=request.message,
        restock=request.restock,
        kind=plan.kind.value,
        method=plan.method.value if plan.method else "",
        currency=plan.currency,
        amount=plan.money,
        voucher_value=plan.voucher_value,
        shipping_net=plan.shipping_net,
        shipping_gross=plan.shipping_gross,
        other=plan.other,
        fees=plan.fees,
        wants_credit_note=plan.credit_note,
        source=plan.source.name if plan.source else "",
        reference=request.reference,
        author_type=author.type.value,
        user_id=author.user_pk,
        app_name=author.app_name,
        modes={kind: mode.value for kind, mode in request.modes.items()},
        idempotency_key=request.idempotency_key,
        request_hash=request.content_hash if request.idempotency_key else "",
    )
    OrderRefundLine.objects.bulk_create(
        OrderRefundLine(
            refund=refund,
            order_line_id=line.line_pk,
            name=line.name,
            quantity=line.quantity,
            returned=line.returned,
            net=line.net,
            gross=line.gross,
            tax_rate=line.tax_rate,
        )
        for line in plan.lines
    )
    RestockedUnit.objects.bulk_create(
        RestockedUnit(refund=refund, order_line_id=move.line_pk, unit=unit, warehouse=move.warehouse_pk)
        for move in plan.stock
        for unit in move.units
    )
    return refund
