"""Loads a configuration file: check all of it, show the difference, and apply it in one transaction (B-15).

A dry run does everything that the real one does and then takes it back, so both know the same faults.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from ..readiness.findings import Finding
from ..readiness.selectors import check_readiness
from ..statuses.locks import lock_all_statuses
from .carriers import prune_carriers, write_carriers
from .diff import Change, differences
from .document import Document, read_document
from .export import export_document
from .faults import Faults
from .fields import CARRIERS, CHANNELS, INSTRUCTIONS, LINKS, RULES, STATUSES, TEMPLATES
from .links import prune_links, write_links
from .messages import (
    TemplateImport,
    prune_channels,
    prune_instructions,
    write_channels,
    write_instructions,
)
from .starter_sets import complete, starter_set
from .statuses import RuleImport, StatusImport


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import changes, or would change, and what the check finds in the result."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    is_applied: bool


def import_text(text: str, *, dry_run: bool, prune: bool = False) -> ImportResult:
    """Load a file. What it does not name stays; `prune` deletes what its lists do not name.

    Raises OrderCentralFaults that names every place at fault, such as `statuses[2].type`; then nothing was
    written.
    """
    document = read_document(text)
    return _import(lambda _before: document, dry_run=dry_run, prune=prune)


def apply_starter_set(name: str, *, dry_run: bool) -> ImportResult:
    """Add a starter set to what the shop has; nothing is deleted. Raises NOT_FOUND for an unknown name."""
    chosen = starter_set(name)
    return _import(lambda before: complete(chosen.document(), before), dry_run=dry_run, prune=False)


def _import(make: Callable[[Document], Document], *, dry_run: bool, prune: bool) -> ImportResult:
    with transaction.atomic():
        # One import at a time, and nobody changes statuses meanwhile.
        lock_all_statuses()
        before = export_document(using="default")
        _write(make(before), before, prune=prune)
        after = export_document(using="default")
        steps = check_readiness(using="default").steps[1:]
        if dry_run:
            transaction.set_rollback(True)
    findings = tuple(finding for step in steps for finding in step.findings)
    return ImportResult(tuple(differences(before, after)), findings, is_applied=not dry_run)


def _write(document: Document, before: Document, *, prune: bool) -> None:
    """Write the sections so that each finds what it names. Raises OrderCentralFaults of all of them."""
    faults = Faults()
    templates = TemplateImport(document, before, faults)
    templates.write_rows()
    statuses = StatusImport(document, before, faults)
    statuses.write_rows()
    # Faults of what follows would only repeat that a row is missing.
    faults.stop()
    statuses.write_defaults()
    templates.write_statuses()
    rules = RuleImport(document, faults)
    rules.write()
    statuses.write_transitions()
    write_channels(document, before, faults)
    write_instructions(document, before, faults)
    write_links(document, before, faults)
    write_carriers(document, before, faults)
    faults.stop()
    if prune:
        _prune(document, templates, statuses, rules)
        faults.stop()
    statuses.write_order()


def _prune(document: Document, templates: TemplateImport, statuses: StatusImport, rules: RuleImport) -> None:
    """Delete what the lists of the file do not name; a list that the file does not hold stays as it is."""
    whole_lists: dict[str, Callable[[], None]] = {
        RULES.key: rules.prune,
        STATUSES.key: statuses.prune,
        TEMPLATES.key: templates.prune,
        CHANNELS.key: lambda: prune_channels(document),
        INSTRUCTIONS.key: lambda: prune_instructions(document),
        LINKS.key: lambda: prune_links(document),
        CARRIERS.key: lambda: prune_carriers(document),
    }
    for key, prune in whole_lists.items():
        if key in document:
            prune()
