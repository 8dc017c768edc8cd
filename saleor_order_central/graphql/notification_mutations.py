"""Sending again, stopping and correcting messages."""

from typing import Any

import graphene

from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host.access import Caller
from ..host.facts import OrderFacts
from ..notifications.corrections import cancel_notification, resend_notification
from ..notifications.selectors import find_notification
from .base import CentralMutation, order_for_change
from .ids import decode_int_pk
from .notification_types import OrderNotification


def message_for_change(caller: Caller, global_id: str) -> tuple[int, OrderFacts]:
    """Return the key of a message and the facts of its order. Raises NOT_FOUND as for an order."""
    pk = decode_int_pk(global_id, "OrderNotification", "id")
    row = find_notification(pk, using="default")
    if row is None or row.order_id is None:
        raise not_found("id", "There is no such message.")
    try:
        order_id = graphene.Node.to_global_id("Order", row.order_id)
        return pk, order_for_change(caller, order_id)
    except OrderCentralFault as fault:
        if fault.code is ErrorCode.NOT_FOUND:
            raise not_found("id", "There is no such message.") from fault
        raise


class NotificationMutation(CentralMutation):
    """Base of the mutations of one message."""

    class Meta:
        abstract = True

    notification = graphene.Field(OrderNotification, description="The message.")


class OrderNotificationResend(NotificationMutation):
    """Sends a message again, to the customer's present address; the new one is a message of its own."""

    class Arguments:
        id = graphene.ID(required=True, description="A message that was sent, given up, or stopped by staff.")
        idempotency_key = graphene.String(
            description="Repeat-safe key: the same key for the same message returns the first result."
        )

    @classmethod
    def perform(cls, info: Any, caller: Caller, id, idempotency_key=None):
        pk, facts = message_for_change(caller, id)
        return cls(
            notification=resend_notification(
                pk, facts, idempotency_key=idempotency_key or "", author=caller.author()
            )
        )


class OrderNotificationCancel(NotificationMutation):
    """Stops a message that still waits."""

    class Arguments:
        id = graphene.ID(required=True, description="A message that is QUEUED or HELD.")

    @classmethod
    def perform(cls, info: Any, caller: Caller, id):
        pk, _facts = message_for_change(caller, id)
        return cls(notification=cancel_notification(pk, author=caller.author()))


MUTATIONS = (OrderNotificationResend, OrderNotificationCancel)
