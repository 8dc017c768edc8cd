"""The frame around all pages, and the ways to begin and end a session."""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from ..host.own_api import ApiCall, call_api
from ..host.staff import StaffGrant, staff_by_email
from .addresses import BASE, URLS, page_path
from .assets import asset_path
from .origins import dashboard_origins
from .rendering import render
from .session import SECONDS, begin, end_session, is_framed, keep_session
from .visit import text_of

logger = logging.getLogger(__name__)

THEMES = ("light", "dark")
_PLACES = {"popup": "popup", "widget": "widget"}
_IN_POPUP = "customerId"


def shell(request: Any, name: str, language: str) -> HttpResponse:
    """Return the frame without anything of the shop in it; the script fetches the rest with the session."""
    theme = request.GET.get("theme", "")
    context = {
        "base": BASE,
        "place": "popup" if request.GET.get(_IN_POPUP) else _PLACES.get(name, "page"),
        "theme": theme if theme in THEMES else "",
        "language": language,
        "is_framed": is_framed(),
        "origins": json.dumps(dashboard_origins()),
        "assets": {name: asset_path(file) for name, file in _FILES.items()},
    }
    return HttpResponse(render("shell.html", context, request))


_FILES = {
    "icon": "icon.svg",
    "style": "dashboard.css",
    "htmx": "htmx.js",
    "bridge": "bridge.js",
    "pages": "pages.js",
}


def take_token(request: Any) -> HttpResponse:
    """Exchange the token of the Dashboard for a session of ours; 401 for a token that is none."""
    if request.method != "POST" or not is_framed():
        return HttpResponse(status=405 if is_framed() else 404)
    from ..host.dashboard_token import TokenRefused, staff_of_token

    try:
        grant = staff_of_token(_bearer(request))
    except TokenRefused as refused:
        logger.info("A token of the Dashboard was refused: %s", refused)
        return JsonResponse({"error": "token"}, status=401)
    return JsonResponse({"session": begin(grant), "seconds": SECONDS})


def _bearer(request: Any) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return (
        token.strip()
        if kind.lower() in ("bearer", "jwt")
        else request.headers.get("Authorization-Bearer", "")
    )


def sign_in(request: Any) -> HttpResponse:
    """Where the pages stand alone: sign in with the shop's own account of staff."""
    if is_framed():
        return HttpResponse(status=404)
    goal = _goal(request)
    if request.method != "POST":
        return _sign_in_page(request, goal)
    email, password = request.POST.get("email", ""), request.POST.get("password", "")
    call = ApiCall(text_of("sign_in"), {"email": email, "password": password})
    payload = (call_api(request, call).get("data") or {}).get("tokenCreate") or {}
    user_pk = staff_by_email(email) if (payload.get("user") or {}).get("isStaff") else None
    if user_pk is None:
        words = gettext("E-mail address or password are wrong, or this is no account of staff.")
        return _sign_in_page(request, goal, words, email, status=422)
    response = HttpResponseRedirect(goal)
    response.status_code = 303
    keep_session(request, response, StaffGrant(user_pk))
    return response


def sign_out(request: Any) -> HttpResponse:
    """End the session of this browser."""
    if is_framed() or request.method != "POST":
        return HttpResponse(status=404 if is_framed() else 405)
    response = HttpResponseRedirect(page_path("sign-in"))
    response.status_code = 303
    end_session(response)
    return response


def _goal(request: Any) -> str:
    """Return where to go afterwards: one of our own pages and nothing else."""
    goal = request.POST.get("next") or request.GET.get("next") or ""
    try:
        resolve(urlsplit(goal).path.removeprefix(BASE), urlconf=URLS)
    except (Resolver404, ValueError):
        return page_path("orders")
    is_ours = goal.startswith(f"{BASE}/") and url_has_allowed_host_and_scheme(goal, allowed_hosts=None)
    return goal if is_ours else page_path("orders")


def _sign_in_page(
    request: Any, goal: str, error: str = "", email: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "goal": goal,
        "error": error,
        "email": email,
        "assets": {name: asset_path(_FILES[name]) for name in ("icon", "style")},
    }
    return HttpResponse(render("sign_in.html", context, request), status=status)
