"""Making, changing and deleting statuses."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..host.access import MANAGE_SETTINGS, MANAGE_TRANSLATIONS
from ..statuses import definitions
from ..text import storable
from .base import CentralMutation
from .enums import (
    OrderEntryVisibilityEnum,
    OrderNotificationChannelEnum,
    OrderStatusFactEnum,
    OrderStatusRequirementEnum,
    OrderStatusTypeEnum,
)
from .ids import decode_int_pk
from .status_types import OrderStatusDefinition


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
    next_statuses = graphene.List(
        graphene.NonNull(graphene.String),
        description="Slugs of statuses that may follow: null means any, an empty list means final.",
    )
    requirements = graphene.List(
        graphene.NonNull(OrderStatusRequirementEnum), description="What an order must have before."
    )
    payment_gateways = graphene.List(
        graphene.NonNull(graphene.String), description="Payment gateways that start an order in this status."
    )
    notify_by_default = graphene.List(
        graphene.NonNull(OrderNotificationChannelEnum),
        description="Channels that tell the customer when this status is set.",
    )
    message_template = graphene.String(
        description="Slug of the template that is sent when this status is set without a comment."
    )
    silent_after_hours = graphene.Int(
        description="Hours without news after which an order counts as silent; null means never."
    )
    silent_template = graphene.String(
        description="Slug of the template that a customer gets once when the order becomes silent."
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


def _values(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns; what names another row must be a text that it could have."""
    for name, field in (("message_template", "messageTemplate"), ("silent_template", "silentTemplate")):
        storable(input.get(name) or "", field)
    return dict(input)


class OrderStatusDefinitionCreate(DefinitionMutation):
    """Creates a custom status."""

    class Arguments:
        input = OrderStatusDefinitionInput(required=True, description="Fields of the status.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(status_definition=definitions.create_definition(_values(input)))


class OrderStatusDefinitionUpdate(DefinitionMutation):
    """Changes a status."""

    class Arguments:
        id = graphene.ID(required=True, description="The status.")
        input = OrderStatusDefinitionInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        pk = decode_int_pk(id, "OrderStatusDefinition", "id")
        return cls(status_definition=definitions.update_definition(pk, _values(input)))


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


MUTATIONS = (
    OrderStatusDefinitionCreate,
    OrderStatusDefinitionUpdate,
    OrderStatusDefinitionDelete,
    OrderStatusDefinitionReorder,
    OrderStatusDefinitionSetDefault,
    OrderStatusDefinitionTranslate,
)
