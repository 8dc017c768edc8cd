"""At 100,000 orders no list reads the whole table: the plan of every filter and every sort is asked for."""

from __future__ import annotations

import pytest
from django.db import connection

from saleor_order_central.graphql.connections import page_of_queryset, window
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.listing.selectors import Filtering, find_states
from saleor_order_central.listing.sorting import SORTINGS, OrderSort
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.statuses.selectors import load_status_book

ORDERS = 100_000
TABLE = OrderState._meta.db_table
# Most orders of a shop are old, paid, sent and delivered.
COLUMNS = {
    "order_id": "gen_random_uuid()" if is_saleor_3() else "g",
    "status_id": "CASE WHEN g % 200 = 0 THEN {rare} ELSE {common} END",
    "status_changed_at": "timestamptz '2026-01-01 12:00Z' + g * interval '1 minute'",
    "placed_at": "timestamptz '2026-01-01 12:00Z' + g * interval '1 minute'",
    "number": "g::text",
    "channel": "'channel-' || g % 50",
    "customer_name": "'Name' || g % 20000 || ' Family' || g % 7000",
    "customer_email": "'c' || g % 30000 || '@example.com'",
    "external_reference": "CASE WHEN g % 10 = 0 THEN 'ERP-' || g ELSE '' END",
    "payment_gateway": "'gateway-' || g % 40",
    "total": "g % 5000",
    "status_type": "CASE WHEN g % 50 = 0 THEN 'IN_PROGRESS' ELSE 'CONCLUDED' END",
    "current_step": "CASE WHEN g % 50 = 0 THEN 'PAID' ELSE 'DELIVERED' END",
    "is_paid": "g % 50 <> 0",
    "is_sent": "g % 45 <> 0",
    "is_delivered": "g % 40 <> 0",
    "is_canceled": "g % 60 = 0",
    "is_refunded": "g % 70 = 0",
    "is_late": "g % 400 = 0",
    "has_message": "g % 80 = 0",
    "has_open_return": "g % 300 = 0",
    "silent_at": "CASE WHEN g % 50 = 0 THEN now() + (g % 1000 - 100) * interval '1 hour' END",
    "search_words": "g || ' c' || g % 30000 || '@example.com name' || g % 20000 || ' family' || g % 7000",
    "updated_at": "now()",
}


def fill(rare, common):
    """One statement. Columns that no list reads have their defaults."""
    values = {
        field.attname: "NULL" if field.null else f"'{field.get_default()}'"
        for field in OrderState._meta.concrete_fields
    } | {name: text.format(rare=rare, common=common) for name, text in COLUMNS.items()}
    source = f"SELECT {', '.join(values.values())} FROM generate_series(1, {ORDERS}) g"
    return f"INSERT INTO {TABLE} ({', '.join(values)}) {source}"


@pytest.fixture
def many(db):
    """The states alone: the key to Saleor's orders is dropped inside the test's transaction."""
    with get_host().allow_writer(), connection.cursor() as cursor:
        for name, one in connection.introspection.get_constraints(cursor, TABLE).items():
            if one["foreign_key"] and one["columns"] == ["order_id"]:
                cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        pks = dict(OrderStatusDefinition.objects.values_list("slug", "pk"))
        cursor.execute(fill(pks["canceled"], pks["finalized"]))
        cursor.execute(f"ANALYZE {TABLE}")
        yield


def read(where=None, search="", sort_by=OrderSort.NEWEST_FIRST, **arguments):
    """Read a page as the API does."""
    columns, descending = SORTINGS[sort_by]
    rows = find_states(
        [Filtering(where or {}, search)],
        using="default",
        channels=None,
        order_pk=get_host().order_pk,
        book=load_status_book(using="default"),
    )
    return page_of_queryset(rows, columns, window(**{"first": 50, **arguments}), descending=descending)


def plan(**arguments):
    """The plan of the one statement on the table that reads a page."""
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        read(**arguments)
    [(sql, params)] = [one for one in found if f'FROM "{TABLE}"' in one[0]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert f"Seq Scan on {TABLE}" not in text, (arguments, text)
    return text


SELECTIVE = [
    ({"numbers": ["777", "1234"]}, "number"),
    ({"externalReference": {"eq": "ERP-500"}}, "ref"),
    ({"userEmail": {"eq": "c77@example.com"}}, "email"),
    ({"customerName": {"eq": "Name1 Family1"}}, "name"),
    ({"isSilent": True, "isPaid": False}, None),
    ({"isLate": True}, "late"),
    ({"hasOpenReturn": True}, "return"),
    ({"isCanceled": True}, "canceled"),
    ({"isRefunded": True}, "refunded"),
    ({"hasMessage": True}, "message"),
    ({"isPaid": False}, "unpaid"),
    ({"isSent": False}, "unsent"),
    ({"isDelivered": False}, "open"),
    ({"currentStep": {"eq": "PAID"}}, "step"),
    ({"statusType": {"eq": "IN_PROGRESS"}}, "type"),
    ({"paymentGateway": {"eq": "gateway-7"}}, "gateway"),
    ({"channel": {"eq": "channel-7"}}, "channel"),
    ({"isSilent": True}, None),
    ({"isSilent": False}, None),
    ({"statusSlug": {"eq": "canceled"}}, None),
    ({"statusSlug": {"eq": "finalized"}}, None),
    ({"statusSlug": {"eq": "received"}}, None),
    ({"isPaid": True}, None),
    ({"isSent": True, "isDelivered": True}, None),
    ({"isCanceled": False}, None),
    ({"createdAt": {"gte": "2026-01-10T00:00:00Z", "lte": "2026-01-10T01:00:00Z"}}, "placed"),
    ({"trackingCode": {"eq": "AA123456785BR"}}, None),
    ({"isPaid": False, "NOT": {"isCanceled": True}}, None),
    ({"hasCarrierException": True}, None),
    ({"OR": [{"isLate": True}, {"hasOpenReturn": True}]}, None),
    ({"NOT": {"statusType": {"eq": "CONCLUDED"}}}, None),
]


INDEX_OF_SORT = {
    "NEWEST": "placed",
    "OLDEST": "placed",
    "NUMBER": "number",
    "TOTAL": "total",
    "STATUS": "changed",
    "CUSTOMER": "name",
}


def test_at_100_000_orders_every_list_uses_an_index(many, statements):
    assert OrderState.objects.count() == ORDERS
    every_filter_uses_its_index()
    the_search_uses_its_index()
    every_sort_and_its_later_pages_use_its_index()
    pages_meet_without_gaps_or_repeats()
    a_page_and_its_count_are_two_statements(statements)


def every_filter_uses_its_index():
    for where, index in SELECTIVE:
        text = plan(where=where)
        assert index is None or f"order_central_list_{index}" in text, (where, text)


def the_search_uses_its_index():
    for search in ("c777@example.com", "name77 family77", "99999"):
        text = plan(search=search)
        assert "order_central_list_words" in text, (search, text)


def every_sort_and_its_later_pages_use_its_index():
    for sort_by in OrderSort:
        index = f"order_central_list_{INDEX_OF_SORT[sort_by.value.partition('_')[0]]}"
        cursor = read(sort_by=sort_by).page_info.end_cursor
        assert index in plan(sort_by=sort_by)
        assert index in plan(sort_by=sort_by, first=None, last=50)
        later = plan(sort_by=sort_by, after=cursor)
        # A later page starts at the cursor instead of skipping everything before it.
        assert index in later
        assert "Index Cond" in later, later


def pages_meet_without_gaps_or_repeats():
    first = read(where={"isPaid": False})
    second = read(where={"isPaid": False}, after=first.page_info.end_cursor)
    numbers = [edge.node.number for found in (first, second) for edge in found.edges]
    assert numbers == [str(ORDERS - 50 * place) for place in range(100)]
    back = read(where={"isPaid": False}, first=None, last=50, before=second.page_info.start_cursor)
    assert [edge.node.number for edge in back.edges] == numbers[:50]


def a_page_and_its_count_are_two_statements(statements):
    load_status_book(using="default")
    with statements() as found:
        page = read(where={"isLate": True})
        assert (page.total_count, len(page.edges)) == (ORDERS // 400, 50)
    tables = [one["sql"] for one in found.captured_queries if TABLE in one["sql"]]
    assert (len(tables), len(found)) == (2, 3)
