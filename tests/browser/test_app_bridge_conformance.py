"""Our side of the AppBridge beside the side of the real SDK, under the same Dashboard, on every host.

Both stand in a frame of a page that plays the Dashboard with the SDK's own events; what they say and
what they hear is compared.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from devtool.paths import PACKAGE
from tests.browser.page_server import PageServer

FOLDER = Path(__file__).parent / "app_bridge"
STATIC = PACKAGE / "dashboard" / "static"
# What our pages ask the Dashboard for, as the SDK names it.
ACTIONS: dict[str, dict[str, Any]] = {
    "NotifyReady": {},
    "Notification": {"status": "success", "title": "The note was added."},
    "Redirect": {"to": "/orders/T3JkZXI6MQ==", "newContext": True},
    "UpdateRouting": {"newRoute": "/orders?q=ana"},
    "WidgetResize": {"height": 312},
    "RefreshEntity": {},
}
SIDES = ("ours", "sdk")


def jwt(**claims: object) -> str:
    """A token that can be read; nobody here asks who signed it."""
    parts = [json.dumps(one).encode() for one in ({"alg": "RS256"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, b"none"))


TOKEN = jwt(email="admin@example.com", user_permissions=["MANAGE_ORDERS"], permissions=["MANAGE_ORDERS"])
FRESH = jwt(email="admin@example.com", user_permissions=[], permissions=[])


@dataclass
class Side:
    """A page that plays the Dashboard, and the frame with one side of the bridge in it."""

    page: Page

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def dashboard(self, call: str, *given: object) -> Any:
        """Have the Dashboard do something, such as `event("createThemeChangeEvent", "dark")`."""
        return self.page.evaluate(f"given => window.dashboard.{call}(...given)", list(given))

    def act(self, action: str, payload: dict[str, Any]) -> bool:
        """Ask the Dashboard for something; whether it was done."""
        did: bool = self.frame.evaluate("([name, payload]) => app.act(name, payload)", [action, payload])
        return did

    def ask(self, *actions: str) -> None:
        """Ask for several things at once and wait for no answer; `answered` has them later."""
        begin = "names => (app.asked = names.map((name) => app.act(name, {})), undefined)"
        self.frame.evaluate(begin, list(actions))
        self.page.wait_for_function(f"window.dashboard.seen.length === {len(actions)}")

    def answered(self) -> list[bool]:
        answers: list[bool] = self.frame.evaluate("Promise.all(app.asked)")
        return answers

    def forget(self) -> None:
        """Begin anew with what was said and heard."""
        self.page.evaluate("void window.dashboard.seen.splice(0)")
        self.frame.evaluate("[app.heard, app.arrived].forEach(list => list.splice(0))")

    def said(self) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = self.page.evaluate("window.dashboard.seen")
        return seen

    def heard(self) -> list[list[str]]:
        """What the app was told until now, as name and value."""
        self.dashboard("event", "createLocaleChangedEvent", "end")
        self.frame.wait_for_function("app.arrived.at(-1)?.payload?.locale === 'end'")
        heard: list[list[str]] = self.frame.evaluate("app.heard")
        return [one for one in heard if one != ["locale", "end"]]


Open = Callable[..., Side]


@pytest.fixture(scope="module")
def dashboard(app_sdk: Path) -> Iterator[PageServer]:
    with PageServer(app_sdk, {"/": FOLDER / "dashboard.html"}) as server:
        yield server


@pytest.fixture(scope="module")
def app(app_sdk: Path) -> Iterator[PageServer]:
    """The app's origin, with the very file that our pages load."""
    pages = {f"/{name}": FOLDER / f"{name}.html" for name in SIDES}
    with PageServer(app_sdk, pages | {"/bridge.js": STATIC / "bridge.js"}) as server:
        yield server


@pytest.fixture(scope="module")
def opened(browser: Browser, dashboard: PageServer, app: PageServer) -> Iterator[Open]:
    """Open a side: `opened("ours")`. A script that failed on the way fails the last test."""
    context = browser.new_context()
    errors: list[str] = []

    def open_side(name: str, *, origin: str = dashboard.url, stopped: bool = False) -> Side:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(f"{name}: {error}"))
        if stopped:
            page.clock.install()
        page.goto(f"{origin}/?app={app.url}/{name}?dashboard={dashboard.url}")
        page.wait_for_function("window.dashboard")
        page.evaluate("token => window.dashboard.open(token)", TOKEN)
        side = Side(page)
        side.frame.wait_for_function("window.app?.arrived.length")
        return side

    yield open_side
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def both(opened: Open) -> tuple[Side, Side]:
    """Ours and the SDK's, for tests that leave no more behind than what `forget` takes away."""
    return opened("ours"), opened("sdk")


@pytest.fixture
def pair(both: tuple[Side, Side]) -> tuple[Side, Side]:
    for side in both:
        side.forget()
    return both


def test_the_table_names_every_action_of_our_pages() -> None:
    asked = re.findall(r"bridge\.dispatch\(\s*\"(\w+)\"", (STATIC / "pages.js").read_text(encoding="utf-8"))
    assert {name[0].upper() + name[1:] for name in asked} == set(ACTIONS)


@pytest.mark.parametrize(("action", "payload"), ACTIONS.items(), ids=ACTIONS)
def test_an_action_leaves_as_the_sdk_sends_it(
    action: str, payload: dict[str, Any], pair: tuple[Side, Side]
) -> None:
    assert [side.act(action, payload) for side in pair] == [True, True]

    ours, sdk = pair

    (said,), (wanted,) = ours.said(), sdk.said()
    identity, its = said["payload"].pop("actionId"), wanted["payload"].pop("actionId")
    assert said == wanted
    assert isinstance(identity, str)
    assert isinstance(its, str)


EVENTS: dict[str, tuple[list[object], list[list[str]]]] = {
    "createHandshakeEvent": ([FRESH, 1, {"core": "3.23.28", "dashboard": "3.23.27"}], [["token", FRESH]]),
    "createTokenRefreshEvent": ([FRESH], [["token", FRESH]]),
    "createThemeChangeEvent": (["dark"], [["theme", "dark"]]),
    "createLocaleChangedEvent": (["pl"], [["locale", "pl"]]),
    # Our pages fill in no forms of the Dashboard, and are told their place by their address.
    "createRedirectEvent": (["/orders"], []),
    "createFormEvent": ([{"form": "product-translate"}], []),
    "createDispatchResponseEvent": (["nobody-asked", True], []),
}


@pytest.mark.parametrize(
    ("event", "given", "heard"), [(name, *row) for name, row in EVENTS.items()], ids=EVENTS
)
def test_an_event_is_heard_as_the_sdk_hears_it(
    event: str, given: list[object], heard: list[list[str]], pair: tuple[Side, Side]
) -> None:
    for side in pair:
        side.dashboard("event", event, *given)

    assert [side.heard() for side in pair] == [heard, heard]


def test_the_table_names_every_event_of_the_sdk(pair: tuple[Side, Side]) -> None:
    assert set(pair[0].dashboard("events")) == set(EVENTS)


@pytest.mark.parametrize("name", SIDES)
def test_the_token_comes_when_the_frame_has_loaded(name: str, opened: Open) -> None:
    assert opened(name).heard() == [["token", TOKEN]]


@pytest.mark.parametrize("name", SIDES)
def test_answers_find_their_own_question(name: str, opened: Open) -> None:
    side = opened(name)
    side.dashboard("hold")
    side.ask("NotifyReady", "RefreshEntity", "RefreshEntity")
    first, second, third = (one["payload"]["actionId"] for one in side.said())

    for identity, done in ((third, True), (first, False), (second, True)):
        side.dashboard("event", "createDispatchResponseEvent", identity, done)

    assert side.answered() == [False, True, True]


@pytest.mark.parametrize("name", SIDES)
def test_no_answer_within_ten_seconds_means_not_done(name: str, opened: Open) -> None:
    side = opened(name, stopped=True)
    side.dashboard("hold")
    side.ask("RefreshEntity")

    side.page.clock.run_for(10_000)

    assert side.answered() == [False]


def test_another_origin_is_neither_heard_nor_told(opened: Open, dashboard: PageServer) -> None:
    side = opened("ours", origin=dashboard.url.replace("localhost", "127.0.0.1"))
    side.dashboard("hold")

    side.frame.evaluate("void app.act('NotifyReady', {})")

    assert side.heard() == []
    assert side.said() == []


def test_the_frame_itself_is_not_the_dashboard(pair: tuple[Side, Side]) -> None:
    for side in pair:
        side.frame.evaluate("postMessage({type: 'tokenRefresh', payload: {token: 'stolen'}})")
        side.frame.wait_for_function("app.arrived.length === 1")

    assert [side.heard() for side in pair] == [[], []]


@pytest.mark.parametrize("message", [None, "text", 7, [], {}, {"type": "other", "payload": 1}], ids=str)
def test_a_message_that_is_no_event_does_nothing(message: object, pair: tuple[Side, Side]) -> None:
    ours, _ = pair

    ours.page.evaluate("message => window.frames[0].postMessage(message, '*')", message)

    assert ours.heard() == []
