"""The door for calls of carriers and of the services that speak for them."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .carrier_events.intake import BODY_LIMIT, Receipt, receive
from .carrier_events.signature import HEADER
from .config import Settings
from .host import get_host
from .providers.calls import receive_call
from .providers.registry import calling_provider
from .settings import recent_settings

PATH = "/carrier-events"


def carrier_webhook(request: Any, path: str) -> HttpResponse:
    """Answer one call: 200 taken, 400 not the documented JSON, 401 unsigned, 413 too large.

    Below the address of our own shape lies one for each provider that calls: `/carrier-events/easypost`.
    Without a secret in the settings, or with the centre off, there is no such address.
    """
    name = path.strip("/").partition("/")[2]
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
