"""Signatures of webhook calls: HMAC-SHA256 over moment and raw body, checked before anything is read."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

HEADER = "X-Order-Central-Signature"
WINDOW_SECONDS = 300
_MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class SignatureParts:
    """The header `t=<seconds since 1970>,v1=<signature>`, taken apart; several signatures are allowed."""

    moment: str
    signatures: tuple[str, ...]


def verify_signature(secret: str, body: bytes, header: str, *, now: float) -> bool:
    """Tell whether the body was signed with the secret, at most five minutes before or after `now`.

    The signature is HMAC-SHA256 of `<t>.<body>` in hex or base64. Compared in constant time; anything that
    is not a signature is a wrong one, never an error. Without a secret nothing is accepted.
    """
    parts = _parts(header)
    if not secret or parts is None or abs(now - int(parts.moment)) > WINDOW_SECONDS:
        return False
    expected = sign(secret, body, parts.moment)
    found = False
    for signature in parts.signatures:
        # Every one is compared, so that the time taken tells nothing.
        found |= hmac.compare_digest(expected, _decoded(signature))
    return found


def sign(secret: str, body: bytes, moment: str) -> bytes:
    """Return the 32 bytes of the signature of a body at a moment."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).digest()


def _parts(header: str) -> SignatureParts | None:
    if len(header) > _MOST_CHARACTERS or not header.isascii():
        return None
    pairs = [part.strip().partition("=") for part in header.split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    signatures = tuple(value for name, _, value in pairs if name == "v1")
    if len(moments) != 1 or not moments[0].isdigit() or len(moments[0]) > 12:
        return None
    return SignatureParts(moments[0], signatures)


def _decoded(signature: str) -> bytes:
    """Read hex or base64; what is neither becomes bytes that fit nothing."""
    try:
        if len(signature) == 64:
            return bytes.fromhex(signature)
        return base64.b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        return b""
