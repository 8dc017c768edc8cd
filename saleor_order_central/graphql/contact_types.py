"""Contacts and the meanings of states as the API shows them."""

import graphene

from ..conversations.meanings import meaning_text
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import supported_language
from ..managed_rows import text_of
from .connections import connection_type
from .conversation_enums import OrderThreadStatusEnum
from .thread_loaders import box_counts, thread_status_counts

_LANGUAGE = "Language; the shop's text without it."


class OrderContactPointTranslation(graphene.ObjectType):
    """Texts of a contact in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(description="Name.")
    description = graphene.String(description="What it is for.")


class OrderContactPoint(graphene.ObjectType):
    """Contact that a customer can choose, with its own box."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    slug = graphene.String(required=True, description="Stable name for programs.")
    name = graphene.String(
        required=True,
        language_code=graphene.String(description=_LANGUAGE),
        description="Name for the customer.",
    )
    description = graphene.String(
        language_code=graphene.String(description=_LANGUAGE), description="What it is for."
    )
    email = graphene.String(
        description="E-mail that gets a copy. Null without MANAGE_ORDERS or MANAGE_SETTINGS."
    )
    is_active = graphene.Boolean(required=True, description="Whether it can be chosen.")
    sort_order = graphene.Int(required=True, description="Place in the list.")
    translations = graphene.List(
        graphene.NonNull(OrderContactPointTranslation),
        required=True,
        description="Texts in other languages that were entered in the shop.",
    )
    unread_count = graphene.Int(description="Unread messages. Null for callers without MANAGE_ORDERS.")
    open_count = graphene.Int(
        description="Conversations that are not closed. Null for callers without MANAGE_ORDERS."
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_name(root, _info, language_code=""):
        return text_of(root, "name", supported_language(language_code) if language_code else "")

    @staticmethod
    def resolve_description(root, _info, language_code=""):
        language = supported_language(language_code) if language_code else ""
        return text_of(root, "description", language) or None

    @staticmethod
    def resolve_email(root, info):
        caller = caller_of(info.context)
        is_staff = any(caller.has_permission(one) for one in (MANAGE_ORDERS, MANAGE_SETTINGS))
        return (root.email or None) if is_staff else None

    @staticmethod
    def resolve_translations(root, _info):
        return [
            OrderContactPointTranslation(language_code=code, **texts)
            for code, texts in sorted(root.translations.items())
        ]

    @staticmethod
    def resolve_unread_count(root, info):
        return _counted(root, info, 0)

    @staticmethod
    def resolve_open_count(root, info):
        return _counted(root, info, 1)


def _counted(root, info, place: int) -> int | None:
    if not caller_of(info.context).has_permission(MANAGE_ORDERS):
        return None
    return box_counts(info.context).get(root.pk, (0, 0))[place]


OrderContactPointCountableConnection = connection_type(OrderContactPoint)


class OrderThreadStatusMeaning(graphene.ObjectType):
    """Meaning that the team gave to a state of conversations."""

    status = graphene.Field(OrderThreadStatusEnum, required=True, description="State.")
    name = graphene.String(
        required=True, language_code=graphene.String(description=_LANGUAGE), description="Name."
    )
    color = graphene.String(description="Colour as #rrggbb.")
    description = graphene.String(
        language_code=graphene.String(description=_LANGUAGE), description="Explanation."
    )
    count = graphene.Int(description="Conversations in this state. Null for callers without MANAGE_ORDERS.")

    @staticmethod
    def resolve_name(root, _info, language_code=""):
        return meaning_text(root, "name", supported_language(language_code) if language_code else "")

    @staticmethod
    def resolve_color(root, _info):
        return root.color or None

    @staticmethod
    def resolve_description(root, _info, language_code=""):
        language = supported_language(language_code) if language_code else ""
        return meaning_text(root, "description", language) or None

    @staticmethod
    def resolve_count(root, info):
        if not caller_of(info.context).has_permission(MANAGE_ORDERS):
            return None
        return thread_status_counts(info.context).get(root.status, 0)
