"""Words of the check before going live: what was found, and what to do about it."""

from django.utils.translation import gettext, gettext_noop

from ..providers.wording import explain_trouble
from .findings import Finding, FindingCode, ReadinessStep

STEP_NAMES: dict[ReadinessStep, str] = {
    ReadinessStep.FEATURES_REVIEWED: gettext_noop("Look at the features"),
    ReadinessStep.STATUS_TYPES_SET: gettext_noop("Set the types of additional statuses"),
    ReadinessStep.WORKFLOW_CHECKED: gettext_noop("Check the rules of the statuses"),
}

FEATURE_NAMES: dict[str, str] = {
    "TIMELINE": gettext_noop("Order timeline"),
    "TRACKING": gettext_noop("Parcel tracking"),
    "INVOICES": gettext_noop("Invoice links"),
    "WORKFLOW": gettext_noop("Statuses and their rules"),
    "NOTIFICATIONS": gettext_noop("Messages about changes"),
    "FEEDBACK": gettext_noop("Ratings after delivery"),
    "MESSAGES": gettext_noop("Conversations"),
    "RETURNS": gettext_noop("Returns"),
    "WITHDRAWAL": gettext_noop("Withdrawal from the contract"),
    "GUEST_ACCESS": gettext_noop("Access without an account"),
    "ADDRESSES": gettext_noop("Address book"),
    "PROFILE": gettext_noop("Personal data"),
}

# What was found, and how to repair it; "" where there is nothing to do.
WORDS: dict[FindingCode, tuple[str, str]] = {
    FindingCode.FEATURES_NOT_REVIEWED: (
        gettext_noop("Nobody has confirmed yet that the features were looked at."),
        gettext_noop('Decide whether what is ready is enough, then switch on "Features reviewed".'),
    ),
    FindingCode.FEATURE_READY: (gettext_noop("Ready: %(feature)s."), ""),
    FindingCode.FEATURE_NOT_READY: (
        gettext_noop("Not ready: %(feature)s."),
        gettext_noop("Keep the shop's own page for it until it is ready."),
    ),
    FindingCode.STATUS_TYPE_MISSING: (
        gettext_noop('The status "%(status)s" has no type.'),
        gettext_noop("Choose what it means for customers: in progress, concluded or canceled."),
    ),
    FindingCode.DEFAULT_STATUS_MISSING: (
        gettext_noop("New orders get no status."),
        gettext_noop("Make an active status of type in progress the default."),
    ),
    FindingCode.CONCLUDED_BEFORE_SHIPMENT: (
        gettext_noop('An order can get the concluded status "%(status)s" before anything was shipped.'),
        gettext_noop(
            "Let it require a shipped parcel, or name the statuses that may follow each one so that only a "
            "sent order gets there."
        ),
    ),
    FindingCode.STATUS_DEAD_END: (
        gettext_noop('Orders cannot leave the status "%(status)s" towards an end.'),
        gettext_noop("Name a status that may follow and that leads to a concluded or canceled one."),
    ),
    FindingCode.STATUS_UNREACHABLE: (
        gettext_noop('No order can get the status "%(status)s".'),
        gettext_noop("Add it to the statuses that may follow another one, or switch it off."),
    ),
    FindingCode.NEXT_STATUS_UNKNOWN: (
        gettext_noop('The status "%(status)s" may be followed by "%(next)s", which does not exist.'),
        gettext_noop("Create that status, or take it off the list."),
    ),
    FindingCode.NEXT_STATUS_INACTIVE: (
        gettext_noop('The status "%(status)s" may be followed by "%(next)s", which is switched off.'),
        gettext_noop("Switch that status on, or take it off the list."),
    ),
    FindingCode.RULE_TARGET_INACTIVE: (
        gettext_noop('A rule for the fact %(fact)s sets the status "%(status)s", which is switched off.'),
        gettext_noop("Switch the status on, choose another one, or switch the rule off."),
    ),
    FindingCode.RULE_NEVER_FITS: (
        gettext_noop('The rule that sets "%(status)s" for the fact %(fact)s fits no order.'),
        gettext_noop("Move it before the rule that covers it, correct its channels, or delete it."),
    ),
    FindingCode.CHANNEL_UNKNOWN: (
        gettext_noop('"%(object)s" is meant for the channel "%(channel)s", which does not exist.'),
        gettext_noop("Name the channel as it is called now, or take it off the list."),
    ),
    FindingCode.SETTINGS_STATUS_UNKNOWN: (
        gettext_noop('The setting %(setting)s names "%(status)s", which is no active status.'),
        gettext_noop("Choose an active status in the settings, or leave the field empty."),
    ),
    FindingCode.TEMPLATE_INACTIVE_OR_MISSING: (
        gettext_noop(
            'The status "%(status)s" tells customers something, but its text "%(template)s" is off.'
        ),
        gettext_noop("Switch the template on, or choose another one for the status."),
    ),
    FindingCode.TEMPLATE_VARIABLE_UNKNOWN: (
        gettext_noop('The text "%(template)s" has unknown variables: %(variables)s.'),
        gettext_noop("Correct or remove them; the list of variables shows what exists."),
    ),
    FindingCode.TEMPLATE_VARIABLE_EMPTY: (
        gettext_noop('The text "%(template)s" needs what this shop never has: %(variables)s.'),
        gettext_noop("Write the variable with a question mark, or fill in the address in the settings."),
    ),
    FindingCode.TRACKING_VARIABLE_MISSING: (
        gettext_noop('The text "%(template)s" of the status "%(status)s" lacks the tracking number.'),
        gettext_noop("Write {{ tracking.number }} without a question mark, in every language."),
    ),
    FindingCode.BANK_ACCOUNT_MISSING: (
        gettext_noop('The text "%(template)s" of the status "%(status)s" does not say where to pay.'),
        gettext_noop("Write {{ payment.bank_account }} or {{ payment.instructions }}, in every language."),
    ),
    FindingCode.PAYMENT_INSTRUCTION_MISSING: (
        gettext_noop('Orders paid with "%(gateway)s" begin as "%(status)s", but it has no instructions.'),
        gettext_noop("Save a bank account or a message for this payment gateway."),
    ),
    FindingCode.TRANSLATION_MISSING: (
        gettext_noop('"%(object)s" is not translated into: %(languages)s.'),
        gettext_noop("Add the translations, or customers read the untranslated text."),
    ),
    FindingCode.SENDER_MISSING: (
        gettext_noop("E-mails have no sender of their own."),
        gettext_noop("Save the sender's address of the shop."),
    ),
    FindingCode.GATEWAY_MISSING: (
        gettext_noop("A status sends text messages, but there is no gateway for them."),
        gettext_noop("Fill in the text message gateway, or let the statuses send e-mail only."),
    ),
    FindingCode.MESSAGES_OFF: (
        gettext_noop("Statuses tell customers something, but messages are switched off."),
        gettext_noop('Switch on "Send messages to customers".'),
    ),
    FindingCode.MAILS_DOUBLED: (
        gettext_noop("Saleor sends its own order mails, but the settings say that it does not."),
        gettext_noop('Choose "auto", or switch off Saleor\'s own mails: customers get the same twice.'),
    ),
    FindingCode.MAILS_MISSING: (
        gettext_noop("The settings say that Saleor sends its own order mails, but it does not."),
        gettext_noop('Choose "auto", or customers are not told of what Saleor would tell them.'),
    ),
    FindingCode.HISTORY_PROVIDER_MISSING: (
        gettext_noop("%(carrier)s is a carrier of this shop, but nobody is asked where its parcels are."),
        gettext_noop("Fill in the provider's fields in the plugin's settings, or report events yourself."),
    ),
    FindingCode.HISTORY_PROVIDER_FAILING: (
        gettext_noop(
            "%(provider)s gives no answers: %(trouble)s (%(detail)s). Last answer: %(last_success)s."
        ),
        gettext_noop("Check its credentials and its own state; it is asked again by itself."),
    ),
    FindingCode.HISTORY_PROVIDER_STATE: (
        gettext_noop("%(provider)s, parcels waiting: %(waiting)s, last answer: %(last_success)s."),
        "",
    ),
}

# The same of a text that no status names.
AUTOMATIC_TEXT_OFF = (
    gettext_noop('The text "%(template)s" goes out by itself, but it is off.'),
    gettext_noop("Switch the template on, unless customers are to do without it."),
)


def _words(finding: Finding) -> tuple[str, str]:
    is_of_template = (
        finding.code is FindingCode.TEMPLATE_INACTIVE_OR_MISSING and "status" not in finding.values
    )
    return AUTOMATIC_TEXT_OFF if is_of_template else WORDS[finding.code]


def finding_message(finding: Finding) -> str:
    """Say what was found, in the active language."""
    values = dict(finding.values)
    if "feature" in values:
        name = FEATURE_NAMES[values["feature"]]
        values["feature"] = gettext(name)
    if values.get("trouble"):
        values["trouble"] = explain_trouble(values["trouble"])
    if "last_success" in values:
        values["last_success"] = values["last_success"] or gettext("never")
    return gettext(_words(finding)[0]) % values


def finding_fix(finding: Finding) -> str:
    """Say what to do, in the active language; "" when nothing is to be done."""
    fix = _words(finding)[1]
    return gettext(fix) if fix else ""


def step_name(step: ReadinessStep) -> str:
    """Name a step, in the active language."""
    return gettext(STEP_NAMES[step])
