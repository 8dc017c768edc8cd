"""Every page of a customer: barriers, narrow screens, dark screens, weight, and things that jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA
from tests.browser.visitor import Visitor
from tests.shop_server import Shop

Open = Callable[..., Visitor]
PATHS = (
    "",
    "orders/",
    "orders/{sent-correios}/",
    "orders/{two-parcels}/",
    "orders/{delivered-custom}/",
    "orders/{trusted-http}/",
    "orders/{sent-correios}/return/",
    "no-such-page/",
)
MOST_BYTES = 60_000
MOST_REQUESTS = 6


@pytest.fixture(scope="module")
def paths(shop: Shop) -> list[str]:
    ids = {key: order["id"] for key, order in ShopClient(shop.url).orders().items()}
    return [path.format_map(ids) for path in PATHS]


@pytest.mark.parametrize(("width", "scheme"), [(1000, "dark"), (360, "light")])
def test_no_page_has_barriers_or_is_too_wide(
    visitor: Open, paths: list[str], width: int, scheme: str
) -> None:
    ana = visitor(width=width, color_scheme=scheme)
    found = {"sign-in": [*problems(ana, "")]}
    ana.sign_in(ANA.email)
    found |= {path: [*problems(ana, path)] for path in paths}

    assert {path: faults for path, faults in found.items() if faults} == {}


def problems(one: Visitor, path: str) -> list[str]:
    page = one.open(path)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*one.barriers(), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


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
