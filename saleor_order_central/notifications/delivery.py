"""Delivery: each due message is locked, handed over and marked in one short transaction of its own.

A worker that dies leaves its message as it was, because the lock dies with the connection. Only between the
provider's answer and our commit is the outcome unknown; then the message goes out again under the same
Message-ID or key.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..access.mails import with_code
from ..activation.book import ActivationBook, load_activation
from ..config import Settings
from ..host import get_host
from ..settings import load_settings
from ..statuses.selectors import channel_of, is_delivered, is_late
from .channels.email import EmailChannel
from .channels.outcome import ChannelDown, NotHandedOver, PutOff
from .channels.sms import SmsChannel
from .models import (
    WAITING,
    ChannelKind,
    NotificationReason,
    NotificationStatus,
    Occasion,
    OrderNotification,
)
from .retry import next_try
from .superseding import is_outdated
from .validity import RECHECKED, is_still_true

logger = logging.getLogger(__name__)

BATCH = 500
_WRITTEN = ("status", "reason", "send_after", "sent_at", "attempts", "last_error", "updated_at")


class Channel(Protocol):
    """A way to the customer."""

    def send(self, row: OrderNotification) -> None:
        """Hand one message over. Raises an outcome when that fails."""

    def close(self) -> None:
        """Let go of connections."""


@dataclass(slots=True)
class DeliveryCounts:
    """What one run did with the messages that it took."""

    sent: int = 0
    failed: int = 0
    put_off: int = 0
    not_sent: int = 0

    @property
    def taken(self) -> int:
        """Messages that this run decided about."""
        return self.sent + self.failed + self.put_off + self.not_sent


@dataclass(slots=True)
class _Round:
    """One run: its settings, its open channels, and the channels that are closed for now."""

    settings: Settings
    activation: ActivationBook
    counts: DeliveryCounts = field(default_factory=DeliveryCounts)
    working: set[str] = field(default_factory=lambda: set(ChannelKind.values))
    refused_senders: set[str] = field(default_factory=set)
    opened: dict[str, Channel] = field(default_factory=dict)

    def channel(self, kind: str) -> Channel:
        """Open a channel on first use."""
        if kind not in self.opened:
            make: dict[str, Callable[[], Channel]] = {
                ChannelKind.EMAIL: EmailChannel,
                ChannelKind.SMS: lambda: SmsChannel(self.settings.sms_gateway),
            }
            self.opened[kind] = make[kind]()
        return self.opened[kind]

    def close(self) -> None:
        for channel in self.opened.values():
            channel.close()


def deliver_due(limit: int = BATCH) -> DeliveryCounts:
    """Deliver up to `limit` due messages, oldest first. Any number of workers may run at once.

    A channel that does not answer ends its part of the run, and the rest stays due.
    """
    current = _Round(load_settings(using="default"), load_activation(using="default"))
    try:
        while current.working and current.counts.taken < limit and _deliver_one(current):
            pass
    finally:
        current.close()
    return current.counts


def _deliver_one(current: _Round) -> bool:
    """Take one message; False when none is due."""
    with transaction.atomic():
        row = _claim(current)
        if row is None:
            return False
        letter = with_code(row) if row.occasion == Occasion.ACCESS_CODE else row
        reason = _why_not(row, current.settings) or _why_not_in_channel(row, current.activation)
        if letter is not None and reason is None:
            _hand_over(row, letter, current)
        else:
            _drop(row, reason or NotificationReason.NO_LONGER_TRUE)
            current.counts.not_sent += 1
        row.save(update_fields=_WRITTEN)
    return True


def _claim(current: _Round) -> OrderNotification | None:
    """Lock the oldest due message that nobody else has locked, until the transaction ends."""
    locked = _due(current.working, current.refused_senders).select_for_update(skip_locked=True, of=("self",))
    row: OrderNotification | None = locked.first()
    return row


def _due(kinds: set[str], refused_senders: Collection[str] = ()) -> QuerySet[OrderNotification]:
    rows = OrderNotification.objects.filter(status__in=WAITING, send_after__lte=timezone.now())
    if refused_senders:
        rows = rows.exclude(channel_kind=ChannelKind.EMAIL, sender__in=sorted(refused_senders))
    return rows.filter(channel_kind__in=sorted(kinds)).order_by("send_after", "pk")


def _why_not_in_channel(row: OrderNotification, activation: ActivationBook) -> str | None:
    """Customers of a channel that is switched off hear nothing from us (000-04)."""
    if activation.is_on_everywhere or activation.is_enabled(channel_of(row.order_id)):
        return None
    return NotificationReason.NOTIFICATIONS_OFF


def _why_not(row: OrderNotification, settings: Settings) -> str | None:
    """Look again at what may have changed while the message waited."""
    if not (settings.is_active and settings.send_messages):
        return NotificationReason.NOTIFICATIONS_OFF
    if row.channel_kind == ChannelKind.SMS and not settings.sms_gateway:
        return NotificationReason.NO_GATEWAY
    if row.reason == NotificationReason.RESENT:
        return None
    if row.occasion == Occasion.STATUS_CHANGED and is_outdated(row):
        return NotificationReason.SUPERSEDED
    if row.occasion == Occasion.REVIEW_REQUEST and not is_delivered(row.order_id):
        return NotificationReason.NO_LONGER_TRUE
    if row.occasion == Occasion.DELAY and not is_late(row.order_id):
        return NotificationReason.NO_LONGER_TRUE
    if row.occasion in RECHECKED:
        facts = get_host().load_facts([row.order_id], using="default", whole_history=False)
        if not is_still_true(row.occasion, facts[row.order_id], settings):
            return NotificationReason.NO_LONGER_TRUE
    return None


def _drop(row: OrderNotification, reason: str) -> None:
    is_over = reason in (NotificationReason.NO_LONGER_TRUE, NotificationReason.SUPERSEDED)
    row.status = NotificationStatus.CANCELED if is_over else NotificationStatus.SUPPRESSED
    row.reason = reason


def _hand_over(row: OrderNotification, letter: OrderNotification, current: _Round) -> None:
    """Send one message and note the outcome on its row; no outcome is an exception here.

    `letter` is the row as it leaves: only there a one-time code is filled in.
    """
    try:
        current.channel(row.channel_kind).send(letter)
    except Exception as error:
        outcome = error if isinstance(error, NotHandedOver) else _unforeseen(row, error)
        row.last_error = str(outcome).replace("\0", "")[:500]
        _note_failure(row, outcome, current)
        return
    row.status, row.sent_at, row.last_error = NotificationStatus.SENT, timezone.now(), ""
    row.attempts += 1
    current.counts.sent += 1


def _unforeseen(row: OrderNotification, error: Exception) -> PutOff:
    """One message that nobody can even put together must not keep the others from leaving."""
    logger.error("Message %s could not be handed over.", row.pk, exc_info=error)
    return PutOff(f"{type(error).__name__}: {error}")


def _note_failure(row: OrderNotification, outcome: NotHandedOver, current: _Round) -> None:
    """Try later, or give up; a closed channel costs the message nothing."""
    if isinstance(outcome, ChannelDown):
        current.working.discard(row.channel_kind)
        logger.warning("Messages by %s cannot leave: %s", row.channel_kind, outcome)
        return
    row.attempts += 1
    later = next_try(row.attempts, timezone.now()) if isinstance(outcome, PutOff) else None
    if later is None:
        row.status = NotificationStatus.FAILED
        current.counts.failed += 1
        logger.warning("Message %s of order %s was given up: %s", row.pk, row.order_id, outcome)
    else:
        row.status, row.send_after = NotificationStatus.QUEUED, later
        current.counts.put_off += 1
    if isinstance(outcome, PutOff) and outcome.stops_channel:
        current.working.discard(row.channel_kind)
    if isinstance(outcome, PutOff) and outcome.stops_sender:
        current.refused_senders.add(row.sender)
