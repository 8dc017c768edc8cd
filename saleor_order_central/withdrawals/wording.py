"""English source of the withdrawal function's words, for the translators' catalogues. Needs legal review."""

from django.utils.translation import gettext_noop

from ..notifications.wording import BuiltInMessage
from .kinds import Unavailable

# The words that Directive 2011/83 Article 11a itself names.
BUTTON_LABEL = gettext_noop("Withdraw from contract here")
CONFIRM_LABEL = gettext_noop("Confirm withdrawal")
WHOLE_ORDER = gettext_noop("The whole order")
WITHDRAWAL_RECEIVED = gettext_noop("Withdrawal %(number)s received")
WITHDRAWAL_STATUS = gettext_noop("Withdrawal %(number)s: %(status)s")

REASONS: dict[Unavailable, str] = {
    Unavailable.FEATURE_DISABLED: gettext_noop("The withdrawal function is off here."),
    Unavailable.BUSINESS_CUSTOMER: gettext_noop("Businesses have no right of withdrawal."),
    Unavailable.WINDOW_CLOSED: gettext_noop("The withdrawal period is over."),
    Unavailable.EXCLUDED: gettext_noop("There is no right of withdrawal for this product."),
    Unavailable.NOTHING_LEFT: gettext_noop("All units have been withdrawn from already."),
}

RECEIPT = BuiltInMessage(
    "withdrawal-received",
    "Receipt of a withdrawal",
    gettext_noop("We have received your withdrawal {{ withdrawal.number }}"),
    gettext_noop(
        "Hello {{ withdrawal.name }},\n\n"
        "We confirm that we received your statement of withdrawal on {{ withdrawal.received_at }}.\n\n"
        "Number: {{ withdrawal.number }}\n"
        "Order: {{ withdrawal.order_number }}\n"
        "E-mail: {{ withdrawal.email }}\n\n"
        "You withdraw from the contract about:\n\n"
        "{{ withdrawal.lines }}\n\n"
        "{{ withdrawal.message? }}\n\n"
        "{{ shop.name? }}"
    ),
    gettext_noop("We have received your withdrawal {{ withdrawal.number }}."),
)
