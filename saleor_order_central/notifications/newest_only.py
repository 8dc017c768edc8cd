"""Of the messages that are stored about an order's status only the newest one waits (B-08)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from .models import (
    WAITING,
    ChannelKind,
    NotificationReason,
    NotificationStatus,
    Occasion,
    OrderNotification,
)


def keep_newest(fresh: Sequence[OrderNotification], now: datetime) -> None:
    """Let only the newest message about a status live, per order and channel.

    A message that is being delivered at this moment is left alone: it was true until now.
    """
    latest: dict[tuple[Any, str], OrderNotification] = {}
    for row in fresh:
        if row.occasion == Occasion.STATUS_CHANGED and row.status in WAITING:
            earlier = latest.get((row.order_id, row.channel_kind))
            if earlier is not None:
                earlier.status, earlier.reason = NotificationStatus.CANCELED, NotificationReason.SUPERSEDED
            latest[row.order_id, row.channel_kind] = row
    if not latest:
        return
    replaced = Q()
    for kind in ChannelKind.values:
        orders = [order_pk for order_pk, one in latest if one == kind]
        replaced |= Q(channel_kind=kind, order_id__in=orders)
    waiting = OrderNotification.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        replaced, status__in=WAITING, occasion=Occasion.STATUS_CHANGED
    )
    waiting = waiting.exclude(dedupe_key__in=[row.dedupe_key for row in fresh])
    if pks := list(waiting.values_list("pk", flat=True)):
        stop(pks, NotificationReason.SUPERSEDED, now)


def stop(pks: Collection[int], reason: str, now: datetime) -> None:
    """Cancel messages whose rows are locked."""
    OrderNotification.objects.filter(pk__in=pks).update(
        status=NotificationStatus.CANCELED, reason=reason, updated_at=now
    )
