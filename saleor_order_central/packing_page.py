"""The door to printed packing slips: whoever holds a signed address gets the PDF."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .host import get_host
from .parcels.slip_pdf import slips_pdf
from .parcels.slips import load_slips, opened_slips
from .settings import load_settings

PATH = "/packing-slips"
_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def packing_slips(request: Any, _path: str) -> HttpResponse:
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
