"""Carrier events through the API: report, parcel, timeline, history; what customers never see."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import NOON, hours, make_app, make_order, ship

REPORT = """mutation($events: [OrderCarrierEventInput!]!) { orderCarrierEventReport(events: $events) {
  count alreadyProcessed events { type date rawCode } errors { field code } } }"""
PAGE = """query($id: ID!) { orderCentral(id: $id) {
  timeline { current { code } steps { code state completedAt evidence { source message } } }
  parcels { id code deliveredAt lastKnownPlace estimatedDelivery { earliest latest }
    lastEvent { type label date place country message rawCode rawText provider externalId receivedAt }
    events(first: 10) { totalCount edges { node { type label place rawCode provider } } } }
  history(first: 50, where: {kinds: [CARRIER_EVENT]}) { totalCount
    edges { node { id subject message visibility parcelId } } } } }"""
LIST = """query($first: Int!) { orders(first: $first) { edges { node { orderCentral {
  timeline { isLate estimatedAt { latest } current { code } } warnings { code }
  parcels { code lastKnownPlace deliveredAt isLate pickupPlace estimatedDelivery { latest source }
    tracking { url carrierName helpText } lines { quantity } lastEvent { type place }
    events(first: 3) { edges { node { type } } } } } } } } }"""


def sent_order(code="AB1", **columns):
    order = make_order(is_paid=True, **columns)
    ship(order, code, NOON + hours(2))
    record_orders([order.pk])
    return order


def event(code="AB1", number=5, **values):
    return {"trackingCode": code, "date": (NOON + hours(number)).isoformat(), **values}


def report(api, *events):
    return api.data(REPORT, events=list(events))["orderCarrierEventReport"]


def test_001_13_events_are_reported_once(staff_api):
    sent_order()
    events = [event(type="IN_TRANSIT"), event(number=6, rawCode="??")]
    first, second = report(staff_api, *events), report(staff_api, *events)
    assert (first["count"], first["alreadyProcessed"], first["errors"]) == (2, 0, [])
    assert [one["type"] for one in first["events"]] == ["IN_TRANSIT", "UNKNOWN"]
    assert (second["count"], second["alreadyProcessed"], second["events"]) == (0, 2, [])


def test_an_app_reports_and_names_the_parcel(db, api, staff_api, order_id):
    order = sent_order()
    _app, token = make_app("Carrier", "order.manage_orders")
    parcel = staff_api.data(PAGE, id=order_id(order))["orderCentral"]["parcels"][0]["id"]
    values = {"parcel": parcel, "type": "DELIVERED", "date": (NOON + hours(9)).isoformat()}
    assert report(api.with_header(f"Bearer {token}"), values)["count"] == 1
    assert OrderCarrierEvent.objects.get().parcel.order_id == order.pk


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (event("NO", type="IN_TRANSIT"), ("events.0.trackingCode", "NOT_FOUND")),
        (event(), ("events.0.type", "REQUIRED")),
        (event(type="IN_TRANSIT", country="Germany"), ("events.0.country", "INVALID")),
        (event(type="IN_TRANSIT") | {"parcel": "x"}, ("events.0.parcel", "GRAPHQL_ERROR")),
        (
            event(type="IN_TRANSIT") | {"parcel": graphene.Node.to_global_id("OrderParcel", "shipment-1")},
            ("events.0.parcel", "INVALID"),
        ),
    ],
)
def test_a_wrong_event_is_refused(staff_api, values, error):
    sent_order()
    payload = report(staff_api, values)
    assert [(one["field"], one["code"]) for one in payload["errors"]] == [error]
    assert (payload["count"], OrderCarrierEvent.objects.count()) == (0, 0)


def test_only_staff_reports(customer, customer_api, api):
    sent_order(user=customer)
    for caller in (customer_api, api):
        answer = caller.answer(REPORT, events=[event(type="DELIVERED")])
        assert answer["data"]["orderCarrierEventReport"] is None
        assert answer["errors"]
    assert OrderCarrierEvent.objects.count() == 0


def test_nothing_is_reported_while_the_centre_is_off(staff_api, configure):
    sent_order()
    configure(active=False)
    payload = report(staff_api, event(type="DELIVERED"))
    assert payload["errors"] == [{"field": None, "code": "FEATURE_DISABLED"}]
    assert OrderCarrierEvent.objects.count() == 0


def test_001_02_001_03_the_customer_sees_place_time_and_promise_but_nothing_raw(
    staff_api, customer, customer_api, order_id
):
    order = sent_order(user=customer)
    told = {"provider": "acme", "rawCode": "T7", "rawText": "internal", "externalId": "e1"}
    date = "2026-03-02T18:00:00+01:00"
    report(
        staff_api,
        event(number=4, rawCode="secret-word"),
        event(
            type="OUT_FOR_DELIVERY",
            place="Leipzig",
            country="de",
            message="On van 3",
            estimatedFrom="2026-03-03T08:00:00+00:00",
            estimatedTo="2026-03-03T12:00:00+00:00",
            **told,
        )
        | {"date": date},
    )
    # when
    answer = customer_api.data(PAGE, id=order_id(order))["orderCentral"]
    # then
    (parcel,) = answer["parcels"]
    last = parcel["lastEvent"]
    assert (last["type"], last["label"], last["date"]) == ("OUT_FOR_DELIVERY", "Out for delivery", date)
    assert (last["place"], last["country"], last["message"]) == ("Leipzig", "DE", "On van 3")
    raw = ("rawCode", "rawText", "provider", "externalId", "receivedAt")
    assert [last[name] for name in raw] == [None] * 5
    assert (parcel["lastKnownPlace"], parcel["deliveredAt"]) == ("Leipzig", None)
    assert parcel["estimatedDelivery"] == {
        "earliest": "2026-03-03T08:00:00+00:00",
        "latest": "2026-03-03T12:00:00+00:00",
    }
    assert parcel["events"]["totalCount"] == 2
    assert [edge["node"]["type"] for edge in parcel["events"]["edges"]] == ["OUT_FOR_DELIVERY", "UNKNOWN"]
    history = answer["history"]
    assert [(edge["node"]["subject"], edge["node"]["message"]) for edge in history["edges"]] == [
        ("Out for delivery", "Leipzig – On van 3")
    ]
    assert history["edges"][0]["node"]["parcelId"] == parcel["id"]
    # and staff sees it all
    for_staff = staff_api.data(PAGE, id=order_id(order))["orderCentral"]
    last = for_staff["parcels"][0]["lastEvent"]
    assert [last[name] for name in raw[:4]] == ["T7", "internal", "acme", "e1"]
    assert [edge["node"]["visibility"] for edge in for_staff["history"]["edges"]] == ["CUSTOMER", "STAFF"]


def test_the_step_delivered_names_the_carrier_as_its_proof(staff_api, order_id):
    order = sent_order()
    report(staff_api, event(type="DELIVERED", number=30))
    answer = staff_api.data(PAGE, id=order_id(order))["orderCentral"]
    step = answer["timeline"]["steps"][4]
    assert (step["code"], step["state"], step["completedAt"]) == (
        "DELIVERED",
        "DONE",
        "2026-03-03T18:00:00+00:00",
    )
    assert step["evidence"] == {
        "source": "CARRIER_EVENT",
        "message": "The carrier delivered every parcel",
    }
    assert answer["timeline"]["current"] == {"code": "DELIVERED"}
    assert answer["parcels"][0]["deliveredAt"] == "2026-03-03T18:00:00+00:00"


def test_a_parcel_stays_when_saleor_deletes_every_trace(staff_api, order_id):
    order = sent_order()
    report(staff_api, event(type="IN_TRANSIT", place="Rome"))
    order.fulfillments.all().delete()
    order.events.exclude(type="placed").delete()
    (parcel,) = staff_api.data(PAGE, id=order_id(order))["orderCentral"]["parcels"]
    assert (parcel["code"], parcel["lastKnownPlace"]) == ("AB1", "Rome")
    assert parcel["events"]["totalCount"] == 1


def test_a_list_of_orders_costs_a_constant_number_of_statements(staff_api, statements):
    codes = [f"C{index}" for index in range(20)]
    for code in codes:
        sent_order(code)
    report(staff_api, *[event(code, type="IN_TRANSIT", place=code) for code in codes])
    staff_api.data(LIST, first=1)
    with statements() as for_few:
        staff_api.data(LIST, first=2)
    with statements() as for_many:
        answer = staff_api.data(LIST, first=20)
    assert len(for_many) == len(for_few)
    parcels = [edge["node"]["orderCentral"]["parcels"][0] for edge in answer["orders"]["edges"]]
    assert {parcel["lastEvent"]["place"] for parcel in parcels} == set(codes)
