"""Activation per channel through the API: the switch, colours, texts, features, and who may do what."""

from __future__ import annotations

import pytest

from saleor_order_central.activation.models import CenterSettings
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from tests.shop_rows import make_channel, make_order

SETTINGS = """query($channel: String, $language: String) {
  orderCentralSettings(channel: $channel, languageCode: $language) {
    isEnabled channel isOwn pageUrl primaryColor title intro footer supportUrl logoUrl
    light { primary onPrimary } dark { primary } maxUploadSizeMb allowedContentTypes
    features { code name state fallbackUrl } } }"""
FEATURES = """query($channel: String, $language: String) {
  orderCentralFeatures(channel: $channel, languageCode: $language) { code name state fallbackUrl } }"""
UPDATE = """mutation($channel: String, $input: OrderCentralSettingsInput!) {
  orderCentralSettingsUpdate(channel: $channel, input: $input) {
    settings { isEnabled primaryColor } errors { field message code } } }"""
PREVIEW = """query($primary: String, $background: String) {
  orderCentralColorPreview(primaryColor: $primary, backgroundColor: $background) {
    isReadable textContrast primaryContrast requiredContrast light { primary onPrimary } } }"""
ORDER = "query($id: ID!) { orderCentral(id: $id) { number isEnabled channel languageCode } }"


@pytest.fixture
def channel(db):
    """The slug of a channel, "" where there are none."""
    found = make_channel("main")
    return found.slug if found else ""


def change(api, channel="", **values):
    payload = api.data(UPDATE, channel=channel, input=values)["orderCentralSettingsUpdate"]
    return payload["settings"], [(error["field"], error["code"]) for error in payload["errors"]]


def test_anybody_reads_whether_the_centre_is_on(api, channel):
    shown = api.data(SETTINGS, channel=channel)["orderCentralSettings"]

    assert shown["isEnabled"] is True
    assert shown["isOwn"] is False
    assert shown["pageUrl"].endswith(f"/plugins/global/saleor.order-central/center/{channel or 'shop'}/")
    assert shown["primaryColor"] == "#1d4ed8"
    assert shown["maxUploadSizeMb"] == 10
    assert shown["allowedContentTypes"] == ["image/jpeg", "image/png", "image/webp"]


def test_a_new_shop_has_tracking_and_the_timeline_first(api, channel):
    """000-06, 000-07, 000-09."""
    features = api.data(FEATURES, channel=channel)["orderCentralFeatures"]
    states = {one["code"]: one["state"] for one in features}

    assert states["TIMELINE"] == states["TRACKING"] == "READY"
    assert states["ADDRESSES"] == states["PROFILE"] == "PLANNED"
    assert {one["fallbackUrl"] for one in features} == {None}


def test_features_are_named_in_the_callers_language(api):
    features = api.data(FEATURES, language="pl")["orderCentralFeatures"]

    assert features[0]["name"] != "Order timeline"


def test_addresses_lead_to_the_old_area(settings_api, api, channel):
    """000-12, 000-13: the page that stands in; its address knows the channel."""
    feature = {"code": "ADDRESSES", "fallbackUrl": "https://shop.example.com/{channel}/account/addresses"}
    assert change(settings_api, features=[feature]) == (
        {"isEnabled": True, "primaryColor": "#1d4ed8"}, [],
    )  # fmt: skip

    (found,) = [
        one
        for one in api.data(FEATURES, channel=channel)["orderCentralFeatures"]
        if one["code"] == "ADDRESSES"
    ]
    assert found["state"] == "PLANNED"
    assert found["fallbackUrl"] == f"https://shop.example.com/{channel}/account/addresses"


def test_a_ready_feature_may_wait(settings_api, api, channel):
    """000-15: the merchant decides; nothing else changes."""
    change(settings_api, channel, features=[{"code": "RETURNS", "state": "IN_PROGRESS"}])
    states = {
        one["code"]: one["state"] for one in api.data(FEATURES, channel=channel)["orderCentralFeatures"]
    }
    assert states["RETURNS"] == "IN_PROGRESS"

    change(settings_api, channel, features=[{"code": "RETURNS", "state": "READY"}])
    states = {
        one["code"]: one["state"] for one in api.data(FEATURES, channel=channel)["orderCentralFeatures"]
    }
    assert states["RETURNS"] == "READY"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"primaryColor": "#ffffff"}, ("primaryColor", "INVALID")),
        ({"primaryColor": "blue"}, ("primaryColor", "INVALID")),
        ({"textColor": "#999999"}, ("textColor", "INVALID")),
        ({"backgroundColor": "#000000"}, ("textColor", "INVALID")),
        ({"logoUrl": "http://shop.example.com/logo.png"}, ("logoUrl", "INVALID")),
        ({"logoUrl": "javascript:alert(1)"}, ("logoUrl", "INVALID")),
        ({"logoUrl": "https://user@shop.example.com/logo.png"}, ("logoUrl", "INVALID")),
        ({"logoUrl": "https://shop.example.com/; script-src *"}, ("logoUrl", "INVALID")),
        ({"supportUrl": "//shop.example.com"}, ("supportUrl", "INVALID")),
        ({"features": [{"code": "RETURNS", "fallbackUrl": "data:text/html,x"}]}, ("features", "INVALID")),
        ({"features": [{"code": "PROFILE", "state": "READY"}]}, ("features", "FEATURE_DISABLED")),
        ({"texts": [{"languageCode": "no-such", "title": "x"}]}, ("texts", "INVALID")),
        ({"texts": [{"title": "x" * 121}]}, ("texts", "INVALID")),
    ],
)
def test_what_cannot_work_is_refused_and_nothing_is_stored(settings_api, values, expected):
    assert change(settings_api, **values) == (None, [expected])
    with get_host().allow_writer():
        assert CenterSettings.objects.count() == 0


def test_an_unknown_channel_is_refused(settings_api):
    code = "INVALID" if is_saleor_3() else "UNSUPPORTED_HOST"

    assert change(settings_api, "no-such-channel", isEnabled=False) == (None, [("channel", code)])


def test_texts_come_back_in_each_language(settings_api, api):
    texts = [{"title": "Shop", "intro": "Hello", "footer": ""}, {"languageCode": "pl", "title": "Sklep"}]
    change(settings_api, texts=texts, supportUrl="https://shop.example.com/help")

    polish = api.data(SETTINGS, language="pl")["orderCentralSettings"]
    english = api.data(SETTINGS, language="en")["orderCentralSettings"]
    assert (polish["title"], polish["intro"], polish["footer"]) == ("Sklep", "Hello", None)
    assert english["title"] == "Shop"
    assert english["supportUrl"] == "https://shop.example.com/help"


def test_off_hides_orders_from_customers_and_loses_nothing(
    settings_api, customer_api, staff_api, customer, order_id, channel
):
    """000-04: customers get null, staff reads on, and on again shows the same."""
    order = order_id(make_order(user=customer))
    before = customer_api.data(ORDER, id=order)["orderCentral"]
    assert before == {
        "number": before["number"], "isEnabled": True, "channel": channel or None, "languageCode": "en",
    }  # fmt: skip

    change(settings_api, channel, isEnabled=False)
    assert customer_api.data(ORDER, id=order)["orderCentral"] is None
    assert staff_api.data(ORDER, id=order)["orderCentral"]["isEnabled"] is False
    assert customer_api.data(SETTINGS, channel=channel)["orderCentralSettings"]["isEnabled"] is False

    change(settings_api, channel, isEnabled=True)
    assert customer_api.data(ORDER, id=order)["orderCentral"] == before


def test_one_channel_off_leaves_the_others_on(settings_api, customer_api, customer, order_id):
    if not is_saleor_3():
        assert change(settings_api, "main", isEnabled=False)[1] == [("channel", "UNSUPPORTED_HOST")]
        return
    make_channel("other")
    orders = {slug: order_id(make_order(user=customer, channel=slug)) for slug in ("main", "other")}
    change(settings_api, "main", isEnabled=False)

    assert customer_api.data(ORDER, id=orders["main"])["orderCentral"] is None
    assert customer_api.data(ORDER, id=orders["other"])["orderCentral"] is not None

    change(settings_api, "main", followsShop=True)
    assert customer_api.data(ORDER, id=orders["main"])["orderCentral"] is not None


def test_staff_cannot_change_orders_of_a_channel_that_is_off(settings_api, staff_api, order_id, channel):
    order = order_id(make_order())
    change(settings_api, channel, isEnabled=False)
    payload = staff_api.data(
        """mutation($order: ID!) { orderStatusChange(order: $order, input: {status: "sent"}) {
          errors { code } } }""",
        order=order,
    )["orderStatusChange"]

    assert payload["errors"] == [{"code": "FEATURE_DISABLED"}]


def test_a_preview_measures_and_stores_nothing(settings_api):
    preview = settings_api.data(PREVIEW, primary="#93c5fd", background="#ffffff")["orderCentralColorPreview"]

    assert preview["isReadable"] is False
    assert preview["primaryContrast"] == 1.8
    assert preview["requiredContrast"] == 4.5
    assert preview["light"]["primary"] != "#93c5fd"
    with get_host().allow_writer():
        assert CenterSettings.objects.count() == 0


@pytest.mark.parametrize("caller", ["api", "customer_api", "staff_api"])
def test_only_manage_settings_changes_and_previews(caller, request):
    api = request.getfixturevalue(caller)

    for query, values in ((UPDATE, {"input": {"isEnabled": False}}), (PREVIEW, {})):
        assert "errors" in api.answer(query, **values)
    with get_host().allow_writer():
        assert CenterSettings.objects.count() == 0
