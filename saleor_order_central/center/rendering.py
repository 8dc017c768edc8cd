"""Turns a template into an answer that a browser may do nothing with but show."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.backends.django import DjangoTemplates
from django.utils import timezone

from ..assets import HTMX
from ..language import SOURCE_LANGUAGE, speaking
from .assets import asset_path
from .colors import colors_name
from .languages import NAMES
from .shops import PageShop
from .visit import Visit

_TEMPLATES = Path(__file__).parents[1] / "templates"
_FOLDER = "saleor_order_central/center"


@cache
def _engine() -> Any:
    """Templates of the project come first, so that a shop can replace one of ours.

    An engine of our own: the host's marks missing values, and its context asks the database.
    """
    own = [folder for engine in settings.TEMPLATES for folder in engine.get("DIRS", ())]
    tags = ["saleor_order_central.page_tags", "saleor_order_central.center.tags"]
    loaders = [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
    return DjangoTemplates(
        {
            "NAME": "saleor_order_central",
            "DIRS": [*own, _TEMPLATES],
            "APP_DIRS": False,
            "OPTIONS": {"loaders": loaders, "builtins": tags},
        }
    )


def render(
    visit: Visit,
    template: str,
    values: dict[str, Any] | None = None,
    *,
    status: int = 200,
    frames: tuple[str, ...] = (),
) -> HttpResponse:
    """Make a page. `frames` are the origins that it may show inside itself."""
    language = visit.language or SOURCE_LANGUAGE
    context = {"visit": visit, "language": language, **_chrome(visit, language), **(values or {})}
    with speaking(language), timezone.override(visit.shop.settings.promise_rules.zone):
        text = _engine().get_template(f"{_FOLDER}/{template}").render(context, visit.request)
    response = HttpResponse(text, status=status)
    response["Content-Language"] = language
    response["Content-Security-Policy"] = content_policy(visit.shop, frames)
    return response


def _chrome(visit: Visit, language: str) -> dict[str, Any]:
    """What every page shows around its own matter."""
    shop = visit.shop
    view = shop.view
    return {
        "shop": view,
        "shop_name": shop.name,
        "texts": shop.book.texts(view.channel, language),
        "features": {feature.code.value: feature for feature in view.features},
        "colors": visit.path("colors", name=colors_name(view.colors)),
        "languages": NAMES,
        "style": asset_path("center.css"),
        "icon": asset_path("icon.svg"),
        "script": asset_path("center.js"),
        "htmx": asset_path(HTMX),
    }


def content_policy(shop: PageShop, frames: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy of a page: nothing but our own, and what the shop named."""
    directives = {
        "default-src": ("'none'",),
        "script-src": ("'self'",),
        "style-src": ("'self'",),
        "img-src": ("'self'", *filter(None, [shop.logo_origin])),
        "connect-src": ("'self'",),
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
        "frame-src": frames or ("'none'",),
        "frame-ancestors": ("'self'", *shop.settings.storefront_origins),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def close(response: HttpResponse) -> HttpResponse:
    """Add what every answer needs, whatever made it."""
    response.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    response["X-Content-Type-Options"] = "nosniff"
    # Without an origin in its requests the browser could not tell our forms from foreign ones.
    response["Referrer-Policy"] = "same-origin"
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    response["X-Robots-Tag"] = "noindex"
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response
