"""Signed links to credit notes: short ones for whoever may see the note now, longer ones inside mails."""

from importlib.util import find_spec

from django.core.signing import BadSignature, TimestampSigner

from ..host import get_host
from ..host.base import PLUGIN_ID

MINUTES = 15
DAYS_IN_MAILS = 60
PATH = "/credit-notes"
_SALTS = {"view": 60 * MINUTES, "mail": 86_400 * DAYS_IN_MAILS}


def credit_note_url(pk: int, *, purpose: str = "view") -> str:
    """Return the address of the PDF, "" in a shop without the packages for documents.

    `purpose` is "view" (15 minutes) or "mail" (60 days: whoever has the mail may open it).
    """
    if find_spec("reportlab") is None:
        return ""
    signed = _signer(purpose).sign(f"{purpose}-{pk}")
    return get_host().build_absolute_uri(f"/plugins/global/{PLUGIN_ID}{PATH}/{signed}/")


def credit_note_pk(signed: str) -> int | None:
    """Return the key that a link names, None for one that is forged or too old."""
    purpose = signed.partition("-")[0]
    if purpose not in _SALTS:
        return None
    try:
        text = _signer(purpose).unsign(signed, max_age=_SALTS[purpose])
    except BadSignature:
        return None
    return int(text.partition("-")[2])


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"saleor_order_central.credit_notes.{purpose}")
