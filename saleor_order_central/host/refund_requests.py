"""Refunds through the transactions of Saleor 3: granted, asked for, or written down by hand."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from saleor.order.models import Order
from saleor.payment import PaymentError, gateway
from saleor.payment.gateway import request_refund_action
from saleor.payment.models import Payment, TransactionEvent, TransactionItem
from saleor.plugins.manager import get_plugins_manager

from .refund_actions import RefundRefused
from .refund_facts import KEY_PREFIX, RefundGrant, SourceKind


def lock_transactions(order_pk: Any) -> None:
    """Lock the order's transactions with what was asked of them, and compute their sums from their events.

    Saleor marks a request as counted first and lowers the sums later, without a lock around both. While the
    requests are locked none is marked, so that events that are read from now on fit the sums.
    """
    from saleor.payment.transaction_item_calculations import recalculate_transaction_amounts

    items = list(
        TransactionItem.objects.select_for_update(of=("self",)).filter(order_id=order_pk).order_by("pk")
    )
    asked = TransactionEvent.objects.filter(transaction__in=items, type="refund_request").order_by("pk")
    list(asked.select_for_update(of=("self",)).values_list("pk"))
    known = Q(idempotency_key__startswith=KEY_PREFIX) | Q(type="refund_request")
    for item in items:
        if item.events.filter(known, include_in_calculations=True).exists():
            recalculate_transaction_amounts(item)


def store_request(order_pk: Any, transaction_pk: int, grant: RefundGrant) -> int:
    """Grant a refund and store the request for it, as Saleor's own mutations do; nobody is asked yet.

    Call it with the order locked. The request carries our key; the app reads the granted refund's id.
    Returns the key of the granted refund.
    """
    from saleor.order.utils import update_order_charge_data

    order = Order.objects.get(pk=order_pk)
    item = TransactionItem.objects.select_for_update(of=("self",)).get(pk=transaction_pk)
    granted = _granted(order, item, grant, status="pending")
    item.events.create(
        amount_value=grant.amount,
        currency=item.currency,
        type="refund_request",
        user=granted.user,
        idempotency_key=grant.key,
        message=grant.reason[:512],
        related_granted_refund=granted,
    )
    update_order_charge_data(order)
    granted_pk: int = granted.pk
    return granted_pk


def _granted(order: Any, item: Any, grant: RefundGrant, *, status: str) -> Any:
    granted = order.granted_refunds.create(
        amount_value=grant.amount,
        currency=order.currency,
        reason=grant.reason,
        user=get_user_model().objects.filter(pk=grant.user_pk).first() if grant.user_pk else None,
        shipping_costs_included=grant.has_shipping,
        transaction_item=item,
        status=status,
    )
    for line_pk, quantity in grant.quantities.items():
        granted.lines.create(order_line_id=line_pk, quantity=quantity)
    return granted


def send_request(key: str) -> None:
    """Ask the app of the transaction; its answer becomes an event of Saleor. Raises RefundRefused."""
    from saleor.order.utils import calculate_order_granted_refund_status

    events = TransactionEvent.objects.select_related("transaction", "related_granted_refund", "user")
    event = events.get(idempotency_key=key, type="refund_request")
    item = event.transaction
    try:
        request_refund_action(
            transaction=item,
            manager=get_plugins_manager(allow_replica=False),
            refund_value=event.amount_value,
            request_event=event,
            channel_slug=item.order.channel.slug,
            user=event.user,
            app=None,
            granted_refund=event.related_granted_refund,
        )
    except PaymentError as error:
        raise RefundRefused(str(error)) from error
    finally:
        if event.related_granted_refund is not None:
            calculate_order_granted_refund_status(event.related_granted_refund)


def write_down(order_pk: Any, source_kind: str, source_pk: int, grant: RefundGrant) -> tuple[str, int | None]:
    """Record a refund that was paid by hand in Saleor 3.

    Returns the key of its SaleorRefund, and that of the granted refund of a transaction. Call it with the
    order locked. Raises RefundRefused.
    """
    if source_kind == SourceKind.TRANSACTION.value:
        return _write_down_in_transaction(order_pk, source_pk, grant)
    payment = Payment.objects.select_related("order").get(pk=source_pk)
    try:
        row = gateway.refund(
            payment,
            get_plugins_manager(allow_replica=False),
            channel_slug=payment.order.channel.slug,
            amount=grant.amount,
        )
    except PaymentError as error:
        raise RefundRefused(str(error)) from error
    return f"payment-refund:{row.pk}", None


def _write_down_in_transaction(order_pk: Any, transaction_pk: int, grant: RefundGrant) -> tuple[str, int]:
    """Keep it as a refund that an app has paid would be kept: granted, and reported as done."""
    from saleor.order.actions import order_refunded
    from saleor.order.utils import updates_amounts_for_order
    from saleor.payment.transaction_item_calculations import recalculate_transaction_amounts

    order = Order.objects.get(pk=order_pk)
    item = TransactionItem.objects.select_for_update(of=("self",)).get(pk=transaction_pk)
    granted = _granted(order, item, grant, status="success")
    event = item.events.create(
        amount_value=grant.amount,
        currency=item.currency,
        type="refund_success",
        idempotency_key=grant.key,
        psp_reference=grant.key,
        include_in_calculations=True,
        related_granted_refund=granted,
    )
    recalculate_transaction_amounts(item)
    updates_amounts_for_order(order)
    order_refunded(
        order=order,
        user=None,
        app=None,
        amount=grant.amount,
        payment=None,
        manager=get_plugins_manager(allow_replica=False),
    )
    return f"transaction-event:{event.pk}", granted.pk
