"""Reads of messages, one statement each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .models import WAITING, NotificationStatus, Occasion, OrderNotification


def find_notifications(
    *,
    using: str,
    channels: Collection[str] | None = None,
    order_pks: Collection[Any] | None = None,
    statuses: Collection[str] | None = None,
    channel_kind: str | None = None,
    occasions: Collection[str] | None = None,
    created_from: datetime | None = None,
    created_to: datetime | None = None,
) -> QuerySet[OrderNotification]:
    """Return messages; `channels` limits them to orders of these sales channels, None means all.

    Hosts without channels never limit. The keys grow with time, so the newest come first by key.
    """
    filters = {
        "order__channel__slug__in": channels,
        "order_id__in": order_pks,
        "status__in": statuses,
        "channel_kind": channel_kind,
        "occasion__in": occasions,
        "created_at__gte": created_from,
        "created_at__lt": created_to,
    }
    wanted = {name: value for name, value in filters.items() if value is not None}
    return OrderNotification.objects.using(using).filter(**wanted).order_by("-pk")


def load_notifications(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[OrderNotification]]:
    """Return every message by order pk, newest first."""
    found: dict[Any, list[OrderNotification]] = defaultdict(list)
    for row in find_notifications(using=using, order_pks=list(order_pks)):
        found[row.order_id].append(row)
    return found


def find_notification(pk: int, *, using: str) -> OrderNotification | None:
    """Return one message, with the conversation that it belongs to."""
    rows = OrderNotification.objects.using(using).select_related("message__thread")
    row: OrderNotification | None = rows.filter(pk=pk).first()
    return row


def orders_asked_for_information(order_pks: Iterable[Any], *, using: str) -> frozenset[Any]:
    """Return the orders whose customer was asked for missing data, in one statement."""
    pks = list(order_pks)
    if not pks:
        return frozenset()
    rows = find_notifications(using=using, order_pks=pks).filter(occasion=Occasion.INFORMATION_MISSING)
    return frozenset(rows.values_list("order_id", flat=True))


def told_tracking_codes(order_pks: Iterable[Any], *, using: str) -> dict[Any, frozenset[str]]:
    """Return the tracking codes that customers were told, or will be, by pk of the orders that have any."""
    statuses = [*WAITING, NotificationStatus.SENT]
    rows = find_notifications(using=using, order_pks=list(order_pks), statuses=statuses)
    told: dict[Any, frozenset[str]] = {}
    for order_pk, codes in rows.exclude(tracking_codes=[]).values_list("order_id", "tracking_codes"):
        told[order_pk] = told.get(order_pk, frozenset()).union(codes)
    return told
