"""Checks of the fields of reasons and policies; each raises OrderCentralFault naming the field."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from babel.numbers import list_currencies

from ..errors import invalid, not_found, required
from ..host import get_host
from ..language import known_language, normalise_language
from ..statuses.cleaning import clean_channels, clean_name
from ..text import plain_line, plain_text
from .kinds import Disposition, LabelPayer, ReturnResolution, WindowStart

NAME_LIMIT = 250
TEXT_LIMIT = 5_000
LIST_LIMIT = 500
MAX_DAYS = 3_650
MAX_PRIORITY = 1_000_000
_COUNTRY = re.compile(r"[A-Z]{2}\Z", re.ASCII)
_KEY = re.compile(r"[0-9]{1,18}\Z", re.ASCII)
Cleaner = Callable[[Any], Any]


def clean_reason_translations(value: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
    """Names by language code; an empty name takes the language out."""
    found = {}
    for code, name in (value or {}).items():
        language = normalise_language(code)
        if not known_language(language):
            raise invalid("translations", f'The shop does not know the language "{code}".')
        if text := plain_line(name, "translations", limit=NAME_LIMIT):
            found[language] = {"name": text}
    return found


def _flag(value: bool | None) -> bool:
    return bool(value)


def _disposition(value: str | None) -> str:
    return Disposition(value).value if value else ""


def _member(kind: type[Enum], field: str) -> Cleaner:
    def clean(value: str | None) -> Any:
        if not value:
            raise required(field)
        return kind(value).value

    return clean


def _resolutions(value: Sequence[str] | None) -> list[str]:
    wanted = {ReturnResolution(one) for one in value or ()}
    if not wanted:
        raise required("resolutions", "Offer at least one outcome.")
    return [one.value for one in ReturnResolution if one in wanted]


def _countries(value: Sequence[str] | None) -> list[str]:
    codes = sorted({(one or "").strip().upper() for one in value or ()})
    if bad := [code for code in codes if not _COUNTRY.match(code)]:
        raise invalid("countries", f"Not an ISO 3166 code of two letters: {bad[0][:20]}.")
    return codes


def _catalogue(kind: str) -> Cleaner:
    def clean(value: Sequence[str] | None) -> list[str]:
        keys = sorted(set(value or ()), key=lambda key: (len(key), key))
        if len(keys) > LIST_LIMIT:
            raise invalid(kind, f"At most {LIST_LIMIT} are allowed.")
        if any(not _KEY.match(key) for key in keys) or (
            keys and get_host().unknown_catalogue_keys(kind, keys, using="default")
        ):
            raise not_found(kind, "One of them does not exist.")
        return keys

    return clean


def _days(field: str, *, lowest: int = 0) -> Cleaner:
    def clean(value: int | None) -> int | None:
        if value is not None and not lowest <= value <= MAX_DAYS:
            raise invalid(field, f"Use {lowest} to {MAX_DAYS} days, or null.")
        return value

    return clean


def _number(field: str, highest: Decimal, digits: int) -> Cleaner:
    def clean(value: Any) -> Decimal:
        try:
            number = Decimal(str(value if value is not None else 0))
        except InvalidOperation as error:
            raise invalid(field, "Write a number.") from error
        if not number.is_finite() or not 0 <= number <= highest:
            raise invalid(field, f"Use 0 to {highest}.")
        if number != round(number, digits):
            raise invalid(field, f"At most {digits} digits after the point are kept.")
        return number

    return clean


def _currency(value: str | None) -> str:
    code = (value or "").strip().upper()
    if code and code not in list_currencies():
        raise invalid("feeCurrency", "Write the currency as three letters of ISO 4217.")
    return code


def _priority(value: int | None) -> int:
    if value is None or not -MAX_PRIORITY <= value <= MAX_PRIORITY:
        raise invalid("priority", f"Use -{MAX_PRIORITY} to {MAX_PRIORITY}.")
    return value


def _sort_order(value: int | None) -> int:
    if value is None or not 0 <= value <= MAX_PRIORITY:
        raise invalid("sortOrder", f"Use 0 to {MAX_PRIORITY}.")
    return value


REASON_CLEANERS: dict[str, Cleaner] = {
    "name": clean_name,
    "translations": clean_reason_translations,
    "requires_note": _flag,
    "requires_photo": _flag,
    "waives_fees": _flag,
    "for_decline": _flag,
    "default_disposition": _disposition,
    "is_active": _flag,
    "sort_order": _sort_order,
}

POLICY_CLEANERS: dict[str, Cleaner] = {
    "name": clean_name,
    "channels": clean_channels,
    "countries": _countries,
    "product_types": _catalogue("productTypes"),
    "categories": _catalogue("categories"),
    "products": _catalogue("products"),
    "window_days": _days("windowDays"),
    "window_starts_from": _member(WindowStart, "windowStartsFrom"),
    "requires_delivery": _flag,
    "is_final_sale": _flag,
    "resolutions": _resolutions,
    "fixed_fee": _number("fixedFee", Decimal(10**12), 3),
    "fee_currency": _currency,
    "fee_percent": _number("feePercent", Decimal(100), 2),
    "label_payer": _member(LabelPayer, "labelPayer"),
    "allow_guests": _flag,
    "requires_photos": _flag,
    "auto_approve": _flag,
    "expiry_days": _days("expiryDays", lowest=1),
    "reminder_days": _days("reminderDays", lowest=1),
    "instructions": lambda value: plain_text(value, "instructions", limit=TEXT_LIMIT),
    "priority": _priority,
    "is_active": _flag,
}
