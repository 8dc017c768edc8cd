"""Each ready document of `graphql/operations/`, carried out over HTTP against the sample shop."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from demo.scenario_api import CHANNEL
from demo.scenario_client import OPERATIONS, ShopClient, document
from demo.scenario_stories import (
    ANA,
    CORREIOS_CODE,
    THIRD_CORREIOS_CODE,
    TRUSTED_HOST,
    stories_of,
)
from devtool.graphql import post
from saleor_order_central.host.base import PLUGIN_ID
from saleor_order_central.host.detect import is_saleor_3
from tests.sinks import SmtpSink

NAMES = sorted(path.stem for path in OPERATIONS.glob("*.graphql"))
SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
OWN_ACTIONS = ["SEND_MESSAGE", "OPEN_INVOICE", "TRACK", "REQUEST_RETURN", "WITHDRAW"]
MAIN_STEPS = ["PLACED", "PAID", "PREPARING", "SENT", "DELIVERED"]


class Client(ShopClient):
    """Carries documents out: as staff, as Ana, or as nobody."""

    def __init__(self, url: str, mailbox: SmtpSink) -> None:
        super().__init__(url)
        self.mailbox = mailbox
        self.ids = {key: order["id"] for key, order in self.orders().items()}

    def by_staff(self, name: str, **variables: Any) -> dict[str, Any]:
        return self.ask(name, self.staff, **variables)

    def ana(self, name: str, **variables: Any) -> dict[str, Any]:
        return self.ask(name, self.token(ANA.email), **variables)

    def nobody(self, name: str, **variables: Any) -> dict[str, Any]:
        return self.ask(name, None, **variables)

    def changed(self, name: str, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation by staff that must have no errors."""
        (payload,) = self.by_staff(name, **variables).values()
        assert payload["errors"] == []
        return payload

    def refused(self, name: str, **variables: Any) -> list[tuple[str | None, str]]:
        """Fields and codes of the errors of a mutation by staff."""
        (payload,) = self.by_staff(name, **variables).values()
        return [(error["field"], error["code"]) for error in payload["errors"]]

    def new_order(self) -> str:
        """An order of Ana, placed just now."""
        return self.place_order(("Apple Juice", 1))

    def guest_token(self, order: str) -> str:
        """A guest's token for an order of Ana."""
        number = self.by_staff("OrderPage", id=order)["orderCentral"]["number"]
        asked = self.nobody("AccessRequest", number=number, email=ANA.email)["orderAccessRequest"]
        assert (asked["isAccepted"], asked["errors"]) == (True, [])
        mail = self.mailbox.messages[-1].get_body(("plain",)).get_content()
        (code,) = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", mail)
        given = self.nobody("AccessConfirm", number=number, email=ANA.email, code=code, languageCode="en")
        assert given["orderAccessConfirm"]["errors"] == []
        assert given["orderAccessConfirm"]["scopes"] == ["VIEW", "MESSAGE", "RETURN", "WITHDRAW"]
        return str(given["orderAccessConfirm"]["token"])

    def new_status(self, name: str, **values: Any) -> dict[str, Any]:
        """A custom status in progress."""
        made = self.changed("StatusDefinitionCreate", input={"name": name, "type": "IN_PROGRESS", **values})
        return made["statusDefinition"]


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of a page."""
    return [edge["node"] for edge in connection["edges"]]


CASES: dict[str, Callable[[Client], None]] = {}


def case(name: str) -> Callable[[Callable[[Client], None]], Callable[[Client], None]]:
    """Register what a document must do."""

    def register(check: Callable[[Client], None]) -> Callable[[Client], None]:
        CASES[name] = check
        return check

    return register


@pytest.fixture(scope="module")
def client(shop, mailbox) -> Client:
    return Client(shop.url, mailbox)


@pytest.mark.parametrize("name", NAMES)
def test_document(client, name):
    assert name in CASES, f"{name}.graphql has no case: add one to this file"
    CASES[name](client)


def test_every_case_has_its_document():
    assert sorted(CASES) == NAMES


@case("OrderPage")
def _order_page(client: Client) -> None:
    page = client.ana("OrderPage", id=client.ids["sent-correios"])["orderCentral"]
    assert [step["code"] for step in page["timeline"]["steps"]] == MAIN_STEPS
    assert page["timeline"]["current"] == {"code": "DELIVERED", "slug": "delivered", "label": "Delivered"}
    assert page["timeline"]["progressPercent"] == 80
    assert (page["status"]["slug"], page["status"]["type"]) == ("sent", "IN_PROGRESS")
    parcel = page["parcels"][0]
    assert (parcel["code"], parcel["tracking"]["carrierName"]) == (CORREIOS_CODE, "Correios")
    assert (parcel["isWaiting"], parcel["shippedAt"]) == (False, page["timeline"]["steps"][3]["completedAt"])
    shipped = {line["productName"]: line["quantityShipped"] for line in page["lines"]}
    assert shipped == {"Apple Juice": 2, "Blue Hoodie": 1}
    assert [link["number"] for link in page["invoiceLinks"]] == ["FT-2017"]
    assert (page["missingInformation"], page["warnings"], page["feedback"]) == ([], None, None)


@case("OrderTimeline")
def _order_timeline(client: Client) -> None:
    timeline = client.ana("OrderTimeline", id=client.ids["engraving"])["orderCentral"]["timeline"]
    assert timeline["current"] == {"slug": "engraving"}
    slugs = [step["slug"] for step in timeline["steps"]]
    assert slugs == ["placed", "paid", "engraving", "preparing", "sent", "delivered"]


@case("MyOrders")
def _my_orders(client: Client) -> None:
    orders = client.ana("MyOrders", first=3)["me"]["orders"]
    assert len(nodes(orders)) == 3
    after = orders["pageInfo"]["endCursor"]
    others = client.ana("MyOrders", first=100, after=after)["me"]["orders"]
    found = {node["id"]: node["orderCentral"] for node in [*nodes(orders), *nodes(others)]}
    assert len(nodes(orders)) + len(nodes(others)) == len(found) == orders["totalCount"]
    for story in (one for one in stories_of(is_saleor_3=is_saleor_3()) if one.customer == ANA):
        assert found[client.ids[story.key]]["timeline"]["current"]["slug"] == story.current


@case("StaffOrderList")
def _staff_order_list(client: Client) -> None:
    found = client.every_order("StaffOrderList", client.staff)
    pages = {node["id"]: node["orderCentral"] for node in found}
    early = pages[client.ids["finalised-too-early"]]
    assert [warning["code"] for warning in early["warnings"]] == ["CONCLUDED_BEFORE_SHIPPED"]
    assert (early["status"]["slug"], early["timeline"]["current"]["slug"]) == ("finalized", "delivered")
    assert len(pages[client.ids["two-parcels"]]["parcels"]) == 2
    # Orders from before the plugin are shown too, with the shop's first status.
    assert all(page["status"] for page in pages.values())


@case("OrderHistory")
def _order_history(client: Client) -> None:
    order = client.ids["picking"]
    whole = client.by_staff("OrderHistory", id=order, first=100, sortBy="OLDEST_FIRST")
    entries = nodes(whole["orderCentral"]["history"])
    slugs = [entry["statusTo"]["slug"] for entry in entries if entry["kind"] == "STATUS_CHANGE"]
    assert slugs == ["received", "in-realisation", "waiting-for-dispatch"]
    assert [entry["date"] for entry in entries] == sorted(entry["date"] for entry in entries)
    ids, after = [], None
    while True:
        page = client.by_staff("OrderHistory", id=order, first=2, after=after)["orderCentral"]["history"]
        ids += [entry["id"] for entry in nodes(page)]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert ids == [entry["id"] for entry in reversed(entries)]
    only = client.ana("OrderHistory", id=order, first=100, where={"kinds": ["STATUS_CHANGE"]})
    found = nodes(only["orderCentral"]["history"])
    assert found[0]["message"] == "Packed; the carrier comes tomorrow."
    assert {node["kind"] for node in found} == {"STATUS_CHANGE"}
    assert {(node["user"], node["appName"], node["coreType"]) for node in found} == {(None, None, None)}


@case("StatusDefinitions")
def _status_definitions(client: Client) -> None:
    found = nodes(client.by_staff("StatusDefinitions", first=100)["orderStatusDefinitions"])
    by_slug = {node["slug"]: node for node in found}
    assert by_slug["received"]["isDefault"] is True
    assert by_slug["engraving"]["kind"] == "CUSTOM"
    assert by_slug["engraving"]["ordersCount"] >= 1
    assert by_slug["engraving"]["translations"] == [
        {"languageCode": "pt", "name": None, "customerLabel": "Em gravação", "customerDescription": None}
    ]
    built_in = client.nobody("StatusDefinitions", first=100, where={"kind": "BUILT_IN"})
    assert [node["name"] for node in nodes(built_in["orderStatusDefinitions"])] == [None] * 9


@case("StatusDefinition")
def _status_definition(client: Client) -> None:
    found = client.nobody("StatusDefinition", slug="collected-by-customer", languageCode="pt-PT")
    assert found["orderStatusDefinition"]["type"] == "CONCLUDED"
    assert found["orderStatusDefinition"]["customerLabel"] == "Levantada na loja"
    assert client.nobody("StatusDefinition", slug="nothing")["orderStatusDefinition"] is None


@case("StatusDefinitionCreate")
def _status_definition_create(client: Client) -> None:
    made = client.new_status("Gift wrapping", color="#AABBCC", customerLabel="Being wrapped")
    assert (made["slug"], made["kind"], made["color"]) == ("gift-wrapping", "CUSTOM", "#aabbcc")
    assert client.refused("StatusDefinitionCreate", input={"name": "No type"}) == [("type", "TYPE_REQUIRED")]


@case("StatusDefinitionUpdate")
def _status_definition_update(client: Client) -> None:
    made = client.new_status("Quality check")
    changed = client.changed("StatusDefinitionUpdate", id=made["id"], input={"visibility": "STAFF"})
    assert changed["statusDefinition"]["visibility"] == "STAFF"
    assert client.nobody("StatusDefinition", slug=made["slug"])["orderStatusDefinition"] is None
    built_in = client.nobody("StatusDefinition", slug="sent")["orderStatusDefinition"]["id"]
    refused = client.refused("StatusDefinitionUpdate", id=built_in, input={"type": "CONCLUDED"})
    assert refused == [("type", "BUILT_IN_READ_ONLY")]


@case("StatusDefinitionDelete")
def _status_definition_delete(client: Client) -> None:
    made, order = client.new_status("For a while"), client.new_order()
    client.changed("OrderStatusChange", order=order, input={"status": made["slug"]})
    assert client.refused("StatusDefinitionDelete", id=made["id"]) == [("id", "STATUS_IN_USE")]
    other = client.nobody("StatusDefinition", slug="awaiting-payment")["orderStatusDefinition"]["id"]
    client.changed("StatusDefinitionDelete", id=made["id"], replaceWith=other)
    page = client.by_staff("OrderPage", id=order)["orderCentral"]
    assert page["status"]["slug"] == "awaiting-payment"
    history = client.by_staff("OrderHistory", id=order, first=1)["orderCentral"]["history"]["edges"][0][
        "node"
    ]
    assert (history["statusFrom"], history["statusFromLabel"]) == (None, "For a while")


@case("StatusDefinitionReorder")
def _status_definition_reorder(client: Client) -> None:
    made = client.new_status("Moves up")
    before = _slugs(client)
    moved = client.changed("StatusDefinitionReorder", moves=[{"id": made["id"], "sortOrder": -2}])
    expected = [slug for slug in before if slug != "moves-up"]
    expected.insert(len(expected) - 2, "moves-up")
    assert [one["slug"] for one in moved["statusDefinitions"]] == expected == _slugs(client)


def _slugs(client: Client) -> list[str]:
    found = client.by_staff("StatusDefinitions", first=100)["orderStatusDefinitions"]
    return [node["slug"] for node in nodes(found)]


@case("StatusDefinitionSetDefault")
def _status_definition_set_default(client: Client) -> None:
    ids = {
        slug: client.nobody("StatusDefinition", slug=slug)["orderStatusDefinition"]["id"]
        for slug in ("received", "awaiting-payment", "finalized")
    }
    assert client.refused("StatusDefinitionSetDefault", id=ids["finalized"]) == [("id", "INVALID")]
    try:
        changed = client.changed("StatusDefinitionSetDefault", id=ids["awaiting-payment"])
        assert changed["statusDefinition"]["isDefault"] is True
        page = client.by_staff("OrderPage", id=client.new_order())["orderCentral"]
        assert page["status"]["slug"] == "awaiting-payment"
    finally:
        client.changed("StatusDefinitionSetDefault", id=ids["received"])


@case("StatusDefinitionTranslate")
def _status_definition_translate(client: Client) -> None:
    made = client.new_status("Dried", customerLabel="Drying")
    texts = {"customerLabel": "Suszenie", "customerDescription": "Jeszcze chwila."}
    found = client.changed("StatusDefinitionTranslate", id=made["id"], languageCode="pl", input=texts)
    assert found["statusDefinition"]["customerLabel"] == "Suszenie"
    assert found["statusDefinition"]["customerDescription"] == "Jeszcze chwila."
    removed = {"customerLabel": "", "customerDescription": ""}
    found = client.changed("StatusDefinitionTranslate", id=made["id"], languageCode="pl", input=removed)
    assert found["statusDefinition"]["customerLabel"] == "Drying"


@case("OrderStatusChange")
def _order_status_change(client: Client) -> None:
    order = client.new_order()
    change = {"status": "waiting-for-dispatch", "comment": "On the shelf", "idempotencyKey": "shelf-1"}
    first, again = (client.changed("OrderStatusChange", order=order, input=change) for _ in range(2))
    assert first["entry"] == again["entry"]
    assert (first["entry"]["message"], first["entry"]["authorType"]) == ("On the shelf", "STAFF")
    assert first["orderCentral"]["status"]["slug"] == "waiting-for-dispatch"
    other = client.refused("OrderStatusChange", order=order, input={**change, "comment": "Elsewhere"})
    assert other == [("idempotencyKey", "CONFLICT")]
    unknown = client.refused("OrderStatusChange", order=order, input={"status": "no"})
    assert unknown == [("status", "NOT_FOUND")]


@case("OrderCustomEventCreate")
def _order_custom_event_create(client: Client) -> None:
    order = client.new_order()
    event = {"subject": "Call", "message": "Wants a red one.", "visibility": "STAFF"}
    made = client.changed("OrderCustomEventCreate", order=order, input=event)
    assert (made["entry"]["kind"], made["entry"]["visibility"]) == ("EVENT", "STAFF")
    assert (made["entry"]["subject"], made["entry"]["message"]) == ("Call", "Wants a red one.")
    shown = client.ana("OrderPage", id=order)["orderCentral"]["history"]
    assert shown["totalCount"] < made["orderCentral"]["history"]["totalCount"]
    empty = client.refused("OrderCustomEventCreate", order=order, input={"subject": " "})
    assert empty == [("subject", "REQUIRED")]


@case("OrderFeedbackSubmit")
def _order_feedback_submit(client: Client) -> None:
    order, rating = client.new_order(), {"productRating": 5, "comment": "Lovely"}
    early = client.ana("OrderFeedbackSubmit", order=order, input=rating)["orderFeedbackSubmit"]
    assert [(error["field"], error["code"]) for error in early["errors"]] == [("order", "INVALID")]
    client.changed("OrderStatusChange", order=order, input={"status": "finalized"})
    given = client.ana("OrderFeedbackSubmit", order=order, input=rating)["orderFeedbackSubmit"]
    assert given["errors"] == []
    assert client.by_staff("OrderPage", id=order)["orderCentral"]["feedback"] == given["feedback"]
    assert (given["feedback"]["productRating"], given["feedback"]["comment"]) == (5, "Lovely")


@case("TrackingClassify")
def _tracking_classify(client: Client) -> None:
    known = client.by_staff("TrackingClassify", code=CORREIOS_CODE)["orderTrackingClassify"]
    assert (known["carrier"], known["presentation"]) == ("correios", "MODAL_HISTORY")
    assert known["candidates"][0]["checkDigitValid"] is True
    assert known["helpText"]
    wrong = client.by_staff("TrackingClassify", code=CORREIOS_CODE.replace("9BR", "1BR"))[
        "orderTrackingClassify"
    ]
    assert (wrong["classification"], wrong["url"]) == ("CODE_UNKNOWN", None)
    assert wrong["reasons"] == ["CHECK_DIGIT_WRONG"]
    assert wrong["explanation"]


@case("TrackingCarriers")
def _tracking_carriers(client: Client) -> None:
    found = client.by_staff("TrackingCarriers", first=5, search="correios")["orderTrackingCarriers"]
    carriers = {node["code"]: node for node in nodes(found)}
    assert all("correios" in carrier["name"].lower() for carrier in carriers.values())
    carrier = carriers["correios"]
    assert (carrier["countries"], carrier["isEnabled"]) == (["BR"], False)
    assert "{code}" in carrier["urlTemplate"]


def _carrier_of(client: Client, code: str) -> str | None:
    return client.by_staff("TrackingClassify", code=code)["orderTrackingClassify"]["carrier"]


@case("TrackingCarrierCreate")
def _tracking_carrier_create(client: Client) -> None:
    wanted = {
        "name": "City Bikes",
        "urlTemplate": "https://bikes.parcels-a.com/{code}?c={country}",
        "patterns": ["cb#{6}"],
        "countries": ["PL"],
        "translations": [{"languageCode": "pl", "name": "Rowery"}],
    }
    made = client.changed("TrackingCarrierCreate", input=wanted)["carrier"]
    assert (made["code"], made["patterns"], made["isBuiltIn"]) == ("city-bikes", ["CB#{6}"], False)
    found = client.by_staff("TrackingClassify", code="CB 123456")["orderTrackingClassify"]
    assert (found["carrier"], found["url"]) == ("city-bikes", "https://bikes.parcels-a.com/CB123456?c=PL")
    assert client.refused("TrackingCarrierCreate", input=wanted) == [("code", "UNIQUE")]
    runaway = {"name": "X", "patterns": ["(A+)+#{4}"]}
    assert client.refused("TrackingCarrierCreate", input=runaway) == [("patterns", "INVALID")]


@case("TrackingCarrierUpdate")
def _tracking_carrier_update(client: Client) -> None:
    found = client.by_staff("TrackingCarriers", first=1, search="inpost")["orderTrackingCarriers"]
    (inpost,) = nodes(found)
    code = "630012345678901234567897"
    for is_enabled, carrier in ((True, "inpost"), (None, None)):
        saved = client.changed("TrackingCarrierUpdate", id=inpost["id"], input={"isEnabled": is_enabled})
        assert saved["carrier"]["isEnabled"] is (carrier is not None)
        assert _carrier_of(client, code) == carrier
    mine = client.refused("TrackingCarrierUpdate", id=inpost["id"], input={"name": "Mine"})
    assert mine == [("name", "BUILT_IN_READ_ONLY")]


@case("TrackingCarrierDelete")
def _tracking_carrier_delete(client: Client) -> None:
    wanted = {"name": "Gone Soon", "patterns": ["GS#{6}"]}
    made = client.changed("TrackingCarrierCreate", input=wanted)["carrier"]
    assert _carrier_of(client, "GS123456") == "gone-soon"
    client.changed("TrackingCarrierDelete", id=made["id"])
    assert _carrier_of(client, "GS123456") is None
    assert client.refused("TrackingCarrierDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("TrustedTrackingHosts")
def _trusted_tracking_hosts(client: Client) -> None:
    found = client.by_staff("TrustedTrackingHosts", first=100)["orderTrustedTrackingHosts"]
    hosts = {node["host"]: node for node in nodes(found)}
    assert (hosts[TRUSTED_HOST]["isBuiltIn"], hosts[TRUSTED_HOST]["allowEmbed"]) == (False, True)
    assert any(node["isBuiltIn"] for node in hosts.values())


def _presentation(client: Client, url: str) -> str:
    found = client.by_staff("TrackingClassify", code=url)["orderTrackingClassify"]
    return f"{found['classification']} {found['presentation']}"


@case("TrustedTrackingHostCreate")
def _trusted_tracking_host_create(client: Client) -> None:
    assert _presentation(client, "https://fresh.parcels-a.com/1") == "URL_UNKNOWN NEW_TAB"
    made = client.changed("TrustedTrackingHostCreate", input={"host": "Fresh.Parcels-A.com"})
    assert made["trustedTrackingHost"]["host"] == "fresh.parcels-a.com"
    assert _presentation(client, "https://fresh.parcels-a.com/1") == "URL_TRUSTED EMBED"
    again = client.refused("TrustedTrackingHostCreate", input={"host": "fresh.parcels-a.com"})
    assert again == [("host", "UNIQUE")]


@case("TrustedTrackingHostUpdate")
def _trusted_tracking_host_update(client: Client) -> None:
    made = client.changed("TrustedTrackingHostCreate", input={"host": "parcels-b.com"})["trustedTrackingHost"]
    client.changed("TrustedTrackingHostUpdate", id=made["id"], input={"pathPrefix": "/follow/"})
    assert _presentation(client, "https://parcels-b.com/follow/1") == "URL_TRUSTED EMBED"
    assert _presentation(client, "https://parcels-b.com/other/1") == "URL_UNKNOWN NEW_TAB"


@case("TrustedTrackingHostDelete")
def _trusted_tracking_host_delete(client: Client) -> None:
    made = client.changed("TrustedTrackingHostCreate", input={"host": "parcels-c.com"})["trustedTrackingHost"]
    client.changed("TrustedTrackingHostDelete", id=made["id"])
    assert _presentation(client, "https://parcels-c.com/1") == "URL_UNKNOWN NEW_TAB"
    assert client.refused("TrustedTrackingHostDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("OrdersByTrackingCode")
def _orders_by_tracking_code(client: Client) -> None:
    typed = f" {THIRD_CORREIOS_CODE[:5].lower()} {THIRD_CORREIOS_CODE[5:]}"
    (found,) = client.by_staff("OrdersByTrackingCode", code=typed)["orderCentralsByTrackingCode"]
    assert found["order"]["id"] == client.ids["partly-sent"]
    assert client.by_staff("OrdersByTrackingCode", code="nothing")["orderCentralsByTrackingCode"] == []


@case("Readiness")
def _readiness(client: Client) -> None:
    found = client.by_staff("Readiness")["orderCentralReadiness"]
    features, types, workflow = found["steps"]
    assert (features["code"], features["isPassed"], found["isReady"]) == ("FEATURES_REVIEWED", False, False)
    assert (types["code"], types["isPassed"], types["findings"]) == ("STATUS_TYPES_SET", True, [])
    (early,) = (one for one in workflow["findings"] if one["objectSlug"] == "finalized")
    assert (early["code"], early["severity"]) == ("CONCLUDED_BEFORE_SHIPMENT", "WARNING")
    assert early["fix"]


@case("ConfigExport")
def _config_export(client: Client) -> None:
    text = client.by_staff("ConfigExport")["orderCentralConfigExport"]
    assert text == client.by_staff("ConfigExport")["orderCentralConfigExport"]
    content = json.loads(text)
    assert (content["format"], content["version"]) == ("saleor-order-central", 1)
    engraving = next(one for one in content["statuses"] if one["slug"] == "engraving")
    assert engraving["translations"]["pt"] == {"customerLabel": "Em gravação"}
    assert TRUSTED_HOST in [one["host"] for one in content["trustedLinks"]]


@case("ConfigImport")
def _config_import(client: Client) -> None:
    head = {"format": "saleor-order-central", "version": 1}
    config = json.dumps({**head, "trustedLinks": [{"host": "parcels-d.com"}]})
    for dry_run, seen in ((True, "URL_UNKNOWN NEW_TAB"), (False, "URL_TRUSTED EMBED")):
        done = client.changed("ConfigImport", config=config, dryRun=dry_run)
        assert done["isApplied"] is not dry_run
        first = done["changes"][0]
        assert (first["action"], first["key"]) == ("CREATE", "parcels-d.com")
        assert _presentation(client, "https://parcels-d.com/1") == seen
    wrong = json.dumps({**head, "statuses": [{"slug": "sent"}, {"slug": "x", "type": "DONE"}]})
    assert client.refused("ConfigImport", config=wrong) == [("statuses[1].type", "INVALID")]


@case("StarterSets")
def _starter_sets(client: Client) -> None:
    found = client.by_staff("StarterSets", languageCode="ro")["orderCentralStarterSets"]
    titles = {one["name"]: one["title"] for one in found}
    assert sorted(titles) == ["polish", "prestashop", "tray"]
    assert titles["polish"] == "De la depozit până la ușă"


@case("StarterSetApply")
def _starter_set_apply(client: Client) -> None:
    shown = client.changed("StarterSetApply", starterSet="prestashop", dryRun=True)
    made = {one["key"] for one in shown["changes"] if one["action"] == "CREATE"}
    assert {"awaiting-bank-transfer", "payment-error", "on-backorder-paid"} <= made
    assert "DELETE" not in {one["action"] for one in shown["changes"]}
    assert shown["isApplied"] is False
    assert "payment-error" not in _slugs(client)
    assert client.refused("StarterSetApply", starterSet="gone") == [("name", "NOT_FOUND")]


@case("AnonymousSteps")
def _anonymous_steps(client: Client) -> None:
    order = client.ids["sent-correios"]
    assert client.nobody("AnonymousSteps", id=order)["orderCentral"] is None
    try:
        _set(client, "steps")
        page = client.nobody("AnonymousSteps", id=order)["orderCentral"]
        assert page["isRedacted"] is True
        assert [step["code"] for step in page["timeline"]["steps"]] == MAIN_STEPS
        whole = client.nobody("OrderPage", id=order)["orderCentral"]
        assert (whole["number"], whole["parcels"], whole["status"], whole["lines"]) == (None, [], None, [])
        assert {step["label"] for step in whole["timeline"]["steps"]} == {None}
    finally:
        _set(client, "off")


def _set(client: Client, value: str, name: str = "anonymous_access") -> None:
    values = {"configuration": [{"name": name, "value": value}]}
    done = client.data(SETTINGS, client.staff, {"id": PLUGIN_ID, "input": values})
    assert done["pluginUpdate"]["errors"] == []


def _listed(client: Client, **variables: Any) -> list[str]:
    found = client.by_staff("OrderCentrals", **{"first": 100, **variables})["orderCentrals"]
    return [node["order"]["id"] for node in nodes(found)]


@case("OrderCentrals")
def _order_centrals(client: Client) -> None:
    assert set(client.ids.values()) <= set(_listed(client))
    sent = _listed(client, where={"trackingCode": {"eq": THIRD_CORREIOS_CODE}})
    assert sent == [client.ids["partly-sent"]]
    assert _listed(client, search=THIRD_CORREIOS_CODE[:9]) == sent
    unpaid = {"isPaid": False, "NOT": {"isCanceled": True}}
    page = client.by_staff("OrderCentrals", first=1, where=unpaid, sortBy="NUMBER_ASCENDING")["orderCentrals"]
    assert page["totalCount"] == len(_listed(client, where=unpaid)) > 1
    after = page["pageInfo"]["endCursor"]
    rest = _listed(client, where=unpaid, sortBy="NUMBER_ASCENDING", after=after)
    assert len(rest) == page["totalCount"] - 1
    assert nodes(page)[0]["order"]["id"] not in rest


@case("OrderSavedViewCreate")
def _order_saved_view_create(client: Client) -> None:
    where = {"isPaid": True, "isSent": False}
    made = client.changed("OrderSavedViewCreate", input={"name": "To be packed", "where": where})["savedView"]
    assert (made["name"], made["isOwn"], made["isShared"]) == ("To be packed", True, False)
    expected = _listed(client, where=where)
    assert made["ordersCount"] == len(expected) > 0
    assert _listed(client, savedView=made["id"]) == _listed(client, savedView=made["token"]) == expected
    unnamed = client.refused("OrderSavedViewCreate", input={"where": where})
    assert unnamed == [("name", "REQUIRED")]


@case("OrderSavedViews")
def _order_saved_views(client: Client) -> None:
    made = client.changed("OrderSavedViewCreate", input={"name": "A list", "where": {"isPaid": True}})
    views = nodes(client.by_staff("OrderSavedViews", first=100)["orderSavedViews"])
    assert made["savedView"]["token"] in {view["token"] for view in views}
    assert [view["name"] for view in views] == sorted(view["name"] for view in views)


@case("OrderSavedViewUpdate")
def _order_saved_view_update(client: Client) -> None:
    made = client.changed("OrderSavedViewCreate", input={"name": "B list", "where": {}})["savedView"]
    change = {"name": "Late", "where": {"isLate": True}, "sortBy": "OLDEST_FIRST"}
    changed = client.changed("OrderSavedViewUpdate", id=made["id"], input=change)["savedView"]
    assert (changed["name"], changed["sortBy"], changed["token"]) == ("Late", "OLDEST_FIRST", made["token"])
    assert changed["where"] == '{"isLate": true}'


@case("OrderSavedViewDelete")
def _order_saved_view_delete(client: Client) -> None:
    made = client.changed("OrderSavedViewCreate", input={"name": "C list", "where": {}})["savedView"]
    gone = client.changed("OrderSavedViewDelete", id=made["id"])["savedView"]
    assert gone == {"id": made["id"], "name": "C list"}
    assert client.refused("OrderSavedViewDelete", id=made["id"]) == [("id", "NOT_FOUND")]


def _held_message(client: Client) -> dict[str, Any]:
    """A message about a change that can still be undone."""
    order = client.new_order()
    wanted = {"status": "in-realisation", "comment": "We began.", "notify": {"email": "SEND"}}
    client.changed("OrderStatusChange", order=order, input=wanted)
    where = {"order": order, "occasion": ["STATUS_CHANGED"], "channelKind": "EMAIL"}
    return nodes(client.by_staff("Notifications", where=where, first=1)["orderNotifications"])[0]


@case("Notifications")
def _notifications(client: Client) -> None:
    held = _held_message(client)
    assert (held["status"], held["reason"], held["recipient"]) == ("HELD", "CHOSEN", ANA.email)
    assert (held["explanation"], held["sentAt"], held["attempts"]) == (
        "The caller chose to send it.",
        None,
        0,
    )
    assert "We began." in held["body"]
    where = {"order": held["order"]["id"], "status": ["FAILED"]}
    assert client.by_staff("Notifications", where=where, first=9)["orderNotifications"]["totalCount"] == 0


@case("NotificationPreview")
def _notification_preview(client: Client) -> None:
    order = client.new_order()
    wanted = {"status": "in-realisation", "comment": "We <began>.", "notify": {"email": "SEND"}}
    found = client.by_staff("NotificationPreview", order=order, input=wanted)["orderNotificationPreview"]
    mail, text = (next(one for one in found if one["channelKind"] == kind) for kind in ("EMAIL", "SMS"))
    assert (mail["wouldSend"], mail["reason"], mail["recipient"]) == (True, "CHOSEN", ANA.email)
    assert "We <began>." in mail["body"]
    assert "We &lt;began&gt;." in mail["html"]
    assert (text["wouldSend"], text["reason"], text["body"]) == (False, "NOT_BY_DEFAULT", None)
    where = {"order": order, "occasion": ["STATUS_CHANGED"]}
    stored = client.by_staff("Notifications", where=where, first=9)["orderNotifications"]
    assert "We <began>." not in str(stored)


@case("NotificationCancel")
def _notification_cancel(client: Client) -> None:
    held = _held_message(client)
    stopped = client.changed("NotificationCancel", id=held["id"])["notification"]
    assert stopped == {"id": held["id"], "status": "CANCELED", "reason": "CANCELED_BY_STAFF"}
    assert client.refused("NotificationCancel", id=held["id"]) == [("id", "INVALID")]


@case("NotificationResend")
def _notification_resend(client: Client) -> None:
    held = _held_message(client)
    assert client.refused("NotificationResend", id=held["id"]) == [("id", "INVALID")]
    client.changed("NotificationCancel", id=held["id"])
    first, again = (
        client.changed("NotificationResend", id=held["id"], idempotencyKey="once")["notification"]
        for _ in range(2)
    )
    assert first["id"] == again["id"] != held["id"]
    assert (first["reason"], first["recipient"]) == ("RESENT", ANA.email)


def _new_template(client: Client, name: str, **values: Any) -> dict[str, Any]:
    values = {"name": name, "body": "About {{ order.number }}", **values}
    return client.changed("MessageTemplateCreate", input=values)["messageTemplate"]


@case("MessageTemplates")
def _message_templates(client: Client) -> None:
    found = nodes(client.by_staff("MessageTemplates", first=100)["orderMessageTemplates"])
    by_slug = {node["slug"]: node for node in found}
    assert {"delay", "sent", "awaiting-payment", "review-request"} <= set(by_slug)
    assert "tracking.number" in by_slug["sent"]["variables"]
    sent = client.nobody("StatusDefinition", slug="sent")["orderStatusDefinition"]["id"]
    offered = client.by_staff("MessageTemplates", first=100, where={"status": sent})["orderMessageTemplates"]
    assert {"sent", "delay"} <= {node["slug"] for node in nodes(offered)} < set(by_slug)


@case("MessageTemplate")
def _message_template(client: Client) -> None:
    found = client.by_staff("MessageTemplate", slug="delay", languageCode="pl")["orderMessageTemplate"]
    assert (found["name"], found["isBuiltIn"], found["translations"]) == ("Delay", True, [])
    assert found["translation"]["subject"] == "Zamówienie {{ order.number }} potrwa dłużej, niż planowaliśmy"
    again = client.by_staff("MessageTemplate", id=found["id"], languageCode="en")["orderMessageTemplate"]
    assert again["translation"]["body"] == again["body"] == found["body"]
    assert client.by_staff("MessageTemplate", slug="no", languageCode="en")["orderMessageTemplate"] is None


@case("MessageTemplateVariables")
def _message_template_variables(client: Client) -> None:
    found = client.by_staff("MessageTemplateVariables", languageCode="es")["orderMessageTemplateVariables"]
    described = {one["name"]: one["description"] for one in found}
    assert described["order.number"] == "Número del pedido."


@case("MessageTemplateCreate")
def _message_template_create(client: Client) -> None:
    made = _new_template(client, "Gift wrapped", subject="{{ order.number }}", smsBody="Wrapped.")
    assert (made["slug"], made["variables"]) == ("gift-wrapped", ["order.number"])
    unknown = client.refused("MessageTemplateCreate", input={"name": "n", "body": "{{ order.colour }}"})
    assert unknown == [("body", "INVALID")]


@case("MessageTemplateUpdate")
def _message_template_update(client: Client) -> None:
    made = _new_template(client, "Changes soon")
    changed = client.changed("MessageTemplateUpdate", id=made["id"], input={"isActive": False})
    assert changed["messageTemplate"] == {**made, "isActive": False}
    delay = client.by_staff("MessageTemplate", slug="delay", languageCode="en")["orderMessageTemplate"]["id"]
    renamed = client.refused("MessageTemplateUpdate", id=delay, input={"slug": "late"})
    assert renamed == [("slug", "BUILT_IN_READ_ONLY")]


@case("MessageTemplateDelete")
def _message_template_delete(client: Client) -> None:
    made = _new_template(client, "Goes soon")
    client.changed("MessageTemplateDelete", id=made["id"])
    assert client.refused("MessageTemplateDelete", id=made["id"]) == [("id", "NOT_FOUND")]
    delay = client.by_staff("MessageTemplate", slug="delay", languageCode="en")["orderMessageTemplate"]["id"]
    assert client.refused("MessageTemplateDelete", id=delay) == [("id", "BUILT_IN_READ_ONLY")]


@case("MessageTemplateTranslate")
def _message_template_translate(client: Client) -> None:
    made = _new_template(client, "Speaks Romanian")
    texts = {"body": "Despre {{ order.number }}"}
    done = client.changed("MessageTemplateTranslate", id=made["id"], languageCode="ro", input=texts)
    assert done["messageTemplate"]["translation"]["body"] == "Despre {{ order.number }}"
    assert done["messageTemplate"]["translations"] == [{"languageCode": "ro"}]


@case("MessageTemplateSaveFrom")
def _message_template_save_from(client: Client) -> None:
    event = {"subject": "Colour", "message": "We only have it in green."}
    made = client.changed("OrderCustomEventCreate", order=client.new_order(), input=event)
    saved = client.changed("MessageTemplateSaveFrom", title="Only green", entry=made["entry"]["id"])
    found = saved["messageTemplate"]
    assert (found["slug"], found["subject"], found["body"]) == ("only-green", "Colour", event["message"])


@case("CenterSettings")
def _center_settings(client: Client) -> None:
    shown = client.nobody("CenterSettings", channel=CHANNEL if is_saleor_3() else None)[
        "orderCentralSettings"
    ]
    assert shown["isEnabled"] is True
    assert f"/{CHANNEL if is_saleor_3() else 'shop'}/" in shown["pageUrl"]


@case("CenterFeatures")
def _center_features(client: Client) -> None:
    found = client.nobody("CenterFeatures", languageCode="pl")["orderCentralFeatures"]
    assert {one["code"]: one["state"] for one in found}["TIMELINE"] == "READY"


@case("CenterColorPreview")
def _center_color_preview(client: Client) -> None:
    shown = client.by_staff("CenterColorPreview", primaryColor="#ffff00")["orderCentralColorPreview"]
    assert (shown["isReadable"], shown["requiredContrast"]) == (False, 4.5)


@case("CenterSettingsUpdate")
def _center_settings_update(client: Client) -> None:
    texts = [{"title": "The Mug Shop"}]
    assert (
        client.changed("CenterSettingsUpdate", input={"texts": texts})["settings"]["title"] == "The Mug Shop"
    )
    client.changed("CenterSettingsUpdate", input={"texts": [{"title": ""}]})
    assert client.refused("CenterSettingsUpdate", input={"textColor": "#eeeeee"}) == [
        ("textColor", "INVALID")
    ]


@case("ChannelSettings")
def _channel_settings(client: Client) -> None:
    found = client.by_staff("ChannelSettings")["orderChannelSettings"]
    assert found[0]["channel"] is None
    assert (len(found) > 1) is is_saleor_3()


@case("ChannelSettingsUpdate")
def _channel_settings_update(client: Client) -> None:
    values = {"senderName": "The Mug Shop", "senderEmail": "mugs@example.com"}
    done = client.changed("ChannelSettingsUpdate", input=values)["channelSettings"]
    assert done["sender"] == "The Mug Shop <mugs@example.com>"
    client.changed("ChannelSettingsUpdate", input={"senderName": "", "senderEmail": ""})
    assert client.refused("ChannelSettingsUpdate", input={"replyTo": "no"}) == [("replyTo", "INVALID")]


@case("PaymentInstructions")
def _payment_instructions(client: Client) -> None:
    values = {"paymentGateway": "bank-one", "bankAccount": "DE02 1203"}
    made = client.changed("PaymentInstructionUpdate", input=values)["paymentInstruction"]
    assert made in client.by_staff("PaymentInstructions")["orderPaymentInstructions"]


@case("PaymentInstructionUpdate")
def _payment_instruction_update(client: Client) -> None:
    values = {"paymentGateway": "bank-two", "message": "Plătiți.", "languageCode": "ro"}
    made = client.changed("PaymentInstructionUpdate", input=values)["paymentInstruction"]
    assert made["translations"] == [{"languageCode": "ro", "message": "Plătiți."}]
    empty = client.refused("PaymentInstructionUpdate", input={"paymentGateway": "bank-three"})
    assert empty == [("message", "INVALID")]


@case("PaymentInstructionDelete")
def _payment_instruction_delete(client: Client) -> None:
    values = {"paymentGateway": "bank-four", "message": "Pay."}
    made = client.changed("PaymentInstructionUpdate", input=values)["paymentInstruction"]
    client.changed("PaymentInstructionDelete", id=made["id"])
    assert client.refused("PaymentInstructionDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("OrderStandardEventCreate")
def _order_standard_event_create(client: Client) -> None:
    order = client.new_order()
    paid = client.changed("OrderStandardEventCreate", order=order, input={"event": "PAID"})
    assert paid["orderCentral"]["status"]["slug"] == "in-realisation"
    assert paid["entry"]["authorType"] == "STAFF"
    sent = {"event": "SENT", "trackingNumber": "ONE-CLICK-1", "comment": "Enjoy", "idempotencyKey": "s1"}
    first, again = (client.changed("OrderStandardEventCreate", order=order, input=sent) for _ in range(2))
    assert (first["entry"]["id"], first["entry"]["message"]) == (again["entry"]["id"], "Enjoy")
    assert first["orderCentral"]["status"]["slug"] == "sent"
    assert [parcel["code"] for parcel in first["orderCentral"]["parcels"]] == ["ONE-CLICK-1"]
    twice = client.refused("OrderStandardEventCreate", order=order, input={"event": "SENT"})
    assert twice == [("event", "INVALID")]
    code = {"event": "PAID", "trackingNumber": "ONE-CLICK-1"}
    assert client.refused("OrderStandardEventCreate", order=order, input=code) == [
        ("trackingNumber", "INVALID")
    ]


@case("CarrierEventReport")
def _carrier_event_report(client: Client) -> None:
    order = client.new_order()
    client.changed("OrderStandardEventCreate", order=order, input={"event": "PAID"})
    sent = {"event": "SENT", "trackingNumber": "CARRIER-EVENT-1"}
    client.changed("OrderStandardEventCreate", order=order, input=sent)
    now = datetime.now(UTC).isoformat()
    event = {"trackingCode": "CARRIER-EVENT-1", "date": now, "place": "Berlin", "rawCode": "delivered"}
    first, again = (client.changed("CarrierEventReport", events=[event]) for _ in range(2))
    assert (first["count"], again["count"], again["alreadyProcessed"]) == (1, 0, 1)
    assert (first["events"][0]["type"], first["events"][0]["provider"]) == ("DELIVERED", "api")
    page = client.ana("OrderPage", id=order)["orderCentral"]
    assert page["timeline"]["current"]["code"] == "DELIVERED"
    assert page["status"]["slug"] == "finalized"
    assert page["parcels"][0]["lastEvent"]["label"] == "Parcel delivered"
    assert (page["parcels"][0]["lastKnownPlace"], page["parcels"][0]["deliveredAt"] is None) == (
        "Berlin",
        False,
    )
    unknown = event | {"trackingCode": "NOBODY-HAS-THIS"}
    assert client.refused("CarrierEventReport", events=[unknown]) == [("events.0.trackingCode", "NOT_FOUND")]


def _with_parcel(client: Client, code: str) -> tuple[str, dict[str, Any]]:
    order = client.new_order()
    made = client.changed("OrderParcelCreate", order=order, input={"code": code})
    return order, made["parcel"]


@case("OrderParcelCreate")
def _order_parcel_create(client: Client) -> None:
    order, parcel = _with_parcel(client, "AA123456785BR")
    assert (parcel["isAdded"], parcel["tracking"]["carrier"]) == (True, "correios")
    shown = client.ana("OrderPage", id=order)["orderCentral"]["parcels"]
    assert [one["code"] for one in shown] == ["AA123456785BR"]
    several = {"code": "AB123, AB124"}
    assert client.refused("OrderParcelCreate", order=order, input=several) == [("code", "INVALID")]


@case("OrderParcelUpdate")
def _order_parcel_update(client: Client) -> None:
    _order, parcel = _with_parcel(client, "12345678901")
    chosen = client.changed("OrderParcelUpdate", id=parcel["id"], input={"carrier": "fan_courier"})
    assert chosen["parcel"]["tracking"]["reasons"] == ["CHOSEN_BY_STAFF"]
    nobody = {"carrier": "nobody"}
    assert client.refused("OrderParcelUpdate", id=parcel["id"], input=nobody) == [("carrier", "NOT_FOUND")]


@case("OrderParcelDelete")
def _order_parcel_delete(client: Client) -> None:
    order, parcel = _with_parcel(client, "AB-4711")
    gone = client.changed("OrderParcelDelete", id=parcel["id"])
    assert gone["parcel"] == {"id": parcel["id"], "code": "AB-4711"}
    assert client.ana("OrderPage", id=order)["orderCentral"]["parcels"] == []
    assert client.refused("OrderParcelDelete", id=parcel["id"]) == [("id", "NOT_FOUND")]


def opened(client: Client, url: str) -> Any:
    """Open an address of the shop where this shop runs."""
    address = urlsplit(url)
    return urlopen(f"{client.url}{address.path}?{address.query}", timeout=60)


@case("PackingSlips")
def _packing_slips(client: Client) -> None:
    _order, parcel = _with_parcel(client, "AB-4712")
    found = client.by_staff("PackingSlips", parcels=[parcel["id"]])["orderPackingSlips"]
    with opened(client, found["url"]) as answer:
        assert (answer.headers["Content-Type"], answer.read(5)) == ("application/pdf", b"%PDF-")


@case("ParcelLabels")
def _parcel_labels(client: Client) -> None:
    order, _parcel = _with_parcel(client, "AB-4713")
    (parcel,) = client.by_staff("ParcelLabels", id=order)["orderCentral"]["parcels"]
    assert (parcel["label"]["code"], parcel["label"]["barcode"]) == ("AB-4713", "AB-4713")


def _delayed_parcel(client: Client, code: str) -> str:
    """An order whose carrier reported a delay just now."""
    order = client.new_order()
    client.changed("OrderStandardEventCreate", order=order, input={"event": "PAID"})
    sent = {"event": "SENT", "trackingNumber": code}
    client.changed("OrderStandardEventCreate", order=order, input=sent)
    now = datetime.now(UTC).isoformat()
    client.changed("CarrierEventReport", events=[{"trackingCode": code, "date": now, "type": "DELAYED"}])
    return order


def _problem(client: Client, code: str) -> dict[str, Any]:
    where = {"reasons": ["DELAYED"]}
    found = client.by_staff("CarrierProblems", where=where, sortBy="NEWEST_FIRST", first=20)
    (problem,) = [one for one in nodes(found["orderCarrierProblems"]) if one["code"] == code]
    return problem


@case("CarrierProblems")
def _carrier_problems(client: Client) -> None:
    order = _delayed_parcel(client, "PROBLEM-1")
    problem = _problem(client, "PROBLEM-1")
    assert (problem["parcelNumber"], problem["isAcknowledged"]) == (1, False)
    assert problem["orderCentral"]["order"] == {"id": order}
    assert problem["orderCentral"]["timeline"]["isLate"] is True
    page = client.ana("OrderPage", id=order)["orderCentral"]
    assert (page["timeline"]["isLate"], page["parcels"][0]["isLate"]) == (True, True)


@case("CarrierProblemsAcknowledge")
def _carrier_problems_acknowledge(client: Client) -> None:
    _delayed_parcel(client, "PROBLEM-2")
    ids = [_problem(client, "PROBLEM-2")["id"]]
    payload = client.changed("CarrierProblemsAcknowledge", problems=ids, note="Called them")
    assert [one["acknowledgedNote"] for one in payload["problems"]] == ["Called them"]
    assert _problem(client, "PROBLEM-2")["isAcknowledged"] is True
    assert client.refused("CarrierProblemsAcknowledge", problems=[]) == [("problems", "REQUIRED")]


@case("CarrierWebhookDeliveries")
def _carrier_webhook_deliveries(client: Client) -> None:
    """Calls are made, found and tried again in test_carrier_webhook."""
    found = client.by_staff("CarrierWebhookDeliveries", status="PENDING", first=1)
    assert found["orderCarrierWebhookDeliveries"]["totalCount"] == 0


@case("CarrierWebhookDeliveriesRetry")
def _carrier_webhook_deliveries_retry(client: Client) -> None:
    assert client.refused("CarrierWebhookDeliveriesRetry", deliveries=[]) == [("deliveries", "REQUIRED")]


@case("Statistics")
def _statistics(client: Client) -> None:
    _delayed_parcel(client, "PROBLEM-3")
    found = client.by_staff("Statistics")["orderCentralStatistics"]
    assert found["lateOrders"] >= 1
    unknown = [row for row in found["carriers"] if row["carrier"] is None]
    assert sum(row["parcels"] for row in unknown) >= 1
    nowhere = client.by_staff("Statistics", channel="nowhere")["orderCentralStatistics"]
    figures = ("lateOrders", "silentOrders", "returns", "carriers", "returnReasons")
    assert [nowhere[name] for name in figures] == [0, 0, 0, [], []]
    assert {row["count"] for row in nowhere["stepDurations"]} == {0}
    with opened(client, found["download"]["url"]) as answer:
        lines = answer.read().decode().splitlines()
    assert lines[0] == "from_step,to_step,orders,p50_hours,p90_hours"
    paid = next(row for row in found["stepDurations"] if row["toStep"] == "PAID")
    assert lines[1].startswith(f"PLACED,PAID,{paid['count']},")


@case("OrderCustomers")
def _order_customers(client: Client) -> None:
    client.new_order()
    (ana,) = nodes(client.by_staff("OrderCustomers", search=ANA.email, first=5)["orderCustomers"])
    assert (ana["email"], ana["isActive"]) == (ANA.email, True)
    assert ana["ordersCount"] >= 1
    assert ana["lastOrderAt"] is not None
    nobody = client.by_staff("OrderCustomers", where={"name": {"eq": "Nobody Known"}}, first=5)
    assert nobody["orderCustomers"]["totalCount"] == 0


@case("OrderCustomerSummary")
def _order_customer_summary(client: Client) -> None:
    order = client.new_order()
    found = client.by_staff("OrderCustomerSummary", email=ANA.email)["orderCustomerSummary"]
    assert (found["email"], found["user"]["isActive"]) == (ANA.email, True)
    newest = nodes(found["orders"])[0]
    assert (newest["orderId"], newest["isPaid"], newest["isCanceled"]) == (order, False, False)
    bought = {one["name"].partition(" (")[0]: one["quantity"] for one in nodes(found["productsBought"])}
    assert bought["Apple Juice"] >= 1
    assert client.by_staff("OrderCustomerSummary", email="no@example.com")["orderCustomerSummary"] is None


@case("ProductViewRecord")
def _product_view_record(client: Client) -> None:
    bought = client.by_staff("OrderCustomerSummary", email=ANA.email)["orderCustomerSummary"]
    product = nodes(bought["productsBought"])[0]["productId"]
    _set(client, "30", "viewed_products_days")
    for consent in (True, False):
        told = client.ana("ProductViewRecord", product=product, consent=consent)
        assert told["orderProductViewRecord"] == {"recorded": consent, "errors": []}
    _set(client, "", "viewed_products_days")
    refused = client.ana("ProductViewRecord", product=product, consent=True)["orderProductViewRecord"]
    assert [error["code"] for error in refused["errors"]] == ["FEATURE_DISABLED"]


@case("CustomerData")
def _customer_data(client: Client) -> None:
    order = client.new_order()
    found = client.by_staff("CustomerData", email=ANA.email)["orderCustomerData"]
    with opened(client, found["url"]) as answer:
        content = json.load(answer)
    assert (content["account"]["email"], content["account"]["is_active"]) == (ANA.email, True)
    page = client.by_staff("OrderPage", id=order)["orderCentral"]
    assert page["number"] in [one["number"] for one in content["orders"]]


@case("CustomerErase")
def _customer_erase(client: Client) -> None:
    unknown = client.by_staff("CustomerErase", email="no@example.com")["orderCustomerErase"]
    assert (unknown["job"], unknown["errors"][0]["code"]) == (None, "NOT_FOUND")
    admin = client.data("{ me { id } }", client.staff, {})["me"]["id"]
    done = client.changed("CustomerErase", user=admin)
    assert (done["job"]["total"], done["job"]["byDeletion"]) == (0, False)


@case("PrivacyJobs")
def _privacy_jobs(client: Client) -> None:
    admin = client.data("{ me { id } }", client.staff, {})["me"]["id"]
    asked = client.changed("CustomerErase", user=admin)["job"]["id"]
    newest = nodes(client.by_staff("PrivacyJobs", first=1)["orderPrivacyJobs"])[0]
    assert (newest["id"], newest["status"], newest["total"]) == (asked, "DONE", 0)


@case("OrderStatusChangeUndo")
def _order_status_change_undo(client: Client) -> None:
    order = client.new_order()
    change = {"status": "waiting-for-dispatch", "notify": {"email": "SEND"}}
    entry = client.changed("OrderStatusChange", order=order, input=change)["entry"]["id"]
    undone = client.changed("OrderStatusChangeUndo", order=order, entry=entry)
    assert undone["orderCentral"]["status"]["slug"] == "received"
    assert (undone["entry"]["kind"], undone["entry"]["visibility"]) == ("STATUS_UNDO", "STAFF")
    other = client.new_order()
    assert client.refused("OrderStatusChangeUndo", order=other, entry=entry) == [("entry", "NOT_FOUND")]


@case("StatusBulkChange")
def _status_bulk_change(client: Client) -> None:
    orders = [client.new_order() for _ in range(2)]
    change = {"orders": orders, "status": "waiting-for-dispatch", "comment": "Packed together"}
    done = client.changed("StatusBulkChange", input=change)
    assert (done["count"], done["job"]["status"]) == (2, "SUCCESS")
    found = {node["orderId"]: node["state"] for node in nodes(done["job"]["results"])}
    assert found == dict.fromkeys(orders, "CHANGED")
    repeated = client.changed("StatusBulkChange", input=change)
    assert (repeated["count"], repeated["job"]["status"]) == (0, "FAILED")
    errors = {node["error"]["code"] for node in nodes(repeated["job"]["results"])}
    assert errors == {"INVALID"}
    both = client.refused("StatusBulkChange", input={**change, "where": {}})
    assert both == [("orders", "INVALID")]


def _job(client: Client, orders: list[str], **values: Any) -> dict[str, Any]:
    change = {"orders": orders, "status": "waiting-for-dispatch", "inBackground": True, **values}
    return client.changed("StatusBulkChange", input=change, errorPolicy="IGNORE_FAILED")["job"]


@case("StatusBulkJob")
def _status_bulk_job(client: Client) -> None:
    order = client.new_order()
    made = _job(client, [order])
    found = client.by_staff("StatusBulkJob", id=made["id"], first=10)["orderStatusBulkJob"]
    # Tasks run in the web process here, so the job has ended.
    assert (found["status"], found["done"], found["total"]) == ("SUCCESS", 1, 1)
    (result,) = nodes(found["results"])
    assert (result["orderId"], result["state"], result["error"]) == (order, "CHANGED", None)
    assert result["orderCentral"]["number"]
    none = client.by_staff("StatusBulkJob", id=made["id"], first=10, state="REFUSED")
    assert nodes(none["orderStatusBulkJob"]["results"]) == []


@case("StatusBulkJobs")
def _status_bulk_jobs(client: Client) -> None:
    made = _job(client, [client.new_order()])
    found = client.by_staff("StatusBulkJobs", first=5)["orderStatusBulkJobs"]
    assert nodes(found)[0]["id"] == made["id"]
    assert found["totalCount"] >= 1


@case("StatusBulkJobCancel")
def _status_bulk_job_cancel(client: Client) -> None:
    made = _job(client, [client.new_order()])
    assert client.refused("StatusBulkJobCancel", id=made["id"]) == [("id", "CONFLICT")]


@case("StatusBulkJobUndo")
def _status_bulk_job_undo(client: Client) -> None:
    order = client.new_order()
    made = _job(client, [order])
    undone = client.changed("StatusBulkJobUndo", id=made["id"])["job"]
    assert (undone["status"], undone["done"], undone["undone"]) == ("UNDONE", 0, 1)
    assert client.by_staff("OrderPage", id=order)["orderCentral"]["status"]["slug"] == "received"


@case("OrderUnpaidDelete")
def _order_unpaid_delete(client: Client) -> None:
    order, kept = client.new_order(), client.new_order()
    client.changed("OrderStandardEventCreate", order=kept, input={"event": "PAID"})
    assert client.changed("OrderUnpaidDelete", order=order)["orderId"] == order
    assert client.by_staff("OrderPage", id=order)["orderCentral"] is None
    assert client.refused("OrderUnpaidDelete", order=kept) == [("order", "INVALID")]


def _paid_order(client: Client) -> tuple[str, str, float]:
    """An order that was paid by hand, its line and what was paid."""
    order = client.new_order()
    client.changed("OrderStandardEventCreate", order=order, input={"event": "PAID"})
    query = "query($id: ID!) { orderCentral(id: $id) { total { amount } lines { orderLine { id } } } }"
    page = client.data(query, client.staff, {"id": order})["orderCentral"]
    return order, page["lines"][0]["orderLine"]["id"], page["total"]["amount"]


@case("OrderRefundPreview")
def _order_refund_preview(client: Client) -> None:
    order, line, paid = _paid_order(client)
    options = {"lines": [{"orderLine": line, "quantity": 1}], "creditNote": True}
    found = client.by_staff("OrderRefundPreview", order=order, input=options)["orderRefundPreview"]
    assert (found["maxRefundable"]["amount"], found["method"]) == (paid, "MANUAL")
    assert found["total"]["amount"] == found["lines"]["amount"] > 0
    made = client.changed("OrderPartialRefund", order=order, input=options)["refund"]
    assert made["amount"]["amount"] == found["total"]["amount"]


@case("OrderPartialRefund")
def _order_partial_refund(client: Client) -> None:
    order, _line, paid = _paid_order(client)
    options = {"amount": 1.5, "creditNote": True, "idempotencyKey": "p1"}
    first, again = (client.changed("OrderPartialRefund", order=order, input=options) for _ in range(2))
    assert (first["refund"]["id"], first["refund"]["status"]) == (again["refund"]["id"], "MANUAL_DONE")
    assert first["creditNote"]["total"]["gross"]["amount"] == 1.5
    assert client.refused("OrderPartialRefund", order=order, input={"amount": paid}) == [
        ("amount", "AMOUNT_EXCEEDED")
    ]
    assert client.refused("OrderPartialRefund", order=order, input={}) == [("amount", "REQUIRED")]


@case("OrderProductsReturn")
def _order_products_return(client: Client) -> None:
    order, line, _paid = _paid_order(client)
    options = {"lines": [{"orderLine": line, "quantity": 1}], "restock": True}
    assert client.refused("OrderProductsReturn", order=order, input=options) == [
        ("lines", "QUANTITY_EXCEEDED")
    ]
    client.changed("OrderStandardEventCreate", order=order, input={"event": "SENT"})
    made = client.changed("OrderProductsReturn", order=order, input=options)
    assert (made["refund"]["restocked"], made["creditNote"], made["voucher"]) == (True, None, None)


@case("OrderFullRefund")
def _order_full_refund(client: Client) -> None:
    order, _line, paid = _paid_order(client)
    made = client.changed("OrderFullRefund", order=order, input={"voucher": True})
    assert (made["refund"]["amount"]["amount"], made["voucher"]["value"]["amount"]) == (0, paid)
    assert client.refused("OrderFullRefund", order=order, input={}) == [("order", "AMOUNT_EXCEEDED")]


@case("OrderMarkAsRefunded")
def _order_mark_as_refunded(client: Client) -> None:
    order, _line, paid = _paid_order(client)
    options = {"reference": "Bank 17"}
    made = client.changed("OrderMarkAsRefunded", order=order, input=options)["refund"]
    assert (made["amount"]["amount"], made["status"], made["manualReference"]) == (
        paid,
        "MANUAL_DONE",
        "Bank 17",
    )
    # What the status does with it is up to the shop's workflow, which other documents change.
    (shown,) = client.by_staff("OrderRefunds", id=order)["orderCentral"]["refunds"]
    assert (shown["kind"], shown["status"]) == ("MARKED", "MANUAL_DONE")


@case("OrderCreditNotes")
def _order_credit_notes(client: Client) -> None:
    order, _line, _paid = _paid_order(client)
    made = client.changed("OrderPartialRefund", order=order, input={"amount": 1, "creditNote": True})
    number = made["creditNote"]["number"]
    found = client.by_staff("OrderCreditNotes", search=number, first=5)["orderCreditNotes"]
    assert [node["number"] for node in nodes(found)] == [number]
    assert nodes(found)[0]["refund"]["id"] == made["refund"]["id"]


@case("CaseFile")
def _case_file(client: Client) -> None:
    order, _line, _paid = _paid_order(client)
    client.changed("OrderPartialRefund", order=order, input={"amount": 1, "creditNote": True})
    found = client.by_staff("CaseFile", id=order)["orderCentral"]["caseFile"]
    content = json.loads(found["content"])
    assert (content["refunds"][0]["status"], content["includesMemos"]) == ("MANUAL_DONE", False)
    with urlopen(client.url + urlsplit(found["json"]).path, timeout=60) as answer:
        assert json.load(answer)["order"] == content["order"]
    with urlopen(client.url + urlsplit(found["pdf"]).path, timeout=60) as answer:
        assert answer.read(5) == b"%PDF-"
    assert client.ana("CaseFile", id=order)["orderCentral"]["caseFile"] is None


@case("OrderRefunds")
def _order_refunds(client: Client) -> None:
    order, _line, _paid = _paid_order(client)
    client.changed("OrderFullRefund", order=order, input={"creditNote": True})
    page = client.by_staff("OrderRefunds", id=order)["orderCentral"]
    assert {one["code"]: one["disabledReasonCode"] for one in page["actions"]} == {
        "CHANGE_STATUS": None,
        "CANCEL": None,
        "MARK_PAID": "ALREADY_DONE",
        "ADD_MEMO": None,
        "SEND_MESSAGE": None,
        "OPEN_INVOICE": "STATUS_NOT_ALLOWED",
        "TRACK": "NOT_SHIPPED",
        "RETURN_PRODUCTS": "NOTHING_LEFT",
        "PARTIAL_REFUND": "NOTHING_LEFT",
        "FULL_REFUND": "NOTHING_LEFT",
        "MARK_REFUNDED": "NOTHING_LEFT",
        "REQUEST_RETURN": "NOT_SHIPPED",
        "WITHDRAW": "FEATURE_DISABLED",
    }
    own = client.ana("OrderRefunds", id=order)["orderCentral"]
    assert [one["code"] for one in own["actions"]] == OWN_ACTIONS
    assert own["refunds"][0]["status"] == "MANUAL_DONE"
    assert [note["number"] for note in own["creditNotes"]] == [note["number"] for note in page["creditNotes"]]


@case("StatusRules")
def _status_rules(client: Client) -> None:
    made = _rule(client, fact="REFUNDED", status="refunded")
    found = client.by_staff("StatusRules", first=100)["orderStatusRules"]
    assert made in nodes(found)
    client.changed("StatusRuleDelete", id=made["id"])


def _rule(client: Client, **values: Any) -> dict[str, Any]:
    return client.changed("StatusRuleCreate", input=values)["rule"]


@case("StatusRuleCreate")
def _status_rule_create(client: Client) -> None:
    made = _rule(client, fact="PAID", status="paid", paymentGateways=["some.bank"])
    assert (made["fact"], made["status"]["slug"], made["paymentGateways"]) == ("PAID", "paid", ["some.bank"])
    assert client.refused("StatusRuleCreate", input={"fact": "PAID"}) == [("status", "REQUIRED")]
    assert client.refused("StatusRuleCreate", input={"fact": "PAID", "status": "no"}) == [
        ("status", "NOT_FOUND")
    ]
    client.changed("StatusRuleDelete", id=made["id"])


@case("StatusRuleUpdate")
def _status_rule_update(client: Client) -> None:
    made = _rule(client, fact="REFUNDED", status="refunded")
    changed = client.changed("StatusRuleUpdate", id=made["id"], input={"isActive": False})["rule"]
    assert changed == {**made, "isActive": False}
    client.changed("StatusRuleDelete", id=made["id"])


@case("StatusRuleDelete")
def _status_rule_delete(client: Client) -> None:
    made = _rule(client, fact="REFUNDED", status="refunded")
    client.changed("StatusRuleDelete", id=made["id"])
    assert client.refused("StatusRuleDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("StatusRuleReorder")
def _status_rule_reorder(client: Client) -> None:
    made = [_rule(client, fact="REFUNDED", status="refunded")["id"] for _ in range(2)]
    ordered = client.changed("StatusRuleReorder", ids=[made[1], made[0]])["rules"]
    assert [rule["id"] for rule in ordered][:2] == [made[1], made[0]]
    for rule in made:
        client.changed("StatusRuleDelete", id=rule)


# Returns


def sent_order(client: Client) -> tuple[str, list[dict[str, Any]]]:
    """A new order of Ana that has left, with the lines that she may return."""
    order = client.new_order()
    for values in ({"event": "PAID"}, {"event": "SENT", "trackingNumber": "R-1"}):
        client.changed("OrderStandardEventCreate", order=order, input=values)
    page = client.ana("OrderReturns", id=order, languageCode="en")["orderCentral"]
    return order, page["returnInformation"]["returnableLines"]


def return_input(client: Client, **values: Any) -> dict[str, Any]:
    order, lines = sent_order(client)
    return {"order": order, "lines": [{"orderLine": lines[0]["orderLine"]["id"], "quantity": 1}], **values}


def new_return(client: Client) -> dict[str, Any]:
    made = client.ana("ReturnRequestCreate", input=return_input(client))["orderReturnRequestCreate"]
    assert made["errors"] == []
    return made["returnRequest"]


def accepted_return(client: Client) -> dict[str, Any]:
    made = new_return(client)
    client.changed("ReturnRequestStateChange", id=made["id"], input={"state": "WAITING_PACKAGE"})
    return made


@case("OrderReturns")
def _order_returns(client: Client) -> None:
    order, lines = sent_order(client)
    page = client.ana("OrderReturns", id=order, languageCode="pl")["orderCentral"]
    assert [(one["code"], one["isAvailable"]) for one in page["actions"]] == [
        ("SEND_MESSAGE", True),
        ("OPEN_INVOICE", False),
        ("TRACK", False),
        ("REQUEST_RETURN", True),
        ("WITHDRAW", False),
    ]
    assert (page["returns"], page["returnInformation"]["nonReturnableLines"]) == ([], [])
    assert [(one["maxQuantity"], one["labelPayer"]) for one in lines] == [(1, "CUSTOMER")]
    assert client.nobody("OrderReturns", id=order)["orderCentral"] is None


@case("ReturnEstimate")
def _return_estimate(client: Client) -> None:
    wanted = return_input(client)
    found = client.ana("ReturnEstimate", input=wanted, languageCode="en")["orderReturnEstimate"]
    assert found["goods"] == found["total"]
    assert (found["fees"], found["isApprovedAtOnce"]) == ([], False)
    assert client.nobody("ReturnEstimate", input=wanted)["orderReturnEstimate"] is None


@case("ReturnRequestCreate")
def _return_request_create(client: Client) -> None:
    wanted = return_input(client, idempotencyKey="http-1", customerNote="Too small.")
    first, again = (
        client.ana("ReturnRequestCreate", input=wanted)["orderReturnRequestCreate"] for _ in range(2)
    )
    assert (first["errors"], first["returnRequest"]["state"]) == ([], "WAITING_CONFIRMATION")
    assert again["returnRequest"]["id"] == first["returnRequest"]["id"]
    foreign = client.nobody("ReturnRequestCreate", input=wanted)["orderReturnRequestCreate"]
    assert [(one["field"], one["code"]) for one in foreign["errors"]] == [("order", "NOT_FOUND")]


@case("ReturnRequest")
def _return_request(client: Client) -> None:
    made = new_return(client)
    found = client.ana("ReturnRequest", id=made["id"], languageCode="ro")["orderReturnRequest"]
    assert (found["number"], found["requestedBy"], found["staffNote"]) == (made["number"], "CUSTOMER", None)
    assert [one["inspections"] for one in found["lines"]] == [None]
    assert len(nodes(found["history"])) == 1
    assert client.by_staff("ReturnRequest", number=made["number"])["orderReturnRequest"]["id"] == made["id"]
    assert client.nobody("ReturnRequest", id=made["id"])["orderReturnRequest"] is None


@case("ReturnRequests")
def _return_requests(client: Client) -> None:
    made = new_return(client)
    for caller in (client.by_staff, client.ana):
        found = caller("ReturnRequests", first=10, where={"states": ["WAITING_CONFIRMATION"]})
        assert made["id"] in [one["id"] for one in nodes(found["orderReturnRequests"])]
    searched = client.by_staff("ReturnRequests", first=10, search=made["number"])["orderReturnRequests"]
    assert made["id"] in [one["id"] for one in nodes(searched)]
    assert nodes(client.nobody("ReturnRequests", first=10)["orderReturnRequests"]) == []


@case("ReturnRequestCancel")
def _return_request_cancel(client: Client) -> None:
    made = new_return(client)
    given_up = client.ana("ReturnRequestCancel", id=made["id"])["orderReturnRequestCancel"]
    assert (given_up["errors"], given_up["returnRequest"]["state"]) == ([], "CANCELED")


@case("ReturnRequestStateChange")
def _return_request_state_change(client: Client) -> None:
    made = new_return(client)
    skip = {"state": "COMPLETED", "nothingDueReason": "No."}
    assert client.refused("ReturnRequestStateChange", id=made["id"], input=skip) == [
        ("state", "RETURN_STATE_INVALID")
    ]
    accepted = client.changed("ReturnRequestStateChange", id=made["id"], input={"state": "WAITING_PACKAGE"})
    assert accepted["returnRequest"]["nextStates"] == ["PACKAGE_RECEIVED", "CANCELED"]
    refusal = {"state": "CANCELED", "declineReason": reason_id(client, "outside-conditions")}
    refused = client.changed("ReturnRequestStateChange", id=made["id"], input=refusal)
    assert refused["returnRequest"]["state"] == "CANCELED"


def reason_id(client: Client, slug: str) -> str:
    found = nodes(client.by_staff("ReturnReasons", first=100)["orderReturnReasons"])
    return next(one["id"] for one in found if one["slug"] == slug)


@case("ReturnRequestReceive")
def _return_request_receive(client: Client) -> None:
    made = accepted_return(client)
    units = [{"line": made["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}]
    found = client.changed("ReturnRequestReceive", id=made["id"], lines=units, idempotencyKey="box")
    assert found["returnRequest"]["state"] == "PACKAGE_RECEIVED"
    assert found["returnRequest"]["lines"][0]["inspections"] == [{"quantity": 1, "disposition": "RESTOCK"}]
    more = client.refused("ReturnRequestReceive", id=made["id"], lines=units)
    assert more == [("lines.0.quantity", "QUANTITY_EXCEEDED")]


@case("ReturnRequestComplete")
def _return_request_complete(client: Client) -> None:
    asked = return_input(client)
    order = asked["order"]
    made = client.ana("ReturnRequestCreate", input=asked)["orderReturnRequestCreate"]["returnRequest"]
    pk = made["id"]
    assert client.refused("ReturnRequestComplete", id=pk, input={}) == [
        ("returnRequest", "RETURN_STATE_INVALID")
    ]
    client.changed("ReturnRequestStateChange", id=pk, input={"state": "WAITING_PACKAGE"})
    units = [{"line": made["lines"][0]["id"], "quantity": 1, "disposition": "RESTOCK"}]
    client.changed("ReturnRequestReceive", id=pk, lines=units)
    planned = client.by_staff("OrderRefundPreview", order=order, input={"returnRequest": pk})
    done = client.changed("ReturnRequestComplete", id=pk, input={"creditNote": True}, message="Thank you.")
    assert (done["returnRequest"]["state"], done["returnRequest"]["outcome"]) == ("COMPLETED", "REFUND")
    assert done["refund"]["amount"]["amount"] == planned["orderRefundPreview"]["total"]["amount"] > 0
    assert done["refund"]["restocked"] is True
    shown = client.ana("ReturnRequest", id=pk)["orderReturnRequest"]
    assert [note["number"] for note in shown["creditNotes"]] == [done["creditNote"]["number"]]


@case("ReturnRequestTrackingAdd")
def _return_request_tracking_add(client: Client) -> None:
    made = accepted_return(client)
    found = client.ana("ReturnRequestTrackingAdd", id=made["id"], code=CORREIOS_CODE)
    added = found["orderReturnRequestTrackingAdd"]
    assert (added["errors"], added["parcel"]["tracking"]["carrier"]) == ([], "correios")
    assert added["returnRequest"]["expiresAt"] is None


@case("ReturnReasons")
def _return_reasons(client: Client) -> None:
    found = nodes(client.nobody("ReturnReasons", first=100, languageCode="en")["orderReturnReasons"])
    assert "I changed my mind" in [one["name"] for one in found if one["slug"] == "changed-mind"]
    assert not any(one["forDecline"] for one in found)
    assert all(one["defaultDisposition"] is None for one in found)


@case("ReturnReasonCreate")
def _return_reason_create(client: Client) -> None:
    made = client.changed("ReturnReasonCreate", input={"name": "Wrong scent"})["returnReason"]
    assert made["slug"] == "wrong-scent"
    assert client.refused("ReturnReasonCreate", input={"name": "x", "slug": "wrong-scent"}) == [
        ("slug", "UNIQUE")
    ]


@case("ReturnReasonUpdate")
def _return_reason_update(client: Client) -> None:
    made = client.changed("ReturnReasonCreate", input={"name": "Too loud"})["returnReason"]
    values = {"requiresNote": True, "sortOrder": 7}
    changed = client.changed("ReturnReasonUpdate", id=made["id"], input=values)["returnReason"]
    assert (changed["slug"], changed["requiresNote"], changed["sortOrder"]) == ("too-loud", True, 7)


@case("ReturnReasonDelete")
def _return_reason_delete(client: Client) -> None:
    made = client.changed("ReturnReasonCreate", input={"name": "Too heavy"})["returnReason"]
    off = client.changed("ReturnReasonDelete", id=made["id"])["returnReason"]
    assert off == {"id": made["id"], "slug": "too-heavy", "isActive": False}


@case("ReturnReasonTranslate")
def _return_reason_translate(client: Client) -> None:
    made = client.changed("ReturnReasonCreate", input={"name": "Too light"})["returnReason"]
    named = client.changed("ReturnReasonTranslate", id=made["id"], languageCode="es", translated="Muy ligero")
    assert named["returnReason"]["translations"] == [{"languageCode": "es", "name": "Muy ligero"}]


@case("ReturnPolicies")
def _return_policies(client: Client) -> None:
    found = nodes(client.by_staff("ReturnPolicies", first=100)["orderReturnPolicies"])
    first = next(one for one in found if one["name"] == "Returns within 14 days")
    assert (first["windowDays"], first["windowStartsFrom"], first["priority"]) == (14, "DELIVERED", 0)
    assert (first["expiryDays"], first["reminderDays"]) == (30, 7)


def new_policy(client: Client, **values: Any) -> dict[str, Any]:
    """A policy for a country that no sample order goes to."""
    wanted = {"name": "Iceland", "countries": ["IS"], **values}
    return client.changed("ReturnPolicyCreate", input=wanted)["returnPolicy"]


@case("ReturnPolicyCreate")
def _return_policy_create(client: Client) -> None:
    made = new_policy(client, windowDays=30, resolutions=["VOUCHER", "REFUND"])
    assert (made["windowDays"], made["resolutions"]) == (30, ["REFUND", "VOUCHER"])
    assert client.refused("ReturnPolicyCreate", input={"name": "x", "feePercent": 200}) == [
        ("feePercent", "INVALID")
    ]


@case("ReturnPolicyUpdate")
def _return_policy_update(client: Client) -> None:
    made = new_policy(client)
    changed = client.changed("ReturnPolicyUpdate", id=made["id"], input={"isFinalSale": True, "priority": 3})
    assert (changed["returnPolicy"]["isFinalSale"], changed["returnPolicy"]["priority"]) == (True, 3)


@case("ReturnPolicyDelete")
def _return_policy_delete(client: Client) -> None:
    made = new_policy(client)
    assert client.changed("ReturnPolicyDelete", id=made["id"])["returnPolicy"] == {"id": made["id"]}
    assert client.refused("ReturnPolicyDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("AccessRequest")
def _access_request(client: Client) -> None:
    asked = client.nobody("AccessRequest", number="999999", email="nobody@example.com")
    assert asked["orderAccessRequest"] == {"isAccepted": True, "errors": []}


@case("AccessConfirm")
def _access_confirm(client: Client) -> None:
    tried = client.nobody("AccessConfirm", number="999999", email="nobody@example.com", code="ABCD-EFGH")
    assert [error["code"] for error in tried["orderAccessConfirm"]["errors"]] == ["CODE_INVALID"]


@case("GuestOrderPage")
def _guest_order_page(client: Client) -> None:
    order = client.new_order()
    page = client.nobody("GuestOrderPage", token=client.guest_token(order), languageCode="en")["orderCentral"]
    assert (page["isRedacted"], page["timeline"]["current"]["label"]) == (True, "Payment confirmed")
    assert [line["productName"] for line in page["lines"]] == ["Apple Juice"]
    assert [action["code"] for action in page["actions"]] == OWN_ACTIONS


@case("AccessGrants")
def _access_grants(client: Client) -> None:
    order = client.new_order()
    assert client.ana("AccessGrants", id=order)["orderCentral"]["accessGrants"]["totalCount"] == 0
    client.guest_token(order)
    found = client.ana("AccessGrants", id=order)["orderCentral"]["accessGrants"]
    assert [(one["source"], one["revokedAt"]) for one in nodes(found)] == [("CODE", None)]


@case("AccessGrantRevoke")
def _access_grant_revoke(client: Client) -> None:
    order = client.new_order()
    token = client.guest_token(order)
    assert client.changed("AccessGrantRevoke", order=order)["count"] == 1
    again = post(client.url, document("GuestOrderPage"), {"token": token})
    assert again["data"]["orderCentral"] is None


def asked(client: Client, body: str = "Where is it?", order: str | None = None) -> dict[str, Any]:
    """Ana writes about an order, a new one unless it is given."""
    wanted = {"order": order or client.new_order(), "body": body}
    payload = client.ana("CustomerMessageSend", input=wanted)["orderCustomerMessageSend"]
    assert payload["errors"] == []
    return {**payload, "order": wanted["order"]}


@case("CustomerMessageSend")
def _customer_message_send(client: Client) -> None:
    made = asked(client)
    assert (made["message"]["body"], made["message"]["origin"]) == ("Where is it?", "STOREFRONT")
    assert (made["thread"]["status"], made["thread"]["messagesCount"]) == ("OPEN", 1)
    again = {"thread": made["thread"]["id"], "body": "Hello?"}
    payload = client.ana("CustomerMessageSend", input=again)["orderCustomerMessageSend"]
    assert payload["thread"]["messagesCount"] == 2
    # nobody else may write there, but anybody to a contact, without seeing what became of it
    stranger = client.nobody("CustomerMessageSend", input=again)["orderCustomerMessageSend"]
    assert [one["code"] for one in stranger["errors"]] == ["NOT_FOUND"]
    (contact, *_others) = nodes(client.nobody("ContactPoints")["orderContactPoints"])
    form = {"contact": contact["id"], "email": "gus@example.com", "body": "Blue mugs?"}
    payload = client.nobody("CustomerMessageSend", input=form)["orderCustomerMessageSend"]
    assert payload == {"message": None, "thread": None, "errors": []}


@case("MessageSend")
def _message_send(client: Client) -> None:
    made = asked(client)
    wanted = {"order": made["order"], "bodyHtml": "<p>It <b>left</b>.</p>", "showToCustomer": True}
    sent = client.changed("MessageSend", input=wanted)
    assert (sent["message"]["body"], sent["message"]["bodyHtml"]) == ("It left.", "<p>It <b>left</b>.</p>")
    assert sent["thread"]["assignee"] == {"email": "admin@example.com"}
    assert (sent["thread"]["unreadByCustomer"], sent["thread"]["isWaitingForReply"]) == (1, False)
    assert [one["recipient"] for one in sent["message"]["notifications"]] == [ANA.email]
    inner = client.changed("MessageSend", input={"thread": made["thread"]["id"], "body": "Calls often."})
    assert (inner["message"]["visibility"], inner["message"]["notifications"]) == ("STAFF", [])
    assert client.refused("MessageSend", input={"body": "x"}) == [("thread", "REQUIRED")]


@case("MemoAdd")
def _memo_add(client: Client) -> None:
    wanted = {"body": "Supplier 4711", "idempotencyKey": "memo-1"}
    order = client.new_order()
    entry = client.changed("MemoAdd", order=order, input=wanted)["entry"]
    assert (entry["kind"], entry["visibility"], entry["subject"]) == ("MEMO", "STAFF", "Memo")
    assert entry["message"] == "Supplier 4711"
    assert client.changed("MemoAdd", order=order, input=wanted)["entry"]["id"] == entry["id"]


@case("Threads")
def _threads(client: Client) -> None:
    made = asked(client, "My parcel smells of rhubarb.")
    page = client.by_staff("Threads", search="rhubarb")["orderThreads"]
    (found,) = nodes(page)
    assert (found["id"], found["isWaitingForReply"], page["totalCount"]) == (made["thread"]["id"], True, 1)
    assert nodes(found["messages"])[0]["body"] == "My parcel smells of rhubarb."
    assert [one["id"] for one in nodes(client.ana("Threads", search="rhubarb")["orderThreads"])] == [
        made["thread"]["id"]
    ]
    assert nodes(client.nobody("Threads", search="rhubarb")["orderThreads"]) == []


@case("Thread")
def _thread(client: Client) -> None:
    made = asked(client)
    pk = made["thread"]["id"]
    client.changed("MessageSend", input={"thread": pk, "body": "Among us."})
    for_staff = client.by_staff("Thread", id=pk)["orderThread"]
    assert [one["body"] for one in nodes(for_staff["messages"])] == ["Where is it?", "Among us."]
    assert for_staff["nextUnanswered"]["body"] == "Where is it?"
    assert for_staff["customerSummary"]["ordersCount"] > 0
    assert any(one["order"] for one in nodes(for_staff["story"]))
    for_ana = client.ana("Thread", id=pk)["orderThread"]
    assert [one["body"] for one in nodes(for_ana["messages"])] == ["Where is it?"]
    assert (for_ana["assignee"], for_ana["story"], for_ana["nextUnanswered"]) == (None, None, None)
    assert client.nobody("Thread", id=pk)["orderThread"] is None


@case("ThreadStatusUpdate")
def _thread_status_update(client: Client) -> None:
    made = asked(client)
    pk, seen = made["thread"]["id"], made["message"]["id"]
    asked(client, "And…", made["order"])
    assert client.refused("ThreadStatusUpdate", id=pk, status="CLOSED", lastSeenMessage=seen) == [
        ("lastSeenMessage", "CONFLICT")
    ]
    closed = client.changed("ThreadStatusUpdate", id=pk, status="CLOSED")["thread"]
    assert (closed["status"], closed["isWaitingForReply"]) == ("CLOSED", False)


@case("ThreadStatusBulkUpdate")
def _thread_status_bulk_update(client: Client) -> None:
    ids = [asked(client)["thread"]["id"] for _ in range(2)]
    assert client.changed("ThreadStatusBulkUpdate", ids=ids, status="PENDING_1")["count"] == 2
    assert client.ana("Thread", id=ids[0])["orderThread"]["status"] == "OPEN"
    gone = "T3JkZXJUaHJlYWQ6OTk5OTk5"
    assert client.refused("ThreadStatusBulkUpdate", ids=[*ids, gone], status="CLOSED") == [
        ("ids", "NOT_FOUND")
    ]


@case("ThreadForward")
def _thread_forward(client: Client) -> None:
    pk = asked(client)["thread"]["id"]
    me = client.data("{ me { id } }", client.staff, {})["me"]["id"]
    taken = client.changed("ThreadForward", id=pk, input={"assignee": me})["thread"]
    assert taken["assignee"] == {"id": me, "email": "admin@example.com"}
    wanted = {"email": "depot@example.com", "comment": "Please look."}
    assert client.changed("ThreadForward", id=pk, input=wanted)["thread"]["assignee"]["id"] == me
    assert client.refused("ThreadForward", id=pk, input={"email": "depot@example.com"}) == [
        ("comment", "REQUIRED")
    ]


@case("ThreadMarkAsRead")
def _thread_mark_as_read(client: Client) -> None:
    made = asked(client)
    pk = made["thread"]["id"]
    assert client.changed("ThreadMarkAsRead", id=pk)["thread"]["unreadByStaff"] == 0
    client.changed("MessageSend", input={"thread": pk, "body": "Hi", "showToCustomer": True})
    read = client.ana("ThreadMarkAsRead", id=pk)["orderThreadMarkAsRead"]
    assert read["thread"] == {"id": pk, "unreadByStaff": None, "unreadByCustomer": 0}
    stranger = client.nobody("ThreadMarkAsRead", id=pk)["orderThreadMarkAsRead"]
    assert [one["code"] for one in stranger["errors"]] == ["NOT_FOUND"]


@case("ThreadAnswerBegin")
def _thread_answer_begin(client: Client) -> None:
    pk = asked(client)["thread"]["id"]
    held = client.changed("ThreadAnswerBegin", id=pk)["thread"]
    assert held["answeringUser"]["email"] == "admin@example.com"
    assert held["answeringUntil"] is not None


@case("ThreadAnswerEnd")
def _thread_answer_end(client: Client) -> None:
    pk = asked(client)["thread"]["id"]
    client.changed("ThreadAnswerBegin", id=pk)
    assert client.changed("ThreadAnswerEnd", id=pk)["thread"]["answeringUser"] is None


@case("ContactPoints")
def _contact_points(client: Client) -> None:
    found = nodes(client.nobody("ContactPoints", languageCode="pl")["orderContactPoints"])
    assert [(one["slug"], one["name"]) for one in found][:2] == [
        ("customer-service", "Obsługa klienta"),
        ("webmaster", "Administrator strony"),
    ]
    assert {(one["email"], one["unreadCount"], one["openCount"]) for one in found} == {(None, None, None)}
    before = nodes(client.by_staff("ContactPoints")["orderContactPoints"])[0]
    form = {"contact": before["id"], "email": "gus@example.com", "body": "Hello"}
    client.nobody("CustomerMessageSend", input=form)
    after = nodes(client.by_staff("ContactPoints")["orderContactPoints"])[0]
    assert (after["unreadCount"], after["openCount"]) == (before["unreadCount"] + 1, before["openCount"] + 1)


@case("ContactPointCreate")
def _contact_point_create(client: Client) -> None:
    made = client.changed("ContactPointCreate", input={"name": "Press", "isActive": False})["contactPoint"]
    assert (made["slug"], made["isActive"]) == ("press", False)
    assert client.refused("ContactPointCreate", input={"name": "Press"}) == [("slug", "UNIQUE")]


@case("ContactPointUpdate")
def _contact_point_update(client: Client) -> None:
    made = client.changed("ContactPointCreate", input={"name": "Garden", "isActive": False})["contactPoint"]
    wanted = {"email": "garden@example.com", "description": "For plants."}
    changed = client.changed("ContactPointUpdate", id=made["id"], input=wanted)["contactPoint"]
    assert (changed["email"], changed["description"]) == ("garden@example.com", "For plants.")


@case("ContactPointDelete")
def _contact_point_delete(client: Client) -> None:
    made = client.changed("ContactPointCreate", input={"name": "Gone", "isActive": False})["contactPoint"]
    assert client.changed("ContactPointDelete", id=made["id"])["contactPoint"] == {
        "id": made["id"],
        "slug": "gone",
    }
    assert client.refused("ContactPointDelete", id=made["id"]) == [("id", "NOT_FOUND")]


@case("ContactPointTranslate")
def _contact_point_translate(client: Client) -> None:
    made = client.changed("ContactPointCreate", input={"name": "Shoes", "isActive": False})["contactPoint"]
    named = client.changed("ContactPointTranslate", id=made["id"], languageCode="es", translated="Zapatos")
    assert named["contactPoint"]["translations"] == [
        {"languageCode": "es", "name": "Zapatos", "description": None}
    ]


@case("ThreadStatusMeanings")
def _thread_status_meanings(client: Client) -> None:
    found = client.by_staff("ThreadStatusMeanings", languageCode="es")["orderThreadStatusMeanings"]
    assert [(one["status"], one["name"]) for one in found if one["status"] != "PENDING_2"] == [
        ("OPEN", "Abierta"),
        ("PENDING_1", "Pendiente 1"),
        ("CLOSED", "Cerrada"),
    ]
    assert all(one["count"] is not None for one in found)


@case("ThreadStatusMeaningUpdate")
def _thread_status_meaning_update(client: Client) -> None:
    wanted = {"name": "Waits for the depot", "color": "#123456"}
    meaning = client.changed("ThreadStatusMeaningUpdate", status="PENDING_2", input=wanted)["meaning"]
    assert (meaning["name"], meaning["color"]) == ("Waits for the depot", "#123456")


@case("WithdrawalForm")
def _withdrawal_form(client: Client) -> None:
    form = client.nobody("WithdrawalForm", languageCode="es")["orderWithdrawalForm"]
    assert (form["periodDays"], form["confirmLabel"]) == (14, "Confirmar desistimiento")


@case("WithdrawalSettingsUpdate")
def _withdrawal_settings_update(client: Client) -> None:
    done = client.changed("WithdrawalSettingsUpdate", input={"isEnabled": True, "periodDays": 30})
    assert (done["settings"]["isEnabled"], done["settings"]["periodDays"]) == (True, 30)
    client.changed("WithdrawalSettingsUpdate", input={"isEnabled": None, "periodDays": None})


@case("WithdrawalSettings")
def _withdrawal_settings(client: Client) -> None:
    found = client.by_staff("WithdrawalSettings", languageCode="en")["orderWithdrawalSettings"]
    assert (found["isEnabled"], found["buttonLabel"]) == (False, "Withdraw from contract here")


def withdrawn(client: Client, order: str) -> dict[str, Any]:
    """A statement of Ana about a whole order."""
    number = client.by_staff("OrderPage", id=order)["orderCentral"]["number"]
    client.changed("WithdrawalSettingsUpdate", input={"isEnabled": True})
    stated = {"orderNumber": number, "name": "Ana Pop", "email": ANA.email, "isConfirmed": True}
    done = client.ana("WithdrawalSubmit", input=stated)["orderWithdrawalSubmit"]
    client.changed("WithdrawalSettingsUpdate", input={"isEnabled": None})
    assert done["errors"] == []
    return dict(done["withdrawal"])


@case("WithdrawalSubmit")
def _withdrawal_submit(client: Client) -> None:
    made = withdrawn(client, client.new_order())
    # Saleor 3 names the variant in its own way.
    assert [line["productName"].partition(" (")[0] for line in made["lines"]] == ["Apple Juice"]
    mail = client.mailbox.messages[-1]
    assert (str(mail["To"]), made["number"] in str(mail["Subject"])) == (ANA.email, True)
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == made["receipt"]


@case("OrderWithdrawal")
def _order_withdrawal(client: Client) -> None:
    order = client.new_order()
    made = withdrawn(client, order)
    found = client.ana("OrderWithdrawal", id=order, languageCode="en")["orderCentral"]["withdrawal"]
    assert (found["isAvailable"], found["reasonCode"]) == (False, "FEATURE_DISABLED")
    assert [(one["number"], one["status"]) for one in found["statements"]] == [
        (made["number"], "ACKNOWLEDGED")
    ]


@case("Withdrawals")
def _withdrawals(client: Client) -> None:
    order = client.new_order()
    made = withdrawn(client, order)
    found = nodes(client.by_staff("Withdrawals", search=made["number"])["orderWithdrawals"])
    assert [(one["order"], one["isVerified"]) for one in found] == [({"id": order}, True)]


@case("WithdrawalStatusUpdate")
def _withdrawal_status_update(client: Client) -> None:
    made = withdrawn(client, client.new_order())
    assert client.refused("WithdrawalStatusUpdate", id=made["id"], status="INVALID") == [("note", "REQUIRED")]
    done = client.changed("WithdrawalStatusUpdate", id=made["id"], status="COMPLETED")
    assert done["withdrawal"]["status"] == "COMPLETED"


@contextmanager
def mailbox_on(client: Client) -> Iterator[None]:
    """The shop takes answers; what was there before is not known, so it is off afterwards."""

    def configure(mailbox: str) -> None:
        items = [{"name": "reply_mailbox", "value": mailbox}]
        saved = client.data(SETTINGS, client.staff, {"id": PLUGIN_ID, "input": {"configuration": items}})
        assert saved["pluginUpdate"]["errors"] == []

    configure("reply@shop.example")
    try:
        yield
    finally:
        configure("")


def app_token(client: Client) -> str:
    """An app that may manage orders."""
    made = client.data(
        """mutation { appCreate(input: {name: "Mail desk", permissions: [MANAGE_ORDERS]}) {
          authToken } }""",
        client.staff,
        {},
    )
    return str(made["appCreate"]["authToken"])


def mail_from(client: Client, sender: str, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A conversation, and what came of an e-mail to its address."""
    made = asked(client)
    address = client.by_staff("Thread", id=made["thread"]["id"])["orderThread"]["replyAddress"]
    wanted = {"fromAddress": sender, "toAddress": address, "messageId": f"m{number}", "text": "Blue."}
    query = document("InboundEmailReceive")
    answer = post_as_app(client, query, {"input": wanted})["orderInboundEmailReceive"]
    assert answer["errors"] == []
    return made, answer


def post_as_app(client: Client, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    answer = post(client.url, query, variables, app_token(client), scheme="Bearer")
    assert not answer.get("errors"), answer
    return dict(answer["data"])


@case("InboundEmailReceive")
def _inbound_email_receive(client: Client) -> None:
    with mailbox_on(client):
        made, answer = mail_from(client, ANA.email, 1)
        assert (answer["outcome"], answer["isHeld"], answer["isDuplicate"]) == ("ACCEPTED", False, False)
        assert (answer["message"]["body"], answer["thread"]["id"]) == ("Blue.", made["thread"]["id"])
        by_person = client.by_staff(
            "InboundEmailReceive",
            input={"fromAddress": "a@b.example", "toAddress": "x@y.example", "messageId": "m", "text": "x"},
        )["orderInboundEmailReceive"]
        assert [one["code"] for one in by_person["errors"]] == ["PERMISSION_DENIED"]


def held(client: Client, number: int) -> str:
    """The id of an e-mail of a stranger."""
    made, answer = mail_from(client, "eve@example.com", number)
    assert (answer["outcome"], answer["isHeld"], answer["message"]) == ("HELD", True, None)
    (mail,) = client.by_staff("Thread", id=made["thread"]["id"])["orderThread"]["heldMails"]
    assert (mail["reason"], mail["sender"], mail["body"]) == ("WRONG_SENDER", "eve@example.com", "Blue.")
    assert client.ana("Thread", id=made["thread"]["id"])["orderThread"]["heldMails"] is None
    return str(mail["id"])


@case("HeldMailAccept")
def _held_mail_accept(client: Client) -> None:
    with mailbox_on(client):
        pk = held(client, 2)
        taken = client.changed("HeldMailAccept", id=pk, rememberSender=True)
        assert (taken["message"]["body"], taken["message"]["origin"]) == ("Blue.", "EMAIL_REPLY")
        assert (taken["thread"]["heldMails"], taken["thread"]["isWaitingForReply"]) == ([], True)
        assert client.refused("HeldMailAccept", id=pk) == [("id", "INVALID")]


@case("HeldMailDismiss")
def _held_mail_dismiss(client: Client) -> None:
    with mailbox_on(client):
        pk = held(client, 3)
        assert client.changed("HeldMailDismiss", id=pk)["thread"]["heldMails"] == []
        assert client.refused("HeldMailDismiss", id=pk) == [("id", "INVALID")]
