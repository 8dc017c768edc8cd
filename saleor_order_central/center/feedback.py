"""The rating of a delivered order."""

from typing import Any

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .order import frames_of, order_values
from .rendering import render
from .visit import Visit, post_only

RATINGS = {"product": "productRating", "service": "serviceRating", "delivery": "deliveryRating"}


@post_only
def send_feedback(visit: Visit, order: str) -> HttpResponse:
    """Store the rating and go back to the order, or show its page again with what is wrong."""
    visit.require(FeatureCode.FEEDBACK)
    form = visit.request.POST
    rating: dict[str, Any] = {name: _stars(form.get(field, "")) for field, name in RATINGS.items()}
    rating["comment"] = form.get("comment", "")
    found = visit.order("order", order)
    errors = visit.change("feedback", order=visit.order_id(order), input=rating)["errors"]
    if not errors:
        return visit.to("order", query={"done": "feedback"}, order=order)
    values = order_values(visit, order, found, feedback_errors=errors, comment=rating["comment"])
    return render(visit, "order.html", values, status=422, frames=frames_of(found["parcels"]))


def _stars(text: str) -> int | None:
    return int(text) if text in ("1", "2", "3", "4", "5") else None
