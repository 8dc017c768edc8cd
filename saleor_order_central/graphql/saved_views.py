"""Filters that staff keep for daily work (004-25)."""

import json
from typing import Any

import graphene

from ..errors import OrderCentralFault
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..listing import views
from ..listing.models import SavedView
from ..listing.selectors import Filtering
from .base import CentralMutation
from .connections import connection_type, page_arguments, page_of_queryset, window
from .ids import decode_int_pk, decode_order_pk
from .listing import SAVED_VIEW, states_for, viewer_of
from .listing_types import OrderCentralSortEnum, OrderCentralWhereInput, stored_where


class OrderSavedView(graphene.ObjectType):
    """Saved filter of the order list."""

    class Meta:
        interfaces = (graphene.Node,)

    name = graphene.String(required=True, description="Name.")
    where = graphene.String(required=True, description="Filter as JSON of OrderCentralWhereInput.")
    search = graphene.String(required=True, description="Searched words; empty for none.")
    sort_by = graphene.Field(OrderCentralSortEnum, description="Order of the list; null for newest first.")
    is_shared = graphene.Boolean(required=True, description="Whether all staff see it.")
    is_own = graphene.Boolean(required=True, description="Whether it belongs to the caller.")
    token = graphene.String(required=True, description="Short name for links; it never changes.")
    orders_count = graphene.Int(
        description="Orders that match now; null when the filter names something that is gone."
    )

    @staticmethod
    def resolve_where(root: SavedView, _info):
        return json.dumps(root.where, sort_keys=True)

    @staticmethod
    def resolve_sort_by(root: SavedView, _info):
        return root.sort_by or None

    @staticmethod
    def resolve_is_own(root: SavedView, info):
        return root.owner_id is not None and root.owner_id == caller_of(info.context).user_pk

    @staticmethod
    def resolve_orders_count(root: SavedView, info):
        with get_host().reading(info.context) as alias:
            try:
                rows = states_for(info.context, [Filtering(root.where, root.search)], alias=alias)
            except OrderCentralFault:
                return None
            return rows.count()


OrderSavedViewCountableConnection = connection_type(OrderSavedView)


class OrderSavedViewInput(graphene.InputObjectType):
    """Fields of a saved view; name and where are required to create one."""

    name = graphene.String(description="Name.")
    where = OrderCentralWhereInput(description="Filter.")
    search = graphene.String(description="Searched words.")
    sort_by = graphene.Field(OrderCentralSortEnum, description="Order of the list.")
    is_shared = graphene.Boolean(description="Whether all staff see it; false by default.")


def _values(input: dict[str, Any]) -> dict[str, Any]:
    values = dict(input)
    if values.get("where") is not None:
        values["where"] = stored_where(values["where"])
    return values


def _order_pk(global_id: str) -> Any:
    return decode_order_pk(global_id, "where")


class SavedViewMutation(CentralMutation):
    """Base of the mutations that return a saved view."""

    class Meta:
        abstract = True

    saved_view = graphene.Field(OrderSavedView, description="The view.")


class OrderSavedViewCreate(SavedViewMutation):
    """Keeps a filter under a name. Requires MANAGE_ORDERS."""

    class Arguments:
        input = OrderSavedViewInput(required=True, description="Fields of the view.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(saved_view=views.create_view(_values(input), viewer_of(caller), order_pk=_order_pk))


class OrderSavedViewUpdate(SavedViewMutation):
    """Changes a saved view. Requires MANAGE_ORDERS, and MANAGE_SETTINGS for a view of somebody else."""

    class Arguments:
        id = graphene.ID(required=True, description="The view.")
        input = OrderSavedViewInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        pk = decode_int_pk(id, SAVED_VIEW, "id")
        return cls(saved_view=views.update_view(pk, _values(input), viewer_of(caller), order_pk=_order_pk))


class OrderSavedViewDelete(SavedViewMutation):
    """Forgets a saved view. Requires MANAGE_ORDERS, and MANAGE_SETTINGS for a view of somebody else."""

    class Arguments:
        id = graphene.ID(required=True, description="The view.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(saved_view=views.delete_view(decode_int_pk(id, SAVED_VIEW, "id"), viewer_of(caller)))


def resolve_saved_views(_root, info, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = views.visible_views(viewer_of(caller), using=alias)
        return page_of_queryset(rows, ("name", "pk"), window(**page))


QUERY_FIELDS = {
    "order_saved_views": graphene.Field(
        OrderSavedViewCountableConnection,
        resolver=resolve_saved_views,
        description="Saved views by name: own and shared. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
}

MUTATIONS = (OrderSavedViewCreate, OrderSavedViewUpdate, OrderSavedViewDelete)

COSTS = {
    "Query": {"orderSavedViews": {"complexity": 1, "multipliers": ["first", "last"]}},
    "OrderSavedView": {"ordersCount": {"complexity": 5}},
}
