"""Contacts and the meanings of states: reading and changing them."""

from typing import Any

import graphene

from ..conversations import contacts
from ..conversations.kinds import ThreadStatus
from ..conversations.meanings import update_meaning
from ..conversations.selectors import find_contacts, load_meanings
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, MANAGE_TRANSLATIONS, caller_of
from .base import CentralMutation
from .connections import page_arguments, page_of_queryset, window
from .contact_types import (
    OrderContactPoint,
    OrderContactPointCountableConnection,
    OrderThreadStatusMeaning,
)
from .conversation_enums import OrderThreadStatusEnum
from .ids import decode_int_pk
from .loaders import shop_settings
from .queries import answers_faults

TYPE = "OrderContactPoint"


def contact_pk(global_id: str | None, field: str = "contact") -> int | None:
    """Return the key of a contact, None for none."""
    return None if global_id is None else decode_int_pk(global_id, TYPE, field)


def _is_staff(info: Any) -> bool:
    caller = caller_of(info.context)
    return any(caller.has_permission(one) for one in (MANAGE_ORDERS, MANAGE_SETTINGS))


@answers_faults
def resolve_contacts(_root, info, **page):
    for_staff = _is_staff(info)
    with get_host().reading(info.context) as alias:
        rows = find_contacts(using=alias, for_staff=for_staff)
        if not (for_staff or shop_settings(info.context).is_active):
            rows = rows.none()
        return page_of_queryset(rows, ("sort_order", "id"), window(**page))


def resolve_meanings(_root, info):
    if not _is_staff(info):
        caller_of(info.context).require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        return load_meanings(using=alias)


class OrderContactPointInput(graphene.InputObjectType):
    """Fields of a contact; name is required on create."""

    name = graphene.String(description="Name for the customer.")
    slug = graphene.String(
        description="Stable name for programs; made from the name when missing, never changed later."
    )
    description = graphene.String(description="What it is for.")
    email = graphene.String(description="E-mail that gets a copy of what customers write.")
    is_active = graphene.Boolean(description="Whether it can be chosen.")
    sort_order = graphene.Int(description="Place in the list, smaller numbers first.")


class OrderThreadStatusMeaningInput(graphene.InputObjectType):
    """Meaning of a state of conversations; what is missing stays."""

    name = graphene.String(description="Name.")
    color = graphene.String(description="Colour as #rrggbb; empty for none.")
    description = graphene.String(description="Explanation.")


class ContactMutation(CentralMutation):
    """Base of the mutations that return a contact."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    contact_point = graphene.Field(OrderContactPoint, description="The contact.")


class OrderContactPointCreate(ContactMutation):
    """Adds a contact."""

    class Arguments:
        input = OrderContactPointInput(required=True, description="Fields of the contact.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(contact_point=contacts.create_contact(dict(input)))


class OrderContactPointUpdate(ContactMutation):
    """Changes a contact; its slug stays."""

    class Arguments:
        id = graphene.ID(required=True, description="The contact.")
        input = OrderContactPointInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        return cls(contact_point=contacts.update_contact(decode_int_pk(id, TYPE, "id"), dict(input)))


class OrderContactPointDelete(ContactMutation):
    """Deletes a contact that has no conversations."""

    class Arguments:
        id = graphene.ID(required=True, description="The contact.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(contact_point=contacts.delete_contact(decode_int_pk(id, TYPE, "id")))


class OrderContactPointTranslate(ContactMutation):
    """Translates a contact."""

    class Arguments:
        id = graphene.ID(required=True, description="The contact.")
        language_code = graphene.String(required=True, description='Language, for example "pt-br".')
        name = graphene.String(description="Name; empty takes it away.")
        description = graphene.String(description="What it is for; empty takes it away.")

    permission = MANAGE_TRANSLATIONS

    @classmethod
    def perform(cls, info, caller, id, language_code, **texts):
        pk = decode_int_pk(id, TYPE, "id")
        return cls(contact_point=contacts.translate_contact(pk, language_code, texts))


class OrderThreadStatusMeaningUpdate(CentralMutation):
    """Says what a state of conversations means to the team."""

    class Arguments:
        status = graphene.Argument(OrderThreadStatusEnum, required=True, description="The state.")
        input = OrderThreadStatusMeaningInput(required=True, description="What it means.")

    permission = MANAGE_SETTINGS
    meaning = graphene.Field(OrderThreadStatusMeaning, description="Meaning after the change.")

    @classmethod
    def perform(cls, info, caller, status, input):
        return cls(meaning=update_meaning(ThreadStatus(status), dict(input)))


QUERY_FIELDS: dict[str, Any] = {
    "order_contact_points": graphene.Field(
        OrderContactPointCountableConnection,
        resolver=resolve_contacts,
        description="Contacts of the contact form; inactive ones only for MANAGE_ORDERS or MANAGE_SETTINGS.",
        **page_arguments(),
    ),
    "order_thread_status_meanings": graphene.List(
        graphene.NonNull(OrderThreadStatusMeaning),
        resolver=resolve_meanings,
        description="Meaning of the four states of conversations. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    ),
}
MUTATIONS = (
    OrderContactPointCreate,
    OrderContactPointUpdate,
    OrderContactPointDelete,
    OrderContactPointTranslate,
    OrderThreadStatusMeaningUpdate,
)
COSTS = {
    "Query": {
        "orderContactPoints": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderThreadStatusMeanings": {"complexity": 1},
    },
    "OrderContactPoint": {"unreadCount": {"complexity": 1}, "openCount": {"complexity": 1}},
    "OrderThreadStatusMeaning": {"count": {"complexity": 1}},
}
