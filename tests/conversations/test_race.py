"""What happens at the same moment, each on a connection of its own: every pair has one defined end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.conversations.answering import begin_answer
from saleor_order_central.conversations.forwarding import forward_to_colleague
from saleor_order_central.conversations.kinds import ThreadStatus
from saleor_order_central.conversations.models import OrderMemo, OrderMessage, OrderThread
from saleor_order_central.conversations.states import set_status
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.host.access import MANAGE_ORDERS
from saleor_order_central.inbound_mail.intake import Outcome, take_in
from saleor_order_central.inbound_mail.mime import read_mail
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.notifications.reply_address import order_address
from tests.conversations.conftest import answer, customer_writes, staff
from tests.providers.parcels import committed_settings
from tests.shop_rows import make_order, make_user

MAILBOX = "reply@shop.example"


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Results of calls that begin at the same moment, faults as their codes, in the order of the calls."""
    barrier, found = Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        # Saleor 3 reads permissions through its second alias, which is the first one in tests of one thread.
        for alias in set(connections) - {"default"}:
            connections[alias] = connections["default"]
        try:
            with get_host().allow_writer():
                barrier.wait()
                try:
                    found[place] = calls[place]()
                except OrderCentralFault as fault:
                    found[place] = fault.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def emails(*occasions: str) -> list[tuple[str, str]]:
    """Occasion and recipient of every mail that goes out, of some occasions or of all."""
    rows = OrderNotification.objects.filter(channel_kind="EMAIL", status__in=("QUEUED", "SENT"))
    rows = rows.filter(occasion__in=occasions) if occasions else rows
    return sorted(rows.values_list("occasion", "recipient"))


@pytest.fixture
def desk(transactional_db: None) -> Iterator[tuple[Any, Any, Any]]:
    """An order with a question, and two people who may answer it."""
    with committed_settings(saleor_mails="off", reply_mailbox=MAILBOX):
        people = [
            make_user(f"{name}@example.com", "order.manage_orders", is_staff=True) for name in ("a", "b")
        ]
        order = make_order()
        customer_writes(order)
        yield order, *people
        order.delete()
        for one in people:
            one.groups.all().delete()
        get_user_model().objects.filter(pk__in=[one.pk for one in people]).delete()


def test_of_two_answers_to_what_both_saw_one_goes_out(desk):
    order, *people = desk
    seen = OrderMessage.objects.get().pk
    found = at_once(*(lambda user=user: answer(order, user, last_seen=seen) for user in people))
    assert [one for one in found if one is ErrorCode.CONFLICT] == [ErrorCode.CONFLICT]
    said = OrderMessage.objects.get(author_type="STAFF")
    assert OrderThread.objects.get().assignee_id == said.user_id
    assert OrderNotification.objects.filter(occasion="MESSAGE", channel_kind="EMAIL").count() == 1


def test_of_two_who_begin_to_answer_one_holds_it_and_only_that_one_answers(desk):
    order, *people = desk
    pk = OrderThread.objects.get().pk
    began = at_once(*(lambda user=user: begin_answer(pk, user_pk=user.pk) for user in people))
    (holder,) = {thread.answering_user_id for thread in began}
    found = at_once(*(lambda user=user: answer(order, user) for user in people))
    # then whoever does not hold it is refused, unless the answer of the other one had let it go
    said = list(OrderMessage.objects.filter(author_type="STAFF").order_by("pk"))
    refused = [one for one in found if one is ErrorCode.CONFLICT]
    assert len(said) + len(refused) == 2
    assert said[0].user_id == holder == OrderThread.objects.get().assignee_id
    assert emails() == [("MESSAGE", order.user_email)] * len(said)
    assert OrderThread.objects.get().answering_user_id is None


def test_two_answers_that_saw_nothing_both_go_out_and_the_first_owns_it(desk):
    order, *people = desk
    at_once(*(lambda user=user: answer(order, user) for user in people))
    first, second = OrderMessage.objects.filter(author_type="STAFF").order_by("pk")
    assert {first.user_id, second.user_id} == {one.pk for one in people}
    assert OrderThread.objects.get().assignee_id == first.user_id


def test_forwarded_while_somebody_answers_it_is_the_colleagues_and_the_answer_goes_out(desk):
    order, user, colleague = desk
    pk = OrderThread.objects.get().pk
    with get_host().allow_writer():
        begin_answer(pk, user_pk=user.pk)
    found = at_once(
        lambda: answer(order, user),
        lambda: forward_to_colleague(pk, colleague.pk, permission=MANAGE_ORDERS, author=staff(user)),
    )
    assert [one for one in found if isinstance(one, ErrorCode)] == []
    thread = OrderThread.objects.get()
    assert (thread.assignee_id, thread.answering_user_id) == (colleague.pk, None)
    assert (thread.is_waiting, thread.messages_count) == (False, 2)
    assert emails() == [("MESSAGE", order.user_email), ("THREAD_FORWARDED", colleague.email)]
    assert OrderMemo.objects.get().subject == f"Forwarded to {colleague.email}"


def test_forwarded_to_two_at_once_it_is_the_second_ones_and_each_is_told_once(desk):
    _order, *people = desk
    pk = OrderThread.objects.get().pk
    author = Author(AuthorType.SYSTEM)
    at_once(
        *(
            lambda one=one: forward_to_colleague(pk, one.pk, permission=MANAGE_ORDERS, author=author)
            for one in people
        )
    )
    assert emails() == sorted(("THREAD_FORWARDED", one.email) for one in people)
    last = OrderMemo.objects.order_by("-pk").first()
    assert last.subject == f"Forwarded to {OrderThread.objects.get().assignee.email}"


def test_closed_while_the_customer_writes_it_is_open_and_waits(desk):
    order, *_people = desk
    first, pk = OrderMessage.objects.get(), OrderThread.objects.get().pk
    closed, second = at_once(
        lambda: set_status(pk, ThreadStatus.CLOSED, last_seen=first.pk),
        lambda: customer_writes(order, "One more thing"),
    )
    thread = OrderThread.objects.get()
    assert (thread.status, thread.is_waiting, thread.messages_count) == ("OPEN", True, 2)
    # a closing that came first answered the first message; one that came after was stopped
    first.refresh_from_db()
    was_stopped = closed is ErrorCode.CONFLICT
    assert (first.answered_at is None) is was_stopped
    assert thread.waiting_since == (first if was_stopped else second).created_at


def test_answered_while_the_customer_writes_what_nobody_saw_waits(desk):
    order, user, _colleague = desk
    first = OrderMessage.objects.get()
    answered, second = at_once(
        lambda: answer(order, user, last_seen=first.pk),
        lambda: customer_writes(order, "One more thing"),
    )
    thread = OrderThread.objects.get()
    second.refresh_from_db()
    assert (thread.is_waiting, second.answered_at) == (True, None)
    was_stopped = answered is ErrorCode.CONFLICT
    assert emails("MESSAGE") == ([] if was_stopped else [("MESSAGE", order.user_email)])
    assert thread.waiting_since == (first if was_stopped else second).created_at


def test_one_mail_that_comes_many_times_is_one_message(desk):
    order, *_people = desk
    message = EmailMessage()
    message["From"], message["To"] = order.user_email, order_address(MAILBOX, order.pk)
    message["Message-ID"] = "<once@mail.example>"
    message.set_content("Blue")
    data = message.as_bytes()
    found = at_once(*[lambda: take_in(read_mail(data), raw=data).outcome] * 6)
    assert sorted(found) == [Outcome.ACCEPTED] + [Outcome.DUPLICATE] * 5
    assert OrderMessage.objects.filter(origin="EMAIL_REPLY").count() == 1


def test_the_first_two_messages_of_an_order_make_one_conversation(desk):
    order = make_order()
    found = at_once(*(lambda text=text: customer_writes(order, text) for text in ("One", "Two")))
    assert len({one.thread_id for one in found}) == 1
    assert OrderThread.objects.get(order=order).messages_count == 2
