"""Reads of parcels, a constant number of statements for any number of orders."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..tracking.models import OrderParcel, OrderParcelLine
from ..tracking.parcel_names import ParcelName


def find_parcel(name: ParcelName, *, using: str) -> OrderParcel | None:
    """Return the stored parcel of a name, None when it was removed or never recorded."""
    found = find_parcels([name], using=using)
    return found.get(name)


def find_parcels(names: Iterable[ParcelName], *, using: str) -> dict[ParcelName, OrderParcel]:
    """Return stored parcels by name, two statements."""
    wanted = set(names)
    rows = OrderParcel.objects.using(using).filter(removed_at=None)
    own = rows.filter(is_own=True, pk__in=[one.key for one in wanted if one.is_own])
    found = {ParcelName(True, row.pk): row for row in own}
    keys = [one.key for one in wanted if not one.is_own]
    for row in rows.filter(is_own=False, fulfillment_key__in=keys).exclude(fulfillment_key=0):
        found[ParcelName(False, row.fulfillment_key, row.position)] = row
    return {name: row for name, row in found.items() if name in wanted}


def load_named_lines(order_pks: Iterable[Any], *, using: str) -> dict[Any, dict[int, list[tuple[Any, int]]]]:
    """Return what staff put into parcels: by order pk, then parcel pk, (order line pk, units) pairs."""
    found: dict[Any, dict[int, list[tuple[Any, int]]]] = defaultdict(lambda: defaultdict(list))
    rows = OrderParcelLine.objects.using(using).filter(
        parcel__order_id__in=list(order_pks), parcel__removed_at=None
    )
    columns = ("parcel__order_id", "parcel_id", "order_line_id", "quantity")
    for order_pk, parcel_pk, line_pk, quantity in rows.order_by("pk").values_list(*columns):
        found[order_pk][parcel_pk].append((line_pk, quantity))
    return found


def with_rows(
    named: dict[int, list[tuple[Any, int]]], lines: Iterable[Any]
) -> dict[int, list[tuple[Any, int]]]:
    """Put the order's lines in the place of their keys."""
    by_pk = {line.pk: line for line in lines}
    return {
        parcel_pk: [(by_pk[pk], quantity) for pk, quantity in pairs if pk in by_pk]
        for parcel_pk, pairs in named.items()
    }
