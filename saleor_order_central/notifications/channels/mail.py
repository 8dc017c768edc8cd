"""The e-mail of a stored message, with the headers of a machine that expects no answer by machines."""

import hashlib
from email.utils import parseaddr

from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.utils import DNS_NAME

from ..letter import letter_html
from ..models import OrderNotification


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
        headers={
            "Message-ID": message_id(row),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **({"Content-Language": row.language} if row.language else {}),
        },
    )
    message.attach_alternative(letter_html(subject, row.body, row.language, row.structured_data), "text/html")
    return message


def message_id(row: OrderNotification) -> str:
    """Return the Message-ID of a row: it depends on nothing but its key and its sender."""
    sender = row.sender or django_settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].rpartition("@")[2] or str(DNS_NAME)
    ascii_domain = domain.encode("idna").decode()
    return f"<{hashlib.sha256(row.dedupe_key.encode()).hexdigest()[:40]}@{ascii_domain}>"
