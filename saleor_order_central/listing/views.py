"""Saved views: filtered lists with a name and a key for links (004-25)."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..text import is_storable, plain_line
from .models import SavedView
from .selectors import SEARCH_LIMIT, Filtering, find_states
from .sorting import OrderSort

NAME_LIMIT = 250
WHERE_LIMIT = 20_000
MOST_VIEWS = 200
TOKEN_BYTES = 16
UNKNOWN = "There is no such saved view."


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a user's key, None for apps. `may_change_all` is for whoever manages the shop's settings."""

    user_pk: int | None
    may_change_all: bool = False


def visible_views(viewer: Viewer, *, using: str) -> QuerySet[SavedView]:
    """Return the viewer's own views and the shared ones; managers also see those that lost their owner."""
    visible = Q(is_shared=True)
    if viewer.user_pk is not None:
        visible |= Q(owner_id=viewer.user_pk)
    if viewer.may_change_all:
        visible |= Q(owner=None)
    return SavedView.objects.using(using).filter(visible)


def visible_view(
    viewer: Viewer, *, using: str, pk: int | None = None, token: str | None = None, field: str = "savedView"
) -> SavedView:
    """Find one view by key or token. Raises NOT_FOUND for `field`, also when it is somebody else's."""
    if token is not None and not is_storable(token):
        raise not_found(field, UNKNOWN)
    wanted = {"pk": pk} if token is None else {"token": token}
    view = visible_views(viewer, using=using).filter(**wanted).first()
    if view is None:
        raise not_found(field, UNKNOWN)
    return view


def create_view(values: Mapping[str, Any], viewer: Viewer, *, order_pk: Callable[[str], Any]) -> SavedView:
    """Keep a filter under a name. `values` are name, where, search, sort_by and is_shared.

    `where` has its JSON form. Raises OrderCentralFault for a missing name or filter, a filter that cannot
    be built, an app's view that is not shared, and when the owner has too many.
    """
    for name in ("name", "where"):
        if values.get(name) is None:
            raise required(name)
    if SavedView.objects.filter(owner_id=viewer.user_pk).count() >= MOST_VIEWS:
        raise OrderCentralFault(f"At most {MOST_VIEWS} views are kept.", ErrorCode.TOO_MANY_ITEMS)
    view = SavedView(owner_id=viewer.user_pk, token=secrets.token_urlsafe(TOKEN_BYTES))
    _fill(view, values, order_pk)
    view.save()
    return view


def update_view(
    pk: int, values: Mapping[str, Any], viewer: Viewer, *, order_pk: Callable[[str], Any]
) -> SavedView:
    """Change what is given; the token stays. Raises OrderCentralFault."""
    view = _changeable(pk, viewer)
    _fill(view, values, order_pk)
    view.save()
    return view


def delete_view(pk: int, viewer: Viewer) -> SavedView:
    """Forget a view and return what it was. Raises OrderCentralFault."""
    view = _changeable(pk, viewer)
    view.delete()
    view.pk = pk
    return view


def _changeable(pk: int, viewer: Viewer) -> SavedView:
    view = visible_view(viewer, using="default", pk=pk, field="id")
    is_own = view.owner_id is not None and view.owner_id == viewer.user_pk
    if not (is_own or viewer.may_change_all):
        raise invalid("id", "Only its owner may change a saved view.")
    return view


def _fill(view: SavedView, values: Mapping[str, Any], order_pk: Callable[[str], Any]) -> None:
    given = {name: value for name, value in values.items() if value is not None}
    if "name" in given:
        view.name = plain_line(given["name"], "name", limit=NAME_LIMIT)
    if "search" in given:
        view.search = plain_line(given["search"], "search", limit=SEARCH_LIMIT)
    view.where = given.get("where", view.where)
    view.sort_by = OrderSort(given["sort_by"]).value if "sort_by" in given else view.sort_by
    view.is_shared = given.get("is_shared", view.is_shared)
    if not view.name:
        raise required("name", "A view needs a name.")
    if view.owner_id is None and not view.is_shared:
        raise invalid("isShared", "A view without an owner must be shared, or nobody could see it.")
    _refuse_unreadable(view, order_pk)


def _refuse_unreadable(view: SavedView, order_pk: Callable[[str], Any]) -> None:
    """A filter that is kept is one that a list can be read with."""
    if len(json.dumps(view.where)) > WHERE_LIMIT:
        raise OrderCentralFault("The filter is too large.", ErrorCode.TOO_MANY_ITEMS, field="where")
    find_states([Filtering(view.where, view.search)], using="default", channels=None, order_pk=order_pk)
