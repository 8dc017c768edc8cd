"""A guest's way to an order: its number and e-mail address, then the code that was mailed there (B-09)."""

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from ..activation.features import FeatureCode
from .addresses import GUEST
from .rendering import render
from .session import begin_guest_session
from .visit import PageMissing, Visit, post_only
from .wording import error_texts

WRONG_CODE = gettext_noop("The code is wrong or too old.")


@post_only
def ask_for_code(visit: Visit) -> HttpResponse:
    """Have a code mailed. The answer is the same for orders that exist and for others."""
    _require(visit)
    form = visit.request.POST
    number, email = form.get("number", "").strip(), form.get("email", "").strip()
    channel = visit.shop.view.channel or None
    errors = visit.change("access_request", number=number, email=email, channel=channel)["errors"]
    values = {"number": number, "email": email}
    if errors:
        values["errors"] = error_texts(errors)
        return render(visit, "home.html", values, status=_status(errors))
    return render(visit, "code.html", values)


@post_only
def enter_code(visit: Visit) -> HttpResponse:
    """Trade the code for a short session that shows this one order."""
    _require(visit)
    form = visit.request.POST
    values = {"number": form.get("number", ""), "email": form.get("email", "")}
    payload = visit.change("access_confirm", code=form.get("code", "").strip(), **values)
    if payload["errors"]:
        code = payload["errors"][0]["code"]
        texts = error_texts(payload["errors"]) if code == "RATE_LIMITED" else [WRONG_CODE]
        return render(visit, "code.html", {**values, "errors": texts}, status=_status(payload["errors"]))
    response = visit.to("order", order=GUEST)
    begin_guest_session(visit.request, response, payload["token"])
    return response


def open_link(visit: Visit, token: str) -> HttpResponse:
    """Open the order of a mail's link. The token leaves the address at once."""
    _require(visit)
    response = visit.to("order", order=GUEST)
    begin_guest_session(visit.request, response, token)
    return response


def _require(visit: Visit) -> None:
    visit.require(FeatureCode.GUEST_ACCESS)
    if not visit.shop.takes_guests:
        raise PageMissing


def _status(errors: list[dict[str, str]]) -> int:
    return 429 if errors[0]["code"] == "RATE_LIMITED" else 422
