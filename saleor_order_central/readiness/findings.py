"""What a check before going live can find, and how findings make up the three steps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class ReadinessStep(str, Enum):
    """The three steps before going live, in their order (000-14)."""

    FEATURES_REVIEWED = "FEATURES_REVIEWED"
    STATUS_TYPES_SET = "STATUS_TYPES_SET"
    WORKFLOW_CHECKED = "WORKFLOW_CHECKED"


class Severity(str, Enum):
    """Weight of a finding; only an ERROR keeps a step from passing."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


class FindingCode(str, Enum):
    """Kind of finding."""

    FEATURES_NOT_REVIEWED = "FEATURES_NOT_REVIEWED"
    FEATURE_READY = "FEATURE_READY"
    FEATURE_NOT_READY = "FEATURE_NOT_READY"
    STATUS_TYPE_MISSING = "STATUS_TYPE_MISSING"
    DEFAULT_STATUS_MISSING = "DEFAULT_STATUS_MISSING"
    CONCLUDED_BEFORE_SHIPMENT = "CONCLUDED_BEFORE_SHIPMENT"
    STATUS_DEAD_END = "STATUS_DEAD_END"
    STATUS_UNREACHABLE = "STATUS_UNREACHABLE"
    NEXT_STATUS_UNKNOWN = "NEXT_STATUS_UNKNOWN"
    NEXT_STATUS_INACTIVE = "NEXT_STATUS_INACTIVE"
    RULE_TARGET_INACTIVE = "RULE_TARGET_INACTIVE"
    RULE_NEVER_FITS = "RULE_NEVER_FITS"
    CHANNEL_UNKNOWN = "CHANNEL_UNKNOWN"
    SETTINGS_STATUS_UNKNOWN = "SETTINGS_STATUS_UNKNOWN"
    TEMPLATE_INACTIVE_OR_MISSING = "TEMPLATE_INACTIVE_OR_MISSING"
    TEMPLATE_VARIABLE_UNKNOWN = "TEMPLATE_VARIABLE_UNKNOWN"
    TEMPLATE_VARIABLE_EMPTY = "TEMPLATE_VARIABLE_EMPTY"
    TRACKING_VARIABLE_MISSING = "TRACKING_VARIABLE_MISSING"
    BANK_ACCOUNT_MISSING = "BANK_ACCOUNT_MISSING"
    PAYMENT_INSTRUCTION_MISSING = "PAYMENT_INSTRUCTION_MISSING"
    TRANSLATION_MISSING = "TRANSLATION_MISSING"
    SENDER_MISSING = "SENDER_MISSING"
    GATEWAY_MISSING = "GATEWAY_MISSING"
    MESSAGES_OFF = "MESSAGES_OFF"
    MAILS_DOUBLED = "MAILS_DOUBLED"
    MAILS_MISSING = "MAILS_MISSING"
    HISTORY_PROVIDER_MISSING = "HISTORY_PROVIDER_MISSING"
    HISTORY_PROVIDER_FAILING = "HISTORY_PROVIDER_FAILING"
    HISTORY_PROVIDER_STATE = "HISTORY_PROVIDER_STATE"


STATUS = "OrderStatusDefinition"
TEMPLATE = "OrderMessageTemplate"
RULE = "OrderStatusRule"
INSTRUCTION = "OrderPaymentInstruction"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `object_type` and `object_pk` name a row, if any; `values` fill the words."""

    code: FindingCode
    severity: Severity
    object_type: str = ""
    object_pk: int | None = None
    object_slug: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepResult:
    """One of the three steps."""

    code: ReadinessStep
    is_passed: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The three steps in their order."""

    steps: tuple[StepResult, ...]

    @property
    def is_ready(self) -> bool:
        """Whether all three steps passed."""
        return all(step.is_passed for step in self.steps)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all steps."""
        return tuple(finding for step in self.steps for finding in step.findings)
