"""The look of an e-mail: plain text, and the same as HTML that needs nothing from outside."""

import re
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from .structured_data import script_json

TEMPLATE = "saleor_order_central/mail/letter.html"
# Only whole addresses become links: a scheme that a browser would run is no address.
_LINK = re.compile(r"""https?://[^\s<>"'`{}|\\^]+""", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]»”’"


def letter_html(
    subject: str,
    body: str,
    language: str,
    structured_data: Sequence[dict[str, Any]] = (),
    *,
    formatted: tuple[str, str] = ("", ""),
) -> str:
    """Return the HTML form of a message; everything in it is escaped.

    `formatted` is a part of the body, and the same as HTML that was cleaned: it takes the part's place.
    """
    plain, html = formatted
    before, found, after = body.partition(plain) if plain and html else (body, "", "")
    content = {
        "subject": subject,
        "language": language or "en",
        "direction": _direction(language),
        "structured_data": script_json(structured_data) if structured_data else "",
        "paragraphs": _paragraphs(before),
        "formatted": mark_safe(html) if found else "",
        "further_paragraphs": _paragraphs(after),
    }
    return render_to_string(TEMPLATE, content)


def _paragraphs(text: str) -> list[SafeString]:
    parts = (part for part in re.split(r"\n\s*\n", text) if part.strip())
    return [_with_links(part.strip("\n")) for part in parts]


def _with_links(text: str) -> SafeString:
    parts: list[SafeString] = []
    end = 0
    for match in _LINK.finditer(text):
        address = match[0].rstrip(_AFTER_LINK)
        parts.append(conditional_escape(text[end : match.start()]))
        parts.append(format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, address))
        end = match.start() + len(address)
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>\n"))


def _direction(language: str) -> str:
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"
