"""Parcels are asked for when they are due, in turns, and nothing is lost or asked too often.

The servers are real; only their answers are arranged.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.providers.models import ParcelPoll, ProviderState
from saleor_order_central.providers.polling import poll_parcels
from saleor_order_central.providers.schedule import Standing, next_poll, pause_after
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.tracking.models import OrderParcel
from tests.providers.parcels import LOCKERS, ago, parcel, path
from tests.providers.shapes import (
    aftership_checkpoint,
    aftership_tracking,
    correios_event,
    correios_object,
    correios_objects,
    easypost_detail,
    easypost_tracker,
    inpost_tracking,
)
from tests.shop_rows import NOON

TOKEN = "/token/v1/autentica/cartaopostagem"
OBJECTS = "/srorastro/v1/objetos"
CORREIOS = {"correios_user": "shop", "correios_access_code": "key", "correios_card": "0075"}


def told(status, **span):
    return inpost_tracking((status, ago(**span).isoformat()))


def due():
    """Everything is due again, and no provider is being left alone."""
    ParcelPoll.objects.filter(next_at__isnull=False).update(next_at=ago(seconds=1))
    ProviderState.objects.update(next_request_at=ago(seconds=1))


def row(of):
    return ParcelPoll.objects.get(parcel=of)


def minutes_until(of):
    return (row(of).next_at - timezone.now()).total_seconds() / 60


@pytest.fixture
def inpost(lead, configure):
    configure(inpost_history=True)


@pytest.mark.django_db
class TestPolling:
    def test_a_new_parcel_is_asked_for_and_its_history_reaches_the_order(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("delivered", hours=1))
        assert poll_parcels() == 1
        event = OrderCarrierEvent.objects.get()
        assert (event.parcel_id, event.type, event.provider) == (one.pk, "DELIVERED", "inpost")
        assert OrderState.objects.get(order=one.order).status.slug == "finalized"
        assert row(one).next_at is None
        due()
        assert poll_parcels() == 0
        assert len(server.asked) == 1

    def test_nothing_is_asked_for_without_a_provider_or_a_reason(self, server, lead, configure):
        parcel(LOCKERS[0])
        assert poll_parcels() == 0
        configure(inpost_history=True)
        parcel(LOCKERS[1], "ups")
        old = parcel(LOCKERS[2], shipped_at=ago(days=61))
        configure(inpost_history=True, active=False)
        assert poll_parcels() == 0
        configure(inpost_history=True)
        assert poll_parcels() == 1
        assert server.paths() == [path(LOCKERS[0])]
        assert not ParcelPoll.objects.filter(parcel=old).exists()

    def test_what_is_not_due_is_not_asked_for(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("out_for_delivery", hours=1))
        poll_parcels()
        assert 23 < minutes_until(one) < 37
        assert poll_parcels() == 0

    def test_what_arrived_by_itself_is_asked_for_no_more(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("created", hours=1))
        poll_parcels()
        OrderParcel.objects.filter(pk=one.pk).update(delivered_at=timezone.now())
        due()
        assert poll_parcels() == 0
        assert row(one).next_at is None

    def test_a_corrected_code_is_asked_for_anew(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("returned_to_sender", hours=1), headers={"ETag": '"1"'})
        poll_parcels()
        assert row(one).next_at is None
        fulfillment = one.fulfillment
        fulfillment.tracking_number = LOCKERS[1]
        fulfillment.save()
        record_orders([one.order_id])
        OrderParcel.objects.filter(pk=one.pk).update(carrier="inpost")
        server.answer(path(LOCKERS[1]), 200, told("created", hours=1))
        assert poll_parcels() == 1
        assert "if-none-match" not in server.asked[-1].headers
        assert (row(one).code, row(one).etag) == (LOCKERS[1], "")

    @pytest.mark.parametrize(
        "change",
        [{"carrier": "dpd"}, {"removed_at": NOON}, {"has_left": False}],
        ids=lambda one: next(iter(one)),
    )
    def test_a_parcel_that_is_not_theirs_any_more_is_asked_for_no_more(self, server, inpost, change):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("created", hours=1))
        assert poll_parcels() == 1
        OrderParcel.objects.filter(pk=one.pk).update(**change)
        due()
        assert poll_parcels() == 0
        assert not ParcelPoll.objects.filter(parcel=one).exists()

    def test_the_mark_of_an_answer_saves_the_next_one(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 200, told("created", hours=1), headers={"ETag": '"1"'})
        server.answer(path(LOCKERS[0]), 304)
        poll_parcels()
        due()
        poll_parcels()
        assert server.asked[1].headers["if-none-match"] == '"1"'
        assert (row(one).etag, OrderCarrierEvent.objects.count()) == ('"1"', 1)

    def test_an_unknown_parcel_is_asked_for_less_and_less(self, server, inpost):
        one = parcel(LOCKERS[0])
        waits = []
        for _ in range(6):
            poll_parcels()
            waits.append(minutes_until(one))
            due()
        for wait, expected in zip(waits, (60, 120, 240, 480, 720, 720), strict=True):
            assert expected * 0.79 < wait < expected * 1.21
        assert ProviderState.objects.get().failures == 0

    def test_events_of_an_earlier_parcel_with_the_same_number_are_left_out(self, server, inpost):
        parcel(LOCKERS[0])
        days = [("delivered", ago(days=90).isoformat()), ("created", ago(hours=2).isoformat())]
        server.answer(path(LOCKERS[0]), 200, inpost_tracking(*days))
        poll_parcels()
        assert OrderCarrierEvent.objects.get().type == "INFO_RECEIVED"


@pytest.mark.django_db
class TestTrouble:
    @pytest.mark.parametrize(
        ("answer", "trouble"),
        [
            ({"status": 502, "body": b"<html>Bad Gateway</html>"}, "SERVER_ERROR"),
            ({"status": 200, "body": b'{"tracking_details": [{"sta'}, "UNREADABLE"),
            ({"status": 200, "body": {"tracking_details": []}, "cut": 5}, "UNREACHABLE"),
            ({"status": 302, "headers": {"Location": "http://169.254.169.254/"}}, "REDIRECTED"),
            ({"status": 403}, "UNAUTHORIZED"),
            ({"status": 200, "headers": {"Content-Length": "9999999"}}, "TOO_LARGE"),
            ({"status": 200, "body": b"{}", "delay": 3}, "TIMEOUT"),
        ],
    )
    def test_a_provider_that_fails_is_left_alone_and_recovers(self, server, inpost, answer, trouble):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), **answer)
        assert poll_parcels(seconds=4) == 1
        state = ProviderState.objects.get(name="inpost")
        assert (state.failures, state.trouble, state.last_success_at) == (1, trouble, None)
        assert 20 < (state.next_request_at - timezone.now()).total_seconds() < 40
        assert poll_parcels(seconds=4) == 0
        server.forget()
        server.answer(path(LOCKERS[0]), 200, told("created", hours=1))
        due()
        assert poll_parcels() == 1
        state.refresh_from_db()
        assert (state.failures, row(one).failures, OrderCarrierEvent.objects.count()) == (0, 0, 1)
        assert state.last_success_at > state.last_failure_at

    def test_it_comes_back_when_the_provider_said_so(self, server, inpost):
        one = parcel(LOCKERS[0])
        server.answer(path(LOCKERS[0]), 429, b"", headers={"Retry-After": "7200"})
        poll_parcels()
        assert 119 < minutes_until(one) < 121
        assert row(one).failures == 0
        assert poll_parcels() == 0
        assert len(server.asked) == 1

    def test_a_provider_that_fails_stops_no_other(self, server, lead, configure):
        configure(inpost_history=True, **CORREIOS)
        parcel(LOCKERS[0])
        code = "AA123456785BR"
        parcel(code, "correios")
        server.answer(TOKEN, 500)
        server.answer(path(LOCKERS[0]), 200, told("created", hours=1))
        assert poll_parcels() == 2
        found = dict(ProviderState.objects.values_list("name", "failures"))
        assert found == {"correios": 1, "inpost": 0}
        assert OrderCarrierEvent.objects.get().provider == "inpost"

    def test_a_code_that_spoils_its_batch_is_asked_for_alone(self, server, lead, configure):
        configure(**CORREIOS)
        codes = [f"AA12345678{n}BR" for n in range(3)]
        rows = [parcel(code, "correios") for code in codes]
        server.answer(TOKEN, 201, {"token": "t"})
        server.answer(OBJECTS, 400, {"msgs": ["one of them is wrong"]})
        posted = correios_event("PO", "01", ago(hours=30).strftime("%Y-%m-%dT%H:%M:%S"), "Postado")
        poll_parcels()
        assert server.asked[-1].query["codigosObjetos"] == [",".join(codes)]
        for code in codes:
            server.forget()
            server.answer(TOKEN, 201, {"token": "t"})
            server.answer(OBJECTS, 200, correios_objects(correios_object(code, posted)))
            ParcelPoll.objects.filter(code=code).update(next_at=ago(seconds=1))
            ProviderState.objects.update(next_request_at=ago(seconds=1))
            poll_parcels()
            assert server.asked[-1].query["codigosObjetos"] == [code]
        assert OrderCarrierEvent.objects.count() == 3
        assert [row(one).failures for one in rows] == [0, 0, 0]

    def test_a_refused_code_does_not_hold_up_the_next_one(self, server, inpost):
        one, other = parcel(LOCKERS[0]), parcel(LOCKERS[1])
        server.answer(path(LOCKERS[0]), 400, b"{}")
        server.answer(path(LOCKERS[1]), 200, told("created", hours=1))
        assert poll_parcels() == 2
        assert OrderCarrierEvent.objects.get().parcel_id == other.pk
        assert (row(one).failures, row(other).failures) == (1, 0)
        assert 11 < minutes_until(one) < 19

    def test_a_code_without_an_answer_does_not_hold_up_the_others(self, server, lead, configure):
        configure(aftership_api_key="key")
        one, other = parcel("1Z9999W99999999999", "ups"), parcel("9400111111111111111111", "usps")
        point = aftership_checkpoint("InTransit", ago(hours=3).isoformat())
        tracking = aftership_tracking("1Z9999W99999999999", point)
        server.answer("/trackings", 200, {"data": {"trackings": [tracking]}})
        assert poll_parcels() == 1
        assert OrderCarrierEvent.objects.get().parcel_id == one.pk
        assert (row(one).misses, row(other).misses) == (0, 1)

    def test_a_parcel_that_the_account_lacks_is_added_once_with_its_carrier(self, server, lead, configure):
        configure(easypost_api_key="key", easypost_adds_parcels=True)
        one = parcel("9400111111111111111111", "usps")
        server.answer("/trackers", 200, {"trackers": []})
        server.answer("/trackers", 201, easypost_tracker("9400111111111111111111"))
        detail = easypost_detail("in_transit", ago(hours=3).isoformat())
        found = easypost_tracker("9400111111111111111111", detail)
        server.answer("/trackers", 200, {"trackers": [found]})
        assert poll_parcels() == 1
        assert json.loads(server.asked[-1].body)["tracker"]["carrier"] == "USPS"
        assert (row(one).misses, OrderCarrierEvent.objects.count()) == (0, 0)
        due()
        assert poll_parcels() == 1
        assert [one.method for one in server.asked] == ["GET", "POST", "GET"]
        assert OrderCarrierEvent.objects.get().type == "IN_TRANSIT"


@pytest.mark.django_db
class TestStatements:
    def test_a_batch_costs_the_same_whatever_its_size(self, server, lead, configure, statements):
        configure(aftership_api_key="key")
        ProviderState.objects.create(name="aftership")
        counts = []
        for size in (2, 8):
            ParcelPoll.objects.all().delete()
            OrderParcel.objects.all().delete()
            codes = [f"1Z{size}{n}W99999999999" for n in range(size)]
            for code in codes:
                parcel(code, "ups", is_paid=False)
            point = aftership_checkpoint("InTransit", ago(hours=3).isoformat())
            trackings = [aftership_tracking(code, point) for code in codes]
            server.forget()
            server.answer("/trackings", 200, {"data": {"trackings": trackings}})
            with statements() as found:
                assert poll_parcels() == 1
            assert OrderCarrierEvent.objects.filter(parcel__normalized_code__in=codes).count() == size
            counts.append(len(found))
        assert counts[0] == counts[1]


DAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("standing", "minutes"),
    [
        ({}, 120),
        ({"last_type": "IN_TRANSIT", "last_at": DAY}, 120),
        ({"last_type": "OUT_FOR_DELIVERY", "last_at": DAY}, 30),
        ({"last_type": "AVAILABLE_FOR_PICKUP", "last_at": DAY}, 240),
        ({"last_type": "IN_TRANSIT", "last_at": DAY - timedelta(days=11)}, 720),
        ({"misses": 1}, 60),
        ({"misses": 4}, 480),
        ({"misses": 1000}, 720),
        ({"failures": 1}, 15),
        ({"failures": 3, "misses": 2}, 60),
        ({"failures": 1000}, 1440),
        ({"last_type": "DELIVERED"}, None),
        ({"last_type": "RETURNED_TO_SENDER"}, None),
        ({"last_type": "UNKNOWN", "is_delivered": True}, None),
        ({"shipped_at": None}, None),
        ({"shipped_at": DAY - timedelta(days=61)}, None),
    ],
)
def test_the_schedule(standing, minutes):
    found = next_poll(Standing(**{"shipped_at": DAY - timedelta(days=12), **standing}), DAY, 1.0)
    assert found == (None if minutes is None else DAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("failures", "retry_after", "seconds"),
    [(1, None, 30), (2, None, 60), (7, None, 1800), (1000, None, 1800), (1, 5.0, 5), (9, 0.0, 1)],
)
def test_the_pause_of_a_provider(failures, retry_after, seconds):
    assert pause_after(failures, retry_after, 1.0) == timedelta(seconds=seconds)
