"""Staff at the pages: inside the Dashboard on Saleor 3, signed in on their own on Saleor 2.10."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, Page, expect

from saleor_order_central.dashboard.addresses import BASE
from tests.browser.barriers import barriers_of
from tests.browser.page_server import PageServer
from tests.browser.visitor import Visitor
from tests.shop_server import Shop

APP = """{ apps(first: 50) { edges { node { name accessToken } } } }"""


@dataclass
class Merchant:
    """`view` is where the pages are: the browser's own page, or the frame in the Dashboard."""

    visitor: Visitor
    shop: Shop
    host: PageServer | None

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def view(self) -> Page | Frame:
        if self.host is None:
            return self.page
        return next(one for one in self.page.frames if one is not self.page.main_frame)

    def token(self) -> str:
        """The token that the Dashboard would hand over."""
        found = self.shop.graphql(APP, token=self.shop.staff_token)["data"]["apps"]["edges"]
        return next(one["node"]["accessToken"] for one in found if one["node"]["name"] == "Order Central")

    def open(self, path: str, *, theme: str = "light", token: str | None = None) -> None:
        """Go to a page as the Dashboard or a bookmark would."""
        if self.host is None:
            self.page.emulate_media(color_scheme=theme)
            self.page.goto(f"{self.shop.url}{BASE}{path}")
            self.page.wait_for_selector("main h1[tabindex], #email")
            if self.page.locator("#email").count():
                self.page.get_by_label("E-mail address").fill("admin@example.com")
                self.page.get_by_label("Password").fill("admin")
                self.page.get_by_role("button", name="Sign in").click()
        else:
            self.visitor.carriers.add(self.host.url)
            self.page.goto(f"{self.host.url}/?theme={theme}&app={self.shop.url}{BASE}{path}")
            self.page.wait_for_function("window.dashboard")
            given = self.token() if token is None else token
            self.page.evaluate("token => window.dashboard.open(token)", given)
            self.page.wait_for_selector("iframe")
        if token is None:
            self.view.wait_for_selector("#page main h1[tabindex]")

    def go(self, path: str) -> None:
        """Go on to another page as a link would, without a new beginning."""
        self.view.evaluate(
            "path => htmx.ajax('GET', path, {target: '#page', swap: 'innerHTML show:none'})", f"{BASE}{path}"
        )
        self.view.wait_for_selector("#page main h1[tabindex]")

    def look(self, theme: str, width: int) -> None:
        """Look at the page in another light, on another screen."""
        self.page.set_viewport_size({"width": width, "height": 800})
        if self.host is None:
            self.page.emulate_media(color_scheme=theme)
        else:
            self.page.evaluate("theme => window.dashboard.theme(theme)", theme)
            self.view.wait_for_selector(f"html[data-theme={theme}]", state="attached")

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """Actions of a kind that the Dashboard was asked for, in their order; waits for the first."""
        self.page.wait_for_function("kind => window.dashboard.seen.some(one => one.type === kind)", arg=kind)
        seen: list[dict[str, Any]] = self.page.evaluate("window.dashboard.seen")
        return [one for one in seen if one["type"] == kind]

    def barriers(self, *rules: str) -> list[str]:
        """Serious and critical findings of axe-core on our page as it stands, by all rules or some."""
        return barriers_of(self.view, *rules)

    def expects(self, text: str) -> None:
        """Wait for words on the page; a change of many orders takes its time."""
        expect(self.view.locator("#page")).to_contain_text(text, timeout=30_000)
