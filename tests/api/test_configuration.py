"""The configuration file and the starter sets through the API."""

from __future__ import annotations

import json

import pytest

from saleor_order_central.configuration.export import export_text
from saleor_order_central.configuration.starter_sets import STARTER_SETS
from saleor_order_central.statuses.models import OrderStatusDefinition

PAYLOAD = """{ changes { action section key fields { field old new } } isApplied
    findings { severity code message objectSlug } errors { field message code } }"""
EXPORT = "{ orderCentralConfigExport }"
IMPORT = (
    "mutation($config: String!, $dryRun: Boolean, $prune: Boolean) {"
    " orderCentralConfigImport(config: $config, dryRun: $dryRun, prune: $prune) " + PAYLOAD + "}"
)
SETS = """query($code: String) { orderCentralStarterSets(languageCode: $code) {
    name title description statuses messageTemplates } }"""
APPLY = (
    "mutation($name: String!, $dryRun: Boolean) { orderCentralStarterSetApply(name: $name, dryRun: $dryRun) "
    + PAYLOAD
    + "}"
)
HEAD = {"format": "saleor-order-central", "version": 1}


def load(api, content, **variables):
    text = content if isinstance(content, str) else json.dumps({**HEAD, **content})
    return api.data(IMPORT, config=text, **variables)["orderCentralConfigImport"]


def changed(payload):
    return [
        (one["action"], one["section"], one["key"], [tuple(each.values()) for each in one["fields"]])
        for one in payload["changes"]
        if one["action"] != "UNCHANGED"
    ]


def color(slug):
    return OrderStatusDefinition.objects.get(slug=slug).color


def test_b_15_what_is_exported_can_be_imported(settings_api):
    text = settings_api.data(EXPORT)["orderCentralConfigExport"]
    assert text == export_text(using="default")
    payload = load(settings_api, text, dryRun=False, prune=True)
    assert (payload["errors"], payload["isApplied"], changed(payload)) == ([], True, [])
    assert settings_api.data(EXPORT)["orderCentralConfigExport"] == text


def test_an_import_is_a_dry_run_unless_said_otherwise(settings_api):
    before = color("sent")
    content = {"statuses": [{"slug": "sent", "color": "#010203"}]}
    expected = [("UPDATE", "statuses", "sent", [("color", json.dumps(before), '"#010203"')])]
    # when nothing is said
    payload = load(settings_api, content)
    # then
    assert (payload["isApplied"], changed(payload), color("sent")) == (False, expected, before)
    # the same with null, which is no request to write
    assert load(settings_api, content, dryRun=None)["isApplied"] is False
    assert color("sent") == before
    # when it is meant
    payload = load(settings_api, content, dryRun=False)
    assert (payload["isApplied"], changed(payload), color("sent")) == (True, expected, "#010203")
    assert payload["changes"][0]["action"] == "UPDATE"
    assert {one["action"] for one in payload["changes"][1:]} == {"UNCHANGED"}


def test_every_fault_is_an_error_with_its_place(settings_api):
    before = export_text(using="default")
    payload = load(
        settings_api, {"statuses": [{"slug": "a"}, {"slug": "b", "type": "DONE"}], "x": 1}, dryRun=False
    )
    assert [(one["field"], one["code"]) for one in payload["errors"]] == [
        ("x", "INVALID"),
        ("statuses[1].type", "INVALID"),
    ]
    assert (payload["changes"], payload["findings"], payload["isApplied"]) == (None, None, None)
    payload = load(
        settings_api, {"statuses": [{"slug": "a"}, {"slug": "sent", "type": "CONCLUDED"}]}, dryRun=False
    )
    assert [(one["field"], one["code"]) for one in payload["errors"]] == [
        ("statuses[0].type", "TYPE_REQUIRED"),
        ("statuses[1].type", "BUILT_IN_READ_ONLY"),
    ]
    assert export_text(using="default") == before


def test_the_payload_tells_what_the_check_finds_in_the_result(settings_api):
    payload = load(settings_api, {"statuses": [{"slug": "paid", "nextStatuses": []}]})
    assert ("ERROR", "STATUS_DEAD_END", "paid") in [
        (one["severity"], one["code"], one["objectSlug"]) for one in payload["findings"]
    ]


def test_starter_sets_are_listed_in_a_language(settings_api):
    found = settings_api.data(SETS, code="pl")["orderCentralStarterSets"]
    assert [one["name"] for one in found] == ["tray", "prestashop", "polish"]
    assert found[2]["title"] == "Z magazynu pod drzwi"
    assert "collected" in found[2]["statuses"]
    assert "call-to-confirm" in found[2]["messageTemplates"]
    english = settings_api.data(SETS)["orderCentralStarterSets"]
    assert english[2]["title"] == "From the warehouse to the door"


@pytest.mark.parametrize("name", list(STARTER_SETS))
def test_a_starter_set_is_shown_first_and_applied_when_it_is_meant(settings_api, name):
    wanted = {status.slug for status in STARTER_SETS[name].statuses}
    customs = OrderStatusDefinition.objects.filter(kind="CUSTOM")
    # when
    shown = settings_api.data(APPLY, name=name)["orderCentralStarterSetApply"]
    # then
    assert (shown["errors"], shown["isApplied"], customs.count()) == ([], False, 0)
    applied = settings_api.data(APPLY, name=name, dryRun=False)["orderCentralStarterSetApply"]
    assert (applied["isApplied"], applied["changes"]) == (True, shown["changes"])
    assert set(customs.values_list("slug", flat=True)) == wanted
    assert "ERROR" not in {one["severity"] for one in applied["findings"]}


def test_an_unknown_set_is_an_error(settings_api):
    payload = settings_api.data(APPLY, name="gone", dryRun=False)["orderCentralStarterSetApply"]
    assert [(one["field"], one["code"]) for one in payload["errors"]] == [("name", "NOT_FOUND")]


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (EXPORT, {}),
        (SETS, {}),
        (IMPORT, {"config": json.dumps({**HEAD, "trustedLinks": [{"host": "a.com"}]}), "dryRun": False}),
        (APPLY, {"name": "tray", "dryRun": False}),
    ],
)  # fmt: skip
def test_only_managers_of_settings_see_and_load_configurations(
    api, customer_api, staff_api, query, variables
):
    before = export_text(using="default")
    for caller in (api, customer_api, staff_api):
        answer = caller.answer(query, **variables)
        assert list(answer["data"].values()) == [None]
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert export_text(using="default") == before
