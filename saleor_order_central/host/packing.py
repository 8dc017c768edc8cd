"""What packing papers need of Saleor: addresses, line names with SKU and weight (001-09)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from saleor.order.models import FulfillmentLine, Order, OrderLine

from .contacts import ADDRESS_COLUMNS, AddressFacts, PackingFacts, PackingLine


def load_packing(order_pks: Iterable[Any], *, using: str) -> dict[Any, PackingFacts]:
    """Four statements, whatever the number of orders."""
    pks = list(order_pks)
    lines = _lines(pks, using)
    warehouses = _warehouses(pks, using)
    company = _company(using)
    rows = Order.objects.using(using).filter(pk__in=pks)
    columns = [
        f"{side}_address__{one}" for side in ("shipping", "billing") for one in (*ADDRESS_COLUMNS, "phone")
    ]
    return {
        row["pk"]: PackingFacts(
            order_pk=row["pk"],
            recipient=_address(row, "shipping_address__") or _address(row, "billing_address__"),
            recipient_phone=str(row["shipping_address__phone"] or row["billing_address__phone"] or ""),
            recipient_email=row["user_email"] or "",
            lines=lines[row["pk"]],
            warehouses=warehouses[row["pk"]],
            company=company,
            payer=_address(row, "billing_address__") or _address(row, "shipping_address__"),
        )
        for row in rows.values("pk", "user_email", *columns)
    }


def _address(row: dict[str, Any], prefix: str) -> AddressFacts | None:
    values = {column: str(row[prefix + column] or "") for column in ADDRESS_COLUMNS}
    if not any(
        values[name] for name in ("street_address_1", "city", "postal_code", "last_name", "company_name")
    ):
        return None
    return AddressFacts(*values.values())


def _lines(order_pks: list[Any], using: str) -> dict[Any, dict[Any, PackingLine]]:
    found: dict[Any, dict[Any, PackingLine]] = defaultdict(dict)
    rows = OrderLine.objects.using(using).filter(order_id__in=order_pks).order_by("pk")
    rows = rows.select_related("variant__product__product_type")
    for row in rows:
        found[row.order_id][row.pk] = PackingLine(
            row.pk,
            row.product_name,
            row.variant_name,
            row.product_sku or "",
            row.quantity,
            _grams(row.variant),
        )
    return found


def _grams(variant: Any) -> Decimal | None:
    weight = variant.get_weight() if variant is not None else None
    return Decimal(str(weight.g)).quantize(Decimal("0.1")) if weight else None


def _warehouses(order_pks: list[Any], using: str) -> dict[Any, dict[int, AddressFacts]]:
    prefix = "stock__warehouse__address__"
    found: dict[Any, dict[int, AddressFacts]] = defaultdict(dict)
    rows = FulfillmentLine.objects.using(using).filter(
        fulfillment__order_id__in=order_pks, stock__warehouse__isnull=False
    )
    columns = [prefix + column for column in ADDRESS_COLUMNS]
    names = ("fulfillment_id", "fulfillment__order_id")
    for row in rows.order_by("-pk").values(*names, *columns):
        address = _address(row, prefix)
        if address is not None:
            found[row["fulfillment__order_id"]][row["fulfillment_id"]] = address
    return found


def _company(using: str) -> AddressFacts | None:
    prefix = "settings__company_address__"
    columns = [prefix + column for column in ADDRESS_COLUMNS]
    row = Site.objects.using(using).filter(pk=settings.SITE_ID).values(*columns).first()
    return _address(row, prefix) if row else None
