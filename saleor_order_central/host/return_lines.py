"""Reads order lines for returns; both lines of Saleor name these columns alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import Model, Q, Sum
from saleor.order.models import FulfillmentLine, OrderLine
from saleor.product.models import Category, Product, ProductType

from .detect import is_saleor_3
from .refund_lines import currency_digits, paid_shares, rounded
from .return_facts import ReturnLineFacts
from .sent_units import CAME_BACK, LEFT

_CATALOGUE: dict[str, type[Model]] = {
    "productTypes": ProductType,
    "categories": Category,
    "products": Product,
}
# Saleor 3.24 has no digital products any more.
_DIGITAL = "variant__product__product_type__is_digital"
_KNOWS_DIGITAL = any(field.name == "is_digital" for field in ProductType._meta.get_fields())


def load_return_lines(order_pks: Iterable[Any], *, using: str) -> dict[Any, tuple[ReturnLineFacts, ...]]:
    """Return lines by order pk, in the order of their keys: three statements, two without categories."""
    pks = list(order_pks)
    units = _units(pks, using)
    rows = list(_line_rows(pks, using))
    trees = _ancestors({row["variant__product__category_id"] for row in rows} - {None}, using)
    by_order: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_order[row["order_id"]].append(row)
    return {
        pk: tuple(
            _line(row, paid, units.get(row["pk"], (0, 0)), trees)
            for row, paid in zip(by_order[pk], _paid(by_order[pk]), strict=True)
        )
        for pk in pks
    }


def _paid(rows: list[dict[str, Any]]) -> list[Decimal]:
    """Return what each line of one order cost the customer, as its refund reckons."""
    if not rows:
        return []
    digits = currency_digits(rows[0]["currency"])
    total, shipping = rows[0]["order__total_gross_amount"], rows[0]["order__shipping_price_gross_amount"]
    grosses = [
        row["total_price_gross_amount"]
        if is_saleor_3()
        else rounded(row["unit_price_gross_amount"] * row["quantity"], digits)
        for row in rows
    ]
    return paid_shares(total, shipping, grosses, digits)


def unknown_catalogue_keys(kind: str, keys: Iterable[str], *, using: str) -> set[str]:
    """Return keys that name no row: `kind` is productTypes, categories or products. One statement."""
    wanted = set(keys)
    rows = (
        _CATALOGUE[kind]
        ._default_manager.using(using)
        .filter(pk__in=[int(key) for key in wanted if key.isascii() and key.isdigit() and len(key) < 10])
    )
    return wanted - {str(pk) for pk in rows.values_list("pk", flat=True)}


def _line_rows(order_pks: list[Any], using: str) -> Iterator[dict[str, Any]]:
    columns = [
        "pk",
        "order_id",
        "product_name",
        "translated_product_name",
        "variant_name",
        "translated_variant_name",
        "quantity",
        "unit_price_gross_amount",
        "currency",
        "order__total_gross_amount",
        "order__shipping_price_gross_amount",
        "variant__product_id",
        "variant__product__product_type_id",
        "variant__product__category_id",
        "is_shipping_required",
    ]
    if _KNOWS_DIGITAL:
        columns.append(_DIGITAL)
    if is_saleor_3():
        columns += ("is_gift_card", "total_price_gross_amount")
    rows = OrderLine.objects.using(using).filter(order_id__in=order_pks).order_by("pk")
    return rows.values(*columns).iterator()


def _units(order_pks: list[Any], using: str) -> dict[Any, tuple[int, int]]:
    """Sum (shipped, came back) by order line. Goods that wait for approval are still in the shop."""
    came_back = Q(fulfillment__status__in=CAME_BACK)
    rows = (
        FulfillmentLine.objects.using(using)
        .filter(LEFT, order_line__order_id__in=order_pks)
        .values("order_line_id")
        .order_by("order_line_id")
        .annotate(shipped=Sum("quantity"), returned=Sum("quantity", filter=came_back))
    )
    return {row["order_line_id"]: (row["shipped"], row["returned"] or 0) for row in rows}


def _ancestors(category_pks: set[int], using: str) -> dict[int, tuple[str, ...]]:
    """Return the way from each category to its root; the tree is stored as nested intervals."""
    if not category_pks:
        return {}
    table = Category._meta.db_table
    trees: dict[int, tuple[str, ...]] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, a.id FROM {table} c JOIN {table} a "
            "ON a.tree_id = c.tree_id AND a.lft <= c.lft AND a.rght >= c.rght "
            "WHERE c.id = ANY(%s) ORDER BY c.id, a.lft DESC",
            [list(category_pks)],
        )
        for category_pk, ancestor_pk in cursor.fetchall():
            trees[category_pk] = (*trees.get(category_pk, ()), str(ancestor_pk))
    return trees


def _line(
    row: dict[str, Any], paid: Decimal, units: tuple[int, int], trees: dict[int, tuple[str, ...]]
) -> ReturnLineFacts:
    shipped, came_back = units
    variant = row["translated_variant_name"] or row["variant_name"]
    name = row["translated_product_name"] or row["product_name"]
    return ReturnLineFacts(
        order_line_pk=row["pk"],
        name=f"{name} ({variant})" if variant else name,
        quantity=row["quantity"],
        shipped=shipped,
        came_back=came_back,
        unit_price=row["unit_price_gross_amount"],
        paid=paid,
        currency=row["currency"],
        is_gift_card=row.get("is_gift_card", False),
        is_digital=_is_digital(row),
        product=_text(row["variant__product_id"]),
        product_type=_text(row["variant__product__product_type_id"]),
        categories=trees.get(row["variant__product__category_id"], ()),
    )


def _is_digital(row: dict[str, Any]) -> bool:
    """Without a mark on the product type, goods that need no parcel are those that cannot be sent back."""
    if row["is_shipping_required"]:
        return False
    return bool(row[_DIGITAL]) if _KNOWS_DIGITAL else True


def _text(pk: int | None) -> str:
    return "" if pk is None else str(pk)
