"""The check before going live over a real shop: what is read, and the command."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from saleor_order_central.notifications.models import ChannelSettings, MessageTemplate, PaymentInstruction
from saleor_order_central.providers.models import ProviderState
from saleor_order_central.readiness.findings import Severity
from saleor_order_central.readiness.selectors import check_readiness, load_shop
from saleor_order_central.statuses.models import OrderStatusDefinition, StatusRule
from saleor_order_central.tracking.carrier_models import TrackingCarrier

pytestmark = pytest.mark.django_db


def found(severity: Severity) -> list[tuple[str, str]]:
    findings = check_readiness(using="default").findings
    return [(one.code.value, one.object_slug) for one in findings if one.severity is severity]


def change(slug: str, **values: object) -> None:
    OrderStatusDefinition.objects.filter(slug=slug).update(**values)


def run(*arguments: str) -> tuple[str, str]:
    """What the command prints, and what it refuses with."""
    out = StringIO()
    try:
        call_command("order_central_check", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_a_fresh_shop_has_no_error():
    assert found(Severity.ERROR) == []
    assert ("CONCLUDED_BEFORE_SHIPMENT", "finalized") in found(Severity.WARNING)
    assert ("FEATURES_NOT_REVIEWED", "features_reviewed") in found(Severity.WARNING)


def test_carriers_of_channels_that_are_gone_are_found():
    TrackingCarrier.objects.create(code="inpost", is_built_in=True, channels=["gone-for-good"])
    assert ("CHANNEL_UNKNOWN", "inpost") in found(Severity.WARNING)


def test_carriers_without_a_provider_and_providers_that_fail_are_told(configure):
    assert not any(code.startswith("HISTORY") for code, _slug in found(Severity.WARNING))
    configure(enabled_carriers="correios, inpost, ups")
    missing = [one for one in found(Severity.WARNING) if one[0] == "HISTORY_PROVIDER_MISSING"]
    assert missing == [("HISTORY_PROVIDER_MISSING", "correios"), ("HISTORY_PROVIDER_MISSING", "inpost")]
    configure(inpost_history=True, correios_user="u", correios_access_code="c", correios_card="1")
    ProviderState.objects.create(name="correios", failures=3, trouble="UNAUTHORIZED", detail="HTTP 401")
    assert [one for one in found(Severity.WARNING) if one[0].startswith("HISTORY")] == [
        ("HISTORY_PROVIDER_FAILING", "correios")
    ]
    assert [one for one in found(Severity.INFO) if one[0].startswith("HISTORY")] == [
        ("HISTORY_PROVIDER_STATE", "correios"),
        ("HISTORY_PROVIDER_STATE", "inpost"),
    ]


ALWAYS = ["order-accepted", "information-missing", "awaiting-payment", "tracking-number"]
DAYS = {"payment-reminder": "unpaid_reminder_days", "review-request": "review_request_days"}


@pytest.mark.parametrize("slug", [*ALWAYS, *DAYS])
def test_texts_that_go_out_by_themselves_are_checked(configure, slug):
    # given a shop that sends all of them
    configure(
        saleor_mails="off", product_page_url="https://mugs.test/{slug}", **dict.fromkeys(DAYS.values(), "3")
    )
    assert found(Severity.ERROR) == []
    assert load_shop(using="default").automatic_templates == (*ALWAYS, *DAYS)
    template = MessageTemplate.objects.filter(slug=slug)
    # when a text needs what the shop never has
    template.update(body="See {{ order.link }}, pay to {{ payment.bank_account? }}")
    # then
    assert found(Severity.ERROR) == [("TEMPLATE_VARIABLE_EMPTY", slug)]
    # when it is off
    template.update(is_active=False)
    # then it is told once, and stops nobody unless a status sends it too
    severity = Severity.ERROR if slug == "awaiting-payment" else Severity.WARNING
    told = [
        (each, one) for each in Severity for one in found(each) if one[0] == "TEMPLATE_INACTIVE_OR_MISSING"
    ]
    assert told == [(severity, ("TEMPLATE_INACTIVE_OR_MISSING", slug))]


@pytest.mark.parametrize("slug", DAYS)
def test_texts_that_settings_switch_off_are_left_in_peace(slug):
    MessageTemplate.objects.filter(slug=slug).update(body="See {{ order.link }}")
    assert found(Severity.ERROR) == []


def test_what_saleor_tells_needs_no_text(configure):
    configure(saleor_mails="on")
    assert load_shop(using="default").automatic_templates == ("information-missing", "awaiting-payment")


def test_the_first_step_passes_once_the_setting_says_so(configure):
    assert [step.is_passed for step in check_readiness(using="default").steps] == [False, True, True]
    configure(features_reviewed=True)
    assert [step.is_passed for step in check_readiness(using="default").steps] == [True, True, True]


def test_faults_of_the_shops_own_rows_are_found(configure):
    # given
    change("waiting-for-dispatch", next_statuses=["finalized", "gone"], payment_gateways=["transfer"])
    configure(status_when_canceled="", status_when_paid="paid")
    change("paid", is_active=False)
    text = MessageTemplate.objects.create(slug="own", name="Own", body="{{ order.nmber }} {{ order.link }}")
    change("sent", message_template=text, notify_by_default=["EMAIL"])
    StatusRule.objects.create(fact="PAID", status=OrderStatusDefinition.objects.get(slug="paid"))
    # when
    errors = found(Severity.ERROR)
    # then
    assert sorted(errors) == [
        ("CONCLUDED_BEFORE_SHIPMENT", "finalized"),
        ("NEXT_STATUS_UNKNOWN", "waiting-for-dispatch"),
        ("PAYMENT_INSTRUCTION_MISSING", "waiting-for-dispatch"),
        ("RULE_TARGET_INACTIVE", "paid"),
        ("SETTINGS_STATUS_UNKNOWN", "status_when_paid"),
        ("TEMPLATE_VARIABLE_EMPTY", "own"),
        ("TEMPLATE_VARIABLE_UNKNOWN", "own"),
        ("TRACKING_VARIABLE_MISSING", "sent"),
    ]
    finding = next(
        one
        for one in check_readiness(using="default").findings
        if one.code.value == "TEMPLATE_VARIABLE_EMPTY"
    )
    assert (finding.object_type, finding.object_pk) == ("OrderMessageTemplate", text.pk)


def test_languages_are_those_that_the_shop_uses():
    # given
    assert load_shop(using="default").languages == ()
    change("paid", translations={"pl": {"customer_label": "Zapłacone"}, "de": {"customer_label": "Bezahlt"}})
    PaymentInstruction.objects.create(gateway="cod", message="Pay", translations={"pt": {"message": "Pague"}})
    # then
    assert load_shop(using="default").languages == ("pl", "pt-br")
    assert ("TRANSLATION_MISSING", "cod") in found(Severity.WARNING)
    # when the untranslated texts are Polish
    ChannelSettings.objects.create(channel="", language="pl")
    assert load_shop(using="default").languages == ("pt-br",)
    assert ("TRANSLATION_MISSING", "cod") not in found(Severity.WARNING)


def test_built_in_labels_count_as_translated_until_they_are_changed():
    change("received", translations={"ro": {"customer_label": "Primită"}})
    assert [one for one in found(Severity.WARNING) if one == ("TRANSLATION_MISSING", "paid")] == []
    change("paid", customer_label="Thank you for the money")
    assert ("TRANSLATION_MISSING", "paid") in found(Severity.WARNING)


def test_a_sender_of_its_own_is_wanted_where_mails_leave(configure):
    change("paid", notify_by_default=["EMAIL", "SMS"])
    assert {("SENDER_MISSING", ""), ("GATEWAY_MISSING", "sms_gateway")} <= set(found(Severity.WARNING))
    ChannelSettings.objects.create(channel="", sender_email="shop@mugs.test")
    configure(sms_gateway="json://sms.mugs.test/{phone}/{key}")
    assert not {"SENDER_MISSING", "GATEWAY_MISSING"} & {code for code, _slug in found(Severity.WARNING)}


def test_the_number_of_statements_does_not_grow(statements):
    with statements() as few:
        load_shop(using="default")
    for number in range(5):
        status = OrderStatusDefinition.objects.create(slug=f"s{number}", name="S", type="IN_PROGRESS")
        StatusRule.objects.create(fact="PAID", status=status)
        MessageTemplate.objects.create(slug=f"t{number}", name="T", body="x")
    with statements() as many:
        load_shop(using="default")
    assert len(few) == len(many) < 12


def test_the_command_prints_findings_and_fails_on_errors():
    printed, refused = run()
    assert refused == ""
    assert "open    Look at the features" in printed
    assert "passed  Check the rules of the statuses" in printed
    change("sent", next_statuses=["gone"])
    printed, refused = run()
    assert 'ERROR   The status "sent" may be followed by "gone", which does not exist.' in printed
    assert "Create that status, or take it off the list." in printed
    assert refused == "2 errors"


def test_the_command_prints_json():
    change("paid", next_statuses=["gone", "sent"])
    printed, refused = run("--json")
    answer = json.loads(printed)
    assert refused == "1 error"
    assert answer["isReady"] is False
    assert [step["code"] for step in answer["steps"]] == [
        "FEATURES_REVIEWED",
        "STATUS_TYPES_SET",
        "WORKFLOW_CHECKED",
    ]
    errors = [one for one in answer["steps"][2]["findings"] if one["severity"] == "ERROR"]
    assert errors == [
        {
            "code": "NEXT_STATUS_UNKNOWN",
            "severity": "ERROR",
            "objectSlug": "paid",
            "message": 'The status "paid" may be followed by "gone", which does not exist.',
            "fix": "Create that status, or take it off the list.",
        }
    ]
