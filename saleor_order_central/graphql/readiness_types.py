"""The check before going live, as the API shows it."""

from typing import Any

import graphene

from ..language import SOURCE_LANGUAGE, speaking
from ..readiness.findings import Finding, FindingCode, Readiness, ReadinessStep, Severity, StepResult
from ..readiness.wording import finding_fix, finding_message, step_name
from .enums import describe_enum

OrderCentralReadinessStepEnum = describe_enum(
    "OrderCentralReadinessStepEnum",
    ReadinessStep,
    "The three steps before going live.",
    {
        "FEATURES_REVIEWED": "The merchant looked at which features are ready.",
        "STATUS_TYPES_SET": "Every custom status has a type.",
        "WORKFLOW_CHECKED": "The rules of the statuses are sound.",
    },
)

OrderCentralCheckSeverityEnum = describe_enum(
    "OrderCentralCheckSeverityEnum",
    Severity,
    "Weight of a finding.",
    {"ERROR": "Blocks going live.", "WARNING": "Should be fixed.", "INFO": "Good to know."},
)

OrderCentralFindingCodeEnum = describe_enum(
    "OrderCentralFindingCodeEnum",
    FindingCode,
    "What the check before going live found.",
    {
        "FEATURES_NOT_REVIEWED": "Nobody confirmed that the features were looked at.",
        "FEATURE_READY": "A feature is ready.",
        "FEATURE_NOT_READY": "A feature is not ready.",
        "STATUS_TYPE_MISSING": "A custom status has no type.",
        "DEFAULT_STATUS_MISSING": "New orders get no status.",
        "CONCLUDED_BEFORE_SHIPMENT": "A concluded status can be reached before any shipment. An error when a "
        "transition was written down that allows it, a warning when there are no transitions.",
        "STATUS_DEAD_END": "A status in progress leads to no end.",
        "STATUS_UNREACHABLE": "No order can get a status.",
        "NEXT_STATUS_UNKNOWN": "A transition names a status that does not exist.",
        "NEXT_STATUS_INACTIVE": "A transition names a status that is switched off.",
        "RULE_TARGET_INACTIVE": "An automation rule sets a status that is switched off.",
        "CHANNEL_UNKNOWN": "A status, a carrier or a payment instruction names an unknown channel.",
        "RULE_NEVER_FITS": "An automation rule fits no order.",
        "SETTINGS_STATUS_UNKNOWN": "A setting names a status that does not exist or is switched off.",
        "TEMPLATE_INACTIVE_OR_MISSING": "A status tells customers something, but its text is off or gone.",
        "TEMPLATE_VARIABLE_UNKNOWN": "A text has a variable that does not exist.",
        "TEMPLATE_VARIABLE_EMPTY": "A text that is sent by itself needs a variable that is never filled.",
        "TRACKING_VARIABLE_MISSING": "The text of a sent status lacks the tracking number.",
        "BANK_ACCOUNT_MISSING": "The text that asks for a payment does not say where to pay.",
        "PAYMENT_INSTRUCTION_MISSING": "A payment gateway that starts orders has no instructions.",
        "TRANSLATION_MISSING": "A customer text is not translated.",
        "SENDER_MISSING": "E-mails have no sender of the shop's own.",
        "GATEWAY_MISSING": "A status sends text messages, but there is no gateway.",
        "MESSAGES_OFF": "Statuses tell customers something, but messages are switched off.",
        "MAILS_DOUBLED": "Saleor's own order mails are on, and the settings say that they are not.",
        "MAILS_MISSING": "Saleor's own order mails are off, and the settings say that they are not.",
        "HISTORY_PROVIDER_MISSING": "A carrier of the shop could be asked for histories, but is not.",
        "HISTORY_PROVIDER_FAILING": "A provider of histories gives no answers.",
        "HISTORY_PROVIDER_STATE": "What waits at a provider of histories, and its last answer.",
    },
)


class FindingView:
    """A finding with the language of its words."""

    def __init__(self, finding: Finding, language: str) -> None:
        self.finding = finding
        self.language = language


class StepView:
    """A step with the language of its words."""

    def __init__(self, step: StepResult, language: str) -> None:
        self.step = step
        self.language = language


class OrderCentralFinding(graphene.ObjectType):
    """Finding with a way to fix it."""

    severity = graphene.Field(OrderCentralCheckSeverityEnum, required=True, description="Weight.")
    code = graphene.Field(OrderCentralFindingCodeEnum, required=True, description="Kind of finding.")
    message = graphene.String(required=True, description="Words.")
    object_id = graphene.ID(description="The row concerned, null when it is none.")
    object_slug = graphene.String(
        description="Slug of the row concerned, or the name of the setting or feature."
    )
    fix = graphene.String(description="What to do, null when there is nothing to do.")

    @staticmethod
    def resolve_severity(root, _info):
        return root.finding.severity.value

    @staticmethod
    def resolve_code(root, _info):
        return root.finding.code.value

    @staticmethod
    def resolve_message(root, _info):
        with speaking(root.language):
            return finding_message(root.finding)

    @staticmethod
    def resolve_object_id(root, _info):
        finding = root.finding
        if not finding.object_type or finding.object_pk is None:
            return None
        return graphene.Node.to_global_id(finding.object_type, finding.object_pk)

    @staticmethod
    def resolve_object_slug(root, _info):
        return root.finding.object_slug or None

    @staticmethod
    def resolve_fix(root, _info):
        with speaking(root.language):
            return finding_fix(root.finding) or None


class OrderCentralReadinessStep(graphene.ObjectType):
    """One of the three steps."""

    code = graphene.Field(OrderCentralReadinessStepEnum, required=True, description="Step.")
    name = graphene.String(required=True, description="Name.")
    is_passed = graphene.Boolean(required=True, description="Whether it passed: errors keep it from that.")
    findings = graphene.List(
        graphene.NonNull(OrderCentralFinding), required=True, description="What was found."
    )

    @staticmethod
    def resolve_code(root, _info):
        return root.step.code.value

    @staticmethod
    def resolve_name(root, _info):
        with speaking(root.language):
            return step_name(root.step.code)

    @staticmethod
    def resolve_is_passed(root, _info):
        return root.step.is_passed

    @staticmethod
    def resolve_findings(root, _info):
        return findings_of(root.step.findings, root.language)


class OrderCentralReadiness(graphene.ObjectType):
    """Result of the check before going live."""

    is_ready = graphene.Boolean(required=True, description="Whether all three steps passed.")
    steps = graphene.List(
        graphene.NonNull(OrderCentralReadinessStep), required=True, description="The three steps in order."
    )


def readiness_view(readiness: Readiness, language: str) -> OrderCentralReadiness:
    """Return the type's value for a result."""
    return OrderCentralReadiness(
        is_ready=readiness.is_ready, steps=[StepView(step, language) for step in readiness.steps]
    )


def findings_of(findings: Any, language: str = SOURCE_LANGUAGE) -> list[FindingView]:
    """Return findings in the form that the type resolves from."""
    return [FindingView(finding, language) for finding in findings]
