"""The door to the customers' pages: finds the page, makes the visit, closes the answer with its headers."""

import logging
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.gzip import gzip_page

from ..activation.features import FeatureCode
from ..host import get_host
from .addresses import PATH, URLS
from .assets import asset
from .languages import ARGUMENT, chosen_language, language_of
from .languages import COOKIE as LANGUAGE_COOKIE
from .rendering import close, render
from .shops import load_shop
from .visit import PageBroken, PageMissing, SignInFirst, Visit, posts

logger = logging.getLogger(__name__)

_YEAR = 365 * 24 * 60 * 60
MISSING = gettext_noop("There is no such page, or it is not yours to see.")
BROKEN = gettext_noop("The shop does not answer at the moment. Please try again in a minute.")
STALE = gettext_noop("This form is too old. Please go back, load the page again and send it once more.")
CLOSED = gettext_noop("The order pages of this shop are switched off.")


def center(request: Any, path: str) -> HttpResponse:
    """Answer a request below our address; every answer leaves with closed headers."""
    try:
        match = resolve("/" + path.removeprefix(PATH).lstrip("/"), urlconf=URLS)
    except Resolver404:
        return close(HttpResponseNotFound())
    with get_host().allow_writer():
        if match.url_name == "asset":
            return close(_asset(request, match))
        return close(_page(request, match))


def _asset(request: Any, match: ResolverMatch) -> HttpResponse:
    try:
        return asset(request, **match.kwargs)
    except PageMissing:
        return HttpResponseNotFound()


@gzip_page
def _page(request: Any, match: ResolverMatch) -> HttpResponse:
    shop = load_shop(match.kwargs.pop("shop"))
    if shop is None or not shop.settings.is_active:
        return HttpResponseNotFound()
    visit = Visit(request, shop, language_of(request))
    if not shop.view.is_enabled:
        return _closed(visit)
    methods = ("POST",) if posts(match.func) else ("GET", "HEAD", "POST")
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    response = _answer(visit, match)
    if request.GET.get(ARGUMENT) and chosen_language(request):
        response.set_cookie(
            LANGUAGE_COOKIE, chosen_language(request), max_age=_YEAR, path=visit.base, samesite="Lax"
        )
    return response


def _answer(visit: Visit, match: ResolverMatch) -> HttpResponse:
    """Turn what goes wrong on the way into a page that says so."""
    try:
        if match.url_name == "session":
            response: HttpResponse = match.func(visit, **match.kwargs)
        else:
            response = _protected(visit.request, visit, match)
    except SignInFirst as wanted:
        response = visit.to("home", query={"order": wanted.order} if wanted.order else {})
    except PageMissing:
        response = _told(visit, MISSING, 404)
    except PageBroken:
        logger.exception("A page could not be made")
        response = _told(visit, BROKEN, 503)
    # No page of ours answers so by itself: it is a form without its token.
    return _told(visit, STALE, 403) if response.status_code == 403 else response


@csrf_protect
def _protected(_request: Any, visit: Visit, match: ResolverMatch) -> HttpResponse:
    response: HttpResponse = match.func(visit, **match.kwargs)
    return response


def _closed(visit: Visit) -> HttpResponse:
    """With the centre off, the old page is named if the shop gave one (000-04, 000-12)."""
    fallback = visit.shop.view.feature(FeatureCode.TIMELINE).fallback_url
    return render(visit, "told.html", {"message": CLOSED, "link": fallback}, status=404)


def _told(visit: Visit, message: str, status: int) -> HttpResponse:
    return render(visit, "told.html", {"message": message}, status=status)
