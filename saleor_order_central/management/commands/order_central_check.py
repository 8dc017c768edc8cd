"""Checks the shop before going live, as `orderCentralReadiness` does."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saleor_order_central.host import get_host
from saleor_order_central.readiness.findings import Finding, Readiness, Severity
from saleor_order_central.readiness.selectors import check_readiness
from saleor_order_central.readiness.wording import finding_fix, finding_message, step_name


class Command(BaseCommand):
    """`order_central_check`: findings with their fixes; the exit code is 1 when one of them is an error."""

    help = "Check statuses, rules and texts before going live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose the form of the answer."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found."""
        with get_host().allow_writer():
            readiness = check_readiness(using="default")
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(readiness), indent=2, ensure_ascii=False))
        else:
            self._print(readiness)
        errors = sum(one.severity is Severity.ERROR for one in readiness.findings)
        if errors:
            raise CommandError(f"{errors} {'error' if errors == 1 else 'errors'}")

    def _print(self, readiness: Readiness) -> None:
        for step in readiness.steps:
            self.stdout.write(f"{'passed' if step.is_passed else 'open  '}  {step_name(step.code)}")
            for finding in step.findings:
                self.stdout.write(f"  {finding.severity.value:<7} {finding_message(finding)}")
                if fix := finding_fix(finding):
                    self.stdout.write(f"          {fix}")


def _as_data(readiness: Readiness) -> dict[str, Any]:
    return {
        "isReady": readiness.is_ready,
        "steps": [
            {
                "code": step.code.value,
                "isPassed": step.is_passed,
                "findings": [_finding_data(one) for one in step.findings],
            }
            for step in readiness.steps
        ],
    }


def _finding_data(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "objectSlug": finding.object_slug,
        "message": finding_message(finding),
        "fix": finding_fix(finding),
    }
