"""Every page of merchants, light and dark, wide and narrow: no barriers, nothing that runs over the edge."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import resolve

from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA
from saleor_order_central.dashboard.addresses import BASE, URLS
from saleor_order_central.host.detect import is_saleor_3
from tests.browser.merchant import Merchant
from tests.browser.shop_code import EVERY_PAGE, run_in_shop
from tests.dashboard.test_access import shown_pages

Open = Callable[..., Merchant]
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A folder for pictures to look at; none are taken without it.
PICTURES = os.environ.get("ORDER_CENTRAL_PICTURES", "")
# All rules where the page is smallest; in another light only what it changes.
LOOKS = {("dark", 360): (), ("light", 1280): ("color-contrast",)}
MORE_LOOKS = {("dark", 1280): ("color-contrast",), ("light", 360): ("color-contrast",)}
SOME = """query($order: ID!) {
  orderStatusDefinitions(first: 1) { edges { node { id } } }
  orderMessageTemplates(first: 1) { edges { node { id } } }
  orderContactPoints(first: 1) { edges { node { id } } }
  orderReturnReasons(first: 1) { edges { node { id } } }
  orderCentral(id: $order) { parcels { id } } }"""
JOB = """mutation($input: OrderStatusBulkChangeInput!) {
  orderStatusBulkChange(input: $input) { job { id } errors { message } } }"""


@pytest.fixture(scope="module")
def paths(shop) -> dict[str, str]:
    """One address for each page, and more for those with several faces."""
    order = ShopClient(shop.url).orders()["sent-correios"]["id"]
    made, token = run_in_shop(EVERY_PAGE), shop.staff_token
    data = shop.graphql(SOME, {"order": order}, token)["data"]
    status = data["orderStatusDefinitions"]["edges"][0]["node"]["id"]
    template = data["orderMessageTemplates"]["edges"][0]["node"]["id"]
    contact = data["orderContactPoints"]["edges"][0]["node"]["id"]
    reason = data["orderReturnReasons"]["edges"][0]["node"]["id"]
    parcel = data["orderCentral"]["parcels"][0]["id"]
    values = {"orders": [made["order"]], "status": "paid", "notify": {"email": "SUPPRESS"}}
    job = shop.graphql(JOB, {"input": values}, token)["data"]["orderStatusBulkChange"]["job"]["id"]
    return {
        "home": "/",
        "orders": "/orders",
        "orders-none": "/orders?search=nobody-has-this",
        "order": f"/orders/{order}",
        "status": f"/orders/{order}/status",
        "message": f"/orders/{order}/message",
        "event": f"/orders/{order}/event",
        "parcel-new": f"/orders/{order}/parcels/new",
        "parcel": f"/orders/{order}/parcels/{parcel}",
        "refund": f"/orders/{made['order']}/refund",
        "return-new": f"/orders/{made['order']}/return",
        "jobs": "/jobs",
        "job": f"/jobs/{job}",
        "returns": "/returns",
        "return": f"/returns/{made['request']}",
        "complete": f"/returns/{made['request']}/complete",
        "withdrawals": "/withdrawals",
        "inbox": "/inbox",
        "inbox-none": "/inbox?search=nobody-has-this",
        "thread": f"/inbox/{made['thread']}",
        "customers": "/customers",
        "customer": f"/customer?email={ANA.email}",
        "statistics": "/statistics",
        "problems": "/problems",
        "statuses": "/statuses",
        "status-new": "/statuses/new",
        "status-form": f"/statuses/{status}",
        "texts": f"/statuses/{status}/texts/pl",
        "templates": "/templates",
        "template-form": f"/templates/{template}",
        "carriers": "/carriers?code=1Z999AA10123456784",
        "trusted-links": "/trusted-links",
        "policies": "/return-policies",
        "contacts": "/contacts",
        "contact-form": f"/contacts/{contact}",
        "contact-texts": f"/contacts/{contact}/texts/pl",
        "reason-texts": f"/return-reasons/{reason}/texts/pl",
        "settings": "/settings",
        "center": "/customer-pages",
        "senders": "/senders",
        "thread-states": "/thread-states",
        "instructions": "/payment-instructions",
        "instruction-new": "/payment-instructions/new",
        "instruction": f"/payment-instructions/{made['instruction']}",
        "configuration": "/configuration",
        "withdrawal-settings": "/withdrawal-settings",
        "widget": f"/widget?orderId={order}",
        "popup": f"/popup?orderId={order}",
    }


def test_every_page_is_looked_at(paths: dict[str, str]) -> None:
    found = {resolve(path.partition("?")[0], urlconf=URLS).url_name for path in paths.values()}

    assert found == set(shown_pages())


def test_pages_have_no_barriers_and_fit(merchant: Open, paths: dict[str, str]) -> None:
    staff = merchant(width=1280)
    staff.open("/orders")
    faults: dict[str, list[str]] = {}
    for name, path in paths.items():
        (staff.open if name in ("widget", "popup") else staff.go)(path)
        for (theme, width), rules in (LOOKS | (MORE_LOOKS if PICTURES else {})).items():
            staff.look(theme, width)
            take_picture(staff, f"{name}-{theme}-{width}")
            faults[f"{name} {theme} {width}"] = problems(staff, *rules)
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_sign_in_has_no_barriers(merchant: Open) -> None:
    """Where the pages stand alone; inside the Dashboard there is none."""
    staff = merchant(width=360)
    address = f"{staff.shop.url}{BASE}/sign-in/"
    if is_saleor_3():
        assert staff.page.request.get(address).status == 404
    else:
        staff.page.goto(address)
        take_picture(staff, "sign-in-light-360")
        assert problems(staff) == []


def problems(staff: Merchant, *rules: str) -> list[str]:
    over = staff.view.evaluate(OVER_THE_EDGE)
    return [*staff.barriers(*rules), *([f"{over} points over the edge"] if over > 0 else [])]


def take_picture(staff: Merchant, name: str) -> None:
    """Of the whole page: a window as high as the page keeps the bar of buttons at its end."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        size = staff.page.viewport_size
        height = staff.view.evaluate("document.documentElement.scrollHeight")
        staff.page.set_viewport_size({**size, "height": height})
        staff.page.screenshot(path=folder / f"{name}.png", caret="initial")
        staff.page.set_viewport_size(size)
