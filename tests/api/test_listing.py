"""`orderCentrals`: filters alone and joined, search, sorts and pages (004-05, 004-24)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.listing.selectors import Filtering, find_states
from saleor_order_central.listing.sorting import SORTINGS, OrderSort
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.history import status_change, write
from tests.shop_rows import NOON, cancel, hours, make_address, make_app, make_channel, make_order, pay, ship

pytestmark = pytest.mark.django_db

QUERY = """query($where: OrderCentralWhereInput, $search: String, $sortBy: OrderCentralSortEnum,
    $first: Int, $after: String, $last: Int, $before: String) {
  orderCentrals(where: $where, search: $search, sortBy: $sortBy,
      first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { number status { slug } timeline { current { code } } parcels { code } } } } }"""


def record(*orders):
    with get_host().allow_writer():
        record_orders([order.pk for order in orders])


def rename(order, first_name, last_name=""):
    order.billing_address = make_address(first_name=first_name, last_name=last_name)
    order.save()


@pytest.fixture
def shop(customer):
    """Five orders by name, an hour apart: open, paid, sent, canceled, refunded."""
    names = ("open", "paid", "sent", "canceled", "refunded")
    orders = {
        name: make_order(user=customer, created_at=NOON + hours(place), total=f"{10 + place}.00")
        for place, name in enumerate(names)
    }
    for name in ("paid", "sent", "refunded"):
        pay(orders[name], NOON + hours(10))
    ship(orders["sent"], "AA 123 456 785 BR", NOON + hours(11))
    cancel(orders["canceled"], NOON + hours(10))
    orders["refunded"].events.create(
        type="payment_refunded", date=NOON + hours(12), parameters={"amount": "5.00"}
    )
    rename(orders["open"], "Ştefan", "Łuczak")
    record(*orders.values())
    return orders


@pytest.fixture
def names(shop, staff_api):
    """Ask for a list and get the names of its orders, in its order."""
    numbers = {OrderState.objects.get(pk=order.pk).number: name for name, order in shop.items()}

    def ask(where=None, api=staff_api, **arguments):
        found = api.data(QUERY, where=where, **{"first": 50, **arguments})["orderCentrals"]
        assert found["totalCount"] >= len(found["edges"])
        return [numbers[edge["node"]["number"]] for edge in found["edges"]]

    return ask


ALL = ["refunded", "canceled", "sent", "paid", "open"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ALL),
        ({}, ALL),
        ({"isPaid": None}, ALL),
        ({"isPaid": True}, ["refunded", "sent", "paid"]),
        ({"isPaid": False}, ["canceled", "open"]),
        ({"isSent": True}, ["sent"]),
        ({"isSent": False}, ["refunded", "canceled", "paid", "open"]),
        ({"isDelivered": True}, []),
        ({"isCanceled": True}, ["canceled"]),
        ({"isRefunded": True}, ["refunded"]),
        ({"isLate": True}, []),
        ({"isLate": False}, ALL),
        ({"hasMessage": True}, []),
        ({"hasOpenReturn": False}, ALL),
        ({"isSilent": True}, []),
        ({"isSilent": False}, ALL),
        ({"statusSlug": {"eq": "sent"}}, ["sent"]),
        ({"statusSlug": {"oneOf": ["sent", "canceled"]}}, ["canceled", "sent"]),
        ({"statusSlug": {"eq": "sent", "oneOf": ["canceled"]}}, []),
        ({"statusSlug": {"oneOf": []}}, []),
        ({"statusType": {"eq": "CANCELED"}}, ["canceled"]),
        ({"currentStep": {"oneOf": ["PAID", "DELIVERED"]}}, ["sent", "open"]),
        ({"userEmail": {"eq": "ANA@example.com"}}, ALL),
        ({"userEmail": {"eq": "bob@example.com"}}, []),
        ({"customerName": {"eq": "Ştefan Łuczak"}}, ["open"]),
        ({"paymentGateway": {"eq": "manual"}}, ["refunded", "sent", "paid"]),
        ({"trackingCode": {"eq": "aa123456785br"}}, ["sent"]),
        ({"createdAt": {"gte": "2026-03-02T14:00:00Z", "lte": "2026-03-02T15:00:00Z"}}, ["canceled", "sent"]),
        ({"isPaid": False, "NOT": {"isCanceled": True}}, ["open"]),
        ({"OR": [{"isSent": True}, {"isCanceled": True}]}, ["canceled", "sent"]),
        ({"AND": [{"isPaid": True}, {"NOT": {"isSent": True}}]}, ["refunded", "paid"]),
        ({"NOT": {"OR": [{"isPaid": True}, {"isCanceled": True}]}}, ["open"]),
        ({"NOT": {"trackingCode": {"eq": "aa123456785br"}}, "isPaid": True}, ["refunded", "paid"]),
    ],
)
def test_004_05_each_filter_alone_and_joined(names, where, expected):
    assert names(where) == expected


def test_filters_by_id_number_and_reference(names, shop, order_id):
    states = {name: OrderState.objects.get(pk=order.pk) for name, order in shop.items()}
    assert names({"ids": [order_id(shop["paid"]), order_id(shop["open"])]}) == ["paid", "open"]
    assert names({"numbers": [f"#{states['sent'].number}", states["open"].number]}) == ["sent", "open"]
    OrderState.objects.filter(pk=shop["paid"].pk).update(external_reference="ERP-7")
    assert names({"externalReference": {"eq": "ERP-7"}}) == ["paid"]
    assert names({"NOT": {"externalReference": {"oneOf": ["ERP-7"]}}, "isSent": False}) == [
        "refunded",
        "canceled",
        "open",
    ]


def test_b_06_an_order_past_its_limit_is_in_the_list_of_silent_orders(names, shop):
    now = timezone.now()
    OrderState.objects.filter(pk=shop["paid"].pk).update(silent_at=now - timedelta(seconds=1))
    OrderState.objects.filter(pk=shop["open"].pk).update(silent_at=now + timedelta(hours=1))
    assert names({"isSilent": True}) == ["paid"]
    assert names({"isSilent": False}) == ["refunded", "canceled", "sent", "open"]


def test_an_order_without_a_status_has_the_default_one_as_on_its_page(names, shop, status):
    OrderState.objects.filter(pk=shop["open"].pk).update(status=None)
    assert names({"statusSlug": {"eq": "received"}}) == ["open"]
    assert "open" not in names({"NOT": {"statusSlug": {"eq": "received"}}})
    # when its channel has a default of its own
    if is_saleor_3():
        paid = status("awaiting-payment")
        paid.default_channels = ["main"]
        paid.save()
        assert names({"statusSlug": {"eq": "received"}}) == []
        assert names({"statusSlug": {"eq": "awaiting-payment"}}) == ["open"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("stefan", ["open"]),
        ("luc ŞTE", ["open"]),
        ("aa123456785", ["sent"]),
        ("785", ["sent"]),
        ("ana@example.com", ALL),
        ("ana@exam paid", []),
        ("tefan", []),
        ("'; drop table", []),
        ("  ", ALL),
        ("--", []),
    ],
)
def test_search_finds_beginnings_of_words(names, search, expected):
    assert names(search=search) == expected


def test_search_by_number(names, shop):
    number = OrderState.objects.get(pk=shop["canceled"].pk).number
    assert "canceled" in names(search=f"#{number}")


@pytest.mark.parametrize(
    ("sort_by", "expected"),
    [
        ("NEWEST_FIRST", ALL),
        ("OLDEST_FIRST", ALL[::-1]),
        ("NUMBER_DESCENDING", ALL),
        ("NUMBER_ASCENDING", ALL[::-1]),
        ("TOTAL_DESCENDING", ALL),
        ("TOTAL_ASCENDING", ALL[::-1]),
        ("CUSTOMER_DESCENDING", None),
        ("CUSTOMER_ASCENDING", None),
        ("STATUS_NEWEST_FIRST", None),
        ("STATUS_OLDEST_FIRST", None),
    ],
)
def test_every_sort_pages_both_ways_without_gaps(names, shop, staff_api, sort_by, expected):
    whole = names(sortBy=sort_by)
    assert sorted(whole) == sorted(shop)
    if expected is not None:
        assert whole == expected
    if sort_by.endswith("_ASCENDING"):
        assert whole == names(sortBy=sort_by.replace("ASCENDING", "DESCENDING"))[::-1]

    def read(size, cursor, **arguments):
        pages = []
        while True:
            found = staff_api.data(QUERY, sortBy=sort_by, **{size: 2}, **arguments)["orderCentrals"]
            pages.append([edge["node"]["number"] for edge in found["edges"]])
            info = found["pageInfo"]
            if not info["hasNextPage" if size == "first" else "hasPreviousPage"]:
                return pages
            arguments = {cursor: info["endCursor" if size == "first" else "startCursor"]}

    numbers = {OrderState.objects.get(pk=order.pk).number: name for name, order in shop.items()}
    forwards = [numbers[number] for page in read("first", "after") for number in page]
    backwards = [numbers[number] for page in read("last", "before")[::-1] for number in page]
    assert forwards == whole
    assert backwards == whole


def test_numbers_sort_as_numbers(shop, staff_api):
    for order, number in zip(shop.values(), ("9", "10", "100", "11", "2"), strict=True):
        OrderState.objects.filter(pk=order.pk).update(number=number)
    by_pk = {order.pk: name for name, order in shop.items()}
    with get_host().allow_writer():
        rows = find_states([Filtering({})], using="default", channels=None, order_pk=int)
        found = [by_pk[row.pk] for row in rows.order_by(*SORTINGS[OrderSort.NUMBER_ASCENDING].columns)]
    assert found == ["refunded", "open", "paid", "canceled", "sent"]


def test_drafts_are_in_no_list(names, staff_api):
    draft = make_order(status="draft")
    record(draft)
    assert names() == ALL
    assert staff_api.data(QUERY, first=1)["orderCentrals"]["totalCount"] == 5


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"statusSlug": {"eq": "nothing"}}, 'There is no status "nothing".'),
        ({"statusSlug": {}}, "statusSlug needs eq or oneOf."),
        ({"createdAt": {}}, "createdAt needs gte or lte."),
        ({"NOT": {}}, "NOT needs a condition."),
        ({"OR": [{"isPaid": True}, {}]}, "Each part of OR needs a condition."),
        ({"ids": ["T3JkZXI6eA=="]}, '"T3JkZXI6eA==" is not the id of an order.'),
        ({"ids": ["VXNlcjox"]}, '"VXNlcjox" is not the id of a Order.'),
        ({"numbers": [str(one) for one in range(101)]}, "numbers takes 100 values at most."),
        ({"channel": {"eq": "a\0b"}}, "channel takes no NUL and no half of a character."),
        ({"AND": [{"isPaid": True}] * 60}, "A filter may have 50 conditions."),
        (
            {"NOT": {"NOT": {"NOT": {"NOT": {"NOT": {"NOT": {"isPaid": True}}}}}}},
            "Filters may be nested 6 deep.",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(staff_api, where, message):
    answer = staff_api.answer(QUERY, where=where, first=1)
    assert answer["data"] == {"orderCentrals": None}
    assert [error["message"] for error in answer["errors"]] == [message]


def test_a_filter_of_absurd_depth_does_no_harm(shop, staff_api):
    text = '{"NOT": ' * 400 + "{}" + "}" * 400
    query = json.dumps({"query": QUERY, "variables": {"first": 1}})
    body = query.replace('"first": 1', '"first": 1, "where": ' + text)
    response = staff_api.client.post("/graphql/", body, content_type="application/json", **staff_api.headers)
    answer = response.json()
    assert not (answer.get("data") or {}).get("orderCentrals")
    assert len(answer["errors"]) == 1
    assert staff_api.data(QUERY, first=5)["orderCentrals"]["totalCount"] == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "Give `first` or `last`."),
        ({"first": 101}, "`first` must be between 1 and 100."),
        ({"first": 1, "after": "x"}, "`after` is not a valid cursor."),
        ({"first": 1, "after": "WzFd"}, "The cursor belongs to another list."),
        ({"first": 1, "after": "WyJhIiwgImIiXQ=="}, "The cursor belongs to another list."),
        ({"first": 1, "after": "W251bGwsIG51bGxd"}, "The cursor belongs to another list."),
        ({"first": 1, "search": "x" * 251}, "At most 250 characters are allowed."),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(shop, staff_api, arguments, message):
    answer = staff_api.answer(QUERY, **arguments)
    assert [error["message"] for error in answer["errors"]] == [message]


def test_only_staff_with_manage_orders_have_lists(shop, api, customer_api, settings_api):
    for caller in (api, customer_api, settings_api):
        answer = caller.answer(QUERY, first=5)
        assert answer["data"] == {"orderCentrals": None}
        assert "MANAGE_ORDERS" in answer["errors"][0]["message"]


def test_an_app_with_the_permission_reads_the_list(names, api):
    _app, token = make_app("ERP", "order.manage_orders")
    assert names(api=api.with_header(f"Bearer {token}")) == ALL


if is_saleor_3():

    def test_staff_that_are_limited_to_channels_see_only_their_orders(shop, staff_api, staff_user):
        from saleor.account.models import Group

        other = make_order(channel="other", created_at=NOON + hours(9))
        record(other)
        assert staff_api.data(QUERY, first=9)["orderCentrals"]["totalCount"] == 6
        group = Group.objects.get(user=staff_user)
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(other.channel)

        found = staff_api.data(QUERY, first=9)["orderCentrals"]

        assert (found["totalCount"], [edge["node"]["number"] for edge in found["edges"]]) == (
            1,
            [str(other.number)],
        )
        assert (
            staff_api.data(QUERY, first=9, where={"channel": {"eq": "main"}})["orderCentrals"]["edges"] == []
        )

    def test_a_renamed_channel_stays_with_its_staff_and_its_old_slug_opens_nothing(
        shop, staff_api, staff_user
    ):
        from saleor.account.models import Group
        from saleor.channel.models import Channel

        # given staff of one channel, which gets another slug
        channel = shop["open"].channel
        group = Group.objects.get(user=staff_user)
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(channel)
        Channel.objects.filter(pk=channel.pk).update(slug="renamed")
        # then its orders are still there
        assert staff_api.data(QUERY, first=9)["orderCentrals"]["totalCount"] == len(shop)
        # when they work in a new channel that has the old slug
        group.channels.set([make_channel(channel.slug)])
        # then nothing of the renamed one is theirs
        found = staff_api.data(QUERY, first=9)["orderCentrals"]
        assert (found["totalCount"], found["edges"]) == (0, [])


def test_a_list_costs_the_same_for_1_and_for_30_orders(staff_api, statements):
    for place in range(30):
        order = make_order(is_paid=True, created_at=NOON + hours(place))
        ship(order, f"https://track.example.com/{place}", NOON + hours(50))
        record(order)

    def cost(number):
        with statements() as found:
            edges = staff_api.data(QUERY, first=number, where={"isPaid": True})["orderCentrals"]["edges"]
        assert len(edges) == number
        return len(found)

    cost(1)
    # Among them are the shop's carriers, the newest events of the parcels, the promises of the orders, and
    # which channels the centre is on in.
    assert cost(1) == cost(30) <= 23


def test_the_list_follows_a_change_of_status(names, shop, status):
    with get_host().allow_writer():
        author = Author(AuthorType.STAFF)
        write(
            [status_change(shop["sent"].pk, author=author, status_from=None, status_to=status("finalized"))]
        )
        record_orders([shop["sent"].pk])
    assert names({"isDelivered": True}) == ["sent"]
