"""Root queries of returns: the staff's list, a customer's own ones, one request, an estimate."""

from typing import Any

import graphene
from graphql import GraphQLError
from promise import Promise

from ..access.kinds import AccessScope
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..language import speaking
from ..refunds.estimate import estimate_return
from ..returns.listing import SORTINGS, ReturnFilter, ReturnSort, find_returns
from ..returns.models import ReturnRequest
from ..returns.selectors import find_return_request
from ..text import storable
from .connections import Page, page_arguments, page_of_queryset, window
from .guests import order_pk_or_guests, remember_token, token_argument
from .ids import decode_int_pk, decode_order_pk
from .queries import answers_faults
from .return_enums import OrderReturnSortEnum
from .return_information import OrderReturnEstimate, return_estimate
from .return_inputs import OrderReturnRequestInput, OrderReturnRequestWhereInput, ask_from
from .return_types import OrderReturnRequest, OrderReturnRequestCountableConnection, ReturnView
from .views import OrderView, load_order_view

TYPE = "OrderReturnRequest"


def return_filter(where: dict[str, Any] | None, search: str | None) -> ReturnFilter:
    """Turn the filter of the API into that of the list."""
    given = where or {}
    dates = given.get("created_at") or {}
    reasons, orders, channels = given.get("reasons"), given.get("orders"), given.get("channels")
    return ReturnFilter(
        states=given.get("states"),
        reason_pks=None
        if reasons is None
        else [decode_int_pk(one, "OrderReturnReason", "reasons") for one in reasons],
        channels=None if channels is None else [storable(one, "channels") for one in channels],
        order_pks=None if orders is None else [decode_order_pk(one, "orders") for one in orders],
        customer_email=storable(given.get("customer_email") or "", "customerEmail"),
        created_from=dates.get("gte"),
        created_to=dates.get("lte"),
        search=storable(search or "", "search"),
    )


@answers_faults
def resolve_return_requests(_root, info, where=None, search=None, sort_by=None, language_code=None, **page):
    caller = caller_of(info.context)
    wanted = window(**page)
    columns, descending = SORTINGS[ReturnSort(sort_by or ReturnSort.NEWEST_FIRST)]
    is_staff = caller.has_permission(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = find_returns(
            return_filter(where, search),
            using=alias,
            staff_channels=caller.working_channels() if is_staff else None,
            customer_pk=None if is_staff else caller.user_pk or 0,
        )
        found = page_of_queryset(rows, columns, wanted, descending=descending)
    return _with_views(info.context, found, language_code)


def _with_views(context: Any, page: Page, language_code: str | None) -> Promise:
    """Show each request through its order's page; one that the caller may not see is left out."""

    def replace(views: list[OrderView | None]) -> Page:
        kept = []
        for edge, view in zip(page.edges, views, strict=True):
            if view is not None and view.may(AccessScope.RETURN):
                edge.node = ReturnView(edge.node, view)
                kept.append(edge)
        page.edges = kept
        return page

    loading = [load_order_view(context, edge.node.order_id, language_code) for edge in page.edges]
    return Promise.all(loading).then(replace)


@answers_faults
def resolve_return_request(_root, info, id=None, number=None, language_code=None, token=None):
    remember_token(info.context, token)
    if (id is None) == (number is None):
        raise GraphQLError("Name the request by `id` or by `number`.")
    pk = None if id is None else decode_int_pk(id, TYPE, "id")
    named = None if number is None else storable(number, "number")
    with get_host().reading(info.context) as alias:
        request = find_return_request(using=alias, pk=pk, number=named)
    if request is None:
        return None
    found = load_order_view(info.context, request.order_id, language_code)
    return found.then(lambda view: _if_allowed(request, view))


def _if_allowed(request: ReturnRequest, view: OrderView | None) -> ReturnView | None:
    return ReturnView(request, view) if view is not None and view.may(AccessScope.RETURN) else None


@answers_faults
def resolve_return_estimate(_root, info, input, language_code=None, token=None):
    order_pk = order_pk_or_guests(info.context, input.get("order"), token)
    loading = load_order_view(info.context, order_pk, language_code)
    return loading.then(lambda view: _estimate(view, info, input=input))


@answers_faults
def _estimate(view: OrderView | None, info: Any, *, input: Any) -> OrderReturnEstimate | None:
    """Decorated too: it runs after the resolver has returned."""
    if view is None or not view.may(AccessScope.RETURN):
        return None
    ask = ask_from(info, input, view, with_pictures=False)
    with get_host().reading(info.context) as alias, speaking(view.language):
        found = estimate_return(view.facts, ask, using=alias)
    return return_estimate(found, view)


_LANGUAGE = "Language of all texts; each order's own without it."

QUERY_FIELDS = {
    "order_return_requests": graphene.Field(
        OrderReturnRequestCountableConnection,
        where=OrderReturnRequestWhereInput(description="Which requests."),
        search=graphene.String(
            description="Beginning of the request's number, or words by which the order is found."
        ),
        sort_by=graphene.Argument(
            OrderReturnSortEnum, description="Order of the list; newest first without."
        ),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_return_requests,
        description="Return requests: all for MANAGE_ORDERS, own ones for a customer.",
        **page_arguments(),
    ),
    "order_return_request": graphene.Field(
        OrderReturnRequest,
        id=graphene.ID(description="Id of the request."),
        number=graphene.String(description="Number of the request."),
        token=token_argument(),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_return_request,
        description="One return request. Open to the order's owner, to guests with RETURN and to "
        "MANAGE_ORDERS.",
    ),
    "order_return_estimate": graphene.Field(
        OrderReturnEstimate,
        input=OrderReturnRequestInput(required=True, description="The request as it would be sent."),
        token=token_argument(),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_return_estimate,
        description="What a return would come to; nothing is stored. Open to the order's owner, to "
        "guests with RETURN and to MANAGE_ORDERS.",
    ),
}

COSTS = {
    "Query": {
        "orderReturnRequests": {"complexity": 5, "multipliers": ["first", "last"]},
        "orderReturnRequest": {"complexity": 5},
        "orderReturnEstimate": {"complexity": 5},
    },
    "OrderCentral": {
        "returns": {"complexity": 1},
        "returnInformation": {"complexity": 1},
        "actions": {"complexity": 1},
    },
    "OrderReturnRequest": {
        "estimate": {"complexity": 5},
        "refunds": {"complexity": 1},
        "creditNotes": {"complexity": 1},
        "vouchers": {"complexity": 1},
        "replacementOrder": {"complexity": 1},
        "lines": {"complexity": 1},
        "history": {"complexity": 1, "multipliers": ["first", "last"]},
    },
}
