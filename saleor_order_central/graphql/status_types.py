"""Statuses as the API shows them."""

import graphene

from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import supported_language
from ..statuses.selectors import customer_description, customer_label
from .connections import connection_type
from .enums import (
    OrderEntryVisibilityEnum,
    OrderNotificationChannelEnum,
    OrderStatusFactEnum,
    OrderStatusKindEnum,
    OrderStatusRequirementEnum,
    OrderStatusTypeEnum,
)
from .loaders import comment_links, shop_templates, status_counts


def _template_type() -> type[graphene.ObjectType]:
    """Templates name statuses and statuses name templates: one of the two must look later."""
    from .template_types import OrderMessageTemplate

    return OrderMessageTemplate


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
    next_statuses = graphene.List(
        graphene.NonNull(graphene.String),
        description="Slugs of statuses that may follow: null means any, an empty list means final. "
        "Null without MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    requirements = graphene.List(
        graphene.NonNull(OrderStatusRequirementEnum),
        description="What an order must have before. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    payment_gateways = graphene.List(
        graphene.NonNull(graphene.String),
        description="Payment gateways that start an order in it. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    notify_by_default = graphene.List(
        graphene.NonNull(OrderNotificationChannelEnum),
        description="Channels that tell the customer when it is set. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    message_template = graphene.Field(
        lambda: _template_type(),
        description="Text that customers are told with when it is set without a comment. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    silent_template = graphene.Field(
        lambda: _template_type(),
        description="Text that a customer gets once when the order becomes silent. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    comment_templates = graphene.List(
        lambda: graphene.NonNull(_template_type()),
        description="Active templates that it offers as comments. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    silent_after_hours = graphene.Int(
        description="Hours without news after which an order counts as silent. "
        "Requires MANAGE_ORDERS or MANAGE_SETTINGS."
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
    def resolve_next_statuses(root, info):
        return root.next_statuses if is_staff(info) else None

    @staticmethod
    def resolve_requirements(root, info):
        return root.requirements if is_staff(info) else None

    @staticmethod
    def resolve_payment_gateways(root, info):
        return root.payment_gateways if is_staff(info) else None

    @staticmethod
    def resolve_notify_by_default(root, info):
        return root.notify_by_default if is_staff(info) else None

    @staticmethod
    def resolve_message_template(root, info):
        templates = shop_templates(info.context).by_pk if is_staff(info) else {}
        return templates.get(root.message_template_id)

    @staticmethod
    def resolve_silent_template(root, info):
        templates = shop_templates(info.context).by_pk if is_staff(info) else {}
        return templates.get(root.silent_template_id)

    @staticmethod
    def resolve_comment_templates(root, info):
        if not is_staff(info):
            return None
        by_pk = shop_templates(info.context).by_pk
        found = (by_pk.get(pk) for pk, status_pk in comment_links(info.context) if status_pk == root.pk)
        return [template for template in found if template is not None and template.is_active]

    @staticmethod
    def resolve_silent_after_hours(root, info):
        return root.silent_after_hours if is_staff(info) else None

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
