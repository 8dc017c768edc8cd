"""The difference between two configurations, item by item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .document import Document, Identity, Item, identity, item_key
from .fields import SECTIONS, Section

PLACE = "place"


class Action(str, Enum):
    """What happens to an item."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    UNCHANGED = "UNCHANGED"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: `old` is None for new items and `new` for deleted ones."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One item: `section` is its list in the file, `key` what tells it apart there."""

    action: Action
    section: str
    key: str
    fields: tuple[FieldChange, ...] = ()


def differences(before: Document, after: Document) -> list[Change]:
    """Compare two whole configurations: first what is there afterwards, then what is gone."""
    return [
        change
        for section in SECTIONS
        for change in _of_section(section, before.get(section.key, []), after.get(section.key, []))
    ]


def _of_section(section: Section, before: list[Item], after: list[Item]) -> Iterator[Change]:
    old = {identity(section, item): item for item in before}
    new = {identity(section, item): item for item in after}
    moved = _moved(list(old), list(new)) if section.key in ORDERED else frozenset()
    for key, item in new.items():
        if key not in old:
            fields = tuple(FieldChange(name, None, value) for name, value in item.items() if value)
            yield Change(Action.CREATE, section.key, item_key(section, item), fields)
            continue
        changed = list(_of_item(old[key], item))
        if key in moved:
            changed.append(FieldChange(PLACE, list(old).index(key), list(new).index(key)))
        action = Action.UPDATE if changed else Action.UNCHANGED
        yield Change(action, section.key, item_key(section, item), tuple(changed))
    for key, item in old.items():
        if key not in new:
            fields = tuple(FieldChange(name, value, None) for name, value in item.items() if value)
            yield Change(Action.DELETE, section.key, item_key(section, item), fields)


def _of_item(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, value in new.items():
        if old.get(name) != value:
            yield FieldChange(name, old.get(name), value)


# Lists whose order means something: the merchant's own, and the first rule that fits.
ORDERED = ("statuses", "statusRules")


def _moved(old: list[Identity], new: list[Identity]) -> frozenset[Identity]:
    """Return items that stand elsewhere among those that both lists have."""
    stayed = [key for key in old if key in new]
    kept = [key for key in new if key in old]
    return frozenset(one for one, other in zip(kept, stayed, strict=True) if one != other)
