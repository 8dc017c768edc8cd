"""Conversations and customers as staff works with them."""

from __future__ import annotations

import graphene
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saleor_order_central.conversations.models import OrderMessage
from saleor_order_central.customers.following import follow_customers
from saleor_order_central.notifications.models import OrderNotification
from tests.conversations.conftest import customer_writes
from tests.dashboard.conftest import desk_of
from tests.shop_rows import make_user


@pytest.fixture
def thread(writing, placed, customer):
    """Ana asks where her parcel is."""
    return customer_writes(placed(user=customer)).thread


@pytest.fixture
def writing(db, configure):
    from saleor_order_central.host import get_host

    configure(saleor_mails="off", reply_mailbox="reply@shop.example", undo_seconds="0")
    with get_host().allow_writer():
        yield


def page_of(thread):
    return f"/inbox/{graphene.Node.to_global_id('OrderThread', thread.pk)}"


ANSWER = {"kind": "answer", "template": "", "key": "a1"}


def test_an_empty_inbox_says_so(desk):
    assert "There are no conversations here." in desk.get("/inbox").text


def test_conversations_are_listed_by_what_they_wait_for(desk, thread):
    assert thread.number in desk.get("/inbox").text
    assert thread.number in desk.get("/inbox", waiting="1").text
    assert thread.number not in desk.get("/inbox", state="CLOSED").text
    assert thread.number in desk.get("/inbox", search="parcel").text
    assert thread.number not in desk.get("/inbox", search="umbrella").text


def test_staff_answers_and_the_customer_gets_a_mail(desk, thread, after_commit):
    shown = desk.get(page_of(thread))
    assert "Where is my parcel?" in shown.text
    form = {**ANSWER, "body": "It comes today.", "last_seen_message": shown.value("last_seen_message")}
    answer = after_commit(desk.post, page_of(thread), **form)
    assert answer.status == 200
    assert "It comes today." in answer.text
    assert OrderNotification.objects.get(channel_kind="EMAIL", recipient="ana@example.com").status == "SENT"
    # A repeated form is the same answer.
    desk.post(page_of(thread), **form)
    assert OrderMessage.objects.filter(thread=thread, body="It comes today.").count() == 1


def test_words_among_staff_never_reach_the_customer(desk, thread, customer_api):
    desk.post(page_of(thread), **{**ANSWER, "kind": "internal"}, body="He is angry, be kind.")
    query = "query($id: ID!) { orderThread(id: $id) { messages(first: 10) { edges { node { body } } } } }"
    answer = customer_api.answer(query, id=page_of(thread).rpartition("/")[2])
    assert "Where is my parcel?" in str(answer)
    assert "be kind" not in str(answer)
    assert "be kind" in desk.get(page_of(thread)).text


def test_files_go_with_an_answer(desk, thread):
    file = SimpleUploadedFile("note.txt", b"Left at the door.", content_type="text/plain")
    answer = desk.post(page_of(thread), **ANSWER, body="See the note.", attachments=file)
    assert "note.txt" in answer.text


def test_an_answer_without_words_is_refused_at_its_field(desk, thread):
    answer = desk.post(page_of(thread), **ANSWER, body="")
    assert answer.status == 422
    assert 'role="alert"' in answer.html


def test_an_answer_to_what_was_not_seen_is_refused(desk, thread):
    seen = desk.get(page_of(thread)).value("last_seen_message")
    customer_writes(thread.order, "Hello? Anybody?")
    answer = desk.post(page_of(thread), **ANSWER, body="It comes today.", last_seen_message=seen)
    assert answer.status == 422
    assert not OrderMessage.objects.filter(body="It comes today.").exists()


def test_the_state_of_a_conversation_changes(desk, thread):
    assert "Saved." in desk.post(f"{page_of(thread)}/status", status="CLOSED").text
    thread.refresh_from_db()
    assert thread.status == "CLOSED"


def test_a_conversation_that_is_none_is_not_found(desk):
    assert desk.get(page_of(type("Row", (), {"pk": 999_999}))).status == 404


def test_customers_take_their_own_permission(desk, manager, customer, placed, writing):
    placed(user=customer)
    follow_customers([customer.pk])
    assert desk.get("/customers").status == 403
    listed = manager.get("/customers", search="ana")
    assert "ana@example.com" in listed.text
    shown = manager.get("/customer", email="ana@example.com")
    assert "$30.00" in shown.text
    assert manager.get("/customer", email="nobody@example.com").status in (400, 404)
    assert manager.get("/customer").status == 404


def test_orders_of_a_customer_take_both(customer, placed, writing):
    order = placed(user=customer)
    follow_customers([customer.pk])
    clerk = desk_of(make_user("people@example.com", "account.manage_users", is_staff=True))
    answer = clerk.get("/customer", email="ana@example.com")
    assert "ana@example.com" in answer.text
    assert f"/orders/{graphene.Node.to_global_id('Order', order.pk)}" not in answer.html
