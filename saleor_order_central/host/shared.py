"""What both lines of Saleor do alike: reading rows whose models have the same names and columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.fields.json import KeyTextTransform
from saleor.account.models import User
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderEvent, OrderLine
from saleor.plugins.models import PluginConfiguration

from .assemble import FulfillmentRow, OrderRow, core_event, order_facts
from .base import PLUGIN_ID, StoredConfiguration
from .event_kinds import TIMELINE_TYPES
from .facts import CoreEvent, InvoiceFacts, OrderFacts

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
    event_app_field: str | None

    def order_rows(self, order_pks: list[Any], using: str) -> list[OrderRow]:
        """Read the orders themselves, with payment sums, in one statement."""
        raise NotImplementedError

    def invoice_rows(self, order_pks: list[Any], using: str) -> Iterator[tuple[Any, InvoiceFacts]]:
        """Read (order pk, invoice) pairs, oldest first, in one statement."""
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

    def load_users(self, user_pks: Iterable[int], *, using: str) -> dict[int, Any]:
        """One statement."""
        found: dict[int, Any] = User.objects.using(using).in_bulk(list(user_pks))
        return found

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

    def stored_configuration(self, *, using: str) -> StoredConfiguration:
        """One statement; no row means that nobody has saved the plugin's settings yet."""
        row = (
            PluginConfiguration.objects.using(using)
            .filter(identifier=PLUGIN_ID)
            .values_list("active", "configuration")
            .first()
        )
        if row is None:
            return StoredConfiguration(is_active=None, values={})
        is_active, items = row
        return StoredConfiguration(is_active, {item["name"]: item.get("value") for item in items or ()})
