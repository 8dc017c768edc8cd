"""Sending again, stopping and correcting messages."""

from typing import Any

import graphene

from ..conversations.mails import cancel_mail, resend_mail
from ..conversations.models import OrderThread as ThreadRow
from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host.access import Caller
from ..host.facts import OrderFacts
from ..notifications.corrections import cancel_notification, place_of_order, resend_notification
from ..notifications.selectors import find_notification
from .base import CentralMutation, order_for_change
from .ids import decode_int_pk
from .message_mutations import staff_thread
from .notification_types import OrderNotification
from .thread_where import TYPE


def message_for_change(info: Any, caller: Caller, global_id: str) -> tuple[int, OrderFacts | ThreadRow]:
    """Return the key of a message, with its order or else its conversation.

    Raises NOT_FOUND as for these, and FEATURE_DISABLED.
    """
    row = find_notification(decode_int_pk(global_id, "OrderNotification", "id"), using="default")
    try:
        if row is not None and row.order_id is not None:
            return row.pk, order_for_change(caller, graphene.Node.to_global_id("Order", row.order_id))
        if row is not None and row.message is not None:
            thread_id = graphene.Node.to_global_id(TYPE, row.message.thread_id)
            return row.pk, staff_thread(info, caller, thread_id)
    except OrderCentralFault as fault:
        if fault.code is not ErrorCode.NOT_FOUND:
            raise
    raise not_found("id", "There is no such message.")


class NotificationMutation(CentralMutation):
    """Base of the mutations of one message."""

    class Meta:
        abstract = True

    notification = graphene.Field(OrderNotification, description="The message.")


class OrderNotificationResend(NotificationMutation):
    """Sends a message again, as one of its own: to the customer's present address, or where else it went."""

    class Arguments:
        id = graphene.ID(required=True, description="A message that was sent, given up, or stopped by staff.")
        idempotency_key = graphene.String(
            description="Repeat-safe key: the same key for the same message returns the first result."
        )

    @classmethod
    def perform(cls, info: Any, caller: Caller, id, idempotency_key=None):
        pk, owner = message_for_change(info, caller, id)
        key, author = idempotency_key or "", caller.author()
        if isinstance(owner, ThreadRow):
            return cls(notification=resend_mail(pk, owner.pk, idempotency_key=key, author=author))
        place = place_of_order(owner, author)
        return cls(notification=resend_notification(pk, place, idempotency_key=key))


class OrderNotificationCancel(NotificationMutation):
    """Stops a message that still waits."""

    class Arguments:
        id = graphene.ID(required=True, description="A message that is QUEUED or HELD.")

    @classmethod
    def perform(cls, info: Any, caller: Caller, id):
        pk, owner = message_for_change(info, caller, id)
        if isinstance(owner, ThreadRow):
            return cls(notification=cancel_mail(pk, owner.pk, author=caller.author()))
        return cls(notification=cancel_notification(pk, place_of_order(owner, caller.author())))


MUTATIONS = (OrderNotificationResend, OrderNotificationCancel)
