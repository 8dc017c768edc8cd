"""The pages of a customer with an account, in a browser."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.visitor import Visitor


def test_a_customer_signs_in_and_follows_an_order(visitor: Callable[..., Visitor]) -> None:
    ana = visitor()
    page = ana.sign_in("ana@example.com")

    page.get_by_role("link", name="Order").first.click()
    page.wait_for_selector(".timeline")

    assert page.locator(".timeline [aria-current=step]").count() == 1
