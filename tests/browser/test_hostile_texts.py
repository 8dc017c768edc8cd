"""Hostile texts in a real browser: as HTML of the API, on pages, in mails. None runs or loads anything.

The content policy of our pages is switched off here: what it would stop must not even be there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from demo.scenario_stories import ANA
from saleor_order_central.formatted import TAGS
from tests.browser.merchant import Merchant
from tests.browser.visitor import Visitor
from tests.hostile_html import HOSTILE
from tests.http.test_conversations import Desk

RAN = "a text ran"
# Whatever runs says so, in whichever frame; nothing of ours writes errors to the console.
TELL = f"window.alert = () => console.error('{RAN}')"
ACTING = """() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
    .filter(each => /^on/i.test(each.name) || /^\\s*(javascript|vbscript|data:text)/i.test(each.value))
    .map(each => `${one.localName} ${each.name}`))"""
ELEMENTS = "() => [...document.querySelectorAll('*')].map(one => one.localName)"
MESSAGES = """query($id: ID!) { orderThread(id: $id) {
    messages(first: 100) { edges { node { body bodyHtml } } } } }"""
ALL_TEXT = "\n".join(HOSTILE)


def watched(visitor: Visitor) -> Visitor:
    visitor.context.add_init_script(TELL)
    visitor.context.route("**://evil.example/**", lambda route: route.abort())
    return visitor


@pytest.fixture
def reader(visitor: Callable[..., Visitor]) -> Visitor:
    """Notes each script that runs and each request to another place; neither may be there at the end."""
    return watched(visitor(bypass_csp=True))


@pytest.fixture(scope="module")
def said(shop: Any, mailbox: Any) -> dict[str, Any]:
    """Each text as a formatted message of staff, all of them as one of the customer, and the mails of it."""
    desk, before = Desk(shop.url), len(mailbox.messages)
    order = desk.new_order()
    for text in HOSTILE:
        wanted = {"order": order, "body": text, "bodyHtml": text, "showToCustomer": True}
        sent = desk.ask("MessageSend", desk.staff, input=wanted)["orderMessageSend"]
        assert sent["errors"] == []
    thread = sent["thread"]["id"]
    # What the shop writes by itself says that a machine wrote it.
    letters = [one for one in mailbox.messages[before:] if one["Auto-Submitted"] is None]
    asked = desk.ask("CustomerMessageSend", desk.token(ANA.email), input={"order": order, "body": ALL_TEXT})
    assert asked["orderCustomerMessageSend"]["errors"] == []
    found = desk.data(MESSAGES, desk.token(ANA.email), {"id": thread})["orderThread"]["messages"]["edges"]
    return {
        "order": order,
        "thread": thread,
        "html": [edge["node"]["bodyHtml"] for edge in found if edge["node"]["bodyHtml"]],
        "mails": [letter.get_body(("html",)).get_content() for letter in letters],
    }


def show(visitor: Visitor, texts: Sequence[str]) -> list[Frame]:
    """Open a page of the shop's own address that shows each text in a frame of its own."""
    frames = "".join(f'<iframe srcdoc="{escape(one)}"></iframe>' for one in texts)
    address = f"{visitor.shop}/hostile/"
    visitor.context.route(
        address,
        lambda route: route.fulfill(content_type="text/html", body=f"<!doctype html><body>{frames}"),
    )
    visitor.page.goto(address, wait_until="networkidle")
    return visitor.page.frames[1:]


def acting(place: Page | Frame) -> list[str]:
    """Attributes that would run something, with their elements."""
    found: list[str] = place.evaluate(ACTING)
    return found


def test_as_they_came_the_texts_run_and_load(browser: Browser, shop: Any) -> None:
    """The net has no holes: without cleaning, everything is seen that the other tests must not see."""
    stranger = watched(Visitor(browser.new_context(bypass_csp=True), shop.url))
    frames = show(stranger, HOSTILE)
    attributes = {one for frame in frames if not frame.is_detached() for one in acting(frame)}
    complaints = stranger.complaints
    stranger.context.close()
    assert complaints.count(f"console: {RAN}") >= 8
    assert {"request to another place: https://evil.example/pixel", f"console: {RAN}"} <= set(complaints)
    assert {"img onerror", "a onclick", "a href", "details ontoggle", "svg onload"} <= attributes


def test_html_of_the_api_only_formats(said: dict[str, Any], reader: Visitor) -> None:
    frames = show(reader, said["html"])
    assert len(frames) == len(said["html"]) > 10
    for frame in frames:
        assert acting(frame) == []
        assert set(frame.evaluate(ELEMENTS)) <= {"html", "head", "body", *TAGS}
    assert reader.complaints == []


def test_mails_run_and_load_nothing(said: dict[str, Any], reader: Visitor) -> None:
    frames = show(reader, said["mails"])
    assert len(frames) == len(said["mails"]) == len(HOSTILE)
    for frame in frames:
        assert acting(frame) == []
        assert {"script", "iframe", "img", "form", "link", "svg"}.isdisjoint(frame.evaluate(ELEMENTS))
    assert reader.complaints == []


def test_the_customers_pages_show_them_as_text(said: dict[str, Any], reader: Visitor) -> None:
    page = reader.sign_in(ANA.email)
    for path in ("messages/", ""):
        page.goto(reader.url(f"orders/{said['order']}/{path}"), wait_until="networkidle")
        assert acting(page) == []
        assert reader.complaints == []
        if path:
            for text in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"):
                expect(page.get_by_role("main")).to_contain_text(text)


def test_the_inbox_of_staff_shows_them_as_text(
    said: dict[str, Any], merchant: Callable[..., Merchant]
) -> None:
    staff = merchant(bypass_csp=True)
    watched(staff.visitor)
    staff.open(f"/inbox/{said['thread']}")
    staff.expects("<script>alert(1)</script>")
    assert acting(staff.view) == []
    assert staff.visitor.complaints == []
