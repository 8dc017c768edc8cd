"""Signed addresses for answers: a mail that is sent to one belongs to its order or conversation (B-13).

`reply+t15-3k2h…@shop.example` for a mailbox, `t15-3k2h…@reply.shop.example` for a whole domain. The signature
is HMAC-SHA256 with Django's secret key, cut to 80 bits: the local part of an address has 64 characters.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings as django_settings
from django.utils.crypto import salted_hmac

_SALT = "saleor_order_central.reply_address"
_TOKEN = re.compile(r"([ot])([a-z0-9]{1,26})-([a-z2-7]{16})\Z", re.ASCII)
LONGEST_LOCAL = 64
# What a token takes of the local part at most, with the sign before it.
TOKEN_ROOM = 46
MAILBOX = re.compile(
    r"(?:\*|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,16}[A-Za-z0-9])?)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}\Z",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """What an address belongs to. One of the two is given; an order's key as text."""

    order_pk: str = ""
    thread_pk: int | None = None


def order_address(mailbox: str, order_pk: Any) -> str:
    """Return the address for answers about an order, "" without a mailbox in the settings."""
    return _address(mailbox, f"o{_packed(order_pk)}")


def thread_address(mailbox: str, thread_pk: int) -> str:
    """Return the address for answers in a conversation without an order, "" without a mailbox."""
    return _address(mailbox, f"t{thread_pk}")


def read_address(mailbox: str, address: str) -> Addressee | None:
    """Return what an address belongs to, None when it is not one of ours or its signature is wrong."""
    found = _TOKEN.match(_token_of(mailbox, address))
    if found is None or not _is_signed(found[1] + found[2], found[3]):
        return None
    if found[1] == "o":
        order_pk = _unpacked(found[2])
        return Addressee(order_pk=order_pk) if order_pk else None
    return Addressee(thread_pk=int(found[2])) if found[2].isdigit() and len(found[2]) < 19 else None


def is_ours(mailbox: str, address: str) -> bool:
    """Tell whether an address lies in the mailbox, signed or not."""
    return bool(mailbox) and bool(_token_of(mailbox, address))


def _address(mailbox: str, name: str) -> str:
    if not mailbox:
        return ""
    local, _, domain = mailbox.partition("@")
    token = f"{name}-{_signature(name, django_settings.SECRET_KEY)}"
    return f"{token}@{domain}" if local == "*" else f"{local}+{token}@{domain}"


def _token_of(mailbox: str, address: str) -> str:
    """Mail servers may change the case of an address."""
    wanted, _, home = mailbox.lower().partition("@")
    local, _, domain = address.strip().lower().rpartition("@")
    if not mailbox or domain != home:
        return ""
    if wanted == "*":
        return local
    return local.removeprefix(f"{wanted}+") if local.startswith(f"{wanted}+") else ""


def _signature(name: str, secret: str) -> str:
    digest = salted_hmac(_SALT, name, secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def _is_signed(name: str, signature: str) -> bool:
    """A key that was replaced is good as long as Django keeps it."""
    secrets = (django_settings.SECRET_KEY, *getattr(django_settings, "SECRET_KEY_FALLBACKS", ()))
    return any(hmac.compare_digest(_signature(name, one), signature) for one in secrets)


def _packed(order_pk: Any) -> str:
    if isinstance(order_pk, UUID):
        return base64.b32encode(order_pk.bytes).decode().rstrip("=").lower()
    return str(order_pk)


def _unpacked(text: str) -> str:
    """Numbers are keys of 2.10, 26 letters and digits are a UUID."""
    if text.isdigit() and len(text) < 19:
        return text
    try:
        return str(UUID(bytes=base64.b32decode(text.upper() + "======")))
    except ValueError:
        return ""
