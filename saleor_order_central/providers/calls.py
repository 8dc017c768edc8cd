"""Calls of providers' webhooks: checked, stored as they came, and answered."""

import hashlib
import json
from collections.abc import Mapping

from ..carrier_events.intake import BODY_LIMIT, Receipt, keep_call
from .base import Calling


def receive_call(provider: Calling, headers: Mapping[str, str], body: bytes) -> Receipt:
    """Check and store one call. The signature comes first: nothing unsigned is parsed.

    `headers` have names in lower case. A call about something else is answered and forgotten.
    """
    if len(body) > BODY_LIMIT:
        return Receipt(413, "too large")
    if not provider.is_signed(headers, body):
        return Receipt(401, "wrong signature")
    try:
        text = body.decode()
        content = json.loads(text)
    except (ValueError, RecursionError):
        return Receipt(400, "not JSON")
    if not isinstance(content, dict):
        return Receipt(400, "not an object")
    if not provider.tells_of_parcels(content):
        return Receipt(200, "ignored")
    own = provider.call_id(content)
    named = json.dumps(["call", provider.name, own]).encode() if own else body
    return keep_call(hashlib.sha256(named).hexdigest(), text, provider=provider.name)
