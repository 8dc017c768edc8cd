"""The webhook over HTTP, as a carrier's system calls it: Saleor 3 routes it, 2.10 has our own addresses."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from demo.scenario_client import ShopClient
from saleor_order_central.carrier_events.signature import HEADER, sign
from saleor_order_central.host.base import PLUGIN_ID
from saleor_order_central.host.detect import is_saleor_3
from tests.providers.shapes import (
    aftership_call,
    aftership_checkpoint,
    aftership_signed,
    aftership_tracking,
    easypost_call,
    easypost_detail,
    easypost_signed,
)

SECRET = "a secret of the shop"
ADDRESS = f"/plugins/global/{PLUGIN_ID}/carrier-events"
SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""


class Carrier(ShopClient):
    """Calls the webhook, and looks at the order as staff."""

    def configure(self, **values: Any) -> None:
        variables = {
            "id": PLUGIN_ID,
            "input": {"configuration": [{"name": name, "value": value} for name, value in values.items()]},
        }
        assert self.data(SETTINGS, self.staff, variables)["pluginUpdate"]["errors"] == []

    def sent_order(self, code: str) -> str:
        order = self.place_order(("Apple Juice", 1))
        for values in ({"event": "PAID"}, {"event": "SENT", "trackingNumber": code}):
            made = self.ask("OrderStandardEventCreate", self.staff, order=order, input=values)
            assert made["orderStandardEventCreate"]["errors"] == []
        return order

    def call(
        self,
        content: Any,
        *,
        secret: str = SECRET,
        age: int = 0,
        in_base64: bool = False,
        address: str = ADDRESS,
        method: str = "POST",
    ) -> tuple[int, str]:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        moment = str(int(time.time()) - age)
        signed = sign(secret, body, moment)
        text = base64.b64encode(signed).decode() if in_base64 else signed.hex()
        headers = {HEADER: f"t={moment},v1={text}", "Content-Type": "application/json"}
        return self._send(Request(self.url + address, data=body, headers=headers, method=method))

    def call_signed(self, provider: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        return self._send(Request(f"{self.url}{ADDRESS}/{provider}", data=body, headers=headers))

    def _send(self, request: Request) -> tuple[int, str]:
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)["status"]
        except HTTPError as error:
            text = error.read().decode(errors="replace")
            return error.code, json.loads(text)["status"] if text.startswith("{") else ""

    def last_event(self, order: str) -> dict[str, Any] | None:
        page = self.ask("OrderPage", self.staff, id=order)["orderCentral"]
        found: dict[str, Any] | None = page["parcels"][0]["lastEvent"]
        return found


@pytest.fixture(scope="module")
def carrier(shop):
    found = Carrier(shop.url)
    found.configure(carrier_webhook_secret=SECRET)
    yield found
    found.configure(carrier_webhook_secret="")


def one(code: str, **values: Any) -> dict[str, Any]:
    return {"trackingCode": code, "type": "IN_TRANSIT", "date": datetime.now(UTC).isoformat(), **values}


def test_calls_are_taken_once_and_reach_the_order(carrier):
    order = carrier.sent_order("HOOK-1")
    content = {"id": "hook-1", "provider": "acme", "events": [one("HOOK-1", place="Leipzig")]}
    assert carrier.call(content) == (200, "accepted")
    assert carrier.call(content, in_base64=True) == (200, "known")
    last = carrier.last_event(order)
    assert (last["type"], last["place"]) == ("IN_TRANSIT", "Leipzig")
    page = carrier.ask("OrderPage", carrier.staff, id=order)["orderCentral"]
    assert page["parcels"][0]["events"]["totalCount"] == 1


def test_a_call_that_came_too_early_is_found_and_tried_again(carrier):
    content = {"id": "hook-5", "provider": "acme", "events": [one("HOOK-5")]}
    assert carrier.call(content) == (200, "accepted")
    page = carrier.ask("CarrierWebhookDeliveries", carrier.staff, status="UNMATCHED", first=1)
    (edge,) = page["orderCarrierWebhookDeliveries"]["edges"]
    assert (json.loads(edge["node"]["body"]), edge["node"]["provider"]) == (content, None)
    order = carrier.sent_order("HOOK-5")
    assert carrier.last_event(order) is None
    again = carrier.ask("CarrierWebhookDeliveriesRetry", carrier.staff, deliveries=[edge["node"]["id"]])
    assert again["orderCarrierWebhookDeliveriesRetry"]["errors"] == []
    assert carrier.last_event(order)["type"] == "IN_TRANSIT"


def test_wrong_calls_are_refused_and_change_nothing(carrier):
    order = carrier.sent_order("HOOK-2")
    content = {"id": "hook-2", "events": [one("HOOK-2")]}
    assert carrier.call(content, secret="another secret") == (401, "wrong signature")
    assert carrier.call(content, age=301) == (401, "wrong signature")
    assert carrier.call(b"{" * 10, secret="another secret") == (401, "wrong signature")
    assert carrier.call(json.dumps(content).encode()[:-9]) == (400, "not JSON")
    assert carrier.call({"events": "none"}) == (400, "events: a list of 1 to 100")
    assert carrier.call(b" " * (256 * 1024 + 1)) == (413, "too large")
    assert carrier.call(content, method="PUT") == (405, "use POST")
    assert carrier.call(content, address=ADDRESS + "/others")[0] == 404
    assert carrier.last_event(order) is None


def test_providers_have_addresses_of_their_own(carrier):
    order = carrier.sent_order("HOOK-4")
    detail = easypost_detail("in_transit", datetime.now(UTC).isoformat())
    body = json.dumps(easypost_call("HOOK-4", detail, id="evt_hook_4")).encode()
    assert carrier.call_signed("easypost", body, easypost_signed(SECRET, body)) == (404, "")
    carrier.configure(easypost_webhook_secret=SECRET, aftership_webhook_secret=SECRET)
    try:
        wrong = easypost_signed("another secret", body)
        assert carrier.call_signed("easypost", body, wrong) == (401, "wrong signature")
        assert carrier.call_signed("easypost", body, aftership_signed(SECRET, body))[0] == 401
        assert carrier.last_event(order) is None
        signed = easypost_signed(SECRET, body)
        assert carrier.call_signed("easypost", body, signed) == (200, "accepted")
        assert carrier.call_signed("easypost", body, signed) == (200, "known")
        assert carrier.last_event(order)["place"] == "HOUSTON, TX"
        point = aftership_checkpoint("Delivered", datetime.now(UTC).isoformat())
        body = json.dumps(aftership_call(aftership_tracking("HOOK-4", point), id="hook-4")).encode()
        signed = aftership_signed(SECRET, body)
        assert carrier.call_signed("aftership", body, signed) == (200, "accepted")
        assert carrier.last_event(order)["type"] == "DELIVERED"
    finally:
        carrier.configure(easypost_webhook_secret="", aftership_webhook_secret="")


def test_without_a_secret_or_with_the_plugin_off_there_is_no_such_address(carrier):
    content = {"id": "hook-3", "events": [one("HOOK-3")]}
    carrier.configure(carrier_webhook_secret="")
    assert carrier.call(content)[0] == 404
    carrier.configure(carrier_webhook_secret=SECRET)
    off = {"id": PLUGIN_ID, "input": {"active": False}}
    try:
        assert carrier.data(SETTINGS, carrier.staff, off)["pluginUpdate"]["errors"] == []
        assert carrier.call(content)[0] == 404
        if is_saleor_3():
            short = ADDRESS.replace("/global", "")
            assert carrier.call(content, address=short)[0] == 404
    finally:
        on = {"id": PLUGIN_ID, "input": {"active": True}}
        assert carrier.data(SETTINGS, carrier.staff, on)["pluginUpdate"]["errors"] == []
    assert carrier.call(content) == (200, "accepted")
