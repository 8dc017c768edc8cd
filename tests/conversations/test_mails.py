"""Mails of conversations that failed, or still wait: sent again, stopped, and to whom."""

from __future__ import annotations

import graphene
import pytest
from django.core import mail

from saleor_order_central.conversations.asks import CustomerAsk
from saleor_order_central.conversations.customer_messages import write_in_thread
from saleor_order_central.conversations.forwarding import forward_outside
from saleor_order_central.conversations.models import OrderMemo, OrderThread
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.conversations.conftest import answer, customer_writes, guest_asks, letters, staff, words
from tests.shop_rows import make_user

RESEND = """mutation($id: ID!, $key: String) { orderNotificationResend(id: $id, idempotencyKey: $key) {
    notification { id recipient body reason order { id } } errors { field code } } }"""
CANCEL = """mutation($id: ID!) { orderNotificationCancel(id: $id) {
    notification { status reason } errors { field code } } }"""


def gid(row):
    return graphene.Node.to_global_id("OrderNotification", row.pk)


def mail_of(occasion, status="FAILED"):
    """The one mail of an occasion, as it was left by a mail server that does not want it."""
    row = OrderNotification.objects.get(occasion=occasion, channel_kind="EMAIL")
    OrderNotification.objects.filter(pk=row.pk).update(status=status)
    return row


def guest_writes_on(thread):
    return write_in_thread(thread.pk, CustomerAsk(words("And cups?")))


@pytest.fixture
def answered(writing, colleague):
    """A conversation of the contact form with an answer; the writer of the answer."""
    thread = guest_asks(email="typo@example.con").thread
    answer(thread.pk, colleague, body="We do.")
    return thread


def test_an_answer_without_an_order_is_sent_again_to_the_present_address(answered, staff_api, staff_user):
    failed = mail_of("MESSAGE")
    OrderThread.objects.filter(pk=answered.pk).update(customer_email="right@example.com")
    # when it is asked for twice under one key
    found = [
        staff_api.data(RESEND, id=gid(failed), key=key)["orderNotificationResend"]
        for key in ("one", "one", "two")
    ]
    # then
    assert [one["errors"] for one in found] == [[], [], []]
    sent = [one["notification"] for one in found]
    assert sent[0] == sent[1]
    assert sent[0]["id"] != sent[2]["id"]
    body = sent[0]["body"]
    assert "We do." in body
    assert sent[0] == {
        "id": sent[0]["id"],
        "recipient": "right@example.com",
        "body": body,
        "reason": "RESENT",
        "order": None,
    }
    # and staff reads in the conversation who did it, while the customer's words and dates stay as they were
    notes = OrderMemo.objects.filter(thread=answered).order_by("pk")
    assert [(one.subject, one.body, one.user_id) for one in notes] == [
        ("Message sent again", "Email to right@example.com", staff_user.pk)
    ] * 2
    assert OrderThread.objects.get(pk=answered.pk).messages_count == 2
    assert [letter.to for letter in letters()] == [["right@example.com"]] * 2


def test_a_waiting_answer_is_stopped(answered, staff_api):
    row = mail_of("MESSAGE", status="QUEUED")
    found = staff_api.data(CANCEL, id=gid(row))["orderNotificationCancel"]
    assert found["notification"] == {"status": "CANCELED", "reason": "CANCELED_BY_STAFF"}
    assert OrderMemo.objects.get(thread=answered).subject == "Message stopped"
    assert letters() == []


def test_what_went_to_others_never_goes_to_the_customer(order, colleague, staff_api):
    """The comment of a forward is for its reader; that of an order is no exception."""
    thread = customer_writes(order).thread
    forward_outside(thread.pk, "depot@example.com", comment="MARK", author=staff(colleague))
    again = staff_api.data(RESEND, id=gid(mail_of("THREAD_FORWARDED")))["orderNotificationResend"]
    assert again["notification"]["recipient"] == "depot@example.com"
    assert OrderEntry.objects.get(subject="Message sent again").visibility == "STAFF"
    assert [letter.to for letter in letters() if "MARK" in letter.body] == [["depot@example.com"]]


def test_a_copy_goes_to_the_owner_again(answered, staff_api, colleague):
    OrderNotification.objects.all().delete()
    assert OrderThread.objects.get(pk=answered.pk).assignee_id == colleague.pk
    said = guest_writes_on(answered)
    copy = mail_of("MESSAGE_COPY")
    assert copy.message_id == said.pk
    found = staff_api.data(RESEND, id=gid(copy))["orderNotificationResend"]
    assert found["notification"]["recipient"] == "colleague@example.com"


@pytest.mark.parametrize("query", [RESEND, CANCEL])
def test_only_who_works_on_the_conversation_touches_its_mails(answered, api, customer_api, query, configure):
    row = mail_of("MESSAGE")
    for caller in (api, customer_api):
        fault = caller.answer(query, id=gid(row))["errors"][0]["extensions"]["exception"]["code"]
        assert fault == "PermissionDenied"
    configure(active=False)
    boss = Api().sign_in(make_user("boss@example.com", "order.manage_orders", is_staff=True))
    ((_name, found),) = boss.data(query, id=gid(row)).items()
    assert found["errors"] == [{"field": None, "code": "FEATURE_DISABLED"}]
    assert OrderNotification.objects.filter(occasion="MESSAGE", channel_kind="EMAIL").get() == row


def test_mails_of_a_conversation_are_forgotten_with_it(answered, colleague):
    """They hold the customer's words, to whomever they went."""
    guest_writes_on(answered)
    forward_outside(answered.pk, "depot@example.com", comment="Mugs", author=staff(colleague))
    with get_host().allow_writer():
        answered.delete()
    assert OrderNotification.objects.count() == 0
    assert letters() == mail.outbox == []
