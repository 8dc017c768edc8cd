"""The door to the data of a customer: whoever holds a signed address gets the JSON."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .host import get_host
from .privacy.export import export_customer, opened_export
from .settings import load_settings

PATH = "/customer-data"
_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def customer_data(request: Any, _path: str) -> HttpResponse:
    """Answer with the data that a signed address names: 404 for one that is forged or too old."""
    if request.method not in ("GET", "HEAD"):
        return JsonResponse({"status": "use GET"}, status=405)
    wanted = opened_export(request.GET.get("token", ""))
    with get_host().allow_writer():
        if wanted is None or not load_settings(using="default").is_active:
            return HttpResponseNotFound(headers=_CLOSED)
        content = export_customer(wanted, using="default")
    headers = {**_CLOSED, "Content-Disposition": 'attachment; filename="customer-data.json"'}
    return JsonResponse(content, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})
