"""What a customer with an account does at the pages, with a mouse, with keys, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA, CORREIOS_CODE, TRUSTED_HOST, TRUSTED_HTTP, TRUSTED_HTTPS
from tests.browser.visitor import Visitor
from tests.shop_server import Shop

Open = Callable[..., Visitor]


@pytest.fixture(scope="module")
def orders(shop: Shop) -> dict[str, str]:
    """Ids of the sample orders by their stories."""
    return {key: order["id"] for key, order in ShopClient(shop.url).orders().items()}


def test_a_customer_signs_in_and_follows_a_parcel(visitor: Open, orders: dict[str, str]) -> None:
    ana = visitor()
    page = ana.sign_in(ANA.email)
    page.goto(ana.url(f"orders/{orders['sent-correios']}/"))
    expect(page.locator(".timeline [aria-current=step]")).to_contain_text("Delivered")
    expect(page.get_by_role("link", name="Invoice FT-2017")).to_have_attribute("target", "_blank")

    page.get_by_role("link", name="Track").click()
    window = page.get_by_role("dialog")
    expect(window).to_contain_text(CORREIOS_CODE)
    expect(window.get_by_role("heading")).to_have_text("Correios")
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    assert page.url.endswith(f"{orders['sent-correios']}/")


def test_a_trusted_page_opens_inside_and_no_other(visitor: Open, orders: dict[str, str]) -> None:
    ana = visitor()
    ana.shows_carrier(TRUSTED_HOST)
    page = ana.sign_in(ANA.email)
    page.goto(ana.url(f"orders/{orders['trusted-https']}/"))
    page.get_by_role("link", name="Track").click()
    frame = page.frame_locator("#window iframe")
    expect(frame.get_by_text("The carrier's own page")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link", name="Open in a new tab")).to_have_attribute(
        "href", TRUSTED_HTTPS
    )

    page.goto(ana.url(f"orders/{orders['trusted-http']}/"))
    link = page.get_by_role("link", name="Track")
    expect(link).to_have_attribute("href", TRUSTED_HTTP)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_links_change_the_page_in_place_and_lead_the_keyboard(visitor: Open) -> None:
    ana = visitor()
    page = ana.sign_in(ANA.email)
    page.evaluate("window.sameDocument = true")
    page.locator(".orders h2 a").first.click()
    expect(page.locator(".timeline")).to_be_visible()

    assert page.evaluate("window.sameDocument") is True
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.title().startswith("Order ")
    page.go_back()
    expect(page.locator(".orders")).to_be_visible()
    # Nothing of a page is kept in the browser, only where it is.
    kept = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert kept == ["htmx-current-path-for-history"]


def test_everything_is_reached_by_keys(visitor: Open) -> None:
    ana = visitor()
    page = ana.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    names = []
    for _stop in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    assert names == ["number", "email", "Send me a code", "email", "password", "Sign in"]
    page.get_by_label("E-mail").last.focus()
    page.keyboard.type(ANA.email)
    page.keyboard.press("Tab")
    page.keyboard.type("password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/")
    page.locator(".orders h2 a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_be_visible()


@pytest.mark.parametrize(("scripts", "story"), [(True, "delivered-custom"), (False, "finalised-too-early")])
def test_a_customer_rates_a_delivered_order(
    visitor: Open, orders: dict[str, str], scripts: bool, story: str
) -> None:
    ana = visitor(scripts=scripts)
    page = ana.sign_in(ANA.email)
    page.goto(ana.url(f"orders/{orders[story]}/"))
    page.get_by_role("button", name="Send rating").click()
    expect(page.get_by_role("alert")).to_contain_text("rate at least one part")

    page.get_by_role("group", name="Delivery").get_by_role("radio").nth(3).check()
    page.get_by_label("Your words").fill(f"Fine, scripts {scripts}")
    page.get_by_role("button", name="Send rating").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("group", name="Delivery").get_by_role("radio").nth(3)).to_be_checked()
    expect(page.get_by_label("Your words")).to_have_value(f"Fine, scripts {scripts}")


@pytest.mark.parametrize(
    ("scripts", "story", "units"), [(True, "two-parcels", "1"), (False, "sent-correios", "2")]
)
def test_a_customer_returns_something(
    visitor: Open, orders: dict[str, str], scripts: bool, story: str, units: str
) -> None:
    ana = visitor(scripts=scripts)
    page = ana.sign_in(ANA.email)
    page.goto(ana.url(f"orders/{orders[story]}/"))
    page.get_by_role("link", name="Return something").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one item.")

    juice = page.get_by_role("group", name="Apple Juice")
    juice.get_by_label("How many").fill(units)
    juice.get_by_label("Why?").select_option(label="It does not fit")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Check your return")).to_be_visible()
    page.get_by_label("Photos").set_input_files(
        {"name": "photo.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    )
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("alert")).to_contain_text("Files of this kind are not taken.")

    page.get_by_label("Photos").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_label("Anything else").fill("Too small")
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Return")
    expect(page.get_by_role("main")).to_contain_text(f"{units} ×")
    expect(page.get_by_role("main")).to_contain_text("It does not fit")
    expect(page.get_by_role("link", name="photo.")).to_be_visible()

    page.get_by_role("button", name="Give up this return").click()
    expect(page.get_by_role("button", name="Give up this return")).to_have_count(0)


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003"
    "010100f7034141f10000000049454e44ae426082"
)
