"""The timeline element in a storefront of another origin: the example page of the repository."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from demo.scenario_stories import ANA, PASSWORD
from devtool.paths import ROOT
from tests.browser.visitor import Visitor
from tests.shop_server import Shop


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def storefront() -> Iterator[str]:
    """Address of the example page."""
    handler = partial(Quiet, directory=str(ROOT / "demo" / "storefront"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_example_shows_the_newest_order(
    visitor: Callable[..., Visitor], shop: Shop, storefront: str
) -> None:
    ana = visitor()
    ana.carriers.add(storefront)
    page = ana.page
    page.goto(storefront)
    page.get_by_label("Address of the shop").fill(shop.url)
    page.get_by_label("E-mail").fill(ANA.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button").click()

    steps = page.locator("order-central-timeline li")
    expect(steps.first).to_contain_text("Order placed")
    assert steps.count() >= 5
    expect(page.locator("order-central-timeline [aria-current=step]")).to_have_count(1)
    assert page.locator("order-central-timeline").get_attribute("token") is None
    page.evaluate("document.querySelector('order-central-timeline').setAttribute('language', 'pl')")
    expect(steps.first).to_contain_text("Zamówienie złożone")
    expect(steps.first).to_contain_text("zrobione")


def test_whoever_may_not_see_the_order_sees_nothing(
    visitor: Callable[..., Visitor], shop: Shop, storefront: str
) -> None:
    eve = visitor()
    eve.carriers.add(storefront)
    page = eve.page
    page.goto(storefront)
    heard = page.evaluate(
        """async (shop) => {
          await import(`${shop}/plugins/global/saleor.order-central/center/assets/timeline.js`);
          const element = document.createElement("order-central-timeline");
          element.setAttribute("api", `${shop}/graphql/`);
          element.setAttribute("order", "T3JkZXI6MQ==");
          element.grant = "ocg_forged";
          document.body.append(element);
          await new Promise(done => element.addEventListener("order-central-missing", done));
          return element.shadowRoot.childElementCount;
        }""",
        shop.url,
    )

    assert heard == 0
