"""Customers with orders, products and carts, made with Saleor's own models; alike on every host."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import make_channel, make_order


def make_variant(name: str) -> Any:
    """A product of its own with one variant."""
    from saleor.product.models import Category, Product, ProductType, ProductVariant

    slug = name.lower().replace(" ", "-")
    kind = ProductType.objects.create(name=name, slug=slug)
    columns: dict[str, Any] = {"product_type": kind}
    if not is_saleor_3():
        category = Category.objects.create(name=name, slug=slug)
        columns |= {"category": category, "price_amount": 1, "currency": "USD"}
    product = Product.objects.create(name=name, slug=slug, **columns)
    return ProductVariant.objects.create(product=product, sku=slug)


def bought(user: Any, variant: Any, quantity: int, **columns: Any) -> Any:
    """An order with one line of a variant; the plugin has seen it."""
    order = make_order(user=user, quantity=quantity, **columns)
    order.lines.update(variant=variant, product_name=variant.product.name, variant_name="")
    record_orders([order.pk])
    return order


def make_cart(user: Any, variant: Any, quantity: int, *, channel: str = "main", total: str = "12.50") -> Any:
    """A checkout that nobody has finished."""
    from saleor.checkout.models import Checkout

    columns: dict[str, Any] = {"user": user, "email": user.email, "currency": "USD"}
    line: dict[str, Any] = {"variant": variant, "quantity": quantity}
    if is_saleor_3():
        columns |= {"channel": make_channel(channel), "total_gross_amount": Decimal(total)}
        line["currency"] = "USD"
    cart = Checkout.objects.create(**columns)
    cart.lines.create(**line)
    return cart
