"""A guest from the mail to the return over HTTP; and what a running shop writes into its log of it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.request import Request, urlopen

import pytest

from demo.scenario_client import ShopClient, document
from demo.scenario_stories import ANA
from devtool.graphql import post
from saleor_order_central.host.base import PLUGIN_ID

SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
LINK = "https://shop.example/orders/{number}?t={token}"


class Guest(ShopClient):
    """Somebody without an account, and the shop's staff."""

    def configure(self, **values: Any) -> None:
        items = [{"name": name, "value": value} for name, value in values.items()]
        saved = self.data(SETTINGS, self.staff, {"id": PLUGIN_ID, "input": {"configuration": items}})
        assert saved["pluginUpdate"]["errors"] == []

    def sent_order(self) -> tuple[str, str]:
        """A paid order that left; returns its id and number."""
        order = self.place_order(("Apple Juice", 2))
        for values in ({"event": "PAID"}, {"event": "SENT", "trackingNumber": "GUEST-1"}):
            (done,) = self.ask("OrderStandardEventCreate", self.staff, order=order, input=values).values()
            assert done["errors"] == []
        page = self.ask("OrderPage", self.staff, id=order)["orderCentral"]
        return order, page["number"]

    def send(self, query: str, variables: dict[str, Any], header: str) -> dict[str, Any]:
        """Send the token in its header, as a storefront's server does."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json", "Order-Central-Token": header}
        with urlopen(Request(f"{self.url}/graphql/", body, headers), timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
        assert "errors" not in found, found
        return dict(found["data"])


@pytest.fixture
def guest(shop):
    made = Guest(shop.url)
    made.configure(saleor_mails="off", order_page_url=LINK, undo_seconds="0")
    yield made
    made.configure(saleor_mails="auto", order_page_url="", undo_seconds="60")


def mails_about(mailbox, number: str) -> list[Any]:
    return [one for one in mailbox.messages if number in str(one["Subject"])]


def text_of(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def test_guest_from_the_mail_to_the_return_and_nothing_in_the_log(guest, mailbox, shop):
    # given
    _order, number = guest.sent_order()
    # when a guest asks with a wrong address, then with the right one
    before = len(mailbox.messages)
    for email in ("eve@example.com", ANA.email):
        asked = guest.ask("AccessRequest", None, number=number, email=email)["orderAccessRequest"]
        assert asked == {"isAccepted": True, "errors": []}
    # then one mail with a code came
    codes = [one for one in mailbox.messages[before:] if "Your code" in str(one["Subject"])]
    assert [str(one["To"]) for one in codes] == [ANA.email]
    (code,) = CODE.findall(text_of(codes[0]))
    # and it opens the order
    confirmed = guest.ask("AccessConfirm", None, number=number, email=ANA.email, code=code)
    given = confirmed["orderAccessConfirm"]
    assert (given["errors"], given["orderCentral"]["number"]) == ([], number)
    token = given["token"]
    page = guest.send(document("GuestOrderPage"), {"token": token}, "")["orderCentral"]
    assert ANA.address["lastName"] not in json.dumps(page)
    (line,) = page["returnInformation"]["returnableLines"]
    wanted = {"lines": [{"orderLine": line["orderLineId"], "quantity": 1}]}
    made = guest.send(document("ReturnRequestCreate"), {"input": wanted}, token)["orderReturnRequestCreate"]
    assert (made["errors"], made["returnRequest"]["state"]) == ([], "WAITING_CONFIRMATION")
    # and the link of the mail about the parcel shows the order and no more
    links = re.findall(r"\?t=(\S+)", "\n".join(map(text_of, mails_about(mailbox, number))))
    assert links
    shown = guest.ask("GuestOrderPage", None, token=links[0])["orderCentral"]
    assert (shown["number"], shown["returns"], shown["returnInformation"]) == (number, [], None)
    refused = guest.send(document("ReturnRequestCreate"), {"input": wanted}, links[0])
    assert [one["code"] for one in refused["orderReturnRequestCreate"]["errors"]] == ["NOT_FOUND"]
    # when somebody makes the shop log an error with the token on board
    post(guest.url, "query($token: String!) { orderCentral(token: $token) { nothing } }", {"token": token})
    post(guest.url, document("AccessConfirm"), {"number": number, "email": ANA.email, "code": [code]})
    # then the log holds neither code, token nor link
    log = shop.log.read_text(errors="replace")
    assert "Bad Request" in log
    for secret in (code, code.replace("-", ""), token, *links):
        assert secret not in log


def test_owner_takes_a_grant_back(guest, mailbox):
    # given a guest inside
    order, number = guest.sent_order()
    guest.ask("AccessRequest", None, number=number, email=ANA.email)
    code = CODE.findall(text_of(mailbox.messages[-1]))[0]
    given = guest.ask("AccessConfirm", None, number=number, email=ANA.email, code=code)
    token = given["orderAccessConfirm"]["token"]
    assert guest.ask("GuestOrderPage", None, token=token)["orderCentral"]["number"] == number
    # when
    ana = guest.token(ANA.email)
    listed = guest.ask("AccessGrants", ana, id=order)["orderCentral"]["accessGrants"]
    (grant,) = [edge["node"] for edge in listed["edges"]]
    assert (grant["source"], grant["usesCount"]) == ("CODE", 2)
    revoked = guest.ask("AccessGrantRevoke", ana, id=grant["id"])["orderAccessGrantRevoke"]
    # then
    assert (revoked["count"], revoked["errors"]) == (1, [])
    query = "query($id: ID, $token: String) { orderCentral(id: $id, token: $token) { number } }"
    assert guest.data(query, ana, {"id": order})["orderCentral"] == {"number": number}
    assert post(guest.url, query, {"id": order, "token": token})["data"]["orderCentral"] is None
