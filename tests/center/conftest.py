"""Pages without a browser: Django's own client, which keeps cookies and checks tokens of forms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from saleor_order_central.center.addresses import BASE
from tests.shop_rows import make_channel

ORDERS = "orders/"


class Browser:
    """A browser at one shop's pages. It sends tokens of forms from the page that it saw last."""

    def __init__(self, shop: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.base = f"{BASE}{shop}/"
        self.token = ""

    def get(self, path: str = "", **headers: str) -> Any:
        return self._seen(self.client.get(self._path(path), **headers))

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        values = {"csrfmiddlewaretoken": self.token, **(data or {})}
        return self._seen(self.client.post(self._path(path), values, **headers))

    def sign_in(self, user: Any) -> Any:
        self.get()
        response = self.post("sign-in/", {"email": user.email, "password": "password"})
        assert response.status_code == 303, response.content
        return response

    def _path(self, path: str) -> str:
        return path if path.startswith("/") else self.base + path

    def _seen(self, response: Any) -> Any:
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text_of(response))
        self.token = found[1] if found else self.token
        return response


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode(errors="replace")


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def shop_name(db: None) -> str:
    """What stands for the shop in addresses."""
    channel = make_channel("main")
    return channel.slug if channel else "shop"


@pytest.fixture
def browser(shop_name: str) -> Browser:
    """Nobody's browser."""
    return Browser(shop_name)


@pytest.fixture
def her_browser(browser: Browser, customer: Any) -> Browser:
    """The browser of the customer, signed in."""
    browser.sign_in(customer)
    return browser
