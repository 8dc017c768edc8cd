"""A message about a status lives as long as the status: a new one stops it, an undo lets it live again."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ..timeline.models import OrderEntry
from .models import WAITING, NotificationReason, NotificationStatus, Occasion, OrderNotification
from .outbox import stop

# The first status of an order is its acceptance, and an automatic change does not know better than a person.
_ACCEPTANCE = Q(entry__status_from=None)
_WORDS_OF_A_PERSON = ~Q(entry__author_type=OrderEntry.Author.SYSTEM) & ~Q(entry__message="")


def supersede(order_pks: Collection[Any], *, by_person: bool) -> None:
    """Stop the waiting messages about the status before, also when the new one is told to nobody.

    Acceptances stay, and what a person typed is stopped only by a person's change.

    A message that is being delivered at this moment is left alone: it was true until now.
    """
    kept = _ACCEPTANCE if by_person else _ACCEPTANCE | _WORDS_OF_A_PERSON
    waiting = (
        OrderNotification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(order_id__in=order_pks, status__in=WAITING, occasion=Occasion.STATUS_CHANGED)
        .exclude(kept & Q(entry__isnull=False))
    )
    if pks := list(waiting.values_list("pk", flat=True)):
        stop(pks, NotificationReason.SUPERSEDED, timezone.now())


def is_outdated(row: OrderNotification) -> bool:
    """Tell whether the order has changed its status again since a message about a status was stored.

    Such a message was being delivered when the status changed, so it could not be stopped then, and was
    put off.
    """
    if row.entry is None or row.entry.status_from_id is None:
        return False
    later = Q(date__gt=row.entry.date) | Q(date=row.entry.date, pk__gt=row.entry.pk)
    changes = OrderEntry.objects.filter(later, order_id=row.order_id, kind=OrderEntry.Kind.STATUS_CHANGE)
    if row.entry.message and row.entry.author_type != OrderEntry.Author.SYSTEM:
        changes = changes.exclude(author_type=OrderEntry.Author.SYSTEM)
    return changes.filter(undone_by=None).exists()


def revive_superseded(*, entry_pks: Collection[int]) -> None:
    """Let the messages of changes wait again whose follower was undone; their time stays as it was."""
    OrderNotification.objects.filter(
        entry_id__in=entry_pks,
        status=NotificationStatus.CANCELED,
        reason=NotificationReason.SUPERSEDED,
    ).update(status=NotificationStatus.HELD, reason=NotificationReason.DEFAULT, updated_at=timezone.now())
