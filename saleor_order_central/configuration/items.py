"""What an item of the file would change in the row that is there. Reads no database."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..language import normalise_language
from .document import Document, Identity, Item, identity
from .fields import Field, Section

Texts = dict[str, Any]


def by_identity(section: Section, document: Document) -> dict[Identity, Item]:
    """Return the items of a section by what tells them apart."""
    return {identity(section, item): item for item in document.get(section.key, [])}


def by_slug(section: Section, document: Document) -> dict[str, Item]:
    """Return the items of a section that have a slug."""
    return {item["slug"]: item for item in document.get(section.key, [])}


def changed_columns(
    section: Section, item: Mapping[str, Any], present: Item | None, *, without: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the columns that an item names and that differ from the present item, None for a new row."""
    return {
        field.column: item[key]
        for key, field in section.by_key.items()
        if key in item and key not in without and (present is None or item[key] != present[key])
    }


def changed_texts(field: Field, item: Item, present: Item | None) -> dict[str, Texts]:
    """Return by language the texts to be saved; "" takes one away.

    The translations of an item are the whole of them: languages that it does not name lose their texts.
    """
    if field.key not in item:
        return {}
    old = present[field.key] if present else {}
    new = {normalise_language(language): texts for language, texts in item[field.key].items()}
    return {
        language: {one.column: new.get(language, {}).get(one.key, "") for one in field.texts}
        for language in dict.fromkeys([*new, *old])
        if new.get(language, {}) != old.get(language, {})
    }


def merged_order(present: list[str], listed: list[str]) -> list[str]:
    """Return the order of all: listed ones swap among their places, new ones follow the one before them."""
    places = iter([slug for slug in listed if slug in present])
    ordered = [next(places) if slug in listed else slug for slug in present]
    for place, slug in enumerate(listed):
        if slug not in present:
            before = listed[place - 1] if place else None
            ordered.insert(ordered.index(before) + 1 if before else 0, slug)
    return ordered
