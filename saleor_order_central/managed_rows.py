"""Rows of lists that the shop manages: a slug that never changes, a place, and texts in several languages."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from .errors import ErrorCode, OrderCentralFault, invalid, not_found
from .language import normalise_language, speaking
from .statuses.cleaning import SLUG_LIMIT, clean_slug

Cleaners = Mapping[str, Callable[[Any], Any]]
Row = TypeVar("Row", bound=models.Model)
# Room for others in between.
PLACE = 10


def slug_of(slug: str | None, name: str, *, otherwise: str) -> str:
    """Return a slug that was given, else one made from the name. Raises INVALID."""
    if slug:
        return clean_slug(slug)
    return clean_slug(slugify(name)[:SLUG_LIMIT].strip("-_") or otherwise)


def keep_slug(row: Any, given: dict[str, Any]) -> None:
    """Take the slug out of a change. Raises INVALID for another one: programs know the row by it."""
    if (given.pop("slug", None) or row.slug) != row.slug:
        raise invalid("slug", "The slug stays as it is.")


def last_place(model: type[Row], *, most: int) -> int:
    """Return the place after the last row. Raises TOO_MANY_ITEMS."""
    rows = model._default_manager
    if rows.count() >= most:
        raise OrderCentralFault(f"At most {most} are allowed.", ErrorCode.TOO_MANY_ITEMS)
    last: int | None = rows.aggregate(last=models.Max("sort_order"))["last"]
    return (last or 0) + PLACE


def lock_row(model: type[Row], pk: int, unknown: str) -> Row:
    """Lock one row. Raises NOT_FOUND with these words."""
    row: Row | None = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise not_found("id", unknown)
    return row


def save_row(row: Any, values: Mapping[str, Any], cleaners: Cleaners) -> None:
    """Clean values and save the row. Raises what the cleaners raise, and UNIQUE for its slug."""
    for name, value in values.items():
        setattr(row, name, cleaners[name](value))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise OrderCentralFault(f'The slug "{row.slug}" is taken.', ErrorCode.UNIQUE, field="slug") from error


def text_of(row: Any, column: str, language: str) -> str:
    """Return a text in a language: the merchant's translation, our catalogue's, else the text itself."""
    key = normalise_language(language)
    for code in (key, key.partition("-")[0]):
        if text := row.translations.get(code, {}).get(column):
            return str(text)
    text = getattr(row, column)
    if row.is_built_in and key and text:
        with speaking(language):
            return gettext(text)
    return str(text)
