"""Words for the decision about a tracking text, in the language that is active."""

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from ..language import CATALOGUE_LANGUAGES, speaking
from . import CARRIERS, TrackingClassification, TrackingKind, TrackingPresentation, TrackingReason

_EXPLANATIONS = {
    TrackingReason.SINGLE_CANDIDATE: gettext_noop("Exactly one carrier fits this code."),
    TrackingReason.SEVERAL_CARRIERS: gettext_noop("More than one carrier fits this code."),
    TrackingReason.DIGITS_ONLY_NOT_ENABLED: gettext_noop(
        "A code made of digits alone names a carrier only when the shop has enabled that carrier."
    ),
    TrackingReason.FORMAT_NOT_ENABLED: gettext_noop(
        "This format has no check digit, so it counts only when the shop has enabled its carrier."
    ),
    TrackingReason.CHECK_DIGIT_WRONG: gettext_noop("The check digit of this code is wrong."),
    TrackingReason.TRIVIAL_NUMBER: gettext_noop("Equal or consecutive digits are no tracking number."),
    TrackingReason.NO_FORMAT: gettext_noop("The text fits no carrier's format."),
    TrackingReason.CHOSEN_BY_STAFF: gettext_noop("The carrier was chosen by staff."),
    TrackingReason.BAD_SCHEME: gettext_noop("Only http and https links are shown."),
    TrackingReason.USERINFO: gettext_noop("The link holds a user name or a password."),
    TrackingReason.ODD_PORT: gettext_noop("The link uses an unusual port."),
    TrackingReason.PRIVATE_HOST: gettext_noop("The link points at a private, local or numeric address."),
    TrackingReason.NOT_HTTPS: gettext_noop("The page is not https, so it is never embedded."),
    TrackingReason.HOST_NOT_LISTED: gettext_noop("The host is not on the list of trusted links."),
    TrackingReason.HOST_LOOKALIKE: gettext_noop("The host imitates a trusted host."),
    TrackingReason.PATH_NOT_ALLOWED: gettext_noop("The host is trusted, but not for this path."),
    TrackingReason.EMBED_NOT_ALLOWED: gettext_noop("The carrier's pages cannot be embedded."),
    TrackingReason.TOO_LONG: gettext_noop("The text is longer than a link may be."),
    TrackingReason.UNPARSABLE: gettext_noop("Browsers do not agree on what this link means."),
}

# Carriers whose name is a description; brands are the same in every language.
_TRANSLATED_NAMES = {
    "australia_post": gettext_noop("Australia Post"),
    "canada_post": gettext_noop("Canada Post"),
    "china_post": gettext_noop("China Post"),
    "swiss_post": gettext_noop("Swiss Post"),
}


def shipped_name(code: str) -> str:
    """Return the name of a carrier of the plugin's table in the active language."""
    return _(_TRANSLATED_NAMES[code]) if code in _TRANSLATED_NAMES else CARRIERS[code].name


def shipped_names(code: str) -> dict[str, str]:
    """Return the translated names of a carrier of the plugin's table, by language."""
    if code not in _TRANSLATED_NAMES:
        return {}
    names = {}
    for language in CATALOGUE_LANGUAGES:
        with speaking(language):
            names[language] = shipped_name(code)
    return {language: name for language, name in names.items() if name != CARRIERS[code].name}


def carrier_name(found: TrackingClassification, code: str) -> str:
    """Return the name of a carrier that a decision speaks of, in the active language."""
    own = (found.own_carriers or {}).get(code)
    return shipped_name(code) if own is None else own.name_in(get_language() or "")


def explain(reason: TrackingReason) -> str:
    """Return a reason as a sentence for staff."""
    return _(_EXPLANATIONS[reason])


def help_text(found: TrackingClassification) -> str | None:
    """Tell the customer what the text is and how to use it (001-20)."""
    if found.kind is TrackingKind.EMPTY:
        return None
    if found.kind is TrackingKind.CARRIER_KNOWN and found.carrier:
        name = carrier_name(found, found.carrier)
        return _("This is the tracking number of %(carrier)s. Use it to follow your parcel.") % {
            "carrier": name
        }
    if found.kind is TrackingKind.CODE_UNKNOWN:
        return _("This is your tracking number. Enter it on the carrier's own page to follow your parcel.")
    if found.presentation is TrackingPresentation.HIDDEN:
        return None
    return _("Open the link to follow your parcel on the carrier's page.")
