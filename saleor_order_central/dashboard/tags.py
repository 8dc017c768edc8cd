"""Filters of the pages: values of the API as readers of a language write them."""

from typing import Any

from babel.dates import format_datetime
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..notifications.locale_text import babel_locale
from ..page_tags import local_moment, page_language
from .addresses import page_path
from .wording import word_text

register = template.Library()


@register.filter
def moment(text: str | None) -> SafeString | str:
    """Write day, time and zone of a moment for the reader, and the moment itself for programs."""
    local = local_moment(text)
    if local is None:
        return ""
    written = format_datetime(local, format="medium", locale=babel_locale(page_language()))
    return format_html('<time datetime="{}">{} {}</time>', text, written, local.tzname() or "")


@register.filter
def words(code: str | None) -> str:
    """Write a code of the API in words."""
    return word_text(code or "")


@register.filter
def item(values: Any, place: int) -> Any:
    """Return an item of a list by its place."""
    return values[place]


@register.filter
def percent(rate: float | None) -> str:
    """Write a share from 0 to 1."""
    return "" if rate is None else f"{round(rate * 100)} %"


@register.simple_tag
def page(name: str, **values: Any) -> str:
    """Return the path of a page: {% page "order" order=order.id %}."""
    return page_path(name, **values)


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """Return the query of this page with some of its values changed; an empty value removes one."""
    values = context["visit"].request.GET.copy()
    for name in ("told", *changes):
        values.pop(name, None)
    for name, value in changes.items():
        if value:
            values[name] = value
    return f"?{values.urlencode()}"
