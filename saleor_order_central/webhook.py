"""The door for calls from outside: a plain function that Saleor 3 and the URLs of 2.10 both call."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .attachment_page import attachment_file
from .attachments.links import PATH as FILES
from .carrier_events.intake import BODY_LIMIT, receive
from .carrier_events.signature import HEADER
from .host import get_host
from .settings import load_settings

PATH = "/carrier-events"


def plugin_request(request: Any, path: str) -> HttpResponse:
    """Answer a call of any address of the plugin."""
    return attachment_file(request, path) if path.startswith(FILES) else carrier_webhook(request, path)


def carrier_webhook(request: Any, path: str) -> HttpResponse:
    """Answer one call: 200 stored or known, 400 not the documented JSON, 401 unsigned, 413 too large.

    Without a secret in the settings, or with the centre off, there is no such address.
    """
    if path.rstrip("/") != PATH:
        return HttpResponseNotFound()
    with get_host().allow_writer():
        settings = load_settings(using="default")
        if not settings.is_active or not settings.carrier_webhook_secret:
            return HttpResponseNotFound()
        if request.method != "POST":
            return JsonResponse({"status": "use POST"}, status=405)
        if _length(request) > BODY_LIMIT:
            return JsonResponse({"status": "too large"}, status=413)
        receipt = receive(
            request.body, request.headers.get(HEADER, ""), secret=settings.carrier_webhook_secret
        )
    return JsonResponse({"status": receipt.word}, status=receipt.http_status)


def _length(request: Any) -> int:
    """Look at the announced length before reading; without one nothing is read by the servers below us."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else BODY_LIMIT + 1
