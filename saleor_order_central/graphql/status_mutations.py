"""Changes of statuses and of the status of an order."""

from typing import Any

import graphene
from promise import Promise

from ..host.access import MANAGE_SETTINGS, MANAGE_TRANSLATIONS
from ..host.facts import OrderFacts
from ..statuses import definitions
from ..statuses.services import StatusChangeRequest, change_status, create_event
from ..timeline.models import OrderEntry
from ..timeline.view import Entry, Visibility
from .base import CentralMutation, order_for_change
from .enums import OrderEntryVisibilityEnum, OrderStatusFactEnum, OrderStatusTypeEnum
from .ids import decode_int_pk
from .order_central import OrderCentral
from .status_types import OrderStatusDefinition
from .timeline_types import EntryView, OrderHistoryEntry
from .views import OrderView, load_order_view


class OrderStatusDefinitionInput(graphene.InputObjectType):
    """Fields of a status; name and type are required to create one."""

    name = graphene.String(description="Name for staff.")
    slug = graphene.String(description="Stable name for programs; derived from the name when missing.")
    type = graphene.Field(OrderStatusTypeEnum, description="Meaning for the customer.")
    fact = graphene.Field(OrderStatusFactEnum, description="Fact that the status states.")
    color = graphene.String(description="Colour as #rrggbb.")
    is_active = graphene.Boolean(description="Whether it can be chosen.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, description="Whether customers see it.")
    customer_label = graphene.String(description="Name for the customer.")
    customer_description = graphene.String(description="Explanation for the customer.")
    channels = graphene.List(
        graphene.NonNull(graphene.String), description="Slugs of the channels that use it; empty means all."
    )


class OrderStatusDefinitionTranslationInput(graphene.InputObjectType):
    """Texts of a status in one language; an empty text removes the translation."""

    name = graphene.String(description="Name for staff.")
    customer_label = graphene.String(description="Name for the customer.")
    customer_description = graphene.String(description="Explanation for the customer.")


class OrderStatusMoveInput(graphene.InputObjectType):
    """Moves a status in the list."""

    id = graphene.ID(required=True, description="The status.")
    sort_order = graphene.Int(
        required=True, description="Places to move: down when positive, up when negative."
    )


class DefinitionMutation(CentralMutation):
    """Base of the mutations that return a status."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    status_definition = graphene.Field(OrderStatusDefinition, description="The status.")


class OrderStatusDefinitionCreate(DefinitionMutation):
    """Creates a custom status."""

    class Arguments:
        input = OrderStatusDefinitionInput(required=True, description="Fields of the status.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(status_definition=definitions.create_definition(dict(input)))


class OrderStatusDefinitionUpdate(DefinitionMutation):
    """Changes a status."""

    class Arguments:
        id = graphene.ID(required=True, description="The status.")
        input = OrderStatusDefinitionInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        pk = decode_int_pk(id, "OrderStatusDefinition", "id")
        return cls(status_definition=definitions.update_definition(pk, dict(input)))


class OrderStatusDefinitionDelete(DefinitionMutation):
    """Deletes a custom status; orders that have it move to the replacement."""

    class Arguments:
        id = graphene.ID(required=True, description="The status.")
        replace_with = graphene.ID(description="Status that its orders get.")

    @classmethod
    def perform(cls, info, caller, id, replace_with=None):
        pk = decode_int_pk(id, "OrderStatusDefinition", "id")
        replacement = None
        if replace_with is not None:
            replacement = decode_int_pk(replace_with, "OrderStatusDefinition", "replaceWith")
        deleted = definitions.delete_definition(pk, replacement, author=caller.author())
        return cls(status_definition=deleted)


class OrderStatusDefinitionSetDefault(DefinitionMutation):
    """Makes a status the first one of new orders."""

    class Arguments:
        id = graphene.ID(required=True, description="The status.")
        channel = graphene.String(description="Slug of a channel; the whole shop when missing.")

    @classmethod
    def perform(cls, info, caller, id, channel=None):
        pk = decode_int_pk(id, "OrderStatusDefinition", "id")
        return cls(status_definition=definitions.set_default(pk, channel))


class OrderStatusDefinitionTranslate(DefinitionMutation):
    """Translates a status."""

    class Arguments:
        id = graphene.ID(required=True, description="The status.")
        language_code = graphene.String(required=True, description='Language, for example "pt-br".')
        input = OrderStatusDefinitionTranslationInput(required=True, description="Texts.")

    permission = MANAGE_TRANSLATIONS

    @classmethod
    def perform(cls, info, caller, id, language_code, input):
        pk = decode_int_pk(id, "OrderStatusDefinition", "id")
        return cls(status_definition=definitions.translate_definition(pk, language_code, dict(input)))


class OrderStatusDefinitionReorder(CentralMutation):
    """Changes the order of the statuses."""

    class Arguments:
        moves = graphene.List(
            graphene.NonNull(OrderStatusMoveInput), required=True, description="Moves, one after the other."
        )

    permission = MANAGE_SETTINGS
    status_definitions = graphene.List(
        graphene.NonNull(OrderStatusDefinition), description="All statuses in their new order."
    )

    @classmethod
    def perform(cls, info, caller, moves):
        decoded = [
            definitions.Move(decode_int_pk(move.id, "OrderStatusDefinition", "moves"), move.sort_order)
            for move in moves
        ]
        return cls(status_definitions=definitions.reorder_definitions(decoded))


class OrderStatusChangeInput(graphene.InputObjectType):
    """Change of the status of one order; the status alone is enough for a list row."""

    status = graphene.String(required=True, description="Slug of the new status.")
    subject = graphene.String(description="Title of the comment.")
    comment = graphene.String(description="Comment.")
    visibility = graphene.Field(
        OrderEntryVisibilityEnum, description="Who may see the entry with its comment; CUSTOMER by default."
    )
    idempotency_key = graphene.String(
        description="Repeat-safe key: the same key with the same content returns the first result."
    )


class OrderCustomEventInput(graphene.InputObjectType):
    """Event with subject and message."""

    subject = graphene.String(required=True, description="Title.")
    message = graphene.String(description="Plain text.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, description="Who may see it; CUSTOMER by default.")
    idempotency_key = graphene.String(
        description="Repeat-safe key: the same key with the same content returns the first result."
    )


class EntryMutation(CentralMutation):
    """Base of the mutations that add an entry to an order's history."""

    class Meta:
        abstract = True

    order_central = graphene.Field(OrderCentral, description="Order page after the change.")
    entry = graphene.Field(OrderHistoryEntry, description="Entry that was added.")

    @classmethod
    def payload(cls, info: Any, facts: OrderFacts, row: OrderEntry) -> "EntryMutation":
        """Load the page anew, and show the entry through it."""

        def with_entry(view: OrderView | None) -> Promise | None:
            return None if view is None else view.feed().then(lambda feed: _entry_of(feed, row, view))

        loaded = load_order_view(info.context, facts.order_pk, None)
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
        request = StatusChangeRequest(
            status=input.status,
            subject=input.get("subject") or "",
            comment=input.get("comment") or "",
            visibility=Visibility(input.get("visibility") or "CUSTOMER"),
            idempotency_key=input.get("idempotency_key") or "",
        )
        return cls.payload(info, facts, change_status(facts, request, author=caller.author()))


class OrderCustomEventCreate(EntryMutation):
    """Adds an event with subject and message to an order."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderCustomEventInput(required=True, description="The event.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts = order_for_change(caller, order)
        row = create_event(
            facts,
            author=caller.author(),
            subject=input.subject,
            message=input.get("message") or "",
            visibility=Visibility(input.get("visibility") or "CUSTOMER"),
            idempotency_key=input.get("idempotency_key") or "",
        )
        return cls.payload(info, facts, row)


MUTATIONS = (
    OrderStatusDefinitionCreate,
    OrderStatusDefinitionUpdate,
    OrderStatusDefinitionDelete,
    OrderStatusDefinitionReorder,
    OrderStatusDefinitionSetDefault,
    OrderStatusDefinitionTranslate,
    OrderStatusChange,
    OrderCustomEventCreate,
)
