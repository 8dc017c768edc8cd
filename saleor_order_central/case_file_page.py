"""The door to case files: whoever holds a signed address gets the JSON or the PDF."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils.text import slugify

from .case_file.document import case_file
from .case_file.links import PATH, CaseFileFormat, opened_file
from .case_file.pdf import case_file_pdf
from .host import get_host

_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
_TYPES = {CaseFileFormat.JSON: "application/json", CaseFileFormat.PDF: "application/pdf"}


def case_file_download(request: Any, path: str) -> HttpResponse:
    """Answer a link of `case_file.links`: 404 for one that is forged, too old, or whose order is gone."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    wanted = opened_file(path.removeprefix(PATH).strip("/"))
    found = None
    if wanted is not None:
        with get_host().allow_writer():
            found = case_file(wanted.order_pk, include_memos=wanted.include_memos, using="default")
    if wanted is None or found is None:
        return HttpResponseNotFound(headers=_CLOSED)
    name = f"case-file-{slugify(found['order']['number'])}.{wanted.format.value.lower()}"
    headers = {**_CLOSED, "Content-Disposition": f'attachment; filename="{name}"'}
    is_paper = wanted.format is CaseFileFormat.PDF
    body = case_file_pdf(found) if is_paper else json.dumps(found, ensure_ascii=False, indent=2).encode()
    return HttpResponse(body, content_type=_TYPES[wanted.format], headers=headers)
