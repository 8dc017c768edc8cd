"""Asking for a return in two steps: what comes back, then what comes of it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from ..activation.features import FeatureCode
from .rendering import render
from .return_form import MOST_PHOTOS, ReturnForm, photos_of, read_form
from .visit import PageMissing, Visit
from .wording import error_texts

NOTHING = gettext_noop("Choose at least one item.")
IMPOSSIBLE = gettext_noop("This cannot be returned as entered. Please check numbers, reasons and notes.")


def ask_for_return(visit: Visit, order: str) -> HttpResponse:
    """Show the form, what it would come to, or the request that was made of it."""
    visit.require(FeatureCode.RETURNS)
    found = visit.order("returnable", order)
    information = found["returnInformation"]
    if information is None:
        raise PageMissing
    data = visit.request.POST
    form = read_form(visit.order_id(order), information, data)
    if data.get("step") == "send":
        return _send(visit, order, found, form)
    if data.get("step") == "check":
        return _check(visit, order, found, form)
    return _chosen(visit, order, found, form)


def _chosen(visit: Visit, order: str, found: dict[str, Any], form: ReturnForm, *errors: str) -> HttpResponse:
    """Step 1, again with what is wrong."""
    action = next((one for one in found["actions"] if one["code"] == "REQUEST_RETURN"), None)
    values = {"order": found, "order_id": order, "form": form, "action": action, "errors": errors}
    return render(visit, "return_choose.html", values, status=422 if errors else 200)


def _check(visit: Visit, order: str, found: dict[str, Any], form: ReturnForm, *errors: str) -> HttpResponse:
    """Step 2: the money, the way back, and room for photos."""
    if not form.chosen:
        return _chosen(visit, order, found, form, NOTHING)
    estimate = visit.ask("estimate", input=form.input())["orderReturnEstimate"]
    if estimate is None:
        return _chosen(visit, order, found, form, IMPOSSIBLE)
    values = {
        "order": found,
        "order_id": order,
        "form": form,
        "estimate": estimate,
        "errors": errors,
        "most": MOST_PHOTOS,
    }
    return render(visit, "return_check.html", values, status=422 if errors else 200)


def _send(visit: Visit, order: str, found: dict[str, Any], form: ReturnForm) -> HttpResponse:
    if not form.chosen:
        return _chosen(visit, order, found, form, NOTHING)
    uploads, by_line = photos_of(form, visit.request.FILES)
    payload = visit.change("return_create", files=uploads, input=form.input(by_line))
    if payload["errors"]:
        return _check(visit, order, found, form, *error_texts(payload["errors"]))
    made = payload["returnRequest"]["id"]
    return visit.to("return", query={"done": "return"}, order=order, request=made)
