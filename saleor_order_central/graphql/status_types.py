"""Statuses as the API shows them."""

import graphene

from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import supported_language
from ..statuses.selectors import customer_description, customer_label
from .connections import connection_type
from .enums import OrderEntryVisibilityEnum, OrderStatusFactEnum, OrderStatusKindEnum, OrderStatusTypeEnum
from .loaders import status_counts


class OrderStatusTranslation(graphene.ObjectType):
    """Texts of a status in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(description="Name for staff.")
    customer_label = graphene.String(description="Name for the customer.")
    customer_description = graphene.String(description="Explanation for the customer.")


class OrderStatusDefinition(graphene.ObjectType):
    """Status that an order can have in the centre; Saleor's own order status stays untouched."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    slug = graphene.String(required=True, description="Stable name for programs.")
    name = graphene.String(description="Name for staff. Requires MANAGE_ORDERS or MANAGE_SETTINGS.")
    kind = graphene.Field(OrderStatusKindEnum, required=True, description="Built-in or custom.")
    type = graphene.Field(
        OrderStatusTypeEnum, description="Meaning for the customer; every custom status has one."
    )
    fact = graphene.Field(OrderStatusFactEnum, required=True, description="Fact that the status states.")
    color = graphene.String(description="Colour as #rrggbb.")
    is_default = graphene.Boolean(required=True, description="Whether new orders get it.")
    is_active = graphene.Boolean(required=True, description="Whether it can be chosen.")
    visibility = graphene.Field(
        OrderEntryVisibilityEnum, required=True, description="Whether customers see it."
    )
    customer_label = graphene.String(
        required=True,
        language_code=graphene.String(description="Language; the shop's texts without it."),
        description="Name for the customer.",
    )
    customer_description = graphene.String(
        language_code=graphene.String(description="Language; the shop's texts without it."),
        description="Explanation for the customer.",
    )
    sort_order = graphene.Int(required=True, description="Place in the list.")
    channels = graphene.List(
        graphene.NonNull(graphene.String),
        description="Slugs of the channels that use it; empty means all. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    default_channels = graphene.List(
        graphene.NonNull(graphene.String),
        description="Slugs of the channels whose new orders get it, whatever the shop's default. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    orders_count = graphene.Int(
        description="Orders that have it now. Requires MANAGE_ORDERS or MANAGE_SETTINGS."
    )
    translations = graphene.List(
        graphene.NonNull(OrderStatusTranslation),
        description="Texts in other languages. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_color(root, _info):
        return root.color or None

    @staticmethod
    def resolve_customer_label(root, _info, language_code=""):
        return customer_label(root, _language(language_code))

    @staticmethod
    def resolve_customer_description(root, _info, language_code=""):
        return customer_description(root, _language(language_code)) or None

    @staticmethod
    def resolve_name(root, info):
        return root.name if is_staff(info) else None

    @staticmethod
    def resolve_channels(root, info):
        return root.channels if is_staff(info) else None

    @staticmethod
    def resolve_default_channels(root, info):
        return root.default_channels if is_staff(info) else None

    @staticmethod
    def resolve_orders_count(root, info):
        return status_counts(info.context).get(root.pk, 0) if is_staff(info) else None

    @staticmethod
    def resolve_translations(root, info):
        if not is_staff(info):
            return None
        return [
            OrderStatusTranslation(language_code=language, **texts)
            for language, texts in sorted(root.translations.items())
        ]


OrderStatusDefinitionCountableConnection = connection_type(OrderStatusDefinition)


def _language(code: str | None) -> str:
    """Return the language asked for, "" for the shop's own texts."""
    return supported_language(code) if code else ""


def is_staff(info) -> bool:
    """Tell whether the caller may see what customers do not."""
    caller = caller_of(info.context)
    return caller.has_permission(MANAGE_ORDERS) or caller.has_permission(MANAGE_SETTINGS)
