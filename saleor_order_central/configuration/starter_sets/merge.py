"""Puts a starter set beside what a shop has: nothing is deleted, and no text is overwritten."""

from ..document import Document, Item
from ..fields import STATUSES, TEMPLATES


def complete(wanted: Document, present: Document) -> Document:
    """Return the part of a set that the shop lacks.

    Rows of the shop stay as they are. Only a built-in status gets what makes the set's way of working: a
    list of what may follow is made or gets longer, requirements are added, and the limit of silence is set
    where there is none.
    """
    return {
        STATUSES.key: _statuses(wanted[STATUSES.key], present[STATUSES.key]),
        TEMPLATES.key: _templates(wanted[TEMPLATES.key], present[TEMPLATES.key]),
    }


def _templates(wanted: list[Item], present: list[Item]) -> list[Item]:
    known = {item["slug"] for item in present}
    return [item for item in wanted if item["slug"] not in known]


def _statuses(wanted: list[Item], present: list[Item]) -> list[Item]:
    """Keep the place of each: an item with its slug alone changes nothing but the order."""
    known = {item["slug"]: item for item in present}
    listed: list[Item] = []
    for item in wanted:
        old = known.get(item["slug"])
        if old is None:
            listed.append(item)
        else:
            # Only items of built-in statuses come without a type.
            listed.append({"slug": item["slug"]} if "type" in item else _worked_in(item, old))
    return listed


def _worked_in(item: Item, old: Item) -> Item:
    present, following = old["nextStatuses"], item["nextStatuses"]
    silent = item.get("silentAfterHours") if old["silentAfterHours"] is None else old["silentAfterHours"]
    return {
        "slug": item["slug"],
        "nextStatuses": list(dict.fromkeys([*(present or ()), *following])),
        "requirements": _union(old["requirements"], item.get("requirements", [])),
        "silentAfterHours": silent,
    }


def _union(present: list[str], wanted: list[str]) -> list[str]:
    """Keep the order of the file, so that nothing differs when nothing is added."""
    return present if set(wanted) <= set(present) else [*present, *wanted]
