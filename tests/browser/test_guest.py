"""A guest finds an order, follows it, writes and returns: with and without scripts, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from demo.scenario_stories import ANA
from tests.browser.hands import Keys, Mouse
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


@pytest.mark.parametrize(("scripts", "way"), [(False, Mouse), (True, Keys)])
def test_a_guest_does_everything(
    visitor: Callable[..., Visitor], guest: Guest, mailbox: Any, scripts: bool, way: type[Mouse]
) -> None:
    _order, number = guest.sent_order()
    before = len(mailbox.messages)
    eve = visitor(scripts=scripts, width=360)
    page = eve.open()
    hand = way(page)
    eve.ask_for_code(number, ANA.email, way)
    mailbox.wait_for(before + 1)
    (code,) = [found for mail in mailbox.messages[before:] for found in CODE.findall(text_of(mail))]
    hand.fill(page.get_by_label("Code"), code)
    hand.press(page.get_by_role("button", name="Show my order"))

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {number}")
    expect(page.locator(".timeline [aria-current=step]")).to_have_count(1)
    if scripts:
        assert eve.barriers() == []
    hand.press(page.get_by_role("link", name="Write to the shop"))
    hand.fill(page.get_by_label("Your message"), "Where is my juice?")
    photo = {"name": "photo.png", "mimeType": "image/png", "buffer": PICTURE}
    hand.attach(page.get_by_label("Files"), photo)
    hand.press(page.get_by_role("button", name="Send message"))
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Where is my juice?")
    expect(page.get_by_role("link", name="photo.")).to_be_visible()

    hand.press(page.get_by_role("link", name=f"Order {number}"))
    hand.press(page.get_by_role("link", name="Return something"))
    hand.fill(page.get_by_label("How many"), "1")
    hand.choose(page.get_by_label("Why?"), "I changed my mind")
    hand.press(page.get_by_role("button", name="Next"))
    hand.press(page.get_by_role("button", name="Ask for the return"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Return {number}-R1")
