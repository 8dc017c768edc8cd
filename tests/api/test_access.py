"""Who sees what of one order: every kind of caller, every part of the page."""

from __future__ import annotations

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.events import EventRequest, create_event
from saleor_order_central.timeline.view import Visibility
from tests.conftest import Api
from tests.shop_rows import (
    NOON,
    add_event,
    add_invoice,
    facts_of,
    hours,
    make_app,
    make_channel,
    make_order,
    make_user,
    ship,
)

MARKER = "PLANTED-MARKER-7731"

EVERYTHING = """
query($id: ID!) {
  orderCentral(id: $id) {
    number createdAt isRedacted isEnabled statusChangedAt missingInformation
    total { amount } order { id userEmail }
    lines { productName }
    status { slug name customerLabel ordersCount channels translations { name } }
    timeline { progressPercent current { code label }
      steps { code slug label state isCurrent completedAt durationMinutes missing
              evidence { source objectId message date }
              parcels { id code } invoiceLink { number url } } }
    history(first: 100) { totalCount edges { cursor node { id kind date visibility subject message
        authorType user { email } appName statusFromLabel statusToLabel coreType parcelId } } }
    staffOnly: history(first: 100, where: {visibility: STAFF}) { totalCount edges { node { id } } }
    parcels { id code fulfillmentId lines { quantity } tracking { url } }
    invoiceLinks { number url }
    warnings { code message }
  }
}
"""


@pytest.fixture
def order(customer, staff_user):
    """A sent order with staff-only text in every place that can hold some."""
    order = make_order(user=customer, is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(5))
    add_invoice(order, "F-1", "https://shop.example.com/f1.pdf")
    add_event(order, "note_added", NOON + hours(6), user=staff_user, message=MARKER)
    author = Author(AuthorType.STAFF, user_pk=staff_user.pk)
    secret = EventRequest(MARKER, MARKER, visibility=Visibility.STAFF)
    create_event(facts_of(order), secret, author=author)
    create_event(facts_of(order), EventRequest("We packed it", "Today"), author=author)
    return order


def page(api, order, order_id):
    return api.data(EVERYTHING, id=order_id(order))["orderCentral"]


def test_owner_gets_the_customer_view_without_staff_text(customer_api, order, order_id):
    # when
    answer = customer_api.answer(EVERYTHING, id=order_id(order))
    # then
    found = answer["data"]["orderCentral"]
    assert "errors" not in answer
    assert MARKER not in str(answer)
    assert "staff@example.com" not in str(answer)
    assert found["isRedacted"] is False
    assert found["number"] is not None
    assert found["warnings"] is None
    assert found["status"]["name"] is None
    assert found["status"]["ordersCount"] is None
    assert found["staffOnly"] == {"totalCount": 0, "edges": []}
    history = found["history"]
    assert history["totalCount"] == len(history["edges"])
    assert {edge["node"]["visibility"] for edge in history["edges"]} == {"CUSTOMER"}
    assert "We packed it" in [edge["node"]["subject"] for edge in history["edges"]]
    assert {edge["node"]["user"] for edge in history["edges"]} == {None}
    assert {edge["node"]["coreType"] for edge in history["edges"]} == {None}


def test_staff_gets_the_staff_view(staff_api, order, order_id):
    found = page(staff_api, order, order_id)
    assert found["warnings"] == []
    assert found["staffOnly"]["totalCount"] == 2
    assert MARKER in str(found["history"])
    assert "staff@example.com" in str(found["history"])


def test_an_app_with_the_permission_gets_the_staff_view(order, order_id):
    _app, token = make_app("Helper", "order.manage_orders")
    found = page(Api().with_header(f"Bearer {token}"), order, order_id)
    assert found["staffOnly"]["totalCount"] == 2


def test_an_app_without_the_permission_gets_nothing(order, order_id):
    _app, token = make_app("Reader", "product.manage_products")
    assert page(Api().with_header(f"Bearer {token}"), order, order_id) is None


@pytest.mark.parametrize("is_staff", [False, True], ids=["customer", "staff-without-permission"])
def test_another_user_gets_nothing(order, order_id, is_staff):
    other = make_user("other@example.com", is_staff=is_staff)
    assert page(Api().sign_in(other), order, order_id) is None


def test_anonymous_gets_nothing_by_default(api, order, order_id):
    assert page(api, order, order_id) is None


def test_an_order_without_a_user_has_no_owner(api, order_id):
    # "No owner" and "no caller" must never be taken for each other.
    assert page(api, make_order(user=None), order_id) is None


@pytest.mark.parametrize("caller", ["anonymous", "other-user"])
def test_anonymous_steps_show_codes_states_and_dates_only(order, order_id, configure, caller):
    # given
    configure(anonymous_access="steps")
    api = Api() if caller == "anonymous" else Api().sign_in(make_user("other@example.com"))
    # when
    found = page(api, order, order_id)
    # then
    assert found["isRedacted"] is True
    steps = found["timeline"].pop("steps")
    assert [(one["code"], one["state"], one["slug"]) for one in steps] == [
        ("PLACED", "DONE", "placed"),
        ("PAID", "DONE", "paid"),
        ("PREPARING", "DONE", "preparing"),
        ("SENT", "DONE", "sent"),
        ("DELIVERED", "CURRENT", "delivered"),
    ]
    assert steps[1]["completedAt"] is not None
    for step in steps:
        assert (step["label"], step["evidence"], step["missing"]) == (None, None, [])
        assert (step["parcels"], step["invoiceLink"]) == ([], None)
    empty = {"totalCount": 0, "edges": []}
    assert found == {
        "number": None,
        "createdAt": None,
        "isRedacted": True,
        "isEnabled": True,
        "statusChangedAt": None,
        "missingInformation": [],
        "total": None,
        "order": None,
        "lines": [],
        "status": None,
        "timeline": {"progressPercent": 80, "current": {"code": "DELIVERED", "label": None}},
        "history": empty,
        "staffOnly": empty,
        "parcels": [],
        "invoiceLinks": [],
        "warnings": None,
    }


def test_steps_of_a_custom_status_do_not_give_its_name_away(
    order, order_id, configure, settings_api, staff_api
):
    # given a custom status with a telling name
    configure(anonymous_access="steps")
    create = """mutation { orderStatusDefinitionCreate(input: {name: "Engraving for Ana", type: IN_PROGRESS})
        { errors { code } } }"""
    assert settings_api.data(create)["orderStatusDefinitionCreate"]["errors"] == []
    change = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "engraving-for-ana"})
        { errors { code } } }"""
    assert staff_api.data(change, id=order_id(order))["orderStatusChange"]["errors"] == []
    # when
    found = page(Api(), order, order_id)
    # then
    assert "ngraving" not in str(found)


def test_nobody_but_staff_sees_a_draft(customer, customer_api, staff_api, order_id):
    draft = make_order(user=customer, status="draft")
    assert page(customer_api, draft, order_id) is None
    assert page(staff_api, draft, order_id)["number"] is not None


def test_the_field_on_order_follows_the_same_rule(customer_api, order, order_id):
    # given the owner's own list, the ordinary way to an order on every host
    query = """{ me { orders(first: 1) { edges { node { orderCentral {
        number staffOnly: history(first: 5, where: {visibility: STAFF}) { totalCount } } } } } } }"""
    # when
    node = customer_api.data(query)["me"]["orders"]["edges"][0]["node"]["orderCentral"]
    # then
    assert node["staffOnly"]["totalCount"] == 0
    assert node["number"] == facts_of(order).number


def test_with_the_plugin_off_customers_get_nothing_and_staff_still_reads(
    order, order_id, customer_api, staff_api, configure
):
    configure(active=False)
    assert page(customer_api, order, order_id) is None
    assert page(staff_api, order, order_id)["isEnabled"] is False
    configure(active=True)
    assert page(customer_api, order, order_id)["isEnabled"] is True


@pytest.mark.parametrize("bad_id", ["", "no-id", "T3JkZXI6", "VXNlcjox"])
def test_a_malformed_id_is_an_error_that_says_so(staff_api, bad_id):
    answer = staff_api.answer("query($id: ID!) { orderCentral(id: $id) { number } }", id=bad_id)
    assert answer["data"]["orderCentral"] is None
    assert len(answer["errors"]) == 1
    assert "id" in answer["errors"][0]["message"]


def test_an_unknown_order_is_null(staff_api):
    import graphene

    pk = "00000000-0000-0000-0000-000000000000" if is_saleor_3() else 999_999
    answer = staff_api.answer(
        "query($id: ID!) { orderCentral(id: $id) { number } }", id=graphene.Node.to_global_id("Order", pk)
    )
    assert answer["data"]["orderCentral"] is None
    assert "errors" not in answer


if is_saleor_3():

    @pytest.fixture
    def berlin_api(db):
        """Staff that may manage orders of the channel "berlin" only."""
        from saleor.account.models import Group

        user = make_user("berlin@example.com", "order.manage_orders", is_staff=True)
        group = Group.objects.get(user=user)
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(make_channel("berlin"))
        return Api().sign_in(user)

    def test_staff_of_one_channel_sees_and_changes_its_orders_only(berlin_api, order_id):
        # given
        own, foreign = make_order(channel="berlin"), make_order(channel="paris")
        change = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "paid"})
            { errors { field code } } }"""
        # then
        assert page(berlin_api, own, order_id)["warnings"] == []
        assert page(berlin_api, foreign, order_id) is None
        assert berlin_api.data(change, id=order_id(own))["orderStatusChange"]["errors"] == []
        refused = berlin_api.data(change, id=order_id(foreign))["orderStatusChange"]["errors"]
        assert refused == [{"field": "order", "code": "NOT_FOUND"}]
