"""The shop's carriers through the API: own ones, switches of shipped ones, by channel."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking import carriers
from saleor_order_central.tracking.carrier_models import TrackingCarrier
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import NOON, hours, make_order, ship

CARRIER = """carrier { id code name translations { languageCode name } countries urlTemplate patterns
    isBuiltIn isEnabled channels } errors { field code message }"""
CREATE = (
    "mutation($input: OrderTrackingCarrierInput!) { orderTrackingCarrierCreate(input: $input) {"
    + CARRIER
    + "} }"
)
UPDATE = (
    "mutation($id: ID!, $input: OrderTrackingCarrierInput!) {"
    " orderTrackingCarrierUpdate(id: $id, input: $input) {" + CARRIER + "} }"
)
DELETE = "mutation($id: ID!) { orderTrackingCarrierDelete(id: $id) {" + CARRIER + "} }"
LIST = """query($isEnabled: Boolean, $isBuiltIn: Boolean, $channel: String, $search: String) {
    orderTrackingCarriers(first: 100, isEnabled: $isEnabled, isBuiltIn: $isBuiltIn, channel: $channel,
        search: $search) {
        totalCount edges { node { code isBuiltIn isEnabled channels
            translations { languageCode name } } } } }"""
CLASSIFY = """query($code: String!, $channel: String, $language: String) {
    orderTrackingClassify(code: $code, channel: $channel, languageCode: $language) {
        carrier carrierName url helpText candidates { carrier carrierName formatId checkDigitValid } } }"""
INPOST_CODE = "630012345678901234567897"
BIKES = {
    "code": "city-bikes",
    "name": "City Bikes",
    "translations": [{"languageCode": "pl", "name": "Rowery Miejskie"}],
    "urlTemplate": "https://Bikes.example.com/{code}?p={postcode}",
    "patterns": ["cb #{6}"],
    "countries": ["pl", "CZ"],
}


def test_a_carrier_supports_history_when_a_provider_of_the_settings_knows_it(staff_api, configure):
    query = "{ orderTrackingCarriers(first: 100) { edges { node { code supportsHistory } } } }"

    def supported():
        edges = staff_api.data(query)["orderTrackingCarriers"]["edges"]
        return {edge["node"]["code"] for edge in edges if edge["node"]["supportsHistory"]}

    assert supported() == set()
    configure(correios_user="shop", correios_access_code="key", inpost_history=True)
    assert supported() == {"inpost"}
    configure(correios_card="0075")
    assert supported() == {"correios", "inpost"}
    configure(easypost_webhook_secret="a secret of the shop")
    assert {"australia_post", "canada_post", "correios"} < supported()
    assert "bpost" not in supported()


def payload(answer):
    return next(iter(answer.values()))


def create(api, **values):
    return payload(api.data(CREATE, input={**BIKES, **values}))


def update(api, code, /, **values):
    return payload(api.data(UPDATE, id=global_id(code), input=values))


def global_id(code):
    return graphene.Node.to_global_id("OrderTrackingCarrier", code)


def faults(found):
    return [(one["field"], one["code"]) for one in found["errors"]]


def listed(api, **filters):
    return [edge["node"] for edge in api.data(LIST, **filters)["orderTrackingCarriers"]["edges"]]


def classify(api, code, **details):
    return api.data(CLASSIFY, code=code, **details)["orderTrackingClassify"]


def test_own_carrier_is_made_listed_and_recognised(settings_api, staff_api):
    found = create(settings_api)
    assert found == {
        "carrier": {
            "id": global_id("city-bikes"),
            "code": "city-bikes",
            "name": "City Bikes",
            "translations": [{"languageCode": "pl", "name": "Rowery Miejskie"}],
            "countries": ["PL", "CZ"],
            "urlTemplate": "https://bikes.example.com/{code}?p={postcode}",
            "patterns": ["CB#{6}"],
            "isBuiltIn": False,
            "isEnabled": True,
            "channels": [],
        },
        "errors": [],
    }
    assert [one["code"] for one in listed(staff_api, isBuiltIn=False)] == ["city-bikes"]
    assert [one["code"] for one in listed(staff_api, isEnabled=True)] == ["city-bikes"]
    known = classify(staff_api, "CB 123456", language="pl")
    assert (known["carrier"], known["carrierName"]) == ("city-bikes", "Rowery Miejskie")
    assert known["url"] == "https://bikes.example.com/CB123456?p="
    assert "Rowery Miejskie" in known["helpText"]
    assert known["candidates"] == [
        {
            "carrier": "city-bikes",
            "carrierName": "Rowery Miejskie",
            "formatId": "shop:city-bikes",
            "checkDigitValid": None,
        }
    ]


def test_code_is_made_from_the_name(settings_api):
    found = create(settings_api, code=None, name="Veloce & Żółw 2")
    assert (found["errors"], found["carrier"]["code"]) == ([], "veloce-zow-2")


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"code": "UPPER"}, "code", "INVALID"),
        ({"code": "a b"}, "code", "INVALID"),
        ({"code": "x" * 65}, "code", "INVALID"),
        ({"code": "ups"}, "code", "UNIQUE"),
        ({"name": " "}, "name", "REQUIRED"),
        ({"name": None}, "name", "REQUIRED"),
        ({"name": "x" * 101}, "name", "INVALID"),
        ({"translations": [{"languageCode": "xx", "name": "X"}]}, "translations", "INVALID"),
        ({"urlTemplate": "http://bikes.example.com/{code}"}, "urlTemplate", "INVALID"),
        ({"urlTemplate": "https://bikes.example.com/"}, "urlTemplate", "INVALID"),
        ({"urlTemplate": "https://10.0.0.1/{code}"}, "urlTemplate", "INVALID"),
        ({"urlTemplate": "https://bikes.example.com/{code}{secret}"}, "urlTemplate", "INVALID"),
        ({"patterns": ["(A+)+#{4}"]}, "patterns", "INVALID"),
        ({"patterns": ["AB#{6}", "@{6}"]}, "patterns", "INVALID"),
        ({"patterns": [f"A{n}#{{4}}" for n in range(11)]}, "patterns", "TOO_MANY_ITEMS"),
        ({"countries": ["POL"]}, "countries", "INVALID"),
    ],
)
def test_bad_fields_are_refused_by_name(settings_api, values, field, code):
    found = create(settings_api, **values)
    assert (faults(found), found["carrier"]) == ([(field, code)], None)
    assert not TrackingCarrier.objects.exists()


def test_the_same_code_twice_is_refused(settings_api):
    create(settings_api)
    assert faults(create(settings_api, name="Another")) == [("code", "UNIQUE")]
    assert TrackingCarrier.objects.get().name == "City Bikes"


def test_a_shop_has_so_many_own_carriers(settings_api, monkeypatch):
    monkeypatch.setattr(carriers, "MAX_OWN_CARRIERS", 1)
    create(settings_api)
    assert faults(create(settings_api, code="second")) == [(None, "TOO_MANY_ITEMS")]
    assert update(settings_api, "ups", isEnabled=True)["errors"] == []


def test_own_carrier_is_changed_and_the_rest_stays(settings_api, staff_api):
    create(settings_api)
    found = update(settings_api, "city-bikes", patterns=["XX#{5}"], isEnabled=None, translations=[])
    assert (found["errors"], found["carrier"]["name"]) == ([], "City Bikes")
    assert (found["carrier"]["patterns"], found["carrier"]["isEnabled"]) == (["XX#{5}"], True)
    assert found["carrier"]["translations"] == []
    assert classify(staff_api, "CB123456")["carrier"] is None
    assert classify(staff_api, "XX12345")["carrier"] == "city-bikes"
    off = update(settings_api, "city-bikes", isEnabled=False)
    assert off["carrier"]["isEnabled"] is False
    assert classify(staff_api, "XX12345")["carrier"] is None


def test_code_of_a_carrier_stays(settings_api):
    create(settings_api)
    assert faults(update(settings_api, "city-bikes", code="bikes")) == [("code", "INVALID")]
    assert update(settings_api, "city-bikes", code="city-bikes", name="Bikes")["errors"] == []
    assert TrackingCarrier.objects.get().name == "Bikes"


def test_own_carrier_is_taken_away(settings_api, staff_api):
    create(settings_api)
    found = payload(settings_api.data(DELETE, id=global_id("city-bikes")))
    assert (found["errors"], found["carrier"]["code"]) == ([], "city-bikes")
    assert classify(staff_api, "CB123456")["carrier"] is None
    again = payload(settings_api.data(DELETE, id=global_id("city-bikes")))
    assert faults(again) == [("id", "NOT_FOUND")]


def test_shipped_carrier_is_switched_over_the_setting(settings_api, staff_api, configure):
    configure(enabled_carriers="ups")
    # when switched on, the setting is not needed
    assert update(settings_api, "inpost", isEnabled=True)["carrier"]["isEnabled"] is True
    assert classify(staff_api, INPOST_CODE)["carrier"] == "inpost"
    # and off, the setting does not help
    assert update(settings_api, "ups", isEnabled=False)["carrier"]["isEnabled"] is False
    assert [one["code"] for one in listed(staff_api, isEnabled=True)] == ["inpost"]
    # null gives it back to the setting, and leaves no row
    back = [update(settings_api, code, isEnabled=None)["carrier"]["isEnabled"] for code in ("inpost", "ups")]
    assert back == [False, True]
    assert not TrackingCarrier.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Mine"),
        ("urlTemplate", "https://mine.example.com/{code}"),
        ("patterns", ["AB#{6}"]),
        ("countries", ["PL"]),
        ("translations", [{"languageCode": "pl", "name": "Moje"}]),
    ],
)
def test_what_the_plugin_ships_is_read_only(settings_api, field, value):
    found = update(settings_api, "ups", isEnabled=True, **{field: value})
    assert faults(found) == [(field, "BUILT_IN_READ_ONLY")]
    assert not TrackingCarrier.objects.exists()


def test_shipped_carrier_cannot_be_deleted(settings_api):
    update(settings_api, "ups", isEnabled=True)
    found = payload(settings_api.data(DELETE, id=global_id("ups")))
    assert faults(found) == [("id", "BUILT_IN_READ_ONLY")]
    assert TrackingCarrier.objects.get().is_enabled is True


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(global_id("nobody"), "NOT_FOUND"), ("junk", "GRAPHQL_ERROR")],
)
def test_an_unknown_carrier_is_not_found(settings_api, wanted, code):
    for query, extra in ((UPDATE, {"input": {"name": "x"}}), (DELETE, {})):
        assert faults(payload(settings_api.data(query, id=wanted, **extra))) == [("id", code)]


@pytest.mark.parametrize("caller", ["api", "customer_api", "staff_api"])
def test_only_manage_settings_may_change_carriers(request, caller):
    chosen = request.getfixturevalue(caller)
    for query, variables in (
        (CREATE, {"input": BIKES}),
        (UPDATE, {"id": global_id("ups"), "input": {"isEnabled": True}}),
        (DELETE, {"id": global_id("ups")}),
    ):
        assert payload(chosen.answer(query, **variables)["data"]) is None
    assert not TrackingCarrier.objects.exists()


@pytest.mark.parametrize("caller", ["api", "customer_api"])
def test_customers_do_not_see_the_list(request, caller):
    answer = request.getfixturevalue(caller).answer(LIST)
    assert answer["data"]["orderTrackingCarriers"] is None


def test_names_of_shipped_carriers_in_five_languages(staff_api):
    (swiss,) = listed(staff_api, search="swiss_post")
    assert swiss["translations"] == [
        {"languageCode": "es", "name": "Correo de Suiza"},
        {"languageCode": "pl", "name": "Poczta Szwajcarska"},
        {"languageCode": "pt-br", "name": "Correio da Suíça"},
        {"languageCode": "ro", "name": "Poșta Elvețiană"},
    ]


def test_carriers_of_a_channel(settings_api, staff_api):
    if not get_host().capabilities.channels:
        assert faults(create(settings_api, channels=["default-channel"])) == [
            ("channels", "UNSUPPORTED_HOST")
        ]
        assert not TrackingCarrier.objects.exists()
        return
    assert faults(create(settings_api, channels=["nowhere"])) == [("channels", "INVALID")]
    slug = make_order().channel.slug
    assert create(settings_api, channels=[slug])["carrier"]["channels"] == [slug]
    assert classify(staff_api, "CB123456", channel=slug)["carrier"] == "city-bikes"
    assert classify(staff_api, "CB123456", channel="other")["carrier"] is None
    assert classify(staff_api, "CB123456")["carrier"] is None
    assert "city-bikes" in [one["code"] for one in listed(staff_api, channel=slug, isBuiltIn=False)]
    assert listed(staff_api, channel="other", isBuiltIn=False) == []


def test_stored_parcels_follow_the_carriers(settings_api, django_capture_on_commit_callbacks):
    # given a stored parcel with a code that nobody knows
    order = make_order(is_paid=True)
    ship(order, "CB 123456", NOON + hours(2))
    with get_host().allow_writer():
        record_orders([order.pk])
    assert OrderParcel.objects.get().kind == "CODE_UNKNOWN"
    has_channels = get_host().capabilities.channels
    # when its carrier is added, for the order's channel only
    channels = [order.channel.slug] if has_channels else []
    with django_capture_on_commit_callbacks(execute=True):
        assert create(settings_api, channels=channels)["errors"] == []
    # then
    parcel = OrderParcel.objects.get()
    assert (parcel.kind, parcel.carrier) == ("CARRIER_KNOWN", "city-bikes")
    assert parcel.url == "https://bikes.example.com/CB123456?p="
    # and back again
    with django_capture_on_commit_callbacks(execute=True):
        settings_api.data(DELETE, id=global_id("city-bikes"))
    parcel = OrderParcel.objects.get()
    assert (parcel.kind, parcel.carrier, parcel.url) == ("CODE_UNKNOWN", "", "")
