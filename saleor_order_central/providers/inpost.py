"""InPost in Poland: the public tracking of ShipX, one parcel at a time, no key."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from urllib.parse import quote

from ..carrier_events.reports import ReportedEvent
from .base import Answer, Answers, Asked, ProviderFault, Trouble
from .outgoing import Limits, Reply, call, require_success
from .reading import fingerprint, moment_of, newest, objects_of, text_of

URL = "https://api-shipx-pl.easypack24.net"
_CODE = re.compile(r"[A-Z0-9]{8,40}")


@dataclass(frozen=True, slots=True)
class InPost:
    """Parcels of InPost. An answer that was marked is asked for again only if it changed."""

    limits: Limits
    url: str = URL
    pause: float = 1.0
    batch: int = 1
    name: str = "inpost"

    def supports(self, code: str, carrier: str) -> bool:
        """Whatever was named a parcel of InPost: its digits alone prove nothing."""
        return carrier == "inpost" and (not code or bool(_CODE.fullmatch(code)))

    def fetch(self, asked: Sequence[Asked]) -> Answers:
        """Ask for each code."""
        return {one.code: self._one(one) for one in asked}

    def _one(self, asked: Asked) -> Answer:
        headers = {"If-None-Match": asked.etag} if asked.etag else {}
        url = f"{self.url}/v1/tracking/{quote(asked.code, safe='')}"
        reply = call("GET", url, headers=headers, limits=self.limits)
        if reply.status == 404:
            return Answer(is_known=False)
        if reply.status == 304 and asked.etag:
            return Answer(etag=asked.etag)
        return _answer(asked.code, require_success(reply))


def _answer(code: str, reply: Reply) -> Answer:
    content = reply.json()
    if not isinstance(content, Mapping) or "tracking_details" not in content:
        raise ProviderFault(Trouble.UNREADABLE, "no tracking_details")
    etag = reply.headers.get("etag", "")
    return Answer(tuple(newest(_events(code, content))), etag if len(etag) <= 200 else "")


def _events(code: str, content: Mapping[str, Any]) -> Iterator[ReportedEvent]:
    for one in objects_of(content, "tracking_details"):
        raw_code = text_of(one, "status")
        happened_at = moment_of(text_of(one, "datetime"), UTC)
        if not raw_code or happened_at is None:
            continue
        agency = text_of(one, "agency")
        yield ReportedEvent(
            happened_at=happened_at,
            tracking_code=code,
            carrier="inpost",
            provider="inpost",
            raw_code=raw_code[:128],
            raw_text=text_of(one, "origin_status")[:1000],
            place=agency[:250],
            external_id=fingerprint(happened_at.isoformat(), raw_code, agency),
        )
