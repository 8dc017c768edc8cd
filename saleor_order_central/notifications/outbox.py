"""The outbox: a message is stored with the change that causes it, and leaves after the commit (B-08)."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from ..config import Settings
from ..events import publish
from ..host.celery import send_after_commit
from ..timeline.models import OrderEntry
from .messages import Draft, NotifyMode
from .models import WAITING, NotificationReason, NotificationStatus, Occasion, OrderNotification
from .told import notification_events

DELIVER_TASK = "saleor_order_central.deliver_notifications"
# Beat looks every minute. A broker keeps a task that starts later unsafely: Redis hands it out twice.
LONGEST_COUNTDOWN = 600
# Shorter than the column: the key of an undone message gets a tail.
KEY_LIMIT = 160

_HELD = frozenset({Occasion.STATUS_CHANGED, Occasion.EVENT})
# Nobody expected a message for these reasons, unless the caller asked for one.
_SILENCE = frozenset(
    {
        NotificationReason.NOT_BY_DEFAULT,
        NotificationReason.STAFF_ONLY,
        NotificationReason.TOO_OLD,
        NotificationReason.NO_GATEWAY,
    }
)


@dataclass(frozen=True, slots=True)
class Canceled:
    """What became of messages that were to be stopped: how many were, and which had left before."""

    count: int
    sent: tuple[OrderNotification, ...] = ()


def store_drafts(
    drafts: Sequence[tuple[Draft, OrderEntry | None]], *, settings: Settings
) -> list[OrderNotification]:
    """Store messages, and those that are not sent with their reason; return the rows.

    Call it in the transaction of the change, with the orders' states locked. A cause that is known already
    stores nothing new. Status changes and events wait for the time to undo (B-07). Three statements for
    any number of drafts.
    """
    now = timezone.now()
    rows: dict[str, OrderNotification] = {}
    for draft, entry in drafts:
        if _is_kept(draft):
            row = _row(draft, entry, settings, now)
            rows.setdefault(row.dedupe_key, row)
    if not rows:
        return []
    with transaction.atomic():
        stored = OrderNotification.objects.filter(dedupe_key__in=list(rows))
        known = set(stored.values_list("dedupe_key", flat=True))
        fresh = [row for key, row in rows.items() if key not in known]
        if fresh:
            OrderNotification.objects.bulk_create(fresh, ignore_conflicts=True)
            deliver_soon(fresh, now)
        by_key = {row.dedupe_key: row for row in stored.all()}
        publish(notification_events([by_key[row.dedupe_key] for row in fresh]))
    return [by_key[key] for key in rows]


def hold(occasion: str, settings: Settings) -> timedelta:
    """Return how long a message waits so that its cause can be undone."""
    return timedelta(seconds=settings.undo_seconds if occasion in _HELD else 0)


def deliver_soon(rows: Iterable[OrderNotification], now: datetime) -> None:
    """Queue the delivery of what is due soon once the change is committed; beat finds the rest."""
    due = [row.send_after for row in rows if row.status in WAITING]
    seconds = max((min(due) - now).total_seconds(), 0) if due else None
    if seconds is not None and seconds <= LONGEST_COUNTDOWN:
        send_after_commit(DELIVER_TASK, countdown=seconds)


def cancel_waiting(*, entry_pks: Collection[int], reason: str) -> Canceled:
    """Stop the waiting messages of changes that are undone (B-07). Call it in the undo's transaction.

    A message that is being delivered at this moment is waited for: afterwards it is among `sent`.
    """
    rows = list(
        OrderNotification.objects.select_for_update(of=("self",))
        .filter(entry_id__in=entry_pks)
        .order_by("pk")
    )
    waiting = [row.pk for row in rows if row.status in WAITING]
    if waiting:
        stop(waiting, reason, timezone.now())
        # The cause may come true again, so these rows must not stand in the way of its message.
        released = Concat("dedupe_key", Value(":undone:"), Cast("pk", CharField()))
        OrderNotification.objects.filter(pk__in=waiting).update(dedupe_key=released)
    return Canceled(len(waiting), tuple(row for row in rows if row.status == NotificationStatus.SENT))


def stop(pks: Collection[int], reason: str, now: datetime) -> None:
    """Cancel messages whose rows are locked."""
    OrderNotification.objects.filter(pk__in=pks).update(
        status=NotificationStatus.CANCELED, reason=reason, updated_at=now
    )


def dedupe_key(order_pk: Any, cause: str, channel_kind: str) -> str:
    """Name order, cause and channel; a long cause stands as its fingerprint."""
    key = f"{order_pk}:{cause}:{channel_kind}"
    if len(key) <= KEY_LIMIT:
        return key
    return f"{order_pk}:{hashlib.sha256(cause.encode()).hexdigest()}:{channel_kind}"


def _is_kept(draft: Draft) -> bool:
    """Leave out what nobody would look for in the log: a row per order and channel adds up."""
    wanted = draft.notice.modes.get(draft.channel_kind) == NotifyMode.SEND
    return draft.will_send or wanted or draft.reason not in _SILENCE


def _row(draft: Draft, entry: OrderEntry | None, settings: Settings, now: datetime) -> OrderNotification:
    notice = draft.notice
    status, send_after = NotificationStatus.SUPPRESSED, now
    if draft.will_send:
        status, send_after = NotificationStatus.QUEUED, max(now, notice.send_after or now)
        if waits := hold(notice.occasion, settings):
            status, send_after = NotificationStatus.HELD, max(send_after, now + waits)
    return OrderNotification(
        order_id=draft.order_pk,
        message_id=draft.message_pk,
        entry=entry,
        occasion=notice.occasion,
        channel_kind=draft.channel_kind,
        status=status,
        reason=draft.reason,
        missing_variables=list(draft.missing),
        template=None if notice.body else notice.template,
        recipient=draft.recipient,
        sender=_fitting_sender(draft.sender),
        reply_to=draft.reply_to,
        language=draft.language,
        subject=draft.subject[: OrderNotification._meta.get_field("subject").max_length],
        body=draft.body,
        tracking_codes=list(draft.tracking_codes),
        structured_data=list(draft.structured_data),
        dedupe_key=dedupe_key(draft.order_pk, notice.key, draft.channel_kind),
        send_after=send_after,
        created_at=now,
    )


def _fitting_sender(sender: str) -> str:
    """A name that does not fit is left out; half an address would be a wrong one."""
    fits = len(sender) <= OrderNotification._meta.get_field("sender").max_length
    return sender if fits else parseaddr(sender)[1]
