"""The list of a customer's orders in one shop."""

from typing import Any

from django.http import HttpResponse

from .rendering import render
from .visit import SignInFirst, Visit
from .withdrawal import withdrawal_form

PAGE_SIZE = 10
_BATCH = 30
_MOST_BATCHES = 5


def my_orders(visit: Visit) -> HttpResponse:
    """Newest first; the link to older ones is there when there are some."""
    if not visit.is_known:
        raise SignInFirst
    found, after = _orders(visit, visit.request.GET.get("after") or None)
    values = {"orders": found, "after": after, "withdrawal": withdrawal_form(visit)}
    return render(visit, "orders.html", values)


def _orders(visit: Visit, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """Saleor's list holds every channel, so it is read until a page of this one's is full (004-04)."""
    found: list[dict[str, Any]] = []
    for _batch in range(_MOST_BATCHES):
        orders = visit.ask("orders", first=_BATCH, after=after)["me"]["orders"]
        for edge in orders["edges"]:
            if len(found) == PAGE_SIZE:
                return found, after
            after = edge["cursor"]
            central = edge["node"]["orderCentral"]
            if central and (central["channel"] or "") == visit.shop.view.channel:
                found.append({**central, "id": edge["node"]["id"]})
        if not orders["pageInfo"]["hasNextPage"]:
            return found, None
    return found, after
