"""A guest without an account and without scripts: finds an order, follows it, writes, returns something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from demo.scenario_stories import ANA
from tests.browser.shop_code import NOBODY_TRIED, run_in_shop
from tests.browser.test_order_page import PICTURE
from tests.browser.visitor import Visitor
from tests.http.test_guest_access import CODE, Guest, text_of
from tests.shop_server import Shop


@pytest.fixture
def guest(shop: Shop) -> Iterator[Guest]:
    made = Guest(shop.url)
    # Others have asked from this machine before, up to the limit.
    run_in_shop(NOBODY_TRIED)
    made.configure(saleor_mails="off", undo_seconds="0")
    yield made
    made.configure(saleor_mails="auto", undo_seconds="60")


@pytest.mark.parametrize("scripts", [False, True])
def test_a_guest_does_everything(
    visitor: Callable[..., Visitor], guest: Guest, mailbox: Any, scripts: bool
) -> None:
    _order, number = guest.sent_order()
    before = len(mailbox.messages)
    eve = visitor(scripts=scripts, width=360)
    page = eve.open()
    page.get_by_label("Order number").fill(number)
    page.get_by_role("region", name="Find your order").get_by_label("E-mail").fill(ANA.email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    mailbox.wait_for(before + 1)
    (code,) = [found for mail in mailbox.messages[before:] for found in CODE.findall(text_of(mail))]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Show my order").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {number}")
    expect(page.locator(".timeline [aria-current=step]")).to_have_count(1)
    if scripts:
        assert eve.barriers() == []
    page.get_by_role("link", name="Write to the shop").click()
    page.get_by_label("Your message").fill("Where is my juice?")
    page.get_by_label("Files").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Where is my juice?")
    expect(page.get_by_role("link", name="photo.")).to_be_visible()

    page.get_by_role("link", name=f"Order {number}").click()
    page.get_by_role("link", name="Return something").click()
    page.get_by_label("How many").fill("1")
    page.get_by_label("Why?").select_option(label="I changed my mind")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Return {number}-R1")
