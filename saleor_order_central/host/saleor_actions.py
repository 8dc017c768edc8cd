"""Saleor's own actions on an order: its mutations run inside the present request, so that its checks,
stock, hooks and webhooks are those of Saleor itself, whatever the release.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from importlib import import_module
from inspect import signature
from operator import or_
from typing import Any

from django.contrib.sites.models import Site
from django.db.models import Q
from saleor.order import actions
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager
from saleor.warehouse.models import Allocation, Stock

from .detect import is_saleor_3
from .schema import global_id

MARK_AS_PAID = "mutation($id: ID!) { orderMarkAsPaid(id: $id) { errors { field message } } }"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { errors { field message } } }"
REFUND = """mutation($id: ID!, $amount: PositiveDecimal!) {
  orderRefund(id: $id, amount: $amount) { errors { field message } } }"""
FULFILL = """mutation($id: ID!, $input: OrderFulfillInput!) {
  orderFulfill(order: $id, input: $input) { fulfillments { id } errors { field message } } }"""
UPDATE_TRACKING = """mutation($id: ID!, $input: FulfillmentUpdateTrackingInput!) {
  orderFulfillmentUpdateTracking(id: $id, input: $input) { errors { field message } } }"""


class ActionRefused(Exception):
    """Saleor did not carry the action out; the text is Saleor's own."""


def mark_as_paid(context: Any, order_pk: Any) -> None:
    """Record that the money arrived (004-16). Raises ActionRefused."""
    _run(context, MARK_AS_PAID, "orderMarkAsPaid", id=_order_id(order_pk))


def cancel(context: Any, order_pk: Any) -> None:
    """Cancel the order (004-17). Raises ActionRefused."""
    _run(context, CANCEL, "orderCancel", id=_order_id(order_pk))


def refund(context: Any, order_pk: Any, amount: Decimal) -> None:
    """Give money back through the payment of the order (004-23). Raises ActionRefused."""
    document = REFUND if is_saleor_3() else REFUND.replace("PositiveDecimal", "Decimal")
    _run(context, document, "orderRefund", id=_order_id(order_pk), amount=str(amount))


def refundable(order_pk: Any) -> Decimal:
    """Return what the order's last payment holds, the one that Saleor gives money back from."""
    payment = Order.objects.get(pk=order_pk).payments.order_by("-pk").first()
    return payment.captured_amount if payment is not None and payment.is_active else Decimal(0)


def fulfill(context: Any, order_pk: Any, tracking_number: str) -> None:
    """Send everything that has not left, without Saleor's own mail (004-18). Raises ActionRefused.

    2.10 takes the tracking number only afterwards.
    """
    lines = list(_unsent_lines(order_pk))
    if not lines:
        raise ActionRefused("Everything was sent already.")
    values: dict[str, Any] = {"lines": lines, "notifyCustomer": False}
    if tracking_number and is_saleor_3():
        values["trackingNumber"] = tracking_number
    made = _run(context, FULFILL, "orderFulfill", id=_order_id(order_pk), input=values)["fulfillments"]
    if tracking_number and not is_saleor_3():
        for fulfillment in made:
            _update_tracking(context, fulfillment["id"], tracking_number)


def update_tracking(context: Any, fulfillment_pk: int, tracking_number: str) -> None:
    """Write the text of a fulfillment, without Saleor's own mail (000-28). Raises ActionRefused."""
    _update_tracking(context, global_id("Fulfillment", fulfillment_pk), tracking_number)


def _update_tracking(context: Any, fulfillment_id: str, tracking_number: str) -> None:
    tracking = {"trackingNumber": tracking_number, "notifyCustomer": False}
    _run(context, UPDATE_TRACKING, "orderFulfillmentUpdateTracking", id=fulfillment_id, input=tracking)


def _unsent_lines(order_pk: Any) -> Iterator[dict[str, Any]]:
    """Yield what is left of each line with the warehouses that it comes from."""
    for line in Order.objects.get(pk=order_pk).lines.order_by("pk"):
        left = line.quantity - line.quantity_fulfilled
        if left > 0:
            stocks = list(_stocks_of(line, left))
            yield {"orderLineId": global_id("OrderLine", line.pk), "stocks": stocks}


def _stocks_of(line: Any, quantity: int) -> Iterator[dict[str, Any]]:
    """Take what is reserved for the line first, then from where the most is."""
    allocations = Allocation.objects.filter(order_line=line, quantity_allocated__gt=0).order_by("pk")
    for warehouse, reserved in allocations.values_list("stock__warehouse_id", "quantity_allocated"):
        taken = min(quantity, reserved)
        if taken:
            yield _stock(warehouse, taken)
            quantity -= taken
    if quantity and line.variant_id:
        stocks = Stock.objects.filter(product_variant_id=line.variant_id).order_by("-quantity", "pk")
        found = stocks.values_list("warehouse_id", flat=True)
        for warehouse in (_that_ship(found, line.order.channel_id) if is_saleor_3() else found)[:1]:
            yield _stock(warehouse, quantity)


def _that_ship(stocks: Any, channel_pk: int) -> Any:
    """Leave out warehouses from which Saleor ships nothing of the channel, such as those for collecting."""
    zones = {"warehouse__channels": channel_pk, "warehouse__shipping_zones__channels": channel_pk}
    shipping = stocks.filter(**zones).distinct()
    return shipping if shipping.exists() else stocks


def _stock(warehouse_pk: Any, quantity: int) -> dict[str, Any]:
    return {"warehouse": global_id("Warehouse", warehouse_pk), "quantity": quantity}


def _order_id(order_pk: Any) -> str:
    return global_id("Order", order_pk)


def cancel_unpaid(order_pk: Any) -> bool:
    """Cancel an order without a person behind it, for a task.

    False when Saleor would not allow it, or when any money came in or is promised.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_pk)
    if not order.can_cancel() or _has_money(order):
        return False
    _cancel(order)
    return True


def _has_money(order: Any) -> bool:
    """Money that came, that is promised, that is on its way, or that went back."""
    under_way = Q(is_active=True, to_confirm=True)
    moved = Q(captured_amount__gt=0) | Q(transactions__is_success=True)
    if order.payments.filter(under_way | moved).exists():
        return True
    return is_saleor_3() and _transactions_with_money(order).exists()


def _transactions_with_money(order: Any) -> Any:
    amounts = ("charged", "authorized", "refunded", "charge_pending", "authorize_pending", "refund_pending")
    some = reduce(or_, (Q(**{f"{amount}_value__gt": 0}) for amount in amounts))
    return order.payment_transactions.filter(some)


def _cancel(order: Any) -> None:
    given = {"order": order, "user": None, "app": None, "manager": _manager()}
    wanted = signature(actions.cancel_order).parameters
    if "site_settings" in wanted:
        given["site_settings"] = Site.objects.get_current().settings
    actions.cancel_order(**{name: value for name, value in given.items() if name in wanted})


def _manager() -> Any:
    return get_plugins_manager(allow_replica=False) if is_saleor_3() else get_plugins_manager()


def delete_for_good(order_pk: Any) -> None:
    """Delete an order that nothing was ever paid, billed or sent for. Raises ActionRefused otherwise.

    Payments that never carried money go with it; reserved stock is released first.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_pk)
    _refuse_trace_of_trade(order)
    if order.can_cancel():
        _cancel(order)
    for payment in order.payments.all():
        payment.transactions.all().delete()
        payment.delete()
    order.delete()


def _invoices() -> Any:
    """2.10 keeps the table in another module and has no way to it from the order."""
    module = import_module("saleor.invoice.models" if is_saleor_3() else "saleor.order.models")
    return module.Invoice.objects


def _refuse_trace_of_trade(order: Any) -> None:
    if _invoices().filter(order=order).exists():
        raise ActionRefused("the order has an invoice.")
    if order.fulfillments.exists():
        raise ActionRefused("something of the order was sent.")
    if _has_money(order) or (is_saleor_3() and order.payment_transactions.exists()):
        raise ActionRefused("the order has a payment.")


def _run(context: Any, document: str, field: str, **variables: Any) -> dict[str, Any]:
    """Execute one mutation of Saleor for the caller of this request, with the caller's own permissions."""
    from saleor.graphql.api import schema

    result = schema.execute(document, variables=variables, context=context)
    if result.errors:
        raise ActionRefused("; ".join(str(error) for error in result.errors))
    payload: dict[str, Any] = result.data[field]
    if payload["errors"]:
        raise ActionRefused("; ".join(error["message"] for error in payload["errors"]))
    return payload
