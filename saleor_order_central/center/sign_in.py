"""Signing in with the account of the shop, by password or by the storefront's token."""

import re
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext_noop

from ..host.own_api import ApiCall
from ..host.schema import user_pk_of
from .rendering import render
from .session import begin_session, end_session, is_from_elsewhere
from .visit import PageBroken, Visit, asked, post_only, text_of
from .withdrawal import withdrawal_form

ATTEMPTS = 10
SECONDS = 15 * 60
WRONG = gettext_noop("The e-mail address or the password is wrong.")
TOO_MANY = gettext_noop("Too many attempts. Please wait a quarter of an hour.")


# What the id of an order may look like; anything else is no page of ours to go on to.
_ORDER_ID = re.compile(r"[A-Za-z0-9+=_-]{1,100}\Z", re.ASCII)


def home(visit: Visit) -> HttpResponse:
    """The first page: whoever is signed in goes on to the orders."""
    order = _wanted_order(visit.request.GET)
    if visit.is_known:
        return _onward(visit, order)
    return render(visit, "home.html", {"order": order, "withdrawal": withdrawal_form(visit)})


@post_only
def sign_in(visit: Visit) -> HttpResponse:
    """Check e-mail and password at the host; a wrong pair and an unknown address read the same."""
    form = visit.request.POST
    email = form.get("email", "").strip()
    attempts = _attempts_key(visit.request, email)
    if not _may_try(attempts):
        return _refused(visit, TOO_MANY, 429)
    call = ApiCall(text_of("sign_in"), {"email": email, "password": form.get("password", "")})
    user = (asked(visit.request, call)["tokenCreate"] or {}).get("user")
    if user is None:
        return _refused(visit, WRONG, 422)
    cache.delete(attempts)
    response = _onward(visit, _wanted_order(form))
    begin_session(visit.request, response, user_pk_of(user["id"]))
    return response


def _wanted_order(data: Any) -> str:
    """Return which order to show next, "" for the list."""
    order: str = data.get("order", "")
    return order if _ORDER_ID.match(order) else ""


def _onward(visit: Visit, order: str) -> HttpResponse:
    return visit.to("order", order=order) if order else visit.to("orders")


def _refused(visit: Visit, message: str, status: int) -> HttpResponse:
    form = visit.request.POST
    values = {"order": _wanted_order(form), "email": form.get("email", ""), "sign_in_error": message}
    return render(visit, "home.html", values, status=status)


@post_only
def take_token(visit: Visit) -> HttpResponse:
    """Make a session of the storefront's Saleor token: `token` in a form, `order` for the page to open.

    Only from the shop's own pages and the storefronts named in the settings: another page must not be able to
    sign its visitors in as somebody else.
    """
    origin = visit.request.headers.get("Origin", "")
    if is_from_elsewhere(visit.request) and origin not in visit.shop.settings.storefront_origins:
        return HttpResponseForbidden()
    headers = {"Authorization": f"JWT {visit.request.POST.get('token', '')}"}
    try:
        user = asked(visit.request, ApiCall(text_of("me"), {}, headers=headers))["me"]
    except PageBroken:
        user = None
    order = _wanted_order(visit.request.POST)
    if user is None:
        return visit.to("home", query={"order": order} if order else {})
    response = _onward(visit, order)
    begin_session(visit.request, response, user_pk_of(user["id"]))
    return response


@post_only
def sign_out(visit: Visit) -> HttpResponse:
    """End the session at this browser."""
    response = visit.to("home")
    end_session(response)
    return response


def _attempts_key(request: Any, email: str) -> str:
    place = request.META.get("REMOTE_ADDR", "")
    return "order-central-sign-in-" + sha256(f"{place}\n{email.lower()}".encode()).hexdigest()


def _may_try(key: str) -> bool:
    """Count wrong passwords per place and address; the host may count on its own."""
    cache.add(key, 0, SECONDS)
    try:
        return int(cache.incr(key)) <= ATTEMPTS
    except ValueError:
        return True
