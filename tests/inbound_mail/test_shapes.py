"""Replies of real mail programs: what is new in them and nothing else; and bytes sent in bad faith."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saleor_order_central.inbound_mail.automatic import is_automatic, read_bounce
from saleor_order_central.inbound_mail.mime import MOST_BYTES, Mail, UnreadableMail, read_mail
from saleor_order_central.inbound_mail.quotes import reply_text
from saleor_order_central.inbound_mail.tnef import read_tnef
from saleor_order_central.text import is_storable
from tests.inbound_mail.shapes import HEAD, SHAPES, plain, tnef, winmail


def test_there_are_enough_shapes():
    assert len(SHAPES) >= 40
    assert len({name for name, _data, _text in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize(("data", "text"), [pytest.param(*one[1:], id=one[0]) for one in SHAPES])
def test_what_is_new_in_a_reply(data, text):
    assert reply_text(read_mail(data).text) == text


def test_headers_are_read_whatever_they_are_written_in():
    mail = read_mail(
        b'From: =?utf-8?B?xZ5lcmJhbg==?= <Ana@Example.com>\r\nTo: a@x.example, "B, C" <b@x.example>\r\n'
        b"Delivered-To: c@x.example\r\nSubject: =?iso-8859-2?Q?Zam=F3wienie?= 1042\r\n"
        b"Message-ID:  <abc@mail.example> \r\n\r\nHi"
    )
    assert (mail.sender, mail.sender_name, mail.subject) == ("ana@example.com", "Şerban", "Zamówienie 1042")
    assert mail.recipients == ("c@x.example", "a@x.example", "b@x.example")
    assert mail.message_id == "<abc@mail.example>"


def test_files_of_winmail_are_kept():
    mail = read_mail(winmail("See the file", {"list.txt": b"2 mugs", "más.pdf": b"%PDF-1.7"}))
    assert mail.files == (("list.txt", b"2 mugs"), ("más.pdf", b"%PDF-1.7"))
    cut = tnef("Body", {"a.txt": b"x" * 100})[:60]
    assert read_tnef(cut).files == ()


AUTOMATIC = [
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated; owner=x",
    "Precedence: bulk",
    "Precedence: auto_reply",
    "X-Autoreply: yes",
    "List-Id: <news.example>",
    "Return-Path: <>",
    "X-Order-Central: 1",
]


@pytest.mark.parametrize("header", AUTOMATIC)
def test_machines_are_recognised(header):
    assert is_automatic(read_mail(f"{header}\r\n".encode() + plain("I am away.")))


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "Precedence: normal", "X-Priority: 1"])
def test_people_are_people(header):
    assert not is_automatic(read_mail(f"{header}\r\n".encode() + plain("I am here.")))


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@mx.example", "postmaster@mx.example", "no-reply@x.example"]
)
def test_senders_that_nobody_answers_are_machines(sender):
    data = plain("x").replace(b"Ana Pop <ana@example.com>", sender.encode())
    assert is_automatic(read_mail(data))


REPORT = (
    "From: MAILER-DAEMON@mx.example\r\nTo: shop@shop.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"\r\n\r\n'
    "--cut\r\nContent-Type: text/plain\r\n\r\nIt came back.\r\n"
    "--cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    "Final-Recipient: rfc822; Ana@Example.com\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 No such mailbox\r\n\r\n"
    "--cut\r\nContent-Type: {kind}\r\n\r\nMessage-ID: <ours@shop.example>\r\n"
    "Reply-To: reply+t1-abc@shop.example\r\nSubject: Your order\r\n\r\n--cut--\r\n"
)


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_tells_what_came_back(kind):
    bounce = read_bounce(read_mail(REPORT.format(action="failed", kind=kind).encode()))
    assert bounce is not None
    assert (bounce.recipient, bounce.is_final, bounce.reason) == (
        "ana@example.com",
        True,
        "550 5.1.1 No such mailbox",
    )
    assert (bounce.message_id, bounce.reply_to) == ("<ours@shop.example>", "reply+t1-abc@shop.example")


def test_a_delay_is_no_end_and_a_receipt_no_report():
    late = read_bounce(read_mail(REPORT.format(action="delayed", kind="message/rfc822").encode()))
    assert late is not None
    assert late.is_final is False
    kind = "multipart/report; report-type=disposition-notification; boundary=x"
    receipt = f"{HEAD}Content-Type: {kind}\r\n\r\n".encode()
    assert read_bounce(read_mail(receipt)) is None
    assert is_automatic(read_mail(receipt))


def nested(depth: int) -> bytes:
    lines = [HEAD]
    for level in range(depth):
        lines.append(f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n")
    return "".join([*lines, "Content-Type: text/plain\r\n\r\nDeep inside.\r\n"]).encode()


HOSTILE = [
    b"",
    b"\r\n\r\n",
    b"\0" * 1000,
    b"From: " + b"(" * 5000,
    b"From: " + b'"' * 5000 + b"@x\r\n\r\nHi",
    b"Subject: =?utf-8?B?%%%?=\r\n\r\nHi",
    b"Subject: =?no-such-charset?Q?x?=\r\n\r\nHi",
    b"Content-Type: text/plain; charset=\xff\xfe\r\n\r\nHi",
    b"Content-Type: text/plain; charset=unknown-8bit\r\n\r\n\xff\xfe",
    b"Content-Type: text/plain; charset=utf-16\r\n\r\nHi",
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
    b"Content-Type: multipart/mixed\r\n\r\nno boundary",
    b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nHi\r\n----',
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 3000,
    b"Content-Disposition: attachment; filename*=utf-8''%ff%fe\r\n\r\nx",
    b'Content-Disposition: attachment; filename="../../etc/passwd\0.txt"\r\n\r\nx',
    b"Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html\r\n\r\n<![if gte mso 9]><!--" + b"<div>" * 5000,
    b"Content-Type: text/html\r\n\r\n<!DOCTYPE [<!ENTITY x 'y'>]><![CDATA[",
    b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22" + b"\xff" * 50,
    b"To: " + b"a@x.example, " * 5000 + b"\r\n\r\nHi",
    nested(15),
    nested(60),
]


def survives(data: bytes) -> Mail | None:
    """Whatever comes out can be stored, or the mail is refused by name."""
    try:
        mail = read_mail(data)
    except UnreadableMail:
        return None
    read_bounce(mail)
    is_automatic(mail)
    assert is_storable(mail.sender + mail.subject + mail.sender_name + mail.message_id)
    assert len(mail.subject) <= 250
    assert all(isinstance(content, bytes) for _name, content in mail.files)
    assert len(reply_text(mail.text)) <= len(mail.text) + 1
    return mail


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_bytes_are_survived(data):
    survives(data)


def test_too_much_is_refused():
    with pytest.raises(UnreadableMail):
        read_mail(b"x" * (MOST_BYTES + 1))
    with pytest.raises(UnreadableMail):
        read_mail(nested(2000))


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=a\r\n",
        b"Content-Type: text/html; charset=utf-7\r\n",
        b"Content-Type: message/delivery-status\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Subject: =?utf-8?Q?=FF?=\r\n",
        b"From: a@b\r\n",
        b"\r\n",
        b"--a\r\n",
        b"--a--",
        b"<div><blockquote>",
        b"> On 1 wrote:\r\n",
        b"From: x\r\nSent: y\r\nTo: z\r\n",
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=15).map(b"".join))
@example(
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Transfer-Encoding: x\r\n\r\n\xff--a--"
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_survived(data):
    survives(data)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_reply(text):
    found = reply_text(text)
    assert bool(found) == bool(text.replace("\xa0", " ").strip())
