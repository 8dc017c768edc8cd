"""Customers through the API: the list with its filters and sorts, one customer, and who may see what."""

from __future__ import annotations

from datetime import date

import graphene
import pytest

from demo.scenario_client import OPERATIONS
from saleor_order_central.conversations.models import OrderThread
from saleor_order_central.customers.following import follow_customers
from saleor_order_central.customers.viewed import record_view
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.returns.models import ReturnLine, ReturnRequest
from saleor_order_central.vouchers.models import OrderVoucher
from tests.api.conftest import BOTH
from tests.conftest import Api
from tests.customers.rows import bought, make_cart, make_variant
from tests.shop_rows import (
    NOON,
    add_event,
    hours,
    make_address,
    make_app,
    make_user,
    set_status,
)

LIST = (OPERATIONS / "OrderCustomers.graphql").read_text()
SUMMARY = (OPERATIONS / "OrderCustomerSummary.graphql").read_text()
CHANNEL = "main" if is_saleor_3() else None
pytestmark = pytest.mark.usefixtures("may_write")


@pytest.fixture
def users_desk():
    """Staff that may manage customers and no orders."""
    return Api().sign_in(make_user("accounts@example.com", "account.manage_users", is_staff=True))


@pytest.fixture
def people():
    """Three customers: Ana spent most, Bob ordered most often, Cleo never ordered."""
    mug = make_variant("Mug")
    ana = make_user("Ana@example.com", first_name="Ana", last_name="Pop", date_joined=NOON)
    bob = make_user("bob@example.com", first_name="Bob", last_name="Żak", date_joined=NOON + hours(1))
    cleo = make_user(
        "cleo@example.com", first_name="Cleo", last_name="Ng", date_joined=NOON + hours(2), last_login=NOON
    )
    bought(ana, mug, 3, total="90.00", is_paid=True, created_at=NOON + hours(3))
    for number in range(2):
        bought(bob, mug, 1, total="10.00", is_paid=True, created_at=NOON + hours(4 + number))
    type(cleo).objects.filter(pk=cleo.pk).update(is_active=False)
    follow_customers([ana.pk, bob.pk, cleo.pk])
    return {"ana": ana, "bob": bob, "cleo": cleo}


def user_id(user):
    return graphene.Node.to_global_id("User", user.pk)


def found(api, **variables):
    page = api.data(LIST, **{"first": 50, **variables})["orderCustomers"]
    return [edge["node"] for edge in page["edges"]]


def names(api, **variables):
    return [node["email"].partition("@")[0] for node in found(api, **variables)]


# The list


def test_a_row_of_the_list(desk, people):
    ana = next(node for node in found(desk) if node["email"] == "ana@example.com")
    assert ana == {
        "userId": user_id(people["ana"]),
        "email": "ana@example.com",
        "name": "Ana Pop",
        "registeredAt": "2026-03-02T12:00:00+00:00",
        "lastLogin": None,
        "isActive": True,
        "ordersCount": 1,
        "totalSpent": [{"amount": 90.0, "currency": "USD"}],
        "lastOrderAt": "2026-03-02T15:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, "cleo bob ana"),
        ({"email": {"eq": "ANA@example.com"}}, "ana"),
        ({"email": {"oneOf": ["bob@example.com", "cleo@example.com"]}}, "cleo bob"),
        ({"name": {"eq": "Cleo Ng"}}, "cleo"),
        ({"isActive": True}, "bob ana"),
        ({"isActive": False}, "cleo"),
        ({"registeredAt": {"gte": "2026-03-02T13:00:00Z"}}, "cleo bob"),
        ({"registeredAt": {"lte": "2026-03-02T12:00:00Z"}}, "ana"),
        ({"lastLogin": {"gte": "2026-03-02T12:00:00Z"}}, "cleo"),
        ({"lastOrderAt": {"gte": "2026-03-02T16:00:00Z"}}, "bob"),
        ({"ordersCount": {"lte": 0}}, "cleo"),
        ({"ordersCount": {"gte": 1, "lte": 1}}, "ana"),
        ({"ordersCount": {"gte": 1}, "isActive": False}, ""),
        ({"OR": [{"isActive": False}, {"ordersCount": {"gte": 2}}]}, "cleo bob"),
        ({"isActive": True, "OR": [{"name": {"eq": "Cleo Ng"}}, {"name": {"eq": "Ana Pop"}}]}, "ana"),
        ({"AND": [{"ordersCount": {"gte": 1}}, {"OR": [{"ordersCount": {"gte": 2}}]}]}, "bob"),
    ],
)
def test_filters(desk, people, where, expected):
    assert names(desk, where=where) == expected.split()


@pytest.mark.parametrize("place", ["AND", "OR"])
def test_what_is_asked_inside_a_filter_needs_the_same_rights(desk, users_desk, people, place):
    for asked in ({"ordersCount": {"gte": 1}}, {"lastOrderAt": {"gte": "2026-03-02T16:00:00Z"}}):
        answer = users_desk.answer(LIST, first=5, where={place: [{place: [asked]}]})
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    answer = desk.answer(LIST, first=5, where={place: [{"totalSpent": {"gte": "1"}}]})
    assert "currency" in answer["errors"][0]["message"]
    answer = desk.answer(LIST, first=5, where={place: [{}]})
    assert f"Each part of {place} needs a condition" in answer["errors"][0]["message"]


def test_filter_by_ids(desk, people):
    assert names(desk, where={"ids": [user_id(people["bob"])]}) == ["bob"]


@pytest.mark.parametrize(
    ("spent", "expected"), [({"gte": "50"}, "ana"), ({"lte": "20.00"}, "bob"), ({"gte": "91"}, "")]
)
def test_filter_by_money_needs_a_currency(desk, people, spent, expected):
    assert names(desk, where={"totalSpent": spent}, currency="USD") == expected.split()
    assert names(desk, where={"totalSpent": spent}, currency="EUR") == []
    answer = desk.answer(LIST, where={"totalSpent": spent}, first=5)
    assert "currency" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("an", "ana"),
        ("example", "cleo bob ana"),
        ("zak bob", "bob"),
        ("pop zak", ""),
        ("!!", ""),
        ("", "cleo bob ana"),
    ],
)
def test_search(desk, people, search, expected):
    assert names(desk, search=search) == expected.split()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("NEWEST_FIRST", "cleo bob ana"),
        ("OLDEST_FIRST", "ana bob cleo"),
        ("NAME_ASCENDING", "ana bob cleo"),
        ("NAME_DESCENDING", "cleo bob ana"),
        ("EMAIL_ASCENDING", "ana bob cleo"),
        ("EMAIL_DESCENDING", "cleo bob ana"),
        # Cleo logged in when Ana registered, but has the later key.
        ("SEEN_LATELY", "bob cleo ana"),
        ("SEEN_LONG_AGO", "ana cleo bob"),
        ("MOST_ORDERS", "bob ana cleo"),
        ("FEWEST_ORDERS", "cleo ana bob"),
    ],
)
def test_sorts(desk, people, sort, expected):
    assert names(desk, sortBy=sort) == expected.split()


@pytest.mark.parametrize(("sort", "expected"), [("MOST_SPENT", "ana bob"), ("LEAST_SPENT", "bob ana")])
def test_sorts_by_money_list_those_who_ordered(desk, people, sort, expected):
    assert names(desk, sortBy=sort, currency="USD") == expected.split()


def test_pages_follow_one_another(desk, people):
    first = desk.data(LIST, first=2, sortBy="MOST_ORDERS")["orderCustomers"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    after = first["pageInfo"]["endCursor"]
    rest = desk.data(LIST, first=2, sortBy="MOST_ORDERS", after=after)["orderCustomers"]
    assert [edge["node"]["email"] for edge in rest["edges"]] == ["cleo@example.com"]
    assert rest["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"channel": "nowhere"}, "no channel"),
        ({"where": {"email": {}}}, "eq or oneOf"),
        ({"search": "x" * 251}, "250"),
        ({"where": {"name": {"oneOf": ["x"] * 101}}}, "100"),
        ({"search": "\0"}, "NUL"),
        ({"where": {"ids": ["T3JkZXI6MQ=="]}}, "User"),
    ],
)
def test_what_cannot_be_read(desk, people, arguments, words):
    answer = desk.answer(LIST, first=5, **arguments)
    assert words in answer["errors"][0]["message"]


def test_the_same_statements_for_1_and_12_customers(desk, people, statements):
    mug = make_variant("Cup")
    users = [make_user(f"u{number}@example.com") for number in range(12)]
    for user in users:
        bought(user, mug, 1, is_paid=True)
    follow_customers([user.pk for user in users])
    desk.data(LIST, first=1)
    counts = []
    for first in (1, 12):
        with statements() as seen:
            assert len(found(desk, first=first)) == first
        counts.append(len(seen))
    assert counts[0] == counts[1]


# One customer


@pytest.fixture
def full(people):
    """Ana with everything that there can be."""
    ana = people["ana"]
    type(ana).objects.filter(pk=ana.pk).update(
        note="Prefers calls",
        metadata={"newsletter": "true", "birth_date": "1990-06-15"},
        private_metadata={"partner_offers": "no"},
    )
    cup = make_variant("Cup")
    order = bought(ana, cup, 2, total="20.00", created_at=NOON + hours(30))
    canceled = bought(ana, cup, 9, total="99.00", created_at=NOON + hours(31))
    set_status(canceled, "canceled")
    add_event(canceled, "canceled", NOON + hours(32))
    make_cart(ana, cup, 4)
    address = make_address(company_name="Pop SRL", street_address_2="Flat 2")
    ana.addresses.add(address)
    type(ana).objects.filter(pk=ana.pk).update(default_shipping_address=address)
    record_view(ana.pk, cup.product_id, has_consent=True, kept_days=30, now=NOON + hours(40))
    request = ReturnRequest.objects.create(
        order=order, sequence=1, number="R1", sort_number="1", state="COMPLETED", requested_by="CUSTOMER",
        currency="USD", label_payer="CUSTOMER",
    )  # fmt: skip
    ReturnLine.objects.create(
        request=request, order_line=order.lines.get(), quantity=2, quantity_received=1, resolution="REFUND",
        unit_price=10,
    )  # fmt: skip
    refund = OrderRefund.objects.create(
        order=order, kind="PARTIAL", currency="USD", amount=0, voucher_value=5, author_type="STAFF"
    )
    OrderVoucher.objects.create(
        refund=refund, order=order, voucher_pk=999_999, code="GIFT-5", currency="USD", value=5
    )
    follow_customers([ana.pk])
    return {"user": ana, "cup": cup, "order": order, "canceled": canceled, "address": address}


def summary(api, **variables):
    return api.data(SUMMARY, **variables)["orderCustomerSummary"]


def test_everything_about_a_customer(desk, full):
    shown = summary(desk, user=user_id(full["user"]))
    assert shown["user"] == {"id": user_id(full["user"]), "isActive": True}
    assert (shown["email"], shown["name"]) == ("ana@example.com", "Ana Pop")
    assert (shown["registeredAt"], shown["lastLogin"]) == ("2026-03-02T12:00:00+00:00", None)
    assert (shown["isActive"], shown["customerType"], shown["groups"]) == (True, None, [])
    assert (shown["newsletter"], shown["partnerOffers"]) == (True, False)
    assert shown["age"] in (date.today().year - 1991, date.today().year - 1990)
    assert shown["privateNote"] == "Prefers calls"
    assert shown["languageCode"] == ("en" if is_saleor_3() else None)
    assert (shown["updatedAt"] is None) is not is_saleor_3()
    assert shown["ordersCount"] == 2
    assert shown["totalSpent"] == [{"amount": 90.0, "currency": "USD"}]
    assert shown["lastOrderAt"] == "2026-03-03T18:00:00+00:00"
    assert (shown["returnsCount"], shown["returnRate"]) == (1, 1 / 5)


def test_orders_of_a_customer(desk, full, order_id):
    orders = summary(desk, user=user_id(full["user"]))["orders"]
    assert orders["totalCount"] == 3
    rows = [edge["node"] for edge in orders["edges"]]
    assert [row["isCanceled"] for row in rows] == [False, False, False]
    paid = rows[-1]
    assert (paid["total"], paid["isPaid"]) == ({"amount": 90.0, "currency": "USD"}, True)
    assert (paid["paymentGateway"], paid["channel"]) == ("manual", CHANNEL)
    assert paid["status"]["slug"] == "in-realisation"
    assert rows[1]["orderId"] == order_id(full["order"])
    assert (rows[1]["paymentGateway"], rows[1]["status"]["slug"]) == (None, "received")


def test_vouchers_carts_products_and_addresses(desk, full, order_id):
    shown = summary(desk, user=user_id(full["user"]))
    (voucher,) = [edge["node"] for edge in shown["vouchers"]["edges"]]
    assert (voucher["code"], voucher["value"]) == ("GIFT-5", {"amount": 5.0, "currency": "USD"})
    (cart,) = shown["carts"]
    assert cart["total"] == ({"amount": 12.5, "currency": "USD"} if is_saleor_3() else None)
    assert [(line["name"], line["quantity"]) for line in cart["lines"]] == [("Cup", 4)]
    products = [edge["node"] for edge in shown["productsBought"]["edges"]]
    assert [(one["name"], one["quantity"], one["ordersCount"]) for one in products] == [
        ("Mug", 3, 1),
        ("Cup", 2, 1),
    ]
    assert [edge["node"]["orderId"] for edge in products[1]["orders"]["edges"]] == [order_id(full["order"])]
    assert products[1]["productId"] == graphene.Node.to_global_id("Product", full["cup"].product_id)
    (view,) = [edge["node"] for edge in shown["productsViewed"]["edges"]]
    assert (view["name"], view["count"]) == ("Cup", 1)
    (address,) = shown["addresses"]
    assert (address["company"], address["street"]) == ("Pop SRL", "Main Street 1, Flat 2")
    assert (address["isDefaultBilling"], address["isDefaultShipping"]) == (False, True)
    assert (address["country"], address["phone"]) == ("DE", "+4930123456")


def test_conversations_of_a_customer(desk, users_desk, full):
    ana, other = full["user"], make_user("dora@example.com")
    OrderThread.objects.create(order=full["order"], subject="About the cup")
    OrderThread.objects.create(customer=ana, customer_email="ana@example.com", status="CLOSED")
    OrderThread.objects.create(customer=other, customer_email="dora@example.com")
    shown = summary(desk, user=user_id(ana))
    assert (shown["openThreads"], shown["threads"]["totalCount"]) == (1, 2)
    assert {edge["node"]["status"] for edge in shown["threads"]["edges"]} == {"OPEN", "CLOSED"}
    hidden = summary(users_desk, user=user_id(ana))
    assert (hidden["openThreads"], hidden["threads"]) == (None, None)


def test_the_same_statements_for_a_customer_of_1_and_of_6_orders(desk, people, statements):
    ana, bob = people["ana"], people["bob"]
    for number in range(4):
        variant = make_variant(f"Thing {number}")
        bought(bob, variant, 1, is_paid=True)
        make_cart(bob, variant, 1)
        record_view(bob.pk, variant.product_id, has_consent=True, kept_days=30)
        bob.addresses.add(make_address())
    make_cart(ana, make_variant("Plate"), 1)
    summary(desk, user=user_id(ana))
    counts = []
    for user in (ana, bob):
        with statements() as seen:
            summary(desk, user=user_id(user))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_guest_is_found_by_the_address_of_an_order(desk, users_desk):
    mug = make_variant("Mug")
    bought(None, mug, 2, total="40.00", is_paid=True)
    shown = summary(desk, email="GUEST@example.com")
    assert (shown["user"], shown["email"], shown["name"]) == (None, "guest@example.com", "Ana Pop")
    assert (shown["ordersCount"], shown["totalSpent"]) == (1, [{"amount": 40.0, "currency": "USD"}])
    assert (shown["registeredAt"], shown["privateNote"]) == (None, None)
    assert (shown["carts"], shown["addresses"]) == ([], [])
    assert [edge["node"]["name"] for edge in shown["productsBought"]["edges"]] == ["Mug"]
    # A guest's orders are all that is known, and they are not for everybody.
    assert summary(users_desk, email="guest@example.com") is None
    assert summary(desk, email="nobody@example.com") is None
    assert summary(desk, email="") is None


def test_a_new_account_does_not_get_the_orders_of_a_guest(desk):
    bought(None, make_variant("Mug"), 2)
    follow_customers([make_user("guest@example.com").pk])
    assert summary(desk, email="guest@example.com")["ordersCount"] == 0


def test_one_way_to_name_a_customer(desk, people):
    for arguments in ({}, {"user": user_id(people["ana"]), "email": "ana@example.com"}):
        answer = desk.answer(SUMMARY, **arguments)
        assert "`user` or by `email`" in answer["errors"][0]["message"]
    assert summary(desk, user=graphene.Node.to_global_id("User", 999_999)) is None


# Who may


def test_without_manage_orders_nothing_of_orders_is_shown(users_desk, people, full):
    (ana,) = found(users_desk, where={"email": {"eq": "ana@example.com"}})
    assert (ana["ordersCount"], ana["totalSpent"], ana["lastOrderAt"]) == (None, None, None)
    shown = summary(users_desk, user=user_id(full["user"]))
    hidden = ("ordersCount", "totalSpent", "lastOrderAt", "returnsCount", "returnRate", "orders", "vouchers")
    assert {shown[name] for name in (*hidden, "carts", "productsBought")} == {None}
    assert (shown["privateNote"], len(shown["addresses"])) == ("Prefers calls", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        {"sortBy": "MOST_ORDERS"},
        {"where": {"ordersCount": {"gte": 1}}},
        {"where": {"lastOrderAt": {"gte": "2026-01-01T00:00:00Z"}}},
        {"currency": "USD", "sortBy": "MOST_SPENT"},
        {"currency": "USD"},
    ],
)
def test_without_manage_orders_lists_tell_nothing_of_orders(users_desk, people, arguments):
    answer = users_desk.answer(LIST, first=5, **arguments)
    assert answer["data"]["orderCustomers"] is None
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


@pytest.mark.parametrize("caller", ["anonymous", "customer", "orders-only", "app"])
def test_nobody_else(people, staff_api, caller):
    apis = {
        "anonymous": Api,
        "customer": lambda: Api().sign_in(people["ana"]),
        "orders-only": lambda: staff_api,
        "app": lambda: Api().with_header(f"Bearer {make_app('Reader', 'order.manage_orders')[1]}"),
    }
    api = apis[caller]()
    for query, name, variables in (
        (LIST, "orderCustomers", {"first": 5}),
        (SUMMARY, "orderCustomerSummary", {"user": user_id(people["ana"])}),
    ):
        answer = api.answer(query, **variables)
        assert answer["data"][name] is None
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
        assert "Pop" not in str(answer)


def test_an_app_with_both_permissions(people):
    _app, token = make_app("Desk", *BOTH)
    assert names(Api().with_header(f"Bearer {token}"), sortBy="MOST_ORDERS") == ["bob", "ana", "cleo"]


if is_saleor_3():

    def test_staff_of_one_channel_sees_its_orders_and_sums_only(outlet_desk, people):
        bob, mug = people["bob"], make_variant("Jar")
        bought(bob, mug, 5, total="7.00", is_paid=True, channel="outlet")
        make_cart(bob, mug, 1, channel="main")
        follow_customers([bob.pk])
        (row,) = found(outlet_desk, where={"email": {"eq": "bob@example.com"}})
        assert (row["ordersCount"], row["totalSpent"]) == (1, [{"amount": 7.0, "currency": "USD"}])
        (ana,) = found(outlet_desk, where={"email": {"eq": "ana@example.com"}})
        assert (ana["ordersCount"], ana["totalSpent"], ana["lastOrderAt"]) == (0, [], None)
        shown = summary(outlet_desk, user=user_id(bob))
        assert (shown["ordersCount"], shown["orders"]["totalCount"], shown["carts"]) == (1, 1, [])
        assert [edge["node"]["name"] for edge in shown["productsBought"]["edges"]] == ["Jar"]

    def test_staff_of_one_channel_names_it_to_sort_and_filter_by_orders(outlet_desk, people):
        bought(people["bob"], make_variant("Jar"), 5, total="7.00", is_paid=True, channel="outlet")
        follow_customers([people["bob"].pk])
        for arguments in ({"sortBy": "MOST_ORDERS"}, {"where": {"ordersCount": {"gte": 1}}}):
            answer = outlet_desk.answer(LIST, first=5, **arguments)
            assert "Name one of your channels" in answer["errors"][0]["message"]
            assert names(outlet_desk, channel="outlet", **arguments) == ["bob"]
        assert names(outlet_desk, channel="outlet", sortBy="MOST_SPENT") == ["bob"]
        answer = outlet_desk.answer(LIST, first=5, channel="main")
        assert "no channel" in answer["errors"][0]["message"]

    def test_figures_are_those_of_the_channel_that_is_named(desk, people):
        bought(people["bob"], make_variant("Jar"), 5, total="7.00", is_paid=True, channel="outlet")
        follow_customers([people["bob"].pk])
        (row,) = found(desk, channel="outlet")
        assert (row["email"], row["ordersCount"]) == ("bob@example.com", 1)
        assert names(desk, channel="main", sortBy="MOST_SPENT") == ["ana", "bob"]

    def test_guests_of_other_channels_are_unknown(outlet_desk):
        bought(None, make_variant("Mug"), 1)
        assert summary(outlet_desk, email="guest@example.com") is None

    def test_the_type_of_a_customer_where_saleor_has_types(desk, people):
        from saleor.account import models

        kind = getattr(models, "CustomerType", None)
        expected = None
        if kind is not None:
            wholesale = kind.objects.create(name="Wholesale", slug="wholesale")
            people["ana"].customer_type = wholesale
            people["ana"].save()
            expected = "Wholesale"
        assert summary(desk, user=user_id(people["ana"]))["customerType"] == expected
