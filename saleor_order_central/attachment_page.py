"""The door for files: answers signed links, with headers under which a file can do nothing but be shown."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound

from .attachments.links import PATH, attachment_pk
from .attachments.models import OrderAttachment
from .attachments.storage import read_file
from .host import get_host


def attachment_file(request: Any, path: str) -> HttpResponse:
    """Answer a link of `attachments.links`: 404 for one that is forged, too old, or whose file is gone."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    pk = attachment_pk(path.removeprefix(PATH).rstrip("/"))
    with get_host().allow_writer():
        found = None if pk is None else OrderAttachment.objects.filter(pk=pk).first()
    data = None if found is None else read_file(found)
    if found is None or data is None:
        return _guarded(HttpResponseNotFound())
    response = HttpResponse(data, content_type=found.content_type)
    response["Content-Disposition"] = _disposition(found.name, found.content_type)
    return _guarded(response)


def _disposition(name: str, content_type: str) -> str:
    """Only pictures, which we wrote ourselves, are shown; anything else is saved.

    Letters of other alphabets travel in the second form; the first one is for old programs.
    """
    way = "inline" if content_type.startswith("image/") else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def _guarded(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
