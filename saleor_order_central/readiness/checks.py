"""The check before going live: the three steps with the checks of each (B-02). Pure."""

from collections.abc import Callable, Iterator

from . import channel_checks, history_checks, text_checks, workflow_checks
from .features import features
from .findings import Finding, Readiness, ReadinessStep, Severity, StepResult
from .shop import Shop

Check = Callable[[Shop], Iterator[Finding]]

CHECKS: dict[ReadinessStep, tuple[Check, ...]] = {
    ReadinessStep.FEATURES_REVIEWED: (features,),
    ReadinessStep.STATUS_TYPES_SET: (workflow_checks.untyped_statuses,),
    ReadinessStep.WORKFLOW_CHECKED: (
        workflow_checks.default_status,
        workflow_checks.next_statuses,
        workflow_checks.dead_ends,
        workflow_checks.unreachable_statuses,
        workflow_checks.concluded_before_shipment,
        workflow_checks.rules,
        workflow_checks.settings_statuses,
        channel_checks.unknown_channels,
        text_checks.missing_templates,
        text_checks.unknown_variables,
        text_checks.empty_variables,
        text_checks.tracking_number,
        text_checks.bank_account,
        text_checks.payment_instructions,
        text_checks.translations,
        text_checks.ways_of_messages,
        text_checks.saleors_mails,
        history_checks.silent_carriers,
        history_checks.providers,
    ),
}


def check_shop(shop: Shop) -> Readiness:
    """Run every check; findings are in the order of the checks, then of the shop's own lists."""
    return Readiness(tuple(_step(code, checks, shop) for code, checks in CHECKS.items()))


def _step(code: ReadinessStep, checks: tuple[Check, ...], shop: Shop) -> StepResult:
    findings = tuple(finding for check in checks for finding in check(shop))
    is_passed = all(finding.severity is not Severity.ERROR for finding in findings)
    if code is ReadinessStep.FEATURES_REVIEWED:
        is_passed = shop.switches.features_reviewed
    return StepResult(code, is_passed, findings)
