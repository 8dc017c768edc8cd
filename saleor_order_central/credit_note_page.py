"""The door to credit notes: whoever holds a signed address gets the PDF."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils.text import slugify

from .credit_notes.links import PATH, credit_note_pk
from .credit_notes.models import OrderCreditNote
from .credit_notes.pdf import credit_note_pdf
from .errors import OrderCentralFault
from .host import get_host

_CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def credit_note(request: Any, path: str) -> HttpResponse:
    """Answer a link of `credit_notes.links`: 404 for one that is forged or too old, or without packages."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    pk = credit_note_pk(path.removeprefix(PATH).strip("/"))
    with get_host().allow_writer():
        note = None if pk is None else OrderCreditNote.objects.filter(pk=pk).first()
    if note is None:
        return HttpResponseNotFound(headers=_CLOSED)
    try:
        document = credit_note_pdf(note)
    except OrderCentralFault:
        return HttpResponseNotFound(headers=_CLOSED)
    headers = {**_CLOSED, "Content-Disposition": f'inline; filename="{slugify(note.number)}.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)
