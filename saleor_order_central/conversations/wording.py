"""English source of what conversations say by themselves, for the translators' catalogues. Pure."""

from django.utils.translation import gettext_noop

from .kinds import HeldReason, ThreadStatus

# (slug, name, description)
BUILT_IN_CONTACTS: tuple[tuple[str, str, str], ...] = (
    (
        "customer-service",
        gettext_noop("Customer service"),
        gettext_noop("For questions about products and orders."),
    ),
    (
        "webmaster",
        gettext_noop("Webmaster"),
        gettext_noop("For technical problems on this website."),
    ),
)

# (status, name, colour, description)
BUILT_IN_MEANINGS: tuple[tuple[ThreadStatus, str, str, str], ...] = (
    (ThreadStatus.OPEN, gettext_noop("Open"), "#d93025", gettext_noop("Needs work.")),
    (
        ThreadStatus.PENDING_1,
        gettext_noop("Pending 1"),
        "#f29900",
        gettext_noop("An internal mark; the team decides what it means."),
    ),
    (
        ThreadStatus.PENDING_2,
        gettext_noop("Pending 2"),
        "#1a73e8",
        gettext_noop("A second internal mark; the team decides what it means."),
    ),
    (ThreadStatus.CLOSED, gettext_noop("Closed"), "#188038", gettext_noop("Handled.")),
)

PLAIN_SUBJECT = gettext_noop("Your message to us")
ANSWER_SUBJECT = gettext_noop("Re: %(subject)s")
FORWARDED_SUBJECT = gettext_noop("Conversation %(number)s is yours now")
OUTSIDE_SUBJECT = gettext_noop("Forwarded: %(subject)s")
COPY_SUBJECT = gettext_noop("New message from %(name)s: %(subject)s")
FORWARDED_MEMO = gettext_noop("Forwarded to %(name)s")
LEFT_OUT_MEMO = gettext_noop("Files that were not taken")
BOUNCE_MEMO = gettext_noop("An e-mail to %(name)s came back")
FORWARDED_TEXT = gettext_noop("%(author)s gave you the conversation %(number)s with %(customer)s.")
FILES_TEXT = gettext_noop("Files: %(names)s")
CUSTOMER = gettext_noop("Customer")
SHOP = gettext_noop("Shop")

HELD_WORDS: dict[HeldReason, str] = {
    HeldReason.WRONG_SENDER: gettext_noop("The sender is not the customer of this conversation."),
    HeldReason.NOT_AUTHENTIC: gettext_noop("The mail server says that the sender may be forged."),
    HeldReason.TOO_MANY: gettext_noop("Too many e-mails came into this conversation within an hour."),
    HeldReason.THREAD_FULL: gettext_noop("The conversation holds as many messages as it can."),
}
