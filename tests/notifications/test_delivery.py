"""Delivery of due messages: what leaves, what is tried again, what is given up, what is not sent any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.notifications import delivery
from saleor_order_central.notifications.channels.email import EmailChannel
from saleor_order_central.notifications.channels.outcome import PutOff
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.notifications.outbox import store_drafts
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.tasks import deliver_notifications_task
from saleor_order_central.timeline.history import status_change, write
from tests.shop_rows import NOON, cancel, hours, make_order, ship

pytestmark = pytest.mark.django_db

PHONE = "+4930123456"


@pytest.fixture(autouse=True)
def writer():
    """Services run where the host has opened its writer."""
    with get_host().allow_writer():
        yield


def fresh(row):
    return OrderNotification.objects.get(pk=row.pk)


def test_due_messages_leave_once_and_oldest_first(smtp, message):
    order = make_order()
    late = message(order, recipient="late@example.com", send_after=NOON + hours(2))
    early = message(order, recipient="early@example.com", status="HELD")
    waiting = message(order, recipient="later@example.com", send_after=timezone.now() + timedelta(hours=1))
    # when
    counts = deliver_due()
    again = deliver_due()
    # then
    assert smtp.recipients == ["early@example.com", "late@example.com"]
    assert (counts.sent, counts.taken, again.taken) == (2, 2, 0)
    for row in (fresh(late), fresh(early)):
        assert (row.status, row.attempts, row.last_error) == ("SENT", 1, "")
        assert row.sent_at is not None
    assert (fresh(waiting).status, fresh(waiting).sent_at) == ("QUEUED", None)


@pytest.mark.parametrize("status", ["SENT", "FAILED", "SUPPRESSED", "CANCELED"])
def test_what_does_not_wait_never_leaves(smtp, message, status):
    row = message(make_order(), status=status)
    assert deliver_due().taken == 0
    assert smtp.messages == []
    assert fresh(row).status == status


def test_a_run_takes_no_more_than_it_may(smtp, message):
    order = make_order()
    for number in range(5):
        message(order, recipient=f"c{number}@example.com")
    assert deliver_due(limit=3).sent == 3
    assert len(smtp.messages) == 3
    assert OrderNotification.objects.filter(status="QUEUED").count() == 2


def test_a_text_message_goes_to_the_gateway_with_its_key(sms, configure, message):
    configure(sms_gateway=sms.url)
    row = message(make_order(), channel_kind="SMS", recipient=PHONE, subject="", sender="")
    assert deliver_due().sent == 1
    (sent,) = sms.messages
    assert (sent.phone, sent.text, sent.key) == (PHONE, "Your parcel left.", row.dedupe_key)


def test_a_refused_recipient_is_given_up_at_once_and_the_others_get_theirs(smtp, message):
    order = make_order()
    smtp.refuse("bad@example.com")
    bad = message(order, recipient="bad@example.com")
    good = message(order, recipient="good@example.com", send_after=NOON + hours(1))
    counts = deliver_due()
    assert (counts.failed, counts.sent) == (1, 1)
    assert (fresh(bad).status, fresh(bad).attempts) == ("FAILED", 1)
    assert fresh(bad).last_error == "550 5.1.1 No such mailbox"
    assert fresh(good).status == "SENT"
    assert smtp.recipients == ["good@example.com"]


def test_a_message_that_is_put_off_comes_again_later_and_is_given_up_after_seven_tries(smtp, message):
    smtp.put_off("ana@example.com")
    row, waits = message(make_order()), []
    for _ in range(7):
        OrderNotification.objects.filter(pk=row.pk).update(send_after=NOON)
        now = timezone.now()
        assert deliver_due().taken == 1
        row = fresh(row)
        waits.append(round((row.send_after - now).total_seconds() / 60))
        if row.status == "QUEUED":
            # when it is not due yet, nothing happens
            assert deliver_due().taken == 0
    # then
    assert waits[:6] == [1, 5, 15, 60, 240, 720]
    assert (row.status, row.attempts, row.last_error) == ("FAILED", 7, "451 4.2.1 Mailbox busy")
    assert smtp.messages == []


def test_a_refused_sender_holds_up_nobody_else(smtp, message):
    order = make_order()
    smtp.refused_senders = {"bad@example.com"}
    bad = [
        message(order, sender="Bad <bad@example.com>", recipient=f"b{one}@example.com") for one in range(3)
    ]
    good = message(order, send_after=NOON + hours(1), recipient="good@example.com")
    counts = deliver_due()
    assert (counts.sent, counts.put_off) == (1, 1)
    assert fresh(good).status == "SENT"
    assert [fresh(row).attempts for row in bad] == [1, 0, 0]


def test_an_answer_with_a_nul_does_not_block_the_outbox(smtp, message, monkeypatch):
    def refuse(_channel, _row):
        raise PutOff("451 \0 busy")

    monkeypatch.setattr(EmailChannel, "send", refuse)
    row = message(make_order())
    assert deliver_due().put_off == 1
    assert fresh(row).last_error == "451  busy"


def test_a_message_about_a_status_of_the_past_is_dropped(smtp, message):
    # given a message that was being delivered, and so could not be stopped, when the status changed again
    order = make_order()
    author = Author(AuthorType.STAFF)
    before, after = (OrderStatusDefinition.objects.get(slug=slug) for slug in ("paid", "sent"))
    first, second = write(
        [
            status_change(
                order.pk, author=author, status_from=before, status_to=after, date=NOON + hours(one)
            )
            for one in range(2)
        ]
    )
    old = message(order, occasion="STATUS_CHANGED", entry=first, recipient="old@example.com")
    new = message(order, occasion="STATUS_CHANGED", entry=second, recipient="new@example.com")
    # when
    deliver_due()
    # then
    assert (fresh(old).status, fresh(old).reason) == ("CANCELED", "SUPERSEDED")
    assert smtp.recipients == ["new@example.com"]
    assert fresh(new).status == "SENT"


def test_a_message_that_comes_through_later_is_sent_once(smtp, message):
    smtp.put_off("ana@example.com")
    row = message(make_order())
    deliver_due()
    smtp.behave()
    OrderNotification.objects.filter(pk=row.pk).update(send_after=NOON)
    deliver_due()
    row = fresh(row)
    assert (row.status, row.attempts, row.last_error) == ("SENT", 2, "")
    assert len(smtp.messages) == 1


def test_without_a_mail_server_everything_stays_due_and_loses_no_try(smtp, sms, configure, message):
    configure(sms_gateway=sms.url)
    order = make_order()
    rows = [message(order, recipient=f"c{number}@example.com") for number in range(3)]
    text = message(order, channel_kind="SMS", recipient=PHONE)
    smtp.stop()
    # when
    counts = deliver_due()
    # then the other channel goes on
    assert (counts.taken, fresh(text).status) == (1, "SENT")
    assert {(fresh(row).status, fresh(row).attempts) for row in rows} == {("QUEUED", 0)}
    assert "No connection to the mail server" in fresh(rows[0]).last_error
    # when it is back
    smtp.start()
    assert deliver_due().sent == 3
    assert len(smtp.messages) == 3


def test_a_connection_that_breaks_ends_the_batch_and_costs_one_message_a_try(smtp, message):
    order = make_order()
    smtp.drop("first@example.com")
    first = message(order, recipient="first@example.com")
    second = message(order, recipient="second@example.com", send_after=NOON + hours(1))
    assert deliver_due().put_off == 1
    assert (fresh(first).attempts, fresh(second).attempts) == (1, 0)
    assert smtp.messages == []
    # when the next run comes
    assert deliver_due().sent == 1
    assert smtp.recipients == ["second@example.com"]


def test_a_message_that_cannot_be_put_together_does_not_stop_the_others(
    smtp, sms, configure, message, settings
):
    # given a shop whose templates are out of order, which e-mails need and text messages do not
    configure(sms_gateway=sms.url)
    settings.TEMPLATES = []
    order = make_order()
    broken = message(order)
    fine = message(order, channel_kind="SMS", recipient=PHONE, send_after=NOON + hours(1))
    # when
    counts = deliver_due()
    # then
    assert (counts.put_off, counts.sent) == (1, 1)
    assert (fresh(broken).status, fresh(broken).attempts) == ("QUEUED", 1)
    assert "TemplateDoesNotExist" in fresh(broken).last_error
    assert (fresh(fine).status, smtp.messages) == ("SENT", [])


def test_an_answer_that_got_lost_repeats_the_message_under_the_same_id(smtp, message):
    smtp.lose_answer("ana@example.com")
    row = message(make_order())
    deliver_due()
    smtp.behave()
    OrderNotification.objects.filter(pk=row.pk).update(send_after=NOON)
    deliver_due()
    assert len(smtp.messages) == 2
    assert len({one["Message-ID"] for one in smtp.messages}) == 1


@pytest.mark.parametrize(
    ("saved", "kind", "reason"),
    [
        ({"send_messages": False}, "EMAIL", "NOTIFICATIONS_OFF"),
        ({"active": False}, "EMAIL", "NOTIFICATIONS_OFF"),
        ({"sms_gateway": ""}, "SMS", "NO_GATEWAY"),
    ],
)
def test_a_way_that_was_closed_meanwhile_is_said_so(smtp, sms, configure, message, saved, kind, reason):
    configure(**{"sms_gateway": sms.url, **saved})
    row = message(make_order(), channel_kind=kind, recipient=PHONE if kind == "SMS" else "ana@example.com")
    assert deliver_due().not_sent == 1
    assert (fresh(row).status, fresh(row).reason, fresh(row).attempts) == ("SUPPRESSED", reason, 0)
    assert (smtp.messages, sms.messages) == ([], [])


def untouched(_order):
    pass


def called_off(order):
    cancel(order, NOON + hours(5))


def sent(order):
    ship(order, "AA123456785BR", NOON + hours(5))


def arrived(order):
    OrderState.objects.filter(order=order).update(is_late=False)


RECHECKS = [
    ("REVIEW_REQUEST", True, untouched, True),
    ("REVIEW_REQUEST", True, called_off, False),
    ("PAYMENT_REMINDER", False, untouched, True),
    ("PAYMENT_REMINDER", True, untouched, False),
    ("PAYMENT_REMINDER", False, called_off, False),
    ("STILL_WORKING", True, untouched, True),
    ("STILL_WORKING", True, sent, False),
    ("STILL_WORKING", True, called_off, False),
    ("DELAY", True, untouched, True),
    ("DELAY", True, sent, True),
    ("DELAY", True, arrived, False),
    ("STATUS_CHANGED", True, called_off, True),
    ("EVENT", True, called_off, True),
]


@pytest.mark.parametrize(("occasion", "is_paid", "happens", "is_sent"), RECHECKS)
def test_what_is_no_longer_true_is_not_sent(smtp, message, occasion, is_paid, happens, is_sent):
    order = make_order(is_paid=is_paid)
    row = message(order, occasion=occasion)
    OrderState.objects.create(order=order, is_delivered=True, is_late=True)
    happens(order)
    # when
    deliver_due()
    # then
    expected = ("SENT", "CHOSEN") if is_sent else ("CANCELED", "NO_LONGER_TRUE")
    assert (fresh(row).status, fresh(row).reason) == expected
    assert len(smtp.messages) == is_sent


def test_what_staff_sends_again_is_not_judged(smtp, message):
    order = make_order(is_paid=True)
    row = message(order, occasion="PAYMENT_REMINDER", reason="RESENT")
    deliver_due()
    assert fresh(row).status == "SENT"


def test_a_stored_message_leaves_after_the_commit_of_its_change(
    smtp, draft, shop, django_capture_on_commit_callbacks
):
    order = make_order()
    with django_capture_on_commit_callbacks(execute=True):
        store_drafts([(draft(order), None)], settings=shop(undo_seconds=0))
        assert smtp.messages == []
    assert smtp.recipients == ["ana@example.com"]


def test_a_held_message_does_not_leave_with_the_commit(smtp, draft, shop, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        store_drafts([(draft(make_order()), None)], settings=shop(undo_seconds=60))
    assert smtp.messages == []


def test_the_task_answers_with_the_number_of_messages(smtp, message):
    message(make_order())
    assert deliver_notifications_task() == 1
    assert deliver_notifications_task() == 0


def test_a_full_batch_asks_for_the_next_one(smtp, message, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("saleor_order_central.tasks.BATCH", 2)
    order = make_order()
    for number in range(3):
        message(order, recipient=f"c{number}@example.com")
    with django_capture_on_commit_callbacks(execute=True):
        assert deliver_notifications_task() == 2
    # the callback of the first batch has carried out the second one
    assert len(smtp.messages) == 3


def test_the_command_says_what_it_did(smtp, message, capsys):
    order = make_order()
    smtp.refuse("bad@example.com")
    message(order, recipient="bad@example.com")
    for number in range(3):
        message(order, recipient=f"c{number}@example.com", send_after=NOON + hours(1))
    call_command("order_central_deliver", limit=2)
    call_command("order_central_deliver", all=True)
    assert capsys.readouterr().out.splitlines() == [
        "1 sent, 0 put off, 1 given up, 0 not sent any more",
        "2 sent, 0 put off, 0 given up, 0 not sent any more",
    ]


def test_the_cost_of_a_message_is_a_lock_and_a_mark(smtp, message, statements):
    order, counts = make_order(), []
    for number in (1, 20):
        for one in range(number):
            message(order, recipient=f"c{one}@example.com")
        with statements() as found:
            assert deliver_due(limit=number).sent == number
        counts.append(sum(1 for one in found if "SAVEPOINT" not in one["sql"]))
    assert counts[1] - counts[0] == 19 * 2


def test_the_due_message_is_found_by_its_index(message):
    order = make_order()
    OrderNotification.objects.bulk_create(
        OrderNotification(
            order=order,
            occasion="EVENT",
            channel_kind="EMAIL",
            status="SENT" if number % 100 else "QUEUED",
            reason="CHOSEN",
            dedupe_key=f"plan-{number}",
            send_after=NOON,
        )
        for number in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE saleor_order_central_ordernotification")
    plan = delivery._due({"EMAIL", "SMS"})[:1].explain()
    assert "order_central_outbox_due_idx" in plan
    assert "Seq Scan" not in plan
