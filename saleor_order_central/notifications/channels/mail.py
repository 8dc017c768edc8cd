"""The e-mail of a stored message, with the headers of a machine that expects no answer by machines."""

import hashlib
from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any

from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.utils import DNS_NAME

from ...attachments.models import OrderAttachment
from ...attachments.storage import read_file
from ..letter import letter_html
from ..models import Occasion, OrderNotification

# Mails of ours that come back by a detour are known by it.
OWN_HEADER = "X-Order-Central"


def build_message(row: OrderNotification) -> EmailMultiAlternatives:
    """Return the e-mail of a row. The same row has the same Message-ID, so mailboxes keep one copy.

    Raises ValueError for addresses that would break a header.
    """
    subject = " ".join(row.subject.split())
    message = EmailMultiAlternatives(
        subject=subject,
        body=row.body,
        from_email=row.sender or None,
        to=[row.recipient],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers=_headers(row),
    )
    formatted, files = _enclosed(row)
    html = letter_html(subject, row.body, row.language, row.structured_data, formatted=formatted)
    message.attach_alternative(html, "text/html")
    for file in files:
        # A file that the storage has lost must not keep the words from leaving.
        if (data := read_file(file)) is not None:
            message.attach(file.name, data, file.content_type)
    return message


def _enclosed(row: OrderNotification) -> tuple[tuple[str, str], Iterable[OrderAttachment]]:
    """Return what goes along with the text: the part that is formatted, plain and as HTML, and files."""
    if row.occasion == Occasion.MESSAGE and row.message is not None:
        return (row.message.body, row.message.body_html), row.message.attachments.all()
    if row.occasion == Occasion.EVENT and row.entry is not None:
        return (row.entry.message, row.entry.message_html), row.entry.attachments.all()
    return ("", ""), ()


def _headers(row: OrderNotification) -> dict[str, str]:
    """What a person wrote says so: programs that answer for people away must see the difference."""
    headers = {"Message-ID": message_id(row), OWN_HEADER: "1", "X-Auto-Response-Suppress": "All"}
    if row.occasion != Occasion.MESSAGE:
        headers["Auto-Submitted"] = "auto-generated"
    if row.language:
        headers["Content-Language"] = row.language
    if row.occasion == Occasion.MESSAGE and row.message is not None and (last := _answered(row.message)):
        headers["In-Reply-To"] = headers["References"] = last
    return headers


def _answered(said: Any) -> str:
    """Return the Message-ID of the customer's last mail before a message, "" without one."""
    earlier = said.thread.messages.filter(pk__lt=said.pk).exclude(mail_id="").order_by("-pk")
    found: str | None = earlier.values_list("mail_id", flat=True).first()
    return found or ""


def message_id(row: OrderNotification) -> str:
    """Return the Message-ID of a row: it depends on nothing but its key and its sender."""
    sender = row.sender or django_settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].rpartition("@")[2] or str(DNS_NAME)
    ascii_domain = domain.encode("idna").decode()
    return f"<{hashlib.sha256(row.dedupe_key.encode()).hexdigest()[:40]}@{ascii_domain}>"
