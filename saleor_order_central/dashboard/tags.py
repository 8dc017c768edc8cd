"""Filters of the pages: values of the API as readers of a language write them."""

from typing import Any

from django import template

from .addresses import page_path
from .wording import word_text

register = template.Library()


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
