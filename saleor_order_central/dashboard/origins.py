"""Which Dashboards may frame our pages, and the headers that say so."""

from django.conf import settings as django_settings
from django.http import HttpResponse

from ..origins import web_origin
from ..settings import recent_settings


def dashboard_origins() -> tuple[str, ...]:
    """Return the origins from the settings, else that of Saleor's own DASHBOARD_URL."""
    named = recent_settings().dashboard_origins
    url = getattr(django_settings, "DASHBOARD_URL", None)
    return named or tuple(filter(None, [web_origin(url or "")]))


def close(response: HttpResponse, *, is_asset: bool = False) -> HttpResponse:
    """Put the headers on an answer: nothing from elsewhere, framed by the Dashboard alone, not kept."""
    sources = "; ".join(f"{name} 'self'" for name in ("script-src", "style-src", "img-src", "connect-src"))
    ancestors = " ".join(["'self'", *dashboard_origins()])
    response["Content-Security-Policy"] = (
        f"default-src 'none'; {sources}; font-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "same-origin"
    if not is_asset:
        response["Cache-Control"] = "no-store"
    return response
