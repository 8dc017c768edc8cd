"""Spreads what happened within seconds over the days of its story."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Model, QuerySet

Moment = tuple[datetime, datetime]
"""When something was done, and when it shall have been done."""

# Their own rows hold dates too: reports of a payment and entries of a transaction.
_DEEPER = frozenset({"Payment", "TransactionItem"})


def spread(order: Model, moments: Sequence[Moment]) -> None:
    """Move every date of the order and of all rows that point at it.

    Each date moves with the newest act before it, so that the order of events stays as it was.
    """
    begins = [done for done, _wanted in moments]

    def moved(date: datetime) -> datetime | None:
        place = bisect_right(begins, date) - 1
        return None if place < 0 else moments[place][1] + (date - moments[place][0])

    for row in _rows_of(order):
        _move(row, moved)


def _move(row: Model, moved: Any) -> None:
    """Written by `update`, because `save` would set some of these dates to now."""
    dates = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, DateTimeField) and value is not None and (date := moved(value)) is not None:
            dates[field.attname] = date
    if dates:
        type(row)._base_manager.filter(pk=row.pk).update(**dates)


def _rows_of(order: Model) -> Iterator[Model]:
    yield order
    for rows in _pointing_at(order):
        for row in rows:
            yield row
            if type(row).__name__ in _DEEPER:
                for deeper in _pointing_at(row):
                    yield from deeper


def _pointing_at(target: Model) -> Iterator[QuerySet[Any]]:
    for relation in target._meta.related_objects:
        if not relation.many_to_many:
            yield relation.related_model._base_manager.filter(**{relation.field.name: target})
