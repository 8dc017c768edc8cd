"""How a page may be called, and by whom."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse

from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, MANAGE_TRANSLATIONS

View = Callable[..., HttpResponse]

SETTINGS = (MANAGE_SETTINGS,)
ORDERS_OR_SETTINGS = (MANAGE_ORDERS, MANAGE_SETTINGS)
TRANSLATIONS_OR_SETTINGS = (MANAGE_TRANSLATIONS, MANAGE_SETTINGS)


def shows(view: View, *, needs: tuple[str, ...]) -> View:
    """Mark a view that only shows something; any of the permissions opens it."""
    return _marked(view, ("GET", "HEAD"), needs)


def posts(view: View, *, needs: tuple[str, ...] = (MANAGE_ORDERS,)) -> View:
    """Mark a view that only takes forms."""
    return _marked(view, ("POST",), needs)


def takes_forms(view: View, *, needs: tuple[str, ...] = (MANAGE_ORDERS,)) -> View:
    """Mark a view that shows a form and takes it."""
    return _marked(view, ("GET", "HEAD", "POST"), needs)


def methods_of(view: Any) -> tuple[str, ...]:
    """Return how a view may be called."""
    found: tuple[str, ...] = getattr(view, "methods", ("GET", "HEAD"))
    return found


def needs_of(view: Any) -> tuple[str, ...]:
    """Return the permissions of which a caller needs one.

    The API decides about everything on the page; this decides whether there is a page at all, so that staff
    without rights is told so instead of seeing what its own customer account may see.
    """
    found: tuple[str, ...] = getattr(view, "needs", (MANAGE_ORDERS,))
    return found


def _marked(view: View, methods: tuple[str, ...], needs: tuple[str, ...]) -> View:
    marked = partial(view)
    marked.methods, marked.needs = methods, needs  # type: ignore[attr-defined]
    return marked
