"""The log of messages, and previews of them."""

from typing import Any

import graphene

from ..errors import not_found
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..notifications.preview import PreviewRequest, preview
from ..notifications.selectors import find_notifications
from ..statuses.request import MESSAGE_LIMIT, SUBJECT_LIMIT
from ..text import plain_line, plain_text
from ..timeline.view import Visibility
from .connections import page_arguments, page_of_queryset, window
from .enums import OrderEntryVisibilityEnum
from .ids import decode_order_pk
from .notification_enums import OrderNotificationOccasionEnum
from .notification_previews import OrderNotificationPreview
from .notification_types import OrderNotificationCountableConnection
from .notification_where import OrderNotificationWhereInput, filters_of
from .queries import answers_faults
from .status_changes import OrderNotifyInput, notify_modes


class OrderNotificationPreviewInput(graphene.InputObjectType):
    """A status or an occasion, with the words that would go with it."""

    status = graphene.String(description="Slug of the status that the order would get.")
    occasion = graphene.Field(OrderNotificationOccasionEnum, description="Occasion, instead of a status.")
    template = graphene.String(description="Slug of the template.")
    subject = graphene.String(description="Title.")
    comment = graphene.String(description="Comment or message; overrides the template's text.")
    visibility = graphene.Field(
        OrderEntryVisibilityEnum, description="Who could see the entry; CUSTOMER by default."
    )
    notify = OrderNotifyInput(description="What to send.")


@answers_faults
def resolve_notifications(_root, info, where=None, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    order = (where or {}).get("order")
    order_pks = None if order is None else [decode_order_pk(order, "order")]
    with get_host().reading(info.context) as alias:
        rows = find_notifications(
            using=alias,
            channels=caller.working_channels(),
            order_pks=order_pks,
            **filters_of(where),
        )
        return page_of_queryset(rows, ("pk",), window(**page), descending=True)


@answers_faults
def resolve_preview(_root, info, order, input):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    pk = decode_order_pk(order, "order")
    with get_host().reading(info.context) as alias:
        facts = get_host().load_facts([pk], using=alias).get(pk)
        if facts is None or not caller.may_work_in(facts.channel):
            raise not_found("order", "There is no such order.")
        return preview(facts, _request(input), using=alias)


def _request(input: Any) -> PreviewRequest:
    return PreviewRequest(
        status=input.get("status") or "",
        occasion=input.get("occasion") or "",
        template=input.get("template") or "",
        subject=plain_line(input.get("subject"), "subject", limit=SUBJECT_LIMIT),
        comment=plain_text(input.get("comment"), "comment", limit=MESSAGE_LIMIT),
        visibility=Visibility(input.get("visibility") or "CUSTOMER"),
        modes=notify_modes(input.get("notify")),
    )


QUERY_FIELDS = {
    "order_notifications": graphene.Field(
        OrderNotificationCountableConnection,
        where=OrderNotificationWhereInput(description="Which messages."),
        resolver=resolve_notifications,
        description="Log of all messages, newest first. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
    "order_notification_preview": graphene.List(
        graphene.NonNull(OrderNotificationPreview),
        order=graphene.ID(required=True, description="The order."),
        input=OrderNotificationPreviewInput(required=True, description="What would be done."),
        resolver=resolve_preview,
        description="What the customer would get of a change, by each channel, or why nothing; nothing is "
        "written or sent. Requires MANAGE_ORDERS.",
    ),
}

COSTS = {
    "Query": {
        "orderNotifications": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderNotificationPreview": {"complexity": 5},
    },
    "OrderNotification": {"order": {"complexity": 1}, "template": {"complexity": 1}},
    "OrderCentral": {"notifications": {"complexity": 1, "multipliers": ["first", "last"]}},
    "OrderHistoryEntry": {"notifications": {"complexity": 1}},
}
