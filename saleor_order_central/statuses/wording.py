"""Customer texts of the built-in statuses, for the translators' catalogues."""

from django.utils.translation import gettext_noop

BUILT_IN_LABELS = (
    gettext_noop("Order received"),
    gettext_noop("Accepted, awaiting payment"),
    gettext_noop("Payment received"),
    gettext_noop("Being prepared"),
    gettext_noop("Ready to ship"),
    gettext_noop("Sent"),
    gettext_noop("Delivered"),
    gettext_noop("Canceled"),
    gettext_noop("Refunded"),
)
