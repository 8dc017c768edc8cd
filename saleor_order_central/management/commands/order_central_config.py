"""Writes the configuration to a file, or loads one, as the API does."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saleor_order_central.configuration.diff import Action
from saleor_order_central.configuration.export import export_text
from saleor_order_central.configuration.services import ImportResult, apply_starter_set, import_text
from saleor_order_central.configuration.starter_sets import STARTER_SETS
from saleor_order_central.errors import OrderCentralFault, OrderCentralFaults
from saleor_order_central.host import get_host
from saleor_order_central.readiness.findings import Severity
from saleor_order_central.readiness.wording import finding_fix, finding_message

STREAM = "-"


class Command(BaseCommand):
    """`order_central_config export FILE`, `import FILE`, `import --starter NAME`."""

    help = "Write the configuration of statuses and messages to a file, or load one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose what to do, and with which file."""
        parser.add_argument("action", choices=("export", "import"))
        parser.add_argument("file", nargs="?", help='file to write or to read; "-" is the terminal')
        parser.add_argument("--starter", choices=tuple(STARTER_SETS), help="load this set instead of a file")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--prune", action="store_true", help="delete what the lists do not name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what changed."""
        if options["action"] == "export":
            self._export(options["file"] or STREAM)
            return
        if bool(options["file"]) == bool(options["starter"]):
            raise CommandError("Name either a file or a starter set.")
        try:
            with get_host().allow_writer():
                result = _loaded(options)
        except OrderCentralFault as fault:
            raise CommandError("\n".join(_places(fault))) from fault
        self._show(result)

    def _export(self, file: str) -> None:
        with get_host().allow_writer():
            text = export_text(using="default")
        if file == STREAM:
            self.stdout.write(text, ending="")
        else:
            Path(file).write_text(text, encoding="utf-8")

    def _show(self, result: ImportResult) -> None:
        changes = [change for change in result.changes if change.action is not Action.UNCHANGED]
        for change in changes:
            fields = ", ".join(one.field for one in change.fields)
            self.stdout.write(f"{change.action.value:<6} {change.section} {change.key}: {fields}")
        for finding in (one for one in result.findings if one.severity is not Severity.INFO):
            self.stdout.write(f"{finding.severity.value:<7} {finding_message(finding)}")
            self.stdout.write(f"        {finding_fix(finding)}")
        words = "changed" if result.is_applied else "would change"
        self.stdout.write(f"{len(changes)} of {len(result.changes)} items {words}")


def _loaded(options: dict[str, Any]) -> ImportResult:
    if options["starter"]:
        return apply_starter_set(options["starter"], dry_run=options["dry_run"])
    return import_text(_read(options["file"]), dry_run=options["dry_run"], prune=options["prune"])


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == STREAM else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error


def _places(fault: OrderCentralFault) -> list[str]:
    faults = fault.faults if isinstance(fault, OrderCentralFaults) else (fault,)
    return [f"{one.field}: {one.message}" for one in faults]
