"""Orders that money was paid for, made with Saleor's own models and actions; alike on every host."""

from __future__ import annotations

import os
import signal
from decimal import Decimal
from typing import Any

from django.db import connections

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds import services
from saleor_order_central.refunds.request import LineRequest, RefundKind, RefundRequest
from saleor_order_central.refunds.services import refund_order
from tests.shop_rows import NOON, add_event, hours, make_channel, make_order, ship

STAFF = Author(AuthorType.STAFF)
DUMMY = "mirumee.payments.dummy"
OURS = "saleor_order_central.plugin.OrderCentralPlugin"


def switch_dummy_on(settings: Any) -> None:
    """Let Saleor's own test gateway work, beside our plugin."""
    from saleor.plugins.models import PluginConfiguration

    gateway = _test_gateway()
    settings.PLUGINS = [f"{gateway.__module__}.{gateway.__qualname__}", OURS]
    columns: dict[str, Any] = {"channel": make_channel()} if is_saleor_3() else {}
    PluginConfiguration.objects.create(
        identifier=DUMMY,
        active=True,
        name="Dummy",
        configuration=gateway.DEFAULT_CONFIGURATION,
        **columns,
    )


def _test_gateway() -> Any:
    """Saleor's own gateway for tests: renamed in 3.22, gone in 3.24."""
    try:
        from saleor.payment.gateways.dummy import plugin
    except ImportError:
        from tests.refunds.gateway import PayingGateway

        return PayingGateway
    name = "DummyGatewayPlugin"
    return getattr(plugin, name, None) or getattr(plugin, f"Deprecated{name}")


def make_paid(gateway: str = DUMMY, *, total: str = "30.00", quantity: int = 3, shipping: str = "0") -> Any:
    """An order whose payment holds everything."""
    order = make_order(total=total, quantity=quantity)
    if Decimal(shipping):
        add_shipping(order, Decimal(shipping))
    pay_by(order, gateway)
    return order


def add_shipping(order: Any, gross: Decimal) -> None:
    """Let the order cost shipping on top."""
    order.shipping_price_gross_amount = order.shipping_price_net_amount = gross
    order.total_gross_amount += gross
    order.total_net_amount += gross
    order.save()


def pay_by(order: Any, gateway: str) -> Any:
    """The rows that Saleor writes when a payment was captured."""
    from saleor.payment.models import Payment

    payment = Payment.objects.create(
        order=order,
        gateway=gateway,
        is_active=True,
        charge_status="fully-charged",
        total=order.total_gross_amount,
        captured_amount=order.total_gross_amount,
        currency="USD",
    )
    payment.transactions.create(
        kind="external" if gateway == "manual" else "capture",
        is_success=True,
        amount=order.total_gross_amount,
        currency="USD",
        token="captured",
        gateway_response={},
    )
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(
            charge_status="full", authorize_status="full", total_charged_amount=order.total_gross_amount
        )
    add_event(order, "payment_captured", NOON + hours(1), amount=str(order.total_gross_amount))
    return payment


def make_stock(order: Any, quantity: int = 10, name: str = "Here") -> Any:
    """A product behind the order's line with stock in a warehouse; everything is sent from there."""
    stock = add_stock(make_variant(), quantity, name)
    line = order.lines.get()
    type(line).objects.filter(pk=line.pk).update(variant=stock.product_variant)
    parcel = ship(order, "AA123456785BR", NOON + hours(2), quantity=line.quantity)
    parcel.lines.update(stock=stock)
    return stock


def make_variant() -> Any:
    """A variant of a product that nobody sees."""
    from saleor.product.models import Category, Product, ProductType, ProductVariant

    slug = f"mug-{Product.objects.count()}"
    kind = ProductType.objects.create(name=slug, slug=slug)
    category = Category.objects.create(name=slug, slug=slug)
    columns: dict[str, Any] = {"name": slug, "slug": slug, "product_type": kind, "category": category}
    if not is_saleor_3():
        columns.update(price_amount=10, minimal_variant_price_amount=10)
    product = Product.objects.create(**columns)
    return ProductVariant.objects.create(product=product, sku=slug)


def add_stock(variant: Any, quantity: int, name: str) -> Any:
    """Units of a variant in a warehouse of its own."""
    from saleor.warehouse.models import Stock, Warehouse

    from tests.shop_rows import make_address

    slug = f"{name.lower()}-{Warehouse.objects.count()}"
    warehouse = Warehouse.objects.create(name=name, slug=slug, address=make_address())
    return Stock.objects.create(warehouse=warehouse, product_variant=variant, quantity=quantity)


def partial(order: Any, quantity: int = 1, **values: Any) -> RefundRequest:
    """A refund of units of the order's only line."""
    return RefundRequest(RefundKind.PARTIAL, (LineRequest(order.lines.get().pk, quantity),), **values)


def returned(order: Any, quantity: int = 1, **values: Any) -> RefundRequest:
    """Units of the order's only line that came back."""
    return RefundRequest(RefundKind.PRODUCTS_RETURN, (LineRequest(order.lines.get().pk, quantity),), **values)


def refund(order: Any, request: RefundRequest) -> Any:
    """Carry a request out as staff that may handle payments."""
    return refund_order(order.pk, request, author=STAFF, handles_payments=True)


def killed_before_the_record(order: Any, request: RefundRequest) -> None:
    """Refund in a process that is killed when Saleor has stored the money and we have not."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        services.settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        with get_host().allow_writer():
            refund(order, request)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
