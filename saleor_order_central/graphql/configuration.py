"""The configuration as a file: export, import with a dry run, starter sets."""

from typing import Any

import graphene

from ..configuration.export import export_text
from ..configuration.services import ImportResult, apply_starter_set, import_text
from ..configuration.starter_sets import STARTER_SETS
from ..host import get_host
from ..host.access import MANAGE_SETTINGS, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from .base import CentralMutation
from .configuration_types import (
    OrderCentralConfigChange,
    OrderCentralStarterSet,
    changes_of,
    starter_set_view,
)
from .readiness_types import OrderCentralFinding, findings_of


def resolve_export(_root, info):
    caller_of(info.context).require(MANAGE_SETTINGS)
    with get_host().reading(info.context) as alias:
        return export_text(using=alias)


def resolve_starter_sets(_root, info, language_code=None):
    caller_of(info.context).require(MANAGE_SETTINGS)
    language = supported_language(language_code or SOURCE_LANGUAGE)
    return [starter_set_view(one, language) for one in STARTER_SETS.values()]


class ImportMutation(CentralMutation):
    """Base of the mutations that load a configuration."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    changes = graphene.List(
        graphene.NonNull(OrderCentralConfigChange),
        description="Difference to the configuration as it was, item by item; first what changes.",
    )
    findings = graphene.List(
        graphene.NonNull(OrderCentralFinding),
        description="What the check before going live finds in the result.",
    )
    is_applied = graphene.Boolean(description="Whether anything was saved.")

    @classmethod
    def payload(cls, result: ImportResult) -> "ImportMutation":
        """Show a result."""
        return cls(
            changes=changes_of(result),
            findings=findings_of(result.findings),
            is_applied=result.is_applied,
        )


class OrderCentralConfigImport(ImportMutation):
    """Loads a configuration file. Any fault, each named by its place in the file, leaves all as it was."""

    class Arguments:
        config = graphene.String(required=True, description="Text of the file.")
        dry_run = graphene.Boolean(
            default_value=True, description="Only show what would change; true by default."
        )
        prune = graphene.Boolean(
            default_value=False,
            description="Delete what the lists of the file do not name; built-in rows stay.",
        )

    @classmethod
    def perform(cls, info, caller, config, dry_run=True, prune=False):
        return cls.payload(import_text(config, dry_run=dry_run is not False, prune=bool(prune)))


class OrderCentralStarterSetApply(ImportMutation):
    """Adds a starter set to what the shop has; nothing is deleted and no text is overwritten."""

    class Arguments:
        name = graphene.String(required=True, description="Name of the set.")
        dry_run = graphene.Boolean(
            default_value=True, description="Only show what would change; true by default."
        )

    @classmethod
    def perform(cls, info, caller, name, dry_run=True):
        return cls.payload(apply_starter_set(name, dry_run=dry_run is not False))


QUERY_FIELDS: dict[str, Any] = {
    "order_central_config_export": graphene.String(
        resolver=resolve_export,
        description="Statuses, rules, templates, senders, payment instructions and trusted links as the text "
        "of one JSON file. Requires MANAGE_SETTINGS.",
    ),
    "order_central_starter_sets": graphene.List(
        graphene.NonNull(OrderCentralStarterSet),
        language_code=graphene.String(description="Language of all texts."),
        resolver=resolve_starter_sets,
        description="Ways to work that a shop can begin with. Requires MANAGE_SETTINGS.",
    ),
}

MUTATIONS = (OrderCentralConfigImport, OrderCentralStarterSetApply)

COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Query": {
        "orderCentralConfigExport": {"complexity": 20},
        "orderCentralStarterSets": {"complexity": 1},
    },
}
