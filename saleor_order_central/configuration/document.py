"""The configuration file as text: written in one way only, and read with every value looked at."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..errors import OrderCentralFault, OrderCentralFaults, invalid, required
from ..text import UNSTORABLE, is_storable
from .fields import SECTIONS, Field, Kind, Section

FORMAT = "saleor-order-central"
VERSION = 1
MAX_BYTES = 1_000_000
MAX_LANGUAGES = 100
_TEXT_FIELD = "config"

Item = dict[str, Any]
Document = dict[str, list[Item]]
Identity = tuple[str | tuple[str, ...], ...]


def write_document(document: Mapping[str, list[Item]]) -> str:
    """Return the text of a file: the same content always gives the same text."""
    head = {"format": FORMAT, "version": VERSION}
    sections = {one.key: document[one.key] for one in SECTIONS if one.key in document}
    return json.dumps({**head, **sections}, indent=2, ensure_ascii=False) + "\n"


def read_document(text: str) -> Document:
    """Return the sections of a file.

    Raises OrderCentralFaults that names each place at fault, such as `statuses[2].type`; `config` is the
    text as a whole.
    """
    content = _parsed(text)
    if content.get("format") != FORMAT:
        raise invalid("format", f'Write "format": "{FORMAT}".')
    if content.get("version") != VERSION or isinstance(content.get("version"), bool):
        raise invalid("version", f"This release reads version {VERSION}.")
    faults = list(_faults_of_sections(content))
    if faults:
        raise OrderCentralFaults(faults)
    return {
        section.key: [_settled(section, item) for item in content[section.key]]
        for section in SECTIONS
        if section.key in content
    }


def _parsed(text: str) -> dict[str, Any]:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise invalid(_TEXT_FIELD, f"The file is larger than {MAX_BYTES} bytes.")
    try:
        content = json.loads(text, object_pairs_hook=_distinct, parse_constant=_no_constant)
    except RecursionError as error:
        raise invalid(_TEXT_FIELD, "The file is nested too deeply.") from error
    except ValueError as error:
        raise invalid(_TEXT_FIELD, f"This is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise invalid(_TEXT_FIELD, "The file must hold one object.")
    return content


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice in one object: readers differ in which of them counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'"{repeated}" stands twice in one object')
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _faults_of_sections(content: Mapping[str, Any]) -> Iterator[OrderCentralFault]:
    known = {section.key: section for section in SECTIONS}
    yield from _unknown_keys("", content, {"format", "version", *known})
    for key, section in known.items():
        items = content.get(key, [])
        if not isinstance(items, list):
            yield invalid(key, "Write a list.")
        elif len(items) > section.most:
            yield invalid(key, f"At most {section.most} items are allowed.")
        else:
            yield from _faults_of_items(section, items)


def _faults_of_items(section: Section, items: list[Any]) -> Iterator[OrderCentralFault]:
    seen: dict[Identity, int] = {}
    for place, item in enumerate(items):
        path = f"{section.key}[{place}]"
        if not isinstance(item, dict):
            yield invalid(path, "Write an object.")
            continue
        faults = list(_faults_of_item(path, section, item))
        yield from faults
        if not faults:
            first = seen.setdefault(identity(section, _settled(section, item)), place)
            if first != place:
                yield invalid(path, f"This is the same as {section.key}[{first}].")


def _faults_of_item(path: str, section: Section, item: Mapping[str, Any]) -> Iterator[OrderCentralFault]:
    yield from _unknown_keys(f"{path}.", item, set(section.by_key))
    for key in section.identity:
        if key not in item and section.by_key[key].kind is Kind.TEXT and key not in _MAY_BE_ABSENT:
            yield required(f"{path}.{key}")
    for key, field in section.by_key.items():
        if key in item:
            yield from _faults_of_value(f"{path}.{key}", field, item[key])
    if isinstance(slug := item.get("slug"), str) and not slug.strip():
        yield required(f"{path}.slug")


# Part of an identity, but "" means something: the whole shop, the whole host.
_MAY_BE_ABSENT = ("channel", "pathPrefix")


def _settled(section: Section, item: Item) -> Item:
    """Write what tells an item apart in one form, absent parts too."""
    settled = dict(item)
    for key in section.identity:
        value = item.get(key)
        if section.by_key[key].kind is Kind.TEXTS:
            settled[key] = sorted({one.strip() for one in value or () if one.strip()})
        else:
            text = (value or "").strip()
            settled[key] = text.lower() if key == "host" else text
    return settled


def identity(section: Section, item: Mapping[str, Any]) -> Identity:
    """Return what tells an item apart within its section."""
    values = (item[key] for key in section.identity)
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def item_key(section: Section, item: Mapping[str, Any]) -> str:
    """Return the name of an item for people; "*" stands for all."""
    parts = [", ".join(part) if isinstance(part, tuple) else part for part in identity(section, item)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " ".join(part or "*" for part in parts)


def _faults_of_value(path: str, field: Field, value: Any) -> Iterator[OrderCentralFault]:
    if field.kind is Kind.TRANSLATIONS and isinstance(value, dict):
        yield from _faults_of_translations(path, field, value)
    elif not _has_form(value, field.kind):
        yield invalid(path, f"Write {field.kind.value}.")
    elif not all(map(_is_text, value if isinstance(value, list) else [value])):
        yield invalid(path, UNSTORABLE)
    elif field.choices and value is not None and value not in field.choices:
        yield invalid(path, f"Write one of: {', '.join(field.choices)}.")


def _faults_of_translations(
    path: str, field: Field, translations: Mapping[str, Any]
) -> Iterator[OrderCentralFault]:
    if len(translations) > MAX_LANGUAGES:
        yield invalid(path, f"At most {MAX_LANGUAGES} languages are allowed.")
        return
    fields = {one.key: one for one in field.texts}
    for language, texts in translations.items():
        inner = f"{path}.{language}"
        if not isinstance(texts, dict):
            yield invalid(inner, "Write an object.")
            continue
        yield from _unknown_keys(f"{inner}.", texts, set(fields))
        for key, one in fields.items():
            if key in texts:
                yield from _faults_of_value(f"{inner}.{key}", one, texts[key])


def _unknown_keys(prefix: str, value: Mapping[str, Any], known: Iterable[str]) -> Iterator[OrderCentralFault]:
    for key in value:
        if key not in known:
            yield invalid(f"{prefix}{key}", "There is no such key.")


def _is_text(value: Any) -> bool:
    """Refuse what no database column can hold."""
    return not isinstance(value, str) or is_storable(value)


def _has_form(value: Any, kind: Kind) -> bool:
    if value is None:
        return kind.name.startswith("OPTIONAL")
    if kind in (Kind.TEXT, Kind.OPTIONAL_TEXT):
        return isinstance(value, str)
    if kind in (Kind.FLAG, Kind.OPTIONAL_FLAG):
        return isinstance(value, bool)
    if kind is Kind.OPTIONAL_NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is Kind.TRANSLATIONS:
        return False
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
