"""The page of one return request, and what its customer can still do about it."""

from typing import Any

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .rendering import render
from .visit import PageMissing, Visit, post_only
from .wording import error_texts


def return_page(visit: Visit, order: str, request: str, errors: list[str] | None = None) -> HttpResponse:
    """Show a return of an order."""
    visit.require(FeatureCode.RETURNS)
    found = visit.order("returns", order)
    one = next((each for each in found["returns"] if each["id"] == request), None)
    if one is None:
        raise PageMissing
    values = {
        "order": found,
        "order_id": order,
        "request": one,
        "actions": {action["code"]: action for action in one["actions"]},
        "history": [edge["node"] for edge in one["history"]["edges"]],
        "errors": errors,
    }
    return render(visit, "return.html", values, status=422 if errors else 200)


@post_only
def cancel_return(visit: Visit, order: str, request: str) -> HttpResponse:
    """Give the return up."""
    return _changed(visit, order, request, visit.change("return_cancel", id=request))


@post_only
def add_tracking(visit: Visit, order: str, request: str) -> HttpResponse:
    """Tell the number of the parcel that comes back."""
    code = visit.request.POST.get("code", "")
    return _changed(visit, order, request, visit.change("return_tracking", id=request, code=code))


def _changed(visit: Visit, order: str, request: str, payload: dict[str, Any]) -> HttpResponse:
    if payload["errors"]:
        return return_page(visit, order, request, error_texts(payload["errors"]))
    return visit.to("return", query={"done": "return"}, order=order, request=request)
