"""Saved views: kept filters, their keys, and who may see and change them (004-25)."""

from __future__ import annotations

import json

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.listing.models import SavedView
from saleor_order_central.statuses.automation import record_orders
from tests.conftest import Api
from tests.shop_rows import NOON, hours, make_app, make_order, make_user

pytestmark = pytest.mark.django_db

FIELDS = "id name where search sortBy isShared isOwn token ordersCount"
CREATE = f"""mutation($input: OrderSavedViewInput!) {{ orderSavedViewCreate(input: $input) {{
    savedView {{ {FIELDS} }} errors {{ field code message }} }} }}"""
UPDATE = f"""mutation($id: ID!, $input: OrderSavedViewInput!) {{
    orderSavedViewUpdate(id: $id, input: $input) {{ savedView {{ {FIELDS} }} errors {{ field code }} }} }}"""
DELETE = """mutation($id: ID!) { orderSavedViewDelete(id: $id) {
    savedView { id name } errors { field code } } }"""
VIEWS = f"{{ orderSavedViews(first: 100) {{ totalCount edges {{ node {{ {FIELDS} }} }} }} }}"
LIST = """query($view: ID, $where: OrderCentralWhereInput, $search: String, $sortBy: OrderCentralSortEnum) {
    orderCentrals(first: 50, savedView: $view, where: $where, search: $search, sortBy: $sortBy) {
        totalCount edges { node { order { id } } } } }"""
WHERE = {"isPaid": False, "NOT": {"isCanceled": True}}


def create(api, **values):
    answer = api.data(CREATE, input={"name": "Open", "where": WHERE, **values})["orderSavedViewCreate"]
    assert answer["errors"] == []
    return answer["savedView"]


def refused(api, **values):
    answer = api.data(CREATE, input={"name": "Open", "where": WHERE, **values})["orderSavedViewCreate"]
    assert answer["savedView"] is None
    assert not SavedView.objects.exists()
    return [(error["field"], error["code"]) for error in answer["errors"]]


def names(api):
    return [edge["node"]["name"] for edge in api.data(VIEWS)["orderSavedViews"]["edges"]]


def listed(api, order_id, **arguments):
    found = api.data(LIST, **arguments)["orderCentrals"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"]["order"]["id"] for edge in found["edges"]]


@pytest.fixture
def colleague_api(db):
    return Api().sign_in(make_user("bob@example.com", "order.manage_orders", is_staff=True))


@pytest.fixture
def head_api(db):
    permissions = ("order.manage_orders", "site.manage_settings")
    return Api().sign_in(make_user("head@example.com", *permissions, is_staff=True))


@pytest.fixture
def orders(customer):
    """Three open orders and a paid one, oldest first."""
    found = [make_order(user=customer, created_at=NOON + hours(place)) for place in range(3)]
    found.append(make_order(user=customer, created_at=NOON + hours(3), is_paid=True))
    with get_host().allow_writer():
        record_orders([order.pk for order in found])
    return found


def test_004_25_a_view_gives_the_same_result_by_id_by_token_and_as_typed(orders, staff_api, order_id):
    view = create(staff_api, sortBy="OLDEST_FIRST")
    expected = [order_id(order) for order in orders[:3]]
    assert view["ordersCount"] == 3
    assert (json.loads(view["where"]), view["isOwn"], view["isShared"]) == (WHERE, True, False)
    assert listed(staff_api, order_id, where=WHERE, sortBy="OLDEST_FIRST") == expected
    assert listed(staff_api, order_id, view=view["id"]) == expected
    assert listed(staff_api, order_id, view=view["token"]) == expected
    assert len(view["token"]) >= 22


def test_a_view_joins_the_given_filter_search_and_sort(orders, staff_api, order_id):
    view = create(staff_api, search="ana", sortBy="OLDEST_FIRST")["token"]
    newest = order_id(orders[2])
    assert listed(staff_api, order_id, view=view, sortBy="NEWEST_FIRST")[0] == newest
    assert listed(staff_api, order_id, view=view, where={"ids": [newest]}) == [newest]
    assert listed(staff_api, order_id, view=view, where={"isPaid": True}) == []
    assert listed(staff_api, order_id, view=view, search="nobody") == []


def test_dates_ids_and_nested_filters_come_back_as_they_were_given(orders, staff_api, order_id):
    where = {
        "createdAt": {"gte": "2026-03-02T13:00:00+00:00"},
        "OR": [{"ids": [order_id(orders[1])]}, {"statusType": {"oneOf": ["CANCELED"]}}],
    }
    view = create(staff_api, where=where)
    assert json.loads(view["where"]) == where
    assert listed(staff_api, order_id, view=view["id"]) == [order_id(orders[1])]


def test_own_and_shared_views_are_seen(staff_api, colleague_api):
    create(staff_api, name="Mine")
    create(staff_api, name="Ours", isShared=True)
    create(colleague_api, name="Theirs")
    assert names(staff_api) == ["Mine", "Ours"]
    assert names(colleague_api) == ["Ours", "Theirs"]


@pytest.mark.parametrize("key", ["id", "token"])
def test_a_view_of_somebody_else_is_as_unknown_as_none(orders, staff_api, colleague_api, key):
    view = create(staff_api)
    for name in (view[key], "nothing", "a\0b", "T3JkZXJTYXZlZFZpZXc6OTk5OTk5"):
        answer = colleague_api.answer(LIST, view=name)
        assert answer["data"] == {"orderCentrals": None}
        assert [error["message"] for error in answer["errors"]] == ["There is no such saved view."]


def test_only_the_owner_and_who_manages_settings_change_a_view(staff_api, colleague_api, head_api):
    view = create(staff_api, isShared=True)

    def change(api, **values):
        return api.data(UPDATE, id=view["id"], input=values)["orderSavedViewUpdate"]

    assert change(colleague_api, name="Stolen")["errors"] == [{"field": "id", "code": "INVALID"}]
    gone = colleague_api.data(DELETE, id=view["id"])["orderSavedViewDelete"]
    assert gone["errors"] == [{"field": "id", "code": "INVALID"}]
    assert SavedView.objects.get().name == "Open"

    mine = change(staff_api, name="Unpaid", where={"isPaid": False})["savedView"]
    assert (mine["name"], mine["token"], json.loads(mine["where"])) == (
        "Unpaid",
        view["token"],
        {"isPaid": False},
    )
    assert change(head_api, isShared=True, sortBy="TOTAL_DESCENDING")["errors"] == []
    assert SavedView.objects.get().sort_by == "TOTAL_DESCENDING"
    assert head_api.data(DELETE, id=view["id"])["orderSavedViewDelete"] == {
        "savedView": {"id": view["id"], "name": "Unpaid"},
        "errors": [],
    }
    assert not SavedView.objects.exists()


def test_a_private_view_is_not_changed_even_by_who_manages_settings(staff_api, head_api):
    view = create(staff_api)
    answer = head_api.data(UPDATE, id=view["id"], input={"name": "Seen"})["orderSavedViewUpdate"]
    assert answer == {"savedView": None, "errors": [{"field": "id", "code": "NOT_FOUND"}]}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"name": None}, ("name", "REQUIRED")),
        ({"name": " "}, ("name", "REQUIRED")),
        ({"name": "x" * 251}, ("name", "INVALID")),
        ({"where": None}, ("where", "REQUIRED")),
        ({"where": {"statusSlug": {"eq": "nothing"}}}, ("where", "NOT_FOUND")),
        ({"where": {"NOT": {}}}, ("where", "INVALID")),
        ({"where": {"ids": ["x"]}}, ("where", "GRAPHQL_ERROR")),
        ({"where": {"numbers": ["x" * 300] * 90}}, ("where", "TOO_MANY_ITEMS")),
        ({"search": "x" * 251}, ("search", "INVALID")),
    ],
)
def test_a_view_that_could_not_be_read_is_not_kept(staff_api, values, expected):
    assert refused(staff_api, **values) == [expected]


def test_a_view_whose_status_is_gone_says_so(orders, staff_api, status):
    view = create(staff_api, where={"statusSlug": {"eq": "sent"}})
    status("sent").delete()
    answer = staff_api.answer(LIST, view=view["id"])
    assert [error["message"] for error in answer["errors"]] == ['There is no status "sent".']
    [edge] = staff_api.data(VIEWS)["orderSavedViews"]["edges"]
    assert edge["node"]["ordersCount"] is None


def test_apps_keep_shared_views_only(api):
    _app, token = make_app("ERP", "order.manage_orders")
    app_api = api.with_header(f"Bearer {token}")
    assert refused(app_api) == [("isShared", "INVALID")]
    assert create(app_api, isShared=True)["isOwn"] is False
    assert names(app_api) == ["Open"]


@pytest.mark.parametrize("caller", ["api", "customer_api", "settings_api"])
def test_views_are_for_staff_with_manage_orders(request, caller):
    caller = request.getfixturevalue(caller)
    assert caller.answer(VIEWS)["data"] == {"orderSavedViews": None}
    answer = caller.answer(CREATE, input={"name": "Open", "where": WHERE, "isShared": True})
    assert answer["data"] == {"orderSavedViewCreate": None}
    assert not SavedView.objects.exists()
