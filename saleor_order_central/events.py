"""What happened to orders, told to other programs: a Django signal here, Saleor's webhooks by a task.

Receivers of `order_central_event` run after the commit, in the process that made the change. They get
`event`, a `CentralEvent`; `sender` is its `EventName`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from .host.celery import send_after_commit

ANNOUNCE_TASK = "saleor_order_central.announce_orders"
ANNOUNCE_CHUNK = 100

order_central_event = Signal()


class EventName(str, Enum):
    """Kinds of events. The payload's keys are those of docs/events.md."""

    ORDER_STATUS_CHANGED = "ORDER_STATUS_CHANGED"
    ORDER_STEP_REACHED = "ORDER_STEP_REACHED"
    ORDER_SILENT = "ORDER_SILENT"
    ORDER_LATE = "ORDER_LATE"
    ORDER_REVIEW_REQUESTED = "ORDER_REVIEW_REQUESTED"
    ORDER_RETURN_REQUESTED = "ORDER_RETURN_REQUESTED"
    ORDER_RETURN_STATE_CHANGED = "ORDER_RETURN_STATE_CHANGED"
    ORDER_RETURN_RECEIVED = "ORDER_RETURN_RECEIVED"
    ORDER_MESSAGE_RECEIVED = "ORDER_MESSAGE_RECEIVED"
    ORDER_MESSAGE_SENT = "ORDER_MESSAGE_SENT"
    ORDER_THREAD_ASSIGNED = "ORDER_THREAD_ASSIGNED"
    ORDER_REFUND_DONE = "ORDER_REFUND_DONE"
    ORDER_CREDIT_NOTE_ISSUED = "ORDER_CREDIT_NOTE_ISSUED"
    ORDER_VOUCHER_ISSUED = "ORDER_VOUCHER_ISSUED"
    ORDER_WITHDRAWAL_RECEIVED = "ORDER_WITHDRAWAL_RECEIVED"
    ORDER_NOTIFICATION_REQUESTED = "ORDER_NOTIFICATION_REQUESTED"


# Saleor's webhooks carry the order with its metadata: they are called for what the metadata tells of.
_ANNOUNCED = frozenset({EventName.ORDER_STATUS_CHANGED, EventName.ORDER_STEP_REACHED})


@dataclass(frozen=True, slots=True)
class CentralEvent:
    """One event of one order. `payload` holds JSON values."""

    name: EventName
    order_pk: Any
    payload: Mapping[str, Any] = field(default_factory=dict)


def publish(events: Sequence[CentralEvent]) -> None:
    """Tell of events once the transaction is committed; without a transaction at once. No statements.

    Each order is announced to Saleor's webhooks once, however many of its events are published together.
    """
    if not events:
        return
    told = tuple(events)
    transaction.on_commit(lambda: _send(told))
    changed = list(dict.fromkeys(str(one.order_pk) for one in told if one.name in _ANNOUNCED))
    for start in range(0, len(changed), ANNOUNCE_CHUNK):
        send_after_commit(ANNOUNCE_TASK, changed[start : start + ANNOUNCE_CHUNK])


def _send(events: Sequence[CentralEvent]) -> None:
    """A receiver's error is its own: Django logs it, and the other receivers get their turn."""
    for event in events:
        order_central_event.send_robust(sender=event.name, event=event)
