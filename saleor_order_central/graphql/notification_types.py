"""Messages as staff sees them. Every place that shows them asks for the permission first."""

import graphene

from ..host import get_host
from ..host.schema import date_time, host_type
from ..notifications.models import OrderNotification as Row
from .connections import connection_type
from .enums import OrderNotificationChannelEnum
from .loaders import OrderLoader, loader, shop_templates
from .notification_enums import (
    REASON_WORDS,
    OrderNotificationOccasionEnum,
    OrderNotificationReasonEnum,
    OrderNotificationStatusEnum,
)
from .template_types import OrderMessageTemplate

DateTime = date_time()


class OrderNotification(graphene.ObjectType):
    """One message to one recipient, or the reason why there is none."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    order = graphene.Field(host_type("Order"), description="The order; null for a conversation without one.")
    channel_kind = graphene.Field(OrderNotificationChannelEnum, required=True, description="Way it takes.")
    occasion = graphene.Field(OrderNotificationOccasionEnum, required=True, description="Why it is sent.")
    status = graphene.Field(OrderNotificationStatusEnum, required=True, description="Where it is.")
    reason = graphene.Field(
        OrderNotificationReasonEnum, required=True, description="Why it goes out, or does not."
    )
    explanation = graphene.String(required=True, description="The reason in words.")
    missing_variables = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Variables that had no value."
    )
    template = graphene.Field(OrderMessageTemplate, description="Template of the text, if it has one still.")
    recipient = graphene.String(required=True, description="E-mail address or phone; empty when none.")
    sender = graphene.String(required=True, description="Sender of an e-mail.")
    reply_to = graphene.String(required=True, description="Where answers to an e-mail go.")
    language_code = graphene.String(required=True, description="Language of the text.")
    subject = graphene.String(required=True, description="Subject of an e-mail.")
    body = graphene.String(required=True, description="Text, as it was or will be sent.")
    tracking_codes = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Tracking codes that the text tells."
    )
    dedupe_key = graphene.String(
        required=True, description="Names order, cause and channel: a second message for them cannot exist."
    )
    send_after = DateTime(required=True, description="Not sent before this moment.")
    sent_at = DateTime(description="When it was handed over.")
    attempts = graphene.Int(required=True, description="Tries so far.")
    last_error = graphene.String(description="What the last failed try was told.")
    created_at = DateTime(required=True, description="When it was stored.")

    @staticmethod
    def resolve_id(root: Row, _info):
        return root.pk

    @staticmethod
    def resolve_order(root: Row, info):
        if root.order_id is None:
            return None
        return loader(info.context, OrderLoader).load(root.order_id).then(get_host().wrap)

    @staticmethod
    def resolve_explanation(root: Row, _info):
        return REASON_WORDS[root.reason]

    @staticmethod
    def resolve_template(root: Row, info):
        return shop_templates(info.context).by_pk.get(root.template_id)

    @staticmethod
    def resolve_language_code(root: Row, _info):
        return root.language

    @staticmethod
    def resolve_last_error(root: Row, _info):
        return root.last_error or None


OrderNotificationCountableConnection = connection_type(OrderNotification)
