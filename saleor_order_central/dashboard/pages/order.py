"""One order: its timeline with evidence, its doubts, its parcels, money and history."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ...settings import recent_settings
from ..paging import nodes
from ..visit import PageMissing, Visit

# What staff decide elsewhere: a return on its own page, the rest on that of the refund.
_REFUNDS = ("PRODUCTS_RETURN", "RETURN_PRODUCTS", "PARTIAL_REFUND", "FULL_REFUND", "MARK_REFUNDED")


def order(visit: Visit, order: str) -> HttpResponse:
    """Show the order; GET."""
    found = visit.one("order", id=order, after=visit.request.GET.get("after") or None)
    history = nodes(found["history"])
    context = {
        "order": found,
        "order_id": order,
        "history": history,
        "undoable": "" if visit.request.GET.get("after") else _undoable(history),
        "messages": nodes(found["notifications"]),
        "actions": {one["code"]: one for one in found["actions"]},
        "may_refund": any(one["isAvailable"] for one in found["actions"] if one["code"] in _REFUNDS),
    }
    return visit.page("widget.html" if visit.place == "widget" else "order.html", context)


def order_beside(visit: Visit) -> HttpResponse:
    """Show the order that a popup or widget stands beside, named by `orderId`; GET."""
    named = visit.request.GET.get("orderId")
    if not named:
        raise PageMissing
    return order(visit, named)


def _undoable(history: list[dict[str, Any]]) -> str:
    """Return the entry whose change can be taken back: the newest change, while its messages still wait."""
    newest = next((one for one in history if one["kind"] in ("STATUS_CHANGE", "STATUS_UNDO")), None)
    if newest is None or newest["kind"] != "STATUS_CHANGE":
        return ""
    date = parse_datetime(newest["date"])
    limit = timedelta(seconds=recent_settings().undo_seconds)
    return newest["id"] if date is not None and timezone.now() < date + limit else ""
