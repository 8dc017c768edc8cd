"""Adapter of Saleor 2.10, the floor host: int keys, no channels, hooks inside transactions."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from graphql_jwt.exceptions import PermissionDenied
from saleor.app.models import App
from saleor.graphql.utils import get_user_or_app_from_context
from saleor.order.models import Invoice, Order, OrderEvent, OrderLine
from saleor.payment.models import Payment
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from .assemble import OrderRow, customer_name
from .base import PLUGIN_ID, Capabilities, MetadataValues
from .facts import InvoiceFacts
from .metadata import merge_metadata
from .shared import SharedHost


class Saleor2Host(SharedHost):
    """Saleor 2.10 on Django 3.2."""

    line = "saleor2"
    capabilities = Capabilities(
        channels=False, bulk_create=False, fulfillment_hooks=False, plugin_urls=False, dashboard_apps=False
    )
    fulfillment_created_field = "created"
    order_created_field = "created"
    order_number_field = "pk"
    event_app_field = None

    def __init__(self, version: str) -> None:
        self.version = version

    def order_rows(self, order_pks: list[Any], using: str) -> list[OrderRow]:
        """One statement; payments come as subqueries."""
        return [_order_row(row) for row in _order_query().using(using).filter(pk__in=order_pks)]

    def invoice_rows(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, InvoiceFacts]]:
        """2.10 has the table but no API for it."""
        rows = Invoice.objects.using(using).filter(order_id__in=order_pks).order_by("created", "pk")
        for order_pk, pk, number, url, created in rows.values_list(
            "order_id", "pk", "number", "url", "created"
        ):
            if number or url:
                yield order_pk, InvoiceFacts(pk, number, url, created)

    def with_paid_amount(self, orders: QuerySet[Any]) -> QuerySet[Any]:
        """Sum up what the active payments hold."""
        return orders.annotate(paid_amount=_captured())

    def configuration_row(self, using: str) -> tuple[bool | None, Any, bool]:
        """One statement. 2.10 mails customers whenever it finds its templates, which its wheel lacks."""
        row = (
            PluginConfiguration.objects.using(using)
            .filter(identifier=PLUGIN_ID)
            .values_list("active", "configuration")
            .first()
        )
        return *(row or (None, None)), _has_mail_templates()

    def changed_filter(self, since: datetime) -> Q:
        """2.10 keeps no date of change: new orders and orders with new history count."""
        return Q(created__gte=since) | Q(pk__in=_orders_with_events(since))

    def channel_slugs(self, *, using: str = "default") -> frozenset[str]:
        """2.10 has no channels."""
        return frozenset()

    def channel_currencies(self, *, using: str) -> dict[str, tuple[int, str]]:
        """2.10 has no channels."""
        return {}

    def announce_orders(self, order_pks: Iterable[Any]) -> int:
        """2.10 has no event about metadata: apps hear that the order was updated."""
        manager = get_plugins_manager()
        orders = Order.objects.filter(pk__in=list(order_pks)).order_by("pk")
        for order in orders:
            manager.order_updated(order)
        return len(orders)

    def merge_metadata(self, wanted: Iterable[tuple[MetadataValues, list[Any]]]) -> int:
        """Write private metadata only: 2.10 lets anybody read and write the public one of any order."""
        return merge_metadata(
            (MetadataValues({}, {**values.public, **values.private}), pks) for values, pks in wanted
        )

    def order_pk(self, value: str) -> int:
        """Order keys are integers."""
        return int(value)

    def allow_writer(self) -> AbstractContextManager[None]:
        """2.10 does not guard its connection."""
        return nullcontext()

    def read_alias(self, context: Any) -> str:
        """2.10 has one connection."""
        return "default"

    @contextmanager
    def reading(self, context: Any) -> Iterator[str]:
        """Yield the only alias."""
        yield "default"

    def before_mutation(self, context: Any) -> None:
        """Nothing to prepare: there is no replica."""

    def requestor(self, context: Any) -> Any:
        """Return the user or the app; 2.10 has an AnonymousUser where Saleor 3 has None."""
        requestor = get_user_or_app_from_context(context)
        if requestor is None or not (isinstance(requestor, App) or requestor.is_authenticated):
            return None
        return requestor

    def is_app(self, requestor: Any) -> bool:
        """Tell an app from a user; 2.10 hands out lazy objects, so the class is asked through isinstance."""
        return isinstance(requestor, App)

    def accessible_channels(self, context: Any, requestor: Any) -> frozenset[str] | None:
        """2.10 has no channels, so nobody is limited to some."""
        return None

    def permission_denied(self, permissions: Sequence[str]) -> Exception:
        """2.10 turns this into a permission error."""
        return PermissionDenied(f"To access this path, you need one of: {', '.join(permissions)}")

    def wrap(self, instance: Any) -> Any:
        """Resolvers of 2.10 take bare rows."""
        return instance


def _has_mail_templates() -> bool:
    try:
        get_template("templated_email/order/confirm_order.email")
    except TemplateDoesNotExist:
        return False
    return True


def _orders_with_events(since: datetime) -> QuerySet[Any]:
    return OrderEvent.objects.filter(date__gte=since).values("order_id")


_ORDER_COLUMNS = (
    "pk",
    "status",
    "created",
    "user_id",
    "user_email",
    "user__email",
    "language_code",
    "currency",
    "total_gross_amount",
    "billing_address_id",
    "shipping_address_id",
    "shipping_method_name",
    "shipping_address__phone",
    "billing_address__phone",
    "shipping_address__postal_code",
    "shipping_address__country",
    "billing_address__first_name",
    "billing_address__last_name",
    "shipping_address__first_name",
    "shipping_address__last_name",
)


@cache
def _order_query() -> QuerySet[Any]:
    """Make the query once per process: putting its annotations together costs more than running it."""
    annotations = _order_annotations()
    return Order.objects.annotate(**annotations).values(*_ORDER_COLUMNS, *annotations)


def _order_annotations() -> dict[str, Any]:
    active = _active_payments()
    lines = OrderLine.objects.filter(order=OuterRef("pk"))
    return {
        "requires_shipping": Exists(lines.filter(is_shipping_required=True)),
        "has_unsent_lines": Exists(lines.filter(quantity_fulfilled__lt=F("quantity"))),
        "captured": _captured(),
        "gateway": Subquery(
            Payment.objects.filter(order=OuterRef("pk")).order_by("-pk").values("gateway")[:1]
        ),
        "payment_changed_at": Subquery(active.order_by("-modified").values("modified")[:1]),
    }


def _active_payments() -> QuerySet[Any]:
    return Payment.objects.filter(order=OuterRef("pk"), is_active=True, captured_amount__gt=0)


def _captured() -> Coalesce:
    sums = _active_payments().order_by().values("order").annotate(total=Sum("captured_amount"))
    return Coalesce(Subquery(sums.values("total")), Decimal(0))


def _order_row(row: dict[str, Any]) -> OrderRow:
    return OrderRow(
        pk=row["pk"],
        number=str(row["pk"]),
        status=row["status"],
        created_at=row["created"],
        channel="",
        user_pk=row["user_id"],
        # As Saleor decides it: the account's address goes first, however old the order is.
        user_email=row["user_email"] if row["user_id"] is None else row["user__email"],
        language_code=row["language_code"],
        currency=row["currency"],
        total=row["total_gross_amount"],
        is_fully_charged=row["captured"] >= row["total_gross_amount"],
        is_fully_authorized=False,
        payment_changed_at=row["payment_changed_at"],
        transaction_refunded=Decimal(0),
        transaction_refunded_at=None,
        expired_at=None,
        is_shipping_required=row["requires_shipping"],
        has_unsent_lines=row["has_unsent_lines"],
        has_billing_address=row["billing_address_id"] is not None,
        has_shipping_address=row["shipping_address_id"] is not None,
        has_shipping_method=bool(row["shipping_method_name"]),
        phone=str(row["shipping_address__phone"] or row["billing_address__phone"] or ""),
        postcode=row["shipping_address__postal_code"] or "",
        country=str(row["shipping_address__country"] or ""),
        customer_name=customer_name(row),
        payment_gateway=row["gateway"] or "",
        external_reference="",
        has_payment=row["gateway"] is not None,
    )
