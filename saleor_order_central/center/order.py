"""The page of one order: where it is, what is in it, and what its customer can do."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .rendering import render
from .visit import Visit

EMBED, NEW_TAB, HISTORY = "EMBED", "NEW_TAB", "MODAL_HISTORY"


def order_page(visit: Visit, order: str) -> HttpResponse:
    """Show an order."""
    visit.require(FeatureCode.TIMELINE)
    found = visit.order("order", order)
    return render(visit, "order.html", order_values(visit, order, found), frames=frames_of(found["parcels"]))


def order_values(visit: Visit, order: str, found: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return what the page's template reads; `more` brings a form that has to be mended."""
    actions = {action["code"]: action for action in found["actions"]}
    is_delivered = any(
        step["code"] == "DELIVERED" and step["state"] == "DONE" for step in found["timeline"]["steps"]
    )
    return {
        "order": found,
        "order_id": order,
        "history": [edge["node"] for edge in found["history"]["edges"]],
        "actions": actions,
        "may_rate": is_delivered,
        "ratings": range(1, 6),
        "comment": (found["feedback"] or {}).get("comment") or "",
        **more,
    }


def frames_of(parcels: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the origins whose pages may be shown inside ours (TRACKING 5.4)."""
    links = (parcel["tracking"] for parcel in parcels)
    shown = (link["url"] for link in links if link["presentation"] == EMBED and link["url"])
    return tuple(dict.fromkeys(f"https://{urlsplit(url).netloc}" for url in shown))
