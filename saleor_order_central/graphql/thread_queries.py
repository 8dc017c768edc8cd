"""Root queries of conversations: the inbox, a customer's own ones, one conversation."""

import graphene

from ..conversations.listing import find_threads
from ..conversations.selectors import find_thread
from ..conversations.thread_filter import SORTINGS, ThreadSort
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from .connections import page_arguments, page_of_queryset, window
from .conversation_enums import OrderThreadSortEnum
from .guests import remember_token, token_argument
from .ids import decode_int_pk
from .loaders import shop_settings
from .message_types import ThreadView
from .queries import answers_faults
from .thread_types import OrderThread, OrderThreadCountableConnection
from .thread_views import view_of_thread
from .thread_where import TYPE, OrderThreadWhereInput, thread_filter


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
