"""The contacts that customers can write to: managed by the shop."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ..errors import invalid, required
from ..managed_rows import keep_slug, last_place, lock_row, save_row, slug_of
from ..notifications.channel_settings import required_language
from ..text import plain_line, plain_text
from .models import ContactPoint

MOST_CONTACTS = 50


def create_contact(values: Mapping[str, Any]) -> ContactPoint:
    """Add a contact, at the end of the list; without a slug one is made from the name.

    Raises OrderCentralFault naming the field: REQUIRED for the name, INVALID, UNIQUE, TOO_MANY_ITEMS.
    """
    given = {"name": "", **values}
    slug, name = given.pop("slug", None), clean_name(given["name"])
    row = ContactPoint(slug=slug_of(slug, name, otherwise="contact"))
    with transaction.atomic():
        given.setdefault("sort_order", last_place(ContactPoint, most=MOST_CONTACTS))
        save_row(row, given, _CLEANERS)
    return row


def update_contact(pk: int, values: Mapping[str, Any]) -> ContactPoint:
    """Change a contact; its slug stays. Raises NOT_FOUND and what `create_contact` raises."""
    given = dict(values)
    with transaction.atomic():
        row = _locked(pk)
        keep_slug(row, given)
        for name in ("name", "description"):
            if name in given and _CLEANERS[name](given[name]) != getattr(row, name):
                # A changed text is no key of our catalogues any more.
                row.is_built_in = False
        save_row(row, given, _CLEANERS)
    return row


def delete_contact(pk: int) -> ContactPoint:
    """Take a contact away. Raises NOT_FOUND, and INVALID while conversations lie in its box."""
    with transaction.atomic():
        row = _locked(pk)
        if row.threads.exists():
            raise invalid("id", "Conversations belong to this contact: switch it off instead.")
        row.delete()
    row.pk = pk
    return row


def translate_contact(pk: int, language: str, texts: Mapping[str, str | None]) -> ContactPoint:
    """Set texts of one language; an empty text removes it. Raises NOT_FOUND and INVALID."""
    key = required_language(language)
    with transaction.atomic():
        row = _locked(pk)
        cleaned = {name: _TEXTS[name](text) for name, text in texts.items()}
        kept = {name: text for name, text in {**row.translations.get(key, {}), **cleaned}.items() if text}
        others = {one: value for one, value in row.translations.items() if one != key}
        row.translations = {**others, **({key: kept} if kept else {})}
        row.save(update_fields=["translations"])
    return row


def _locked(pk: int) -> ContactPoint:
    return lock_row(ContactPoint, pk, "There is no such contact.")


def _name(value: str | None) -> str:
    return plain_line(value, "name", limit=250)


def _description(value: str | None) -> str:
    return plain_text(value, "description", limit=1000)


def clean_name(value: str | None) -> str:
    """Return a name in one line. Raises REQUIRED and INVALID."""
    name = _name(value)
    if not name:
        raise required("name")
    return name


def _email(value: str) -> str:
    address = value.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise invalid("email", "Write a valid e-mail address.") from error
    return address


def _place(value: int) -> int:
    if not 0 <= value <= 1_000_000:
        raise invalid("sortOrder", "Use a number from 0 to 1000000.")
    return value


# What can be translated: without a text the shop's own one stands.
_TEXTS: dict[str, Callable[[str | None], str]] = {"name": _name, "description": _description}

_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": clean_name,
    "description": _description,
    "email": _email,
    "is_active": bool,
    "sort_order": _place,
}
