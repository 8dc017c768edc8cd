"""The door for mails that come in over HTTP: raw, signed as calls of carriers are, or from Mailgun."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone

from .carrier_events.signature import HEADER, verify_signature
from .host import get_host
from .inbound_mail.intake import take_in
from .inbound_mail.mailgun import is_signed
from .inbound_mail.mime import MOST_BYTES, UnreadableMail, read_mail
from .settings import recent_settings

PATH = "/incoming-mail"
MAILGUN = "mailgun"


def incoming_mail(request: Any, path: str) -> HttpResponse:
    """Answer one mail: 200 with what became of it, 401 unsigned, 413 too large, 422 for what is no mail.

    The envelope's recipients stand in the address as `to`. Mails that nobody waits for are answered with
    200, too: sending them again would change nothing.
    """
    name = path.strip("/").partition("/")[2].strip("/")
    with get_host().allow_writer():
        settings = recent_settings()
        secret = {"": settings.inbound_mail_secret, MAILGUN: settings.mailgun_signing_key}.get(name, "")
        if not (settings.is_active and settings.reply_mailbox and secret):
            return HttpResponseNotFound()
        if request.method != "POST":
            return JsonResponse({"status": "use POST"}, status=405)
        if _length(request) > 2 * MOST_BYTES:
            return JsonResponse({"status": "too large"}, status=413)
        return _from_mailgun(request, secret) if name else _raw(request, secret)


def _raw(request: Any, secret: str) -> HttpResponse:
    data = request.read()
    signature = request.headers.get(HEADER, "")
    if not verify_signature(secret, data, signature, now=timezone.now().timestamp()):
        return JsonResponse({"status": "wrong signature"}, status=401)
    return _taken(data, request.GET.getlist("to"))


def _from_mailgun(request: Any, key: str) -> HttpResponse:
    try:
        form = request.POST
    except RequestDataTooBig:
        return JsonResponse({"status": "too large"}, status=413)
    if not is_signed(key, form, now=timezone.now().timestamp()):
        return JsonResponse({"status": "wrong signature"}, status=401)
    body = form.get("body-mime") or ""
    return _taken(body.encode("utf-8", "surrogateescape"), form.get("recipient", "").split(","))


def _taken(data: bytes, recipients: list[str]) -> HttpResponse:
    try:
        mail = read_mail(data)
    except UnreadableMail as error:
        return JsonResponse({"status": str(error)}, status=422)
    found = take_in(mail, recipients=recipients, raw=data)
    return JsonResponse({"status": found.outcome.value}, status=200)


def _length(request: Any) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 2 * MOST_BYTES + 1
