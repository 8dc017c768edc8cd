"""The contacts that customers can write to: managed by the shop."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..language import normalise_language, speaking
from ..notifications.channel_settings import required_language
from ..statuses.cleaning import clean_slug
from ..text import plain_line, plain_text
from .models import ContactPoint

MOST_CONTACTS = 50
PLACE = 10


def create_contact(values: Mapping[str, Any]) -> ContactPoint:
    """Add a contact, at the end of the list; without a slug one is made from the name.

    Raises OrderCentralFault naming the field: REQUIRED for the name, INVALID, UNIQUE, TOO_MANY_ITEMS.
    """
    given = {"name": "", **values}
    slug = given.pop("slug", None) or ""
    name = _CLEANERS["name"](given["name"])
    row = ContactPoint(slug=clean_slug(slug) if slug else _slug_from(name))
    with transaction.atomic():
        last = ContactPoint.objects.order_by("sort_order").last()
        given.setdefault("sort_order", last.sort_order + PLACE if last else PLACE)
        if ContactPoint.objects.count() >= MOST_CONTACTS:
            raise OrderCentralFault(f"At most {MOST_CONTACTS} are allowed.", ErrorCode.TOO_MANY_ITEMS)
        return _save(row, given)


def update_contact(pk: int, values: Mapping[str, Any]) -> ContactPoint:
    """Change a contact; its slug stays. Raises NOT_FOUND and what `create_contact` raises."""
    given = dict(values)
    with transaction.atomic():
        row = _locked(pk)
        if (given.pop("slug", None) or row.slug) != row.slug:
            raise invalid("slug", "The slug of a contact stays as it is.")
        for name in ("name", "description"):
            if name in given and _CLEANERS[name](given[name]) != getattr(row, name):
                # A changed text is no key of our catalogues any more.
                row.is_built_in = False
        return _save(row, given)


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
        cleaned = {name: plain_line(text, name, limit=1000) for name, text in texts.items()}
        kept = {name: text for name, text in {**row.translations.get(key, {}), **cleaned}.items() if text}
        others = {one: value for one, value in row.translations.items() if one != key}
        row.translations = {**others, **({key: kept} if kept else {})}
        row.save(update_fields=["translations"])
    return row


def contact_text(row: ContactPoint, column: str, language: str) -> str:
    """Return name or description in a language: the merchant's, our catalogue's, else the text itself."""
    key = normalise_language(language)
    for code in (key, key.partition("-")[0]):
        if text := row.translations.get(code, {}).get(column):
            return str(text)
    text = getattr(row, column)
    if row.is_built_in and key and text:
        with speaking(language):
            return gettext(text)
    return str(text)


def _locked(pk: int) -> ContactPoint:
    row = ContactPoint.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise not_found("id", "There is no such contact.")
    return row


def _save(row: ContactPoint, values: Mapping[str, Any]) -> ContactPoint:
    for name, value in values.items():
        setattr(row, name, _CLEANERS[name](value))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise OrderCentralFault(f'The slug "{row.slug}" is taken.', ErrorCode.UNIQUE, field="slug") from error
    return row


def _slug_from(name: str) -> str:
    return clean_slug(slugify(name)[:64].strip("-_") or "contact")


def clean_name(value: str | None) -> str:
    """Return a name in one line. Raises REQUIRED and INVALID."""
    name = plain_line(value, "name", limit=250)
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


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": clean_name,
    "description": lambda value: plain_text(value, "description", limit=1000),
    "email": _email,
    "is_active": bool,
    "sort_order": _place,
}
