"""Grant tokens and the signed links of mails. Pure.

A token is random and only its fingerprint is stored. A link is signed, so that mails can carry one without
a row for each: it becomes a grant when somebody opens it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.signing import BadSignature, Signer

from .codes import email_mark

TOKEN_PREFIX = "ocg_"
LINK_PREFIX = "ocl_"
# Longer texts are no tokens; nothing is computed for them.
LONGEST = 300
_SALT = "saleor_order_central.access.link"


@dataclass(frozen=True, slots=True)
class MailLink:
    """What a signed link says. `order_pk` is the text form of a key."""

    order_pk: str
    email_mark: str
    issued_at: datetime


def new_token() -> str:
    """Return a fresh token: 256 random bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return the fingerprint under which a token or link is stored."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def link_token(order_pk: Any, email: str, issued_at: datetime) -> str:
    """Return what a mail to an address carries in its link to an order."""
    # Every character may stand in an address as it is.
    value = f"{order_pk}~{email_mark(email)}~{int(issued_at.timestamp())}"
    return LINK_PREFIX + _signer().sign(value)


def read_link(token: str) -> MailLink | None:
    """Return what a link says, None for one that is forged or no link."""
    if not token.startswith(LINK_PREFIX):
        return None
    try:
        order_pk, mark, issued = _signer().unsign(token.removeprefix(LINK_PREFIX)).split("~")
    except BadSignature:
        return None
    return MailLink(order_pk, mark, datetime.fromtimestamp(int(issued), UTC))


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)
