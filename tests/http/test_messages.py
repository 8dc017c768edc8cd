"""Each place of change over HTTP, with the mails read from a mail server and the texts from a gateway."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from demo.scenario_client import ShopClient
from demo.scenario_stories import ANA, BRUNO, Person
from devtool.graphql import post
from saleor_order_central.host.base import PLUGIN_ID

SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
CHANGE = """mutation($order: ID!, $input: OrderStatusChangeInput!) {
  orderStatusChange(order: $order, input: $input) { entry { id } errors { field code message } } }"""
BULK = """mutation($input: OrderStatusBulkChangeInput!) {
  orderStatusBulkChange(input: $input) { count errors { field code message } } }"""
UNDO = """mutation($order: ID!, $entry: ID!) {
  orderStatusChangeUndo(order: $order, entry: $entry) { errors { field code message } } }"""
MESSAGES = """query($id: ID!, $where: OrderNotificationWhereInput) { orderCentral(id: $id) {
  status { slug } notifications(first: 50, where: $where) { edges { node {
    channelKind status reason recipient body } } } } }"""
PHONE = str(ANA.address["phone"])


class Desk(ShopClient):
    """Staff at work in the running shop."""

    def order_of(self, person: Person) -> str:
        """A new, unpaid order."""
        return self.place_order(("Apple Juice", 1), person=person)

    def by_staff(self, query: str, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation that must have no errors."""
        (payload,) = self.data(query, self.staff, variables).values()
        assert payload["errors"] == []
        return dict(payload)

    def configure(self, **values: Any) -> None:
        """Save settings, as the Dashboard does."""
        items = [{"name": name, "value": value} for name, value in values.items()]
        self.by_staff(SETTINGS, id=PLUGIN_ID, input={"configuration": items})

    def messages(self, order: str, **where: Any) -> list[dict[str, Any]]:
        """What the log holds of an order, newest first."""
        page = self.data(MESSAGES, self.staff, {"id": order, "where": where or None})["orderCentral"]
        return [edge["node"] for edge in page["notifications"]["edges"]]

    def status_of(self, order: str) -> str:
        page = self.data(MESSAGES, self.staff, {"id": order, "where": None})["orderCentral"]
        return str(page["status"]["slug"])


@pytest.fixture(scope="module")
def desk(shop, gateway):
    """Messages leave at once; Saleor's own mails are said to be off."""
    made = Desk(shop.url)
    made.configure(undo_seconds="0", saleor_mails="off", sms_gateway=gateway.url)
    yield made
    made.configure(undo_seconds="60", saleor_mails="auto", sms_gateway="")


def mails_with(mailbox, marker):
    """Recipients and messages whose plain text has the marker."""
    return [
        (to, message)
        for to, message in zip(mailbox.recipients, mailbox.messages, strict=True)
        if marker in message.get_body(preferencelist=("plain",)).get_content()
    ]


def test_order_detail_status_comment_mail_and_text_message(desk, mailbox, gateway):
    order = desk.order_of(ANA)
    comment = "detail-1: we began <b>today</b>, see https://shop.example.com/news"
    notify = {"email": "SEND", "sms": "SEND"}
    # when
    desk.by_staff(
        CHANGE, order=order, input={"status": "in-realisation", "comment": comment, "notify": notify}
    )
    # then one mail in two forms
    ((to, mail),) = mails_with(mailbox, "detail-1")
    html = mail.get_body(preferencelist=("html",)).get_content()
    assert to == ANA.email
    assert comment in mail.get_body(preferencelist=("plain",)).get_content()
    assert "detail-1: we began &lt;b&gt;today&lt;/b&gt;" in html
    assert '<a href="https://shop.example.com/news"' in html
    assert (mail["Auto-Submitted"], mail["Message-ID"].count("@")) == ("auto-generated", 1)
    # and one text message with its own key
    (text,) = [one for one in gateway.messages if "detail-1" in one.text]
    assert text.phone == PHONE
    assert text.key.endswith(":SMS")
    # and the log says so, to staff alone
    found = desk.messages(order, occasion=["STATUS_CHANGED"])
    assert sorted((one["channelKind"], one["status"], one["reason"], one["recipient"]) for one in found) == [
        ("EMAIL", "SENT", "CHOSEN", ANA.email),
        ("SMS", "SENT", "CHOSEN", PHONE),
    ]
    page = post(desk.url, MESSAGES, {"id": order, "where": None}, desk.token(ANA.email))
    assert page["data"]["orderCentral"]["notifications"] is None


def test_list_row_status_and_mail_without_a_comment(desk, mailbox, gateway):
    order = desk.order_of(BRUNO)
    mails, texts = len(mailbox.to(BRUNO.email)), len(gateway.messages)
    # when
    desk.by_staff(CHANGE, order=order, input={"status": "waiting-for-dispatch", "notify": {"email": "SEND"}})
    # then the customer gets what the log says, and no text message
    (row,) = desk.messages(order, occasion=["STATUS_CHANGED"])
    (mail,) = mailbox.to(BRUNO.email)[mails:]
    assert mail.get_body(preferencelist=("plain",)).get_content().split() == row["body"].split()
    assert (row["channelKind"], row["status"]) == ("EMAIL", "SENT")
    assert len(gateway.messages) == texts


def test_a_change_that_is_kept_silent_sends_nothing(desk, mailbox, gateway):
    order = desk.order_of(BRUNO)
    before = len(mailbox.messages), len(gateway.messages)
    notify = {"email": "SUPPRESS", "sms": "SUPPRESS"}
    desk.by_staff(
        CHANGE, order=order, input={"status": "in-realisation", "comment": "silent-1", "notify": notify}
    )
    found = desk.messages(order, occasion=["STATUS_CHANGED"])
    assert {(one["status"], one["reason"]) for one in found} == {("SUPPRESSED", "SUPPRESSED_BY_CALLER")}
    assert (len(mailbox.messages), len(gateway.messages)) == before


def test_many_orders_with_one_comment(desk, mailbox):
    orders = [desk.order_of(ANA), desk.order_of(BRUNO), desk.order_of(ANA)]
    wanted = {"orders": orders, "status": "in-realisation", "comment": "bulk-1", "notify": {"email": "SEND"}}
    assert desk.by_staff(BULK, input=wanted)["count"] == 3
    found = mails_with(mailbox, "bulk-1")
    assert sorted(to for to, _mail in found) == [ANA.email, ANA.email, BRUNO.email]
    assert len({mail["Message-ID"] for _to, mail in found}) == 3


def test_eight_equal_requests_at_once_send_one_mail(desk, mailbox, gateway):
    order = desk.order_of(ANA)
    notify = {"email": "SEND", "sms": "SEND"}
    wanted = {"status": "in-realisation", "comment": "race-1", "notify": notify, "idempotencyKey": "race-1"}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: desk.by_staff(CHANGE, order=order, input=wanted), range(8)))
    assert len({one["entry"]["id"] for one in found}) == 1
    assert len(mails_with(mailbox, "race-1")) == 1
    assert len([one for one in gateway.messages if "race-1" in one.text]) == 1


def test_what_is_undone_inside_the_hold_never_leaves(desk, mailbox, gateway):
    order = desk.order_of(ANA)
    before = desk.status_of(order)
    desk.configure(undo_seconds="60")
    try:
        wanted = {"status": "in-realisation", "comment": "undo-1", "notify": {"email": "SEND", "sms": "SEND"}}
        entry = desk.by_staff(CHANGE, order=order, input=wanted)["entry"]["id"]
        held = desk.messages(order, occasion=["STATUS_CHANGED"])
        desk.by_staff(UNDO, order=order, entry=entry)
    finally:
        desk.configure(undo_seconds="0")
    # when another message makes a worker look for what is due
    desk.by_staff(CHANGE, order=order, input={"status": "waiting-for-dispatch", "comment": "undo-2"})
    # then
    assert {one["status"] for one in held} == {"HELD"}
    undone = [one for one in desk.messages(order) if one["reason"] == "UNDONE"]
    assert sorted((one["channelKind"], one["status"]) for one in undone) == [
        ("EMAIL", "CANCELED"),
        ("SMS", "CANCELED"),
    ]
    assert desk.status_of(order) == "waiting-for-dispatch"
    assert before != "in-realisation"
    assert mails_with(mailbox, "undo-1") == []
    assert not [one for one in gateway.messages if "undo-1" in one.text]


def test_from_a_to_b_to_a_inside_the_hold_is_one_mail_at_most(desk, mailbox):
    order = desk.order_of(BRUNO)
    first = desk.status_of(order)
    desk.configure(undo_seconds="60")
    try:
        for number, status in enumerate(("in-realisation", first)):
            wanted = {"status": status, "comment": f"aba-{number}", "notify": {"email": "SEND"}}
            desk.by_staff(CHANGE, order=order, input=wanted)
        found = desk.messages(order, occasion=["STATUS_CHANGED"], channelKind="EMAIL")
    finally:
        desk.configure(undo_seconds="0")
    assert [(one["status"], one["reason"]) for one in found] == [
        ("HELD", "CHOSEN"),
        ("CANCELED", "SUPERSEDED"),
    ]
    assert mails_with(mailbox, "aba-") == []
