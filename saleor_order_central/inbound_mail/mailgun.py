"""Calls of Mailgun's routes: a form with the raw mail, signed over its own moment and token. Pure."""

import hashlib
import hmac
from collections.abc import Mapping

WINDOW_SECONDS = 300


def is_signed(key: str, form: Mapping[str, str], *, now: float) -> bool:
    """Tell whether Mailgun made a call, at most five minutes before or after `now`; without a key never."""
    moment, token, signature = (form.get(name, "") for name in ("timestamp", "token", "signature"))
    is_number = moment.isascii() and moment.isdigit() and len(moment) < 13
    is_recent = is_number and abs(now - int(moment)) <= WINDOW_SECONDS
    expected = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    return bool(key) and is_recent and hmac.compare_digest(expected.encode(), signature.lower().encode())
