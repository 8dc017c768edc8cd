"""Guests of orders, and the codes that their mails would hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from saleor_order_central.access.codes import code_of, email_mark
from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.access.models import AccessGrant, AccessRequest
from saleor_order_central.access.requests import answer_requests
from saleor_order_central.access.tokens import new_token, token_hash
from saleor_order_central.host import get_host
from tests.conftest import Api
from tests.shop_rows import facts_of

REQUEST = """mutation($number: String!, $email: String!, $channel: String) {
  orderAccessRequest(number: $number, email: $email, channel: $channel) {
    isAccepted errors { field code message } } }"""
CONFIRM = """mutation($number: String!, $email: String!, $code: String!) {
  orderAccessConfirm(number: $number, email: $email, code: $code, languageCode: "en") {
    token expiresAt scopes orderCentral { number isRedacted } errors { field code message } } }"""


def now() -> datetime:
    return datetime.now(UTC)


def number_of(order: Any) -> str:
    return facts_of(order).number


def request(api: Api, number: str, email: str, **values: Any) -> dict[str, Any]:
    """Ask for a code."""
    return api.data(REQUEST, number=number, email=email, **values)["orderAccessRequest"]


def confirm(api: Api, number: str, email: str, code: str) -> dict[str, Any]:
    """Trade a code for a token."""
    return api.data(CONFIRM, number=number, email=email, code=code)["orderAccessConfirm"]


def answer() -> int:
    """What the task does."""
    with get_host().allow_writer():
        return answer_requests()


def newest_code() -> str:
    """The code that the newest request's mail holds."""
    return code_of(AccessRequest.objects.latest("pk").seed)


def wrong(code: str) -> str:
    """Another code of the same form."""
    return ("A" if code[0] != "A" else "B") + code[1:]


def grant(order: Any, *scopes: AccessScope, **columns: Any) -> str:
    """A grant on an order; returns its token. Without scopes it has all."""
    token = new_token()
    values = {
        "scopes": [one.value for one in scopes or AccessScope],
        "source": "CODE",
        "email_mark": email_mark(order.user_email),
        "expires_at": now() + timedelta(hours=1),
    }
    AccessGrant.objects.create(order=order, token_hash=token_hash(token), **{**values, **columns})
    return token
