"""Signed links to files: whoever may see a file now gets an address that is good for some minutes."""

from django.core.signing import BadSignature, TimestampSigner

from ..host.base import PLUGIN_ID

MINUTES = 15
PATH = "/attachments/"
_SALT = "saleor_order_central.attachments"


def attachment_path(pk: int) -> str:
    """Return the path of a file for the caller of this moment."""
    signed = TimestampSigner(salt=_SALT).sign(str(pk))
    return f"/plugins/global/{PLUGIN_ID}{PATH}{signed}/"


def attachment_pk(signed: str) -> int | None:
    """Return the key that a link names, None for one that is forged or too old."""
    try:
        text = TimestampSigner(salt=_SALT).unsign(signed, max_age=60 * MINUTES)
    except BadSignature:
        return None
    return int(text)
