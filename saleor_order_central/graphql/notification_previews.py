"""Previews of messages, as the API shows them."""

import graphene
from django.utils import timezone

from ..host.schema import date_time
from ..notifications.letter import letter_html
from ..notifications.models import ChannelKind
from ..notifications.outbox import hold
from .enums import OrderNotificationChannelEnum
from .loaders import shop_settings
from .notification_enums import REASON_WORDS, OrderNotificationOccasionEnum, OrderNotificationReasonEnum

DateTime = date_time()


class OrderNotificationPreview(graphene.ObjectType):
    """What one channel would carry, or why nothing."""

    channel_kind = graphene.Field(OrderNotificationChannelEnum, required=True, description="Way it takes.")
    occasion = graphene.Field(OrderNotificationOccasionEnum, required=True, description="Why it is sent.")
    would_send = graphene.Boolean(required=True, description="Whether anything would be sent.")
    reason = graphene.Field(OrderNotificationReasonEnum, required=True, description="Why, or why not.")
    explanation = graphene.String(required=True, description="The reason in words.")
    recipient = graphene.String(description="E-mail address or phone.")
    sender = graphene.String(description="Sender of the e-mail.")
    language_code = graphene.String(required=True, description="Language of the text.")
    subject = graphene.String(description="Subject of the e-mail; null when nothing would be sent.")
    body = graphene.String(description="Text with its values; null when nothing would be sent.")
    html = graphene.String(
        description="The e-mail as HTML. Show it in a sandboxed frame; null when nothing would be sent."
    )
    missing_variables = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Variables without a value."
    )
    send_after = DateTime(description="When it would be sent at the earliest, if not at once.")

    @staticmethod
    def resolve_occasion(root, _info):
        return root.notice.occasion

    @staticmethod
    def resolve_would_send(root, _info):
        return root.will_send

    @staticmethod
    def resolve_explanation(root, _info):
        return REASON_WORDS[root.reason]

    @staticmethod
    def resolve_recipient(root, _info):
        return root.recipient or None

    @staticmethod
    def resolve_sender(root, _info):
        return root.sender or None

    @staticmethod
    def resolve_language_code(root, _info):
        return root.language

    @staticmethod
    def resolve_subject(root, _info):
        return root.subject or None

    @staticmethod
    def resolve_body(root, _info):
        return root.body if root.will_send else None

    @staticmethod
    def resolve_html(root, _info):
        if not root.will_send or root.channel_kind != ChannelKind.EMAIL:
            return None
        return letter_html(root.subject, root.body, root.language)

    @staticmethod
    def resolve_missing_variables(root, _info):
        return root.missing

    @staticmethod
    def resolve_send_after(root, info):
        waits = hold(root.notice.occasion, shop_settings(info.context))
        return root.notice.send_after or (timezone.now() + waits if waits else None)
