"""What a form came to, named by a code in the address so that a page can be loaded again."""

from django.utils.translation import gettext, gettext_noop

_TOLD: dict[str, str] = {
    "changed": gettext_noop("The status was changed."),
    "undone": gettext_noop("The change was taken back."),
    "noted": gettext_noop("The note was added."),
    "sent": gettext_noop("The message was added."),
    "recorded": gettext_noop("The event was recorded."),
    "parcel-saved": gettext_noop("The parcel was saved."),
    "parcel-deleted": gettext_noop("The parcel was deleted."),
    "refunded": gettext_noop("The refund was carried out."),
    "refund-pending": gettext_noop("The refund was asked for; the payment provider has not answered yet."),
    "return-created": gettext_noop("The return request was written down."),
    "return-saved": gettext_noop("The return was updated."),
    "received": gettext_noop("What arrived was written down."),
    "completed": gettext_noop("The return is completed."),
    "saved": gettext_noop("Saved."),
    "deleted": gettext_noop("Deleted."),
    "stopped": gettext_noop("The job stops after its present step."),
    "job-undone": gettext_noop("The changes were taken back."),
    "resent": gettext_noop("The message goes out again."),
    "canceled": gettext_noop("The message was stopped."),
}


def told_text(code: str) -> str:
    """Return the words of a code in the active language, "" for an unknown one."""
    words = _TOLD.get(code, "")
    return gettext(words) if words else ""
