"""Saleor's own ways to give money back and to take goods in; each keeps Saleor's rows consistent.

Nothing here decides: amounts and quantities were planned, and the caller holds the order's lock where a
function says so.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from inspect import signature
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.db import transaction
from saleor.order import actions, events
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderLine
from saleor.payment import PaymentError, gateway
from saleor.payment.models import Payment
from saleor.plugins.manager import get_plugins_manager
from saleor.warehouse.management import increase_stock
from saleor.warehouse.models import Warehouse

from .detect import is_saleor_3

# What Saleor stores when the gateway broke down while it was asked: it may have paid.
_UNCLEAR = "Oops! Something went wrong."
KEY_IN_METADATA = "order_central_refund"


class RefundRefused(Exception):
    """The gateway, or Saleor before asking it, said no; the text is theirs."""


class OutcomeUnknown(Exception):
    """The gateway was asked and nobody knows what it did."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway said. Without `settled_by` (a SaleorRefund's key) the money is on its way."""

    settled_by: str
    reference: str


def lock_order(order_pk: Any) -> None:
    """Lock the order's row until the transaction ends."""
    list(Order.objects.select_for_update(of=("self",)).filter(pk=order_pk).values_list("pk"))


def lock_money(order_pk: Any) -> None:
    """Lock payments, order and transactions, so that their sums and refunds say the same.

    In this order: Saleor locks the order while it holds a payment, and a transaction while it holds the
    order.
    """
    payments = Payment.objects.select_for_update(of=("self",)).filter(order_id=order_pk).order_by("pk")
    list(payments.values_list("pk"))
    lock_order(order_pk)
    if is_saleor_3():
        from .refund_requests import lock_transactions

        lock_transactions(order_pk)


def warehouse_exists(pk: str, *, using: str) -> bool:
    """Tell whether there is such a warehouse; `pk` is the text form of its key."""
    return bool(Warehouse.objects.using(using).filter(pk=pk).exists())


def refund_payment(payment_pk: int, amount: Decimal, *, key: str, keep: Callable[[Answer], None]) -> Answer:
    """Give money back through the gateway of a payment.

    `keep` stores the answer in the transaction in which Saleor stores its own row: both are there, or none.
    On Saleor 3 the gateway finds our key in the payment's metadata. Raises RefundRefused, OutcomeUnknown.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_pk)
    given: dict[str, Any] = {"amount": amount}
    if is_saleor_3():
        payment.store_value_in_metadata({KEY_IN_METADATA: key})
        payment.save(update_fields=["metadata"])
        given.update(manager=_manager(), channel_slug=payment.order.channel.slug)
    answer = _refund_locked(payment_pk, given, keep)
    if isinstance(answer, PaymentError):
        raise (OutcomeUnknown if str(answer) == _UNCLEAR else RefundRefused)(str(answer)) from answer
    return answer


def _refund_locked(
    payment_pk: int, given: dict[str, Any], keep: Callable[[Answer], None]
) -> Answer | PaymentError:
    """Refund with the payment's row locked: 2.10 does not lock it, and would lose one of two results.

    An error is returned, not raised, so that what Saleor stored of the refusal is committed.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_pk)
        try:
            row = gateway.refund(payment, **given)
        except PaymentError as error:
            return error
        answer = Answer(f"payment-refund:{row.pk}" if row.kind == "refund" else "", row.token or "")
        keep(answer)
    return answer


def tell_payment_refund(
    order_pk: Any,
    payment_pk: int,
    amount: Decimal,
    user_pk: int | None,
    *,
    has_fulfillment: bool,
    kept: Mapping[Any, int],
    has_shipping: bool,
) -> None:
    """Write Saleor's history, call its hooks and mail: what its own refund mutation does afterwards.

    A return gets a fulfillment of its own; every other refund of Saleor 3 is kept as one without lines.
    `kept` are units by line that money went back for and that stay where they are: Saleor's history names
    them. Moved into the refund's fulfillment, as Saleor's mutation does, they would count as not sent.
    """
    order = Order.objects.get(pk=order_pk)
    payment = Payment.objects.get(pk=payment_pk)
    if is_saleor_3() and not has_fulfillment:
        order.fulfillments.create(status="refunded", total_refund_amount=amount)
    if is_saleor_3() and kept:
        events.fulfillment_refunded_event(
            order=order,
            user=_user(user_pk),
            app=None,
            refunded_lines=[(kept[line.pk], line) for line in order.lines.filter(pk__in=list(kept))],
            amount=amount,
            shipping_costs_included=has_shipping,
        )
    _call(
        actions.order_refunded,
        order=order,
        user=_user(user_pk),
        app=None,
        amount=amount,
        payment=payment,
        manager=_manager(),
    )


def take_returned(
    order_pk: Any,
    quantities: Mapping[Any, int],
    *,
    amount: Decimal | None,
    shipping: Decimal | None,
    user_pk: int | None,
) -> dict[Any, int]:
    """Move sent units into a return fulfillment that says what was paid back, None for no refund.

    Returns the units by line that Saleor took; none on 2.10, which has no returns.
    """
    if not is_saleor_3() or not quantities:
        return {}
    from saleor.order import FulfillmentLineData

    order = Order.objects.get(pk=order_pk)
    sent = list(_sent_lines(order_pk, quantities))
    if not sent:
        return {}
    units: dict[Any, int] = defaultdict(int)
    for row, quantity in sent:
        units[row.order_line_id] += quantity
    taken = [FulfillmentLineData(line, quantity) for line, quantity in sent]
    with transaction.atomic():
        _call(
            actions.create_return_fulfillment,
            user=_user(user_pk),
            app=None,
            order=order,
            order_lines=[],
            fulfillment_lines=taken,
            total_refund_amount=amount,
            shipping_refund_amount=shipping,
            manager=_manager(),
            site_settings=Site.objects.get_current().settings,
        )
        emptied = Fulfillment.objects.filter(
            order_id=order_pk, lines=None, status__in=("fulfilled", "waiting_for_approval")
        )
        emptied.delete()
    transaction.on_commit(lambda: _manager().order_updated(Order.objects.get(pk=order_pk)))
    return dict(units)


def _sent_lines(order_pk: Any, quantities: Mapping[Any, int]) -> Iterable[tuple[Any, int]]:
    """Yield rows of what was sent, until each line has its quantity; unpaid-back goods first."""
    left = dict(quantities)
    rows = FulfillmentLine.objects.filter(
        fulfillment__order_id=order_pk,
        fulfillment__status__in=("fulfilled", "refunded"),
        order_line_id__in=list(left),
    )
    for row in rows.order_by("fulfillment__status", "pk"):
        taken = min(row.quantity, left[row.order_line_id])
        if taken:
            left[row.order_line_id] -= taken
            yield row, taken


def raise_stock(order_line_pk: Any, warehouse_pk: str, quantity: int) -> None:
    """Put units back on a shelf."""
    line = OrderLine.objects.select_related("variant").get(pk=order_line_pk)
    increase_stock(line, Warehouse.objects.get(pk=warehouse_pk), quantity)


def _user(pk: int | None) -> Any:
    return None if pk is None else get_user_model().objects.filter(pk=pk).first()


def _manager() -> Any:
    return get_plugins_manager(allow_replica=False) if is_saleor_3() else get_plugins_manager()


def _call(function: Any, **given: Any) -> Any:
    """Call a function of Saleor with what this release of it takes."""
    wanted = signature(function).parameters
    return function(**{name: value for name, value in given.items() if name in wanted})
