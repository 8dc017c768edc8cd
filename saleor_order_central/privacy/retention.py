"""Forgets what is older than the shop wants it kept; safe to repeat, and never much at once."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..attachments.models import OrderAttachment
from ..carrier_events.models import OrderCarrierEvent
from ..conversations.kinds import ThreadStatus
from ..conversations.models import OrderThread
from ..customers.viewed import forget_old_views
from ..notifications.models import WAITING, OrderNotification
from ..returns.models import OPEN_VALUES
from ..statuses.job_models import StatusBulkJob
from ..timeline.models import OrderEntry
from .erasing import emptied
from .fields import Retention
from .holdings import HOLDINGS
from .models import PrivacyJob, PrivacyJobStatus

AT_ONCE = 5_000


def forget_old(kept: Retention, *, now: datetime | None = None) -> dict[str, int]:
    """Apply every limit; returns how many rows of each were emptied or deleted."""
    now = now or timezone.now()
    return {
        "views": forget_old_views(kept.viewed_products_days, now=now),
        "messages": _empty_messages(_limit(now, kept.message_text_days)),
        "conversations": _delete_conversations(_limit(now, kept.conversation_days)),
        "photos": _delete_photos(_limit(now, kept.photo_days)),
        "logs": _forget_logs(_limit(now, kept.log_days)),
    }


def _limit(now: datetime, days: int | None) -> datetime | None:
    return None if days is None else now - timedelta(days=days)


def _some(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Cut a change down to what one transaction should carry; the rest is for the next run."""
    return rows.model._default_manager.filter(
        pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    )


def _empty_messages(limit: datetime | None) -> int:
    """Of a message that waits nothing is forgotten; rows that are empty already are passed over."""
    if limit is None:
        return 0
    rows = OrderNotification.objects.filter(created_at__lt=limit).exclude(status__in=WAITING)
    rows = rows.exclude(recipient="", subject="", body="")
    return _some(rows).update(**emptied(OrderNotification, HOLDINGS["OrderNotification"].erased))


def _delete_conversations(limit: datetime | None) -> int:
    """Messages, memos, mails and files go with them; the history keeps that something was said, not what."""
    if limit is None:
        return 0
    rows = _some(OrderThread.objects.filter(status=ThreadStatus.CLOSED.value, updated_at__lt=limit))
    told = OrderEntry.objects.filter(conversation_message__thread__in=rows)
    told.update(**emptied(OrderEntry, HOLDINGS["OrderEntry"].erased))
    return rows.delete()[1].get(OrderThread._meta.label, 0)


def _delete_photos(limit: datetime | None) -> int:
    """The files go with their rows."""
    if limit is None:
        return 0
    rows = OrderAttachment.objects.filter(created_at__lt=limit, return_line__isnull=False)
    rows = rows.exclude(return_line__request__state__in=OPEN_VALUES)
    return _some(rows).delete()[1].get(OrderAttachment._meta.label, 0)


def _forget_logs(limit: datetime | None) -> int:
    if limit is None:
        return 0
    said = OrderCarrierEvent.objects.filter(received_at__lt=limit).exclude(raw_text="")
    count = _some(said).update(raw_text="")
    for rows in (
        StatusBulkJob.objects.filter(finished_at__lt=limit),
        PrivacyJob.objects.filter(status=PrivacyJobStatus.DONE, finished_at__lt=limit),
    ):
        count += _some(rows).delete()[1].get(rows.model._meta.label, 0)
    return count
