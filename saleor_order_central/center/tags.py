"""Filters of the pages: values of the API as readers of a language write them."""

from typing import Any

from babel.dates import format_date
from django import template

from ..notifications.locale_text import babel_locale
from ..page_tags import local_moment, page_language
from .wording import resolution_name, state_name

register = template.Library()


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
    moment = local_moment(text)
    return (
        ""
        if moment is None
        else str(format_date(moment, format="long", locale=babel_locale(page_language())))
    )


@register.filter
def until(text: str | None, other: str | None) -> str:
    """Write the days from one moment to another, once when they are the same."""
    days = list(dict.fromkeys(filter(None, (day(text), day(other)))))
    return " – ".join(days)


@register.simple_tag(takes_context=True)
def page(context: Any, name: str, **values: Any) -> str:
    """Return the path of a page of the same shop: {% page "order" order=order.id %}."""
    path: str = context["visit"].path(name, **values)
    return path
