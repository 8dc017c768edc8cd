"""Every page of merchants, light and dark, wide and narrow: no barriers, nothing that runs over the edge."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.scenario_client import ShopClient
from tests.browser.merchant import Merchant
from tests.browser.shop_code import RECEIVED_RETURN, run_in_shop

Open = Callable[..., Merchant]
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A folder for pictures to look at; none are taken without it.
PICTURES = os.environ.get("ORDER_CENTRAL_PICTURES", "")


@pytest.fixture(scope="module")
def paths(shop) -> dict[str, str]:
    """One address for each page."""
    orders = ShopClient(shop.url).orders()
    order = orders["sent-correios"]["id"]
    request = run_in_shop(RECEIVED_RETURN)
    token = shop.staff_token
    query = """query($number: String!) { orderReturnRequest(number: $number) { id }
        orderStatusDefinitions(first: 1) { edges { node { id } } }
        orderMessageTemplates(first: 1) { edges { node { id } } } }"""
    data = shop.graphql(query, {"number": request["number"]}, token)["data"]
    status = data["orderStatusDefinitions"]["edges"][0]["node"]["id"]
    template = data["orderMessageTemplates"]["edges"][0]["node"]["id"]
    returned = data["orderReturnRequest"]["id"]
    return {
        "orders": "/orders",
        "order": f"/orders/{order}",
        "status": f"/orders/{order}/status",
        "message": f"/orders/{order}/message",
        "event": f"/orders/{order}/event",
        "parcel": f"/orders/{order}/parcels/new",
        "refund": f"/orders/{request['order']}/refund",
        "return-new": f"/orders/{request['order']}/return",
        "jobs": "/jobs",
        "returns": "/returns",
        "return": f"/returns/{returned}",
        "complete": f"/returns/{returned}/complete",
        "statistics": "/statistics",
        "problems": "/problems",
        "statuses": "/statuses",
        "status-form": f"/statuses/{status}",
        "texts": f"/statuses/{status}/texts/pl",
        "templates": "/templates",
        "template-form": f"/templates/{template}",
        "carriers": "/carriers?code=1Z999AA10123456784",
        "trusted-links": "/trusted-links",
        "policies": "/return-policies",
        "settings": "/settings",
    }


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_pages_have_no_barriers_and_fit(
    merchant: Open, paths: dict[str, str], theme: str, width: int
) -> None:
    staff = merchant(width=width)
    barriers: dict[str, list[str]] = {}
    for name, path in paths.items():
        staff.open(path, theme=theme)
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            staff.page.screenshot(path=folder / f"{name}-{theme}-{width}.png", full_page=staff.host is None)
        found = staff.barriers()
        over = staff.view.evaluate(OVER_THE_EDGE)
        if found or over > 0:
            barriers[name] = [*found, f"{over} points over the edge"]
    assert barriers == {}
