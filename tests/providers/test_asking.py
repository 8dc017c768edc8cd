"""Providers that are asked, against a server that speaks their protocol."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from django.core.cache import cache

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.kinds import kind_of
from saleor_order_central.providers.aftership import ADDED_AT_ONCE, AfterShip
from saleor_order_central.providers.base import Asked, ProviderFault, Trouble
from saleor_order_central.providers.correios import Correios
from saleor_order_central.providers.easypost import EasyPost
from saleor_order_central.providers.inpost import InPost
from tests.providers.shapes import (
    CODE,
    LOCKER,
    aftership_checkpoint,
    aftership_tracking,
    correios_event,
    correios_object,
    correios_objects,
    easypost_detail,
    easypost_tracker,
    easypost_trackers,
    inpost_tracking,
)

TOKEN = "/token/v1/autentica/cartaopostagem"
OBJECTS = "/srorastro/v1/objetos"
TRACKINGS = "/trackings"


def fault_of(provider, *codes):
    with pytest.raises(ProviderFault) as caught:
        provider.fetch([Asked(code) for code in codes])
    return caught.value.trouble


class TestCorreios:
    @pytest.fixture(autouse=True)
    def own_cache(self, settings):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        cache.clear()
        yield
        cache.clear()

    @pytest.fixture
    def correios(self, server, limits):
        return Correios("shop", "key", "0075", limits, url=server.url)

    def token(self, server, token="t1", hours=20):
        expires = datetime.now(timezone(timedelta(hours=-3))) + timedelta(hours=hours)
        told = expires.strftime("%Y-%m-%dT%H:%M:%S")
        server.answer(TOKEN, 201, {"token": token, "expiraEm": told, "ambiente": "PRODUCAO"})

    @pytest.mark.parametrize("status", [400, 403, 404, 422])
    def test_a_refused_login_is_no_trouble_of_the_codes(self, server, correios, status):
        server.answer(TOKEN, status, {"msgs": ["Cartao de postagem invalido"]})
        assert fault_of(correios, CODE) is Trouble.UNAUTHORIZED
        assert "key" not in repr(correios)

    def test_a_history_is_read(self, server, correios):
        self.token(server)
        delivered = correios_event("BDE", "01", "2026-03-03T14:19:48", "Objeto entregue", detalhe="por X")
        abroad = correios_event("PAR", "18", "2026-03-01T08:00:00", "Recebido", unidade={"nome": "CHINA"})
        found = correios_object(CODE, delivered, abroad, dtPrevista="2026-03-05T23:59:59")
        server.answer(OBJECTS, 200, correios_objects(found))
        answer = correios.fetch([Asked(CODE)])[CODE]
        first, last = answer.events
        assert (first.raw_code, first.place, first.country) == ("PAR-18", "CHINA", "")
        assert (last.raw_code, last.raw_text, last.place) == (
            "BDE-01",
            "Objeto entregue, por X",
            "NITEROI/RJ",
        )
        assert (last.description, last.country, last.provider) == ("Objeto entregue", "BR", "correios")
        assert last.happened_at.isoformat() == "2026-03-03T14:19:48-03:00"
        assert last.estimated_to.isoformat() == "2026-03-05T23:59:59-03:00"
        login, request = server.asked
        assert login.headers["authorization"] == "Basic " + base64.b64encode(b"shop:key").decode()
        assert login.body == b'{"numero": "0075"}'
        assert request.headers["authorization"] == "Bearer t1"
        assert request.query == {"codigosObjetos": [CODE], "resultado": ["T"]}

    def test_several_objects_are_one_request_and_unknown_ones_are_told(self, server, correios):
        self.token(server)
        other = "BB123456789BR"
        posted = correios_event("PO", "01", "2026-03-01T10:00:00", "Postado")
        unknown = correios_object(other, mensagem="SRO-020: Objeto não encontrado")
        server.answer(OBJECTS, 200, correios_objects(correios_object(CODE, posted), unknown))
        answers = correios.fetch([Asked(CODE), Asked(other)])
        assert (len(answers[CODE].events), answers[other].is_known) == (1, False)
        assert server.asked[1].query["codigosObjetos"] == [f"{CODE},{other}"]

    def test_the_token_is_kept_until_it_ends(self, server, correios):
        self.token(server)
        server.answer(OBJECTS, 200, correios_objects(correios_object()))
        correios.fetch([Asked(CODE)])
        correios.fetch([Asked(CODE)])
        assert server.paths() == [TOKEN, OBJECTS, OBJECTS]

    def test_a_token_that_ends_soon_is_not_kept(self, server, correios):
        self.token(server, hours=0.05)
        server.answer(OBJECTS, 200, correios_objects(correios_object()))
        correios.fetch([Asked(CODE)])
        correios.fetch([Asked(CODE)])
        assert server.paths() == [TOKEN, OBJECTS, TOKEN, OBJECTS]

    def test_a_refused_token_is_replaced_once(self, server, correios):
        self.token(server, "old")
        self.token(server, "new")
        server.answer(OBJECTS, 401, {"msgs": ["GTW-007"]})
        server.answer(OBJECTS, 200, correios_objects(correios_object()))
        correios.fetch([Asked(CODE)])
        assert [one.headers["authorization"] for one in server.asked if one.path == OBJECTS] == [
            "Bearer old",
            "Bearer new",
        ]
        server.forget()
        self.token(server, "newer")
        server.answer(OBJECTS, 401)
        assert fault_of(correios, CODE) is Trouble.UNAUTHORIZED
        assert server.paths() == [OBJECTS, TOKEN, OBJECTS]

    def test_wrong_credentials_ask_for_no_objects(self, server, correios):
        server.answer(TOKEN, 401, {"msgs": ["GTW-006"]})
        assert fault_of(correios, CODE) is Trouble.UNAUTHORIZED
        assert server.paths() == [TOKEN]

    def test_a_correction_takes_back_the_entry_before_it(self, server, correios):
        self.token(server)
        rows = [
            correios_event("OEC", "01", "2026-03-03T16:00:00", "Saiu"),
            correios_event("EST", "01", "2026-03-03T15:00:00", "Favor desconsiderar"),
            correios_event("BDE", "01", "2026-03-03T14:00:00", "Entregue"),
            correios_event("PO", "01", "2026-03-01T10:00:00", "Postado"),
        ]
        server.answer(OBJECTS, 200, correios_objects(correios_object(CODE, *rows)))
        events = correios.fetch([Asked(CODE)])[CODE].events
        assert [one.raw_code for one in events] == ["PO-01", "EST-01", "OEC-01"]

    @pytest.mark.parametrize(
        "body", [{}, [], {"objetos": "none"}, {"objetos": [7]}, {"objetos": [{}]}, b"<p>"]
    )
    def test_another_shape_is_unreadable(self, server, correios, body):
        self.token(server)
        server.answer(OBJECTS, 200, body)
        assert fault_of(correios, CODE) is Trouble.UNREADABLE

    def test_events_that_cannot_be_read_are_left_out(self, server, correios):
        self.token(server)
        bad = [{}, 7, {"codigo": "BDE"}, correios_event("BDE", "01", "soon", "?"), {"codigo": ["x"]}]
        good = correios_event("PO", "01", "2026-03-01T10:00:00", "Postado")
        server.answer(OBJECTS, 200, correios_objects({"codObjeto": CODE, "eventos": [*bad, good]}))
        assert [one.raw_code for one in correios.fetch([Asked(CODE)])[CODE].events] == ["PO-01"]

    def test_only_codes_of_the_postal_union_are_asked_for(self, correios):
        assert correios.supports(CODE, "correios")
        assert correios.supports("", "correios")
        assert not correios.supports(CODE, "usps")
        assert not correios.supports("123456", "correios")


class TestInPost:
    @pytest.fixture
    def inpost(self, server, limits):
        return InPost(limits, url=server.url)

    def test_a_history_is_read_with_its_mark(self, server, inpost):
        told = inpost_tracking(
            ("ready_to_pickup", "2026-03-03T09:00:00.000+01:00"), ("created", "2026-03-01T09:00:00.000+01:00")
        )
        server.answer(f"/v1/tracking/{LOCKER}", 200, told, headers={"ETag": 'W/"1"'})
        answer = inpost.fetch([Asked(LOCKER)])[LOCKER]
        assert [one.raw_code for one in answer.events] == ["created", "ready_to_pickup"]
        assert answer.events[1].happened_at.isoformat() == "2026-03-03T09:00:00+01:00"
        assert (answer.events[1].raw_text, answer.etag) == ("X", 'W/"1"')
        assert "authorization" not in server.asked[0].headers

    def test_what_did_not_change_is_not_sent_again(self, server, inpost):
        server.answer(f"/v1/tracking/{LOCKER}", 304)
        answer = inpost.fetch([Asked(LOCKER, '"1"')])[LOCKER]
        assert (answer.events, answer.etag, answer.is_known) == ((), '"1"', True)
        assert server.asked[0].headers["if-none-match"] == '"1"'

    def test_an_unknown_parcel_is_no_fault(self, server, inpost):
        assert inpost.fetch([Asked(LOCKER)])[LOCKER].is_known is False

    @pytest.mark.parametrize(
        ("status", "body", "trouble"),
        [
            (200, b'{"tracking_details": [', Trouble.UNREADABLE),
            (200, b"[]", Trouble.UNREADABLE),
            (200, b"{}", Trouble.UNREADABLE),
            (502, b"<html>", Trouble.SERVER_ERROR),
            (429, b"", Trouble.RATE_LIMITED),
            (400, b"{}", Trouble.REQUEST_REFUSED),
        ],
    )
    def test_what_is_no_answer_has_a_name(self, server, inpost, status, body, trouble):
        server.answer(f"/v1/tracking/{LOCKER}", status, body)
        assert fault_of(inpost, LOCKER) is trouble

    def test_a_code_cannot_lead_elsewhere(self, server, inpost):
        assert not inpost.supports("../../ADMIN", "inpost")
        inpost.fetch([Asked("../A?B#C")])
        assert server.asked[0].path == "/v1/tracking/..%2FA%3FB%23C"


class TestAfterShip:
    @pytest.fixture
    def aftership(self, server, limits):
        return AfterShip("", "key", limits, url=server.url)

    def test_trackings_are_read_in_one_request(self, server, aftership):
        points = [
            aftership_checkpoint("Delivered", "2026-03-03T11:00:00-05:00", raw_tag="D1"),
            aftership_checkpoint("Strange", "2026-03-02T11:00:00", subtag="Strange_001"),
        ]
        estimate = {"estimated_delivery_date": "2026-03-04T00:00:00Z"}
        tracking = aftership_tracking("X1234", *points, courier_estimated_delivery_date=estimate)
        server.answer(TRACKINGS, 200, {"meta": {"code": 200}, "data": {"trackings": [tracking]}})
        answers = aftership.fetch([Asked("X1234"), Asked("Y1234")])
        first, last = answers["X1234"].events
        assert (first.kind, first.raw_code, last.kind, last.raw_code) == (
            Kind.UNKNOWN,
            "Strange_001",
            Kind.DELIVERED,
            "D1",
        )
        assert (last.carrier, last.place, last.happened_at.isoformat()) == (
            "usps",
            "Denver",
            "2026-03-03T11:00:00-05:00",
        )
        assert last.estimated_to.isoformat() == "2026-03-04T00:00:00+00:00"
        assert answers["Y1234"].is_known is False
        assert server.asked[0].headers["as-api-key"] == "key"
        assert server.asked[0].query["tracking_numbers"] == ["X1234,Y1234"]

    @pytest.mark.parametrize("body", [b"[]", b"{}", b'{"data": {}}', b'{"data": {"trackings": {}}}'])
    def test_another_shape_is_unreadable(self, server, aftership, body):
        server.answer(TRACKINGS, 200, body)
        assert fault_of(aftership, "X1234") is Trouble.UNREADABLE

    def test_parcels_that_the_account_lacks_are_added_if_the_shop_wants_it(self, server, aftership):
        # given an account with one of three trackings, and a number that AfterShip takes for no parcel
        server.answer(TRACKINGS, 200, {"data": {"trackings": [aftership_tracking("X1234")]}})
        server.answer(TRACKINGS, 201, {"meta": {"code": 201}, "data": aftership_tracking("Y1234")})
        server.answer(TRACKINGS, 400, {"meta": {"code": 4005, "message": "no valid tracking number"}})
        asked = [Asked("X1234"), Asked("Y1234", carrier="royal_mail"), Asked("Z1234", carrier="city-bikes")]
        # when
        answers = replace(aftership, adds=True).fetch(asked)
        # then
        assert [answers[one.code].is_known for one in asked] == [True, True, False]
        _list, *added = server.asked
        assert [one.method for one in added] == ["POST", "POST"]
        assert [json.loads(one.body) for one in added] == [
            {"tracking_number": "Y1234", "slug": "royal-mail"},
            {"tracking_number": "Z1234"},
        ]
        assert added[0].headers["as-api-key"] == "key"

    def test_no_more_are_added_at_once_than_fit_into_a_turn(self, server, aftership):
        server.answer(TRACKINGS, 200, {"data": {"trackings": []}})
        server.answer(TRACKINGS, 201, {"data": {}})
        codes = [f"X{number:04}" for number in range(ADDED_AT_ONCE + 2)]
        answers = replace(aftership, adds=True).fetch([Asked(code) for code in codes])
        assert [answers[code].is_known for code in codes] == [True] * ADDED_AT_ONCE + [False] * 2
        assert len(server.asked) == 1 + ADDED_AT_ONCE

    @pytest.mark.parametrize(
        ("status", "trouble"),
        [(401, Trouble.UNAUTHORIZED), (429, Trouble.RATE_LIMITED), (500, Trouble.SERVER_ERROR)],
    )
    def test_an_account_that_takes_nothing_is_trouble(self, server, aftership, status, trouble):
        server.answer(TRACKINGS, 200, {"data": {"trackings": []}})
        server.answer(TRACKINGS, status)
        assert fault_of(replace(aftership, adds=True), "X1234") is trouble


class TestEasyPost:
    @pytest.fixture
    def easypost(self, server, limits):
        return EasyPost("", "key", limits, url=server.url)

    def test_the_newest_tracker_of_the_code_and_carrier_is_read(self, server, easypost):
        old = easypost_tracker(
            "E1234", easypost_detail("delivered", "2024-03-01T10:00:00Z"), created_at="2024"
        )
        other = easypost_tracker("E1234", easypost_detail("failure", "2026-03-09T10:00:00Z"), carrier="UPS")
        detail = easypost_detail("in_transit", "2026-03-03T10:00:00Z")
        estimate = {"est_delivery_date": "2026-03-05T00:00:00Z"}
        found = [old, other, easypost_tracker("E1234", detail, **estimate), easypost_tracker("E12345")]
        server.answer("/trackers", 200, easypost_trackers(*found))
        answer = easypost.fetch([Asked("E1234", carrier="usps")])["E1234"]
        (event,) = answer.events
        assert (event.kind, event.carrier, event.place) == (Kind.IN_TRANSIT, "usps", "HOUSTON, TX")
        assert event.estimated_to.isoformat() == "2026-03-05T00:00:00+00:00"
        (request,) = server.asked
        assert request.headers["authorization"] == "Basic " + base64.b64encode(b"key:").decode()
        assert request.query == {"tracking_code": ["E1234"]}

    def test_a_tracker_that_the_account_lacks_is_made_if_the_shop_wants_it(self, server, easypost):
        server.answer("/trackers", 200, easypost_trackers())
        assert easypost.fetch([Asked("E1234")])["E1234"].is_known is False
        server.forget()
        server.answer("/trackers", 200, easypost_trackers())
        server.answer("/trackers", 201, easypost_tracker("E1234"))
        answer = replace(easypost, adds=True).fetch([Asked("E1234", carrier="fedex")])["E1234"]
        assert (answer.is_known, answer.events) == (True, ())
        made = server.asked[1]
        assert (made.method, json.loads(made.body)) == (
            "POST",
            {"tracker": {"tracking_code": "E1234", "carrier": "FedEx"}},
        )

    def test_a_code_without_a_carrier_is_not_known(self, server, easypost):
        server.answer("/trackers", 200, easypost_trackers())
        server.answer("/trackers", 422, {"error": {"code": "TRACKER.CARRIER.NOT_FOUND"}})
        assert replace(easypost, adds=True).fetch([Asked("E1234")])["E1234"].is_known is False

    @pytest.mark.parametrize("body", [b"[]", b"{}", b'{"trackers": {}}'])
    def test_another_shape_is_unreadable(self, server, easypost, body):
        server.answer("/trackers", 200, body)
        assert fault_of(easypost, "E1234") is Trouble.UNREADABLE

    def test_no_key_stands_in_words_about_it(self, easypost):
        assert "key" not in repr(easypost).replace("api_key", "")


@pytest.mark.parametrize(
    ("provider", "code", "kind"),
    [
        ("correios", "PO-01", Kind.PICKED_UP),
        ("correios", "RO-01", Kind.IN_TRANSIT),
        ("correios", "OEC-01", Kind.OUT_FOR_DELIVERY),
        ("correios", "OEC-09", Kind.RETURNING),
        ("correios", "LDI-01", Kind.AVAILABLE_FOR_PICKUP),
        ("correios", "BDE-01", Kind.DELIVERED),
        ("correios", "BDI-70", Kind.DELIVERED),
        ("correios", "BDR-20", Kind.ATTEMPT_FAILED),
        ("correios", "BDE-23", Kind.RETURNED_TO_SENDER),
        ("correios", "BDE-50", Kind.EXCEPTION),
        ("correios", "BDE-69", Kind.DELAYED),
        ("correios", "EST-01", Kind.UNKNOWN),
        ("correios", "BDE-99", Kind.UNKNOWN),
        ("correios", "NEW-01", Kind.UNKNOWN),
        ("inpost", "confirmed", Kind.INFO_RECEIVED),
        ("inpost", "collected_from_sender", Kind.PICKED_UP),
        ("inpost", "adopted_at_sorting_center", Kind.IN_TRANSIT),
        ("inpost", "out_for_delivery", Kind.OUT_FOR_DELIVERY),
        ("inpost", "ready_to_pickup", Kind.AVAILABLE_FOR_PICKUP),
        ("inpost", "undelivered", Kind.EXCEPTION),
        ("inpost", "undelivered_wrong_address", Kind.ATTEMPT_FAILED),
        ("inpost", "delivered", Kind.DELIVERED),
        ("inpost", "returned_to_sender", Kind.RETURNED_TO_SENDER),
        ("inpost", "something_new", Kind.UNKNOWN),
        ("aftership", "InfoReceived", Kind.INFO_RECEIVED),
        ("aftership", "InTransit", Kind.IN_TRANSIT),
        ("aftership", "OutForDelivery", Kind.OUT_FOR_DELIVERY),
        ("aftership", "AttemptFail", Kind.ATTEMPT_FAILED),
        ("aftership", "AvailableForPickup", Kind.AVAILABLE_FOR_PICKUP),
        ("aftership", "Delivered", Kind.DELIVERED),
        ("aftership", "Exception", Kind.EXCEPTION),
        ("aftership", "Expired", Kind.UNKNOWN),
        ("aftership", "Pending", Kind.INFO_RECEIVED),
        ("easypost", "pre_transit", Kind.INFO_RECEIVED),
        ("easypost", "available_for_pickup", Kind.AVAILABLE_FOR_PICKUP),
        ("easypost", "return_to_sender", Kind.RETURNING),
        ("easypost", "failure", Kind.EXCEPTION),
        ("easypost", "error", Kind.UNKNOWN),
    ],
)
def test_codes_of_providers_have_their_meaning(provider, code, kind):
    assert kind_of(provider, code) is kind
