"""The only writer of history entries."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault
from ..statuses.models import EntryVisibility, OrderStatusDefinition
from ..statuses.selectors import customer_label
from .models import OrderEntry
from .view import Visibility


def status_changed_entry(
    order_pk: Any,
    *,
    author: Author,
    status_from: OrderStatusDefinition | None,
    status_to: OrderStatusDefinition,
    date: datetime | None = None,
    visibility: Visibility = Visibility.CUSTOMER,
    subject: str = "",
    message: str = "",
    idempotency_key: str = "",
    request_hash: str = "",
) -> OrderEntry:
    """Write that the status changed (003-10); the labels are copied so that the entry outlives both.

    An entry about a status that customers may not see is for staff, whatever `visibility` says: once the
    definition is deleted, nothing else would remember that.
    """
    if status_to.visibility == EntryVisibility.STAFF:
        visibility = Visibility.STAFF
    return OrderEntry.objects.create(
        order_id=order_pk,
        kind=OrderEntry.Kind.STATUS_CHANGE,
        date=date or timezone.now(),
        visibility=visibility.value,
        subject=subject,
        message=message,
        status_from=status_from,
        status_to=status_to,
        status_from_label=status_from.name if status_from else "",
        status_to_label=status_to.name,
        status_from_customer_label=customer_label(status_from, "") if status_from else "",
        status_to_customer_label=customer_label(status_to, ""),
        idempotency_key=idempotency_key,
        request_hash=request_hash,
        **_author_columns(author),
    )


def event_entry(
    order_pk: Any,
    *,
    author: Author,
    subject: str,
    message: str,
    visibility: Visibility,
    idempotency_key: str = "",
    request_hash: str = "",
) -> OrderEntry:
    """Write an event with subject and message (004-08)."""
    return OrderEntry.objects.create(
        order_id=order_pk,
        kind=OrderEntry.Kind.EVENT,
        visibility=visibility.value,
        subject=subject,
        message=message,
        idempotency_key=idempotency_key,
        request_hash=request_hash,
        **_author_columns(author),
    )


def _author_columns(author: Author) -> dict[str, Any]:
    return {"author_type": author.type.value, "user_id": author.user_pk, "app_name": author.app_name}


def hash_request(content: Mapping[str, Any]) -> str:
    """Fingerprint a request, so that a repeated key with other content is noticed."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def repeated_entry(order_pk: Any, idempotency_key: str, request_hash: str) -> OrderEntry | None:
    """Return the entry that the same request wrote before.

    Call it while the order's state is locked. Raises OrderCentralFault CONFLICT when the key was used for
    other content.
    """
    if not idempotency_key:
        return None
    entry = OrderEntry.objects.filter(order_id=order_pk, idempotency_key=idempotency_key).first()
    if entry is not None and entry.request_hash != request_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return entry
