"""Refunds through the transactions of Saleor 3: granted, asked for, or written down by hand."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from saleor.order.models import Order
from saleor.payment import PaymentError
from saleor.payment.gateway import request_refund_action
from saleor.payment.models import Payment, TransactionItem
from saleor.plugins.manager import get_plugins_manager

from .refund_actions import RefundRefused
from .refund_facts import KEY_PREFIX


def lock_transactions(order_pk: Any) -> None:
    """Lock the order's transactions; those that we asked get their sums computed from their events.

    Saleor stores an event first and the sums later, and in between the two contradict each other.
    """
    from saleor.payment.transaction_item_calculations import recalculate_transaction_amounts

    items = TransactionItem.objects.select_for_update(of=("self",)).filter(order_id=order_pk)
    for item in items.order_by("pk"):
        ours = item.events.filter(idempotency_key__startswith=KEY_PREFIX, include_in_calculations=True)
        if ours.exists():
            recalculate_transaction_amounts(item)


def store_request(
    order_pk: Any,
    transaction_pk: int,
    amount: Decimal,
    *,
    key: str,
    reason: str,
    quantities: Mapping[Any, int],
    has_shipping: bool,
    user_pk: int | None,
) -> int:
    """Grant a refund and store the request for it, as Saleor's own mutations do; nobody is asked yet.

    Call it with the order locked. The request carries our key; the app reads the granted refund's id.
    Returns the key of the granted refund.
    """
    from saleor.order.utils import update_order_charge_data

    order = Order.objects.get(pk=order_pk)
    item = TransactionItem.objects.select_for_update(of=("self",)).get(pk=transaction_pk)
    user = None if user_pk is None else get_user_model().objects.filter(pk=user_pk).first()
    granted = order.granted_refunds.create(
        amount_value=amount,
        currency=order.currency,
        reason=reason,
        user=user,
        shipping_costs_included=has_shipping,
        transaction_item=item,
        status="pending",
    )
    for line_pk, quantity in quantities.items():
        granted.lines.create(order_line_id=line_pk, quantity=quantity)
    item.events.create(
        amount_value=amount,
        currency=item.currency,
        type="refund_request",
        user=user,
        idempotency_key=key,
        message=reason[:512],
        related_granted_refund=granted,
    )
    update_order_charge_data(order)
    granted_pk: int = granted.pk
    return granted_pk


def send_request(key: str) -> None:
    """Ask the app of the transaction; its answer becomes an event of Saleor. Raises RefundRefused."""
    from saleor.order.utils import calculate_order_granted_refund_status
    from saleor.payment.models import TransactionEvent

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


def write_down(order_pk: Any, source_kind: str, source_pk: int, amount: Decimal, *, key: str) -> str:
    """Record a refund that was paid by hand in Saleor 3, and return the key of its SaleorRefund.

    Call it with the order locked. Raises RefundRefused.
    """
    if source_kind == "PAYMENT":
        from saleor.payment import gateway

        payment = Payment.objects.select_related("order").get(pk=source_pk)
        try:
            row = gateway.refund(
                payment,
                get_plugins_manager(allow_replica=False),
                channel_slug=payment.order.channel.slug,
                amount=amount,
            )
        except PaymentError as error:
            raise RefundRefused(str(error)) from error
        return f"payment-refund:{row.pk}"
    return _write_down_in_transaction(order_pk, source_pk, amount, key)


def _write_down_in_transaction(order_pk: Any, transaction_pk: int, amount: Decimal, key: str) -> str:
    from saleor.order.actions import order_refunded
    from saleor.order.utils import updates_amounts_for_order
    from saleor.payment.transaction_item_calculations import recalculate_transaction_amounts

    item = TransactionItem.objects.select_for_update(of=("self",)).get(pk=transaction_pk)
    event = item.events.create(
        amount_value=amount,
        currency=item.currency,
        type="refund_success",
        idempotency_key=key,
        psp_reference=key,
        include_in_calculations=True,
    )
    recalculate_transaction_amounts(item)
    order = Order.objects.get(pk=order_pk)
    updates_amounts_for_order(order)
    order_refunded(
        order=order,
        user=None,
        app=None,
        amount=amount,
        payment=None,
        manager=get_plugins_manager(allow_replica=False),
    )
    return f"transaction-event:{event.pk}"
