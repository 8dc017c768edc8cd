"""Calls of EasyPost and AfterShip: signed, stored once, and worked off like every other call."""

from __future__ import annotations

import json
import random

import pytest

from saleor_order_central.carrier_events.intake import drain_deliveries
from saleor_order_central.carrier_events.models import CarrierDelivery, OrderCarrierEvent
from saleor_order_central.providers.aftership import AfterShip
from saleor_order_central.providers.calls import receive_call
from saleor_order_central.providers.easypost import EasyPost
from saleor_order_central.providers.outgoing import Limits
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from tests.providers.shapes import (
    aftership_call,
    aftership_checkpoint,
    aftership_signed,
    aftership_tracking,
    easypost_call,
    easypost_detail,
    easypost_signed,
)
from tests.shop_rows import NOON, hours, make_order, ship

# The first letter has two forms in Unicode.
SECRET = "Åsa's secret of the shop"
EASYPOST = EasyPost(SECRET)
AFTERSHIP = AfterShip(SECRET, "", Limits())
SIGNED = {"easypost": easypost_signed, "aftership": aftership_signed}


def call(provider, content, *, secret=SECRET):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    answer = receive_call(provider, SIGNED[provider.name](secret, body), body)
    return answer.http_status, answer.word


def sent_order(code):
    order = make_order(is_paid=True)
    ship(order, code, NOON + hours(2))
    record_orders([order.pk])
    return order


def events():
    rows = OrderCarrierEvent.objects.order_by("happened_at", "pk")
    return list(rows.values_list("provider", "type", "raw_code", "place"))


@pytest.mark.django_db
class TestSignatures:
    @pytest.mark.parametrize("provider", [EASYPOST, AFTERSHIP])
    def test_unsigned_calls_are_refused_before_they_are_read(self, provider):
        body = b"{" * 10
        assert call(provider, body, secret="another secret") == (401, "wrong signature")
        for headers in ({}, {"x-hmac-signature": ""}, {"aftership-hmac-sha256": "é"}):
            assert receive_call(provider, headers, body).http_status == 401
        assert CarrierDelivery.objects.count() == 0

    @pytest.mark.parametrize("provider", [EasyPost(""), AfterShip("", "", Limits())])
    def test_without_a_secret_nothing_is_signed(self, provider):
        assert call(provider, {}, secret="") == (401, "wrong signature")

    def test_the_signature_belongs_to_the_raw_body(self):
        body = json.dumps(easypost_call("E1")).encode()
        headers = easypost_signed(SECRET, body)
        assert receive_call(EASYPOST, headers, body + b" ").http_status == 401
        assert receive_call(EASYPOST, headers, body).http_status == 200

    def test_both_forms_of_a_letter_are_the_same_secret(self):
        assert call(EasyPost("Å secret"), {}, secret="A\u030a secret")[0] == 200


@pytest.mark.django_db
class TestCalls:
    @pytest.mark.parametrize("provider", [EASYPOST, AFTERSHIP])
    @pytest.mark.parametrize(
        ("body", "answer"),
        [
            (b'{"id": ', (400, "not JSON")),
            (b"\xff", (400, "not JSON")),
            (b"[" * 100_000, (400, "not JSON")),
            (b"[]", (400, "not an object")),
            (b'{"description": "batch.created", "event": "edd"}', (200, "ignored")),
            (b" " * (256 * 1024 + 1), (413, "too large")),
        ],
    )
    def test_what_is_no_news_of_parcels_is_not_kept(self, provider, body, answer):
        assert call(provider, body) == answer
        assert CarrierDelivery.objects.count() == 0

    def test_easypost_reaches_the_order_once(self):
        order = sent_order("E1")
        way = [
            easypost_detail("in_transit", "2026-03-03T10:00:00Z"),
            easypost_detail("delivered", "2026-03-04T09:00:00-06:00", status_detail="", carrier_code="01"),
        ]
        content = easypost_call("E1", *way, est_delivery_date="2026-03-05T00:00:00Z")
        assert call(EASYPOST, content) == (200, "accepted")
        assert call(EASYPOST, content) == (200, "known")
        assert drain_deliveries() == 1
        assert events() == [
            ("easypost", "IN_TRANSIT", "arrived_at_facility", "HOUSTON, TX"),
            ("easypost", "DELIVERED", "01", "HOUSTON, TX"),
        ]
        last = OrderCarrierEvent.objects.latest("happened_at")
        assert (last.local_time.isoformat(), last.country) == ("2026-03-04T09:00:00-06:00", "US")
        assert CarrierDelivery.objects.get().provider == "easypost"
        assert OrderState.objects.get(order=order).status.slug == "finalized"

    def test_a_later_call_adds_only_what_is_new(self):
        sent_order("E1")
        first = easypost_detail("in_transit", "2026-03-03T10:00:00Z")
        second = easypost_detail("out_for_delivery", "2026-03-04T08:00:00Z")
        call(EASYPOST, easypost_call("E1", first, second, id="evt_2"))
        call(EASYPOST, easypost_call("E1", first, id="evt_1"))
        drain_deliveries()
        assert [kind for _provider, kind, *_rest in events()] == ["IN_TRANSIT", "OUT_FOR_DELIVERY"]

    def test_aftership_keeps_codes_that_nobody_knows(self):
        sent_order("A1234")
        points = [
            aftership_checkpoint("InTransit", "2026-03-03T10:00:00+01:00", raw_tag="T9"),
            aftership_checkpoint("Novel", "2026-03-03T12:00:00+01:00"),
            aftership_checkpoint("Delivered", "no time"),
            "not a checkpoint",
        ]
        call(AFTERSHIP, aftership_call(aftership_tracking("A1234", *points)))
        drain_deliveries()
        assert events() == [
            ("aftership", "IN_TRANSIT", "T9", "Denver"),
            ("aftership", "UNKNOWN", "Novel", "Denver"),
        ]

    @pytest.mark.parametrize(
        ("provider", "content"),
        [
            (EASYPOST, {"description": "tracker.updated"}),
            (EASYPOST, easypost_call("E1")),
            (EASYPOST, easypost_call("", easypost_detail("delivered", "2026-03-04T09:00:00Z"))),
            (AFTERSHIP, {"event": "tracking_update", "msg": 7}),
            (AFTERSHIP, aftership_call({"checkpoints": "none"})),
        ],
    )
    def test_a_call_without_events_is_kept_and_stops_nothing(self, provider, content):
        sent_order("E1")
        assert call(provider, content) == (200, "accepted")
        call(EASYPOST, easypost_call("E1", easypost_detail("in_transit", "2026-03-03T10:00:00Z"), id="good"))
        drain_deliveries()
        statuses = CarrierDelivery.objects.order_by("pk").values_list("status", flat=True)
        assert list(statuses) == ["REFUSED", "DONE"]
        assert len(events()) == 1

    def test_an_estimate_that_cannot_be_right_costs_no_event(self):
        sent_order("E1")
        detail = easypost_detail("in_transit", "2026-03-03T10:00:00Z")
        call(EASYPOST, easypost_call("E1", detail, est_delivery_date="1970-01-01T00:00:00Z"))
        drain_deliveries()
        assert OrderCarrierEvent.objects.get().estimated_to is None

    def test_any_order_and_repetition_gives_the_same_history(self):
        sent_order("E1")
        details = [easypost_detail("in_transit", f"2026-03-03T1{n}:00:00Z") for n in range(6)]
        calls = [easypost_call("E1", *details[: n + 1], id=f"evt_{n}") for n in range(6)] * 2
        random.Random(7).shuffle(calls)
        for content in calls:
            call(EASYPOST, content)
        drain_deliveries()
        assert len(events()) == 6
        assert CarrierDelivery.objects.count() == 6
