"""What merchants do at their pages, in a browser: with a mouse, and with keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from demo.scenario_client import ShopClient
from tests.browser.hands import Keys, Mouse
from tests.browser.merchant import Merchant
from tests.browser.shop_code import FIFTY, RECEIVED_RETURN, run_in_shop

Open = Callable[..., Merchant]
# A frame of another site may keep nothing at all.
KEPT = """() => {
    try { return Object.keys(localStorage).concat(Object.keys(sessionStorage)); } catch { return []; }
}"""


@pytest.mark.parametrize("way", [Mouse, Keys])
def test_a_merchant_answers_a_customer(merchant: Open, way: type[Mouse]) -> None:
    order = ShopClient(merchant().shop.url).orders()["sent-correios"]
    staff = merchant()
    staff.open(f"/orders/{order['id']}")
    view, hands = staff.view, way(staff.page)
    hands.press(view.get_by_role("link", name="Write a message"))
    hands.fill(view.get_by_label("Subject"), "Your parcel")
    hands.fill(view.get_by_label("Message", exact=False).first, "It reaches you tomorrow.")
    hands.press(view.get_by_role("button", name="Preview"))
    expect(view.get_by_role("heading", name="What the customer gets")).to_be_focused()
    hands.press(view.get_by_role("button", name="Save"))
    staff.expects("The message was added.")
    staff.expects("It reaches you tomorrow.")
    if staff.host is not None:
        assert staff.sent("notification")[-1]["payload"]["title"] == "The message was added."
        assert staff.sent("updateRouting")[-1]["payload"]["newRoute"].startswith(f"/orders/{order['id']}")


def test_fifty_statuses_change_at_once_and_back(merchant: Open) -> None:
    assert run_in_shop(FIFTY) == 50
    staff = merchant()
    staff.open("/orders")
    view, hands = staff.view, Keys(staff.page)
    hands.fill(view.get_by_label("Search"), "fifty@example.com")
    hands.press(view.get_by_role("button", name="Filter the list"))
    staff.expects("Orders: 50")
    hands.check(view.get_by_label("All that were found (50)"))
    hands.press(view.get_by_role("button", name="Change status"))
    hands.choose(view.get_by_label("New status"), "Waiting for dispatch")
    hands.choose(view.get_by_label("E-mail"), "Do not send")
    hands.press(view.get_by_role("button", name="Change status"))
    staff.expects("50 of 50 changed, 0 refused.")
    hands.press(view.get_by_role("button", name="Take all changes back"))
    staff.expects("The changes were taken back.")


def test_a_return_is_completed_with_a_refund(merchant: Open) -> None:
    made = run_in_shop(RECEIVED_RETURN)
    staff = merchant()
    staff.open("/returns")
    view, hands = staff.view, Keys(staff.page)
    hands.press(view.get_by_role("link", name="Package received"))
    hands.press(view.get_by_role("link", name=made["number"]))
    hands.press(view.get_by_role("link", name="Complete with a refund"))
    hands.choose(view.get_by_label("Way of the money"), "By hand")
    hands.press(view.get_by_role("button", name="Preview"))
    hands.press(view.get_by_role("button", name="Refund $20.00 now"))
    staff.expects("The return is completed.")
    staff.expects("$20.00")
    query = "query($id: ID!) { orderCentral(id: $id) { refunds { amount { amount } status } } }"
    found = staff.shop.graphql(query, {"id": made["order"]}, staff.shop.staff_token)
    assert [one["amount"]["amount"] for one in found["data"]["orderCentral"]["refunds"]] == [20.0]


def test_a_late_answer_does_not_take_the_place_of_a_newer_page(merchant: Open) -> None:
    staff = merchant()
    staff.open("/orders")
    held: list[Route] = []
    staff.page.route("**/dashboard/returns*", lambda route: held.append(route))
    staff.view.get_by_role("link", name="Returns", exact=True).click()
    staff.view.get_by_role("link", name="Statistics", exact=True).click()
    expect(staff.view.locator("h1")).to_have_text("Statistics")
    with staff.page.expect_event("requestfinished"):
        held[0].continue_()
    staff.view.evaluate("() => new Promise(done => setTimeout(done, 200))")
    assert len(held) == 1
    expect(staff.view.locator("h1")).to_have_text("Statistics")


def _arrives(staff: Merchant, heading: str) -> None:
    """The page with this heading is there, and the keyboard is at its beginning."""
    expect(staff.view.locator("h1")).to_contain_text(heading)
    expect(staff.view.locator("h1")).to_be_focused()


def test_everything_is_reached_by_keys(merchant: Open) -> None:
    staff = merchant()
    staff.open("/orders")
    view, keys = staff.view, staff.page.keyboard
    _arrives(staff, "Orders")
    view.get_by_role("link", name="Returns", exact=True).focus()
    keys.press("Enter")
    _arrives(staff, "Returns")
    view.get_by_role("link", name="Orders", exact=True).focus()
    keys.press("Enter")
    _arrives(staff, "Orders")
    box = view.get_by_label("Choose this page")
    box.focus()
    keys.press("Space")
    expect(view.locator("[data-selected-count]")).to_contain_text("selected")
    view.locator("td a").first.focus()
    keys.press("Enter")
    _arrives(staff, "Order ")
    view.get_by_role("link", name="Add a note").focus()
    keys.press("Enter")
    _arrives(staff, "Message or note for order")
    view.get_by_label("Subject").focus()
    keys.type("By keys")
    view.get_by_role("button", name="Save").focus()
    keys.press("Enter")
    staff.expects("By keys")


def test_going_back_shows_the_page_before(merchant: Open) -> None:
    staff = merchant()
    staff.open("/orders")
    staff.view.get_by_role("link", name="Returns", exact=True).click()
    expect(staff.view.locator("h1")).to_have_text("Returns")
    staff.view.evaluate("history.back()")
    expect(staff.view.locator("h1")).to_have_text("Orders")
    # Nothing of the shop is kept in the browser.
    kept = staff.view.evaluate(KEPT)
    assert set(kept) <= {"htmx-current-path-for-history"}
