"""Lists of orders for staff (004-05, 004-24, 004-25)."""

from collections.abc import Iterable
from typing import Any

import graphene
from django.db.models import QuerySet
from promise import Promise

from ..errors import OrderCentralFault
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, Caller, caller_of
from ..listing.models import SavedView
from ..listing.selectors import Filtering, find_states
from ..listing.sorting import SORTINGS, OrderSort
from ..listing.views import Viewer, visible_view
from ..statuses.models import OrderState
from .connections import Page, page_arguments, page_of_queryset, window
from .ids import decode_int_pk, decode_order_pk
from .listing_types import (
    OrderCentralCountableConnection,
    OrderCentralSortEnum,
    OrderCentralWhereInput,
    stored_where,
)
from .loaders import shop_statuses
from .queries import answers_faults
from .views import load_order_view

SAVED_VIEW = "OrderSavedView"


def viewer_of(caller: Caller) -> Viewer:
    """Return who looks at saved views."""
    return Viewer(caller.user_pk, may_change_all=caller.has_permission(MANAGE_SETTINGS))


def states_for(context: Any, filterings: Iterable[Filtering], *, alias: str) -> QuerySet[OrderState]:
    """Return the orders that all filters let through and that the caller may work with."""
    return find_states(
        filterings,
        using=alias,
        channels=caller_of(context).working_channels(),
        order_pk=lambda one: decode_order_pk(one, "where"),
        book=shop_statuses(context),
    )


def named_view(name: str, viewer: Viewer, *, alias: str) -> SavedView:
    """Find a saved view by global id, else by token. Raises NOT_FOUND."""
    try:
        pk = decode_int_pk(name, SAVED_VIEW, "savedView")
    except OrderCentralFault:
        return visible_view(viewer, using=alias, token=name)
    return visible_view(viewer, using=alias, pk=pk)


@answers_faults
def resolve_order_centrals(
    _root, info, where=None, search=None, saved_view=None, sort_by=None, language_code=None, **page
):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    wanted = window(**page)
    filterings = [Filtering(stored_where(where), search or "")]
    with get_host().reading(info.context) as alias:
        if saved_view is not None:
            view = named_view(saved_view, viewer_of(caller), alias=alias)
            filterings.append(Filtering(view.where, view.search))
            sort_by = sort_by or view.sort_by
        sorting = SORTINGS[OrderSort(sort_by or OrderSort.NEWEST_FIRST)]
        rows = states_for(info.context, filterings, alias=alias)
        found = page_of_queryset(rows, sorting.columns, wanted, descending=sorting.descending)
    return _with_views(info.context, found, language_code)


def _with_views(context: Any, page: Page, language_code: str | None) -> Promise:
    """Put the order's view in the place of its state. An order that vanished in between is left out."""

    def replace(views: list[Any]) -> Page:
        for edge, view in zip(page.edges, views, strict=True):
            edge.node = view
        page.edges = [edge for edge in page.edges if edge.node is not None]
        return page

    loading = [load_order_view(context, edge.node.order_id, language_code) for edge in page.edges]
    return Promise.all(loading).then(replace)


QUERY_FIELDS = {
    "order_centrals": graphene.Field(
        OrderCentralCountableConnection,
        where=OrderCentralWhereInput(description="Which orders."),
        search=graphene.String(
            description="Beginnings of words of the number, e-mail address, name, external reference and "
            "tracking codes; all of them must be found."
        ),
        saved_view=graphene.ID(description="Id or token of a saved view; joined with the rest by AND."),
        sort_by=graphene.Argument(
            OrderCentralSortEnum,
            description="Order of the list; the saved view's, else newest first, without it.",
        ),
        language_code=graphene.String(description="Language of all texts; each order's own without it."),
        resolver=resolve_order_centrals,
        description="Orders with every filter of the order list, without drafts. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
}

COSTS = {"Query": {"orderCentrals": {"complexity": 5, "multipliers": ["first", "last"]}}}
