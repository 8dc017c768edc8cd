"""The check before going live over plain values: one planted fault, one finding with its fix (B-02)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saleor_order_central.readiness.checks import CHECKS, check_shop
from saleor_order_central.readiness.features import FEATURES, FeatureState
from saleor_order_central.readiness.findings import Finding, FindingCode, ReadinessStep, Severity
from saleor_order_central.readiness.graph import ends, reachable, reversed_graph
from saleor_order_central.readiness.shop import (
    Carrier,
    History,
    Instruction,
    Rule,
    Shop,
    Status,
    Switches,
    Template,
    Wording,
)
from saleor_order_central.readiness.wording import WORDS, finding_fix, finding_message

ALL = frozenset({"pl", "ro"})


def text(*required: str, optional: tuple[str, ...] = (), **values: Any) -> Wording:
    """The untranslated long text of a template."""
    return Wording("", is_short=False, required=frozenset(required), optional=frozenset(optional), **values)


def status(slug: str, *following: str, **values: Any) -> Status:
    """A status that all languages know, followed by the named ones."""
    return Status(slug, next_statuses=following, languages=ALL, **values)


def template(slug: str, *wordings: Wording, **values: Any) -> Template:
    """A template that all languages know."""
    return Template(slug, wordings, **{"languages": ALL, **values})


SOUND = Shop(
    statuses=(
        status("received", "awaiting-payment", "packed", "canceled", is_default=True),
        status(
            "awaiting-payment",
            "packed",
            "canceled",
            payment_gateways=("transfer",),
            notify=frozenset({"EMAIL"}),
            template="awaiting-payment",
        ),
        status("packed", "sent", "canceled", is_built_in=False),
        status("sent", "finalized", fact="SENT", notify=frozenset({"EMAIL"}), template="sent"),
        status("finalized", type="CONCLUDED", fact="DELIVERED"),
        status("canceled", type="CANCELED", fact="CANCELED"),
    ),
    templates=(
        template("status-changed", text("status.name")),
        template("awaiting-payment", text("payment.bank_account")),
        template("sent", text("tracking.number")),
        template("still-working", text("order.number")),
    ),
    rules=(Rule("PAID", "packed", channels=frozenset({"pl"})), Rule("PAID", "packed")),
    instructions=(Instruction("transfer"),),
    switches=Switches(status_when={"status_when_sent": "sent", "status_when_paid": ""}),
    channels=frozenset({"pl", "ro"}),
    languages=("pl", "ro"),
)


def changed(slug: str, **values: Any) -> Shop:
    """The sound shop with one status changed."""
    return with_statuses(*(replace(one, **values) if one.slug == slug else one for one in SOUND.statuses))


def with_statuses(*statuses: Status) -> Shop:
    return replace(SOUND, statuses=statuses)


def with_template(slug: str, *wordings: Wording, **values: Any) -> Shop:
    """The sound shop with one template of other texts."""
    others = (one for one in SOUND.templates if one.slug != slug)
    return replace(SOUND, templates=(*others, template(slug, *wordings, **values)))


def switched(**values: Any) -> Shop:
    return replace(SOUND, switches=replace(SOUND.switches, **values))


def with_rules(*rules: Rule) -> Shop:
    return replace(SOUND, rules=rules)


def found(shop: Shop) -> list[tuple[str, str, str]]:
    """What is found beside the list of features: code, severity, slug."""
    return [
        (one.code.value, one.severity.value, one.object_slug)
        for one in check_shop(shop).findings
        if one.severity is not Severity.INFO
    ]


SHORT = Wording("", is_short=True, required=frozenset())
FREE = with_statuses(*(replace(one, next_statuses=None) for one in SOUND.statuses))
EXTRA = status("loop-a", "loop-b"), status("loop-b", "loop-a")

PLANTED: dict[str, tuple[Shop, str, str, str]] = {
    "features not looked at": (
        switched(features_reviewed=False),
        "FEATURES_NOT_REVIEWED",
        "WARNING",
        "features_reviewed",
    ),
    "a custom status without a type": (
        changed("packed", type=None),
        "STATUS_TYPE_MISSING",
        "ERROR",
        "packed",
    ),
    "a status for a channel that is gone": (
        changed("packed", channels=frozenset({"pl", "cz"})),
        "CHANNEL_UNKNOWN",
        "WARNING",
        "packed",
    ),
    "a carrier for a channel that is gone": (
        replace(SOUND, carriers=(Carrier("inpost", frozenset({"pl", "cz"})), Carrier("cargus"))),
        "CHANNEL_UNKNOWN",
        "WARNING",
        "inpost",
    ),
    "instructions for a channel that is gone": (
        replace(SOUND, instructions=(*SOUND.instructions, Instruction("transfer", channel="cz"))),
        "CHANNEL_UNKNOWN",
        "WARNING",
        "transfer",
    ),
    "no default status": (
        changed("received", is_default=False, is_start=True),
        "DEFAULT_STATUS_MISSING",
        "ERROR",
        "",
    ),
    "a way around the shipment": (
        changed("packed", next_statuses=("sent", "finalized")),
        "CONCLUDED_BEFORE_SHIPMENT",
        "ERROR",
        "finalized",
    ),
    "nothing configured": (FREE, "CONCLUDED_BEFORE_SHIPMENT", "WARNING", "finalized"),
    "one free status": (
        changed("packed", next_statuses=None),
        "CONCLUDED_BEFORE_SHIPMENT",
        "WARNING",
        "finalized",
    ),
    "orders begin concluded": (
        with_rules(Rule("CREATED", "finalized")),
        "CONCLUDED_BEFORE_SHIPMENT",
        "ERROR",
        "finalized",
    ),
    "nothing follows": (
        changed("awaiting-payment", next_statuses=()),
        "STATUS_DEAD_END",
        "ERROR",
        "awaiting-payment",
    ),
    "what follows does not exist": (
        changed("packed", next_statuses=("sent", "gone")),
        "NEXT_STATUS_UNKNOWN",
        "ERROR",
        "packed",
    ),
    "what follows is off": (
        with_statuses(
            *(
                replace(one, next_statuses=("finalized", "off")) if one.slug == "sent" else one
                for one in SOUND.statuses
            ),
            status("off", is_active=False),
        ),
        "NEXT_STATUS_INACTIVE",
        "WARNING",
        "sent",
    ),
    "a chain that ends in nothing": (
        with_statuses(
            *(
                replace(one, next_statuses=("packed", "one")) if one.slug == "received" else one
                for one in changed("awaiting-payment", is_start=True).statuses
            ),
            status("one", "two"),
            status("two"),
        ),
        "STATUS_DEAD_END",
        "ERROR",
        "two",
    ),
    "nothing leads there": (
        with_statuses(*SOUND.statuses, status("lost", "also-lost"), status("also-lost", "sent")),
        "STATUS_UNREACHABLE",
        "WARNING",
        "lost",
    ),
    "a rule for a status that is off": (
        replace(
            with_statuses(*SOUND.statuses, status("off", "sent", is_active=False)),
            rules=(Rule("PAID", "off"),),
        ),
        "RULE_TARGET_INACTIVE",
        "ERROR",
        "off",
    ),
    "a rule behind one that covers it": (
        with_rules(Rule("PAID", "packed"), Rule("PAID", "awaiting-payment", channels=frozenset({"ro"}))),
        "RULE_NEVER_FITS",
        "WARNING",
        "awaiting-payment",
    ),
    "a rule for an unknown channel": (
        with_rules(Rule("PAID", "packed", channels=frozenset({"gone"}))),
        "RULE_NEVER_FITS",
        "WARNING",
        "packed",
    ),
    "a rule for a channel that the status is not for": (
        replace(
            changed("packed", channels=frozenset({"ro"})),
            rules=(Rule("PAID", "packed", frozenset({"pl"})),),
        ),
        "RULE_NEVER_FITS",
        "WARNING",
        "packed",
    ),
    "a setting with an unknown status": (
        switched(status_when={"status_when_paid": "gone"}),
        "SETTINGS_STATUS_UNKNOWN",
        "ERROR",
        "status_when_paid",
    ),
    "a text that is off": (
        with_template("awaiting-payment", text("payment.bank_account"), is_active=False),
        "TEMPLATE_INACTIVE_OR_MISSING",
        "ERROR",
        "awaiting-payment",
    ),
    "no text at all": (
        replace(
            changed("packed", notify=frozenset({"EMAIL"})),
            templates=tuple(one for one in SOUND.templates if one.slug != "status-changed"),
        ),
        "TEMPLATE_INACTIVE_OR_MISSING",
        "ERROR",
        "packed",
    ),
    "an unknown text for silence": (
        changed("packed", silent_template="gone"),
        "TEMPLATE_INACTIVE_OR_MISSING",
        "WARNING",
        "packed",
    ),
    "an unknown variable": (
        with_template("sent", text("tracking.number", unknown=frozenset({"tracking.numbr"}))),
        "TEMPLATE_VARIABLE_UNKNOWN",
        "ERROR",
        "sent",
    ),
    "a variable without a source": (
        with_template("sent", text("tracking.number", "order.link")),
        "TEMPLATE_VARIABLE_EMPTY",
        "ERROR",
        "sent",
    ),
    "review links without product pages": (
        replace(
            with_template("review-request", text("review.links")),
            automatic_templates=("review-request",),
        ),
        "TEMPLATE_VARIABLE_EMPTY",
        "ERROR",
        "review-request",
    ),
    "silence that cannot be worded": (
        replace(
            with_template("still-working", text("order.link")),
            statuses=changed("packed", silent_template="still-working").statuses,
        ),
        "TEMPLATE_VARIABLE_EMPTY",
        "ERROR",
        "still-working",
    ),
    "a text of the plugin's own that is off": (
        replace(
            with_template("order-accepted", text("order.number"), is_active=False),
            automatic_templates=("order-accepted",),
        ),
        "TEMPLATE_INACTIVE_OR_MISSING",
        "WARNING",
        "order-accepted",
    ),
    "a text that is off, of a status and of the plugin": (
        replace(
            with_template("awaiting-payment", text("payment.bank_account"), is_active=False),
            automatic_templates=("awaiting-payment",),
        ),
        "TEMPLATE_INACTIVE_OR_MISSING",
        "ERROR",
        "awaiting-payment",
    ),
    "sent without the number": (
        with_template("sent", text("order.number")),
        "TRACKING_VARIABLE_MISSING",
        "ERROR",
        "sent",
    ),
    "sent with an optional number": (
        with_template("sent", text(optional=("tracking.number",))),
        "TRACKING_VARIABLE_MISSING",
        "ERROR",
        "sent",
    ),
    "a translation without the number": (
        with_template("sent", text("tracking.number"), Wording("pl", is_short=False, required=frozenset())),
        "TRACKING_VARIABLE_MISSING",
        "ERROR",
        "sent",
    ),
    "a prepared text without the number": (
        replace(changed("sent", notify=frozenset()), templates=with_template("sent", text()).templates),
        "TRACKING_VARIABLE_MISSING",
        "WARNING",
        "sent",
    ),
    "a short text without the number": (
        replace(
            with_template("sent", text("tracking.number"), SHORT),
            statuses=changed("sent", notify=frozenset({"SMS"})).statuses,
            switches=replace(SOUND.switches, has_sms_gateway=True),
        ),
        "TRACKING_VARIABLE_MISSING",
        "ERROR",
        "sent",
    ),
    "awaiting payment without the account": (
        with_template("awaiting-payment", text("order.total")),
        "BANK_ACCOUNT_MISSING",
        "ERROR",
        "awaiting-payment",
    ),
    "a gateway without instructions": (
        replace(SOUND, instructions=()),
        "PAYMENT_INSTRUCTION_MISSING",
        "ERROR",
        "awaiting-payment",
    ),
    "empty instructions": (
        replace(SOUND, instructions=(Instruction("transfer", has_text=False),)),
        "PAYMENT_INSTRUCTION_MISSING",
        "ERROR",
        "awaiting-payment",
    ),
    "an untranslated status": (
        changed("packed", languages=frozenset({"pl"})),
        "TRANSLATION_MISSING",
        "WARNING",
        "packed",
    ),
    "an untranslated text": (
        with_template("sent", text("tracking.number"), languages=frozenset({"ro"})),
        "TRANSLATION_MISSING",
        "WARNING",
        "sent",
    ),
    "untranslated instructions": (
        replace(SOUND, instructions=(Instruction("transfer", needs_translation=True),)),
        "TRANSLATION_MISSING",
        "WARNING",
        "transfer",
    ),
    "no sender": (switched(has_sender=False), "SENDER_MISSING", "WARNING", ""),
    "no gateway for text messages": (
        changed("packed", notify=frozenset({"SMS"})),
        "GATEWAY_MISSING",
        "WARNING",
        "sms_gateway",
    ),
    "messages off": (switched(send_messages=False), "MESSAGES_OFF", "WARNING", "send_messages"),
    "mails twice": (
        switched(saleor_mails="off", saleor_sends_mails=True),
        "MAILS_DOUBLED",
        "WARNING",
        "saleor_mails",
    ),
    "a carrier that nobody is asked about": (
        replace(SOUND, silent_carriers={"correios": "Correios"}),
        "HISTORY_PROVIDER_MISSING",
        "WARNING",
        "correios",
    ),
    "a provider that fails": (
        replace(SOUND, histories=(History("inpost", "InPost", failures=3, trouble="TIMEOUT"),)),
        "HISTORY_PROVIDER_FAILING",
        "WARNING",
        "inpost",
    ),
    "mails from nobody": (switched(saleor_mails="on"), "MAILS_MISSING", "WARNING", "saleor_mails"),
    "a circle without an end": (
        replace(
            with_statuses(*SOUND.statuses, *EXTRA),
            rules=(Rule("CREATED", "loop-b"),),
        ),
        "STATUS_DEAD_END",
        "ERROR",
        "loop-a",
    ),
}  # fmt: skip


def test_nothing_is_found_in_a_sound_shop():
    assert found(SOUND) == []
    assert check_shop(SOUND).is_ready is True


@pytest.mark.parametrize("name", PLANTED)
def test_b_02_one_planted_fault_is_one_finding_with_a_fix(name):
    # given
    shop, code, severity, slug = PLANTED[name]
    # when
    readiness = check_shop(shop)
    # then
    assert found(shop) == [(code, severity, slug)]
    (finding,) = (one for one in readiness.findings if one.severity is not Severity.INFO)
    assert "%(" not in finding_message(finding)
    assert finding_fix(finding)
    is_blocked = severity == "ERROR" or code == "FEATURES_NOT_REVIEWED"
    assert readiness.is_ready is not is_blocked


def test_every_kind_of_finding_is_planted():
    planted = {code for _shop, code, _severity, _slug in PLANTED.values()}
    assert planted | {"FEATURE_READY", "FEATURE_NOT_READY", "HISTORY_PROVIDER_STATE"} == {
        code.value for code in FindingCode
    }
    assert set(WORDS) == set(FindingCode)


@pytest.mark.parametrize(
    "shop",
    [
        # Sending by itself needs a parcel, so an order that is concluded has one.
        changed("finalized", requirements=frozenset({"SHIPPED"})),
        replace(FREE, statuses=tuple(
            replace(one, requirements=frozenset({"TRACKING"})) if one.slug == "finalized" else one
            for one in FREE.statuses
        )),
        # Off is off: neither texts nor targets of what nobody uses are looked at.
        with_statuses(*SOUND.statuses, status("off", "gone", is_active=False, type="CONCLUDED")),
        with_rules(Rule("PAID", "gone", is_active=False)),
        switched(automatic_status=False, status_when={"status_when_paid": "gone"}),
        with_template("spare", text("order.link", "review.links")),
        with_template("spare", text(unknown=frozenset({"x"})), is_active=False),
        # Optional variables may be empty.
        with_template("sent", text("tracking.number", optional=("order.link",))),
        # A short text that nobody gets may be short of the number.
        with_template("sent", text("tracking.number"), SHORT),
        with_template("awaiting-payment", text(optional=("payment.instructions",))),
        # "pt" serves Brazil too.
        replace(SOUND, languages=("pl-pl",)),
        # Statuses that only staff see need no translation.
        changed("packed", languages=frozenset(), is_customer_visible=False),
        # Rules that differ do not hide each other.
        with_rules(Rule("PAID", "packed", frozenset({"pl"})), Rule("PAID", "packed", frozenset({"ro"}))),
        with_rules(Rule("PAID", "packed"), Rule("SENT", "sent")),
        with_rules(Rule("PAID", "packed", payment_gateways=frozenset({"card"})), Rule("PAID", "packed")),
        replace(SOUND, channels=None, rules=()),
    ],
)  # fmt: skip
def test_what_is_sound_is_left_in_peace(shop):
    assert found(shop) == []


def test_000_14_there_are_three_steps_in_their_order():
    steps = check_shop(SOUND).steps
    assert [step.code for step in steps] == list(ReadinessStep)
    assert [step.is_passed for step in steps] == [True, True, True]
    assert list(CHECKS) == list(ReadinessStep)


def test_000_15_the_first_step_lists_the_features_and_waiting_changes_nothing():
    # when nobody has confirmed
    waiting = check_shop(switched(features_reviewed=False))
    # then
    step = waiting.steps[0]
    assert step.is_passed is False
    assert [one.is_passed for one in waiting.steps[1:]] == [True, True]
    listed = {one.object_slug: one.code for one in step.findings if one.severity is Severity.INFO}
    assert listed == {
        code: FindingCode.FEATURE_READY if state is FeatureState.READY else FindingCode.FEATURE_NOT_READY
        for code, state in FEATURES.items()
    }
    assert list(FEATURES)[:2] == ["TIMELINE", "TRACKING"]
    assert finding_message(
        Finding(FindingCode.FEATURE_READY, Severity.INFO, values={"feature": "RETURNS"})
    ) == ("Ready: Returns.")


def test_providers_of_histories_are_listed_and_one_failure_is_no_news():
    histories = (
        History(
            "inpost", "InPost", waiting=7, last_success="2026-03-02 12:00 UTC", failures=2, trouble="TIMEOUT"
        ),
        History("correios", "Correios"),
    )
    findings = check_shop(replace(SOUND, histories=histories)).steps[2].findings
    assert [(one.code, one.severity, finding_message(one), finding_fix(one)) for one in findings] == [
        (
            FindingCode.HISTORY_PROVIDER_STATE,
            Severity.INFO,
            "InPost, parcels waiting: 7, last answer: 2026-03-02 12:00 UTC.",
            "",
        ),
        (
            FindingCode.HISTORY_PROVIDER_STATE,
            Severity.INFO,
            "Correios, parcels waiting: 0, last answer: never.",
            "",
        ),
    ]


def test_000_18_every_custom_status_without_a_type_is_listed():
    shop = with_statuses(
        *SOUND.statuses,
        *(status(slug, "sent", type=None, is_built_in=False, is_start=True) for slug in ("a", "b")),
        status("refunded", type=None, fact="REFUNDED", is_start=True),
    )
    types = check_shop(shop).steps[1]
    assert [one.object_slug for one in types.findings] == ["a", "b"]
    assert types.is_passed is False


GRAPH = {"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": [], "e": ["e"]}


@pytest.mark.parametrize(
    ("start", "expected"), [("a", {"a", "b", "c", "d"}), ("d", {"d"}), ("e", {"e"}), ("x", {"x"})]
)
def test_reachable(start, expected):
    assert reachable(GRAPH, [start]) == expected


def test_a_node_that_stops_the_way_is_reached_itself():
    assert reachable(GRAPH, ["a"], may_pass=lambda slug: slug != "b") == {"a", "b"}


def test_reversed_graph():
    assert reversed_graph(GRAPH) == {"a": [], "b": ["a", "c"], "c": ["b"], "d": ["b"], "e": ["e"]}


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [("abcd", ["d"]), ("abc", ["b"]), ("a", ["a"]), ("ace", ["a", "c", "e"]), ("", [])],
)
def test_ends(nodes, expected):
    assert ends(GRAPH, list(nodes)) == expected
