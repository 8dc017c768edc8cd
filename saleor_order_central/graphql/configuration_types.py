"""The configuration file and what an import changes, as the API shows them."""

import json
from typing import Any

import graphene

from ..configuration.diff import Action, Change, FieldChange
from ..configuration.services import ImportResult
from ..configuration.starter_sets import StarterSet
from .enums import describe_enum

OrderCentralConfigActionEnum = describe_enum(
    "OrderCentralConfigActionEnum",
    Action,
    "What an import does with one item.",
    {
        "CREATE": "It is new.",
        "UPDATE": "Some of its fields change.",
        "DELETE": "It goes away.",
        "UNCHANGED": "It stays as it is.",
    },
)


class OrderCentralConfigFieldChange(graphene.ObjectType):
    """Change of one field of an item."""

    field = graphene.String(
        required=True, description='Key in the file; "place" when the item moves within its list.'
    )
    old = graphene.String(description="Value before as JSON text, null for new items.")
    new = graphene.String(description="Value afterwards as JSON text, null for deleted items.")

    @staticmethod
    def resolve_old(root: FieldChange, _info):
        return _as_json(root.old)

    @staticmethod
    def resolve_new(root: FieldChange, _info):
        return _as_json(root.new)


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


class OrderCentralConfigChange(graphene.ObjectType):
    """What an import does with one item of the configuration."""

    action = graphene.Field(OrderCentralConfigActionEnum, required=True, description="What happens.")
    section = graphene.String(required=True, description="List of the file, for example statuses.")
    key = graphene.String(required=True, description="What tells the item apart within its list.")
    fields = graphene.List(
        graphene.NonNull(OrderCentralConfigFieldChange),
        required=True,
        description="Fields that change; of new and deleted items those that say something.",
    )

    @staticmethod
    def resolve_action(root: Change, _info):
        return root.action.value


class OrderCentralStarterSet(graphene.ObjectType):
    """Statuses, rules and texts that a shop can begin with."""

    name = graphene.String(required=True, description="Stable name for programs.")
    title = graphene.String(required=True, description="Title.")
    description = graphene.String(required=True, description="For which shops it is made.")
    statuses = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Slugs of its custom statuses."
    )
    message_templates = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Slugs of its message templates."
    )


def starter_set_view(one: StarterSet, language: str) -> OrderCentralStarterSet:
    """Return the type's value for a set."""
    return OrderCentralStarterSet(
        name=one.name,
        title=one.title.in_language(language),
        description=one.description.in_language(language),
        statuses=[status.slug for status in one.statuses],
        message_templates=[template["slug"] for template in one.document()["messageTemplates"]],
    )


def changes_of(result: ImportResult) -> list[Change]:
    """Return the changes with those in front that do something."""
    return sorted(result.changes, key=lambda change: change.action is Action.UNCHANGED)
