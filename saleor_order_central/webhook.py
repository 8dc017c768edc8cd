"""The plugin's own addresses: plain functions that Saleor 3 and the URLs of 2.10 both call."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .carrier_events.intake import BODY_LIMIT, Receipt, receive
from .carrier_events.signature import HEADER
from .config import Settings
from .host import get_host
from .parcels.slip_pdf import slips_pdf
from .parcels.slips import load_slips, opened_slips
from .providers.calls import receive_call
from .providers.registry import calling_provider
from .settings import load_settings, recent_settings

PATH = "/carrier-events"
SLIPS_PATH = "/packing-slips"
_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def answer(request: Any, path: str) -> HttpResponse:
    """Answer a request for one of our addresses, 404 for any other."""
    wanted = packing_slips if path.rstrip("/") == SLIPS_PATH else carrier_webhook
    return wanted(request, path)


def packing_slips(request: Any, path: str) -> HttpResponse:
    """Answer with the PDF that a signed address names: 404 for one that is forged, too old or empty."""
    if request.method not in ("GET", "HEAD"):
        return JsonResponse({"status": "use GET"}, status=405)
    opened = opened_slips(request.GET.get("token", ""))
    with get_host().allow_writer():
        if opened is None or not load_settings(using="default").is_active:
            return HttpResponseNotFound(headers=_CLOSED)
        slips = load_slips(*opened, using="default")
    if not slips:
        return HttpResponseNotFound(headers=_CLOSED)
    headers = {**_CLOSED, "Content-Disposition": 'inline; filename="packing-slips.pdf"'}
    return HttpResponse(slips_pdf(slips), content_type="application/pdf", headers=headers)


def carrier_webhook(request: Any, path: str) -> HttpResponse:
    """Answer one call: 200 taken, 400 not the documented JSON, 401 unsigned, 413 too large.

    Below the address of our own shape lies one for each provider that calls: `/carrier-events/easypost`.
    Without a secret in the settings, or with the centre off, there is no such address.
    """
    head, _, name = path.rstrip("/").removeprefix("/").partition("/")
    if f"/{head}" != PATH:
        return HttpResponseNotFound()
    with get_host().allow_writer():
        settings = recent_settings()
        if not settings.is_active or not _takes_calls(settings, name):
            return HttpResponseNotFound()
        if request.method != "POST":
            return JsonResponse({"status": "use POST"}, status=405)
        if _length(request) > BODY_LIMIT:
            return JsonResponse({"status": "too large"}, status=413)
        receipt = _received(request, settings, name)
    return JsonResponse({"status": receipt.word}, status=receipt.http_status)


def _takes_calls(settings: Settings, name: str) -> bool:
    return calling_provider(settings, name) is not None if name else bool(settings.carrier_webhook_secret)


def _received(request: Any, settings: Settings, name: str) -> Receipt:
    provider = calling_provider(settings, name)
    if provider is None:
        signature = request.headers.get(HEADER, "")
        return receive(request.body, signature, secret=settings.carrier_webhook_secret)
    headers = {key.lower(): value for key, value in request.headers.items()}
    return receive_call(provider, headers, request.body)


def _length(request: Any) -> int:
    """Look at the announced length before reading; without one nothing is read by the servers below us."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else BODY_LIMIT + 1
