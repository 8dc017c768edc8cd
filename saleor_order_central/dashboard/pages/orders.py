"""The list of orders, with filters and views that staff keep."""

from typing import Any

from django.http import HttpResponse

from ...host import get_host
from ..filters import OrderFilter, where_of
from ..paging import nodes, window
from ..visit import Refused, Visit

SCOPE = ("search", "status", "step", "payment", "shipping", "needs", "channel", "placed_from", "placed_to")


def orders(visit: Visit) -> HttpResponse:
    """Show a page of the list; GET."""
    values = visit.request.GET
    filled = _filled(values)
    data = visit.ask(
        "orders",
        where=where_of(filled, visit.zone),
        search=filled.get("search") or None,
        savedView=values.get("view") or None,
        sortBy=filled.get("sort") or None,
        **window(values),
    )
    form = _form(values, nodes(data["orderStatusDefinitions"]))
    form.is_valid()
    found = data["orderCentrals"]
    context = {
        "form": form,
        "orders": nodes(found),
        "found": found,
        "views": nodes(data["orderSavedViews"]),
        "view": values.get("view", ""),
        "is_narrowed": any(values.get(name) for name in SCOPE),
        "scope": {name: values[name] for name in (*SCOPE, "sort") if values.get(name)},
    }
    return visit.page("orders.html", context)


def scope_values(values: Any) -> dict[str, str]:
    """Return the filters of the list that a form was sent from, which have names of their own there."""
    return {name: values[f"scope-{name}"] for name in (*SCOPE, "sort") if values.get(f"scope-{name}")}


def scope_of(visit: Visit, values: Any) -> dict[str, Any]:
    """Return the filter of the API for the list that a form was sent from."""
    filled = _filled(scope_values(values))
    return {"where": where_of(filled, visit.zone), "search": filled.get("search") or ""}


def _filled(values: Any) -> dict[str, Any]:
    """Return what the filters hold; a value that cannot be read narrows nothing, and its field says so."""
    form = _form(values, [{"slug": values.get("status"), "name": ""}])
    form.is_valid()
    return form.cleaned_data


def _form(values: Any, statuses: list[dict[str, Any]]) -> OrderFilter:
    return OrderFilter(values, statuses, has_channels=get_host().capabilities.channels)


def keep_view(visit: Visit) -> HttpResponse:
    """Keep the filters of the list as a view; POST."""
    values = visit.request.POST
    scope = scope_of(visit, values)
    sort = scope_values(values).get("sort")
    view = {"name": values.get("name", ""), "isShared": bool(values.get("shared")), "sortBy": sort, **scope}
    change = visit.change("saved_view_create", input=view)
    if not change.is_done:
        raise Refused(change.errors[0]["message"])
    return visit.to("orders", "saved", query={"view": change.payload["savedView"]["token"]})


def delete_view(visit: Visit, view: str) -> HttpResponse:
    """Delete a view; POST."""
    change = visit.change("saved_view_delete", id=view)
    if not change.is_done:
        raise Refused(change.errors[0]["message"])
    return visit.to("orders", "deleted")
