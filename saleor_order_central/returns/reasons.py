"""The shop's reasons for returns and refusals: a managed list whose handles never change."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..language import normalise_language, speaking
from ..statuses.cleaning import clean_slug
from .cleaning import REASON_CLEANERS, slug_from
from .models import ReturnReason

MOST_REASONS = 200
# Room for others in between.
PLACE = 10


def create_reason(values: Mapping[str, Any]) -> ReturnReason:
    """Add a reason, at the end of the list; without a slug one is made from the name.

    Raises OrderCentralFault naming the field: REQUIRED for the name, INVALID, UNIQUE, TOO_MANY_ITEMS.
    """
    given = {"name": "", **values}
    slug = given.pop("slug", None) or ""
    name = REASON_CLEANERS["name"](given["name"])
    row = ReturnReason(slug=clean_slug(slug) if slug else slug_from(name))
    with transaction.atomic():
        last = ReturnReason.objects.order_by("sort_order").last()
        given.setdefault("sort_order", last.sort_order + PLACE if last else PLACE)
        if ReturnReason.objects.count() >= MOST_REASONS:
            raise OrderCentralFault(f"At most {MOST_REASONS} are allowed.", ErrorCode.TOO_MANY_ITEMS)
        return _save(row, given)


def update_reason(pk: int, values: Mapping[str, Any]) -> ReturnReason:
    """Change a reason; its slug stays. Raises NOT_FOUND and what `create_reason` raises."""
    given = dict(values)
    with transaction.atomic():
        row = _locked(pk)
        if (given.pop("slug", None) or row.slug) != row.slug:
            raise invalid("slug", "The slug of a reason stays as it is.")
        if "name" in given and REASON_CLEANERS["name"](given["name"]) != row.name:
            # A changed text is no key of our catalogues any more.
            row.is_built_in = False
        return _save(row, given)


def delete_reason(pk: int) -> ReturnReason:
    """Switch a reason off; past requests keep it, and its slug stays taken. Raises NOT_FOUND."""
    with transaction.atomic():
        return _save(_locked(pk), {"is_active": False})


def translate_reason(pk: int, language: str, name: str | None) -> ReturnReason:
    """Set or, with an empty name, remove the name in one language. Raises NOT_FOUND, INVALID."""
    with transaction.atomic():
        row = _locked(pk)
        names = {code: texts["name"] for code, texts in row.translations.items()}
        names[normalise_language(language)] = name or ""
        return _save(row, {"translations": names})


def find_reasons(*, using: str, for_staff: bool) -> QuerySet[ReturnReason]:
    """Return reasons in their order; customers get active ones, and none to refuse with."""
    rows = ReturnReason.objects.using(using)
    return rows if for_staff else rows.filter(is_active=True, for_decline=False)


def reason_name(reason: ReturnReason, language: str) -> str:
    """Return the name in a language: the merchant's translation, our catalogue's, else the name itself."""
    key = normalise_language(language)
    for code in (key, key.partition("-")[0]):
        if code in reason.translations:
            return str(reason.translations[code]["name"])
    if reason.is_built_in and key:
        with speaking(language):
            return gettext(reason.name)
    return reason.name


def _locked(pk: int) -> ReturnReason:
    row = ReturnReason.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise not_found("id", "There is no such return reason.")
    return row


def _save(row: ReturnReason, values: Mapping[str, Any]) -> ReturnReason:
    for name, value in values.items():
        setattr(row, name, REASON_CLEANERS[name](value))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise OrderCentralFault(f'The slug "{row.slug}" is taken.', ErrorCode.UNIQUE, field="slug") from error
    return row
