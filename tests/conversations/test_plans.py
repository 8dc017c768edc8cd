"""At 100,000 conversations no list reads the whole table, and a page is two statements."""

from __future__ import annotations

import pytest
from django.db import connection

from saleor_order_central.conversations.listing import find_threads
from saleor_order_central.conversations.models import ContactPoint, OrderMemo, OrderThread
from saleor_order_central.conversations.selectors import box_counts
from saleor_order_central.conversations.thread_filter import SORTINGS, ThreadFilter, ThreadSort
from saleor_order_central.graphql.connections import page_of_queryset, window
from saleor_order_central.host import get_host
from tests.shop_rows import make_order, make_user

THREADS = 100_000
TABLE = OrderThread._meta.db_table
# Most conversations are old, closed, read and answered.
COLUMNS = {
    "contact_id": "CASE WHEN g % 20 = 0 THEN {second} ELSE {first} END",
    "assignee_id": "CASE WHEN g % 5000 = 0 THEN {user} END",
    "customer_id": "CASE WHEN g % 4000 = 0 THEN {user} END",
    "channel": "'channel-' || g % 50",
    "customer_email": "'c' || g % 30000 || '@example.com'",
    "status": "CASE WHEN g % 100 = 0 THEN 'OPEN' ELSE 'CLOSED' END",
    "unread_by_staff": "(g % 150 = 0)::int",
    "held_mails": "(g % 5000 = 0)::int",
    "messages_count": "2",
    "waiting_since": "CASE WHEN g % 120 = 0 THEN timestamptz '2026-01-01' + g * interval '1 minute' "
    "ELSE timestamptz '9999-12-31' END",
    "search_words": "'c' || g % 30000 || '@example.com word' || g % 20000",
    **dict.fromkeys(
        ("created_at", "updated_at", "said_at"), "timestamptz '2026-01-01' + g * interval '1 minute'"
    ),
}


def make_orders(count):
    return [make_order() for _ in range(count)]


def fill(**names):
    values = {
        field.attname: "NULL" if field.null else f"'{field.get_default()}'"
        for field in OrderThread._meta.concrete_fields
        if field.attname not in ("id", "known_senders")
    } | {name: text.format(**names) for name, text in COLUMNS.items()}
    values["known_senders"] = "'[]'"
    source = f"SELECT {', '.join(values.values())} FROM generate_series(1, {THREADS}) g"
    return f"INSERT INTO {TABLE} ({', '.join(values)}) {source}"


@pytest.fixture
def many(db):
    user = make_user("owner@example.com", is_staff=True)
    first, second = ContactPoint.objects.values_list("pk", flat=True)[:2]
    with get_host().allow_writer(), connection.cursor() as cursor:
        cursor.execute(fill(first=first, second=second, user=user.pk))
        # The planner expects as many conversations per order as there are of both.
        for thread, order in zip(OrderThread.objects.order_by("pk")[:300], make_orders(300), strict=True):
            OrderThread.objects.filter(pk=thread.pk).update(order=order)
        cursor.execute(f"ANALYZE {TABLE}")
        cursor.execute(f"ANALYZE {type(order)._meta.db_table}")
        cursor.execute(f"ANALYZE {OrderMemo._meta.db_table}")
        yield user


def read(wanted=None, sort_by=ThreadSort.UPDATED_FIRST, customer_pk=None, channels=None, **arguments):
    """Read a page as the API does."""
    columns, descending = SORTINGS[sort_by]
    rows = find_threads(
        wanted or ThreadFilter(), using="default", staff_channels=channels, customer_pk=customer_pk
    )
    return page_of_queryset(rows, columns, window(**{"first": 50, **arguments}), descending=descending)


def plan(*arguments, **named):
    """The plan of the one statement that reads a page."""
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        read(*arguments, **named)
    [(sql, params)] = found
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert f"Seq Scan on {TABLE}" not in text, (arguments, named, text)
    return text


INDEX_OF_SORT = {"UPDATED": "upd", "NEWEST": "made", "OLDEST": "made", "WAITING": "wait"}


def test_at_100_000_conversations_every_list_uses_an_index(many, statements):
    assert OrderThread.objects.count() == THREADS
    every_filter_uses_an_index(many)
    every_sort_and_its_later_pages_use_an_index()
    the_search_and_a_customers_own_use_indexes(many)
    a_page_and_its_count_are_two_statements(statements)
    boxes_are_counted_in_one_statement(statements)


def every_filter_uses_an_index(user):
    second = ContactPoint.objects.values_list("pk", flat=True)[1]
    for wanted, index in (
        (ThreadFilter(statuses=["OPEN"]), None),
        (ThreadFilter(statuses=["CLOSED"]), None),
        (ThreadFilter(assignee_pks=[user.pk]), None),
        (ThreadFilter(is_unassigned=True), None),
        (ThreadFilter(contact_pks=[second]), None),
        (ThreadFilter(channels=["channel-7"]), None),
        (ThreadFilter(customer_email="c77@example.com"), "mail"),
        (ThreadFilter(is_waiting=True), None),
        (ThreadFilter(is_unread=True), "new"),
        (ThreadFilter(has_held_mail=True), "held"),
        (ThreadFilter(has_order=False), None),
        (ThreadFilter(statuses=["OPEN"], is_unread=True, is_unassigned=True), None),
        (ThreadFilter(any_of=[ThreadFilter(is_unread=True), ThreadFilter(has_held_mail=True)]), None),
        (ThreadFilter(all_of=[ThreadFilter(is_unread=True), ThreadFilter(statuses=["OPEN"])]), "new"),
    ):
        text = plan(wanted)
        assert index is None or f"order_central_thread_{index}_idx" in text, (wanted, text)
    plan(channels=["channel-7", "channel-8"])


def every_sort_and_its_later_pages_use_an_index():
    for sort_by in ThreadSort:
        index = f"order_central_thread_{INDEX_OF_SORT[sort_by.value.partition('_')[0]]}_idx"
        cursor = read(sort_by=sort_by).page_info.end_cursor
        assert index in plan(sort_by=sort_by)
        assert index in plan(sort_by=sort_by, first=None, last=50)
        later = plan(sort_by=sort_by, after=cursor)
        assert index in later
        assert "Index Cond" in later, later


def the_search_and_a_customers_own_use_indexes(user):
    text = plan(ThreadFilter(search="word777"))
    assert "order_central_thread_words_idx" in text
    plan(ThreadFilter(search="C-00042"))
    plan(customer_pk=user.pk)


def a_page_and_its_count_are_two_statements(statements):
    with statements() as found:
        page = read(ThreadFilter(is_unread=True))
        assert (page.total_count, len(page.edges)) == (THREADS // 150, 50)
    assert len(found) == 2


def boxes_are_counted_in_one_statement(statements):
    with statements() as found:
        counts = box_counts(using="default", channels=None)
    assert len(found) == 1
    assert sum(unread for unread, _open in counts.values()) == THREADS // 150
    assert sum(opened for _unread, opened in counts.values()) == THREADS // 100
