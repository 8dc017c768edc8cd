"""Filters of the pages: values of the API as readers of a language write them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_time
from django import template
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from ..notifications.locale_text import babel_locale, money_text
from .wording import resolution_name, state_name

register = template.Library()


def _language() -> str:
    return translation.get_language() or "en"


@register.filter
def money(value: dict[str, Any] | None) -> str:
    """Write {"amount", "currency"}."""
    if not value:
        return ""
    return money_text(Decimal(str(value["amount"])), value["currency"], _language())


@register.filter
def resolution(code: str) -> str:
    """Name what a customer wants."""
    return resolution_name(code)


@register.filter
def state(code: str) -> str:
    """Name the state of a step."""
    return state_name(code)


@register.filter
def day(text: str | None) -> str:
    """Write the day of a moment in the shop's time zone, which the rendering sets."""
    moment = _local(text)
    return "" if moment is None else str(format_date(moment, format="long", locale=babel_locale(_language())))


@register.filter
def moment(text: str | None) -> str:
    """Write day and time of a moment in the shop's time zone, and name that zone."""
    found = _local(text)
    if found is None:
        return ""
    locale = babel_locale(_language())
    date, time = format_date(found, "medium", locale=locale), format_time(found, "short", locale=locale)
    return f"{date}, {time} {found.tzname()}"


@register.filter
def until(text: str | None, other: str | None) -> str:
    """Write the days from one moment to another, once when they are the same."""
    days = list(dict.fromkeys(filter(None, (day(text), day(other)))))
    return " – ".join(days)


@register.filter
def get(values: dict[str, Any], key: str) -> Any:
    """Look something up by a key that the template does not know."""
    return values.get(key)


@register.simple_tag(takes_context=True)
def page(context: Any, name: str, **values: Any) -> str:
    """Return the path of a page of the same shop: {% page "order" order=order.id %}."""
    path: str = context["visit"].path(name, **values)
    return path


def _local(text: str | None) -> datetime | None:
    found = parse_datetime(text) if text else None
    if found is None:
        return None
    aware = found if timezone.is_aware(found) else found.replace(tzinfo=UTC)
    return timezone.localtime(aware)
