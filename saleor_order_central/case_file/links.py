"""Signed links to case files: for the member of staff who asked, for some minutes."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from django.core import signing

from ..host import get_host
from ..host.base import PLUGIN_ID

MINUTES = 15
PATH = "/case-files"
_SALT = "saleor_order_central.case_file"


class CaseFileFormat(str, Enum):
    """How a case file is written."""

    JSON = "JSON"
    PDF = "PDF"


class WantedFile(NamedTuple):
    """What a link opens."""

    order_pk: Any
    format: CaseFileFormat
    include_memos: bool


def case_file_url(wanted: WantedFile) -> tuple[str, datetime]:
    """Return the address and when it ends (UTC). Whoever has it needs no other right until then."""
    content = {"order": str(wanted.order_pk), "format": wanted.format.value, "memos": wanted.include_memos}
    token = signing.dumps(content, salt=_SALT)
    address = get_host().build_absolute_uri(f"/plugins/global/{PLUGIN_ID}{PATH}/{token}/")
    return address, datetime.now(UTC) + timedelta(minutes=MINUTES)


def opened_file(token: str) -> WantedFile | None:
    """Return what a link opens, None for one that is forged or too old."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=60 * MINUTES)
    except signing.BadSignature:
        return None
    pk = get_host().order_pk(content["order"])
    return WantedFile(pk, CaseFileFormat(content["format"]), bool(content["memos"]))
