"""The door to the merchant's pages: finds the page, asks who is there, closes the answer with its headers."""

import logging
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.gzip import gzip_page

from ..host import get_host
from ..language import known_language, speaking, supported_language
from ..settings import recent_settings
from .addresses import PATH, URLS
from .methods import methods_of, needs_of
from .origins import close
from .session import is_framed, read_session
from .shell import shell, take_token
from .visit import Forbidden, PageMissing, Refused, Visit

logger = logging.getLogger(__name__)

LANGUAGE_HEADER = "Order-Central-Language"
ZONE_HEADER = "Order-Central-Time-Zone"
PLACE_HEADER = "Order-Central-Place"
_ASK_FOR_CONTENT = ("HX-Request", "HX-History-Restore-Request")
# These need no session: they begin one, or show nothing of the shop.
_OPEN = frozenset({"asset", "session", "sign-in", "sign-out", "manifest"})


def dashboard(request: Any, path: str) -> HttpResponse:
    """Answer a request below our address."""
    with get_host().allow_writer():
        settings = recent_settings()
        if not settings.is_active or not settings.dashboard_pages:
            return close(HttpResponseNotFound())
        try:
            match = resolve("/" + path.removeprefix(PATH).lstrip("/"), urlconf=URLS)
        except Resolver404:
            return close(HttpResponseNotFound())
        return close(_answer(request, match), is_asset=match.url_name == "asset")


def _answer(request: Any, match: ResolverMatch) -> HttpResponse:
    language = _language(request)
    with speaking(language):
        if match.url_name == "session":
            # The token itself is what no foreign page can send.
            return take_token(request)
        if match.url_name in _OPEN:
            return _open_page(request, match)
        if not any(request.headers.get(name) for name in _ASK_FOR_CONTENT):
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(("GET", "HEAD"))
            return shell(request, match.url_name, language)
        session = read_session(request)
        if session is None:
            return HttpResponse(status=401)
        place = request.headers.get(PLACE_HEADER, "page")
        visit = Visit(request, session, language, _zone(request), place)
        with timezone.override(visit.zone):
            return _content(request, visit, match)


@csrf_protect
def _open_page(request: Any, match: ResolverMatch) -> HttpResponse:
    response: HttpResponse = match.func(request, **match.kwargs)
    return response


def _content(request: Any, visit: Visit, match: ResolverMatch) -> HttpResponse:
    return _page(request, visit, match) if is_framed() else csrf_protect(_page)(request, visit, match)


@gzip_page
def _page(_request: Any, visit: Visit, match: ResolverMatch) -> HttpResponse:
    """Turn what goes wrong on the way into a page that says so."""
    methods = methods_of(match.func)
    if visit.request.method not in methods:
        return HttpResponseNotAllowed(methods)
    try:
        if not visit.session.may(*needs_of(match.func)):
            raise Forbidden(", ".join(name.partition(".")[2].upper() for name in needs_of(match.func)))
        response: HttpResponse = match.func(visit, **match.kwargs)
    except Forbidden as refused:
        return visit.page("forbidden.html", {"reason": str(refused)}, status=403)
    except PageMissing:
        words = gettext("There is no such page, or it is not yours to see.")
        return visit.page("refused.html", {"reason": words}, status=404)
    except Refused as refused:
        return visit.page("refused.html", {"reason": str(refused)}, status=400)
    return response


def _language(request: Any) -> str:
    wanted = known_language(request.headers.get(LANGUAGE_HEADER, ""))
    return wanted or supported_language(translation.get_language_from_request(request))


def _zone(request: Any) -> tzinfo:
    """Return the zone that the browser names, else the shop's."""
    name = request.headers.get(ZONE_HEADER, "")
    try:
        return ZoneInfo(name) if name and len(name) < 64 else recent_settings().promise_rules.zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return recent_settings().promise_rules.zone
