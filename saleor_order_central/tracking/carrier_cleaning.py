"""Checks of the fields of a carrier, one function per field; each raises OrderCentralFault naming it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..host import get_host
from ..language import known_language, normalise_language
from ..text import plain_line
from .patterns import PatternError, normalise_pattern
from .url_templates import UrlTemplateError, normalise_template

CODE_LIMIT = 64
NAME_LIMIT = 100
MAX_PATTERNS = 10
MAX_COUNTRIES = 250
MAX_CHANNELS = 200
MAX_LANGUAGES = 100
_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}\Z", re.ASCII)


def clean_code(value: str | None) -> str:
    """Small letters, digits, hyphens and underscores."""
    code = (value or "").strip()
    if not _CODE.match(code) or len(code) > CODE_LIMIT:
        raise invalid("code", f"Use small letters, digits and hyphens, {CODE_LIMIT} characters at most.")
    return code


def _name(value: str | None) -> str:
    name = plain_line(value, "name", limit=NAME_LIMIT)
    if not name:
        raise required("name")
    return name


def _translations(value: Mapping[str, str | None] | None) -> dict[str, dict[str, str]]:
    """Names by language; an empty name removes a translation."""
    if len(value or {}) > MAX_LANGUAGES:
        raise _too_many("translations", MAX_LANGUAGES)
    kept = {}
    for language, text in (value or {}).items():
        key = normalise_language(language)
        if not key or known_language(key) != key:
            raise invalid("translations", f'"{language[:35]}" is not a language code.')
        if name := plain_line(text, "translations", limit=NAME_LIMIT):
            kept[key] = {"name": name}
    return kept


def _url_template(value: str | None) -> str:
    try:
        return normalise_template(value or "")
    except UrlTemplateError as error:
        raise invalid("urlTemplate", str(error)) from error


def _patterns(value: Sequence[str] | None) -> list[str]:
    written = [one for one in value or () if one.strip()]
    if len(written) > MAX_PATTERNS:
        raise _too_many("patterns", MAX_PATTERNS)
    try:
        return list(dict.fromkeys(map(normalise_pattern, written)))
    except PatternError as error:
        raise invalid("patterns", str(error)) from error


def _countries(value: Sequence[str] | None) -> list[str]:
    countries = list(dict.fromkeys(one.strip().upper() for one in value or () if one.strip()))
    if len(countries) > MAX_COUNTRIES:
        raise _too_many("countries", MAX_COUNTRIES)
    if wrong := [one for one in countries if not _COUNTRY.match(one)]:
        raise invalid("countries", f'"{wrong[0][:10]}" is not an ISO 3166 code of two letters.')
    return countries


def _channels(value: Sequence[str] | None) -> list[str]:
    slugs = sorted({one.strip() for one in value or () if one.strip()})
    if len(slugs) > MAX_CHANNELS:
        raise _too_many("channels", MAX_CHANNELS)
    if slugs and not get_host().capabilities.channels:
        raise OrderCentralFault(
            "This Saleor release has no channels.", ErrorCode.UNSUPPORTED_HOST, field="channels"
        )
    if slugs and (unknown := sorted(set(slugs) - get_host().channel_slugs())):
        raise invalid("channels", f"Unknown channels: {', '.join(unknown)}.")
    return slugs


def _too_many(field: str, limit: int) -> OrderCentralFault:
    return OrderCentralFault(f"At most {limit} are allowed.", ErrorCode.TOO_MANY_ITEMS, field=field)


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "translations": _translations,
    "url_template": _url_template,
    "patterns": _patterns,
    "countries": _countries,
    "channels": _channels,
    "is_enabled": lambda value: value if value is None else bool(value),
}
