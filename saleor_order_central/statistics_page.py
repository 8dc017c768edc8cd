"""The door to tables of figures: whoever holds a signed address gets the CSV."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse

from .host import get_host
from .settings import load_settings
from .statistics.sheet import as_csv
from .statistics.tables import load_sheet, opened_table

PATH = "/statistics"
_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def statistics_table(request: Any, _path: str) -> HttpResponse:
    """Answer with the table that a signed address names: 404 for one that is forged or too old."""
    if request.method not in ("GET", "HEAD"):
        return JsonResponse({"status": "use GET"}, status=405)
    wanted = opened_table(request.GET.get("token", ""))
    with get_host().allow_writer():
        if wanted is None or not load_settings(using="default").is_active:
            return HttpResponseNotFound(headers=_CLOSED)
        sheet = load_sheet(wanted, using="default")
    name = f"{wanted.table.value.lower().replace('_', '-')}.csv"
    headers = {**_CLOSED, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8", headers=headers)
