"""A mail as its bytes came, taken apart: who wrote what to whom, with which files.

Nothing makes it fail but a mail that is too big or nested beyond reason.
"""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from ..text import plain_line
from .html_text import text_of_mail
from .tnef import is_tnef, read_tnef

MOST_BYTES = 30 * 1024 * 1024
_MOST_PARTS = 200
_MOST_COMMENTS = 20
_MOST_TEXT = 500_000
_RECIPIENTS = ("delivered-to", "x-original-to", "x-forwarded-to", "envelope-to", "x-envelope-to", "to", "cc")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")


class UnreadableMail(Exception):
    """Bytes that are too many, or nested so deep that nobody wrote them in good faith."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was read. `headers` has lower-case names, each with its first value, unfolded.

    `text` is plain, with quotations; `files` are names and bytes; `parts` the whole message, for reports.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    message: Message | None = None


def read_mail(data: bytes) -> Mail:
    """Take a mail apart. Raises UnreadableMail."""
    if len(data) > MOST_BYTES:
        raise UnreadableMail("The mail is too big.")
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = _Parts()
        parts.read(message, 0)
    except RecursionError as error:
        raise UnreadableMail("The mail is nested too deep.") from error
    headers = _headers(message)
    name, address = next(iter(addresses([headers.get("from", "")])), ("", ""))
    found = _MESSAGE_ID.search(headers.get("message-id", ""))
    return Mail(
        message_id=found[0] if found else "",
        sender=address.strip().lower()[:254],
        sender_name=_line(name, 250),
        recipients=_recipients(message),
        subject=_line(headers.get("subject", ""), 250),
        text=parts.text()[:_MOST_TEXT],
        files=tuple(parts.files),
        headers=headers,
        message=message,
    )


def _headers(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in message.items()[:500]:
        found.setdefault(name.lower(), decoded(value))
    return found


def decoded(value: object) -> str:
    """Return a header as text, whatever it claims to be encoded in."""
    text = " ".join(str(value).split())
    try:
        parts = decode_header(text)
    except Exception:
        # The standard library raises many kinds of errors for words that are no base64.
        return text
    return "".join(part if isinstance(part, str) else _text(part, charset) for part, charset in parts)


def addresses(values: list[str]) -> list[tuple[str, str]]:
    """Return names and addresses of headers; comments nested beyond reason are none of a person."""
    return getaddresses([value for value in values if value.count("(") <= _MOST_COMMENTS])


def _recipients(message: Message) -> tuple[str, ...]:
    values = [decoded(value) for name in _RECIPIENTS for value in message.get_all(name, [])[:20]]
    return tuple(dict.fromkeys(address.lower() for _name, address in addresses(values) if address))[:100]


class _Parts:
    """Collects texts and files of a message and its parts."""

    def __init__(self) -> None:
        self.files: list[tuple[str, bytes]] = []
        self._texts: list[str] = []
        self._winmail = ""
        self._count = 0

    def text(self) -> str:
        return "\n\n".join(one for one in self._texts if one.strip()) or self._winmail

    def read(self, part: Message, depth: int) -> None:
        self._count += 1
        if self._count > _MOST_PARTS or depth > 20:
            return
        kind = part.get_content_type()
        if kind == "multipart/alternative" and part.is_multipart():
            self._read_alternative(part, depth)
        elif part.is_multipart() and kind != "message/rfc822":
            for child in part.get_payload():
                if isinstance(child, Message):
                    self.read(child, depth + 1)
        else:
            self._read_leaf(part, kind)

    def _read_alternative(self, part: Message, depth: int) -> None:
        """Of several forms of one text the plain one is read; files beside them are kept."""
        before = len(self._texts)
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        for child in sorted(children, key=lambda one: one.get_content_type() != "text/plain"):
            has_words = any(one.strip() for one in self._texts[before:])
            if not (has_words and child.get_content_maintype() in ("text", "multipart")):
                self.read(child, depth + 1)
            elif child.get_content_type() == "multipart/related":
                self._read_files(child, depth + 1)

    def _read_files(self, part: Message, depth: int) -> None:
        texts = len(self._texts)
        self.read(part, depth)
        del self._texts[texts:]

    def _read_leaf(self, part: Message, kind: str) -> None:
        name, data = _file_name(part), _content(part)
        is_file = bool(name) or part.get_content_disposition() == "attachment"
        if kind == "application/ms-tnef" or is_tnef(data):
            winmail = read_tnef(data)
            self.files += winmail.files
            self._winmail = self._winmail or winmail.body
        elif kind.startswith("text/") and not is_file:
            text = _text(data, part.get_content_charset())
            self._texts.append(text_of_mail(text) if kind == "text/html" else _flowed(part, text))
        elif data:
            self.files.append((name or f"file.{part.get_content_subtype()}", data))


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return b"".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
    try:
        data = part.get_payload(decode=True)
    except Exception:
        return b""
    return data if isinstance(data, bytes) else b""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
    except Exception:
        return ""
    return _line(decoded(name or ""), 250)


def _flowed(part: Message, text: str) -> str:
    """Join lines that were broken for the way only (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        before = lines[-1] if lines else ""
        if before.endswith(" ") and before != "-- " and _depth(before) == _depth(line):
            lines[-1] += line.lstrip(">").removeprefix(" ")
        else:
            lines.append(line)
    return "\n".join(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))


def _text(data: bytes, charset: str | None) -> str:
    for one in (charset, "utf-8"):
        try:
            return data.decode(one or "utf-8")
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _line(value: str, limit: int) -> str:
    return plain_line(value[: limit * 4], "", limit=limit * 4)[:limit]
