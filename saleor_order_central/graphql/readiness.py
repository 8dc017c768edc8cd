"""What is still wrong before going live."""

from typing import Any

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from ..readiness.selectors import check_readiness
from .readiness_types import OrderCentralReadiness, readiness_view


def resolve_readiness(_root, info, language_code=None):
    caller = caller_of(info.context)
    if not caller.has_permission(MANAGE_SETTINGS):
        caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        readiness = check_readiness(using=alias)
    return readiness_view(readiness, supported_language(language_code or SOURCE_LANGUAGE))


QUERY_FIELDS: dict[str, Any] = {
    "order_central_readiness": graphene.Field(
        OrderCentralReadiness,
        language_code=graphene.String(description="Language of all texts."),
        resolver=resolve_readiness,
        description="The three steps before going live as machine checks, each finding with a fix. Nothing "
        "is changed. Requires MANAGE_SETTINGS or MANAGE_ORDERS.",
    ),
}

COSTS: dict[str, dict[str, dict[str, Any]]] = {"Query": {"orderCentralReadiness": {"complexity": 20}}}
