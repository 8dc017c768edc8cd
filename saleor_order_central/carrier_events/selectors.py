"""Reads of carrier events, one statement for any number of orders or parcels."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import F, QuerySet

from ..parts_of_lists import Part, Span, Table, count_rows, load_parts
from ..tracking.models import OrderParcel
from .checkpoints import CarrierNews, Checkpoint
from .kinds import CarrierEventKind
from .models import OrderCarrierEvent

# The columns of a parcel by the names of a checkpoint's fields.
_RENAMED = {
    "parcel_pk": "pk",
    "fulfillment_pk": "fulfillment_id",
    "last_type": "last_event_type",
    "last_at": "last_event_at",
    "last_place": "last_event_place",
}
_COLUMNS = tuple(_RENAMED.get(one.name, one.name) for one in fields(Checkpoint))


def load_checkpoints(order_pks: Iterable[Any], *, using: str) -> dict[Any, dict[int, Checkpoint]]:
    """Return the stored parcels of orders: by order pk, then by their own pk."""
    found: dict[Any, dict[int, Checkpoint]] = defaultdict(dict)
    rows = OrderParcel.objects.using(using).filter(order_id__in=list(order_pks), removed_at=None)
    for order_pk, *columns in rows.order_by("order_id", "number", "pk").values_list("order_id", *_COLUMNS):
        checkpoint = Checkpoint(*columns)
        found[order_pk][checkpoint.parcel_pk] = checkpoint
    return found


def load_carrier_events(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[OrderCarrierEvent]]:
    """Return the events of each order's parcels with their present codes, oldest first."""
    found: dict[Any, list[OrderCarrierEvent]] = defaultdict(list)
    rows = _present(using).filter(parcel__order_id__in=list(order_pks))
    for row in rows.select_related("parcel").order_by("happened_at", "pk"):
        found[row.parcel.order_id].append(row)
    return found


def load_parcel_events(parcel_pks: Iterable[int], span: Span, *, using: str) -> dict[int, Part]:
    """Return a part of the events of each parcel; parcels without a bound of the span are left out."""
    return load_parts([_events_of_parcels(using)], list(parcel_pks), span)


def count_parcel_events(parcel_pks: Iterable[int], *, using: str) -> dict[int, int]:
    """Return how many events each parcel has."""
    return count_rows([_events_of_parcels(using)], list(parcel_pks))


def _events_of_parcels(using: str) -> Table:
    return Table(_present(using), "parcel_id", "happened_at")


def _present(using: str) -> QuerySet[OrderCarrierEvent]:
    """Events of the codes that parcels have now."""
    rows = OrderCarrierEvent.objects.using(using)
    return rows.filter(code=F("parcel__normalized_code"), parcel__removed_at=None)


def load_last_events(parcel_pks: Iterable[int], *, using: str) -> dict[int, OrderCarrierEvent]:
    """Return the newest event by parcel pk."""
    rows = OrderCarrierEvent.objects.using(using).filter(
        parcel_id__in=list(parcel_pks),
        code=F("parcel__normalized_code"),
        happened_at=F("parcel__last_event_at"),
        type=F("parcel__last_event_type"),
    )
    return {row.parcel_id: row for row in rows.order_by("pk")}


def news_of(row: OrderCarrierEvent) -> CarrierNews:
    """Return an event as the history of its order shows it."""
    return CarrierNews(
        row.pk,
        row.parcel.number,
        CarrierEventKind(row.type),
        row.happened_at,
        row.place,
        row.description,
        row.parcel_id,
    )
