"""A headless Chromium that looks at the pages of a real shop, and reports what a customer should not see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.merchant import Merchant
from tests.browser.page_server import PageServer
from tests.browser.visitor import Visitor
from tests.shop_server import Shop

SALEOR_3 = "saleor3"
DASHBOARD = Path(__file__).parent / "app_bridge" / "dashboard.html"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while Playwright is open, Django takes the thread for an asynchronous one."""
    program = os.environ.get("ORDER_CENTRAL_CHROMIUM")
    if not program:
        missing = os.environ.get("ORDER_CENTRAL_NO_CHROMIUM")
        pytest.fail(missing or "The browser tests run through `python3 dev.py test`, which finds Chromium.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, shop: Shop) -> Iterator[Callable[..., Visitor]]:
    """Open a browser of its own: `visitor(width=360)`. What it noted must be clean when the test ends."""
    visitors: list[Visitor] = []

    def opened(*, width: int = 1000, scripts: bool = True, **options: Any) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, **options
        )
        visitors.append(Visitor(context, shop.url))
        return visitors[-1]

    yield opened
    complaints = [complaint for one in visitors for complaint in one.complaints]
    for one in visitors:
        one.context.close()
    assert complaints == []


@pytest.fixture
def page(visitor: Callable[..., Visitor]) -> Page:
    """A page of a desktop browser."""
    return visitor().page


@pytest.fixture(scope="session")
def app_sdk() -> Path:
    """The folder of the AppBridge SDK that Saleor's Dashboard uses itself."""
    folder = os.environ.get("ORDER_CENTRAL_APP_SDK")
    if not folder:
        missing = os.environ.get("ORDER_CENTRAL_NO_APP_SDK")
        pytest.fail(
            missing or "The tests of the AppBridge run through `python3 dev.py test`, which finds its SDK."
        )
    return Path(folder)


@pytest.fixture(scope="session")
def dashboard_host(shop: Shop, request: pytest.FixtureRequest) -> Iterator[PageServer | None]:
    """What plays Saleor's Dashboard; None where Saleor's Dashboard takes no pages of others."""
    if shop.host_kind != SALEOR_3:
        yield None
        return
    with PageServer(request.getfixturevalue("app_sdk"), {"/": DASHBOARD}) as host:
        allow = """mutation($value: String!) { pluginUpdate(id: "saleor.order-central", input: {active: true,
            configuration: [{name: "dashboard_origins", value: $value}]}) { errors { message } } }"""
        answer = shop.graphql(allow, {"value": host.url}, shop.staff_token)
        assert answer["data"]["pluginUpdate"]["errors"] == []
        yield host


@pytest.fixture
def merchant(
    visitor: Callable[..., Visitor], shop: Shop, dashboard_host: PageServer | None
) -> Callable[..., Merchant]:
    """Open a browser for staff: `merchant(width=360)`."""
    return lambda **options: Merchant(visitor(**options), shop, dashboard_host)
