"""Keeping a text that was sent, or written into the history, as a template (002-35)."""

from dataclasses import dataclass
from typing import Any

from ..errors import not_found, required
from ..timeline.models import OrderEntry
from .models import MessageTemplate, OrderNotification
from .templates import create_template


@dataclass(frozen=True, slots=True)
class SentText:
    """A text that went out or was written down before, and the order that it was about."""

    order_pk: Any
    subject: str
    body: str


def sent_text(*, notification_pk: int | None = None, entry_pk: int | None = None) -> SentText:
    """Return the text of one message or of one history entry. Raises NOT_FOUND, and REQUIRED for neither."""
    if (notification_pk is None) == (entry_pk is None):
        raise required("notification", "Name either a notification or an entry.")
    if notification_pk is not None:
        field, rows = "notification", OrderNotification.objects.filter(pk=notification_pk)
        found = rows.values_list("order_id", "subject", "body").first()
    else:
        field, entries = "entry", OrderEntry.objects.filter(pk=entry_pk)
        found = entries.values_list("order_id", "subject", "message").first()
    if found is None:
        raise not_found(field, "There is no such text.")
    return SentText(*found)


def save_as_template(text: SentText, name: str) -> MessageTemplate:
    """Keep a text under a name, word for word (002-35). Raises what `create_template` raises."""
    return create_template({"name": name, "subject": text.subject, "body": text.body})
