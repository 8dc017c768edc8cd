"""What both lines of Saleor do alike: reading rows whose models have the same names and columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from saleor.account.models import User
from saleor.core.utils import build_absolute_uri
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderEvent, OrderLine

from . import customers
from .assemble import FulfillmentRow, OrderRow, core_event, order_facts
from .base import MetadataValues, StoredConfiguration
from .contacts import (
    CONTACT_COLUMNS,
    ContactFacts,
    CustomerOrder,
    LineFacts,
    PackingFacts,
    ShopFacts,
    contact_facts,
)
from .customer_facts import AddressFacts, BoughtProduct, Cart, CustomerFacts, OrderSum
from .event_kinds import TIMELINE_TYPES
from .facts import CoreEvent, InvoiceFacts, OrderFacts
from .metadata import merge_metadata
from .packing import load_packing
from .return_facts import ReturnLineFacts
from .return_lines import load_return_lines, unknown_catalogue_keys

CHUNK = 500
_EVENT_COLUMNS = ("pk", "type", "date", "user_id")
# Single texts out of the JSON column: parsing the whole of it would take half of the time of this read.
_EVENT_TEXTS = tuple(
    KeyTextTransform(key, "parameters")
    for key in ("message", "amount", "tracking_number", "fulfillment", "composed_id")
)


class SharedHost:
    """Base of the two adapters; subclasses say where their releases differ."""

    fulfillment_created_field: str
    order_created_field: str
    order_number_field: str
    event_app_field: str | None

    def order_rows(self, order_pks: list[Any], using: str) -> list[OrderRow]:
        """Read the orders themselves, with payment sums, in one statement."""
        raise NotImplementedError

    def invoice_rows(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, InvoiceFacts]]:
        """Read (order pk, invoice) pairs, oldest first, in one statement."""
        raise NotImplementedError

    def with_paid_amount(self, orders: QuerySet[Any]) -> QuerySet[Any]:
        """Annotate orders with `paid_amount`: charged and not given back."""
        raise NotImplementedError

    def configuration_row(self, using: str) -> tuple[bool | None, Any, bool]:
        """Read whether we are active (None: nobody said), our items, and whether Saleor mails customers."""
        raise NotImplementedError

    def changed_filter(self, since: datetime) -> Q:
        """Return the condition for orders that changed since then."""
        raise NotImplementedError

    def load_facts(
        self, order_pks: Iterable[Any], *, using: str, whole_history: bool = True
    ) -> dict[Any, OrderFacts]:
        """Four statements, whatever the number of orders."""
        pks = list(order_pks)
        if not pks:
            return {}
        events: dict[Any, list[CoreEvent]] = defaultdict(list)
        for order_pk, event in self._event_rows(pks, using, None if whole_history else TIMELINE_TYPES):
            events[order_pk].append(event)
        fulfillments: dict[Any, list[FulfillmentRow]] = defaultdict(list)
        for order_pk, fulfillment in self._fulfillment_rows(pks, using):
            fulfillments[order_pk].append(fulfillment)
        invoices: dict[Any, list[InvoiceFacts]] = defaultdict(list)
        for order_pk, invoice in self.invoice_rows(pks, using):
            invoices[order_pk].append(invoice)
        return {
            row.pk: order_facts(row, events[row.pk], fulfillments[row.pk], invoices[row.pk])
            for row in self.order_rows(pks, using)
        }

    def load_events(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, tuple[CoreEvent, ...]]:
        """One statement."""
        events: dict[Any, list[CoreEvent]] = defaultdict(list)
        for order_pk, event in self._event_rows(list(order_pks), using, None):
            events[order_pk].append(event)
        return {order_pk: tuple(found) for order_pk, found in events.items()}

    def _event_rows(
        self, order_pks: list[Any], using: str, types: Iterable[str] | None
    ) -> Iterator[tuple[Any, CoreEvent]]:
        rows = OrderEvent.objects.using(using).filter(order_id__in=order_pks).order_by("date", "pk")
        if types is not None:
            rows = rows.filter(type__in=types)
        app = F(self.event_app_field) if self.event_app_field else Value("")
        for order_pk, *columns in rows.values_list("order_id", *_EVENT_COLUMNS, *_EVENT_TEXTS, app):
            yield order_pk, core_event(*columns)

    def _fulfillment_rows(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, FulfillmentRow]]:
        rows = Fulfillment.objects.using(using).filter(order_id__in=order_pks).order_by("fulfillment_order")
        for order_pk, *columns in rows.values_list(
            "order_id", "pk", "fulfillment_order", "status", "tracking_number", self.fulfillment_created_field
        ):
            yield order_pk, FulfillmentRow(*columns)

    def load_orders(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, Any]:
        """One statement."""
        found: dict[Any, Any] = Order.objects.using(using).in_bulk(list(order_pks))
        return found

    def load_order_lines(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, list[Any]]:
        """One statement."""
        lines: dict[Any, list[Any]] = defaultdict(list)
        for line in OrderLine.objects.using(using).filter(order_id__in=list(order_pks)).order_by("pk"):
            lines[line.order_id].append(line)
        return lines

    def load_parcel_lines(
        self, fulfillment_pks: Iterable[int], *, using: str
    ) -> dict[int, list[tuple[Any, int]]]:
        """One statement: the order lines come by a join."""
        lines: dict[int, list[tuple[Any, int]]] = defaultdict(list)
        rows = FulfillmentLine.objects.using(using).filter(fulfillment_id__in=list(fulfillment_pks))
        for row in rows.select_related("order_line").order_by("pk"):
            lines[row.fulfillment_id].append((row.order_line, row.quantity))
        return lines

    def load_return_lines(
        self, order_pks: Iterable[Any], *, using: str
    ) -> dict[Any, tuple[ReturnLineFacts, ...]]:
        """Three statements, two without categories."""
        return load_return_lines(order_pks, using=using)

    def unknown_catalogue_keys(self, kind: str, keys: Iterable[str], *, using: str) -> set[str]:
        """One statement."""
        return unknown_catalogue_keys(kind, keys, using=using)

    def build_absolute_uri(self, path: str) -> str:
        """Saleor knows its public address from its settings or its site."""
        return str(build_absolute_uri(path))

    def load_users(self, user_pks: Iterable[int], *, using: str) -> dict[int, Any]:
        """One statement."""
        found: dict[int, Any] = User.objects.using(using).in_bulk(list(user_pks))
        return found

    def load_customers(self, user_pks: Iterable[int], *, using: str) -> dict[int, CustomerFacts]:
        """Two statements."""
        return customers.load_customers(user_pks, using=using)

    def customers_of(self, order_pks: Iterable[Any]) -> set[int]:
        """One statement."""
        return customers.customers_of(order_pks)

    def changed_customer_pks(self, since: datetime | None) -> Iterator[int]:
        """Stream the keys."""
        return customers.changed_customer_pks(since)

    def unlisted_customer_pks(self, limit: int) -> list[int]:
        """One statement."""
        return customers.unlisted_customer_pks(limit)

    def sum_orders_of(self, user_pks: Iterable[int], *, using: str) -> list[OrderSum]:
        """One statement."""
        return self.sum_orders(Q(user_id__in=list(user_pks)), using=using)

    def sum_orders(self, owner: Q, *, using: str) -> list[OrderSum]:
        """One statement."""
        return customers.sum_orders(self.with_paid_amount(Order.objects.filter(owner)), using=using)

    def load_bought(self, owner: Q, channels: frozenset[str] | None, *, using: str) -> list[BoughtProduct]:
        """One statement."""
        return customers.load_bought(owner, channels, using=using)

    def units_sold(
        self, start: datetime, end: datetime, channels: frozenset[str] | None, *, using: str
    ) -> int:
        """One statement."""
        return customers.units_sold(start, end, channels, using=using)

    def load_carts(
        self, user_pk: int, channels: frozenset[str] | None, limit: int, *, using: str
    ) -> list[Cart]:
        """Two statements."""
        return customers.load_carts(user_pk, channels, limit, using=using)

    def load_addresses(self, user_pk: int, *, using: str) -> list[AddressFacts]:
        """One statement."""
        return customers.load_addresses(user_pk, using=using)

    def load_contacts(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, ContactFacts]:
        """Two statements: orders with their addresses, and lines with their products."""
        pks = list(order_pks)
        lines: dict[Any, list[LineFacts]] = defaultdict(list)
        for order_pk, line in self._contact_lines(pks, using):
            lines[order_pk].append(line)
        orders = self.with_paid_amount(Order.objects.using(using).filter(pk__in=pks))
        return {
            row["pk"]: contact_facts(row, row["paid_amount"], tuple(lines[row["pk"]]))
            for row in orders.values("pk", "paid_amount", *CONTACT_COLUMNS)
        }

    def _contact_lines(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, LineFacts]]:
        rows = OrderLine.objects.using(using).filter(order_id__in=order_pks).order_by("pk")
        for order_pk, name, own_name, variant, own_variant, *columns in rows.values_list(
            "order_id",
            "product_name",
            "translated_product_name",
            "variant_name",
            "translated_variant_name",
            "quantity",
            "variant__product_id",
            Coalesce("variant__product__slug", Value("")),
        ):
            yield order_pk, LineFacts(own_name or name, own_variant or variant, *columns)

    def load_customer_orders(self, user_pks: Iterable[int], *, using: str) -> dict[int, list[CustomerOrder]]:
        """One statement. On 2.10 the key is the number."""
        found: dict[int, list[CustomerOrder]] = defaultdict(list)
        date = self.order_created_field
        columns = ("user_id", "status", "pk", self.order_number_field, date, "total_gross_amount", "currency")
        rows = Order.objects.using(using).filter(user_id__in=list(user_pks)).exclude(status="draft")
        for user_pk, status, pk, number, placed_at, total, currency in rows.order_by(
            f"-{date}", "-pk"
        ).values_list(*columns):
            counts = status not in ("canceled", "expired", "unconfirmed")
            found[user_pk].append(CustomerOrder(pk, str(number), placed_at, total, currency, counts))
        return found

    def load_packing(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, PackingFacts]:
        """Four statements."""
        return load_packing(order_pks, using=using)

    def load_shop(self, *, using: str) -> ShopFacts:
        """One statement; Saleor keeps the sender of its mails beside the site."""
        default_name, default_email = parseaddr(settings.DEFAULT_FROM_EMAIL or "")
        row = (
            Site.objects.using(using)
            .filter(pk=settings.SITE_ID)
            .values_list(
                "name", "settings__default_mail_sender_name", "settings__default_mail_sender_address"
            )
            .first()
        )
        name, sender_name, sender_email = row or ("", "", "")
        return ShopFacts(name, sender_name or default_name or name, sender_email or default_email)

    def unrecorded_order_pks(self, limit: int) -> list[Any]:
        """One statement."""
        unrecorded = Q(order_central_state=None) | Q(order_central_state__placed_at=None)
        orders = Order.objects.exclude(status="draft").filter(unrecorded)
        newest = orders.order_by(f"-{self.order_created_field}", "-pk")
        return list(newest.values_list("pk", flat=True)[:limit])

    def merge_metadata(self, wanted: Iterable[tuple[MetadataValues, list[Any]]]) -> int:
        """One statement per set of values, and one that locks."""
        return merge_metadata(wanted)

    def changed_order_pks(self, since: datetime | None) -> Iterator[Any]:
        """Read by key, a chunk at a time, so that no transaction stays open over the whole shop."""
        orders = Order.objects.exclude(status="draft").order_by("pk")
        if since is not None:
            orders = orders.filter(self.changed_filter(since))
        last: Any = None
        while True:
            page = orders if last is None else orders.filter(pk__gt=last)
            pks = list(page.values_list("pk", flat=True)[:CHUNK])
            yield from pks
            if len(pks) < CHUNK:
                return
            last = pks[-1]

    def order_pk_of_number(self, number: str, *, using: str) -> Any:
        """One statement. On both lines numbers are whole."""
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        rows = Order.objects.using(using).filter(**{self.order_number_field: int(number) if is_number else 0})
        return rows.values_list("pk", flat=True).first()

    def stored_configuration(self, *, using: str) -> StoredConfiguration:
        """One statement; no row means that nobody has saved the plugin's settings yet."""
        is_active, items, sends_mails = self.configuration_row(using)
        values = {item["name"]: item.get("value") for item in items or ()}
        return StoredConfiguration(is_active, values, sends_mails)
