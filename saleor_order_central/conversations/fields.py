"""Settings of conversations, as the Dashboard shows them. Pure."""

from collections.abc import Mapping
from typing import Any

from ..notifications.reply_address import MAILBOX

MIN_SECRET = 16

CONVERSATION_FIELDS: dict[str, dict[str, str]] = {
    "customer_uploads": {
        "type": "Boolean",
        "label": "Customers may send files",
        "help_text": "Pictures, PDF, office documents and text with messages and returns by e-mail or form.",
    },
    "reply_mailbox": {
        "type": "String",
        "label": "Mailbox for answers",
        "help_text": "Answers to mails are sent to signed addresses in it: reply@shop.example takes "
        "reply+…@shop.example, *@reply.shop.example takes the whole domain. Empty: answers go to the sender.",
    },
    "inbound_mail_secret": {
        "type": "Secret",
        "label": "Secret of incoming mail",
        "help_text": "Incoming mails are signed with it; 16 characters or more. Empty: HTTP takes none.",
    },
    "mailgun_signing_key": {
        "type": "Secret",
        "label": "Mailgun's webhook signing key",
        "help_text": "For mails that Mailgun forwards. Empty: none are taken from there.",
    },
}

CONVERSATION_DEFAULTS: dict[str, Any] = {
    "customer_uploads": True,
    "reply_mailbox": "",
    "inbound_mail_secret": "",
    "mailgun_signing_key": "",
}


def conversation_errors(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong, by field."""
    errors = {}
    mailbox = str(values.get("reply_mailbox") or "").strip()
    if mailbox and not MAILBOX.match(mailbox):
        errors["reply_mailbox"] = (
            "Write an address such as reply@shop.example, 18 characters at most before the @, "
            "or *@reply.shop.example."
        )
    secret = str(values.get("inbound_mail_secret") or "").strip()
    if secret and len(secret) < MIN_SECRET:
        errors["inbound_mail_secret"] = f"Use {MIN_SECRET} characters or more."
    return errors
