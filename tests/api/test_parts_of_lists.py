"""Pages inside other things read the rows that they show, and are the pages that whole lists would give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product

import graphene
import pytest
from django.db import connections
from graphql import GraphQLError

from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.conversations.models import OrderMemo, OrderMessage, OrderThread
from saleor_order_central.conversations.selectors import (
    count_said,
    load_messages,
    load_said,
    load_thread_memos,
)
from saleor_order_central.graphql.connections import (
    _encode,
    page_of_part,
    page_of_sequence,
    span_of,
    window,
)
from saleor_order_central.graphql.message_types import SaidView, ThreadView
from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, hours, make_order, ship

INBOX = """query($first: Int, $last: Int) { orderThreads(first: 50) { edges { node {
  messages(first: $first, last: $last) { PAGE edges { node { body visibility } cursor } } } } } }"""
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
ONE = """query($id: ID!, $last: Int, $before: String) { orderThread(id: $id) {
  messages(last: $last, before: $before) { totalCount edges { node { body } cursor } PAGE } } }"""
PARCELS = """query($n: Int!, $first: Int, $last: Int) { orderCentrals(first: $n) { edges { node { parcels {
  events(first: $first, last: $last) { PAGE edges { node { place } cursor } } } } } } }"""
MARK = "PLANTED-MARKER-4410"


@contextmanager
def rows_read(table: str) -> Iterator[list[int]]:
    """Collect how many rows each statement on a table returned."""
    found: list[int] = []

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if f'FROM "{table}"' in sql:
            found.append(context["cursor"].cursor.rowcount)
        return result

    with connections["default"].execute_wrapper(watch):
        yield found


def talk(user, moments, memos=()) -> OrderThread:
    """A conversation with messages and memos at these hours after noon."""
    thread = OrderThread.objects.create(
        customer=user, customer_email=user.email, messages_count=len(moments), status="OPEN"
    )
    OrderMessage.objects.bulk_create(
        OrderMessage(
            thread=thread,
            author_type="CUSTOMER",
            origin="WEB",
            body=f"Word {at}",
            created_at=NOON + hours(at),
        )
        for at in moments
    )
    OrderMemo.objects.bulk_create(
        OrderMemo(thread=thread, author_type="STAFF", body=MARK, created_at=NOON + hours(at)) for at in memos
    )
    return thread


@pytest.fixture
def inbox(customer, configure):
    """Twenty conversations of fifty messages and ten memos, the last of which is the newest of all."""
    configure(saleor_mails="off")
    with get_host().allow_writer():
        return [talk(customer, range(50), range(41, 51)) for _ in range(20)]


def pages(api, query, **variables):
    found = api.data(query.replace("PAGE", INFO), **variables)["orderThreads"]["edges"]
    return [edge["node"]["messages"] for edge in found]


def bodies(page) -> list[str]:
    return [edge["node"]["body"] for edge in page["edges"]]


@pytest.mark.parametrize(
    ("arguments", "shown"), [({"last": 1}, ["MEMO"]), ({"first": 2}, ["Word 0", "Word 1"])]
)
def test_the_inbox_reads_one_row_more_than_it_shows(inbox, staff_api, arguments, shown):
    more = len(shown) + 1
    with (
        rows_read("saleor_order_central_ordermessage") as messages,
        rows_read("saleor_order_central_ordermemo") as memos,
    ):
        found = pages(staff_api, INBOX, **arguments)
    assert (messages, memos) == ([20 * more], [20 * more])
    assert [bodies(page) for page in found] == [[MARK if one == "MEMO" else one for one in shown]] * 20
    assert {page["pageInfo"]["hasPreviousPage"] for page in found} == {"last" in arguments}
    assert {page["pageInfo"]["hasNextPage"] for page in found} == {"first" in arguments}


def test_customers_read_messages_only_and_no_memo_counts(inbox, customer_api):
    query = INBOX.replace("PAGE", "totalCount PAGE")
    with (
        rows_read("saleor_order_central_ordermessage") as messages,
        rows_read("saleor_order_central_ordermemo") as memos,
    ):
        found = pages(customer_api, query, last=1)
    # The second statement counts.
    assert (messages, memos) == ([40, 20], [])
    assert [bodies(page) for page in found] == [["Word 49"]] * 20
    assert {page["totalCount"] for page in found} == {50}


def test_staff_counts_memos_too(inbox, staff_api):
    found = pages(staff_api, INBOX.replace("PAGE", "totalCount PAGE"), first=1)
    assert [page["totalCount"] for page in found] == [60] * 20


def test_statements_do_not_grow_with_conversations(inbox, staff_api, statements):
    def counted() -> int:
        with statements() as found:
            pages(staff_api, INBOX.replace("PAGE", "totalCount PAGE"), last=1)
        return len(found)

    many = counted()
    OrderThread.objects.exclude(pk=inbox[0].pk).delete()
    assert counted() == many


def test_a_conversation_is_read_backwards_page_by_page(inbox, staff_api):
    thread = graphene.Node.to_global_id("OrderThread", inbox[0].pk)
    read, before = [], None
    while True:
        answer = staff_api.data(ONE.replace("PAGE", INFO), id=thread, last=25, before=before)
        page = answer["orderThread"]["messages"]
        read = bodies(page) + read
        assert page["totalCount"] == 60
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    late = [word for at in range(41, 50) for word in (f"Word {at}", MARK)]
    assert read == [f"Word {at}" for at in range(41)] + late + [MARK]


def cursor_of(api, inbox, number) -> str:
    thread = graphene.Node.to_global_id("OrderThread", inbox[number].pk)
    found = api.data(ONE.replace("PAGE", INFO), id=thread, last=1)["orderThread"]["messages"]
    return found["pageInfo"]["endCursor"]


@pytest.mark.parametrize("case", ["other conversation", "memo", "no key", "number", "nothing"])
def test_a_cursor_of_another_list_is_refused(inbox, staff_api, customer_api, case):
    cursor = {
        "other conversation": lambda: cursor_of(customer_api, inbox, 1),
        "memo": lambda: cursor_of(staff_api, inbox, 0),
        "no key": lambda: _encode(["9" * 40]),
        "number": lambda: _encode([OrderMessage.objects.filter(thread=inbox[0]).first().pk]),
        "nothing": lambda: _encode([]),
    }[case]()
    thread = graphene.Node.to_global_id("OrderThread", inbox[0].pk)
    answer = customer_api.answer(ONE.replace("PAGE", INFO), id=thread, last=1, before=cursor)
    words = "The cursor points at an item that is not in this list."
    assert [error["message"] for error in answer["errors"]] == [words]
    assert MARK not in str(answer)


@pytest.mark.parametrize("for_staff", [True, False])
def test_parts_are_the_pages_of_the_whole_list(customer, configure, for_staff):
    """Every size, direction and pair of cursors; three rows of the six were written at the same moment."""
    with get_host().allow_writer():
        thread = talk(customer, (1, 2, 2, 3), memos=(2, 4))
        talk(customer, (2,), memos=(2,))
    view = ThreadView(thread, for_staff, "en")
    rows = [*load_messages([thread.pk], using="default")[thread.pk]]
    for found in load_thread_memos([(thread.pk, for_staff)], using="default").values():
        rows += found
    rows.sort(key=lambda row: (row.created_at, isinstance(row, OrderMemo), row.pk))
    whole = [SaidView(row, view) for row in rows]
    assert len(whole) == (6 if for_staff else 4)
    cursors = [None, *(edge.cursor for edge in page_of_sequence(whole, lambda one: one.id, window(9)).edges)]

    def part(wanted):
        found = load_said([thread.pk], span_of(wanted), for_staff=for_staff, using="default")
        count = count_said([thread.pk], for_staff=for_staff, using="default")
        return page_of_part(
            found[thread.pk], lambda row: SaidView(row, view), wanted, lambda: count[thread.pk]
        )

    for size, side, after, before in product((1, 2, 3, 9), ("first", "last"), cursors, cursors):
        wanted = window(after=after, before=before, **{side: size})
        old, new = page_of_sequence(whole, lambda one: one.id, wanted), part(wanted)
        assert seen(new) == seen(old), (size, side, after, before)


def seen(page):
    info = page.page_info
    return (
        [(edge.node.id, edge.cursor) for edge in page.edges],
        (info.has_previous_page, info.has_next_page, info.start_cursor, info.end_cursor),
        page.total_count,
    )


def test_a_part_that_is_missing_is_an_error_and_no_empty_page():
    with pytest.raises(GraphQLError, match="not in this list"):
        page_of_part(None, SaidView, window(1), lambda: 0)


@pytest.fixture
def travelled(db):
    """Five parcels with ten events each, and one event of a code that was corrected since."""
    orders = []
    for number in range(5):
        order = make_order(is_paid=True)
        ship(order, f"AB{number}", NOON + hours(1))
        orders.append(order.pk)
    record_orders(orders)
    with get_host().allow_writer():
        for parcel in OrderParcel.objects.all():
            OrderCarrierEvent.objects.bulk_create(
                OrderCarrierEvent(
                    parcel=parcel,
                    dedupe_key=f"{parcel.pk}-{at}",
                    code=parcel.normalized_code if at < 10 else "OTHER",
                    type="IN_TRANSIT",
                    place=f"Place {at}",
                    # Two at the same moment: the later row is the newer one.
                    happened_at=NOON + timedelta(hours=at // 2),
                    provider="test",
                )
                for at in range(11)
            )
    return orders


def events(api, query=PARCELS, **variables):
    found = api.data(query.replace("PAGE", f"totalCount {INFO}"), n=20, **variables)["orderCentrals"]["edges"]
    return [parcel["events"] for edge in found for parcel in edge["node"]["parcels"]]


@pytest.mark.parametrize(
    ("arguments", "places"),
    [({"first": 2}, ["Place 9", "Place 8"]), ({"last": 3}, ["Place 2", "Place 1", "Place 0"])],
)
def test_events_of_parcels_are_read_as_they_are_shown(travelled, staff_api, arguments, places):
    with rows_read("saleor_order_central_ordercarrierevent") as read:
        found = events(staff_api, **arguments)
    assert read == [5 * (len(places) + 1), 5]
    assert [[edge["node"]["place"] for edge in page["edges"]] for page in found] == [places] * 5
    assert {page["totalCount"] for page in found} == {10}
    assert {page["pageInfo"]["hasNextPage"] for page in found} == {"first" in arguments}
    assert {page["pageInfo"]["hasPreviousPage"] for page in found} == {"last" in arguments}


def test_events_of_a_parcel_are_read_page_by_page(travelled, staff_api):
    query = """query($n: Int!, $id: ID!, $after: String) { orderCentrals(first: $n, where: {ids: [$id]}) {
      edges { node { parcels { events(first: 4, after: $after) { PAGE edges { node { place } } } } } } } }"""
    order, read, after = graphene.Node.to_global_id("Order", travelled[0]), [], None
    while True:
        (page,) = events(staff_api, query, id=order, after=after)
        read.append([edge["node"]["place"] for edge in page["edges"]])
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert [len(one) for one in read] == [4, 4, 2]
    assert [place for one in read for place in one] == [f"Place {at}" for at in range(9, -1, -1)]
