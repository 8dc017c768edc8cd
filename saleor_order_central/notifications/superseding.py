"""A message about a status lives as long as the status: a new one stops it, an undo lets it live again."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from .models import WAITING, NotificationReason, NotificationStatus, Occasion, OrderNotification
from .outbox import stop


def supersede(order_pks: Collection[Any]) -> None:
    """Stop the waiting messages about the status before, also when the new one is told to nobody.

    A message that is being delivered at this moment is left alone: it was true until now.
    """
    waiting = OrderNotification.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        order_id__in=order_pks, status__in=WAITING, occasion=Occasion.STATUS_CHANGED
    )
    if pks := list(waiting.values_list("pk", flat=True)):
        stop(pks, NotificationReason.SUPERSEDED, timezone.now())


def revive_superseded(*, entry_pks: Collection[int]) -> None:
    """Let the messages of changes wait again whose follower was undone; their time stays as it was."""
    OrderNotification.objects.filter(
        entry_id__in=entry_pks,
        status=NotificationStatus.CANCELED,
        reason=NotificationReason.SUPERSEDED,
    ).update(status=NotificationStatus.HELD, reason=NotificationReason.DEFAULT, updated_at=timezone.now())
