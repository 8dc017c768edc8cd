"""Pages as a browser of staff gets them, without the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from saleor_order_central.dashboard.addresses import BASE
from saleor_order_central.dashboard.session import COOKIE, HEADER, begin
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.staff import StaffGrant
from tests.shop_rows import make_user

_FRAMED = f"HTTP_{HEADER.upper().replace('-', '_')}"


class Reader(HTMLParser):
    """Collects what a person reads, links, and the values of forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self.inputs: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag in ("input", "select", "textarea"):
            self.inputs.append(found)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class Answer:
    """An answer of a page: status, headers, words."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.reader = Reader(self.html)
        self.text = re.sub(r"\s+", " ", unescape(" ".join(self.reader.parts))).strip()

    def value(self, name: str) -> str | None:
        """The value of the first control of a name."""
        return next((one.get("value") for one in self.reader.inputs if one.get("name") == name), None)


class Desk:
    """Somebody at the pages. `language` and `zone` are what the Dashboard and the browser say."""

    def __init__(self, session: str = "", *, language: str = "en", zone: str = "") -> None:
        self.client = Client()
        self.headers: dict[str, str] = {
            "HTTP_HX_REQUEST": "true",
            "HTTP_ORDER_CENTRAL_LANGUAGE": language,
            "HTTP_ORDER_CENTRAL_TIME_ZONE": zone,
        }
        if session and is_saleor_3():
            self.headers[_FRAMED] = session
        elif session:
            self.client.cookies[COOKIE] = session

    def get(self, path: str, **query: Any) -> Answer:
        return Answer(self.client.get(BASE + path, query, **self.headers))

    def post(self, path: str, **values: Any) -> Answer:
        """Send a form; the answer is the page that it leads to."""
        answer = self.client.post(BASE + path, values, **self.headers)
        if answer.status_code == 303:
            answer = self.client.get(answer["Location"], **self.headers)
        return Answer(answer)


def desk_of(user: Any, permissions: tuple[str, ...] | None = None, **options: Any) -> Desk:
    """Open a session as the Dashboard's token or the sign-in would; inside the Dashboard rights are named."""
    if is_saleor_3() and permissions is None:
        permissions = tuple(user.effective_permissions.values_list("codename", flat=True))
    return Desk(begin(StaffGrant(user.pk, permissions)), **options)


@pytest.fixture
def desk(staff_user: Any) -> Desk:
    """Staff with MANAGE_ORDERS."""
    return desk_of(staff_user)


@pytest.fixture
def manager(db: None) -> Desk:
    """Staff with every right that the pages ask for."""
    rights = (
        "order.manage_orders",
        "account.manage_users",
        "site.manage_settings",
        "site.manage_translations",
        "payment.handle_payments" if is_saleor_3() else "order.manage_orders",
    )
    return desk_of(make_user("manager@example.com", *rights, is_staff=True))


@pytest.fixture
def placed(db: None) -> Callable[..., Any]:
    """Place an order and let the plugin record it, as its hooks do."""
    from saleor_order_central.statuses.automation import record_orders
    from tests.shop_rows import make_order

    def place(**columns: Any) -> Any:
        order = make_order(**columns)
        record_orders([order.pk])
        return order

    return place


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Call something and then what it left for after the commit: `after_commit(desk.post, path, …)`."""

    def call(action: Callable[..., Any], *args: Any, **values: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **values)

    return call
