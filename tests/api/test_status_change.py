"""`orderStatusChange` and `orderCustomEventCreate`."""

from __future__ import annotations

import pytest

from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.shop_rows import make_app, make_order

CHANGE = """mutation($order: ID!, $input: OrderStatusChangeInput!) {
    orderStatusChange(order: $order, input: $input) {
        orderCentral { status { slug } timeline { current { code } } }
        entry { id kind subject message visibility authorType user { email } appName
                statusFrom { slug } statusTo { slug } }
        errors { field code message orders } } }"""
EVENT = """mutation($order: ID!, $input: OrderCustomEventInput!) {
    orderCustomEventCreate(order: $order, input: $input) {
        entry { kind subject message visibility } errors { field code } } }"""


@pytest.fixture
def order(customer):
    return make_order(user=customer)


def change(api, order_id, order, **values):
    return api.data(CHANGE, order=order_id(order), input=values)["orderStatusChange"]


def test_003_07_003_10_a_change_writes_the_status_and_one_entry(staff_api, order, order_id, staff_user):
    # when
    found = change(
        staff_api, order_id, order, status="in-realisation", subject="Good news", comment="We started.\nToday"
    )
    # then
    assert found["errors"] == []
    assert found["orderCentral"]["status"]["slug"] == "in-realisation"
    entry = found["entry"]
    assert entry.pop("id")
    assert entry == {
        "kind": "STATUS_CHANGE",
        "subject": "Good news",
        "message": "We started.\nToday",
        "visibility": "CUSTOMER",
        "authorType": "STAFF",
        "user": {"email": "staff@example.com"},
        "appName": None,
        "statusFrom": {"slug": "received"},
        "statusTo": {"slug": "in-realisation"},
    }
    state = OrderState.objects.get(order=order)
    assert (state.status.slug, state.status_set_by_person) == ("in-realisation", True)
    assert OrderEntry.objects.filter(order=order).count() == 1


def test_000_19_finalized_makes_delivered_done(staff_api, order, order_id):
    found = change(staff_api, order_id, order, status="finalized")
    assert found["orderCentral"]["timeline"]["current"]["code"] == "DELIVERED"


def test_an_app_is_named_as_the_author(order, order_id):
    _app, token = make_app("Warehouse", "order.manage_orders")
    found = change(Api().with_header(f"Bearer {token}"), order_id, order, status="paid")
    assert (found["entry"]["authorType"], found["entry"]["appName"]) == ("APP", "Warehouse")
    assert found["entry"]["user"] is None


def test_a_staff_comment_stays_with_staff(staff_api, customer_api, order, order_id):
    # given a change whose entry is for staff only
    change(staff_api, order_id, order, status="paid", comment="Odd payer", visibility="STAFF")
    # when
    query = """query($id: ID!) { orderCentral(id: $id) { status { slug }
        history(first: 50) { edges { node { message } } } timeline { steps { evidence { message } } } } }"""
    seen = customer_api.data(query, id=order_id(order))["orderCentral"]
    # then the customer learns the status, but neither the comment nor the entry
    assert seen["status"]["slug"] == "paid"
    assert "Odd payer" not in str(seen)


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"status": "nowhere"}, "status", "NOT_FOUND"),
        ({"status": "switched-off"}, "status", "INVALID"),
        ({"status": "elsewhere"}, "status", "INVALID"),
        ({"status": "paid", "subject": "x" * 251}, "subject", "INVALID"),
        ({"status": "paid", "comment": "x" * 20_001}, "comment", "INVALID"),
        ({"status": "paid", "idempotencyKey": "x" * 129}, "idempotencyKey", "INVALID"),
    ],
)
def test_bad_input_writes_nothing(staff_api, order, order_id, values, field, code):
    # given
    columns = {"kind": "CUSTOM", "type": "IN_PROGRESS"}
    OrderStatusDefinition.objects.create(slug="switched-off", name="Off", is_active=False, **columns)
    OrderStatusDefinition.objects.create(slug="elsewhere", name="Else", channels=["moon"], **columns)
    # when
    found = change(staff_api, order_id, order, **values)
    # then
    assert [(one["field"], one["code"]) for one in found["errors"]] == [(field, code)]
    assert found["entry"] is None
    assert OrderEntry.objects.count() == 0
    assert OrderState.objects.exclude(status=None).count() == 0


def test_setting_the_present_status_again_is_refused(staff_api, order, order_id):
    change(staff_api, order_id, order, status="paid")
    found = change(staff_api, order_id, order, status="paid")
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("status", "INVALID")]
    assert OrderEntry.objects.count() == 1


def test_a_repeated_request_returns_the_first_entry(staff_api, order, order_id):
    # given
    first = change(staff_api, order_id, order, status="paid", comment="Hello", idempotencyKey="k1")
    change(staff_api, order_id, order, status="waiting-for-dispatch")
    # when the same request comes again, though the order has moved on
    again = change(staff_api, order_id, order, status="paid", comment="Hello", idempotencyKey="k1")
    other = change(staff_api, order_id, order, status="paid", comment="Other", idempotencyKey="k1")
    # then
    assert again["errors"] == []
    assert again["entry"]["id"] == first["entry"]["id"]
    assert again["orderCentral"]["status"]["slug"] == "waiting-for-dispatch"
    assert [(one["field"], one["code"]) for one in other["errors"]] == [("idempotencyKey", "CONFLICT")]
    assert OrderEntry.objects.count() == 2


def test_control_characters_are_dropped(staff_api, order, order_id):
    found = change(
        staff_api, order_id, order, status="paid", subject="a\u0000b\u0007c", comment="x\u0000\r\ny"
    )
    assert (found["entry"]["subject"], found["entry"]["message"]) == ("abc", "x\ny")


def test_a_draft_has_no_status(staff_api, order_id):
    found = change(staff_api, order_id, make_order(status="draft"), status="paid")
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("order", "INVALID")]


def test_an_unknown_order_is_not_found(staff_api, order, order_id):
    wanted = order_id(order)
    order.delete()
    found = staff_api.data(CHANGE, order=wanted, input={"status": "paid"})["orderStatusChange"]
    assert [(one["field"], one["code"], one["orders"]) for one in found["errors"]] == [
        ("order", "NOT_FOUND", [wanted])
    ]


def test_a_malformed_id_names_the_field(staff_api):
    found = staff_api.data(CHANGE, order="VXNlcjox", input={"status": "paid"})["orderStatusChange"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("order", "GRAPHQL_ERROR")]


def test_with_the_plugin_off_nothing_can_be_changed(staff_api, order, order_id, configure):
    configure(active=False)
    found = change(staff_api, order_id, order, status="paid")
    assert [one["code"] for one in found["errors"]] == ["FEATURE_DISABLED"]
    assert OrderEntry.objects.count() == 0


@pytest.mark.parametrize("caller", ["api", "customer_api", "settings_api"])
@pytest.mark.parametrize("query", [CHANGE, EVENT], ids=["status-change", "event"])
def test_only_manage_orders_may_write(request, order, order_id, caller, query):
    values = {"status": "paid"} if query is CHANGE else {"subject": "Hello"}
    answer = request.getfixturevalue(caller).answer(query, order=order_id(order), input=values)
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert OrderEntry.objects.count() == 0


def test_004_08_an_event_has_subject_and_message(staff_api, order, order_id):
    found = staff_api.data(EVENT, order=order_id(order), input={"subject": " Call ", "message": "We called."})
    assert found["orderCustomEventCreate"] == {
        "entry": {"kind": "EVENT", "subject": "Call", "message": "We called.", "visibility": "CUSTOMER"},
        "errors": [],
    }


def test_an_event_needs_a_subject(staff_api, order, order_id):
    found = staff_api.data(EVENT, order=order_id(order), input={"subject": "  "})["orderCustomEventCreate"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("subject", "REQUIRED")]
    assert OrderEntry.objects.count() == 0


def test_two_changes_in_one_request_each_return_what_they_wrote(staff_api, order, order_id):
    query = """mutation($order: ID!) {
        one: orderStatusChange(order: $order, input: {status: "paid"}) { orderCentral { status { slug } } }
        two: orderStatusChange(order: $order, input: {status: "waiting-for-dispatch"}) {
            orderCentral { status { slug } } }
    }"""
    found = staff_api.data(query, order=order_id(order))
    assert found["one"]["orderCentral"]["status"]["slug"] == "paid"
    assert found["two"]["orderCentral"]["status"]["slug"] == "waiting-for-dispatch"


def test_customers_read_their_own_name_of_a_status_never_the_staffs(staff_api, customer_api, order, order_id):
    change(staff_api, order_id, order, status="in-realisation")
    query = """query($id: ID!) { orderCentral(id: $id, languageCode: "pt-BR") {
        history(first: 9, where: {kinds: [STATUS_CHANGE]}) { edges { node { subject statusToLabel } } }
        timeline { steps { evidence { message } } } } }"""
    seen = customer_api.data(query, id=order_id(order))["orderCentral"]
    assert seen["history"]["edges"] == [
        {"node": {"subject": "Em preparação", "statusToLabel": "Em preparação"}}
    ]
    assert "realisation" not in str(seen)


HISTORY = """query($id: ID!, $first: Int, $after: String, $last: Int, $sort: OrderHistorySortEnum,
    $where: OrderHistoryWhereInput) { orderCentral(id: $id) {
    history(first: $first, after: $after, last: $last, sortBy: $sort, where: $where) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { subject kind statusToLabel date } }
    } } }"""


def test_the_feed_pages_newest_or_oldest_first(staff_api, order, order_id):
    # given five events and the one that Saleor wrote itself
    for number in range(5):
        staff_api.data(EVENT, order=order_id(order), input={"subject": f"Event {number}"})

    def read(sort):
        seen, after = [], None
        while True:
            page = staff_api.data(HISTORY, id=order_id(order), first=4, after=after, sort=sort)
            page = page["orderCentral"]["history"]
            seen += [edge["node"]["subject"] for edge in page["edges"]]
            assert page["totalCount"] == 6
            if not page["pageInfo"]["hasNextPage"]:
                return seen
            after = page["pageInfo"]["endCursor"]

    # then
    oldest = read("OLDEST_FIRST")
    assert oldest[1:] == [f"Event {number}" for number in range(5)]
    assert read("NEWEST_FIRST") == oldest[::-1]


def test_the_feed_filters_by_kind_and_date(staff_api, order, order_id):
    staff_api.data(EVENT, order=order_id(order), input={"subject": "Event"})
    change(staff_api, order_id, order, status="paid")
    where = {"kinds": ["STATUS_CHANGE"]}
    page = staff_api.data(HISTORY, id=order_id(order), first=10, where=where)["orderCentral"]["history"]
    assert [edge["node"]["statusToLabel"] for edge in page["edges"]] == ["Paid"]
    where = {"dateTo": "2026-03-03T00:00:00+00:00"}
    page = staff_api.data(HISTORY, id=order_id(order), first=10, where=where)["orderCentral"]["history"]
    assert [edge["node"]["kind"] for edge in page["edges"]] == ["CORE_EVENT"]
