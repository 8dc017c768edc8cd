"""AfterShip: calls us, and is asked for trackings of the shop's account; missing ones can be added."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from ..carrier_events.kinds import CarrierEventKind, kind_of
from ..carrier_events.reports import ReportedEvent
from .aggregators import AFTERSHIP_CARRIERS, our_carrier, promising, their_carrier
from .base import Answer, Answers, Asked, ProviderFault, Trouble
from .outgoing import REFUSED_CONTENT, Limits, call, require_success
from .reading import fingerprint, moment_of, newest, objects_of, place_of, text_of

URL = "https://api.aftership.com/tracking/2024-07"
_CODE = re.compile(r"[A-Z0-9-]{5,60}")
SIGNATURE_HEADER = "aftership-hmac-sha256"
# All requests of a turn must fit into the time for which its parcels are held.
ADDED_AT_ONCE = 10
_UNKNOWN = Answer(is_known=False)


@dataclass(frozen=True, slots=True)
class AfterShip:
    """Trackings of an account: `secret` signs its calls, `api_key` is for asking; either may be empty.

    `adds`: codes that the account lacks are added to it.
    """

    secret: str = field(repr=False)
    api_key: str = field(repr=False)
    limits: Limits
    url: str = URL
    pause: float = 0.5
    batch: int = 20
    name: str = "aftership"
    adds: bool = False

    def supports(self, code: str, carrier: str) -> bool:
        """The carriers that the shop and AfterShip name alike."""
        return carrier in AFTERSHIP_CARRIERS.values() and (not code or bool(_CODE.fullmatch(code)))

    def fetch(self, asked: Sequence[Asked]) -> Answers:
        """Ask for several codes at once; trackings that the account lacks are added, or else not known."""
        codes = ",".join(quote(one.code, safe="") for one in asked)
        url = f"{self.url}/trackings?tracking_numbers={codes}&limit=100"
        reply = call("GET", url, headers={"as-api-key": self.api_key}, limits=self.limits)
        data = require_success(reply).json_object().get("data")
        if not isinstance(data, Mapping) or not isinstance(data.get("trackings"), list):
            raise ProviderFault(Trouble.UNREADABLE, "no trackings")
        found: dict[str, list[ReportedEvent]] = {}
        for tracking in objects_of(data, "trackings"):
            found.setdefault(text_of(tracking, "tracking_number").upper(), []).extend(_history(tracking))
        answers = {code: Answer(tuple(events)) for code, events in found.items()}
        lacking = [one for one in asked if one.code not in answers]
        added = {one.code: self._add(one) for one in lacking[:ADDED_AT_ONCE] if self.adds}
        return {one.code: answers.get(one.code) or added.get(one.code, _UNKNOWN) for one in asked}

    def _add(self, asked: Asked) -> Answer:
        """Add a tracking; one that AfterShip takes for no parcel is not known."""
        slug = their_carrier(AFTERSHIP_CARRIERS, asked.carrier)
        reply = call(
            "POST",
            f"{self.url}/trackings",
            headers={"as-api-key": self.api_key, "Content-Type": "application/json"},
            body=json.dumps({"tracking_number": asked.code} | ({"slug": slug} if slug else {})).encode(),
            limits=self.limits,
        )
        if reply.status in REFUSED_CONTENT:
            return _UNKNOWN
        data = require_success(reply).json_object().get("data")
        return Answer(tuple(_history(data))) if isinstance(data, Mapping) else Answer()

    def is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """HMAC-SHA256 of the body in base64."""
        if not self.secret:
            return False
        expected = base64.b64encode(hmac.new(self.secret.encode(), body, hashlib.sha256).digest())
        return hmac.compare_digest(expected, headers.get(SIGNATURE_HEADER, "").encode())

    def call_id(self, content: Mapping[str, Any]) -> str:
        """The id of the event."""
        return text_of(content, "event_id")

    def tells_of_parcels(self, content: Mapping[str, Any]) -> bool:
        """Other events are about estimates and orders."""
        return text_of(content, "event") == "tracking_update"

    def read_call(self, content: Mapping[str, Any]) -> list[ReportedEvent]:
        """The whole history of the tracking, its estimate with the newest event."""
        message = content.get("msg")
        return _history(message) if isinstance(message, Mapping) else []


def _history(tracking: Mapping[str, Any]) -> list[ReportedEvent]:
    return promising(newest(_events(tracking)), *_promise(tracking))


def _promise(tracking: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    name = "courier_estimated_delivery_date"
    best = text_of(tracking, name, "estimated_delivery_date") or text_of(tracking, "expected_delivery")
    first = text_of(tracking, name, "estimated_delivery_date_min") or best
    last = text_of(tracking, name, "estimated_delivery_date_max") or best
    return moment_of(first, UTC), moment_of(last, UTC)


def _events(tracking: Mapping[str, Any]) -> Iterator[ReportedEvent]:
    code = text_of(tracking, "tracking_number")
    for one in objects_of(tracking, "checkpoints"):
        happened_at = moment_of(text_of(one, "checkpoint_time"), UTC)
        if not code or happened_at is None:
            continue
        tag, words = text_of(one, "tag"), text_of(one, "message")
        raw_code = text_of(one, "raw_tag") or text_of(one, "subtag") or tag or "none"
        place = text_of(one, "location") or place_of(text_of(one, "city"), text_of(one, "state"))
        slug = text_of(one, "slug") or text_of(tracking, "slug")
        yield ReportedEvent(
            happened_at=happened_at,
            kind=kind_of("aftership", tag) if tag else CarrierEventKind.UNKNOWN,
            tracking_code=code[:255],
            carrier=our_carrier(AFTERSHIP_CARRIERS, slug),
            provider="aftership",
            raw_code=raw_code[:128],
            raw_text=words[:1000],
            description=words[:500],
            place=place[:250],
            external_id=fingerprint(happened_at.isoformat(), tag, raw_code, words, place),
        )
