"""E-mail and text messages over real sockets: what was handed over, and what each refusal means."""

from __future__ import annotations

import builtins

import pytest
from django.core.exceptions import ValidationError

from saleor_order_central.notifications.channels.email import EmailChannel
from saleor_order_central.notifications.channels.outcome import ChannelDown, PutOff, Refused
from saleor_order_central.notifications.channels.sms import PACKAGE_MISSING, gateway_error, send_sms
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.setting_checks import validate

PHONE = "+4930123456"
KEY = "7:sent:1+1:SMS"


def row(recipient="ana@example.com", **columns):
    values = {"sender": "Shop <shop@example.com>", "subject": "News", "body": "Text", "language": "en"}
    return OrderNotification(recipient=recipient, **{**values, "dedupe_key": f"1:{recipient}", **columns})


@pytest.fixture
def channel():
    made = EmailChannel()
    yield made
    made.close()


def test_many_messages_go_through_one_connection(smtp, channel):
    for number in range(5):
        channel.send(row(f"c{number}@example.com"))
    assert smtp.connections == 1
    assert smtp.recipients == [f"c{number}@example.com" for number in range(5)]


def test_a_connection_is_renewed_after_a_hundred_messages(smtp, channel):
    for number in range(101):
        channel.send(row(f"c{number}@example.com"))
    assert (smtp.connections, len(smtp.messages)) == (2, 101)


SMTP_FAILURES = [
    ("refuse", Refused, False, "550 5.1.1 No such mailbox"),
    ("reject", Refused, False, "554 5.7.1 Refused"),
    ("put_off", PutOff, False, "451 4.2.1 Mailbox busy"),
    ("close", PutOff, True, "421 4.3.2 Closing"),
    ("drop", PutOff, True, "SMTPServerDisconnected"),
]


@pytest.mark.parametrize(("behaviour", "outcome", "stops", "text"), SMTP_FAILURES)
def test_what_an_answer_of_the_mail_server_means(smtp, channel, behaviour, outcome, stops, text):
    getattr(smtp, behaviour)("bad@example.com")
    # when
    with pytest.raises(outcome) as caught:
        channel.send(row("bad@example.com"))
    # then, and the next message is not harmed
    assert text in str(caught.value)
    assert getattr(caught.value, "stops_channel", False) is stops
    channel.send(row("good@example.com"))
    assert smtp.recipients == ["good@example.com"]


def test_a_sender_that_is_refused_is_no_fault_of_one_message(smtp, channel):
    smtp.refused_senders = {"shop@example.com"}
    with pytest.raises(PutOff, match="Sender refused") as caught:
        channel.send(row())
    assert (caught.value.stops_sender, caught.value.stops_channel) == (True, False)


def test_a_mail_server_that_is_not_there_closes_the_channel(smtp, channel):
    smtp.stop()
    with pytest.raises(ChannelDown, match="No connection"):
        channel.send(row())


def test_a_mail_server_that_says_nothing_is_given_up(smtp, channel, settings):
    settings.EMAIL_TIMEOUT = 0.3
    smtp.delay = 1.5
    with pytest.raises(PutOff, match=r"timed out|Disconnected") as caught:
        channel.send(row())
    assert caught.value.stops_channel is True


def test_a_shop_without_a_timeout_gets_one(smtp, channel):
    channel.send(row())
    assert channel._connection.timeout == 15


def test_an_address_that_breaks_a_header_is_refused_before_the_connection(smtp, channel):
    with pytest.raises(Refused, match="newline"):
        channel.send(row("ana@example.com\nBcc: victim@example.com"))
    assert (smtp.connections, smtp.messages) == (0, [])


def test_a_text_message_carries_the_number_the_text_and_the_key(sms):
    send_sms(sms.url, PHONE, "Hello & <b>good</b> {{ day }} 👋\nzażółć", KEY)
    (message,) = sms.messages
    assert (message.phone, message.key, message.title) == (PHONE, KEY, "")
    assert message.text == "Hello & <b>good</b> {{ day }} 👋\nzażółć"


GATEWAY_ANSWERS = [
    (400, Refused, False),
    (404, Refused, False),
    (422, Refused, False),
    (401, PutOff, True),
    (402, PutOff, True),
    (429, PutOff, True),
    (500, PutOff, False),
    (503, PutOff, False),
]


@pytest.mark.parametrize(("status", "outcome", "stops"), GATEWAY_ANSWERS)
def test_what_an_answer_of_the_gateway_means(sms, status, outcome, stops):
    sms.answers[PHONE] = status
    with pytest.raises(outcome, match=str(status)) as caught:
        send_sms(sms.url, PHONE, "Text", KEY)
    assert getattr(caught.value, "stops_channel", False) is stops
    assert (sms.asked, sms.messages) == (1, [])


def test_a_gateway_that_is_not_there_is_tried_later(sms):
    url = sms.url.replace(str(sms._server.server_address[1]), "1")
    with pytest.raises(PutOff) as caught:
        send_sms(url, PHONE, "Text", KEY)
    assert caught.value.stops_channel is True


def test_a_gateway_that_says_nothing_is_given_up(sms):
    sms.delay = 1
    with pytest.raises(PutOff):
        send_sms(f"{sms.url}&rto=0.2", PHONE, "Text", KEY)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("json://127.0.0.1/{phone}", ""),
        ("twilio://AC00000000000000000000000000000000:token@+15005550006/{phone}", ""),
        ("json://127.0.0.1/", "{phone}"),
        ("nothing://127.0.0.1/{phone}", "does not know"),
        ("{phone}", "does not know"),
    ],
)
def test_a_gateway_address_is_checked_without_sending(url, words):
    found = gateway_error(url)
    assert bool(found) == bool(words)
    assert words in found


def test_an_unusable_address_closes_the_channel():
    with pytest.raises(ChannelDown, match="cannot be used"):
        send_sms("nothing://127.0.0.1/{phone}", PHONE, "Text", KEY)


def test_without_the_package_the_shop_is_told_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *arguments, **options):
        if name == "apprise":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert gateway_error("json://127.0.0.1/{phone}") == PACKAGE_MISSING
    with pytest.raises(ChannelDown, match="saleor-order-central\\[sms\\]"):
        send_sms("json://127.0.0.1/{phone}", PHONE, "Text", KEY)


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [("", False), ("json://127.0.0.1/{phone}", False), ("json://127.0.0.1/", True), ("nonsense", True)],
)
def test_the_dashboard_refuses_a_gateway_that_cannot_work(address, is_refused):
    if not is_refused:
        validate({"sms_gateway": address})
        return
    with pytest.raises(ValidationError) as caught:
        validate({"sms_gateway": address})
    assert list(caught.value.message_dict) == ["sms_gateway"]
