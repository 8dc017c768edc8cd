"""Returns through the API: who may, what they see, files, lists, actions and what it costs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import graphene
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from PIL import Image

from saleor_order_central.attachments import links
from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.host import get_host
from saleor_order_central.host.base import PLUGIN_ID
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.returns.models import ReturnInspection, ReturnPolicy, ReturnReason, ReturnRequest
from tests.conftest import Api
from tests.refunds.refund_rows import make_stock
from tests.shop_rows import cancel, make_app, make_channel, make_order, make_user, ship

CREATE = """mutation($input: OrderReturnRequestInput!) { orderReturnRequestCreate(input: $input) {
  returnRequest { id number state lines { id attachments { id url fileName contentType size } } }
  errors { field code } } }"""
CHANGE = """mutation($id: ID!, $input: OrderReturnStateChangeInput!) {
  orderReturnRequestStateChange(id: $id, input: $input) {
    returnRequest { id state nextStates } errors { field code allowedStatuses } } }"""
RECEIVE = """mutation($id: ID!, $lines: [OrderReturnReceiveLineInput!]!) {
  orderReturnRequestReceive(id: $id, lines: $lines) { returnRequest { state } errors { field code } } }"""
CANCEL = """mutation($id: ID!) { orderReturnRequestCancel(id: $id) {
  returnRequest { state } errors { field code } } }"""
TRACKING = """mutation($id: ID!, $code: String!) { orderReturnRequestTrackingAdd(id: $id, code: $code) {
  parcel { number code tracking { carrier url } } returnRequest { parcels { code } }
  errors { field code } } }"""
READ = """query($id: ID!) { orderReturnRequest(id: $id) { number state staffNote enteredBy { email }
  order { id } lines { productName inspections { disposition quantity } reason { slug name } }
  actions { code isAvailable disabledReasonCode disabledReason }
  history(first: 50) { edges { node { subject visibility returnRequestId } } } } }"""
LIST = """query($where: OrderReturnRequestWhereInput, $search: String, $sortBy: OrderReturnSortEnum) {
  orderReturnRequests(first: 100, where: $where, search: $search, sortBy: $sortBy) {
    totalCount edges { node { number } } } }"""
INFORMATION = """query($id: ID!) { orderCentral(id: $id, languageCode: "en") {
  actions { code isAvailable disabledReasonCode until }
  returnInformation { isAllowed windowEndsAt resolutions reasons { slug }
    returnableLines { maxQuantity policyName policyReasons orderLine { id } }
    nonReturnableLines { reasons message } } } }"""


def line_id(order: Any) -> str:
    return graphene.Node.to_global_id("OrderLine", order.lines.first().pk)


def sent(user: Any = None, **columns: Any) -> Any:
    now = datetime.now(UTC)
    order = make_order(user=user, is_paid=True, created_at=now - timedelta(days=4), **columns)
    ship(order, "AA123456785BR", now - timedelta(days=3))
    return order


def wanted(order: Any, quantity: int = 1, **values: Any) -> dict[str, Any]:
    line = {"orderLine": line_id(order), "quantity": quantity, **values.pop("line", {})}
    return {"order": graphene.Node.to_global_id("Order", order.pk), "lines": [line], **values}


def create(api: Api, order: Any, quantity: int = 1, **values: Any) -> dict[str, Any]:
    return api.data(CREATE, input=wanted(order, quantity, **values))["orderReturnRequestCreate"]


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (20, 20)).save(target, "PNG")
    return target.getvalue()


def upload(api: Api, order: Any, *files: tuple[str, bytes], **line: Any) -> dict[str, Any]:
    """A multipart request, as browsers send files."""
    data = wanted(order, line={**line, "attachments": [None] * len(files)})
    places = {str(n): [f"variables.input.lines.0.attachments.{n}"] for n in range(len(files))}
    body: dict[str, Any] = {
        "operations": json.dumps({"query": CREATE, "variables": {"input": data}}),
        "map": json.dumps(places),
    }
    for number, (name, content) in enumerate(files):
        body[str(number)] = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = api.client.post("/graphql/", body, **api.headers).json()
    assert "errors" not in answer, answer
    return answer["data"]["orderReturnRequestCreate"]


@pytest.fixture(autouse=True)
def _shop(configure, settings, tmp_path):
    configure(saleor_mails="off")
    # Saleor 3 may have a storage of its own for private files.
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def order(customer):
    return sent(customer)


@pytest.fixture
def stranger_api(db):
    return Api().sign_in(make_user("eve@example.com"))


# Who may


def test_owner_and_staff_may_ask_and_nobody_else(order, api, customer_api, staff_api, stranger_api):
    for caller, expected in (
        (api, [{"field": "order", "code": "NOT_FOUND"}]),
        (stranger_api, [{"field": "order", "code": "NOT_FOUND"}]),
        (customer_api, []),
        (staff_api, []),
    ):
        assert create(caller, order)["errors"] == expected
    assert ReturnRequest.objects.count() == 2
    assert [row.requested_by for row in ReturnRequest.objects.order_by("pk")] == ["CUSTOMER", "STAFF"]


def test_order_without_an_account_has_no_owner(api, customer_api):
    order = sent()

    for caller in (api, customer_api):
        assert create(caller, order)["errors"] == [{"field": "order", "code": "NOT_FOUND"}]


def test_customer_cannot_do_what_is_for_staff(order, customer_api, stranger_api, api):
    made = create(customer_api, order)["returnRequest"]
    change = {"state": "WAITING_PACKAGE"}
    lines = [{"line": made["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}]

    for caller in (customer_api, stranger_api, api):
        for query, values in ((CHANGE, {"input": change}), (RECEIVE, {"lines": lines})):
            assert "errors" in caller.answer(query, id=made["id"], **values)
    for field in ("onBehalfOfCustomer", "regardlessOfPolicy"):
        assert create(customer_api, order, **{field: True})["errors"] == [{"field": field, "code": "INVALID"}]
    for caller in (stranger_api, api):
        refused = caller.data(CANCEL, id=made["id"])["orderReturnRequestCancel"]
        assert refused["errors"] == [{"field": "id", "code": "NOT_FOUND"}]
        assert caller.data(READ, id=made["id"])["orderReturnRequest"] is None
    assert ReturnRequest.objects.get().state == "WAITING_CONFIRMATION"


def test_app_works_on_returns(order):
    _app, token = make_app("Robot", "order.manage_orders")
    robot = Api().with_header(f"Bearer {token}")

    made = create(robot, order)
    moved = robot.data(CHANGE, id=made["returnRequest"]["id"], input={"state": "WAITING_PACKAGE"})

    assert made["errors"] == moved["orderReturnRequestStateChange"]["errors"] == []
    assert ReturnRequest.objects.get().requested_by == "APP"


def test_customer_never_reads_what_is_for_staff(order, customer_api, staff_api):
    # given
    made = create(customer_api, order, 2)["returnRequest"]
    staff_api.data(CHANGE, id=made["id"], input={"state": "WAITING_PACKAGE", "staffNote": "SECRET-NOTE"})
    lines = [{"line": made["lines"][0]["id"], "quantity": 1, "disposition": "SCRAP", "note": "SECRET-FIND"}]
    staff_api.data(RECEIVE, id=made["id"], lines=lines)
    # when
    seen = {
        name: caller.data(READ, id=made["id"])["orderReturnRequest"]
        for name, caller in (("customer", customer_api), ("staff", staff_api))
    }
    # then
    assert "SECRET" not in json.dumps(seen["customer"])
    assert seen["customer"]["staffNote"] is seen["customer"]["enteredBy"] is None
    assert seen["customer"]["lines"][0]["inspections"] is None
    assert seen["staff"]["staffNote"] == "SECRET-NOTE"
    assert seen["staff"]["lines"][0]["inspections"] == [{"disposition": "SCRAP", "quantity": 1}]

    def told(name):
        return [edge["node"]["subject"].partition(" ")[2] for edge in seen[name]["history"]["edges"]]

    number = made["number"]
    assert told("customer") == [
        f"{number} requested",
        f"{number}: Waiting for the package",
        f"{number}: Package received",
    ]
    assert len(told("staff")) == 5
    assert {e["node"]["returnRequestId"] for e in seen["staff"]["history"]["edges"]} == {made["id"]}


def test_centre_that_is_off_takes_no_returns(order, customer_api, staff_api, configure):
    made = create(customer_api, order)["returnRequest"]
    configure(active=False)

    assert create(customer_api, order)["errors"] == [{"field": "order", "code": "NOT_FOUND"}]
    assert create(staff_api, order)["errors"] == [{"field": None, "code": "FEATURE_DISABLED"}]
    assert customer_api.data(LIST)["orderReturnRequests"]["edges"] == []
    # staff still reads
    assert staff_api.data(READ, id=made["id"])["orderReturnRequest"]["number"] == made["number"]


if is_saleor_3():

    def test_staff_of_another_channel_finds_nothing(order, customer_api):
        from saleor.account.models import Group

        made = create(customer_api, order)["returnRequest"]
        clerk = make_user("clerk@example.com", "order.manage_orders", is_staff=True)
        group = Group.objects.get(name="group of clerk@example.com")
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(make_channel("elsewhere"))
        away = Api().sign_in(clerk)

        assert create(away, order)["errors"] == [{"field": "order", "code": "NOT_FOUND"}]
        moved = away.data(CHANGE, id=made["id"], input={"state": "WAITING_PACKAGE"})
        assert moved["orderReturnRequestStateChange"]["errors"][0]["code"] == "NOT_FOUND"
        assert away.data(LIST)["orderReturnRequests"]["edges"] == []
        assert away.data(READ, id=made["id"])["orderReturnRequest"] is None


# The way of a request


def test_staff_leads_a_request_through(order, customer_api, staff_api):
    made = create(customer_api, order)["returnRequest"]

    def move(**values):
        return staff_api.data(CHANGE, id=made["id"], input=values)["orderReturnRequestStateChange"]

    skipped = move(state="COMPLETED", nothingDueReason="No.")
    assert skipped["errors"] == [
        {
            "field": "state",
            "code": "RETURN_STATE_INVALID",
            "allowedStatuses": ["WAITING_PACKAGE", "CANCELED"],
        }
    ]
    assert move(state="WAITING_PACKAGE")["returnRequest"]["nextStates"] == ["PACKAGE_RECEIVED", "CANCELED"]
    code = customer_api.data(TRACKING, id=made["id"], code="AA123456785BR")["orderReturnRequestTrackingAdd"]
    assert code["errors"] == []
    assert (code["parcel"]["number"], code["parcel"]["tracking"]["carrier"]) == (1, "correios")
    assert code["returnRequest"]["parcels"] == [{"code": "AA123456785BR"}]
    assert move(state="PACKAGE_RECEIVED")["errors"] == []
    assert move(state="COMPLETED")["errors"][0]["code"] == "OUTCOME_REQUIRED"
    done = move(state="COMPLETED", nothingDueReason="Exchanged in the shop.")
    assert done["returnRequest"] == {"id": made["id"], "state": "COMPLETED", "nextStates": []}


def test_actions_say_what_can_be_done_and_why_not(order, customer_api, staff_api):
    made = create(customer_api, order)["returnRequest"]

    def actions(caller):
        found = caller.data(READ, id=made["id"])["orderReturnRequest"]["actions"]
        return {one["code"]: one["disabledReasonCode"] for one in found}

    assert actions(customer_api) == {"CANCEL_RETURN": None, "ADD_RETURN_TRACKING": "STATUS_NOT_ALLOWED"}
    assert actions(staff_api) == {
        "ACCEPT_RETURN": None,
        "REFUSE_RETURN": None,
        "RECEIVE_RETURN": "STATUS_NOT_ALLOWED",
        "COMPLETE_RETURN": "STATUS_NOT_ALLOWED",
        "ADD_RETURN_TRACKING": "STATUS_NOT_ALLOWED",
    }
    customer_api.data(CANCEL, id=made["id"])
    assert set(actions(staff_api).values()) == {"ALREADY_DONE"}


def unsent(user):
    return make_order(user=user, is_paid=True)


def canceled(user):
    order = sent(user)
    cancel(order, datetime.now(UTC))
    return order


def late(user):
    ReturnPolicy.objects.update(window_starts_from="ORDER_PLACED", window_days=1)
    return sent(user)


def without_policy(user):
    ReturnPolicy.objects.update(is_active=False)
    return sent(user)


def undelivered(user):
    ReturnPolicy.objects.update(requires_delivery=True)
    return sent(user)


@pytest.mark.parametrize(
    ("make", "action", "line_reasons"),
    [
        pytest.param(sent, None, None, id="yes"),
        pytest.param(unsent, "NOT_SHIPPED", ["NOT_FULFILLED"], id="unsent"),
        pytest.param(canceled, "STATUS_NOT_ALLOWED", ["ORDER_CANCELED"], id="canceled"),
        pytest.param(late, "WINDOW_CLOSED", ["WINDOW_CLOSED"], id="late"),
        pytest.param(without_policy, "FEATURE_DISABLED", ["RETURNS_DISABLED"], id="no-policy"),
        pytest.param(undelivered, "NOT_DELIVERED", ["NOT_DELIVERED"], id="undelivered"),
    ],
)
def test_order_page_says_whether_it_can_be_returned(
    customer, customer_api, order_id, make, action, line_reasons
):
    page = customer_api.data(INFORMATION, id=order_id(make(customer)))["orderCentral"]

    (found,) = [one for one in page["actions"] if one["code"] == "REQUEST_RETURN"]
    assert found["disabledReasonCode"] == action
    assert found["isAvailable"] is page["returnInformation"]["isAllowed"] is (action is None)
    refused = page["returnInformation"]["nonReturnableLines"]
    assert [one["reasons"] for one in refused] == ([line_reasons] if line_reasons else [])
    assert all(one["message"] for one in refused)


def test_information_about_a_returnable_order(order, customer_api, staff_api, order_id):
    customers = customer_api.data(INFORMATION, id=order_id(order))["orderCentral"]["returnInformation"]
    staffs = staff_api.data(INFORMATION, id=order_id(order))["orderCentral"]["returnInformation"]

    assert customers["resolutions"] == ["REFUND", "VOUCHER", "EXCHANGE"]
    slugs = [one["slug"] for one in customers["reasons"]]
    assert slugs[0] == "changed-mind"
    assert "outside-conditions" not in slugs
    (line,) = customers["returnableLines"]
    assert line == {
        "maxQuantity": 3,
        "policyName": None,
        "policyReasons": None,
        "orderLine": {"id": line_id(order)},
    }
    assert staffs["returnableLines"][0]["policyName"] == "Returns within 14 days"
    assert staffs["returnableLines"][0]["policyReasons"] == ["priority 0"]


def test_anonymous_page_tells_nothing_of_returns(order, api, order_id, configure, customer_api):
    create(customer_api, order)
    configure(anonymous_access="steps")

    page = api.data(
        "query($id: ID!) { orderCentral(id: $id) { isRedacted returns { number } actions { code }"
        " returnInformation { isAllowed } } }",
        id=order_id(order),
    )["orderCentral"]

    assert page == {"isRedacted": True, "returns": [], "actions": [], "returnInformation": None}


def test_estimate_stores_nothing_and_names_its_faults(order, customer_api, stranger_api):
    ReturnPolicy.objects.update(fee_percent=10, fixed_fee=1, fee_currency="USD")
    query = """query($input: OrderReturnRequestInput!) { orderReturnEstimate(input: $input) {
      goods { amount currency } fees { name amount { amount } } total { amount } labelPayer
      isApprovedAtOnce } }"""

    found = customer_api.data(query, input=wanted(order, 2))["orderReturnEstimate"]
    assert found == {
        "goods": {"amount": 20.0, "currency": "USD"},
        "fees": [
            {"name": "Restocking fee", "amount": {"amount": 2.0}},
            {"name": "Fee for the return", "amount": {"amount": 1.0}},
        ],
        "total": {"amount": 17.0},
        "labelPayer": "CUSTOMER",
        "isApprovedAtOnce": False,
    }
    too_many = customer_api.answer(query, input=wanted(order, 9))
    assert [one["message"] for one in too_many["errors"]] == ["This is more than is left to return."]
    assert stranger_api.data(query, input=wanted(order))["orderReturnEstimate"] is None
    assert ReturnRequest.objects.count() == 0


# Files


def test_photos_travel_with_the_request_and_are_shown_to_those_who_may(order, customer_api, staff_api, api):
    # when
    reason = graphene.Node.to_global_id("OrderReturnReason", ReturnReason.objects.get(slug="damaged").pk)
    made = upload(customer_api, order, ("mug.png", picture()), ("b.jpg", picture()), reason=reason)
    # then
    assert made["errors"] == []
    first, second = made["returnRequest"]["lines"][0]["attachments"]
    assert (first["fileName"], first["contentType"]) == ("mug.jpg", "image/jpeg")
    assert second["fileName"] == "b.jpg"
    path = urlsplit(first["url"]).path
    assert path.startswith(f"/plugins/global/{PLUGIN_ID}/attachments/")
    # the link alone opens it, for some minutes
    answer = api.client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) == first["size"]
    assert {
        name: answer[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
        )
    } == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "inline; filename=\"mug.jpg\"; filename*=UTF-8''mug.jpg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    assert api.client.post(path).status_code == 405
    row = OrderAttachment.objects.order_by("pk").first()
    assert "mug" not in row.path


def test_deleted_order_leaves_no_file(customer, customer_api, tmp_path, django_capture_on_commit_callbacks):
    order = make_order(user=customer)
    ship(order, "AA123456785BR", datetime.now(UTC))
    upload(customer_api, order, ("mug.png", picture()))
    assert len(list(tmp_path.rglob("*.jpg"))) == 1

    with get_host().allow_writer(), django_capture_on_commit_callbacks(execute=True):
        order.delete()

    assert list(tmp_path.rglob("*.jpg")) == []


def test_links_cannot_be_made_up_or_kept(order, customer_api, api, monkeypatch):
    made = upload(customer_api, order, ("mug.png", picture()))
    path = urlsplit(made["returnRequest"]["lines"][0]["attachments"][0]["url"]).path
    pk = OrderAttachment.objects.get().pk
    start = f"/plugins/global/{PLUGIN_ID}/attachments"

    for bad in (
        f"{start}/{pk}/",
        f"{start}/{pk}:abc:def/",
        f"{start}/",
        path[:-3] + "aa/",
        f"{start}/{TimestampSigner(salt='else').sign(str(pk))}/",
    ):
        answer = api.client.get(bad)
        assert (answer.status_code, answer.content) == (404, b""), bad
    monkeypatch.setattr(links, "MINUTES", -1)
    assert api.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            [("photo.jpg", b"<html>")],
            {"field": "lines.0.attachments", "code": "FILE_TYPE_NOT_ALLOWED"},
            id="html",
        ),
        pytest.param(
            [("photo.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024))],
            {"field": "lines.0.attachments", "code": "FILE_TOO_BIG"},
            id="large",
        ),
        pytest.param(
            [(f"{n}.png", picture()) for n in range(6)],
            {"field": "lines.0.attachments", "code": "INVALID"},
            id="many",
        ),
    ],
)
def test_bad_files_store_nothing(order, customer_api, tmp_path, files, expected):
    made = upload(customer_api, order, *files)

    assert (made["returnRequest"], made["errors"]) == (None, [expected])
    assert ReturnRequest.objects.count() == OrderAttachment.objects.count() == 0
    assert list(tmp_path.rglob("*.jpg")) == []


def test_many_files_are_refused_unread(order, customer_api):
    """The first one is no picture, which nobody has found out when their number is told."""
    files = [("0.jpg", b"<html>"), *((f"{n}.png", picture()) for n in range(5))]

    assert upload(customer_api, order, *files)["errors"] == [
        {"field": "lines.0.attachments", "code": "INVALID"}
    ]


def test_pictures_are_counted_over_all_lines(order, customer_api):
    line = {"orderLine": line_id(order), "quantity": 1, "attachments": ["none"] * 5}
    data = {**wanted(order), "lines": [line] * 5}

    made = customer_api.data(CREATE, input=data)["orderReturnRequestCreate"]

    assert made["errors"] == [{"field": "lines", "code": "INVALID"}]


def test_estimate_counts_pictures_and_reads_none(order, customer_api):
    query = (
        "query($input: OrderReturnRequestInput!) { orderReturnEstimate(input: $input) { total { amount } } }"
    )

    def estimate(count):
        return customer_api.answer(query, input=wanted(order, line={"attachments": ["none"] * count}))

    assert estimate(5)["data"]["orderReturnEstimate"] == {"total": {"amount": 10.0}}
    assert [one["message"] for one in estimate(6)["errors"]] == ["At most 5 files are allowed."]


def test_goods_are_taken_in_by_warehouses_that_exist(order, customer_api, staff_api):
    # given
    made = create(customer_api, order, 2)["returnRequest"]
    staff_api.data(CHANGE, id=made["id"], input={"state": "WAITING_PACKAGE"})
    with get_host().allow_writer():
        known = graphene.Node.to_global_id("Warehouse", make_stock(make_order()).warehouse_id)

    def receive(warehouse):
        line = {"line": made["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}
        lines = [{**line, "warehouse": warehouse}]
        return staff_api.data(RECEIVE, id=made["id"], lines=lines)["orderReturnRequestReceive"]["errors"]

    # when / then
    for warehouse, code in (
        (graphene.Node.to_global_id("Warehouse", uuid4()), "NOT_FOUND"),
        (graphene.Node.to_global_id("Warehouse", "7"), "INVALID"),
        (graphene.Node.to_global_id("Order", uuid4()), "GRAPHQL_ERROR"),
    ):
        assert receive(warehouse) == [{"field": "lines.0.warehouse", "code": code}]
    assert ReturnInspection.objects.count() == 0
    assert receive(known) == []
    query = "query($id: ID!) { orderReturnRequest(id: $id) { lines { inspections { warehouseId } } } }"
    (line,) = staff_api.data(query, id=made["id"])["orderReturnRequest"]["lines"]
    assert line["inspections"] == [{"warehouseId": known}]


def test_key_without_a_file_is_named(order, customer_api):
    made = create(customer_api, order, line={"attachments": ["0"]})

    assert made["errors"] == [{"field": "lines.0.attachments", "code": "INVALID"}]


# Lists


def numbers(api: Api, **arguments: Any) -> list[str]:
    found = api.data(LIST, **arguments)["orderReturnRequests"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"]["number"] for edge in found["edges"]]


def test_list_is_filtered_searched_and_sorted(customer, customer_api, staff_api, api):
    # given
    other = make_user("bob@example.com")
    mine, his = sent(customer), sent(other)
    one = create(staff_api, mine)["returnRequest"]
    two = create(staff_api, his, line={"reason": reason_id("does-not-fit")})["returnRequest"]
    three = create(staff_api, his)["returnRequest"]
    staff_api.data(CHANGE, id=two["id"], input={"state": "WAITING_PACKAGE"})
    a, b, c = (each["number"] for each in (one, two, three))
    # when / then
    assert numbers(staff_api) == [c, b, a]
    assert numbers(staff_api, sortBy="OLDEST_FIRST") == [a, b, c]
    assert numbers(staff_api, sortBy="UPDATED_FIRST")[0] == b
    assert numbers(staff_api, where={"states": ["WAITING_PACKAGE"]}) == [b]
    assert numbers(staff_api, where={"reasons": [reason_id("does-not-fit")]}) == [b]
    assert numbers(staff_api, where={"customerEmail": "BOB@example.com"}) == [c, b]
    assert numbers(staff_api, where={"orders": [graphene.Node.to_global_id("Order", mine.pk)]}) == [a]
    assert numbers(staff_api, where={"createdAt": {"lte": "2020-01-01T00:00:00Z"}}) == []
    assert numbers(staff_api, search=b.lower()) == [b]
    if is_saleor_3():
        assert numbers(staff_api, where={"channels": ["main"]}) == [c, b, a]
        assert numbers(staff_api, where={"channels": ["else"]}) == []
    # a customer has the own ones, whatever is asked for; others have none
    assert numbers(customer_api) == [a]
    assert numbers(customer_api, where={"customerEmail": "bob@example.com"}) == []
    assert numbers(api) == []


def reason_id(slug: str) -> str:
    return graphene.Node.to_global_id("OrderReturnReason", ReturnReason.objects.get(slug=slug).pk)


def test_list_costs_the_same_for_2_and_20(customer, staff_api, statements):
    query = """query($n: Int!) { orderReturnRequests(first: $n) { edges { node { number state order { id }
      fees { name } actions { code } declineReason { slug } enteredBy { email } parcels { code }
      lines { orderLine { id } reason { slug } attachments { url } inspections { disposition } }
      history(first: 5) { edges { node { subject } } } } } } }"""
    for _ in range(20):
        create(staff_api, sent(customer), line={"reason": reason_id("changed-mind")})
    staff_api.data(query, n=2)
    counts = []
    for number in (2, 20):
        with statements() as found:
            assert len(staff_api.data(query, n=number)["orderReturnRequests"]["edges"]) == number
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_returns_of_order_pages_cost_a_constant(customer, staff_api, statements):
    query = """query($n: Int!) { orders(first: $n) { edges { node { orderCentral {
      returns { number lines { quantity } } actions { code }
      returnInformation { isAllowed reasons { slug } returnableLines { maxQuantity } } } } } } }"""
    for _ in range(12):
        create(staff_api, sent(customer))
    staff_api.data(query, n=2)
    counts = []
    for number in (2, 12):
        with statements() as found:
            staff_api.data(query, n=number)
        counts.append(len(found))
    assert counts[0] == counts[1]


# Reasons and policies


def test_reasons_are_managed_and_keep_their_handles(settings_api, api, staff_api):
    fields = "returnReason { id slug name isActive requiresPhoto translations { languageCode name } }"
    made = settings_api.data(
        f"""mutation {{ orderReturnReasonCreate(input: {{name: "Wrong colour", requiresPhoto: true}}) {{
          {fields} errors {{ field code }} }} }}"""
    )["orderReturnReasonCreate"]
    assert made["errors"] == []
    found = made["returnReason"]
    assert (found["slug"], found["requiresPhoto"]) == ("wrong-colour", True)
    assert ReturnReason.objects.order_by("sort_order").last().slug == "wrong-colour"

    def run(name, arguments, caller=settings_api):
        query = (
            f"mutation($id: ID!) {{ {name}(id: $id, {arguments}) {{ {fields} errors {{ field code }} }} }}"
        )
        return caller.data(query.replace(", )", ")"), id=found["id"])[name]

    assert run("orderReturnReasonUpdate", 'input: {slug: "else"}')["errors"] == [
        {"field": "slug", "code": "INVALID"}
    ]
    translated = run("orderReturnReasonTranslate", 'languageCode: "pl", name: "Zły kolor"')
    assert translated["returnReason"]["translations"] == [{"languageCode": "pl", "name": "Zły kolor"}]
    assert run("orderReturnReasonDelete", "")["returnReason"]["isActive"] is False
    again = settings_api.data(
        """mutation { orderReturnReasonCreate(input: {name: "x", slug: "wrong-colour"}) {
          errors { field code } } }"""
    )
    assert again["orderReturnReasonCreate"]["errors"] == [{"field": "slug", "code": "UNIQUE"}]
    query = '{ orderReturnReasons(first: 100) { edges { node { slug name(languageCode: "pl") } } } }'
    shown = {e["node"]["slug"] for e in api.data(query)["orderReturnReasons"]["edges"]}
    assert "wrong-colour" not in shown
    assert "outside-conditions" not in shown
    for_staff = {e["node"]["slug"] for e in staff_api.data(query)["orderReturnReasons"]["edges"]}
    assert {"wrong-colour", "outside-conditions"} <= for_staff
    assert "errors" in staff_api.answer(
        'mutation { orderReturnReasonCreate(input: {name: "x"}) { errors { code } } }'
    )


POLICY = """mutation($input: OrderReturnPolicyInput!) { orderReturnPolicyCreate(input: $input) {
  returnPolicy { id name windowDays resolutions feePercent fixedFee { amount currency } priority }
  errors { field code } } }"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"name": " "}, {"field": "name", "code": "REQUIRED"}),
        ({"name": "x", "windowDays": -1}, {"field": "windowDays", "code": "INVALID"}),
        ({"name": "x", "countries": ["Germany"]}, {"field": "countries", "code": "INVALID"}),
        ({"name": "x", "resolutions": []}, {"field": "resolutions", "code": "REQUIRED"}),
        ({"name": "x", "feePercent": 101}, {"field": "feePercent", "code": "INVALID"}),
        ({"name": "x", "fixedFee": 5}, {"field": "feeCurrency", "code": "REQUIRED"}),
        ({"name": "x", "feeCurrency": "XQX"}, {"field": "feeCurrency", "code": "INVALID"}),
        ({"name": "x", "reminderDays": 3}, {"field": "reminderDays", "code": "INVALID"}),
        ({"name": "x", "products": ["UHJvZHVjdDo5OTk5OTk="]}, {"field": "products", "code": "NOT_FOUND"}),
        ({"name": "x", "products": ["T3JkZXI6MQ=="]}, {"field": "products", "code": "GRAPHQL_ERROR"}),
    ],
)
def test_policies_that_cannot_work_are_refused(settings_api, values, expected):
    before = ReturnPolicy.objects.count()

    assert settings_api.data(POLICY, input=values)["orderReturnPolicyCreate"]["errors"] == [expected]
    assert ReturnPolicy.objects.count() == before


def test_policies_are_managed(settings_api, staff_api, customer_api):
    values = {"name": "Sale", "priority": 5, "feePercent": 12.5, "fixedFee": 4.95, "feeCurrency": "usd"}
    made = settings_api.data(POLICY, input=values)["orderReturnPolicyCreate"]
    assert made["errors"] == []
    assert made["returnPolicy"] | {"id": None} == {
        "id": None,
        "name": "Sale",
        "windowDays": None,
        "resolutions": ["REFUND"],
        "feePercent": 12.5,
        "fixedFee": {"amount": 4.95, "currency": "USD"},
        "priority": 5,
    }
    query = "{ orderReturnPolicies(first: 10) { edges { node { name } } } }"
    names = [e["node"]["name"] for e in staff_api.data(query)["orderReturnPolicies"]["edges"]]
    assert names == ["Sale", "Returns within 14 days"]
    assert "errors" in customer_api.answer(query)
    pk = made["returnPolicy"]["id"]
    update = """mutation($id: ID!) { orderReturnPolicyUpdate(id: $id, input: {isFinalSale: true}) {
      returnPolicy { isFinalSale feePercent } errors { code } } }"""
    assert settings_api.data(update, id=pk)["orderReturnPolicyUpdate"]["returnPolicy"] == {
        "isFinalSale": True,
        "feePercent": 12.5,
    }
    delete = "mutation($id: ID!) { orderReturnPolicyDelete(id: $id) { returnPolicy { id } errors { code } } }"
    assert settings_api.data(delete, id=pk)["orderReturnPolicyDelete"]["returnPolicy"] == {"id": pk}
    assert settings_api.data(delete, id=pk)["orderReturnPolicyDelete"]["errors"] == [{"code": "NOT_FOUND"}]
