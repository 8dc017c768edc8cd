"""The only writer of history entries."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault
from ..statuses.models import EntryVisibility, OrderStatusDefinition
from ..statuses.selectors import customer_label
from .models import OrderEntry
from .view import Visibility


def status_change(
    order_pk: Any,
    *,
    author: Author,
    status_from: OrderStatusDefinition | None,
    status_to: OrderStatusDefinition,
    date: datetime | None = None,
    visibility: Visibility = Visibility.CUSTOMER,
    **columns: Any,
) -> OrderEntry:
    """Make the entry of a changed status (003-10); labels are copied so that the entry outlives both.

    An entry about a status that customers may not see is for staff, whatever `visibility` says: once the
    definition is deleted, nothing else would remember that. `columns` are subject, message, template,
    is_forced, idempotency_key and request_hash.
    """
    if status_to.visibility == EntryVisibility.STAFF:
        visibility = Visibility.STAFF
    return OrderEntry(
        order_id=order_pk,
        kind=OrderEntry.Kind.STATUS_CHANGE,
        date=date or timezone.now(),
        visibility=visibility.value,
        status_from=status_from,
        status_to=status_to,
        status_from_label=status_from.name if status_from else "",
        status_to_label=status_to.name,
        status_from_customer_label=customer_label(status_from, "") if status_from else "",
        status_to_customer_label=customer_label(status_to, ""),
        **columns,
        **_author_columns(author),
    )


def event(order_pk: Any, *, author: Author, visibility: Visibility, **columns: Any) -> OrderEntry:
    """Make the entry of an event with subject and message (004-08)."""
    return _entry(OrderEntry.Kind.EVENT, order_pk, author=author, visibility=visibility, **columns)


def refund_entry(order_pk: Any, *, author: Author, visibility: Visibility, **columns: Any) -> OrderEntry:
    """Make the entry of money or a voucher that was given back, or could not be (002-58)."""
    return _entry(OrderEntry.Kind.REFUND, order_pk, author=author, visibility=visibility, **columns)


def withdrawal_entry(order_pk: Any, *, author: Author, visibility: Visibility, **columns: Any) -> OrderEntry:
    """Make the entry of a statement of withdrawal, or of what staff make of it (W-09)."""
    return _entry(OrderEntry.Kind.WITHDRAWAL, order_pk, author=author, visibility=visibility, **columns)


def return_entry(
    order_pk: Any, return_pk: int, *, author: Author, visibility: Visibility, **columns: Any
) -> OrderEntry:
    """Make the entry of a step of a return request (002-43)."""
    columns["return_request_id"] = return_pk
    return _entry(OrderEntry.Kind.RETURN, order_pk, author=author, visibility=visibility, **columns)


def message_entry(order_pk: Any, message_pk: int, *, author: Author, **columns: Any) -> OrderEntry:
    """Make the entry of a message between customer and shop (004-11)."""
    columns["conversation_message_id"] = message_pk
    return _entry(OrderEntry.Kind.MESSAGE, order_pk, author=author, visibility=Visibility.CUSTOMER, **columns)


def _entry(kind: str, order_pk: Any, *, author: Author, visibility: Visibility, **columns: Any) -> OrderEntry:
    return OrderEntry(
        order_id=order_pk,
        kind=kind,
        visibility=visibility.value,
        **columns,
        **_author_columns(author),
    )


def status_undo(undone: OrderEntry, *, author: Author) -> OrderEntry:
    """Make the entry that takes a change back (B-07); the database allows one per change."""
    return OrderEntry(
        order_id=undone.order_id,
        kind=OrderEntry.Kind.STATUS_UNDO,
        visibility=Visibility.STAFF.value,
        undoes=undone,
        status_from=undone.status_to,
        status_to=undone.status_from,
        status_from_label=undone.status_to_label,
        status_to_label=undone.status_from_label,
        **_author_columns(author),
    )


def write(entries: Sequence[OrderEntry]) -> list[OrderEntry]:
    """Add entries to the history, in one statement; each gets its key."""
    return OrderEntry.objects.bulk_create(entries)


def _author_columns(author: Author) -> dict[str, Any]:
    return {"author_type": author.type.value, "user_id": author.user_pk, "app_name": author.app_name}


def hash_request(content: Mapping[str, Any]) -> str:
    """Fingerprint a request, so that a repeated key with other content is noticed."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def repeated_entries(order_pks: Iterable[Any], idempotency_key: str) -> dict[Any, OrderEntry]:
    """Return the entries that a key wrote before, by order pk; call it while the states are locked."""
    if not idempotency_key:
        return {}
    rows = OrderEntry.objects.filter(order_id__in=list(order_pks), idempotency_key=idempotency_key)
    return {row.order_id: row for row in rows}


def same_request(entry: OrderEntry, request_hash: str) -> OrderEntry:
    """Return the entry of a repeated request. Raises CONFLICT when its key was used for other content."""
    if entry.request_hash != request_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return entry
