"""A return from the photo to the last mail, over HTTP: Saleor's own multipart upload, our own address."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from demo.scenario_client import ShopClient, document
from demo.scenario_stories import ANA, BRUNO
from saleor_order_central.host.base import PLUGIN_ID

SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
BOUNDARY = "a-boundary-of-parts"


class Returns(ShopClient):
    """Customers and staff with a return between them."""

    def configure(self, **values: Any) -> None:
        items = [{"name": name, "value": value} for name, value in values.items()]
        saved = self.data(SETTINGS, self.staff, {"id": PLUGIN_ID, "input": {"configuration": items}})
        assert saved["pluginUpdate"]["errors"] == []

    def sent_order(self) -> str:
        order = self.place_order(("Apple Juice", 2))
        for values in ({"event": "PAID"}, {"event": "SENT", "trackingNumber": "RETURN-1"}):
            self.by_staff("OrderStandardEventCreate", order=order, input=values)
        return order

    def by_staff(self, name: str, **variables: Any) -> dict[str, Any]:
        (payload,) = self.ask(name, self.staff, **variables).values()
        assert payload["errors"] == []
        return dict(payload)

    def upload(self, token: str, input: dict[str, Any], content: bytes) -> dict[str, Any]:
        """Send the request with one photo, in parts, as a browser does."""
        operation = {"query": document("ReturnRequestCreate"), "variables": {"input": input}}
        parts = {
            "operations": json.dumps(operation).encode(),
            "map": json.dumps({"0": ["variables.input.lines.0.attachments.0"]}).encode(),
        }
        body = b"".join(_part(name, value) for name, value in parts.items())
        body += _part("0", content, 'filename="photo.html"', "text/html") + f"--{BOUNDARY}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Authorization": f"JWT {token}",
        }
        with urlopen(Request(f"{self.url}/graphql/", body, headers), timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)["data"]["orderReturnRequestCreate"]
        return found


def _part(name: str, value: bytes, more: str = "", content_type: str = "application/json") -> bytes:
    disposition = f'form-data; name="{name}"' + (f"; {more}" if more else "")
    head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\nContent-Type: {content_type}\r\n\r\n"
    return head.encode() + value + b"\r\n"


def photo() -> bytes:
    target = BytesIO()
    Image.new("RGB", (30, 20), "red").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def returns(shop):
    made = Returns(shop.url)
    made.configure(saleor_mails="off")
    yield made
    made.configure(saleor_mails="auto")


def subjects_with(mailbox, number: str) -> list[str]:
    return [str(one["Subject"]) for one in mailbox.messages if number in str(one["Subject"])]


def test_return_from_the_photo_to_the_last_mail(returns, mailbox):
    # given an order of Ana that has left
    order, ana = returns.sent_order(), returns.token(ANA.email)
    page = returns.ask("OrderReturns", ana, id=order, languageCode="en")["orderCentral"]
    (line,) = page["returnInformation"]["returnableLines"]
    assert line["maxQuantity"] == 2
    damaged = next(one for one in page["returnInformation"]["reasons"] if one["slug"] == "damaged")
    wanted = {
        "order": order,
        "lines": [
            {
                "orderLine": line["orderLine"]["id"],
                "quantity": 2,
                "reason": damaged["id"],
                "attachments": [None],
            }
        ],
    }
    # when she sends a photo whose name lies, and then something that is none
    refused = returns.upload(ana, wanted, b"<html><script>alert(1)</script></html>")
    made = returns.upload(ana, wanted, photo())
    # then
    assert [one["code"] for one in refused["errors"]] == ["FILE_TYPE_NOT_ALLOWED"]
    assert made["errors"] == []
    number, pk = made["returnRequest"]["number"], made["returnRequest"]["id"]
    (file,) = made["returnRequest"]["lines"][0]["attachments"]
    assert (file["fileName"], file["contentType"]) == ("photo.jpg", "image/jpeg")
    with urlopen(returns.url + urlsplit(file["url"]).path, timeout=60) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert len(answer.read()) == file["size"]
    with pytest.raises(HTTPError, match="404"):
        urlopen(returns.url + urlsplit(file["url"]).path[:-4] + "abc/", timeout=60)
    assert returns.ask("ReturnRequest", returns.token(BRUNO.email), id=pk)["orderReturnRequest"] is None
    # when staff leads it through
    returns.by_staff("ReturnRequestStateChange", id=pk, input={"state": "WAITING_PACKAGE"})
    tracking = returns.ask("ReturnRequestTrackingAdd", ana, id=pk, code="AA123456785BR")
    assert tracking["orderReturnRequestTrackingAdd"]["errors"] == []
    line_id = made["returnRequest"]["lines"][0]["id"]
    units = [
        {"line": line_id, "quantity": 1, "disposition": "SCRAP"},
        {"line": line_id, "quantity": 1, "disposition": "MISSING"},
    ]
    returns.by_staff("ReturnRequestReceive", id=pk, lines=units)
    done = {"state": "COMPLETED", "nothingDueReason": "A new bottle is on its way."}
    returns.by_staff("ReturnRequestStateChange", id=pk, input=done)
    # then each step was mailed once, and the story is in the order's history
    assert subjects_with(mailbox, number) == [
        f"Please send us your return {number}",
        f"Your return {number} has arrived",
        f"Your return {number} is completed",
    ]
    found = returns.ask("ReturnRequest", ana, id=pk, languageCode="en")["orderReturnRequest"]
    assert (found["state"], found["nothingDueReason"]) == ("COMPLETED", "A new bottle is on its way.")
    assert [edge["node"]["subject"] for edge in found["history"]["edges"]] == [
        f"Return {number} requested",
        f"Return {number}: Waiting for the package",
        f"Return {number}: tracking number added",
        f"Return {number}: Package received",
        f"Return {number}: Completed",
    ]
    # one unit never arrived, so it may be asked back again
    again = returns.ask("OrderReturns", ana, id=order, languageCode="en")["orderCentral"]
    assert [one["maxQuantity"] for one in again["returnInformation"]["returnableLines"]] == [1]
