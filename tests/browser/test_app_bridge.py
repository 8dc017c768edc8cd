"""Our side of the AppBridge against the real SDK; on Saleor 2.10 the pages know no Dashboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from demo.scenario_client import ShopClient
from saleor_order_central.host.detect import is_saleor_3
from tests.browser.merchant import Merchant

Open = Callable[..., Merchant]

if not is_saleor_3():

    def test_without_a_dashboard_nothing_waits_for_one(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders")
        assert staff.view.evaluate("window.OrderCentralBridge.isFramed") is False
        assert staff.view.locator("[data-dashboard]").count() == 0

else:

    def test_every_action_has_the_form_that_the_sdk_gives_it(merchant: Open) -> None:
        order = ShopClient(merchant().shop.url).orders()["sent-correios"]["id"]
        staff = merchant()
        staff.open(f"/orders/{order}")
        staff.view.get_by_role("link", name="Add a note").click()
        staff.view.get_by_label("Subject").fill("Form")
        staff.view.get_by_role("button", name="Save").click()
        staff.expects("The note was added.")
        staff.view.get_by_role("button", name="Open in Saleor").click()
        widget = merchant()
        widget.open(f"/widget?orderId={order}")
        widget.page.wait_for_function("window.dashboard.seen.some(one => one.type === 'widgetResize')")
        seen = staff.page.evaluate("window.dashboard.seen") + widget.page.evaluate("window.dashboard.seen")
        assert {one["type"] for one in seen} == {
            "notifyReady",
            "notification",
            "redirect",
            "updateRouting",
            "widgetResize",
        }
        for one in seen:
            name, payload = one["type"], dict(one["payload"])
            del payload["actionId"]
            action = name[0].upper() + name[1:]
            wanted = staff.page.evaluate(
                "([name, given]) => window.dashboard.action(name, given)", [action, payload]
            )
            del wanted["payload"]["actionId"]
            assert {"type": name, "payload": payload} == wanted
        assert len({one["payload"]["actionId"] for one in seen}) == len(seen)

    def test_two_handshakes_make_one_page(merchant: Open) -> None:
        staff = merchant()
        asked: list[str] = []
        staff.page.on("request", lambda one: asked.append(one.headers.get("hx-request", "")))
        staff.open("/orders")
        staff.page.wait_for_timeout(300)
        assert asked.count("true") == 1

    def test_theme_and_language_follow_the_dashboard(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders", theme="dark")
        assert staff.view.locator("html").get_attribute("data-theme") == "dark"
        staff.page.evaluate("window.dashboard.theme('light')")
        expect(staff.view.locator("html")).to_have_attribute("data-theme", "light")
        staff.page.evaluate("window.dashboard.locale('pl')")
        expect(staff.view.locator("h1")).to_have_text("Zamówienia")
        assert staff.view.locator("html").get_attribute("lang") == "pl"

    def test_it_still_listens_after_pages_inside_the_frame(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders")
        staff.view.get_by_role("link", name="Returns", exact=True).click()
        expect(staff.view.locator("h1")).to_have_text("Returns")
        staff.page.evaluate("window.dashboard.theme('dark')")
        expect(staff.view.locator("html")).to_have_attribute("data-theme", "dark")

    def test_without_a_token_the_page_says_what_is_missing(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders", token="")
        expect(staff.view.locator("#state")).to_contain_text("You need the permission to manage orders")

    def test_a_token_that_is_none_shows_nothing(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders", token="ey.not.one")
        expect(staff.view.locator("#state")).to_contain_text("You need the permission")
        assert staff.view.locator("table").count() == 0

    def test_a_refreshed_token_keeps_the_page(merchant: Open) -> None:
        staff = merchant()
        staff.open("/orders")
        staff.view.get_by_label("Search").fill("half written")
        staff.page.evaluate("token => window.dashboard.refresh(token)", staff.token())
        staff.page.wait_for_timeout(300)
        assert staff.view.get_by_label("Search").input_value() == "half written"

    def test_nobody_else_may_frame_the_pages(merchant: Open) -> None:
        staff = merchant()
        other = staff.host.url.replace("localhost", "127.0.0.1")
        staff.visitor.carriers.add(other)
        staff.page.goto(f"{other}/?app={staff.shop.url}/plugins/global/saleor.order-central/dashboard/orders")
        staff.page.wait_for_function("window.dashboard")
        staff.page.evaluate("token => window.dashboard.open(token)", staff.token())
        staff.page.wait_for_timeout(500)
        assert staff.page.evaluate("window.dashboard.seen") == []
        # The browser itself says why, and that is all that it complains about.
        assert all("frame-ancestors" in one or "Framing" in one for one in staff.visitor.complaints)
        assert staff.visitor.complaints
        staff.visitor.complaints.clear()

    def test_opened_without_the_dashboard_the_page_says_where_to_go(merchant: Open) -> None:
        staff = merchant()
        staff.page.goto(f"{staff.shop.url}/plugins/global/saleor.order-central/dashboard/orders")
        expect(staff.page.locator("#state")).to_contain_text("Open this page from Saleor's Dashboard")
