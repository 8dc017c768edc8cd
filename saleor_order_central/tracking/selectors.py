"""Reads of parcels and trusted hosts, one statement each."""

from typing import Any

from django.db.models import Q, QuerySet

from .models import OrderParcel, TrustedTrackingHost
from .services import normalise_code

MOST_FOUND = 20


def parcels_with_code(code: str, *, using: str) -> list[tuple[Any, int]]:
    """Return (order pk, number) of the newest parcels that carry a code, 20 at most (001-12)."""
    rows = OrderParcel.objects.using(using).filter(normalized_code=normalise_code(code), removed_at=None)
    return list(rows.order_by("-pk").values_list("order_id", "number")[:MOST_FOUND])


def find_trusted_hosts(*, using: str, search: str = "") -> QuerySet[TrustedTrackingHost]:
    """Return entries of the trusted list, narrowed to those whose host or note holds a text."""
    rows = TrustedTrackingHost.objects.using(using)
    return rows.filter(Q(host__icontains=search) | Q(note__icontains=search)) if search else rows
