"""Addresses of tracking pages that merchants write: checked when saved, filled with encoded values."""

import re
from typing import Final
from urllib.parse import quote

from saleor_order_central.tracking.links import EDGE_SPACE, MAX_URL_LENGTH, parse_link
from saleor_order_central.tracking.reasons import TrackingReason

MAX_TEMPLATE_LENGTH: Final = 500
PLACEHOLDERS: Final = ("code", "postcode", "country", "language")
_PLACEHOLDER: Final = re.compile(r"\{(code|postcode|country|language)\}", re.ASCII)
_UNSAFE: Final = frozenset("\"'<>`")
_HTTPS: Final = "https://"


class UrlTemplateError(ValueError):
    """A template that cannot be used; the text says why."""


def normalise_template(text: str) -> str:
    """Return the template as it is kept, "" for none. Raises UrlTemplateError for anything unsafe."""
    template = text.strip(EDGE_SPACE)
    if not template:
        return ""
    if len(template) > MAX_TEMPLATE_LENGTH:
        raise UrlTemplateError(f"At most {MAX_TEMPLATE_LENGTH} characters are allowed.")
    _check_braces(template)
    if _UNSAFE.intersection(template):
        raise UrlTemplateError("Quotes and angle brackets must be percent-encoded.")
    authority = re.split(r"[/?#]", template[len(_HTTPS) :], maxsplit=1)
    if not template.lower().startswith(_HTTPS) or "{" in authority[0]:
        raise UrlTemplateError("Write an address that begins with https:// and a host without placeholders.")
    link = parse_link(_PLACEHOLDER.sub("0", template))
    if isinstance(link, TrackingReason):
        raise UrlTemplateError(f"This address is not safe to show: {link.value}.")
    return f"{_HTTPS}{link.host}{template[len(_HTTPS) + len(authority[0]) :]}"


def _check_braces(template: str) -> None:
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise UrlTemplateError(f"Only these may stand in braces: {known}.")
    if "{code}" not in template:
        raise UrlTemplateError("The address must hold {code}.")


def fill_template(template: str, **values: str) -> str | None:
    """Return the address with percent-encoded values, None when it becomes longer than a link may be."""
    url = _PLACEHOLDER.sub(lambda found: encode(values.get(found[1], "")), template)
    return url if len(url) <= MAX_URL_LENGTH else None


def encode(value: str) -> str:
    """Percent-encode everything but unreserved characters; a lone surrogate becomes ``?``."""
    return quote(value, safe="", errors="replace")
