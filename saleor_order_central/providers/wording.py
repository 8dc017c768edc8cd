"""Names of providers and words for why one gives no answer, in the active language. Pure."""

from django.utils.translation import gettext, gettext_noop

from .base import Trouble

NAMES = {
    "correios": "Correios",
    "inpost": "InPost",
    "easypost": "EasyPost",
    "aftership": "AfterShip",
}

TROUBLES = {
    Trouble.UNREACHABLE: gettext_noop("it cannot be reached"),
    Trouble.TIMEOUT: gettext_noop("it answers too slowly"),
    Trouble.ADDRESS_REFUSED: gettext_noop("its address is not a public https address"),
    Trouble.UNAUTHORIZED: gettext_noop("it refuses the credentials"),
    Trouble.RATE_LIMITED: gettext_noop("it was asked too often"),
    Trouble.SERVER_ERROR: gettext_noop("it has an error of its own"),
    Trouble.REQUEST_REFUSED: gettext_noop("it refuses the request"),
    Trouble.REDIRECTED: gettext_noop("it points to another address"),
    Trouble.TOO_LARGE: gettext_noop("its answer is too large"),
    Trouble.UNREADABLE: gettext_noop("its answer cannot be read"),
    Trouble.FAILED: gettext_noop("its answer could not be used"),
}


def provider_name(name: str) -> str:
    """Name a provider; names are not translated."""
    return NAMES.get(name, name)


def explain_trouble(trouble: str) -> str:
    """Say why a provider gives no answer."""
    return gettext(TROUBLES[Trouble(trouble)])
