"""Names of the parts of the centre: English source for the translators' catalogues."""

from django.utils.translation import gettext, gettext_noop

from .features import FeatureCode

FEATURE_NAMES: dict[FeatureCode, str] = {
    FeatureCode.TIMELINE: gettext_noop("Order timeline"),
    FeatureCode.TRACKING: gettext_noop("Parcel tracking"),
    FeatureCode.INVOICES: gettext_noop("Invoices"),
    FeatureCode.FEEDBACK: gettext_noop("Ratings after delivery"),
    FeatureCode.MESSAGES: gettext_noop("Messages"),
    FeatureCode.RETURNS: gettext_noop("Returns"),
    FeatureCode.WITHDRAWAL: gettext_noop("Withdrawal from the contract"),
    FeatureCode.GUEST_ACCESS: gettext_noop("Access without an account"),
    FeatureCode.ADDRESSES: gettext_noop("My addresses"),
    FeatureCode.PROFILE: gettext_noop("My data"),
}


def feature_name(code: FeatureCode) -> str:
    """Return the name of a feature in the active language."""
    return gettext(FEATURE_NAMES[code])
