"""What guests see and may do, by scope: the whole page, the writing fields, and what never reaches them."""

from __future__ import annotations

from typing import Any

import graphene
import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.feedback.models import OrderFeedback
from saleor_order_central.host import get_host
from saleor_order_central.returns.models import ReturnPolicy, ReturnRequest
from saleor_order_central.statuses.events import EventRequest, create_event
from saleor_order_central.timeline.view import Visibility
from tests.access.guests import grant, number_of
from tests.api.test_returns import line_id, sent
from tests.conftest import Api
from tests.shop_rows import NOON, add_event, add_invoice, facts_of, hours, make_order, make_user, ship

MARKER = "PLANTED-MARKER-9917"
SECRETS = (MARKER, "Main Street", "10115", "Berlin", "+4930123456", "Ana", "Pop", "ana@example.com", "staff@")

PAGE = """query { orderCentral {
  number createdAt isRedacted isEnabled statusChangedAt missingInformation deliverTo
  total { amount } order { id } accessGrants(first: 5) { totalCount } warnings { code }
  notifications(first: 5) { totalCount } feedback { comment }
  lines { orderLine { id } orderLineId productName variantName quantity quantityShipped }
  status { slug name customerLabel }
  timeline { current { code label } steps { code label state evidence { message } parcels { id code } } }
  history(first: 100) { edges { node { kind visibility subject message user { email } appName coreType
    notifications { id } } } }
  parcels { code tracking { url } label { orderNumber }
    lines { orderLine { id } orderLineId productName quantity } }
  invoiceLinks { number url }
  refunds { id } creditNotes { id } vouchers { code }
  returns { number order { id } lines { orderLine { id } orderLineId } }
  returnInformation { isAllowed returnableLines { orderLine { id } orderLineId productName maxQuantity } }
  actions { code isAvailable } } }"""
CREATE = """mutation($input: OrderReturnRequestInput!, $token: String) {
  orderReturnRequestCreate(input: $input, token: $token) {
    returnRequest { id number requestedBy } errors { field code } } }"""
ESTIMATE = """query($input: OrderReturnRequestInput!, $token: String) {
  orderReturnEstimate(input: $input, token: $token) { goods { amount } } }"""
READ = """query($id: ID!, $token: String) { orderReturnRequest(id: $id, token: $token) {
  number order { id } staffNote enteredBy { email } lines { orderLine { id } productName } } }"""
CANCEL = """mutation($id: ID!, $token: String) { orderReturnRequestCancel(id: $id, token: $token) {
  returnRequest { state } errors { field code } } }"""
TRACKING = """mutation($id: ID!, $token: String) {
  orderReturnRequestTrackingAdd(id: $id, code: "AA123456785BR", token: $token) {
    parcel { code } errors { field code } } }"""
FEEDBACK = """mutation($token: String) { orderFeedbackSubmit(input: {productRating: 5}, token: $token) {
  feedback { productRating } errors { field code } } }"""


@pytest.fixture
def order(customer, staff_user, configure):
    """A sent order of a customer with an account, with staff-only text wherever some can be."""
    configure(saleor_mails="off")
    order = make_order(user=customer, is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(5))
    add_invoice(order, "F-1", "https://shop.example.com/f1.pdf")
    add_event(order, "note_added", NOON + hours(6), user=staff_user, message=MARKER)
    author = Author(AuthorType.STAFF, user_pk=staff_user.pk)
    create_event(facts_of(order), EventRequest(MARKER, MARKER, visibility=Visibility.STAFF), author=author)
    create_event(facts_of(order), EventRequest("We packed it", "Today"), author=author)
    return order


def line(order: Any, quantity: int = 1) -> dict[str, Any]:
    return {"lines": [{"orderLine": line_id(order), "quantity": quantity}]}


def test_guest_page_is_whole_but_holds_no_personal_data(order):
    # when
    answer = Api().as_guest(grant(order, AccessScope.VIEW)).answer(PAGE)
    # then
    assert "errors" not in answer
    page = answer["data"]["orderCentral"]
    assert [secret for secret in SECRETS if secret in str(answer)] == []
    assert page["number"] == number_of(order)
    assert (page["isRedacted"], page["deliverTo"]) == (True, "A… P…, 1… B…, DE")
    for field in ("order", "accessGrants", "warnings", "notifications", "returnInformation"):
        assert page[field] is None, field
    assert page["actions"] == [
        {"code": "OPEN_INVOICE", "isAvailable": True},
        {"code": "TRACK", "isAvailable": True},
    ]
    for field in ("returns", "vouchers", "refunds", "creditNotes"):
        assert page[field] == [], field
    assert page["total"] == {"amount": 30.0}
    assert page["lines"] == [
        {
            "orderLine": None,
            "orderLineId": line_id(order),
            "productName": "Mug",
            "variantName": "Blue",
            "quantity": 3,
            "quantityShipped": 3,
        }
    ]
    assert [step["label"] for step in page["timeline"]["steps"]][:2] == ["Order placed", "Payment confirmed"]
    assert page["invoiceLinks"] == [{"number": "F-1", "url": "https://shop.example.com/f1.pdf"}]
    (parcel,) = page["parcels"]
    assert (parcel["code"], parcel["label"]) == ("AA123456785BR", None)
    assert parcel["lines"] == [
        {"orderLine": None, "orderLineId": line_id(order), "productName": "Mug", "quantity": 3}
    ]
    nodes = [edge["node"] for edge in page["history"]["edges"]]
    assert "We packed it" in [node["subject"] for node in nodes]
    assert {node["visibility"] for node in nodes} == {"CUSTOMER"}
    for field in ("user", "appName", "coreType", "notifications"):
        assert {str(node[field]) for node in nodes} == {"None"}, field


def test_owner_sees_the_whole_address(order, customer_api, order_id):
    query = "query($id: ID!) { orderCentral(id: $id) { deliverTo isRedacted } }"
    found = customer_api.data(query, id=order_id(order))["orderCentral"]
    assert found == {"deliverTo": "Ana Pop, Main Street 1, 10115 Berlin, DE", "isRedacted": False}


def test_carrier_links_of_guests_hold_no_postcode(customer, customer_api, order_id):
    # given a carrier whose page wants the postcode of the delivery
    order = make_order(user=customer, is_paid=True)
    ship(order, "3SABCD1234567", NOON + hours(5))
    query = "query($id: ID) { orderCentral(id: $id) { parcels { tracking { url } } } }"
    # then
    whole = customer_api.data(query, id=order_id(order))["orderCentral"]
    masked = Api().as_guest(grant(order)).data(query)["orderCentral"]
    assert "10115" not in str(masked)
    assert len(whole["parcels"]) == len(masked["parcels"]) == 1


def test_grant_with_return_adds_returns_and_nothing_of_saleors(order):
    page = Api().as_guest(grant(order)).data(PAGE)["orderCentral"]
    (returnable,) = page["returnInformation"]["returnableLines"]
    assert returnable == {
        "orderLine": None,
        "orderLineId": line_id(order),
        "productName": "Mug",
        "maxQuantity": 3,
    }
    own = ["SEND_MESSAGE", "OPEN_INVOICE", "TRACK", "REQUEST_RETURN", "WITHDRAW"]
    assert [one["code"] for one in page["actions"]] == own


def test_history_of_returns_needs_the_scope(order):
    # given
    guest = Api().as_guest(grant(order))
    assert guest.data(CREATE, input=line(order))["orderReturnRequestCreate"]["errors"] == []
    # when
    kinds = {}
    for scopes in ([AccessScope.VIEW], [AccessScope.VIEW, AccessScope.RETURN]):
        page = Api().as_guest(grant(order, *scopes)).data(PAGE)["orderCentral"]
        found = {edge["node"]["kind"] for edge in page["history"]["edges"]}
        kinds[len(scopes)] = ("RETURN" in found, len(page["returns"]))
    # then
    assert kinds == {1: (False, 0), 2: (True, 1)}


# By scope

SCOPES = {
    "none": None,
    "view": [AccessScope.VIEW],
    "message": [AccessScope.VIEW, AccessScope.MESSAGE],
    "return": [AccessScope.VIEW, AccessScope.RETURN],
    "withdraw": [AccessScope.VIEW, AccessScope.WITHDRAW],
}


@pytest.fixture
def asked(customer, configure):
    """A sent order with a return request of its owner."""
    configure(saleor_mails="off")
    order = sent(customer)
    owner = Api().sign_in(customer)
    order_id = graphene.Node.to_global_id("Order", order.pk)
    made = owner.data(CREATE, input={"order": order_id, **line(order)})["orderReturnRequestCreate"]
    return order, made["returnRequest"]["id"]


@pytest.mark.parametrize(("name", "scopes"), SCOPES.items(), ids=list(SCOPES))
@pytest.mark.parametrize("as_argument", [True, False], ids=["argument", "header"])
def test_scope_decides_about_each_field(asked, order_id, name, scopes, as_argument):
    # given
    order, request = asked
    token = "" if scopes is None else grant(order, *scopes)
    guest = Api() if as_argument else Api().as_guest(token)
    values = {"token": token} if as_argument and token else {}
    may = name == "return"
    named = {"order": order_id(order), **line(order)}
    # when each field is used
    page = guest.data(
        "query($id: ID, $token: String) { orderCentral(id: $id, token: $token) { number } }",
        id=order_id(order),
        **values,
    )
    estimate = guest.data(ESTIMATE, input=named, **values)["orderReturnEstimate"]
    read = guest.data(READ, id=request, **values)["orderReturnRequest"]
    created = guest.data(CREATE, input=named, **values)["orderReturnRequestCreate"]
    tracked = guest.data(TRACKING, id=request, **values)["orderReturnRequestTrackingAdd"]
    canceled = guest.data(CANCEL, id=request, **values)["orderReturnRequestCancel"]
    # then
    assert (page["orderCentral"] is not None) is (scopes is not None)
    assert (estimate is not None, read is not None) == (may, may)
    if may:
        assert (read["order"], read["staffNote"], read["enteredBy"]) == (None, None, None)
        assert read["lines"] == [{"orderLine": None, "productName": "Mug (Blue)"}]
        assert created["returnRequest"]["requestedBy"] == "CUSTOMER"
        assert ReturnRequest.objects.latest("pk").user_id is None
        assert (created["errors"], canceled["errors"]) == ([], [])
        assert tracked["errors"] == [{"field": "id", "code": "RETURN_STATE_INVALID"}]
    else:
        assert created["errors"] == [{"field": "order", "code": "NOT_FOUND"}]
        for refused in (tracked, canceled):
            assert refused["errors"] == [{"field": "id", "code": "NOT_FOUND"}]
        assert ReturnRequest.objects.count() == 1


def test_guest_of_another_order_may_nothing(asked, order_id):
    order, request = asked
    guest = Api().as_guest(grant(sent()))
    assert guest.data(READ, id=request)["orderReturnRequest"] is None
    created = guest.data(CREATE, input={"order": order_id(order), **line(order)})
    assert created["orderReturnRequestCreate"]["errors"] == [{"field": "order", "code": "NOT_FOUND"}]
    canceled = guest.data(CANCEL, id=request)["orderReturnRequestCancel"]
    assert canceled["errors"] == [{"field": "id", "code": "NOT_FOUND"}]


def test_policy_may_shut_guests_out(order, configure):
    ReturnPolicy.objects.update(allow_guests=False, window_days=None)
    guest = Api().as_guest(grant(order))
    information = guest.data(PAGE)["orderCentral"]["returnInformation"]
    assert information == {"isAllowed": False, "returnableLines": []}
    created = guest.data(CREATE, input=line(order))["orderReturnRequestCreate"]
    assert [error["code"] for error in created["errors"]] == ["RETURN_NOT_ELIGIBLE"]
    assert ReturnRequest.objects.count() == 0


def test_guest_cannot_do_what_is_for_staff(order):
    guest = Api().as_guest(grant(order))
    for field in ("onBehalfOfCustomer", "regardlessOfPolicy"):
        refused = guest.data(CREATE, input={**line(order), field: True})["orderReturnRequestCreate"]
        assert refused["errors"] == [{"field": field, "code": "INVALID"}]


def test_field_without_order_and_token_says_what_is_missing(api, order):
    created = api.data(CREATE, input=line(order))["orderReturnRequestCreate"]
    assert created["errors"] == [{"field": "order", "code": "REQUIRED"}]
    # with tokens of two orders it is not clear which one is meant
    both = Api().as_guest(grant(order), grant(sent()))
    assert both.data(CREATE, input=line(order))["orderReturnRequestCreate"]["errors"] == [
        {"field": "order", "code": "REQUIRED"}
    ]


def test_guest_rates_a_delivered_order(staff_api, order, order_id):
    # given
    token = grant(order, AccessScope.VIEW)
    refused = Api().data(FEEDBACK, token="ocg_nothing")["orderFeedbackSubmit"]
    assert refused["errors"] == [{"field": "order", "code": "REQUIRED"}]
    finalize = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "finalized"}) {
        errors { code } } }"""
    assert staff_api.data(finalize, id=order_id(order))["orderStatusChange"]["errors"] == []
    # when
    rated = Api().data(FEEDBACK, token=token)["orderFeedbackSubmit"]
    # then
    assert rated == {"feedback": {"productRating": 5}, "errors": []}
    assert OrderFeedback.objects.count() == 1


def test_signed_in_stranger_with_a_token_is_a_guest(order):
    stranger = Api().sign_in(make_user("eve@example.com")).as_guest(grant(order))
    page = stranger.data(PAGE)["orderCentral"]
    assert (page["isRedacted"], page["order"]) == (True, None)
    stranger.data(CREATE, input=line(order))
    assert ReturnRequest.objects.get().user_id is None


def test_token_takes_nothing_from_owner_and_staff(order, customer, staff_user):
    for user in (customer, staff_user):
        page = Api().sign_in(user).as_guest(grant(order)).data(PAGE)["orderCentral"]
        assert page["isRedacted"] is False
        assert page["order"] is not None


def test_guest_cannot_reach_what_staff_does(order, order_id):
    """Fields for staff answer a guest as they answer nobody."""
    guest = Api().as_guest(grant(order))
    change = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "paid"}) {
        errors { code } } }"""
    assert guest.answer(change, id=order_id(order))["data"]["orderStatusChange"] is None
    for query in (
        "{ orderCentrals(first: 1) { totalCount } }",
        "{ orderNotifications(first: 1) { totalCount } }",
        "{ orderCreditNotes(first: 1) { totalCount } }",
    ):
        answer = guest.answer(query)
        assert list(answer["data"].values()) == [None], query
        assert len(answer["errors"]) == 1, query
    own = guest.data("{ orderReturnRequests(first: 5) { totalCount edges { node { number } } } }")
    assert own["orderReturnRequests"]["totalCount"] == 0


def test_voucher_codes_are_not_in_the_history(customer, configure):
    """A code is as good as money, and the link of a mail shows the history."""
    from saleor_order_central.refunds.telling import _details
    from saleor_order_central.vouchers.models import OrderVoucher

    voucher = OrderVoucher(code=MARKER)
    with get_host().allow_writer():
        assert _details(voucher, None, {"refund.voucher_until": "2 March 2027"}) == [
            "Valid until 2 March 2027"
        ]
