"""Tracking through the API: any text, the list of trusted links, lookup by code."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking.models import OrderParcel, TrustedTrackingHost
from tests.shop_rows import NOON, hours, make_order, ship

CLASSIFY = """query($code: String!) { orderTrackingClassify(code: $code) {
    classification presentation isLinkVisible url carrier carrierName reasons explanation helpText
    candidates { carrier carrierName formatId checkDigitValid } } }"""
HOST = """trustedTrackingHost { id host pathPrefix includeSubdomains allowEmbed isBuiltIn note }
    errors { field code message }"""
CREATE = (
    "mutation($input: OrderTrustedTrackingHostInput!) { orderTrustedTrackingHostCreate(input: $input) {"
    + HOST
    + "} }"
)
UPDATE = (
    "mutation($id: ID!, $input: OrderTrustedTrackingHostInput!) {"
    " orderTrustedTrackingHostUpdate(id: $id, input: $input) {" + HOST + "} }"
)
DELETE = "mutation($id: ID!) { orderTrustedTrackingHostDelete(id: $id) {" + HOST + "} }"
LIST = """query($search: String, $first: Int, $after: String) {
    orderTrustedTrackingHosts(search: $search, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { host allowEmbed isBuiltIn } } } }"""


def classify(api, code):
    return api.data(CLASSIFY, code=code)["orderTrackingClassify"]


def create(api, **values):
    return api.data(CREATE, input=values)["orderTrustedTrackingHostCreate"]


@pytest.mark.parametrize(
    ("code", "kind", "presentation", "url"),
    [
        ("", "EMPTY", "HIDDEN", None),
        ("   ", "EMPTY", "HIDDEN", None),
        ("ask the shop", "CODE_UNKNOWN", "HIDDEN", None),
        ("https://track.shop.example/p/1", "URL_TRUSTED", "EMBED", "https://track.shop.example/p/1"),
        ("http://track.shop.example/p/1", "URL_TRUSTED", "NEW_TAB", "http://track.shop.example/p/1"),
        ("https://elsewhere.example/1", "URL_UNKNOWN", "NEW_TAB", "https://elsewhere.example/1"),
        ("javascript:alert(1)", "URL_UNKNOWN", "HIDDEN", None),
        ("https://user:pw@track.shop.example/", "URL_UNKNOWN", "HIDDEN", None),
    ],
    ids=["empty", "blank", "000-32", "000-33", "000-34", "000-35", "scheme", "userinfo"],
)
def test_the_presentation_of_any_text(staff_api, settings_api, code, kind, presentation, url):
    create(settings_api, host="track.shop.example")
    found = classify(staff_api, code)
    assert (found["classification"], found["presentation"], found["url"]) == (kind, presentation, url)
    assert found["isLinkVisible"] is (presentation != "HIDDEN")
    assert OrderParcel.objects.count() == 0


def test_000_31_a_carriers_code(staff_api):
    found = classify(staff_api, "AA123456785BR")
    assert (found["classification"], found["presentation"]) == ("CARRIER_KNOWN", "MODAL_HISTORY")
    assert found["carrier"] == "correios"
    assert found["reasons"] == ["SINGLE_CANDIDATE"]
    assert found["explanation"] == "Exactly one carrier fits this code."
    assert found["candidates"][0]["checkDigitValid"] is True
    assert found["helpText"].startswith("This is the tracking number of ")


def test_digits_name_a_carrier_only_when_the_shop_enabled_it(staff_api, configure):
    code = "630012345678901234567897"
    before = classify(staff_api, code)
    configure(enabled_carriers="inpost")
    after = classify(staff_api, code)
    assert before["classification"] == "CODE_UNKNOWN"
    assert (after["classification"], after["carrier"]) == ("CARRIER_KNOWN", "inpost")


@pytest.mark.parametrize("caller", ["api", "customer_api", "settings_api"])
def test_only_staff_may_classify(request, caller):
    answer = request.getfixturevalue(caller).answer(CLASSIFY, code="x")
    assert answer["data"]["orderTrackingClassify"] is None
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_000_36_add_change_and_remove_a_trusted_host(staff_api, settings_api):
    link = "https://track.shop.example/parcel/1"
    assert classify(staff_api, link)["classification"] == "URL_UNKNOWN"
    # when added, the next read uses it
    made = create(settings_api, host="Track.Shop.Example.", pathPrefix="/parcel", note=" ours ")
    entry = made["trustedTrackingHost"]
    assert made["errors"] == []
    assert (entry["host"], entry["pathPrefix"], entry["note"]) == ("track.shop.example", "/parcel", "ours")
    assert (entry["allowEmbed"], entry["includeSubdomains"], entry["isBuiltIn"]) == (True, False, False)
    assert classify(staff_api, link)["presentation"] == "EMBED"
    # when changed
    settings_api.data(UPDATE, id=entry["id"], input={"allowEmbed": False})
    assert classify(staff_api, link)["presentation"] == "NEW_TAB"
    assert classify(staff_api, link)["reasons"] == ["EMBED_NOT_ALLOWED"]
    # when removed
    removed = settings_api.data(DELETE, id=entry["id"])["orderTrustedTrackingHostDelete"]
    assert removed["trustedTrackingHost"]["id"] == entry["id"]
    assert classify(staff_api, link)["classification"] == "URL_UNKNOWN"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({}, "host", "INVALID"),
        ({"host": ""}, "host", "INVALID"),
        ({"host": "https://a.example"}, "host", "INVALID"),
        ({"host": "a.example:8443"}, "host", "INVALID"),
        ({"host": "a.example/path"}, "host", "INVALID"),
        ({"host": "127.0.0.1"}, "host", "INVALID"),
        ({"host": "localhost"}, "host", "INVALID"),
        ({"host": "a.example", "pathPrefix": "parcel"}, "pathPrefix", "INVALID"),
        ({"host": "a.example", "pathPrefix": "/a/../b"}, "pathPrefix", "INVALID"),
        ({"host": "a.example", "note": "x" * 251}, "note", "INVALID"),
    ],
)
def test_bad_hosts_are_refused_by_field(settings_api, values, field, code):
    before = TrustedTrackingHost.objects.count()
    found = create(settings_api, **values)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [(field, code)]
    assert TrustedTrackingHost.objects.count() == before


def test_the_same_entry_twice_is_refused(settings_api):
    create(settings_api, host="a.example")
    found = create(settings_api, host="A.EXAMPLE")
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("host", "UNIQUE")]


def test_an_unknown_entry_is_not_found(settings_api):
    wanted = graphene.Node.to_global_id("OrderTrustedTrackingHost", 999_999)
    for query, extra in ((UPDATE, {"input": {"note": "x"}}), (DELETE, {})):
        payload = next(iter(settings_api.data(query, id=wanted, **extra).values()))
        assert [(one["field"], one["code"]) for one in payload["errors"]] == [("id", "NOT_FOUND")]


def test_shipped_hosts_are_never_embedded(settings_api):
    found = settings_api.data(LIST, first=100)["orderTrustedTrackingHosts"]
    assert found["totalCount"] == len(found["edges"]) > 20
    assert {(edge["node"]["isBuiltIn"], edge["node"]["allowEmbed"]) for edge in found["edges"]} == {
        (True, False)
    }


def test_hosts_are_paged_and_searched(settings_api):
    first = settings_api.data(LIST, first=3)["orderTrustedTrackingHosts"]
    cursor = first["pageInfo"]["endCursor"]
    second = settings_api.data(LIST, first=3, after=cursor)["orderTrustedTrackingHosts"]
    names = [edge["node"]["host"] for page in (first, second) for edge in page["edges"]]
    assert names == sorted(set(names))
    assert len(names) == 6
    searched = settings_api.data(LIST, search="correios", first=10)["orderTrustedTrackingHosts"]
    assert all("correios" in edge["node"]["host"] for edge in searched["edges"])
    assert searched["totalCount"] >= 1


@pytest.mark.parametrize("caller", ["api", "customer_api", "staff_api"])
def test_only_manage_settings_may_change_the_list(request, caller):
    answer = request.getfixturevalue(caller).answer(CREATE, input={"host": "a.example"})
    assert answer["data"]["orderTrustedTrackingHostCreate"] is None
    assert not TrustedTrackingHost.objects.filter(host="a.example").exists()


def test_stored_parcels_follow_the_list(settings_api, django_capture_on_commit_callbacks):
    # given a stored parcel with an unknown link
    order = make_order(is_paid=True)
    ship(order, "https://track.shop.example/1", NOON + hours(2))
    with get_host().allow_writer():
        record_orders([order.pk])
    assert OrderParcel.objects.get().kind == "URL_UNKNOWN"
    # when its host is trusted
    with django_capture_on_commit_callbacks(execute=True):
        create(settings_api, host="track.shop.example")
    # then
    parcel = OrderParcel.objects.get()
    assert (parcel.kind, parcel.presentation, parcel.reasons) == ("URL_TRUSTED", "EMBED", [])


def test_001_12_find_an_order_by_its_tracking_code(staff_api, customer_api, order_id):
    order = make_order(is_paid=True)
    ship(order, "AA 123 456 785 BR", NOON + hours(2))
    other = make_order(is_paid=True)
    ship(other, "BB123456785BR", NOON + hours(2))
    with get_host().allow_writer():
        record_orders([order.pk, other.pk])
    query = (
        "query($code: String!) { orderCentralsByTrackingCode(code: $code) { order { id } parcels { code } } }"
    )
    found = staff_api.data(query, code="aa123456785br")["orderCentralsByTrackingCode"]
    assert found == [{"order": {"id": order_id(order)}, "parcels": [{"code": "AA 123 456 785 BR"}]}]
    assert staff_api.data(query, code="none")["orderCentralsByTrackingCode"] == []
    assert customer_api.answer(query, code="aa123456785br")["data"]["orderCentralsByTrackingCode"] is None


def test_carriers_are_listed_with_the_shops_switch(staff_api, configure):
    configure(enabled_carriers="inpost")
    query = """query($enabled: Boolean) { orderTrackingCarriers(isEnabled: $enabled, first: 100) {
        totalCount edges { node { id code name isEnabled countries urlTemplate } } } }"""
    enabled = staff_api.data(query, enabled=True)["orderTrackingCarriers"]
    assert [edge["node"]["code"] for edge in enabled["edges"]] == ["inpost"]
    everything = staff_api.data(query)["orderTrackingCarriers"]
    assert everything["totalCount"] > 30
