"""Root queries of statuses and tracking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import graphene
from graphql import GraphQLError
from promise import Promise

from ..errors import OrderCentralFault
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from ..statuses.selectors import StatusAudience, find_statuses
from ..text import storable
from ..tracking.carrier_rows import list_carriers
from ..tracking.selectors import find_trusted_hosts, parcels_with_code
from .connections import page_arguments, page_of_queryset, page_of_sequence, window
from .enums import OrderStatusKindEnum, OrderStatusTypeEnum
from .ids import decode_int_pk
from .loaders import shop_rules, shop_settings
from .order_central import OrderCentral
from .status_types import OrderStatusDefinition, OrderStatusDefinitionCountableConnection, is_staff
from .tracking_types import (
    OrderTrackingCarrierCountableConnection,
    OrderTrackingLink,
    OrderTrustedTrackingHostCountableConnection,
    TrackingLinkView,
)
from .views import load_order_view


def answers_faults(resolver: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a fault of ours into a GraphQL error: the host hides the text of other exceptions."""

    @wraps(resolver)
    def resolve(root, info, **arguments):
        try:
            return resolver(root, info, **arguments)
        except OrderCentralFault as fault:
            raise GraphQLError(fault.message) from fault

    return resolve


class OrderStatusDefinitionWhereInput(graphene.InputObjectType):
    """Filter statuses."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Filter by ids.")
    kind = graphene.Field(OrderStatusKindEnum, description="Filter by built-in or custom.")
    types = graphene.List(graphene.NonNull(OrderStatusTypeEnum), description="Filter by type.")
    is_active = graphene.Boolean(description="Filter by active.")
    channel = graphene.String(description="Filter by use in a channel, named by its slug.")


@answers_faults
def resolve_status_definitions(_root, info, where=None, search=None, **page):
    filters = dict(where or {})
    storable(filters.get("channel") or "", "channel")
    if filters.get("ids") is not None:
        filters["pks"] = [decode_int_pk(one, "OrderStatusDefinition", "ids") for one in filters.pop("ids")]
    with get_host().reading(info.context) as alias:
        rows = find_statuses(
            using=alias, audience=_audience(info), search=storable(search or "", "search"), **filters
        )
        return page_of_queryset(rows, ("sort_order", "pk"), window(**page))


def _audience(info: Any) -> StatusAudience:
    """With the centre off there is nothing for customers."""
    if is_staff(info):
        return StatusAudience.STAFF
    return StatusAudience.CUSTOMER if shop_settings(info.context).is_active else StatusAudience.NOBODY


@answers_faults
def resolve_status_definition(_root, info, id=None, slug=None):
    if (id is None) == (slug is None):
        raise GraphQLError("Name the status by `id` or by `slug`.")
    wanted: dict[str, Any] = {}
    if id is None:
        wanted["slug"] = storable(slug, "slug")
    else:
        wanted["pks"] = [decode_int_pk(id, "OrderStatusDefinition", "id")]
    with get_host().reading(info.context) as alias:
        return find_statuses(using=alias, audience=_audience(info), **wanted).first()


def resolve_classify(_root, info, code, postal_code="", country="", language_code="", channel=""):
    caller_of(info.context).require(MANAGE_ORDERS)
    language = supported_language(language_code or SOURCE_LANGUAGE)
    found = shop_rules(info.context).tracking.classify(
        code,
        channel=channel or "",
        postcode=postal_code or "",
        country=country or "",
        language=language,
    )
    return TrackingLinkView(found, language)


def resolve_carriers(_root, info, search=None, is_enabled=None, is_built_in=None, channel=None, **page):
    caller_of(info.context).require(MANAGE_ORDERS)
    setting = shop_settings(info.context).enabled_carriers
    with get_host().reading(info.context) as alias:
        rows = list_carriers(setting, using=alias)
    if search:
        rows = [row for row in rows if search.lower() in f"{row.code} {row.name}".lower()]
    if is_enabled is not None:
        rows = [row for row in rows if row.is_enabled == is_enabled]
    if is_built_in is not None:
        rows = [row for row in rows if row.is_built_in == is_built_in]
    if channel is not None:
        rows = [row for row in rows if not row.channels or channel in row.channels]
    return page_of_sequence(rows, lambda row: row.code, window(**page))


@answers_faults
def resolve_trusted_hosts(_root, info, search=None, **page):
    caller = caller_of(info.context)
    if not caller.has_permission(MANAGE_SETTINGS):
        caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = find_trusted_hosts(using=alias, search=storable(search or "", "search"))
        return page_of_queryset(rows, ("host", "path_prefix"), window(**page))


@answers_faults
def resolve_orders_by_code(_root, info, code, language_code=None):
    caller_of(info.context).require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        order_pks = dict.fromkeys(
            order_pk for order_pk, _number in parcels_with_code(storable(code, "code"), using=alias)
        )
    views = Promise.all([load_order_view(info.context, pk, language_code) for pk in order_pks])
    return views.then(lambda found: [view for view in found if view is not None])


QUERY_FIELDS = {
    "order_status_definitions": graphene.Field(
        OrderStatusDefinitionCountableConnection,
        where=OrderStatusDefinitionWhereInput(description="Which statuses."),
        search=graphene.String(description="Part of the name, slug or customer label."),
        resolver=resolve_status_definitions,
        description="Statuses. Customers and anonymous callers get only active, customer-visible ones.",
        **page_arguments(),
    ),
    "order_status_definition": graphene.Field(
        OrderStatusDefinition,
        id=graphene.ID(description="Id of the status."),
        slug=graphene.String(description="Slug of the status."),
        resolver=resolve_status_definition,
        description="One status, under the same rule as the list.",
    ),
    "order_tracking_classify": graphene.Field(
        OrderTrackingLink,
        code=graphene.String(required=True, description="Text or URL as typed."),
        postal_code=graphene.String(description="Postal code for the carrier's page."),
        country=graphene.String(description="ISO 3166 code of the country for the carrier's page."),
        language_code=graphene.String(description="Language of the words."),
        channel=graphene.String(description="Channel whose carriers count, by its slug."),
        resolver=resolve_classify,
        description="Class and presentation of any text or URL; nothing is saved, no outside call is made. "
        "Requires MANAGE_ORDERS.",
    ),
    "order_tracking_carriers": graphene.Field(
        OrderTrackingCarrierCountableConnection,
        search=graphene.String(description="Part of the code or name."),
        is_enabled=graphene.Boolean(description="Filter by the shop's switch."),
        is_built_in=graphene.Boolean(description="Filter by shipped or own carriers."),
        channel=graphene.String(description="Only carriers that may count in this channel, by its slug."),
        resolver=resolve_carriers,
        description="Carriers that the plugin ships and the shop's own. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
    "order_trusted_tracking_hosts": graphene.Field(
        OrderTrustedTrackingHostCountableConnection,
        search=graphene.String(description="Part of the host or note."),
        resolver=resolve_trusted_hosts,
        description="Hosts the shop trusts. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
        **page_arguments(),
    ),
    "order_centrals_by_tracking_code": graphene.List(
        graphene.NonNull(OrderCentral),
        code=graphene.String(required=True, description="Tracking code as the customer names it."),
        language_code=graphene.String(description="Language of all texts."),
        resolver=resolve_orders_by_code,
        description="Orders with a parcel of this code, newest first, 20 parcels at most. "
        "Requires MANAGE_ORDERS.",
    ),
}
