"""EasyPost: calls us whenever a tracker of the shop's account changes, and is asked for trackers too."""

import base64
import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from urllib.parse import quote

from ..carrier_events.kinds import CarrierEventKind, kind_of
from ..carrier_events.reports import ReportedEvent
from .aggregators import EASYPOST_CARRIERS, our_carrier, promising, their_carrier
from .base import Answer, Answers, Asked, ProviderFault, Trouble
from .outgoing import REFUSED_CONTENT, Limits, Reply, call, require_success
from .reading import fingerprint, moment_of, newest, objects_of, place_of, text_of

URL = "https://api.easypost.com/v2"
SIGNATURE_HEADER = "x-hmac-signature"
_EVENTS = frozenset({"tracker.created", "tracker.updated"})


@dataclass(frozen=True, slots=True)
class EasyPost:
    """Trackers of an account: `secret` signs its calls, `api_key` is for asking; either may be empty.

    `adds`: a tracker is made for a code that the account lacks.
    """

    secret: str = field(repr=False)
    api_key: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    url: str = URL
    pause: float = 0.5
    batch: int = 1
    name: str = "easypost"
    adds: bool = False

    def supports(self, code: str, carrier: str) -> bool:
        """The carriers that the shop and EasyPost name alike."""
        return carrier in EASYPOST_CARRIERS.values()

    def fetch(self, asked: Sequence[Asked]) -> Answers:
        """Ask for each code."""
        return {one.code: self._one(one) for one in asked}

    def _one(self, asked: Asked) -> Answer:
        content = require_success(self._call("GET", f"?tracking_code={quote(asked.code, safe='')}"))
        body = content.json_object()
        if not isinstance(body.get("trackers"), list):
            raise ProviderFault(Trouble.UNREADABLE, "no trackers")
        found = [one for one in objects_of(body, "trackers") if _is_of(one, asked)]
        if not found:
            return self._add(asked) if self.adds else Answer(is_known=False)
        return Answer(tuple(_history(max(found, key=lambda one: text_of(one, "created_at")))))

    def _add(self, asked: Asked) -> Answer:
        """Make a tracker; a code that EasyPost finds no carrier for is not known."""
        carrier = their_carrier(EASYPOST_CARRIERS, asked.carrier)
        wanted = {"tracking_code": asked.code} | ({"carrier": carrier} if carrier else {})
        reply = self._call("POST", "", json.dumps({"tracker": wanted}).encode())
        if reply.status in REFUSED_CONTENT:
            return Answer(is_known=False)
        return Answer(tuple(_history(require_success(reply).json_object())))

    def _call(self, method: str, query: str, body: bytes | None = None) -> Reply:
        basic = base64.b64encode(f"{self.api_key}:".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"} | ({"Content-Type": "application/json"} if body else {})
        url = f"{self.url}/trackers{query}"
        return call(method, url, headers=headers, body=body, limits=self.limits)

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
        return _history(tracker) if isinstance(tracker, Mapping) else []


def _history(tracker: Mapping[str, Any]) -> list[ReportedEvent]:
    promise = moment_of(text_of(tracker, "est_delivery_date"), UTC)
    return promising(newest(_events(tracker)), promise, promise)


def _is_of(tracker: Mapping[str, Any], asked: Asked) -> bool:
    """Whether a tracker is of the code, and not of another carrier that uses the same one."""
    carrier = our_carrier(EASYPOST_CARRIERS, text_of(tracker, "carrier"))
    is_same = carrier == asked.carrier or not (carrier and asked.carrier)
    return is_same and text_of(tracker, "tracking_code").upper() == asked.code


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
