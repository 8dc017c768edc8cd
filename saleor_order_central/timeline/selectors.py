"""Reads of history entries, one statement for any number of orders."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from ..author import AuthorType
from ..statuses.selectors import StatusBook, status_view
from .models import OrderEntry
from .view import EntryKind, StatusView, StoredEntry, Visibility


class EntryRow(NamedTuple):
    """The columns of an `OrderEntry` that its readers need; a model would cost three times as much."""

    pk: int
    kind: str
    date: datetime
    visibility: str
    author_type: str
    subject: str
    message: str
    user_id: int | None
    app_name: str
    status_from_id: int | None
    status_to_id: int | None
    status_from_label: str
    status_to_label: str
    status_from_customer_label: str
    status_to_customer_label: str
    undone_by: int | None
    return_request_id: int | None = None
    message_html: str = ""
    conversation_message_id: int | None = None


def load_entries(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[EntryRow]]:
    """Return rows by order pk, oldest first."""
    entries: dict[Any, list[EntryRow]] = defaultdict(list)
    rows = OrderEntry.objects.using(using).filter(order_id__in=list(order_pks)).order_by("date", "pk")
    for order_pk, *columns in rows.values_list("order_id", *EntryRow._fields):
        entries[order_pk].append(EntryRow(*columns))
    return entries


_KINDS = {kind.value: kind for kind in EntryKind}
_VISIBILITIES = {visibility.value: visibility for visibility in Visibility}
_AUTHORS = {author.value: author for author in AuthorType}


def stored_entry(row: EntryRow, views: dict[int, StatusView]) -> StoredEntry:
    """Return a row as the timeline builder sees it."""
    return StoredEntry(
        pk=row.pk,
        kind=_KINDS[row.kind],
        date=row.date,
        visibility=_VISIBILITIES[row.visibility],
        author_type=_AUTHORS[row.author_type],
        subject=row.subject,
        message=row.message,
        user_pk=row.user_id,
        app_name=row.app_name,
        status_from=views.get(row.status_from_id) if row.status_from_id else None,
        status_to=views.get(row.status_to_id) if row.status_to_id else None,
        status_from_label=row.status_from_label,
        status_to_label=row.status_to_label,
        status_from_customer_label=row.status_from_customer_label,
        status_to_customer_label=row.status_to_customer_label,
        is_undone=row.undone_by is not None,
        return_pk=row.return_request_id,
        message_html=row.message_html,
        message_pk=row.conversation_message_id,
    )


def status_views(book: StatusBook, language: str) -> dict[int, StatusView]:
    """Return every status as the builder sees it, with the customer's label in a language."""
    return {pk: status_view(definition, language) for pk, definition in book.by_pk.items()}
