"""Changes of one order: its status, events with subject and message, one-click events, undo."""

from collections.abc import Mapping
from typing import Any

import graphene
from promise import Promise

from ..host.facts import OrderFacts
from ..notifications.models import ChannelKind
from ..statuses.events import EventRequest, create_event
from ..statuses.request import StatusChangeRequest
from ..statuses.services import change_status
from ..statuses.standard_events import StandardEvent, record_standard_event
from ..statuses.undo import undo_change
from ..text import storable
from ..timeline.models import OrderEntry
from ..timeline.view import Entry, Visibility
from .base import CentralMutation, order_for_change
from .enums import OrderEntryVisibilityEnum, OrderNotifyModeEnum, describe_enum
from .ids import decode_entry_pk
from .order_central import OrderCentral
from .timeline_types import EntryView, OrderHistoryEntry
from .uploads import files_field, uploaded_files
from .views import OrderView, load_order_view

OrderStandardEventEnum = describe_enum(
    "OrderStandardEventEnum",
    StandardEvent,
    "Events of one click, carried out by Saleor itself.",
    {
        "PAID": "The money arrived: Saleor marks the order as paid.",
        "SENT": "Everything left: Saleor fulfills what was not sent yet.",
        "CANCELED": "Saleor cancels the order.",
        "REFUNDED": "Saleor gives back what its payments of the order hold.",
    },
)

_KEY = "Repeat-safe key: the same key with the same content returns the first result."
_VISIBILITY = "Who may see the entry with its text; CUSTOMER by default."


class OrderNotifyInput(graphene.InputObjectType):
    """Who is told, for each kind of channel."""

    email = graphene.Field(OrderNotifyModeEnum, description="E-mail; DEFAULT when missing.")
    sms = graphene.Field(OrderNotifyModeEnum, description="Text message; DEFAULT when missing.")


class OrderStatusChangeInput(graphene.InputObjectType):
    """Change of the status of one order; the status alone is enough for a list row."""

    status = graphene.String(required=True, description="Slug of the new status.")
    subject = graphene.String(description="Title of the comment.")
    comment = graphene.String(description="Comment; overrides the template's text.")
    template = graphene.String(description="Slug of the template of the comment.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, description=_VISIBILITY)
    notify = OrderNotifyInput(description="What to send.")
    force = graphene.Boolean(
        description="Go against the workflow rules; needs a comment and is written in the history."
    )
    idempotency_key = graphene.String(description=_KEY)


class OrderCustomEventInput(graphene.InputObjectType):
    """Event with subject and message, formatted and with files if wanted."""

    subject = graphene.String(description="Title; required without a template.")
    message = graphene.String(
        description="Plain text; overrides the template's text. Made of the formatted one when missing."
    )
    message_html = graphene.String(
        description="Formatted text as HTML: whatever does more than format is taken out."
    )
    attachments = files_field()
    template = graphene.String(description="Slug of the template of the message.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, description=_VISIBILITY)
    notify = OrderNotifyInput(description="What to send; the customer gets an e-mail by default.")
    idempotency_key = graphene.String(description=_KEY)


class OrderStandardEventInput(graphene.InputObjectType):
    """Event of one click; the event alone is enough."""

    event = graphene.Field(OrderStandardEventEnum, required=True, description="What happened.")
    subject = graphene.String(description="Title of the comment.")
    comment = graphene.String(description="Comment; overrides the template's text.")
    template = graphene.String(description="Slug of the template of the comment.")
    tracking_number = graphene.String(description="Tracking code or link of the parcel; only with SENT.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, description=_VISIBILITY)
    notify = OrderNotifyInput(description="What to send.")
    idempotency_key = graphene.String(description=_KEY)


def notify_modes(notify: Mapping[str, str | None] | None) -> dict[str, Any]:
    """Turn the input into modes by kind of channel."""
    kinds = {"email": ChannelKind.EMAIL, "sms": ChannelKind.SMS}
    return {kinds[name]: mode for name, mode in (notify or {}).items() if mode}


def change_request(input: Mapping[str, Any], status: str) -> StatusChangeRequest:
    """Turn the input of a change into a request."""
    return StatusChangeRequest(
        status=storable(status, "status"),
        subject=input.get("subject") or "",
        comment=input.get("comment") or "",
        template=storable(input.get("template") or "", "template"),
        visibility=Visibility(input.get("visibility") or "CUSTOMER"),
        modes=notify_modes(input.get("notify")),
        force=bool(input.get("force")),
        tracking_number=input.get("tracking_number") or "",
        idempotency_key=input.get("idempotency_key") or "",
    )


class EntryMutation(CentralMutation):
    """Base of the mutations that add an entry to an order's history."""

    class Meta:
        abstract = True

    order_central = graphene.Field(OrderCentral, description="Order page after the change.")
    entry = graphene.Field(OrderHistoryEntry, description="Entry that was added.")

    @classmethod
    def payload(cls, info: Any, order_pk: Any, row: OrderEntry) -> "EntryMutation":
        """Load the page anew, and show the entry through it."""

        def with_entry(view: OrderView | None) -> Promise | None:
            return None if view is None else view.feed().then(lambda feed: _entry_of(feed, row, view))

        loaded = load_order_view(info.context, order_pk, None)
        return cls(order_central=loaded, entry=loaded.then(with_entry))


def _entry_of(feed: list[Entry], row: OrderEntry, view: OrderView) -> EntryView:
    wanted = f"entry:{row.pk}"
    return next(EntryView(entry, view) for entry in feed if entry.id == wanted)


class OrderStatusChange(EntryMutation):
    """Changes the status of one order."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderStatusChangeInput(required=True, description="What to change.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts = order_for_change(caller, order)
        row = change_status(facts, change_request(input, input.status), author=caller.author())
        return cls.payload(info, facts.order_pk, row)


class OrderCustomEventCreate(EntryMutation):
    """Adds an event with subject and message to an order."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderCustomEventInput(required=True, description="The event.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts: OrderFacts = order_for_change(caller, order)
        request = EventRequest(
            subject=input.get("subject") or "",
            message=input.get("message") or "",
            message_html=input.get("message_html") or "",
            files=uploaded_files(info, input.get("attachments")),
            template=input.get("template") or "",
            visibility=Visibility(input.get("visibility") or "CUSTOMER"),
            modes=notify_modes(input.get("notify")),
            idempotency_key=input.get("idempotency_key") or "",
        )
        return cls.payload(info, facts.order_pk, create_event(facts, request, author=caller.author()))


class OrderStandardEventCreate(EntryMutation):
    """Records that an order was paid, sent, canceled or refunded, by Saleor's own action."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderStandardEventInput(required=True, description="The event.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts = order_for_change(caller, order)
        row = record_standard_event(
            info.context,
            facts,
            StandardEvent(input.event),
            change_request(input, input.event).cleaned(),
            author=caller.author(),
        )
        return cls.payload(info, facts.order_pk, row)


class OrderStatusChangeUndo(EntryMutation):
    """Takes the newest change of an order's status back, as long as its messages wait."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        entry = graphene.ID(required=True, description="Id of the history entry of the change.")

    @classmethod
    def perform(cls, info, caller, order, entry):
        facts = order_for_change(caller, order)
        row = undo_change(facts.order_pk, decode_entry_pk(entry, "entry"), author=caller.author())
        return cls.payload(info, facts.order_pk, row)


MUTATIONS = (OrderStatusChange, OrderCustomEventCreate, OrderStandardEventCreate, OrderStatusChangeUndo)
