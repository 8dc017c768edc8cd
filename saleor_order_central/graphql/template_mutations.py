"""Changes of message templates."""

from typing import Any

import graphene

from ..errors import OrderCentralFault, not_found
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, MANAGE_TRANSLATIONS, Caller
from ..notifications import templates
from ..notifications.sent_texts import SentText, save_as_template, sent_text
from .base import CentralMutation
from .ids import decode_entry_pk, decode_int_pk
from .template_types import OrderMessageTemplate


class OrderMessageTemplateInput(graphene.InputObjectType):
    """Fields of a template; name and body are required to create one. What is missing or null stays."""

    name = graphene.String(description="Name for staff.")
    slug = graphene.String(description="Stable name for programs; derived from the name when missing.")
    subject = graphene.String(description="Subject with variables, 250 characters at most.")
    body = graphene.String(description="Text with variables, 20000 characters at most.")
    sms_body = graphene.String(description="Short text with variables, 1000 characters at most.")
    is_active = graphene.Boolean(description="Whether it can be used.")
    statuses = graphene.List(
        graphene.NonNull(graphene.ID), description="Statuses that offer it as a comment; replaces the list."
    )


class OrderMessageTemplateTranslationInput(graphene.InputObjectType):
    """Texts of a template in one language; an empty text removes the translation."""

    name = graphene.String(description="Name for staff.")
    subject = graphene.String(description="Subject with variables.")
    body = graphene.String(description="Text with variables.")
    sms_body = graphene.String(description="Short text with variables.")


def _columns(input: Any) -> dict[str, Any]:
    values = dict(input)
    if values.get("statuses") is not None:
        values["statuses"] = [
            decode_int_pk(one, "OrderStatusDefinition", "statuses") for one in values["statuses"]
        ]
    return values


class TemplateMutation(CentralMutation):
    """Base of the mutations that return a template."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    message_template = graphene.Field(OrderMessageTemplate, description="The template.")


class OrderMessageTemplateCreate(TemplateMutation):
    """Adds a message template. Requires MANAGE_SETTINGS."""

    class Arguments:
        input = OrderMessageTemplateInput(required=True, description="Fields of the template.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(message_template=templates.create_template(_columns(input)))


class OrderMessageTemplateUpdate(TemplateMutation):
    """Changes a message template, a built-in one too. Requires MANAGE_SETTINGS."""

    class Arguments:
        id = graphene.ID(required=True, description="The template.")
        input = OrderMessageTemplateInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        pk = decode_int_pk(id, "OrderMessageTemplate", "id")
        return cls(message_template=templates.update_template(pk, _columns(input)))


class OrderMessageTemplateDelete(TemplateMutation):
    """Deletes a message template that no status sends. Requires MANAGE_SETTINGS."""

    class Arguments:
        id = graphene.ID(required=True, description="The template.")

    @classmethod
    def perform(cls, info, caller, id):
        pk = decode_int_pk(id, "OrderMessageTemplate", "id")
        return cls(message_template=templates.delete_template(pk))


class OrderMessageTemplateTranslate(TemplateMutation):
    """Translates a message template. Requires MANAGE_TRANSLATIONS."""

    class Arguments:
        id = graphene.ID(required=True, description="The template.")
        language_code = graphene.String(required=True, description='Language, for example "pt-br".')
        input = OrderMessageTemplateTranslationInput(required=True, description="Texts.")

    permission = MANAGE_TRANSLATIONS

    @classmethod
    def perform(cls, info, caller, id, language_code, input):
        pk = decode_int_pk(id, "OrderMessageTemplate", "id")
        return cls(message_template=templates.translate_template(pk, language_code, dict(input)))


class OrderMessageTemplateSaveFrom(TemplateMutation):
    """Keeps the text of a message or of a history entry as a template, word for word."""

    class Arguments:
        name = graphene.String(required=True, description="Name for staff.")
        notification = graphene.ID(description="The message; or name an entry.")
        entry = graphene.ID(description="The entry of the history; or name a notification.")

    permission = MANAGE_ORDERS

    @classmethod
    def perform(cls, info, caller, name, notification=None, entry=None):
        text = sent_text(notification_pk=_pk_of_notification(notification), entry_pk=_pk_of_entry(entry))
        _refuse_other_channels(caller, text, "entry" if notification is None else "notification")
        return cls(message_template=save_as_template(text, name))


def _pk_of_notification(global_id: str | None) -> int | None:
    return None if global_id is None else decode_int_pk(global_id, "OrderNotification", "notification")


def _pk_of_entry(global_id: str | None) -> int | None:
    """Texts of Saleor's own events are Saleor's: only entries of ours can be kept."""
    try:
        return None if global_id is None else decode_entry_pk(global_id, "entry")
    except OrderCentralFault as fault:
        raise OrderCentralFault("This entry has no text of its own.", fault.code, field="entry") from fault


def _refuse_other_channels(caller: Caller, text: SentText, field: str) -> None:
    facts = get_host().load_facts([text.order_pk], using="default").get(text.order_pk)
    if facts is None or not caller.may_work_in(facts.channel):
        raise not_found(field, "There is no such text.")


MUTATIONS = (
    OrderMessageTemplateCreate,
    OrderMessageTemplateUpdate,
    OrderMessageTemplateDelete,
    OrderMessageTemplateTranslate,
    OrderMessageTemplateSaveFrom,
)
