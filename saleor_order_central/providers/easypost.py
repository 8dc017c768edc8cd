"""EasyPost: calls us whenever a tracker of the shop's account changes."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from ..carrier_events.kinds import CarrierEventKind, kind_of
from ..carrier_events.reports import ReportedEvent
from .aggregators import EASYPOST_CARRIERS, our_carrier, promising
from .reading import fingerprint, moment_of, newest, objects_of, place_of, text_of

SIGNATURE_HEADER = "x-hmac-signature"
_EVENTS = frozenset({"tracker.created", "tracker.updated"})


@dataclass(frozen=True, slots=True)
class EasyPost:
    """Trackers of an account; `secret` signs the calls."""

    secret: str = field(repr=False)
    name: str = "easypost"

    def supports(self, code: str, carrier: str) -> bool:
        """The carriers that the shop and EasyPost name alike."""
        return carrier in EASYPOST_CARRIERS.values()

    def is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """HMAC-SHA256 of the body in hex; the secret is brought into one form of Unicode first."""
        if not self.secret:
            return False
        key = unicodedata.normalize("NFKD", self.secret).encode()
        expected = "hmac-sha256-hex=" + hmac.new(key, body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected.encode(), headers.get(SIGNATURE_HEADER, "").encode())

    def call_id(self, content: Mapping[str, Any]) -> str:
        """The id of the event."""
        return text_of(content, "id")

    def tells_of_parcels(self, content: Mapping[str, Any]) -> bool:
        """Other events are about labels, batches, refunds and payments."""
        return text_of(content, "description") in _EVENTS

    def read_call(self, content: Mapping[str, Any]) -> list[ReportedEvent]:
        """The whole history of the tracker, its estimate with the newest event."""
        tracker = content.get("result")
        if not isinstance(tracker, Mapping):
            return []
        promise = moment_of(text_of(tracker, "est_delivery_date"), UTC)
        return promising(newest(_events(tracker)), promise, promise)


def _events(tracker: Mapping[str, Any]) -> Iterator[ReportedEvent]:
    code, carrier = text_of(tracker, "tracking_code"), text_of(tracker, "carrier")
    for one in objects_of(tracker, "tracking_details"):
        status, happened_at = text_of(one, "status"), moment_of(text_of(one, "datetime"), UTC)
        if not code or happened_at is None:
            continue
        raw_code = text_of(one, "carrier_code") or text_of(one, "status_detail") or status or "none"
        words = text_of(one, "message")
        where = one.get("tracking_location")
        place = place_of(*(text_of(where, name) for name in ("city", "state")))
        country = text_of(where, "country")
        yield ReportedEvent(
            happened_at=happened_at,
            kind=kind_of("easypost", status) if status else CarrierEventKind.UNKNOWN,
            tracking_code=code[:255],
            carrier=our_carrier(EASYPOST_CARRIERS, carrier),
            provider="easypost",
            raw_code=raw_code[:128],
            raw_text=words[:1000],
            description=words[:500],
            place=place[:250],
            country=country if len(country) == 2 and country.isalpha() else "",
            external_id=fingerprint(happened_at.isoformat(), status, raw_code, words, place),
        )
