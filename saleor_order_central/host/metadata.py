"""Writes into the metadata of Saleor's orders, which Saleor's own lists and apps can read and filter by."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Func, JSONField, Q, Value
from django.db.models.functions import Coalesce
from saleor.order.models import Order

from .base import MetadataValues


def merge_metadata(wanted: Iterable[tuple[MetadataValues, list[Any]]]) -> int:
    """Give orders their values and leave all other keys alone; returns how many orders were written.

    The database joins old and new values, so that nobody's change is lost. One statement per set of values
    and one that locks: by key, as Saleor does it, so that nobody waits in a circle.
    """
    groups = list(wanted)
    if not groups:
        return 0
    with transaction.atomic():
        pks = [pk for _values, group in groups for pk in group]
        orders = Order.objects.select_for_update(of=("self",), no_key=True)
        list(orders.filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
        return sum(_merge(values, group) for values, group in groups)


def _merge(values: MetadataValues, order_pks: list[Any]) -> int:
    public, private = dict(values.public), dict(values.private)
    has_them = Q(metadata__contains=public, private_metadata__contains=private)
    return (
        Order.objects.filter(pk__in=order_pks)
        .exclude(has_them)
        .update(metadata=_joined("metadata", public), private_metadata=_joined("private_metadata", private))
    )


def _joined(column: str, values: Mapping[str, str]) -> Func:
    """Saleor 2.10 allows null, which would swallow the new values."""
    json = JSONField()
    old = Coalesce(F(column), Value({}, output_field=json), output_field=json)
    new = Value(dict(values), output_field=json)
    return Func(old, new, template="(%(expressions)s)", arg_joiner="::jsonb || ", output_field=json)
