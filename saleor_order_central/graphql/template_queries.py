"""Root queries of message templates."""

from typing import Any

import graphene
from django.utils.translation import gettext
from graphql import GraphQLError

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import SOURCE_LANGUAGE, speaking, supported_language
from ..notifications.template_selectors import find_templates
from ..notifications.variables import VARIABLES
from ..text import storable
from . import template_types
from .connections import page_arguments, page_of_queryset, window
from .ids import decode_int_pk
from .queries import answers_faults
from .template_types import (
    OrderMessageTemplate,
    OrderMessageTemplateCountableConnection,
    OrderMessageTemplateVariable,
)


class OrderMessageTemplateWhereInput(graphene.InputObjectType):
    """Filter templates."""

    status = graphene.ID(description="Filter by a status that offers the template as a comment.")
    is_built_in = graphene.Boolean(description="Filter by built-in.")
    is_active = graphene.Boolean(description="Filter by active.")


def require_reader(info: Any) -> None:
    """Let staff that works with orders or sets the shop up read texts; raise the host's own error."""
    caller = caller_of(info.context)
    if not caller.has_permission(MANAGE_SETTINGS):
        caller.require(MANAGE_ORDERS)


@answers_faults
def resolve_templates(_root, info, where=None, search=None, **page):
    require_reader(info)
    filters = dict(where or {})
    status = filters.pop("status", None)
    if status is not None:
        filters["status_pk"] = decode_int_pk(status, "OrderStatusDefinition", "status")
    with get_host().reading(info.context) as alias:
        rows = find_templates(using=alias, search=storable(search or "", "search"), **filters)
        return page_of_queryset(rows, ("slug",), window(**page))


@answers_faults
def resolve_template(_root, info, id=None, slug=None):
    require_reader(info)
    if (id is None) == (slug is None):
        raise GraphQLError("Name the template by `id` or by `slug`.")
    wanted: dict[str, Any] = {}
    if id is None:
        wanted["slug"] = storable(slug, "slug")
    else:
        wanted["pks"] = [decode_int_pk(id, "OrderMessageTemplate", "id")]
    with get_host().reading(info.context) as alias:
        return find_templates(using=alias, **wanted).first()


def resolve_variables(_root, info, language_code=None):
    require_reader(info)
    with speaking(supported_language(language_code or SOURCE_LANGUAGE)):
        return [
            OrderMessageTemplateVariable(
                name=variable.name, description=gettext(variable.description), example=variable.example
            )
            for variable in VARIABLES.values()
        ]


QUERY_FIELDS = {
    "order_message_templates": graphene.Field(
        OrderMessageTemplateCountableConnection,
        where=OrderMessageTemplateWhereInput(description="Which templates."),
        search=graphene.String(description="Part of the name, slug, subject or text."),
        resolver=resolve_templates,
        description="Message templates. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
        **page_arguments(),
    ),
    "order_message_template": graphene.Field(
        OrderMessageTemplate,
        id=graphene.ID(description="Id of the template."),
        slug=graphene.String(description="Slug of the template."),
        resolver=resolve_template,
        description="One message template. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    ),
    "order_message_template_variables": graphene.List(
        graphene.NonNull(OrderMessageTemplateVariable),
        language_code=graphene.String(description="Language of the descriptions."),
        resolver=resolve_variables,
        description="Variables that texts can use. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
    ),
}
COSTS = {
    **template_types.COSTS,
    "Query": {
        "orderMessageTemplates": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderMessageTemplate": {"complexity": 1},
        "orderMessageTemplateVariables": {"complexity": 1},
    },
}
