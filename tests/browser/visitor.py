"""A person at the pages: a browser that notes everything a page should not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from saleor_order_central.center.addresses import BASE
from saleor_order_central.host.detect import is_saleor_3
from tests.browser.barriers import barriers_of
from tests.browser.hands import Mouse

CHANNEL = "default-channel" if is_saleor_3() else "shop"


@dataclass
class Visitor:
    """`complaints` are violations of the content policy, errors of scripts, and requests to other places."""

    context: BrowserContext
    shop: str
    complaints: list[str] = field(default_factory=list)
    carriers: set[str] = field(default_factory=set)

    @cached_property
    def page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)
        return page

    def url(self, path: str = "") -> str:
        return f"{self.shop}{BASE}{CHANNEL}/{path}"

    def open(self, path: str = "") -> Page:
        self.page.goto(self.url(path))
        return self.page

    def sign_in(self, email: str, password: str = "password") -> Page:
        page = self.open()
        page.get_by_label("E-mail").last.fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/orders/**")
        return page

    def ask_for_code(self, number: str, email: str, way: type[Mouse] = Mouse) -> None:
        """Fill in the form of guests, and wait for the next page."""
        page, hand = self.page, way(self.page)
        hand.fill(page.get_by_label("Order number"), number)
        hand.fill(page.get_by_role("region", name="Find your order").get_by_label("E-mail"), email)
        hand.press(page.get_by_role("button", name="Send me a code"))
        expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()

    def barriers(self, *rules: str) -> list[str]:
        """Serious and critical findings of axe-core on the page as it stands, by all rules or some."""
        return barriers_of(self.page, *rules)

    def shows_carrier(self, host: str) -> None:
        """Let a carrier's page be there, as this machine must not look for it elsewhere."""
        self.carriers.add(f"https://{host}/")
        self.context.route(
            f"https://{host}/**",
            lambda route: route.fulfill(content_type="text/html", body="<p>The carrier's own page</p>"),
        )

    def _console(self, message: ConsoleMessage) -> None:
        # A form that has to be mended answers 422, which the browser notes as an error of loading.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.shop, *self.carriers)):
            self.complaints.append(f"request to another place: {request.url}")
