"""The shop's reasons for returns and refusals: a managed list whose handles never change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ..managed_rows import keep_slug, last_place, lock_row, save_row, slug_of, text_of
from ..notifications.channel_settings import required_language
from ..text import plain_line
from .cleaning import NAME_LIMIT, REASON_CLEANERS
from .models import ReturnReason

MOST_REASONS = 200


def create_reason(values: Mapping[str, Any]) -> ReturnReason:
    """Add a reason, at the end of the list; without a slug one is made from the name.

    Raises OrderCentralFault naming the field: REQUIRED for the name, INVALID, UNIQUE, TOO_MANY_ITEMS.
    """
    given = {"name": "", **values}
    slug, name = given.pop("slug", None), REASON_CLEANERS["name"](given["name"])
    row = ReturnReason(slug=slug_of(slug, name, otherwise="reason"))
    with transaction.atomic():
        given.setdefault("sort_order", last_place(ReturnReason, most=MOST_REASONS))
        return _save(row, given)


def update_reason(pk: int, values: Mapping[str, Any]) -> ReturnReason:
    """Change a reason; its slug stays. Raises NOT_FOUND and what `create_reason` raises."""
    given = dict(values)
    with transaction.atomic():
        row = _locked(pk)
        keep_slug(row, given)
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
    key, text = required_language(language), plain_line(name, "name", limit=NAME_LIMIT)
    with transaction.atomic():
        row = _locked(pk)
        names = {code: texts["name"] for code, texts in row.translations.items()}
        names[key] = text
        return _save(row, {"translations": names})


def find_reasons(*, using: str, for_staff: bool) -> QuerySet[ReturnReason]:
    """Return reasons in their order; customers get active ones, and none to refuse with."""
    rows = ReturnReason.objects.using(using)
    return rows if for_staff else rows.filter(is_active=True, for_decline=False)


def reason_name(reason: ReturnReason, language: str) -> str:
    """Return the name in a language: the merchant's translation, our catalogue's, else the name itself."""
    return text_of(reason, "name", language)


def _locked(pk: int) -> ReturnReason:
    return lock_row(ReturnReason, pk, "There is no such return reason.")


def _save(row: ReturnReason, values: Mapping[str, Any]) -> ReturnReason:
    save_row(row, values, REASON_CLEANERS)
    return row
