"""Root queries of customers: the list of accounts, and everything about one customer."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..customers.listing import (
    SORTINGS,
    CustomerFilter,
    CustomerSort,
    Scope,
    find_customers,
    reads_orders,
)
from ..customers.selectors import find_owner
from ..errors import invalid
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_USERS, caller_of
from ..host.schema import decimal_number
from ..text import storable
from .connections import page_arguments, page_of_queryset, window
from .customer_summary import OrderCustomerSummary
from .customer_types import OrderCustomerCountableConnection
from .customer_views import CustomerRow, CustomerView, channel_of, working_channel_pks
from .enums import describe_enum
from .ids import decode_int_pk
from .listing_types import OrderCentralDateRangeInput, OrderCentralTextFilterInput
from .queries import answers_faults
from .where_parts import all_met, one_met, parts_of

Decimal = decimal_number()

OrderCustomerSortEnum = describe_enum(
    "OrderCustomerSortEnum",
    CustomerSort,
    "Order of a list of customers.",
    {
        "NEWEST_FIRST": "By registration, newest first.",
        "OLDEST_FIRST": "By registration, oldest first.",
        "NAME_ASCENDING": "By name, from A to Z.",
        "NAME_DESCENDING": "By name, from Z to A.",
        "EMAIL_ASCENDING": "By e-mail address, from A to Z.",
        "EMAIL_DESCENDING": "By e-mail address, from Z to A.",
        "SEEN_LATELY": "By the last log-in, latest first; without one the registration counts.",
        "SEEN_LONG_AGO": "By the last log-in, the longest ago first; without one the registration counts.",
        "MOST_ORDERS": "By number of orders, most first. Requires MANAGE_ORDERS.",
        "FEWEST_ORDERS": "By number of orders, fewest first. Requires MANAGE_ORDERS.",
        "MOST_SPENT": "By total spent in one currency, most first. Requires MANAGE_ORDERS.",
        "LEAST_SPENT": "By total spent in one currency, least first. Requires MANAGE_ORDERS.",
    },
)


class OrderCustomerCountRangeInput(graphene.InputObjectType):
    """Filter by a number; both ends belong to it."""

    gte = graphene.Int(description="This many or more.")
    lte = graphene.Int(description="This many or fewer.")


class OrderCustomerAmountRangeInput(graphene.InputObjectType):
    """Filter by an amount in the currency of the list; both ends belong to it."""

    gte = Decimal(description="This much or more.")
    lte = Decimal(description="This much or less.")


class OrderCustomerWhereInput(graphene.InputObjectType):
    """Filter customers: all that is given must hold."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Filter by accounts, 100 at most.")
    email = graphene.Field(
        OrderCentralTextFilterInput, description="Filter by the whole e-mail address, whatever its case."
    )
    name = graphene.Field(OrderCentralTextFilterInput, description="Filter by the whole name.")
    is_active = graphene.Boolean(description="Filter by accounts that may log in.")
    registered_at = graphene.Field(OrderCentralDateRangeInput, description="Filter by registration.")
    last_login = graphene.Field(OrderCentralDateRangeInput, description="Filter by the last log-in.")
    last_order_at = graphene.Field(
        OrderCentralDateRangeInput, description="Filter by the newest order. Requires MANAGE_ORDERS."
    )
    orders_count = graphene.Field(
        OrderCustomerCountRangeInput, description="Filter by the number of orders. Requires MANAGE_ORDERS."
    )
    total_spent = graphene.Field(
        OrderCustomerAmountRangeInput,
        description="Filter by the total spent; needs `currency` or `channel`. Requires MANAGE_ORDERS.",
    )
    AND = all_met(lambda: OrderCustomerWhereInput)
    OR = one_met(lambda: OrderCustomerWhereInput)


def _texts(where: Mapping[str, Any], name: str) -> list[str] | None:
    given = where.get(name)
    if given is None:
        return None
    if (given.get("eq") is None) == (given.get("one_of") is None):
        raise invalid(name, "Give either eq or oneOf.")
    chosen = [given["eq"]] if given.get("eq") is not None else given["one_of"]
    return [storable(one, name) for one in chosen]


def customer_filter(where: Mapping[str, Any] | None, search: str | None = None) -> CustomerFilter:
    """Turn the filter of the API into that of the list."""
    given = where or {}
    dates = {name: given.get(name) or {} for name in ("registered_at", "last_login", "last_order_at")}
    number, spent = given.get("orders_count") or {}, given.get("total_spent") or {}
    ids = given.get("ids")
    return CustomerFilter(
        user_pks=None if ids is None else [decode_int_pk(one, "User", "ids") for one in ids],
        emails=_texts(given, "email"),
        names=_texts(given, "name"),
        is_active=given.get("is_active"),
        registered_from=dates["registered_at"].get("gte"),
        registered_to=dates["registered_at"].get("lte"),
        login_from=dates["last_login"].get("gte"),
        login_to=dates["last_login"].get("lte"),
        ordered_from=dates["last_order_at"].get("gte"),
        ordered_to=dates["last_order_at"].get("lte"),
        least_orders=number.get("gte"),
        most_orders=number.get("lte"),
        least_spent=spent.get("gte"),
        most_spent=spent.get("lte"),
        search=storable(search or "", "search"),
        all_of=parts_of(given, "AND", customer_filter),
        any_of=parts_of(given, "OR", customer_filter),
    )


def _scope(context: Any, channel: str | None, currency: str | None) -> Scope:
    sees_all = working_channel_pks(context) is None
    if channel is None:
        return Scope(None, storable(currency or "", "currency"), sees_all)
    pk, own = channel_of(context, channel)
    return Scope(pk, storable(currency or own, "currency"), sees_all)


@answers_faults
def resolve_customers(
    _root, info, where=None, search=None, channel=None, currency=None, sort_by=None, **page
):
    caller = caller_of(info.context)
    caller.require(MANAGE_USERS)
    sort = CustomerSort(sort_by or CustomerSort.NEWEST_FIRST)
    wanted, scope = customer_filter(where, search), _scope(info.context, channel, currency)
    if reads_orders(wanted, sort, scope):
        caller.require(MANAGE_ORDERS)
    columns, descending = SORTINGS[sort]
    with get_host().reading(info.context) as alias:
        rows = find_customers(wanted, sort, scope, using=alias)
        found = page_of_queryset(rows, columns, window(**page), descending=descending)
    counted = working_channel_pks(info.context)
    if scope.channel_pk is not None:
        counted = frozenset({scope.channel_pk})
    for edge in found.edges:
        edge.node = CustomerRow(info.context, edge.node, counted)
    return found


@answers_faults
def resolve_customer_summary(_root, info, user=None, email=None):
    caller = caller_of(info.context)
    caller.require(MANAGE_USERS)
    if (user is None) == (email is None):
        raise invalid("user", "Name the customer by `user` or by `email`.")
    pk = None if user is None else decode_int_pk(user, "User", "user")
    address = storable(email or "", "email")
    with get_host().reading(info.context) as alias:
        owner = find_owner(caller.working_channels(), using=alias, user_pk=pk, email=address)
        if owner is None:
            return None
        if owner.user_pk is None:
            # Of guests nothing is known but their orders.
            return CustomerView(info.context, owner, None) if caller.has_permission(MANAGE_ORDERS) else None
        facts = get_host().load_customers([owner.user_pk], using=alias)
    return CustomerView(info.context, owner, facts.get(owner.user_pk))


QUERY_FIELDS = {
    "order_customers": graphene.Field(
        OrderCustomerCountableConnection,
        where=OrderCustomerWhereInput(description="Which customers."),
        search=graphene.String(
            description="Beginnings of words of name and e-mail address; all of them must be found."
        ),
        channel=graphene.String(
            description="Only customers who ordered in this channel; figures are of it. "
            "Requires MANAGE_ORDERS."
        ),
        currency=graphene.String(
            description="Only customers who ordered in this currency; amounts are compared in it, "
            "else in the channel's. Requires MANAGE_ORDERS."
        ),
        sort_by=graphene.Argument(
            OrderCustomerSortEnum, description="Order of the list; newest first without it."
        ),
        resolver=resolve_customers,
        description="Customers with accounts. Requires MANAGE_USERS.",
        **page_arguments(),
    ),
    "order_customer_summary": graphene.Field(
        OrderCustomerSummary,
        user=graphene.ID(description="The account."),
        email=graphene.String(
            description="E-mail address of an account, else of a guest who ordered. "
            "Guests need MANAGE_ORDERS."
        ),
        resolver=resolve_customer_summary,
        description="Everything about a customer. Requires MANAGE_USERS.",
    ),
}

_PAGED = {"complexity": 1, "multipliers": ["first", "last"]}
COSTS = {
    "Query": {
        "orderCustomers": {"complexity": 2, "multipliers": ["first", "last"]},
        "orderCustomerSummary": {"complexity": 10},
    },
    "OrderCustomer": {"user": {"complexity": 1}},
    "OrderCustomerSummary": {
        "user": {"complexity": 1},
        "orders": _PAGED,
        "openThreads": {"complexity": 1},
        "threads": _PAGED,
        "vouchers": _PAGED,
        "carts": {"complexity": 5},
        "productsBought": _PAGED,
        "productsViewed": _PAGED,
        "addresses": {"complexity": 2},
    },
    "OrderCustomerOrder": {"order": {"complexity": 1}},
    "OrderCustomerProduct": {"orders": _PAGED},
}
