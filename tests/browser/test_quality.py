"""Every page of a customer: barriers, narrow screens, dark screens, weight, and things that jump."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA
from saleor_order_central.center.addresses import URLS
from saleor_order_central.center.urls import urlpatterns
from saleor_order_central.center.visit import posts
from tests.browser.shop_code import NOBODY_TRIED, RETURN_OF_ANA, run_in_shop
from tests.browser.visitor import CHANNEL, Visitor
from tests.shop_server import Shop

Open = Callable[..., Visitor]
# Addresses that show no page of their own: files, ways in, and what is told when there is no page.
NO_PAGES = {"asset", "colors", "link", None}
# Shown by the answer to a form of another page.
SENT = {"code"}
PATHS = (
    "",
    "withdrawal/",
    "orders/",
    "orders/{sent-correios}/",
    "orders/{two-parcels}/",
    "orders/{delivered-custom}/",
    "orders/{trusted-http}/",
    "orders/{sent-correios}/parcels/{parcel}/",
    "orders/{sent-correios}/messages/",
    "orders/{sent-correios}/return/",
    "orders/{sent-correios}/withdrawal/",
    "orders/{returned}/returns/{request}/",
    "no-such-page/",
)
MOST_BYTES = 60_000
MOST_REQUESTS = 6
SWITCH = """mutation($on: Boolean) { orderWithdrawalSettingsUpdate(input: {isEnabled: $on}) {
  errors { message } } }"""
PICTURES = os.environ.get("ORDER_CENTRAL_PICTURES", "")
# All rules where the page is smallest; in another light only what it changes.
LOOKS = {("dark", 360): (), ("light", 1000): ("color-contrast",)}


@pytest.fixture(scope="module")
def paths(shop: Shop) -> Iterator[list[str]]:
    """One address for each page, with the withdrawal function on."""
    ids = {key: order["id"] for key, order in ShopClient(shop.url).orders().items()}
    query = "query($id: ID!) { orderCentral(id: $id) { parcels { id } } }"
    parcels = shop.graphql(query, {"id": ids["sent-correios"]}, shop.staff_token)["data"]["orderCentral"]
    known = {**ids, **run_in_shop(RETURN_OF_ANA), "parcel": parcels["parcels"][0]["id"]}
    run_in_shop(NOBODY_TRIED)
    shop.graphql(SWITCH, {"on": True}, shop.staff_token)
    yield [path.format_map(known) for path in PATHS]
    shop.graphql(SWITCH, {"on": False}, shop.staff_token)


def test_every_page_is_looked_at(paths: list[str]) -> None:
    shown = {one.name for one in urlpatterns if not posts(one.callback)} - NO_PAGES

    assert {resolve(f"/{CHANNEL}/{path}", urlconf=URLS).url_name for path in paths} - NO_PAGES == shown - SENT


def test_no_page_has_barriers_or_is_too_wide(visitor: Open, paths: list[str]) -> None:
    ana = visitor(color_scheme="light")
    found: dict[str, list[str]] = {}
    ana.open()
    found |= looked_at(ana, "first page")
    ana.ask_for_code("1", ANA.email)
    found |= looked_at(ana, "code")
    ana.sign_in(ANA.email)
    for path, name in zip(paths, PATHS, strict=True):
        ana.open(path)
        found |= looked_at(ana, name)

    assert {name: faults for name, faults in found.items() if faults} == {}


def looked_at(one: Visitor, name: str) -> dict[str, list[str]]:
    """Faults of the page as it stands, by light and width."""
    found = {}
    for (scheme, width), rules in LOOKS.items():
        one.page.set_viewport_size({"width": width, "height": 800})
        one.page.emulate_media(color_scheme=scheme)
        if PICTURES:
            file = f"center-{re.sub('[^a-z]+', '-', name).strip('-') or 'home'}-{scheme}-{width}.png"
            one.page.screenshot(path=Path(PICTURES) / file, full_page=True, caret="initial")
        found[f"{name} {scheme} {width}"] = problems(one, *rules)
    return found


def problems(one: Visitor, *rules: str) -> list[str]:
    over = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*one.barriers(*rules), *([f"{over} px too wide"] if over > 0 else [])]


@pytest.mark.parametrize("path", ["", "orders/{sent-correios}/"])
def test_the_first_view_is_light(visitor: Open, shop: Shop, path: str) -> None:
    """Bytes over the wire and number of requests, with nothing in the cache."""
    ids = {key: order["id"] for key, order in ShopClient(shop.url).orders().items()}
    ana = visitor()
    if path:
        ana.sign_in(ANA.email)
    wire = ana.context.new_cdp_session(ana.page)
    loaded: list[dict[str, Any]] = []
    wire.on("Network.loadingFinished", lambda event: loaded.append(event))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    ana.page.goto(ana.url(path.format_map(ids)), wait_until="networkidle")

    loaded = [one for one in loaded if one["encodedDataLength"]]
    weight = sum(one["encodedDataLength"] for one in loaded)
    print(f"{path or 'first page'}: {weight:.0f} bytes in {len(loaded)} requests")
    assert 0 < weight < MOST_BYTES
    assert 0 < len(loaded) <= MOST_REQUESTS


def test_nothing_jumps(visitor: Open, shop: Shop) -> None:
    ids = {key: order["id"] for key, order in ShopClient(shop.url).orders().items()}
    ana = visitor(width=360)
    ana.sign_in(ANA.email)
    ana.context.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shifts += entry.value)).observe({type: 'layout-shift', buffered: true});"
    )
    page = ana.open(f"orders/{ids['two-parcels']}/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.shifts") == 0
