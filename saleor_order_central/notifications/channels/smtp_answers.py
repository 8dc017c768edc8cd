"""What the errors of a mail backend mean: refused for good, for now, or the way is closed. Pure."""

import smtplib
from typing import Any

from .outcome import NotHandedOver, PutOff, Refused


def failure_of(error: Exception) -> NotHandedOver:
    """Read an error of a mail backend: refused for good, for now, or the way is closed."""
    text = _text_of(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        return Refused(text) if all(code >= 500 for code in codes) else _put_off(text, codes)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Refused(text)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
        return Refused(text)
    if isinstance(error, smtplib.SMTPResponseException):
        return _put_off(text, [error.smtp_code], is_sender=isinstance(error, smtplib.SMTPSenderRefused))
    return PutOff(text, stops_channel=isinstance(error, OSError))


def _put_off(text: str, codes: list[int], *, is_sender: bool = False) -> PutOff:
    """421 closes the connection, and a sender that is refused is refused for all of its messages."""
    return PutOff(text, stops_channel=421 in codes, stops_sender=is_sender)


def _text_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_words(answer)}" for code, answer in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _words(answer: Any) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
