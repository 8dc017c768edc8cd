"""Correios, through the API of its contract customers: a token for the posting card, objects in batches."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.core.cache import cache

from ..carrier_events.reports import ReportedEvent
from .aggregators import promising
from .base import Answer, Answers, Asked, ProviderFault, Trouble
from .outgoing import Limits, Reply, call, require_success
from .reading import BRAZIL, fingerprint, moment_of, newest, objects_of, place_of, text_of

URL = "https://api.correios.com.br"
BATCH = 50
_CODE = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_RENEW_BEFORE = 300
_LONGEST = 23 * 3600


@dataclass(frozen=True, slots=True)
class Correios:
    """Objects of SRO Rastro. `user` and `access_code` name the contract, `card` is the posting card."""

    user: str
    access_code: str = field(repr=False)
    card: str
    limits: Limits
    url: str = URL
    pause: float = 1.0
    batch: int = BATCH
    name: str = "correios"

    def supports(self, code: str, carrier: str) -> bool:
        """Codes of the postal union, once the carrier was named."""
        return carrier == "correios" and (not code or bool(_CODE.fullmatch(code)))

    def fetch(self, asked: Sequence[Asked]) -> Answers:
        """Ask for up to 50 codes at once; a token that is no longer taken is replaced, once."""
        codes = ",".join(quote(one.code, safe="") for one in asked)
        reply = self._objects(codes, self._token())
        if reply.status == 401:
            cache.delete(self._cache_key)
            reply = self._objects(codes, self._token())
        content = require_success(reply).json()
        wanted = {one.code for one in asked}
        found = {text_of(one, "codObjeto").upper(): one for one in objects_of(content, "objetos")}
        found.pop("", None)
        if not found:
            raise ProviderFault(Trouble.UNREADABLE, "no objects")
        return {code: _answer(code, one) for code, one in found.items() if code in wanted}

    def _objects(self, codes: str, token: str) -> Reply:
        url = f"{self.url}/srorastro/v1/objetos?codigosObjetos={codes}&resultado=T"
        return call("GET", url, headers={"Authorization": f"Bearer {token}"}, limits=self.limits)

    @property
    def _cache_key(self) -> str:
        """Other credentials have another token."""
        named = json.dumps([self.url, self.user, self.access_code, self.card])
        return f"saleor-order-central-correios-{hashlib.sha256(named.encode()).hexdigest()}"

    def _token(self) -> str:
        known = cache.get(self._cache_key)
        if known:
            return str(known)
        basic = base64.b64encode(f"{self.user}:{self.access_code}".encode()).decode()
        reply = call(
            "POST",
            f"{self.url}/token/v1/autentica/cartaopostagem",
            headers={"Authorization": f"Basic {basic}", "Content-Type": "application/json"},
            body=json.dumps({"numero": self.card}).encode(),
            limits=self.limits,
        )
        if 400 <= reply.status < 500 and reply.status not in (408, 429):
            # Whatever is wrong with a login, asking again with other codes would not help.
            raise ProviderFault(Trouble.UNAUTHORIZED, f"HTTP {reply.status}")
        content = require_success(reply).json()
        token = text_of(content, "token")
        if not token:
            raise ProviderFault(Trouble.UNAUTHORIZED, "no token")
        if seconds := _seconds_left(text_of(content, "expiraEm")):
            cache.set(self._cache_key, token, seconds)
        return token


def _seconds_left(expires_at: str) -> int:
    """How long a token is kept; 0 where it ends too soon to be kept, or nobody said when."""
    moment = moment_of(expires_at, BRAZIL)
    if moment is None:
        return 0
    left = int((moment - datetime.now(UTC)).total_seconds()) - _RENEW_BEFORE
    return max(0, min(left, _LONGEST))


def _answer(code: str, content: Mapping[str, Any]) -> Answer:
    events = newest(_events(code, content))
    if not events:
        return Answer(is_known=False)
    promise = moment_of(text_of(content, "dtPrevista"), BRAZIL)
    return Answer(tuple(promising(events, promise, promise)))


def _events(code: str, content: Mapping[str, Any]) -> Iterator[ReportedEvent]:
    """Newest first, as they come; the entry before a correction (EST) did not happen."""
    is_void = False
    for one in objects_of(content, "eventos"):
        operation, number = text_of(one, "codigo").upper(), text_of(one, "tipo")
        happened_at = moment_of(text_of(one, "dtHrCriado"), BRAZIL)
        if is_void or happened_at is None or not operation:
            is_void = False
            continue
        is_void = operation == "EST"
        raw_code = "-".join(filter(None, (operation, number.zfill(2) if number else "")))
        words, detail = text_of(one, "descricao"), text_of(one, "detalhe")
        place, country = _place(one)
        yield ReportedEvent(
            happened_at=happened_at,
            tracking_code=code,
            carrier="correios",
            provider="correios",
            raw_code=raw_code,
            raw_text=place_of(words, detail)[:1000],
            description=words[:500],
            place=place[:250],
            country=country,
            external_id=fingerprint(happened_at.isoformat(), raw_code, place),
        )


def _place(event: Mapping[str, Any]) -> tuple[str, str]:
    city, state = text_of(event, "unidade", "endereco", "cidade"), text_of(event, "unidade", "endereco", "uf")
    if city or state:
        return "/".join(filter(None, (city, state))), "BR"
    return text_of(event, "unidade", "nome"), ""
