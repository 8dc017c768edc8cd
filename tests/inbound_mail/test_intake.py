"""Mails that come in: where they end up, what waits for staff, and what is no message at all."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from django.core.management import call_command

from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.conversations.memos import write_memo
from saleor_order_central.conversations.models import OrderMemo, OrderMessage, OrderThread, ReceivedMail
from saleor_order_central.conversations.notices import reply_address
from saleor_order_central.conversations.saying import MOST_MESSAGES
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.inbound_mail.held import accept_held_mail, dismiss_held_mail
from saleor_order_central.inbound_mail.intake import MOST_AN_HOUR, MOST_HELD, Outcome, take_in
from saleor_order_central.inbound_mail.mime import read_mail
from saleor_order_central.management.commands.order_central_receive_mail import DATA_ERROR, NO_USER
from saleor_order_central.notifications.channels.mail import message_id
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.notifications.reply_address import order_address
from saleor_order_central.settings import load_settings
from saleor_order_central.timeline.models import OrderEntry
from tests.conversations.conftest import answer, guest_asks, letters, mails, staff, words
from tests.inbound_mail.test_shapes import REPORT
from tests.shop_rows import make_order

MAILBOX = "reply@shop.example"


def letter(
    to: str, body: str = "Blue, please.", *, sender: str = "Ana <ana@example.com>", number: int = 1, **headers
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Re: Your order"
    message["Message-ID"] = f"<m{number}@mail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(f"{body}\n\nOn 2 March 2026 The Shop wrote:\n> Which colour?\n")
    return message


def receive(message: EmailMessage | bytes, **named):
    data = message if isinstance(message, bytes) else message.as_bytes()
    return take_in(read_mail(data), raw=data, **named)


def address_of(order) -> str:
    return order_address(MAILBOX, order.pk)


def address_in(thread) -> str:
    return reply_address(thread, load_settings(using="default"))


def test_a_reply_to_any_mail_begins_the_conversation_of_its_order(order, customer):
    # when the customer answers a mail about the order, before anything was said
    found = receive(letter(address_of(order)))
    # then
    assert found.outcome is Outcome.ACCEPTED
    message = OrderMessage.objects.get()
    assert (message.body, message.subject, message.origin) == (
        "Blue, please.",
        "Re: Your order",
        "EMAIL_REPLY",
    )
    assert (message.author_type, message.user_id) == ("CUSTOMER", customer.pk)
    assert message.mail_id == "<m1@mail.example>"
    thread = OrderThread.objects.get(order=order)
    assert (thread.is_waiting, thread.unread_by_staff, thread.status) == (True, 1, "OPEN")
    assert OrderEntry.objects.get(order=order, kind="MESSAGE").message == "Blue, please."


def test_the_same_mail_is_taken_once(order, staff_user):
    answer(order, staff_user)
    first = receive(letter(address_of(order)))
    again = receive(letter(address_of(order), "Something else"))
    assert (again.outcome, again.message) == (Outcome.DUPLICATE, first.message)
    assert OrderMessage.objects.filter(author_type="CUSTOMER").count() == 1
    # another one in the same conversation is another one
    assert receive(letter(address_of(order), number=2)).outcome is Outcome.ACCEPTED


def test_without_a_message_id_the_bytes_count(order):
    message = letter(address_of(order))
    del message["Message-ID"]
    assert [receive(message).outcome for _ in range(2)] == [Outcome.ACCEPTED, Outcome.DUPLICATE]


def test_conversations_without_an_order_have_an_address_too(writing):
    thread = guest_asks().thread
    found = receive(letter(address_in(thread), sender="GUEST@example.com"))
    assert (found.outcome, found.thread.pk) == (Outcome.ACCEPTED, thread.pk)
    assert found.message.user_id is None


def test_the_envelope_counts_where_the_headers_say_nothing(order):
    hidden = letter("undisclosed-recipients:;")
    assert receive(hidden).outcome is Outcome.UNKNOWN_ADDRESS
    assert receive(hidden, recipients=[address_of(order)]).outcome is Outcome.ACCEPTED


def test_a_forged_or_foreign_address_is_nobodys(order):
    right = address_of(order)
    for wrong in (right.replace("+o", "+t"), right[:-20] + "aaaa@shop.example", "info@shop.example"):
        assert receive(letter(wrong)).outcome is Outcome.UNKNOWN_ADDRESS
    assert (OrderThread.objects.count(), ReceivedMail.objects.count()) == (0, 0)


def test_nobody_writes_to_a_draft(writing, customer):
    draft = make_order(user=customer, status="draft")
    assert receive(letter(address_of(draft))).outcome is Outcome.UNKNOWN_ADDRESS


def test_a_wrong_sender_waits_for_staff(order, customer, staff_user):
    # when somebody else writes to the address
    message = letter(address_of(order), "Send it to me instead.", sender="Eve <eve@example.com>")
    message.add_attachment(b"2 mugs", maintype="text", subtype="plain", filename="list.txt")
    found = receive(message)
    # then nothing is said, and staff sees it
    assert (found.outcome, OrderMessage.objects.count()) == (Outcome.HELD, 0)
    row = ReceivedMail.objects.get()
    assert (row.held_reason, row.sender, row.text) == (
        "WRONG_SENDER",
        "eve@example.com",
        "Send it to me instead.",
    )
    thread = OrderThread.objects.get()
    assert (thread.held_mails, thread.messages_count, thread.is_waiting) == (1, 0, False)
    assert OrderAttachment.objects.get().mail_id == row.pk
    # when staff lets it in and remembers the sender
    said = accept_held_mail(row.pk, author=staff(staff_user), remember_sender=True)
    # then
    assert (said.body, said.author_type) == ("Send it to me instead.", "CUSTOMER")
    file = OrderAttachment.objects.get()
    assert (file.message_id, file.mail_id) == (said.pk, None)
    thread.refresh_from_db()
    assert (thread.held_mails, thread.known_senders, thread.is_waiting) == (0, ["eve@example.com"], True)
    assert receive(letter(address_of(order), sender="eve@example.com", number=2)).outcome is Outcome.ACCEPTED
    with pytest.raises(OrderCentralFault) as caught:
        accept_held_mail(row.pk, author=staff(staff_user))
    assert caught.value.code is ErrorCode.INVALID


def test_a_mail_thrown_away_leaves_no_words_and_no_files(order, staff_user):
    message = letter(address_of(order), "SPAM", sender="eve@example.com")
    message.add_attachment(b"2 mugs", maintype="text", subtype="plain", filename="list.txt")
    receive(message)
    row = dismiss_held_mail(ReceivedMail.objects.get().pk, author=staff(staff_user))
    assert (row.state, row.text, row.decided_by_id) == ("DISMISSED", "", staff_user.pk)
    assert OrderAttachment.objects.count() == 0
    assert OrderThread.objects.get().held_mails == 0
    # and it stays thrown away when it comes again
    assert receive(message).outcome is Outcome.DUPLICATE


def test_the_mail_servers_doubt_is_believed(order):
    found = receive(letter(address_of(order), Authentication_Results="mx.example; dkim=fail; dmarc=fail"))
    assert found.outcome is Outcome.HELD
    assert ReceivedMail.objects.get().held_reason == "NOT_AUTHENTIC"


def test_two_machines_cannot_talk_for_ever(order):
    for number in range(MOST_AN_HOUR):
        assert receive(letter(address_of(order), number=number)).outcome is Outcome.ACCEPTED
    assert receive(letter(address_of(order), number=99)).outcome is Outcome.HELD
    assert ReceivedMail.objects.get(state="HELD").held_reason == "TOO_MANY"


def test_a_full_conversation_holds_mails_and_not_too_many(order):
    receive(letter(address_of(order)))
    OrderThread.objects.update(messages_count=MOST_MESSAGES)
    assert receive(letter(address_of(order), number=2)).outcome is Outcome.HELD
    OrderThread.objects.update(held_mails=MOST_HELD)
    assert receive(letter(address_of(order), number=3)).outcome is Outcome.REFUSED


def test_an_answer_of_a_machine_is_no_message_and_begins_nothing(order, staff_user):
    away = letter(address_of(order), "I am away.", Auto_Submitted="auto-replied")
    assert receive(away).outcome is Outcome.AUTOMATIC
    assert OrderThread.objects.count() == 0
    answer(order, staff_user)
    assert receive(away).outcome is Outcome.AUTOMATIC
    assert OrderMessage.objects.filter(author_type="CUSTOMER").count() == 0
    assert OrderThread.objects.get().is_waiting is False


def test_our_own_mail_that_comes_back_is_no_message(order, staff_user):
    answer(order, staff_user)
    (sent,) = letters()
    found = receive(sent.message().as_bytes(), recipients=[address_of(order)])
    assert found.outcome is Outcome.AUTOMATIC
    assert OrderMessage.objects.count() == 1


def test_a_mail_that_came_back_fails_and_is_noted_for_staff(order, staff_user):
    # given an answer that left
    answer(order, staff_user)
    assert [state for _to, _subject, state in mails("MESSAGE")] == ["SENT"]
    row = OrderNotification.objects.get(occasion="MESSAGE")
    # when it comes back
    report = REPORT.format(action="failed", kind="message/rfc822")
    report = report.replace("<ours@shop.example>", message_id(row)).replace(
        "reply+t1-abc@shop.example", row.reply_to
    )
    assert receive(report.encode()).outcome is Outcome.BOUNCE
    # then
    row.refresh_from_db()
    assert (row.status, row.last_error) == ("FAILED", "Came back: 550 5.1.1 No such mailbox")
    memo = OrderMemo.objects.get()
    assert (memo.subject, memo.author_type) == ("An e-mail to ana@example.com came back", "SYSTEM")
    assert receive(report.encode()).outcome is Outcome.DUPLICATE
    assert OrderMemo.objects.count() == 1


def test_files_are_kept_or_named_for_staff(order):
    message = letter(address_of(order))
    message.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="Bill.pdf")
    message.add_attachment(b"MZ\0\0", maintype="application", subtype="octet-stream", filename="virus.exe")
    receive(message)
    assert list(OrderAttachment.objects.values_list("name", "content_type")) == [
        ("Bill.pdf", "application/pdf")
    ]
    memo = OrderMemo.objects.get()
    assert (memo.subject, memo.body) == ("Files that were not taken", "virus.exe")


def test_a_shop_without_uploads_keeps_the_words(order, configure):
    configure(saleor_mails="off", reply_mailbox=MAILBOX, customer_uploads=False)
    message = letter(address_of(order))
    message.add_attachment(b"2 mugs", maintype="text", subtype="plain", filename="list.txt")
    assert receive(message).outcome is Outcome.ACCEPTED
    assert (OrderAttachment.objects.count(), OrderMemo.objects.get().body) == (0, "list.txt")


def test_an_empty_mail_is_nothing(order):
    empty = EmailMessage()
    empty["From"], empty["To"], empty["Message-ID"] = "ana@example.com", address_of(order), "<e@x>"
    empty.set_content("\n\n")
    assert receive(empty).outcome is Outcome.EMPTY
    assert OrderMessage.objects.count() == 0


def test_whoever_should_answer_hears_of_a_reply(order, staff_user):
    answer(order, staff_user)
    receive(letter(address_of(order)))
    assert [to for to, _subject, _state in mails("MESSAGE_COPY")] == ["staff@example.com"]


def test_memos_of_an_order_are_no_reason_to_answer(order, staff_user):
    write_memo(words("x").cleaned(), order_pk=order.pk, thread=None, author=staff(staff_user))
    assert receive(letter(address_of(order))).outcome is Outcome.ACCEPTED


def test_with_the_centre_or_the_mailbox_off_nothing_is_taken(order, configure):
    address = address_of(order)
    configure(saleor_mails="off", reply_mailbox="")
    assert receive(letter(address)).outcome is Outcome.OFF
    configure(saleor_mails="off", reply_mailbox=MAILBOX, active=False)
    assert receive(letter(address)).outcome is Outcome.OFF


class Pipe:
    """Standard input as a mail server fills it."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("to", "code", "word"),
    [("right", None, "accepted"), ("wrong@shop.example", NO_USER, "unknown address")],
)
def test_a_mail_server_pipes_mails_in(order, monkeypatch, to, code, word):
    out = io.StringIO()
    recipient = address_of(order) if to == "right" else to
    monkeypatch.setattr("sys.stdin", Pipe(letter("x@y.example").as_bytes()))
    try:
        call_command("order_central_receive_mail", "--to", recipient, stdout=out)
        ended = None
    except SystemExit as exit:
        ended = exit.code
    assert (ended, out.getvalue().strip()) == (code, word)


def test_a_pipe_of_nonsense_is_refused_for_good(order, monkeypatch):
    monkeypatch.setattr("sys.stdin", Pipe(b"x" * (31 * 1024 * 1024)))
    with pytest.raises(SystemExit) as caught:
        call_command("order_central_receive_mail", stderr=io.StringIO())
    assert caught.value.code == DATA_ERROR
