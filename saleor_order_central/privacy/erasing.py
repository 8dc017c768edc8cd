"""Empties what our tables say about people, as `privacy.holdings` lists it. Money records stay."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from ..access.models import AccessRequest
from ..carrier_events.models import CarrierDelivery
from ..conversations.models import OrderThread
from ..customers.viewed import forget_views
from ..listing.models import SavedView
from ..notifications.models import WAITING, NotificationReason, NotificationStatus, OrderNotification
from ..refunds.models import OrderRefund, RefundStatus
from ..returns.models import ReturnParcel
from ..statuses.models import OrderState
from ..tracking.models import OrderParcel
from .holdings import HOLDINGS

APP = "saleor_order_central"
# An order that nobody finished is over after this time.
OPEN_FOR = timedelta(days=180)


def model_of(label: str) -> type[Model]:
    """Return one of our models by its name."""
    return apps.get_model(APP, label)


def emptied(model: type[Model], columns: Collection[str]) -> dict[str, Any]:
    """Return what empty columns hold: the default of each, "" without one."""
    fields = (model._meta.get_field(name) for name in columns)
    return {field.name: field.get_default() if field.has_default() else "" for field in fields}


def open_orders(order_pks: Collection[Any]) -> set[Any]:
    """Return orders that somebody still works on: a return, a refund, or goods that have not arrived."""
    refunds = OrderRefund.objects.filter(order=OuterRef("pk"), status=RefundStatus.PENDING)
    on_the_way = Q(
        is_delivered=False,
        is_canceled=False,
        is_refunded=False,
        placed_at__gt=timezone.now() - OPEN_FOR,
    )
    rows = OrderState.objects.filter(pk__in=order_pks).filter(
        Q(has_open_return=True) | on_the_way | Exists(refunds)
    )
    return set(rows.values_list("pk", flat=True))


def erase_orders(order_pks: Collection[Any]) -> None:
    """Forget the people of some orders; a constant number of statements. Call it in a transaction."""
    _stop_messages(order_pks)
    _forget_calls(_codes_of(order_pks))
    for label, holding in HOLDINGS.items():
        if not holding.order:
            continue
        model = model_of(label)
        rows = model._default_manager.filter(**{f"{holding.order}__in": list(order_pks)})
        if holding.goes:
            rows.delete()
        elif holding.erased:
            rows.update(**emptied(model, holding.erased))
    OrderState.objects.filter(pk__in=order_pks).update(erased_at=timezone.now(), search_words=F("number"))


def _stop_messages(order_pks: Collection[Any]) -> None:
    rows = OrderNotification.objects.filter(order_id__in=order_pks, status__in=WAITING)
    rows.update(status=NotificationStatus.CANCELED, reason=NotificationReason.NO_RECIPIENT)


def _codes_of(order_pks: Collection[Any]) -> set[str]:
    """Return what carriers call the parcels of some orders."""
    own = OrderParcel.objects.filter(order_id__in=order_pks).values_list("code", "normalized_code")
    back = ReturnParcel.objects.filter(request__order_id__in=order_pks)
    rows = [*own, *back.values_list("code", "normalized_code")]
    return {code for row in rows for code in row if code}


def _forget_calls(codes: Collection[str]) -> None:
    """Calls of carriers are kept for some days as they came; those about these parcels go now."""
    about = Q()
    for code in codes:
        about |= Q(body__contains=code)
    if about:
        CarrierDelivery.objects.filter(about).delete()


def erase_traces(user_pk: int | None, email: str) -> None:
    """Forget what belongs to no order: viewed products, the contact form, searches for the address."""
    if user_pk is not None:
        forget_views(user_pk)
    contact_threads(user_pk, email).delete()
    if email:
        naming_views(email).delete()
        AccessRequest.objects.filter(email__iexact=email).delete()


def contact_threads(user_pk: int | None, email: str, *, using: str = "default") -> QuerySet[OrderThread]:
    """Return conversations without an order that a customer began, by account or by address."""
    own = Q(pk__in=[])
    if user_pk is not None:
        own |= Q(customer_id=user_pk)
    if email:
        own |= Q(customer_email=email)
    return OrderThread.objects.using(using).filter(own, order=None)


def naming_views(email: str) -> QuerySet[SavedView]:
    """Return saved views that look for an address."""
    rows = SavedView.objects.annotate(filter_text=Cast("where", TextField()))
    return rows.filter(
        Q(filter_text__icontains=email) | Q(search__icontains=email) | Q(name__icontains=email)
    )
