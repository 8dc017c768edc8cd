"""Reads customers, their orders, carts and addresses; both lines of Saleor name these columns alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, F, Max, Q, QuerySet, Sum
from saleor.account.models import Address, User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order.models import Order, OrderLine

from .customer_facts import AddressFacts, BoughtProduct, Cart, CartLine, CustomerFacts, OrderSum
from .detect import is_saleor_3

# Nothing is bought with an order that never came about.
_NOT_COUNTED = ("canceled", "expired")
_NOT_PLACED = "draft"


def load_customers(user_pks: Iterable[int], *, using: str) -> dict[int, CustomerFacts]:
    """Return accounts by pk: one statement, two with groups."""
    pks = list(user_pks)
    columns = ["pk", "email", "first_name", "last_name", "date_joined", "last_login", "is_active", "is_staff"]
    columns += ["note", "metadata", "private_metadata", *_own("updated_at", "language_code")]
    columns += [f"{one}__name" for one in _own("customer_type")]
    rows = User.objects.using(using).filter(pk__in=pks).order_by("pk").values(*columns)
    groups = _groups(pks, using)
    return {row["pk"]: _customer(row, groups.get(row["pk"], ())) for row in rows}


def _own(*names: str) -> list[str]:
    """Leave out the columns that accounts of this release do not have."""
    return [name for name in names if _has_field(name)]


def _has_field(name: str) -> bool:
    try:
        User._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _groups(user_pks: list[int], using: str) -> dict[int, tuple[str, ...]]:
    """Saleor's groups carry permissions of staff; a shop may put customers into groups without any."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = User.groups.through.objects.using(using).filter(user_id__in=user_pks).order_by("group__name")
    for user_pk, name in rows.values_list("user_id", "group__name"):
        found[user_pk].append(name)
    return {pk: tuple(names) for pk, names in found.items()}


def _customer(row: dict[str, Any], groups: tuple[str, ...]) -> CustomerFacts:
    metadata = {**(row["metadata"] or {}), **(row["private_metadata"] or {})}
    return CustomerFacts(
        pk=row["pk"],
        email=row["email"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        registered_at=row["date_joined"],
        last_login_at=row["last_login"],
        updated_at=row.get("updated_at"),
        is_active=row["is_active"],
        is_staff=row["is_staff"],
        note=row["note"] or "",
        language_code=row.get("language_code") or "",
        customer_type=row.get("customer_type__name") or "",
        groups=groups,
        metadata={key: str(value) for key, value in metadata.items()},
    )


def changed_customer_pks(since: datetime | None) -> Iterator[int]:
    """Yield accounts that changed or logged in since then (None: all), by key.

    2.10 keeps no date of change: there new accounts and log-ins count.
    """
    rows = User.objects.order_by("pk")
    if since is not None:
        changed = Q(updated_at__gte=since) if _has_field("updated_at") else Q(date_joined__gte=since)
        rows = rows.filter(changed | Q(last_login__gte=since))
    yield from rows.values_list("pk", flat=True).iterator()


def customers_of(order_pks: Iterable[Any]) -> set[int]:
    """Return the accounts that some orders belong to, one statement."""
    rows = Order.objects.filter(pk__in=list(order_pks), user__isnull=False).order_by()
    return set(rows.values_list("user_id", flat=True))


def unlisted_customer_pks(limit: int) -> list[int]:
    """Return accounts without a row of ours, newest first, one statement."""
    rows = User.objects.filter(order_central_customer=None).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def sum_orders(orders: QuerySet[Any], *, using: str) -> list[OrderSum]:
    """Sum the placed ones of some orders by customer, channel and currency; one statement.

    `orders` are annotated with `paid_amount`. Money of canceled orders counts until it was given back.
    """
    place = {"place": F("channel_id"), "slug": F("channel__slug")} if is_saleor_3() else {}
    created = "created_at" if is_saleor_3() else "created"
    counted = ~Q(status__in=_NOT_COUNTED)
    rows = (
        orders.using(using)
        .exclude(status=_NOT_PLACED)
        .order_by()
        .values("user_id", "currency", **place)
        .annotate(
            number=Count("pk", filter=counted),
            spent=Sum("paid_amount"),
            last=Max(created, filter=counted),
        )
        .order_by("user_id", "currency", *place)
    )
    return [
        OrderSum(
            row["user_id"],
            row.get("place") or 0,
            row.get("slug") or "",
            row["currency"],
            row["number"],
            row["spent"] or Decimal(0),
            row["last"],
        )
        for row in rows
    ]


def load_addresses(user_pk: int, *, using: str) -> list[AddressFacts]:
    """Return the addresses of an account, oldest first, one statement."""
    rows = Address.objects.using(using).filter(user_addresses=user_pk).order_by("pk")
    rows = rows.annotate(
        billing=F("user_addresses__default_billing_address_id"),
        shipping=F("user_addresses__default_shipping_address_id"),
    )
    return [
        AddressFacts(
            pk=one.pk,
            name=f"{one.first_name} {one.last_name}".strip(),
            company=one.company_name,
            street=", ".join(filter(None, (one.street_address_1, one.street_address_2))),
            city=one.city,
            postal_code=one.postal_code,
            country_area=one.country_area,
            country=str(one.country),
            phone=str(one.phone),
            is_default_billing=one.billing == one.pk,
            is_default_shipping=one.shipping == one.pk,
        )
        for one in rows
    ]


def load_carts(user_pk: int, channels: frozenset[str] | None, limit: int, *, using: str) -> list[Cart]:
    """Return the newest carts of a customer with what is in them, two statements.

    `channels` limits them, None for all; carts that are being paid are carts still.
    """
    created = "created_at" if is_saleor_3() else "created"
    rows = Checkout.objects.using(using).filter(user_id=user_pk).order_by("-last_change", "pk")
    if is_saleor_3() and channels is not None:
        rows = rows.filter(channel__slug__in=sorted(channels))
    place, total = ("channel__slug", "total_gross_amount") if is_saleor_3() else ("token", "token")
    found = list(rows.values_list("pk", place, created, "last_change", "currency", total)[:limit])
    lines = _cart_lines([row[0] for row in found], using)
    return [
        Cart(
            token=str(pk),
            channel=slug if is_saleor_3() else "",
            created_at=made,
            changed_at=changed,
            currency=currency,
            total=amount if is_saleor_3() else None,
            lines=tuple(lines[pk]),
        )
        for pk, slug, made, changed, currency, amount in found
    ]


def _cart_lines(cart_pks: list[Any], using: str) -> dict[Any, list[CartLine]]:
    found: dict[Any, list[CartLine]] = defaultdict(list)
    rows = CheckoutLine.objects.using(using).filter(checkout_id__in=cart_pks).order_by("pk")
    for cart, product, variant, name, own, quantity in rows.values_list(
        "checkout_id",
        "variant__product_id",
        "variant_id",
        "variant__product__name",
        "variant__name",
        "quantity",
    ):
        found[cart].append(CartLine(product, variant, _named(name, own), quantity))
    return found


def load_bought(owner: Q, channels: frozenset[str] | None, *, using: str) -> list[BoughtProduct]:
    """Return what a customer bought, most units first, one statement. `owner` is a condition on lines.

    Lines of one variant belong together, whatever it was called; those of deleted variants by their name.
    """
    rows = OrderLine.objects.using(using).filter(owner)
    rows = rows.exclude(order__status__in=(*_NOT_COUNTED, _NOT_PLACED))
    if is_saleor_3() and channels is not None:
        rows = rows.filter(order__channel__slug__in=sorted(channels))
    created = "order__created_at" if is_saleor_3() else "order__created"
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in (
        rows.order_by()
        .values("variant_id", "variant__product_id", "product_name", "variant_name")
        .annotate(units=Sum("quantity"), orders=ArrayAgg("order_id", distinct=True), last=Max(created))
    ):
        groups[row["variant_id"] or (row["product_name"], row["variant_name"])].append(row)
    found = [_bought(parts) for parts in groups.values()]
    return sorted(found, key=lambda one: (-one.quantity, one.name, one.variant_pk or 0))


def _bought(parts: list[dict[str, Any]]) -> BoughtProduct:
    newest = max(parts, key=lambda row: row["last"])
    return BoughtProduct(
        product_pk=newest["variant__product_id"],
        variant_pk=newest["variant_id"],
        name=_named(newest["product_name"], newest["variant_name"]),
        quantity=sum(row["units"] for row in parts),
        order_pks=tuple({pk for row in parts for pk in row["orders"]}),
        last_bought_at=newest["last"],
    )


def units_sold(start: datetime, end: datetime, channels: frozenset[str] | None, *, using: str) -> int:
    """Return the units of orders placed in a span, without canceled and expired ones, one statement."""
    rows = OrderLine.objects.using(using).filter(
        order__order_central_state__placed_at__range=(start, end),
        order__order_central_state__is_canceled=False,
    )
    if channels is not None:
        rows = rows.filter(order__order_central_state__channel__in=sorted(channels))
    return rows.aggregate(units=Sum("quantity"))["units"] or 0


def _named(product: str, variant: str) -> str:
    return f"{product} ({variant})" if variant else product
