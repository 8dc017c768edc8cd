"""Message templates as the API shows them."""

import graphene

from ..language import supported_language
from ..notifications.render import placeholders
from ..notifications.template_book import name_in, texts_in
from .connections import connection_type
from .loaders import comment_links, shop_statuses
from .status_types import OrderStatusDefinition


class OrderMessageTemplateTranslation(graphene.ObjectType):
    """Texts of a template in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(description="Name for staff.")
    subject = graphene.String(description="Subject.")
    body = graphene.String(description="Text with variables.")
    sms_body = graphene.String(description="Short text with variables.")


class OrderMessageTemplate(graphene.ObjectType):
    """Prepared text for a message or a comment."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    slug = graphene.String(required=True, description="Stable name for programs.")
    name = graphene.String(required=True, description="Name for staff.")
    subject = graphene.String(
        required=True, description="Subject of the e-mail; empty means the number of the order."
    )
    body = graphene.String(required=True, description="Text with variables.")
    sms_body = graphene.String(required=True, description="Short text; empty means that the body is used.")
    is_built_in = graphene.Boolean(
        required=True, description="Whether the plugin ships it: it can be changed but not deleted."
    )
    is_active = graphene.Boolean(
        required=True, description="Whether it can be used; messages that need one that is off are not sent."
    )
    variables = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Variables that the texts use; a message is not sent while one of them has no value, "
        "unless it is written with a question mark.",
    )
    statuses = graphene.List(
        graphene.NonNull(OrderStatusDefinition),
        required=True,
        description="Statuses that offer it as a comment.",
    )
    translations = graphene.List(
        graphene.NonNull(OrderMessageTemplateTranslation),
        required=True,
        description="Texts in other languages that were entered in the shop.",
    )
    translation = graphene.Field(
        OrderMessageTemplateTranslation,
        required=True,
        language_code=graphene.String(required=True, description="Language."),
        description="Texts that customers of a language get: those entered in the shop, "
        "else the plugin's own, else the untranslated ones.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_variables(root, _info):
        texts = (root.subject, root.body, root.sms_body)
        return sorted({one.name for text in texts for one in placeholders(text) if one.name})

    @staticmethod
    def resolve_statuses(root, info):
        statuses = shop_statuses(info.context).by_pk
        return [
            statuses[status_pk]
            for template_pk, status_pk in comment_links(info.context)
            if template_pk == root.pk and status_pk in statuses
        ]

    @staticmethod
    def resolve_translations(root, _info):
        return [
            OrderMessageTemplateTranslation(language_code=language, **texts)
            for language, texts in sorted(root.translations.items())
        ]

    @staticmethod
    def resolve_translation(root, _info, language_code):
        language = supported_language(language_code)
        texts = texts_in(root, language)
        return OrderMessageTemplateTranslation(
            language_code=language,
            name=name_in(root, language),
            subject=texts.subject,
            body=texts.body,
            sms_body=texts.sms_body,
        )


class OrderMessageTemplateVariable(graphene.ObjectType):
    """Variable that texts can use, written between double braces."""

    name = graphene.String(required=True, description="Name as written in a text.")
    description = graphene.String(required=True, description="What it stands for.")
    example = graphene.String(required=True, description="What a customer could read.")


OrderMessageTemplateCountableConnection = connection_type(OrderMessageTemplate)
COSTS = {
    "OrderMessageTemplate": {"statuses": {"complexity": 1}},
    "OrderStatusDefinition": {"commentTemplates": {"complexity": 1}, "messageTemplate": {"complexity": 1}},
}
