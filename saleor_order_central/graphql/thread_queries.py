"""Root queries of conversations: the inbox, a customer's own ones, one conversation."""

from typing import Any

import graphene

from ..conversations.listing import find_threads
from ..conversations.selectors import find_thread
from ..conversations.thread_filter import SORTINGS, ThreadFilter, ThreadSort
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..host.schema import date_time
from ..language import SOURCE_LANGUAGE, supported_language
from ..text import storable
from .connections import page_arguments, page_of_queryset, window
from .contact_points import contact_pk
from .conversation_enums import OrderThreadSortEnum, OrderThreadStatusEnum
from .guests import remember_token, token_argument
from .ids import decode_int_pk, decode_order_pk
from .loaders import shop_settings
from .message_types import ThreadView
from .queries import answers_faults
from .thread_types import OrderThread, OrderThreadCountableConnection
from .thread_views import view_of_thread

DateTime = date_time()
TYPE = "OrderThread"


class OrderThreadDateRangeInput(graphene.InputObjectType):
    """Filter by a span of time; both ends belong to it."""

    gte = DateTime(description="At or after this moment.")
    lte = DateTime(description="At or before this moment.")


class OrderThreadWhereInput(graphene.InputObjectType):
    """Filter conversations: all that is given must hold. Lists take 100 values at most."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Filter by ids.")
    statuses = graphene.List(
        graphene.NonNull(OrderThreadStatusEnum), description="Filter by state; only for MANAGE_ORDERS."
    )
    assignees = graphene.List(
        graphene.NonNull(graphene.ID), description="Filter by staff member; only for MANAGE_ORDERS."
    )
    is_unassigned = graphene.Boolean(description="Filter by nobody in charge; only for MANAGE_ORDERS.")
    contacts = graphene.List(graphene.NonNull(graphene.ID), description="Filter by contact.")
    channels = graphene.List(graphene.NonNull(graphene.String), description="Filter by slugs of channels.")
    orders = graphene.List(graphene.NonNull(graphene.ID), description="Filter by orders.")
    has_order = graphene.Boolean(description="Filter by whether there is an order.")
    customer_email = graphene.String(description="Filter by the customer's e-mail address.")
    is_waiting_for_reply = graphene.Boolean(description="Filter by customers who wait for an answer.")
    is_unread = graphene.Boolean(
        description="Filter by messages that staff has not read; only for MANAGE_ORDERS."
    )
    has_held_mail = graphene.Boolean(
        description="Filter by e-mails that wait for staff; only for MANAGE_ORDERS."
    )
    updated_at = graphene.Field(
        OrderThreadDateRangeInput, description="Filter by the last change; only for MANAGE_ORDERS."
    )


# What a customer must not find out by asking whether anything is left.
_STAFF_FILTERS = ("statuses", "assignees", "is_unassigned", "is_unread", "has_held_mail", "updated_at")


def thread_filter(where: dict[str, Any] | None, search: str | None, *, for_staff: bool) -> ThreadFilter:
    """Turn the filter of the API into that of the list."""
    given = {name: value for name, value in (where or {}).items() if for_staff or name not in _STAFF_FILTERS}
    dates = given.get("updated_at") or {}

    def decoded(name: str, decode: Any) -> list[Any] | None:
        return None if given.get(name) is None else [decode(one) for one in given[name]]

    return ThreadFilter(
        pks=decoded("ids", lambda one: decode_int_pk(one, TYPE, "ids")),
        statuses=given.get("statuses"),
        assignee_pks=decoded("assignees", lambda one: decode_int_pk(one, "User", "assignees")),
        is_unassigned=given.get("is_unassigned"),
        contact_pks=decoded("contacts", lambda one: contact_pk(one, "contacts")),
        channels=decoded("channels", lambda one: storable(one, "channels")),
        order_pks=decoded("orders", lambda one: decode_order_pk(one, "orders")),
        customer_email=storable(given.get("customer_email") or "", "customerEmail"),
        is_waiting=given.get("is_waiting_for_reply"),
        is_unread=given.get("is_unread"),
        has_held_mail=given.get("has_held_mail"),
        has_order=given.get("has_order"),
        updated_from=dates.get("gte"),
        updated_to=dates.get("lte"),
        search=storable(search or "", "search"),
    )


@answers_faults
def resolve_threads(_root, info, where=None, search=None, sort_by=None, language_code=None, **page):
    caller, wanted = caller_of(info.context), window(**page)
    is_staff = caller.has_permission(MANAGE_ORDERS)
    columns, descending = SORTINGS[ThreadSort(sort_by or ThreadSort.UPDATED_FIRST)]
    if not is_staff and columns[0] == "updated_at":
        # Customers see another date, that of what was said.
        columns = ("said_at", "id")
    with get_host().reading(info.context) as alias:
        rows = find_threads(
            thread_filter(where, search, for_staff=is_staff),
            using=alias,
            staff_channels=caller.working_channels() if is_staff else None,
            customer_pk=None if is_staff else caller.user_pk or 0,
        )
        if not (is_staff or shop_settings(info.context).is_active):
            rows = rows.none()
        found = page_of_queryset(rows, columns, wanted, descending=descending)
    language = supported_language(language_code or SOURCE_LANGUAGE)
    for edge in found.edges:
        edge.node = ThreadView(edge.node, is_staff, language)
    return found


@answers_faults
def resolve_thread(_root, info, id, language_code=None, token=None):
    remember_token(info.context, token)
    pk = decode_int_pk(id, TYPE, "id")
    with get_host().reading(info.context) as alias:
        row = find_thread(pk, using=alias)
    return None if row is None else view_of_thread(info.context, row, language_code)


_LANGUAGE = "Language of all texts."

QUERY_FIELDS = {
    "order_threads": graphene.Field(
        OrderThreadCountableConnection,
        where=OrderThreadWhereInput(description="Which conversations."),
        search=graphene.String(
            description="Number of the conversation, or words of the customer, the order and of what was "
            "said; for staff also of memos."
        ),
        sort_by=graphene.Argument(
            OrderThreadSortEnum, description="Order of the list; the last change first without."
        ),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_threads,
        description="Conversations: all for MANAGE_ORDERS, own ones for a customer.",
        **page_arguments(),
    ),
    "order_thread": graphene.Field(
        OrderThread,
        id=graphene.ID(required=True, description="The conversation."),
        language_code=graphene.String(description=_LANGUAGE),
        token=token_argument(),
        resolver=resolve_thread,
        description="One conversation. Open to its customer, to guests with MESSAGE and to MANAGE_ORDERS.",
    ),
}

COSTS = {
    "Query": {
        "orderThreads": {"complexity": 2, "multipliers": ["first", "last"]},
        "orderThread": {"complexity": 5},
    },
    "OrderCentral": {"thread": {"complexity": 1}},
    "OrderThread": {
        "messages": {"complexity": 1, "multipliers": ["first", "last"]},
        "story": {"complexity": 1, "multipliers": ["first", "last"]},
        "customerSummary": {"complexity": 2},
        "order": {"complexity": 1},
        "heldMails": {"complexity": 1},
        "nextUnanswered": {"complexity": 1},
    },
    "OrderMessage": {"attachments": {"complexity": 1}, "notifications": {"complexity": 1}},
}
