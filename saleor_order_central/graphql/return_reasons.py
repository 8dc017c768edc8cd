"""The list of reasons for returns: reading and changing it."""

from typing import Any

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, MANAGE_TRANSLATIONS, caller_of
from ..returns import reasons
from .base import CentralMutation
from .connections import page_arguments, page_of_queryset, window
from .ids import decode_int_pk
from .loaders import shop_settings
from .queries import answers_faults
from .return_enums import OrderReturnDispositionEnum
from .return_reason_types import OrderReturnReason, OrderReturnReasonCountableConnection

TYPE = "OrderReturnReason"


def reason_pk(global_id: str | None, field: str) -> int | None:
    """Return the key of a reason, None for none."""
    return None if global_id is None else decode_int_pk(global_id, TYPE, field)


@answers_faults
def resolve_reasons(_root, info, **page):
    caller = caller_of(info.context)
    is_staff = any(caller.has_permission(one) for one in (MANAGE_ORDERS, MANAGE_SETTINGS))
    with get_host().reading(info.context) as alias:
        rows = reasons.find_reasons(using=alias, for_staff=is_staff)
        if not (is_staff or shop_settings(info.context).is_active):
            rows = rows.none()
        return page_of_queryset(rows, ("sort_order", "id"), window(**page))


class OrderReturnReasonInput(graphene.InputObjectType):
    """Fields of a return reason; name is required on create."""

    name = graphene.String(description="Name.")
    slug = graphene.String(
        description="Stable name for programs; made from the name when missing, never changed later."
    )
    requires_note = graphene.Boolean(description="Whether words are required.")
    requires_photo = graphene.Boolean(description="Whether a photo is required.")
    waives_fees = graphene.Boolean(description="Whether it takes no fees, because the shop is at fault.")
    for_decline = graphene.Boolean(description="Whether it is a reason to refuse.")
    default_disposition = graphene.Field(
        OrderReturnDispositionEnum, description="What to do with the units on arrival, as a suggestion."
    )
    is_active = graphene.Boolean(description="Whether it can be chosen.")
    sort_order = graphene.Int(description="Place in the list, smaller numbers first.")


class ReasonMutation(CentralMutation):
    """Base of the mutations that return a reason."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    return_reason = graphene.Field(OrderReturnReason, description="The return reason.")


class OrderReturnReasonCreate(ReasonMutation):
    """Adds a return reason."""

    class Arguments:
        input = OrderReturnReasonInput(required=True, description="Fields of the reason.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(return_reason=reasons.create_reason(dict(input)))


class OrderReturnReasonUpdate(ReasonMutation):
    """Changes a return reason; its slug stays."""

    class Arguments:
        id = graphene.ID(required=True, description="The reason.")
        input = OrderReturnReasonInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        return cls(return_reason=reasons.update_reason(decode_int_pk(id, TYPE, "id"), dict(input)))


class OrderReturnReasonDelete(ReasonMutation):
    """Switches a return reason off; past requests keep it."""

    class Arguments:
        id = graphene.ID(required=True, description="The reason.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(return_reason=reasons.delete_reason(decode_int_pk(id, TYPE, "id")))


class OrderReturnReasonTranslate(ReasonMutation):
    """Translates a return reason."""

    class Arguments:
        id = graphene.ID(required=True, description="The reason.")
        language_code = graphene.String(required=True, description='Language, for example "pt-br".')
        name = graphene.String(description="Name; without one the translation is taken away.")

    permission = MANAGE_TRANSLATIONS

    @classmethod
    def perform(cls, info, caller, id, language_code, name=None):
        pk = decode_int_pk(id, TYPE, "id")
        return cls(return_reason=reasons.translate_reason(pk, language_code, name))


QUERY_FIELDS: dict[str, Any] = {
    "order_return_reasons": graphene.Field(
        OrderReturnReasonCountableConnection,
        resolver=resolve_reasons,
        description="Return reasons; inactive ones and reasons to refuse only for MANAGE_ORDERS or "
        "MANAGE_SETTINGS.",
        **page_arguments(),
    ),
}
MUTATIONS = (
    OrderReturnReasonCreate,
    OrderReturnReasonUpdate,
    OrderReturnReasonDelete,
    OrderReturnReasonTranslate,
)
COSTS = {"Query": {"orderReturnReasons": {"complexity": 1, "multipliers": ["first", "last"]}}}
