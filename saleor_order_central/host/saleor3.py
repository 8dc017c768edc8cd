"""Adapter of Saleor 3.21 to 3.24."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Case,
    Exists,
    F,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from saleor.app.models import App
from saleor.channel.models import Channel
from saleor.core.db.connection import allow_writer
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.account.utils import get_user_accessible_channels
from saleor.graphql.core.context import (
    SyncWebhookControlContext,
    disallow_replica_in_context,
    get_database_connection_name,
    setup_context_user,
)
from saleor.graphql.utils import get_user_or_app_from_context
from saleor.invoice.models import Invoice
from saleor.order.models import Order, OrderLine
from saleor.payment.models import Payment, TransactionItem
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration
from saleor.webhook.event_types import WebhookEventAsyncType
from saleor.webhook.utils import get_webhooks_for_event

from .assemble import OrderRow, customer_name
from .base import PLUGIN_ID, Capabilities
from .facts import InvoiceFacts
from .shared import SharedHost

_FULLY_CHARGED = frozenset({"full", "overcharged"})


class Saleor3Host(SharedHost):
    """Saleor 3: UUID keys, channels, transactions, a read replica and a guarded writer."""

    line = "saleor3"
    capabilities = Capabilities(
        channels=True, bulk_create=True, fulfillment_hooks=True, plugin_urls=True, dashboard_apps=True
    )
    fulfillment_created_field = "created_at"
    order_created_field = "created_at"
    order_number_field = "number"
    event_app_field = "app__name"

    def __init__(self, version: str) -> None:
        self.version = version

    def order_rows(self, order_pks: list[Any], using: str) -> list[OrderRow]:
        """One statement; payments and transactions come as subqueries."""
        return [_order_row(row) for row in _order_query().using(using).filter(pk__in=order_pks)]

    def invoice_rows(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, InvoiceFacts]]:
        """The address of an uploaded file is computed by its storage, so a model is made for those."""
        rows = Invoice.objects.using(using).filter(order_id__in=order_pks).order_by("created_at", "pk")
        for order_pk, pk, number, external_url, file, created, created_at in rows.values_list(
            "order_id", "pk", "number", "external_url", "invoice_file", "created", "created_at"
        ):
            url = Invoice(invoice_file=file).url if file else external_url
            if number or url:
                yield order_pk, InvoiceFacts(pk, number or "", url or "", created or created_at)

    def with_paid_amount(self, orders: QuerySet[Any]) -> QuerySet[Any]:
        """Saleor 3 keeps the sum in the order's row."""
        return orders.annotate(paid_amount=F("total_charged_amount"))

    def configuration_row(self, using: str) -> tuple[bool | None, Any, bool]:
        """One statement for our row and those of the plugins that mail customers, one per channel.

        Such a plugin is off where it has no row. Its configuration is long and stays in the database.
        """
        ours = Q(identifier=PLUGIN_ID)
        mailers = Q(identifier__in=_mail_plugins(), active=True, channel__isnull=False)
        items = Case(When(ours, then=F("configuration")), output_field=JSONField())
        rows = PluginConfiguration.objects.using(using).filter(ours | mailers)
        found = list(rows.values_list("identifier", "active", items))
        own = next(((active, items) for name, active, items in found if name == PLUGIN_ID), (None, None))
        return *own, any(name != PLUGIN_ID for name, _active, _items in found)

    def changed_filter(self, since: datetime) -> Q:
        """Saleor 3 indexes the orders' own date of change."""
        return Q(updated_at__gte=since)

    def channel_slugs(self, *, using: str = "default") -> frozenset[str]:
        """One statement."""
        return frozenset(Channel.objects.using(using).values_list("slug", flat=True))

    def channel_currencies(self, *, using: str) -> dict[str, tuple[int, str]]:
        """One statement."""
        rows = Channel.objects.using(using).values_list("slug", "pk", "currency_code")
        return {slug: (pk, currency) for slug, pk, currency in rows}

    def announce_orders(self, order_pks: Iterable[Any]) -> int:
        """The webhooks are looked up once for all orders; the event fits, as only metadata has changed."""
        manager = get_plugins_manager(allow_replica=False)
        webhooks = set(get_webhooks_for_event(WebhookEventAsyncType.ORDER_METADATA_UPDATED))
        orders = Order.objects.filter(pk__in=list(order_pks)).select_related("channel").order_by("pk")
        for order in orders:
            manager.order_metadata_updated(order, webhooks=webhooks)
        return len(orders)

    def order_pk(self, value: str) -> UUID:
        """Order keys are UUIDs."""
        return UUID(value)

    def allow_writer(self) -> AbstractContextManager[None]:
        """Open the guarded writer connection."""
        return allow_writer()

    def read_alias(self, context: Any) -> str:
        """Replica for queries, writer for what a mutation returns."""
        alias: str = get_database_connection_name(context)
        return alias

    @contextmanager
    def reading(self, context: Any) -> Iterator[str]:
        """Payload fields resolve after `mutate` has closed the writer, so reading opens it again."""
        alias = self.read_alias(context)
        with allow_writer() if alias == settings.DATABASE_CONNECTION_DEFAULT_NAME else nullcontext():
            yield alias

    def before_mutation(self, context: Any) -> None:
        """Do what Saleor's own mutations do first."""
        disallow_replica_in_context(context)
        setup_context_user(context)

    def requestor(self, context: Any) -> Any:
        """Return the user or the app; an anonymous caller is a lazy object around None, which is falsy."""
        return get_user_or_app_from_context(context) or None

    def is_app(self, requestor: Any) -> bool:
        """Tell an app from a user."""
        return isinstance(requestor, App)

    def accessible_channels(self, context: Any, requestor: Any) -> frozenset[str] | None:
        """Ask Saleor's own loader; it is shared with Saleor's order lists in the same request."""
        if self.is_app(requestor) or requestor.is_superuser:
            return None
        info = _ContextOnly(context)
        return frozenset(channel.slug for channel in get_user_accessible_channels(info, requestor))

    def permission_denied(self, permissions: Sequence[str]) -> Exception:
        """Saleor turns this into an error with the code PermissionDenied."""
        return PermissionDenied(f"To access this path, you need one of: {', '.join(permissions)}")

    def wrap(self, instance: Any) -> Any:
        """Resolvers of `Order` and `OrderLine` expect a context around the row."""
        return SyncWebhookControlContext(node=instance)


# Package of the plugin, and the identifier that its rows have.
_MAIL_PLUGINS = {
    "saleor.plugins.user_email.": "mirumee.notifications.user_email",
    "saleor.plugins.sendgrid.": "mirumee.notifications.sendgrid_email",
}


def _mail_plugins() -> list[str]:
    """Name the plugins that mail customers and that this shop has installed."""
    return [
        name
        for package, name in _MAIL_PLUGINS.items()
        if any(path.startswith(package) for path in settings.PLUGINS)
    ]


class _ContextOnly:
    """The part of graphene's info that Saleor's channel lookup reads."""

    def __init__(self, context: Any) -> None:
        self.context = context


_ORDER_COLUMNS = (
    "pk",
    "number",
    "status",
    "created_at",
    "channel__slug",
    "user_id",
    "user_email",
    "user__email",
    "language_code",
    "currency",
    "total_gross_amount",
    "charge_status",
    "authorize_status",
    "expired_at",
    "billing_address_id",
    "shipping_address_id",
    "shipping_method_name",
    "shipping_method__minimum_delivery_days",
    "shipping_method__maximum_delivery_days",
    "collection_point_id",
    "shipping_address__phone",
    "billing_address__phone",
    "shipping_address__postal_code",
    "shipping_address__country",
    "billing_address__first_name",
    "billing_address__last_name",
    "shipping_address__first_name",
    "shipping_address__last_name",
    "external_reference",
)


@cache
def _order_query() -> QuerySet[Any]:
    """Make the query once per process: putting its annotations together costs more than running it."""
    annotations = _order_annotations()
    return Order.objects.annotate(**annotations).values(*_ORDER_COLUMNS, *annotations)


def _order_annotations() -> dict[str, Any]:
    lines = OrderLine.objects.filter(order=OuterRef("pk"))
    return {
        "requires_shipping": Exists(lines.filter(is_shipping_required=True)),
        "has_unsent_lines": Exists(lines.filter(quantity_fulfilled__lt=F("quantity"))),
        "payment_changed_at": Subquery(_latest(Payment.objects.filter(captured_amount__gt=0))),
        "transaction_changed_at": Subquery(_latest(TransactionItem.objects.all())),
        "gateway": Subquery(_newest(Payment).values("gateway")[:1]),
        "transaction_gateway": Subquery(
            _newest(TransactionItem).values(label=Coalesce(NullIf("app_identifier", Value("")), "name"))[:1]
        ),
        "refunded": Coalesce(Subquery(_refunds().values("total")), Decimal(0)),
        "refunded_at": Subquery(_refunds().values("last")),
    }


def _latest(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(order=OuterRef("pk")).order_by("-modified_at").values("modified_at")[:1]


def _newest(model: Any) -> QuerySet[Any]:
    return model.objects.filter(order=OuterRef("pk")).order_by("-pk")


def _refunds() -> QuerySet[Any]:
    refunded = TransactionItem.objects.filter(order=OuterRef("pk"), refunded_value__gt=0)
    return refunded.order_by().values("order").annotate(total=Sum("refunded_value"), last=Max("modified_at"))


def _order_row(row: dict[str, Any]) -> OrderRow:
    return OrderRow(
        pk=row["pk"],
        number=str(row["number"]),
        status=row["status"],
        created_at=row["created_at"],
        channel=row["channel__slug"],
        user_pk=row["user_id"],
        # As Saleor decides it: the order's own address goes first.
        user_email=row["user_email"] or row["user__email"] or "",
        language_code=row["language_code"],
        currency=row["currency"],
        total=row["total_gross_amount"],
        is_fully_charged=row["charge_status"] in _FULLY_CHARGED,
        is_fully_authorized=row["authorize_status"] == "full",
        payment_changed_at=row["transaction_changed_at"] or row["payment_changed_at"],
        transaction_refunded=row["refunded"],
        transaction_refunded_at=row["refunded_at"],
        expired_at=row["expired_at"],
        is_shipping_required=row["requires_shipping"],
        has_unsent_lines=row["has_unsent_lines"],
        has_billing_address=row["billing_address_id"] is not None,
        has_shipping_address=row["shipping_address_id"] is not None,
        has_shipping_method=bool(row["shipping_method_name"]) or row["collection_point_id"] is not None,
        phone=str(row["shipping_address__phone"] or row["billing_address__phone"] or ""),
        postcode=row["shipping_address__postal_code"] or "",
        country=str(row["shipping_address__country"] or ""),
        customer_name=customer_name(row),
        payment_gateway=row["gateway"] or row["transaction_gateway"] or "",
        external_reference=row["external_reference"] or "",
        has_payment=row["gateway"] is not None or row["transaction_changed_at"] is not None,
        delivery_days=_delivery_days(
            row["shipping_method__minimum_delivery_days"], row["shipping_method__maximum_delivery_days"]
        ),
    )


def _delivery_days(least: int | None, most: int | None) -> tuple[int, int] | None:
    """With one of the two numbers only, it stands for both."""
    given = [days for days in (least, most) if days is not None]
    return (min(given), max(given)) if given else None
