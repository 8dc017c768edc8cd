"""Filters that both sets of pages know: values of the API as readers of a language write them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_time
from django import template
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .notifications.locale_text import babel_locale, money_text

register = template.Library()


@register.filter
def money(value: dict[str, Any] | None) -> str:
    """Write {"amount", "currency"}."""
    return money_text(Decimal(str(value["amount"])), value["currency"], page_language()) if value else ""


@register.filter
def moment(text: str | None) -> SafeString | str:
    """Write day, time and zone of a moment for the reader, and the moment itself for programs."""
    local = local_moment(text)
    if local is None:
        return ""
    locale = babel_locale(page_language())
    date, time = format_date(local, "medium", locale=locale), format_time(local, "short", locale=locale)
    return format_html('<time datetime="{}">{}, {} {}</time>', text, date, time, local.tzname() or "")


@register.filter
def get(values: dict[str, Any], key: str) -> Any:
    """Look something up by a key that the template does not know."""
    return values.get(key)


def page_language() -> str:
    """Return the language that the page is written in."""
    return translation.get_language() or "en"


def local_moment(text: str | None) -> datetime | None:
    """Return a moment of the API in the zone of the page, None for no moment."""
    found = parse_datetime(text) if text else None
    if found is None:
        return None
    return timezone.localtime(found if timezone.is_aware(found) else found.replace(tzinfo=UTC))
