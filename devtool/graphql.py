"""A GraphQL client of a few lines, for checks and for the HTTP tests."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

# Saleor 3 takes a token for five minutes.
TOKEN_SECONDS = 120
SIGN_IN = """mutation SignIn($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { message } }
}"""


def post(
    shop_url: str,
    query: str,
    variables: dict[str, Any] | None = None,
    token: str | None = None,
    *,
    scheme: str = "JWT",
) -> dict[str, Any]:
    """The whole answer, errors included; OSError when nothing answers. Apps send theirs as "Bearer"."""
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"{scheme} {token}"  # JWT is understood by every supported Saleor
    request = urllib.request.Request(f"{shop_url}/graphql/", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:  # Saleor answers 400 to a query that it refuses
        answer = json.load(error)
    return answer


def sign_in(shop_url: str, email: str, password: str) -> str:
    """A token, or ValueError with what the shop said."""
    answer = post(shop_url, SIGN_IN, {"email": email, "password": password})
    created = (answer.get("data") or {}).get("tokenCreate") or {}
    token = created.get("token")
    if not token:
        raise ValueError(f"{email} cannot sign in: {answer}")
    return str(token)


class Tokens:
    """Tokens by e-mail address. Signing in is slow on purpose: not again while a token lives."""

    def __init__(self, shop_url: str) -> None:
        self._url = shop_url
        self._known: dict[str, tuple[float, str]] = {}

    def of(self, email: str, password: str) -> str:
        made_at, token = self._known.get(email, (0.0, ""))
        if not token or time.monotonic() - made_at > TOKEN_SECONDS:
            made_at, token = time.monotonic(), sign_in(self._url, email, password)
            self._known[email] = (made_at, token)
        return token


def answers(shop_url: str) -> bool:
    try:
        return "data" in post(shop_url, "{ shop { name } }")
    except (OSError, ValueError):
        return False
