"""Mails that no person wrote: answers of machines (RFC 3834), reports of mails that came back (RFC 3464)."""

from dataclasses import dataclass
from email.message import Message

from ..notifications.channels.mail import OWN_HEADER
from .mime import Mail, addresses, decoded

_MACHINES = frozenset({"mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply", "donotreply"})
_BULK = frozenset({"auto_reply", "auto-reply", "bulk", "junk", "list"})
_TELLING = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "list-id")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that came back. `is_final`: it will not be tried again. `message_id` is that of ours."""

    recipient: str
    is_final: bool
    reason: str
    message_id: str
    reply_to: str


def is_automatic(mail: Mail) -> bool:
    """Tell whether a machine wrote a mail: it says so, or it has nobody to answer to."""
    headers = mail.headers
    submitted = headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or headers.get("precedence", "").strip().lower() in _BULK
        or any(name in headers for name in _TELLING)
        or headers.get("return-path", "").strip() == "<>"
        or OWN_HEADER.lower() in headers
        or mail.sender.partition("@")[0] in _MACHINES
        or headers.get("content-type", "").lower().startswith("multipart/report")
    )


def read_bounce(mail: Mail) -> Bounce | None:
    """Return what a delivery report tells, None for a mail that is none."""
    message = mail.message
    if message is None or message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    status = next((one for one in parts if one.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    fields = _fields(status)
    original = next((_original(one) for one in parts if one is not status and _original(one)), {})
    recipient = fields.get("final-recipient", "").rpartition(";")[2].strip()
    reason = fields.get("diagnostic-code", "").rpartition(";")[2].strip() or fields.get("status", "")
    return Bounce(
        recipient=recipient.lower(),
        is_final=fields.get("action", "").strip().lower() == "failed",
        reason=reason[:300],
        message_id=original.get("message-id", "").strip(),
        reply_to=next((one for _name, one in addresses([original.get("reply-to", "")])), ""),
    )


def _fields(status: Message) -> dict[str, str]:
    """The report has groups of fields, one for the message and one for each recipient."""
    groups = status.get_payload()
    found: dict[str, str] = {}
    for group in groups if isinstance(groups, list) else ():
        if isinstance(group, Message):
            found.update({name.lower(): decoded(value) for name, value in group.items()})
    return found


def _original(part: Message) -> dict[str, str]:
    """Headers of the mail that came back, which the report carries whole or in part."""
    kind, payload = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return {name.lower(): decoded(value) for name, value in payload[0].items()}
    if kind == "text/rfc822-headers" and isinstance(payload, str):
        lines = payload.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ").split("\n")
        pairs = (line.partition(":") for line in lines if ":" in line)
        return {name.strip().lower(): decoded(value.strip()) for name, _, value in pairs}
    return {}
