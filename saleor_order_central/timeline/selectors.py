"""Reads of history entries, one statement for any number of orders."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..statuses.selectors import StatusBook, status_view
from .models import OrderEntry
from .view import AuthorType, EntryKind, StatusView, StoredEntry, Visibility


def load_entries(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[OrderEntry]]:
    """Return rows by order pk, oldest first."""
    entries: dict[Any, list[OrderEntry]] = defaultdict(list)
    rows = OrderEntry.objects.using(using).filter(order_id__in=list(order_pks)).order_by("date", "pk")
    for entry in rows:
        entries[entry.order_id].append(entry)
    return entries


def stored_entry(entry: OrderEntry, views: dict[int, StatusView]) -> StoredEntry:
    """Return a row as the timeline builder sees it."""
    return StoredEntry(
        pk=entry.pk,
        kind=EntryKind(entry.kind),
        date=entry.date,
        visibility=Visibility(entry.visibility),
        author_type=AuthorType(entry.author_type),
        subject=entry.subject,
        message=entry.message,
        user_pk=entry.user_id,
        app_name=entry.app_name,
        status_from=views.get(entry.status_from_id),
        status_to=views.get(entry.status_to_id),
        status_from_label=entry.status_from_label,
        status_to_label=entry.status_to_label,
    )


def status_views(book: StatusBook, language: str) -> dict[int, StatusView]:
    """Return every status as the builder sees it, with the customer's label in a language."""
    return {pk: status_view(definition, language) for pk, definition in book.by_pk.items()}

