"""Settings of channels and payment instructions as the API shows them."""

import graphene

from ..notifications.channel_settings import ChannelView


class OrderChannelSettings(graphene.ObjectType):
    """Sender and language of messages in one channel. An empty field means: as the shop has it."""

    channel = graphene.String(description="Slug of the channel; null for the whole shop.")
    sender_name = graphene.String(description="Name of the sender.")
    sender_email = graphene.String(description="Address of the sender.")
    reply_to = graphene.String(description="Address that answers go to.")
    language_code = graphene.String(
        description="Language of messages about orders whose own language the shop does not know."
    )
    sender = graphene.String(description="Sender that mails of this channel really have.")
    sender_address = graphene.String(
        description="Sender on packing slips, in lines; without one the warehouse's or the shop's address."
    )


class OrderPaymentInstructionTranslation(graphene.ObjectType):
    """Instruction in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    message = graphene.String(description="Text for the customer.")


class OrderPaymentInstruction(graphene.ObjectType):
    """How to pay with one payment gateway."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    payment_gateway = graphene.String(
        required=True, description="Gateway as Saleor names it; empty for orders without any payment."
    )
    channel = graphene.String(description="Slug of the channel; null for the whole shop.")
    message = graphene.String(required=True, description="Text for the customer.")
    bank_account = graphene.String(required=True, description="Bank account to pay to.")
    translations = graphene.List(
        graphene.NonNull(OrderPaymentInstructionTranslation),
        required=True,
        description="Texts in other languages.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_payment_gateway(root, _info):
        return root.gateway

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel or None

    @staticmethod
    def resolve_translations(root, _info):
        return [
            OrderPaymentInstructionTranslation(language_code=language, **texts)
            for language, texts in sorted(root.translations.items())
        ]


def shown_settings(view: ChannelView) -> OrderChannelSettings:
    """Give settings the form of the API."""
    return OrderChannelSettings(
        channel=view.channel or None,
        sender_name=view.sender_name or None,
        sender_email=view.sender_email or None,
        reply_to=view.reply_to or None,
        language_code=view.language or None,
        sender=view.sender or None,
        sender_address=view.sender_address or None,
    )
