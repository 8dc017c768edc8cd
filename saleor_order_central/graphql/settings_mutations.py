"""Sender and language of each channel, and how to pay with each payment gateway."""

import graphene

from ..host import get_host
from ..host.access import MANAGE_SETTINGS, caller_of
from ..notifications.channel_settings import (
    ChannelBook,
    channel_view,
    channel_views,
    load_channel_book,
    save_channel_settings,
)
from ..notifications.instructions import delete_instruction, find_instructions, save_instruction
from .base import CentralMutation
from .ids import decode_int_pk
from .settings_types import OrderChannelSettings, OrderPaymentInstruction, shown_settings
from .template_queries import require_reader


def _book(alias: str) -> ChannelBook:
    return load_channel_book(get_host().load_shop(using=alias), using=alias)


def resolve_channel_settings(_root, info):
    caller_of(info.context).require(MANAGE_SETTINGS)
    with get_host().reading(info.context) as alias:
        return [shown_settings(view) for view in channel_views(_book(alias), using=alias)]


def resolve_instructions(_root, info):
    require_reader(info)
    with get_host().reading(info.context) as alias:
        return list(find_instructions(using=alias))


class OrderChannelSettingsInput(graphene.InputObjectType):
    """Settings to change. What is missing or null stays, an empty text falls back to the shop's."""

    channel = graphene.String(description="Slug of the channel; the whole shop when missing.")
    sender_name = graphene.String(description="Name of the sender.")
    sender_email = graphene.String(description="Address of the sender.")
    reply_to = graphene.String(description="Address that answers go to.")
    language_code = graphene.String(description="Language when that of the order is unknown.")
    sender_address = graphene.String(
        description="Sender on packing slips, in lines, 1000 characters at most."
    )


class OrderPaymentInstructionInput(graphene.InputObjectType):
    """How to pay with one gateway. What is missing or null stays."""

    payment_gateway = graphene.String(
        required=True, description="Gateway as Saleor names it; empty for orders without any payment."
    )
    channel = graphene.String(description="Slug of the channel; the whole shop when missing.")
    message = graphene.String(description="Text for the customer, 5000 characters at most.")
    language_code = graphene.String(description="Language of the text; untranslated when missing.")
    bank_account = graphene.String(description="Bank account to pay to.")


class OrderChannelSettingsUpdate(CentralMutation):
    """Changes sender and language of a channel or of the shop."""

    class Arguments:
        input = OrderChannelSettingsInput(required=True, description="What to change.")

    permission = MANAGE_SETTINGS
    channel_settings = graphene.Field(OrderChannelSettings, description="Settings after the change.")

    @classmethod
    def perform(cls, info, caller, input):
        values = dict(input)
        values["language"] = values.pop("language_code", None)
        row = save_channel_settings(values)
        return cls(channel_settings=shown_settings(channel_view(_book("default"), row.channel)))


class InstructionMutation(CentralMutation):
    """Base of the mutations that return a payment instruction."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    payment_instruction = graphene.Field(OrderPaymentInstruction, description="The instruction.")


class OrderPaymentInstructionUpdate(InstructionMutation):
    """Creates or changes how to pay with a gateway."""

    class Arguments:
        input = OrderPaymentInstructionInput(required=True, description="What to change.")

    @classmethod
    def perform(cls, info, caller, input):
        values = dict(input)
        values["gateway"] = values.pop("payment_gateway")
        return cls(payment_instruction=save_instruction(values))


class OrderPaymentInstructionDelete(InstructionMutation):
    """Deletes how to pay with a gateway."""

    class Arguments:
        id = graphene.ID(required=True, description="The instruction.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(payment_instruction=delete_instruction(decode_int_pk(id, "OrderPaymentInstruction", "id")))


QUERY_FIELDS = {
    "order_channel_settings": graphene.List(
        graphene.NonNull(OrderChannelSettings),
        resolver=resolve_channel_settings,
        description="Sender and language, first of the shop, then of each channel. Requires MANAGE_SETTINGS.",
    ),
    "order_payment_instructions": graphene.List(
        graphene.NonNull(OrderPaymentInstruction),
        resolver=resolve_instructions,
        description="How to pay with each gateway. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    ),
}
MUTATIONS = (OrderChannelSettingsUpdate, OrderPaymentInstructionUpdate, OrderPaymentInstructionDelete)
COSTS = {
    "Query": {
        "orderChannelSettings": {"complexity": 1},
        "orderPaymentInstructions": {"complexity": 1},
    },
}
