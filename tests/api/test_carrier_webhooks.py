"""Calls of the carrier webhooks as those who set them up see them: list, reasons, another try."""

from __future__ import annotations

import json
import time

import graphene
import pytest

from saleor_order_central.carrier_events.intake import drain_deliveries, keep_call, receive
from saleor_order_central.carrier_events.models import CarrierDelivery, OrderCarrierEvent
from saleor_order_central.carrier_events.signature import sign
from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import NOON, hours, make_order, ship

SECRET = "a secret of the shop"
LIST = """query($status: OrderCarrierWebhookStatusEnum, $first: Int, $after: String) {
  orderCarrierWebhookDeliveries(status: $status, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id provider status problem attempts receivedAt processedAt body } } } }"""
RETRY = """mutation($ids: [ID!]!) { orderCarrierWebhookDeliveriesRetry(deliveries: $ids) {
  deliveries { id status attempts problem } errors { field code } } }"""


def call(number, **event):
    values = {"trackingCode": "AB12345", "type": "IN_TRANSIT", "date": (NOON + hours(5)).isoformat(), **event}
    body, moment = json.dumps({"id": str(number), "events": [values]}).encode(), str(int(time.time()))
    assert (
        receive(body, f"t={moment},v1={sign(SECRET, body, moment).hex()}", secret=SECRET).word == "accepted"
    )


def sent_order():
    order = make_order(is_paid=True)
    ship(order, "AB12345", NOON + hours(2))
    record_orders([order.pk])


@pytest.fixture
def calls(db):
    """One call that was used, one without a parcel, one that cannot be read, and one that waits."""
    with get_host().allow_writer():
        sent_order()
        call(1, place="Rome")
        call(2, trackingCode="NOBODY12")
        call(3, date="yesterday")
        drain_deliveries()
        keep_call("4", "{}", provider="easypost")
        # Tests run tasks on the spot; this one has not run yet.
        CarrierDelivery.objects.filter(key="4").update(status="PENDING", processed_at=None, problem="")


def listed(api, **filters):
    page = api.data(LIST, **{"first": 10, **filters})["orderCarrierWebhookDeliveries"]
    return [edge["node"] for edge in page["edges"]]


def retry(api, *ids):
    return api.data(RETRY, ids=list(ids))["orderCarrierWebhookDeliveriesRetry"]


def test_every_call_says_what_became_of_it(calls, settings_api):
    waits, refused, unmatched, done = listed(settings_api)
    assert [one["status"] for one in (waits, refused, unmatched, done)] == [
        "PENDING",
        "REFUSED",
        "UNMATCHED",
        "DONE",
    ]
    assert refused["problem"] == "events.0.date: Write the time as 2026-03-02T12:00:00+01:00."
    assert (unmatched["problem"], unmatched["attempts"]) == (None, 0)
    assert [one["provider"] for one in (waits, done)] == ["easypost", None]
    assert json.loads(done["body"])["events"][0]["place"] == "Rome"
    assert (waits["processedAt"], done["processedAt"] >= done["receivedAt"]) == (None, True)
    assert [one["status"] for one in listed(settings_api, status="UNMATCHED")] == ["UNMATCHED"]


def test_pages_meet(calls, settings_api):
    first = settings_api.data(LIST, first=3)["orderCarrierWebhookDeliveries"]
    rest = listed(settings_api, after=first["pageInfo"]["endCursor"])
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], len(rest)) == (4, True, 1)
    assert len({edge["node"]["id"] for edge in first["edges"]} | {rest[0]["id"]}) == 4


def test_another_try_stores_what_is_new_and_nothing_twice(calls, settings_api):
    _waits, _refused, unmatched, done = listed(settings_api)
    with get_host().allow_writer():
        CarrierDelivery.objects.filter(status="UNMATCHED").update(attempts=5)
        OrderCarrierEvent.objects.get().parcel.order.fulfillments.update(tracking_number="AB12345, NOBODY12")
        record_orders([OrderCarrierEvent.objects.get().parcel.order_id])
    payload = retry(settings_api, unmatched["id"], done["id"], done["id"])
    assert payload["errors"] == []
    assert [(one["id"], one["attempts"]) for one in payload["deliveries"]] == [
        (unmatched["id"], 0),
        (done["id"], 0),
    ]
    with get_host().allow_writer():
        drain_deliveries()
    assert OrderCarrierEvent.objects.count() == 2
    assert [one["status"] for one in listed(settings_api)[2:]] == ["DONE", "DONE"]


def test_a_wrong_try_changes_nothing(calls, settings_api):
    unmatched = listed(settings_api, status="UNMATCHED")[0]["id"]
    unknown = graphene.Node.to_global_id("OrderCarrierWebhookDelivery", 10**9)
    for ids, error in (
        ([], ("deliveries", "REQUIRED")),
        ([unmatched, unknown], ("deliveries.1", "NOT_FOUND")),
        (["x"], ("deliveries.0", "GRAPHQL_ERROR")),
        ([unmatched] * 101, ("deliveries", "TOO_MANY_ITEMS")),
    ):
        payload = retry(settings_api, *ids)
        assert [(one["field"], one["code"]) for one in payload["errors"]] == [error]
        assert payload["deliveries"] == []
    assert CarrierDelivery.objects.get(body__contains="NOBODY12").status == "UNMATCHED"


def test_only_those_who_set_up_webhooks_see_calls(calls, staff_api, customer_api, api):
    ids = [graphene.Node.to_global_id("OrderCarrierWebhookDelivery", CarrierDelivery.objects.first().pk)]
    for caller in (staff_api, customer_api, api):
        for query, variables in ((LIST, {"first": 1}), (RETRY, {"ids": ids})):
            answer = caller.answer(query, **variables)
            assert set(answer["data"].values()) == {None}
            assert answer["errors"]
