"""Working on conversations: states, owners, reading, answering, and the contacts of the shop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from saleor_order_central.conversations.answering import begin_answer, end_answer, who_answers
from saleor_order_central.conversations.contacts import (
    create_contact,
    delete_contact,
    translate_contact,
    update_contact,
)
from saleor_order_central.conversations.forwarding import forward_outside, forward_to_colleague
from saleor_order_central.conversations.kinds import ThreadStatus
from saleor_order_central.conversations.meanings import meaning_text, update_meaning
from saleor_order_central.conversations.memos import add_memo
from saleor_order_central.conversations.models import ContactPoint, OrderMemo, OrderMessage, OrderThread
from saleor_order_central.conversations.states import mark_as_read, set_status, set_statuses
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host.access import MANAGE_ORDERS
from saleor_order_central.managed_rows import text_of
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.timeline.models import OrderEntry
from tests.conversations.conftest import answer, customer_writes, guest_asks, mails, staff, words
from tests.shop_rows import facts_of, make_order, make_user


def refused(call, *arguments, **named):
    with pytest.raises(OrderCentralFault) as caught:
        call(*arguments, **named)
    return caught.value.field, caught.value.code


@pytest.fixture
def thread(order):
    return customer_writes(order).thread


def now_of(thread) -> OrderThread:
    return OrderThread.objects.get(pk=thread.pk)


@pytest.mark.parametrize("status", list(ThreadStatus)[1:])
def test_states_go_both_ways(thread, status):
    assert set_status(thread.pk, status).status == status.value
    assert set_status(thread.pk, ThreadStatus.OPEN).status == "OPEN"


def test_what_is_closed_waits_no_more_and_a_new_message_opens_it(thread, order):
    set_status(thread.pk, ThreadStatus.CLOSED)
    assert (now_of(thread).is_waiting, OrderMessage.objects.filter(answered_at=None).count()) == (False, 0)
    customer_writes(order, "But…")
    assert (now_of(thread).status, now_of(thread).is_waiting) == ("OPEN", True)


def test_a_pending_conversation_keeps_waiting(thread):
    set_status(thread.pk, ThreadStatus.PENDING_1)
    assert now_of(thread).is_waiting is True


def test_closing_is_refused_when_something_was_not_seen(thread, order):
    seen = OrderMessage.objects.get().pk
    customer_writes(order, "And another thing.")
    assert refused(set_status, thread.pk, ThreadStatus.CLOSED, last_seen=seen) == (
        "lastSeenMessage",
        ErrorCode.CONFLICT,
    )
    assert now_of(thread).status == "OPEN"


def test_many_states_change_at_once(thread):
    other = guest_asks().thread
    assert set_statuses([thread.pk, other.pk], ThreadStatus.CLOSED) == 2
    assert set_statuses([thread.pk, other.pk], ThreadStatus.CLOSED) == 0


def test_each_side_reads_for_itself(thread, order, staff_user):
    # given two messages of the customer and one of staff
    customer_writes(order, "Hello?")
    mark_as_read(thread.pk, by_staff=True)
    assert now_of(thread).unread_by_staff == 0
    assert OrderMessage.objects.filter(read_at=None).count() == 0
    answer(order, staff_user)
    # then staff's reading does not read for the customer
    mark_as_read(thread.pk, by_staff=True)
    assert now_of(thread).unread_by_customer == 1
    mark_as_read(thread.pk, by_staff=False)
    assert now_of(thread).unread_by_customer == 0
    assert OrderMessage.objects.get(author_type="STAFF").read_at is not None


def test_a_colleague_takes_over_and_is_told_once(thread, order, staff_user, colleague):
    # when
    for _ in range(2):
        forward_to_colleague(
            thread.pk, colleague.pk, permission=MANAGE_ORDERS, comment="Yours?", author=staff(staff_user)
        )
    # then
    assert now_of(thread).assignee_id == colleague.pk
    assert mails("THREAD_FORWARDED") == [
        ("colleague@example.com", f"Conversation {thread.number} is yours now", "SENT")
    ]
    row = OrderNotification.objects.get()
    assert "Yours?" in row.body
    assert "Where is my parcel?" in row.body
    assert row.reply_to == "staff@example.com"
    memo = OrderMemo.objects.get()
    assert (memo.subject, memo.body) == ("Forwarded to colleague@example.com", "Yours?")
    # an answer of somebody else leaves the owner
    answer(order, staff_user)
    assert now_of(thread).assignee_id == colleague.pk


def test_taking_a_conversation_oneself_mails_nobody(thread, staff_user):
    forward_to_colleague(thread.pk, staff_user.pk, permission=MANAGE_ORDERS, author=staff(staff_user))
    assert now_of(thread).assignee_id == staff_user.pk
    assert mails("THREAD_FORWARDED") == []


def test_nobody_without_the_permission_gets_a_conversation(thread, staff_user, customer):
    idle = make_user("idle@example.com", is_staff=True)
    for user_pk in (customer.pk, idle.pk, 0):
        assert refused(
            forward_to_colleague, thread.pk, user_pk, permission=MANAGE_ORDERS, author=staff(staff_user)
        ) == ("assignee", ErrorCode.INVALID)
    assert (now_of(thread).assignee_id, OrderMemo.objects.count()) == (None, 0)


def test_somebody_else_gets_the_conversation_without_memos_and_the_owner_stays(thread, order, staff_user):
    # given
    answer(order, staff_user)
    add_memo(facts_of(order), words("SECRET-1"), author=staff(staff_user))
    answer(order, staff_user, "SECRET-2", show_to_customer=False)
    # when it is sent twice
    for _ in range(2):
        forward_outside(thread.pk, "Depot@Example.com", comment="Can you look?", author=staff(staff_user))
    # then
    assert mails("THREAD_FORWARDED") == [("Depot@Example.com", "Forwarded: Your message to us", "SENT")]
    body = OrderNotification.objects.get(occasion="THREAD_FORWARDED").body
    assert "Can you look?" in body
    assert "Where is my parcel?" in body
    assert "SECRET" not in body
    assert now_of(thread).assignee_id == staff_user.pk
    assert refused(forward_outside, thread.pk, "depot", comment="x", author=staff(staff_user)) == (
        "email",
        ErrorCode.INVALID,
    )


def test_the_first_to_type_holds_the_conversation(thread, order, staff_user, colleague):
    # given
    assert begin_answer(thread.pk, user_pk=staff_user.pk).answering_user_id == staff_user.pk
    assert begin_answer(thread.pk, user_pk=colleague.pk).answering_user_id == staff_user.pk
    # then the other one is stopped, unless that is what they want
    assert refused(answer, order, colleague) == ("thread", ErrorCode.CONFLICT)
    assert OrderMessage.objects.filter(author_type="STAFF").count() == 0
    answer(order, colleague, regardless=True)
    # whoever lets go of what somebody else holds changes nothing
    begin_answer(thread.pk, user_pk=staff_user.pk)
    assert end_answer(thread.pk, user_pk=colleague.pk).answering_user_id == staff_user.pk
    assert end_answer(thread.pk, user_pk=staff_user.pk).answering_user_id is None
    answer(order, colleague)


def test_an_own_answer_lets_go_and_time_does_too(thread, order, staff_user, colleague):
    begin_answer(thread.pk, user_pk=staff_user.pk)
    answer(order, staff_user)
    assert now_of(thread).answering_user_id is None
    begin_answer(thread.pk, user_pk=staff_user.pk)
    OrderThread.objects.update(answering_until=timezone.now() - timedelta(seconds=1))
    assert who_answers(now_of(thread), timezone.now()) is None
    answer(order, colleague)


def test_an_answer_to_what_was_answered_meanwhile_is_stopped(thread, order, staff_user, colleague):
    seen = OrderMessage.objects.get().pk
    answer(order, staff_user, last_seen=seen)
    assert refused(answer, order, colleague, last_seen=seen) == ("lastSeenMessage", ErrorCode.CONFLICT)
    assert len(mails("MESSAGE")) == 1


def test_memos_are_repeat_safe_and_write_no_entry(order, staff_user):
    ask = words("Supplier's number 4711", key="m", scope="user:1")
    first = add_memo(facts_of(order), ask, author=staff(staff_user))
    assert add_memo(facts_of(order), ask, author=staff(staff_user)).pk == first.pk
    other = words("Something else", key="m", scope="user:1")
    assert refused(add_memo, facts_of(order), other, author=staff(staff_user)) == (
        "idempotencyKey",
        ErrorCode.CONFLICT,
    )
    assert (OrderMemo.objects.count(), OrderEntry.objects.filter(order=order).count()) == (1, 0)
    assert OrderNotification.objects.count() == 0


def test_a_draft_takes_neither_memo_nor_message(writing, staff_user, customer):
    draft = make_order(user=customer, status="draft")
    assert refused(add_memo, facts_of(draft), words("x"), author=staff(staff_user)) == (
        "order",
        ErrorCode.INVALID,
    )
    assert refused(answer, draft, staff_user) == ("order", ErrorCode.INVALID)


def test_contacts_are_the_shops(db, writing):
    made = create_contact({"name": "Press", "email": "press@shop.example"})
    assert (made.slug, made.sort_order) == ("press", 30)
    assert refused(create_contact, {"name": "Press"}) == ("slug", ErrorCode.UNIQUE)
    assert refused(create_contact, {"name": " "}) == ("name", ErrorCode.REQUIRED)
    assert refused(update_contact, made.pk, {"email": "x"}) == ("email", ErrorCode.INVALID)
    assert refused(update_contact, made.pk, {"slug": "media"}) == ("slug", ErrorCode.INVALID)
    assert update_contact(made.pk, {"name": "Media", "is_active": False}).is_active is False
    translate_contact(made.pk, "pl", {"name": "Prasa", "description": "Dla prasy.\r\nCodziennie."})
    assert refused(translate_contact, made.pk, "pl", {"name": "x" * 251}) == ("name", ErrorCode.INVALID)
    assert refused(translate_contact, made.pk, "xx", {"name": "x"}) == ("languageCode", ErrorCode.INVALID)
    made.refresh_from_db()
    assert text_of(made, "description", "pl") == "Dla prasy.\nCodziennie."
    assert [text_of(made, "name", code) for code in ("pl", "de", "")] == ["Prasa", "Media", "Media"]
    delete_contact(made.pk)
    assert ContactPoint.objects.count() == 2


def test_a_contact_with_conversations_stays(writing):
    thread = guest_asks().thread
    assert refused(delete_contact, thread.contact_id) == ("id", ErrorCode.INVALID)


def test_meanings_are_the_teams(db, writing):
    row = update_meaning(ThreadStatus.PENDING_1, {"name": "Waits for the depot", "color": "#ABCDEF"})
    assert (row.name, row.color, row.is_built_in) == ("Waits for the depot", "#abcdef", False)
    assert meaning_text(row, "name", "pl") == "Waits for the depot"
    assert refused(update_meaning, ThreadStatus.OPEN, {"color": "red"}) == ("color", ErrorCode.INVALID)
