"""Rows of a shop, made with Saleor's own models; the same calls work on every host."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_numbers = count(1)


def hours(number: float) -> timedelta:
    """A span of hours, for dates after NOON."""
    return timedelta(hours=number)


def make_user(email: str, *permissions: str, is_staff: bool = False, **columns: Any) -> Any:
    """A user; permissions are given as "order.manage_orders"."""
    user = get_user_model().objects.create(email=email, is_staff=is_staff, is_active=True, **columns)
    user.set_password("password")
    user.save()
    if permissions:
        _grant(user, permissions)
    return user


def _grant(user: Any, permissions: tuple[str, ...]) -> None:
    if not is_saleor_3():
        _add_permissions(user.user_permissions, permissions)
        return
    from saleor.account.models import Group

    group = Group.objects.create(name=f"group of {user.email}")
    _add_permissions(group.permissions, permissions)
    user.groups.add(group)


def _add_permissions(relation: Any, names: tuple[str, ...]) -> None:
    """The model behind the relation is Django's own on 2.10 and Saleor's on 3."""
    relation.add(*(relation.model.objects.get(codename=name.partition(".")[2]) for name in names))


def make_app(name: str, *permissions: str) -> tuple[Any, str]:
    """An app with a token."""
    from saleor.app.models import App

    if not is_saleor_3():
        app = App.objects.create(name=name, is_active=True)
        _add_permissions(app.permissions, permissions)
        return app, app.tokens.create(name="token").auth_token
    app = App.objects.create(name=name, is_active=True, is_installed=True)
    _add_permissions(app.permissions, permissions)
    _token, text = app.tokens.create(name="token")
    return app, text


def make_channel(slug: str = "main") -> Any:
    """A channel; None on hosts that have none."""
    if not is_saleor_3():
        return None
    from saleor.channel.models import Channel

    return Channel.objects.get_or_create(
        slug=slug,
        defaults={"name": slug, "currency_code": "USD", "default_country": "US", "is_active": True},
    )[0]


def make_address(**columns: Any) -> Any:
    """A complete address."""
    from saleor.account.models import Address

    values = {
        "first_name": "Ana",
        "last_name": "Pop",
        "street_address_1": "Main Street 1",
        "city": "Berlin",
        "postal_code": "10115",
        "country": "DE",
        "phone": "+4930123456",
    }
    return Address.objects.create(**{**values, **columns})


def make_order(
    *,
    user: Any = None,
    status: str = "unfulfilled",
    is_paid: bool = False,
    total: str = "30.00",
    created_at: datetime = NOON,
    is_shipping_required: bool = True,
    channel: str = "main",
    language_code: str = "en",
    quantity: int = 3,
) -> Any:
    """An order with one line and the event that Saleor writes when it is placed."""
    from saleor.order.models import Order

    amount = Decimal(total)
    columns: dict[str, Any] = {
        "user": user,
        "user_email": user.email if user else "guest@example.com",
        "status": status,
        "currency": "USD",
        "language_code": language_code,
        "total_net_amount": amount,
        "total_gross_amount": amount,
        "billing_address": make_address(),
        "shipping_address": make_address() if is_shipping_required else None,
        "shipping_method_name": "Parcel" if is_shipping_required else None,
    }
    if is_saleor_3():
        columns.update(
            channel=make_channel(channel),
            origin="checkout",
            lines_count=1,
            created_at=created_at,
            undiscounted_total_net_amount=amount,
            undiscounted_total_gross_amount=amount,
            charge_status="full" if is_paid else "none",
            authorize_status="full" if is_paid else "none",
            total_charged_amount=amount if is_paid else Decimal(0),
        )
    else:
        columns.update(created=created_at, token=f"token-{next(_numbers)}")
    order = Order.objects.create(**columns)
    _add_line(order, amount, quantity, is_shipping_required)
    if status != "draft":
        add_event(order, "placed", created_at)
    if is_paid:
        pay(order, created_at + hours(1))
    return order


def _add_line(order: Any, amount: Decimal, quantity: int, is_shipping_required: bool) -> Any:
    columns: dict[str, Any] = {
        "product_name": "Mug",
        "variant_name": "Blue",
        "product_sku": "MUG-1",
        "is_shipping_required": is_shipping_required,
        "quantity": quantity,
        "currency": "USD",
        "unit_price_net_amount": amount / quantity,
        "unit_price_gross_amount": amount / quantity,
        "tax_rate": Decimal(0),
    }
    if is_saleor_3():
        columns.update(is_gift_card=False, total_price_net_amount=amount, total_price_gross_amount=amount)
    return order.lines.create(**columns)


def add_event(order: Any, type: str, date: datetime, *, user: Any = None, **parameters: Any) -> Any:
    """An entry in Saleor's own history."""
    return order.events.create(type=type, date=date, user=user, parameters=parameters)


def pay(order: Any, date: datetime) -> Any:
    """The rows that Saleor writes when an order is marked as paid."""
    from saleor.payment.models import Payment

    payment = Payment.objects.create(
        order=order,
        gateway="manual",
        is_active=True,
        charge_status="fully-charged",
        total=order.total_gross_amount,
        captured_amount=order.total_gross_amount,
        currency="USD",
    )
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(
            charge_status="full", authorize_status="full", total_charged_amount=order.total_gross_amount
        )
    add_event(order, "order_marked_as_paid", date)
    return payment


def ship(
    order: Any,
    code: str,
    date: datetime,
    *,
    quantity: int = 3,
    status: str = "fulfilled",
    is_last: bool = True,
) -> Any:
    """A fulfillment with its line and the event that Saleor writes."""
    from saleor.order.models import Fulfillment

    line = order.lines.first()
    fulfillment = Fulfillment.objects.create(order=order, status=status, tracking_number=code)
    created = "created_at" if is_saleor_3() else "created"
    Fulfillment.objects.filter(pk=fulfillment.pk).update(**{created: date})
    fulfillment.refresh_from_db()
    row = fulfillment.lines.create(order_line=line, quantity=quantity)
    type(line).objects.filter(pk=line.pk).update(quantity_fulfilled=line.quantity_fulfilled + quantity)
    add_event(order, "fulfillment_fulfilled_items", date, fulfilled_items=[row.pk])
    if is_last:
        set_status(order, "fulfilled")
    return fulfillment


def set_status(order: Any, status: str) -> None:
    """Write Saleor's own status without its actions."""
    type(order).objects.filter(pk=order.pk).update(status=status)
    order.status = status


def cancel(order: Any, date: datetime) -> None:
    """The rows that Saleor writes when an order is canceled."""
    set_status(order, "canceled")
    add_event(order, "canceled", date)


def add_invoice(order: Any, number: str, url: str = "", created_at: datetime = NOON) -> Any:
    """An invoice as Saleor stores it."""
    if is_saleor_3():
        from saleor.invoice.models import Invoice

        return Invoice.objects.create(
            order=order, number=number or None, external_url=url or None, created=created_at, status="success"
        )
    from saleor.order.models import Invoice as Invoice2

    return Invoice2.objects.create(order=order, number=number, url=url)


def facts_of(order: Any) -> Any:
    """What the host layer reads of an order."""
    return get_host().load_facts([order.pk], using="default")[order.pk]
