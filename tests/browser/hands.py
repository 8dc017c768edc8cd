"""Two ways to use a page: with a mouse, and with keys alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STOPS = 60
# A page that is on its way takes the place of this one, and then the focus goes to its beginning.
_IS_FOCUSED = """element => new Promise(done => {
    const { ownerDocument: page } = element;
    const look = () => page.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")
        ? setTimeout(look, 10) : done(element === page.activeElement);
    look();
})"""


class Mouse:
    """Clicks, and fills in what it clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fill(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, field: Locator, label: str) -> None:
        field.select_option(label=label)

    def check(self, box: Locator) -> None:
        box.check()

    def attach(self, field: Locator, file: Any) -> None:
        field.set_input_files(file)

    def press(self, control: Locator) -> None:
        control.click()


class Keys(Mouse):
    """Tab, Enter and letters. What the Tab key never reaches fails the test."""

    def fill(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, field: Locator, label: str) -> None:
        self._reach(field)
        self.page.keyboard.type(label)

    def check(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")

    def attach(self, field: Locator, file: Any) -> None:
        # The window that chooses files is the system's, and no part of the page.
        self._reach(field)
        field.set_input_files(file)

    def press(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def _reach(self, goal: Locator) -> None:
        goal.wait_for()
        for _stop in range(MOST_STOPS):
            if goal.evaluate(_IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not reach {goal}.")
