"""Reasons for returns as the API shows them."""

import graphene

from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import supported_language
from ..returns.reasons import reason_name
from .connections import connection_type
from .return_enums import OrderReturnDispositionEnum


class OrderReturnReasonTranslation(graphene.ObjectType):
    """Name of a reason in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(required=True, description="Name.")


class OrderReturnReason(graphene.ObjectType):
    """Structured reason for a return or a refusal."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    slug = graphene.String(
        required=True, description="Stable name for programs; kept after the reason is switched off."
    )
    name = graphene.String(
        required=True,
        language_code=graphene.String(description="Language; the shop's text without it."),
        description="Name.",
    )
    requires_note = graphene.Boolean(required=True, description="Whether words are required.")
    requires_photo = graphene.Boolean(required=True, description="Whether a photo is required.")
    waives_fees = graphene.Boolean(
        required=True, description="Whether it takes no fees, because the shop is at fault."
    )
    for_decline = graphene.Boolean(required=True, description="Whether it is a reason to refuse.")
    default_disposition = graphene.Field(
        OrderReturnDispositionEnum,
        description="What to do with the units on arrival, as a suggestion. "
        "Null without MANAGE_ORDERS or MANAGE_SETTINGS.",
    )
    is_active = graphene.Boolean(required=True, description="Whether it can be chosen.")
    sort_order = graphene.Int(required=True, description="Place in the list.")
    translations = graphene.List(
        graphene.NonNull(OrderReturnReasonTranslation),
        required=True,
        description="Names in other languages that were entered in the shop.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_name(root, _info, language_code=""):
        return reason_name(root, supported_language(language_code) if language_code else "")

    @staticmethod
    def resolve_default_disposition(root, info):
        caller = caller_of(info.context)
        is_staff = any(caller.has_permission(one) for one in (MANAGE_ORDERS, MANAGE_SETTINGS))
        return (root.default_disposition or None) if is_staff else None

    @staticmethod
    def resolve_translations(root, _info):
        return [
            OrderReturnReasonTranslation(language_code=code, name=texts["name"])
            for code, texts in sorted(root.translations.items())
        ]


OrderReturnReasonCountableConnection = connection_type(OrderReturnReason)
