"""Filters of messages: for the log, and for what is in memory of one order."""

from typing import Any

import graphene

from ..host.schema import date_time
from ..notifications.models import OrderNotification as Row
from .enums import OrderNotificationChannelEnum
from .notification_enums import OrderNotificationOccasionEnum, OrderNotificationStatusEnum

DateTime = date_time()


class OrderNotificationCreatedInput(graphene.InputObjectType):
    """A span of time."""

    gte = DateTime(description="At or after this moment.")
    lt = DateTime(description="Before this moment.")


class OrderNotificationWhereInput(graphene.InputObjectType):
    """Filter messages; all that is given must hold."""

    order = graphene.ID(description="Filter by order.")
    status = graphene.List(graphene.NonNull(OrderNotificationStatusEnum), description="Filter by state.")
    channel_kind = graphene.Field(OrderNotificationChannelEnum, description="Filter by way.")
    occasion = graphene.List(
        graphene.NonNull(OrderNotificationOccasionEnum), description="Filter by occasion."
    )
    created = OrderNotificationCreatedInput(description="Filter by when they were stored.")


def filters_of(where: dict[str, Any] | None) -> dict[str, Any]:
    """Turn the input into the filters of the selector; the order is the caller's to decode."""
    given = where or {}
    created = given.get("created") or {}
    return {
        "statuses": given.get("status"),
        "channel_kind": given.get("channel_kind"),
        "occasions": given.get("occasion"),
        "created_from": created.get("gte"),
        "created_to": created.get("lt"),
    }


def matches(row: Row, where: dict[str, Any] | None) -> bool:
    """Tell whether a message that is in memory passes the filters."""
    wanted = filters_of(where)
    start, end = wanted["created_from"], wanted["created_to"]
    return (
        (wanted["statuses"] is None or row.status in wanted["statuses"])
        and wanted["channel_kind"] in (None, row.channel_kind)
        and (wanted["occasions"] is None or row.occasion in wanted["occasions"])
        and (start is None or row.created_at >= start)
        and (end is None or row.created_at < end)
    )
