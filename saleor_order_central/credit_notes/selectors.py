"""Reads of credit notes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from .models import OrderCreditNote


def find_credit_notes(
    channels: Collection[str] | None,
    *,
    using: str,
    search: str = "",
    issued_from: datetime | None = None,
    issued_to: datetime | None = None,
) -> QuerySet[Any]:
    """Return notes of these channels (None: all), by whole number of the note or of its order (UTC)."""
    rows: QuerySet[Any] = OrderCreditNote.objects.using(using).select_related("refund")
    if channels is not None:
        rows = rows.filter(channel__in=channels)
    if search:
        rows = rows.filter(Q(number=search) | Q(order_number=search))
    if issued_from is not None:
        rows = rows.filter(issued_at__gte=issued_from)
    if issued_to is not None:
        rows = rows.filter(issued_at__lt=issued_to)
    return rows
