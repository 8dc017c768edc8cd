"""Words of the pages that no template holds: English source for the translators' catalogues."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

RESOLUTIONS = {
    "REFUND": gettext_noop("Money back"),
    "VOUCHER": gettext_noop("Voucher"),
    "EXCHANGE": gettext_noop("Another item"),
    "REPAIR": gettext_noop("Repair"),
    "KEEP_ITEM": gettext_noop("Money back, and keep it"),
}

# States of a step, for those who do not see its mark.
STATES = {
    "DONE": gettext_noop("done"),
    "CURRENT": gettext_noop("now"),
    "SKIPPED": gettext_noop("left out"),
    "FAILED": gettext_noop("did not work"),
    "PENDING": gettext_noop("to come"),
}

# Errors of the API by code: its own messages are English and speak to programs.
ERRORS = {
    "REQUIRED": gettext_noop("Something is missing. Please fill in what is asked for."),
    "QUANTITY_EXCEEDED": gettext_noop("That is more than you can return."),
    "RETURN_NOT_ELIGIBLE": gettext_noop("This cannot be returned any more."),
    "RETURN_STATE_INVALID": gettext_noop("The return has gone on in the meantime. Please look at it again."),
    "FILE_TYPE_NOT_ALLOWED": gettext_noop("Files of this kind are not taken."),
    "FILE_TOO_BIG": gettext_noop("A file is too big."),
    "TOO_MANY_ITEMS": gettext_noop("That is too much at once."),
    "FEATURE_DISABLED": gettext_noop("This is switched off at the moment."),
    "CONFLICT": gettext_noop("This has been sent already."),
    "RATE_LIMITED": gettext_noop("Too many tries. Please wait an hour."),
    "WITHDRAWAL_NOT_POSSIBLE": gettext_noop("There is no right of withdrawal for this, or not any more."),
    "NOT_FOUND": gettext_noop("This is not there any more."),
}
OTHER_ERROR = gettext_noop("Please check what you have entered.")


def resolution_name(code: str) -> str:
    """Return what a customer wants, in the active language."""
    return gettext(RESOLUTIONS[code])


def state_name(code: str) -> str:
    """Return the state of a step, in the active language."""
    return gettext(STATES[code])


def error_texts(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return errors of the API for people, each once, in the active language."""
    return list(dict.fromkeys(ERRORS.get(error["code"], OTHER_ERROR) for error in errors))
