"""At 100,000 customers no list reads the whole table: the plan of every filter and sort is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from saleor_order_central.customers.listing import (
    SORTINGS,
    CustomerFilter,
    CustomerSort,
    Scope,
    find_customers,
)
from saleor_order_central.customers.models import CustomerState, CustomerTotal
from saleor_order_central.graphql.connections import page_of_queryset, window
from saleor_order_central.host import get_host

CUSTOMERS = 100_000
STATES, TOTALS = CustomerState._meta.db_table, CustomerTotal._meta.db_table
SHOP = Scope()
CHANNEL = Scope(channel_pk=7, currency="USD", sees_all=False)
DOLLARS = Scope(currency="USD")
FILL_STATES = f"""INSERT INTO {STATES} (user_id, email, name, registered_at, last_login_at, last_seen_at,
  is_active, is_customer, orders_count, last_order_at, search_words)
SELECT g, 'c' || g || '@example.com', 'Name' || g % 20000 || ' Family' || g % 7000, moment,
  CASE WHEN g % 3 = 0 THEN moment END, moment, g % 100 <> 0, true, g % 40,
  CASE WHEN g % 40 > 0 THEN moment END,
  'c' || g || '@example.com name' || g % 20000 || ' family' || g % 7000
FROM generate_series(1, {CUSTOMERS}) g,
  LATERAL (SELECT timestamptz '2026-01-01 12:00Z' + g * interval '1 minute' AS moment) m"""
# Every fourth customer orders in one of ten channels; the whole shop knows all of them.
FILL_TOTALS = f"""INSERT INTO {TOTALS} (customer_id, channel_pk, currency, orders_count, spent, last_order_at)
SELECT g, channel, 'USD', g % 40, g % 5000, timestamptz '2026-01-01 12:00Z' + g * interval '1 minute'
FROM generate_series(1, {CUSTOMERS}) g, LATERAL (VALUES (0), (1 + g % 10)) c (channel)
WHERE channel = 0 OR g % 4 < 2"""


@pytest.fixture
def many(db):
    """Our rows alone: the keys to Saleor's accounts are dropped inside the test's transaction."""
    with get_host().allow_writer(), connection.cursor() as cursor:
        for name, one in connection.introspection.get_constraints(cursor, STATES).items():
            if one["foreign_key"]:
                cursor.execute(f'ALTER TABLE {STATES} DROP CONSTRAINT "{name}"')
        for statement in (FILL_STATES, FILL_TOTALS, f"ANALYZE {STATES}", f"ANALYZE {TOTALS}"):
            cursor.execute(statement)
        yield


def read(wanted=None, sort=CustomerSort.NEWEST_FIRST, scope=SHOP, **arguments):
    """Read a page as the API does."""
    columns, descending = SORTINGS[sort]
    rows = find_customers(wanted or CustomerFilter(), sort, scope, using="default")
    return page_of_queryset(rows, columns, window(**{"first": 50, **arguments}), descending=descending)


def plan(**arguments):
    """The plan of the one statement that reads a page."""
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        read(**arguments)
    [(sql, params)] = found
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in text, (arguments, text)
    return text


def at(hour):
    return datetime(2026, 2, 1, hour, tzinfo=UTC)


SELECTIVE = [
    (CustomerFilter(emails=["C777@example.com", "c8@example.com"]), "email"),
    (CustomerFilter(names=["Name1 Family1"]), "name"),
    (CustomerFilter(user_pks=[5, 6]), "pkey"),
    (CustomerFilter(registered_from=at(1), registered_to=at(2)), "registered"),
    (CustomerFilter(login_from=at(1), login_to=at(2)), "login"),
    (CustomerFilter(ordered_from=at(1), ordered_to=at(2)), "ordered"),
    (CustomerFilter(is_active=True), None),
    (
        CustomerFilter(any_of=[CustomerFilter(emails=["c777@example.com"]), CustomerFilter(user_pks=[5])]),
        None,
    ),
    (CustomerFilter(is_active=False), None),
    (CustomerFilter(least_orders=3, most_orders=9), None),
    (CustomerFilter(search="c777@example.com"), "words"),
    (CustomerFilter(search="name77 family77"), "words"),
]
INDEX_OF_SORT = {
    "NEWEST": "registered",
    "OLDEST": "registered",
    "NAME": "name",
    "EMAIL": "email",
    "SEEN": "seen",
    "MOST_ORDERS": "orders",
    "FEWEST_ORDERS": "orders",
}


def test_at_100_000_customers_every_list_uses_an_index(many, statements):
    assert CustomerState.objects.count() == CUSTOMERS
    every_filter_uses_its_index()
    every_sort_and_its_later_pages_use_its_index()
    money_uses_its_index()
    a_channel_uses_its_index()
    pages_meet_without_gaps_or_repeats()
    a_page_and_its_count_are_two_statements(statements)


def every_filter_uses_its_index():
    for wanted, index in SELECTIVE:
        text = plan(wanted=wanted)
        assert index is None or index in text, (wanted, text)


def every_sort_and_its_later_pages_use_its_index():
    for sort in CustomerSort:
        name = INDEX_OF_SORT.get(sort.value) or INDEX_OF_SORT.get(sort.value.partition("_")[0])
        if name is not None:
            uses(f"order_central_cust_{name}", sort=sort)


def uses(index, **arguments):
    """The first page, the last one, and a later one, which starts at its cursor."""
    cursor = read(**arguments).page_info.end_cursor
    assert index in plan(**arguments)
    assert index in plan(first=None, last=50, **arguments)
    later = plan(after=cursor, **arguments)
    assert index in later
    assert "Index Cond" in later, later


def money_uses_its_index():
    for scope in (DOLLARS, CHANNEL):
        uses("order_central_cust_spent", sort=CustomerSort.MOST_SPENT, scope=scope)
        uses("order_central_cust_spent", sort=CustomerSort.LEAST_SPENT, scope=scope)
        big = CustomerFilter(least_spent=Decimal(4990))
        assert "order_central_cust_spent" in plan(wanted=big, sort=CustomerSort.MOST_SPENT, scope=scope)
        assert "order_central_cust_spent" in plan(wanted=big, scope=scope)


def a_channel_uses_its_index():
    uses("order_central_cust_count", sort=CustomerSort.MOST_ORDERS, scope=CHANNEL)
    for sort in (CustomerSort.NAME_ASCENDING, CustomerSort.NEWEST_FIRST):
        plan(sort=sort, scope=CHANNEL)


def pages_meet_without_gaps_or_repeats():
    keys = []
    arguments = {"sort": CustomerSort.MOST_SPENT, "scope": CHANNEL}
    cursor = None
    for _ in range(3):
        found = read(after=cursor, **arguments)
        keys += [(edge.node.spent, edge.node.pk) for edge in found.edges]
        cursor = found.page_info.end_cursor
    assert (len(keys), len(set(keys))) == (150, 150)
    assert keys == sorted(keys, reverse=True)
    expected = CustomerTotal.objects.filter(channel_pk=7).order_by("-spent", "-customer_id")[:150]
    assert keys == [(row.spent, row.customer_id) for row in expected]


def a_page_and_its_count_are_two_statements(statements):
    with statements() as found:
        page = read(wanted=CustomerFilter(is_active=False))
        assert (page.total_count, len(page.edges)) == (CUSTOMERS // 100, 50)
    assert len(found) == 2
