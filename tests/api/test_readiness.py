"""The check before going live through the API."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.statuses.models import OrderStatusDefinition

QUERY = """query($languageCode: String) { orderCentralReadiness(languageCode: $languageCode) { isReady steps {
    code name isPassed findings { severity code message objectId objectSlug fix } } } }"""


def readiness(api, **variables):
    return api.data(QUERY, **variables)["orderCentralReadiness"]


def test_000_14_three_steps_and_a_fresh_shop_has_no_error(settings_api):
    found = readiness(settings_api)
    assert [(step["code"], step["name"], step["isPassed"]) for step in found["steps"]] == [
        ("FEATURES_REVIEWED", "Look at the features", False),
        ("STATUS_TYPES_SET", "Set the types of additional statuses", True),
        ("WORKFLOW_CHECKED", "Check the rules of the statuses", True),
    ]
    assert found["isReady"] is False
    severities = {one["severity"] for step in found["steps"] for one in step["findings"]}
    assert "ERROR" not in severities


def test_a_finding_names_its_row_and_says_what_to_do(settings_api):
    status = OrderStatusDefinition.objects.get(slug="paid")
    OrderStatusDefinition.objects.filter(pk=status.pk).update(next_statuses=["gone", "sent"])
    (finding,) = (
        one for one in readiness(settings_api)["steps"][2]["findings"] if one["severity"] == "ERROR"
    )
    assert finding == {
        "severity": "ERROR",
        "code": "NEXT_STATUS_UNKNOWN",
        "message": 'The status "paid" may be followed by "gone", which does not exist.',
        "objectId": graphene.Node.to_global_id("OrderStatusDefinition", status.pk),
        "objectSlug": "paid",
        "fix": "Create that status, or take it off the list.",
    }


def test_features_are_listed_with_their_state(settings_api):
    findings = readiness(settings_api)["steps"][0]["findings"]
    listed = {one["objectSlug"]: (one["code"], one["objectId"]) for one in findings}
    assert listed["TIMELINE"] == ("FEATURE_READY", None)
    assert listed["RETURNS"] == ("FEATURE_READY", None)
    assert listed["ADDRESSES"] == ("FEATURE_NOT_READY", None)
    (ready,) = (one for one in findings if one["objectSlug"] == "TIMELINE")
    assert (ready["message"], ready["fix"]) == ("Ready: Order timeline.", None)


def test_waiting_has_no_side_effect(settings_api, configure):
    assert readiness(settings_api) == readiness(settings_api)
    configure(features_reviewed=True)
    found = readiness(settings_api)
    assert (found["isReady"], found["steps"][0]["isPassed"]) == (True, True)


def test_staff_with_either_permission_may_ask_and_nobody_else(staff_api, settings_api, customer_api, api):
    assert readiness(staff_api) == readiness(settings_api)
    for caller in (customer_api, api):
        answer = caller.answer(QUERY)
        assert answer["data"]["orderCentralReadiness"] is None
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


@pytest.mark.parametrize("language", ["xx", "en", "EN_us"])
def test_unknown_languages_read_english(settings_api, language):
    assert readiness(settings_api, languageCode=language) == readiness(settings_api)


def test_the_number_of_statements_does_not_grow(settings_api, statements):
    readiness(settings_api)
    with statements() as few:
        readiness(settings_api)
    for number in range(5):
        OrderStatusDefinition.objects.create(slug=f"s{number}", name="S", kind="CUSTOM", type="IN_PROGRESS")
    with statements() as many:
        readiness(settings_api)
    assert len(few) == len(many)
