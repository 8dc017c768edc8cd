"""The e-mail as a customer's mail program gets it: texts of any kind stay texts."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from saleor_order_central.notifications.channels.mail import build_message, message_id
from saleor_order_central.notifications.letter import letter_html
from saleor_order_central.notifications.models import OrderNotification


def row(**columns):
    values = {
        "recipient": "ana@example.com",
        "sender": "Shop <shop@example.com>",
        "language": "en",
        "subject": "News",
        "body": "Your parcel left.",
        "dedupe_key": "7:sent:EMAIL",
    }
    return OrderNotification(**{**values, **columns})


def parsed(**columns):
    """The message as a mail program reads it, and its bytes."""
    raw = build_message(row(**columns)).message().as_bytes()
    return message_from_bytes(raw, policy=policy.default), raw


def body_of(message, kind):
    return message.get_body(preferencelist=(kind,)).get_content()


def test_a_message_is_text_and_html_with_the_headers_of_an_automatic_one():
    message, _raw = parsed(reply_to="help@example.com", language="pl")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert (message["Subject"], message["To"]) == ("News", "ana@example.com")
    assert (message["From"], message["Reply-To"]) == ("Shop <shop@example.com>", "help@example.com")
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert message["Content-Language"] == "pl"
    assert body_of(message, "plain").strip() == "Your parcel left."
    html = body_of(message, "html")
    assert '<html lang="pl" dir="ltr">' in html
    assert "<p>Your parcel left.</p>" in html


def test_the_message_id_depends_on_the_key_and_on_nothing_else():
    first, again, other = row(), row(subject="Other", body="Other"), row(dedupe_key="8:sent:EMAIL")
    assert message_id(first) == message_id(again) != message_id(other)
    assert message_id(first).endswith("@example.com>")
    assert parsed()[0]["Message-ID"] == message_id(first)


def test_a_sender_with_an_international_domain_has_an_ascii_message_id():
    assert message_id(row(sender="Shop <shop@żabka.example>")).endswith("@xn--abka-99a.example>")


HEADER_INJECTIONS = [
    "News\r\nBcc: victim@example.com",
    "News\nBcc: victim@example.com",
    "News\r\n\r\n<script>alert(1)</script>",
    "News\x0bBcc: victim@example.com",
    "News\u2028Bcc: victim@example.com",
]


@pytest.mark.parametrize("subject", HEADER_INJECTIONS)
def test_a_subject_cannot_add_a_header(subject):
    message, raw = parsed(subject=subject)
    assert message["Bcc"] is None
    assert b"\nBcc:" not in raw
    assert message["Subject"].startswith("News")
    assert body_of(message, "plain").strip() == "Your parcel left."


@pytest.mark.parametrize("column", ["recipient", "sender", "reply_to"])
@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n"])
def test_an_address_with_a_line_break_is_refused(column, break_):
    with pytest.raises(ValueError, match="newline"):
        build_message(row(**{column: f"ana@example.com{break_}Bcc: victim@example.com"})).message()


def test_markup_in_a_text_is_shown_and_not_run():
    html = letter_html("<b>News</b>", "<script>alert(1)</script> & <img src=x onerror=alert(1)>", "en")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x onerror=alert(1)&gt;" in html
    assert "<title>&lt;b&gt;News&lt;/b&gt;</title>" in html


def test_what_looks_like_a_template_is_not_one():
    html = letter_html("News", "{{ 7|add:7 }} {% now 'Y' %}", "en")
    assert "<p>{{ 7|add:7 }} {% now &#x27;Y&#x27; %}</p>" in html


LINKS = [
    ("See https://shop.example.com/a?b=1&c=2.", "https://shop.example.com/a?b=1&amp;c=2"),
    ("(http://shop.example.com/x)", "http://shop.example.com/x"),
    ("HTTPS://SHOP.example.com/x", "HTTPS://SHOP.example.com/x"),
]


@pytest.mark.parametrize(("text", "address"), LINKS)
def test_whole_addresses_become_links(text, address):
    assert f'<a href="{address}" rel="noopener noreferrer">{address}</a>' in letter_html("News", text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "javascript://https.example.com/%0aalert(1)",
        "data:text/html,<b>x</b>",
        "www.example.com",
        "ana@example.com",
        "ftp://example.com/x",
        "https://",
    ],
)
def test_nothing_else_becomes_a_link(text):
    assert "<a " not in letter_html("News", text, "en")


def test_a_link_cannot_break_out_of_its_attribute():
    html = letter_html("News", 'https://example.com/"onmouseover="alert(1)', "en")
    assert '<a href="https://example.com/" rel="noopener noreferrer">https://example.com/</a>' in html
    assert "&quot;onmouseover=&quot;alert(1)" in html


def test_lines_and_paragraphs_keep_their_shape():
    html = letter_html("News", "One\nTwo\n\nThree", "en")
    assert "<p>One<br>\nTwo</p>\n<p>Three</p>" in html


def test_a_letter_needs_nothing_from_outside_and_no_light():
    html = letter_html("News", "Text", "en")
    assert '<meta name="color-scheme" content="light dark">' in html
    for outside in ("<img", "<link", "<script", "src=", "url(", "@import"):
        assert outside not in html


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("pt-br", "ltr"), ("xx", "ltr"), ("", "ltr")]
)
def test_the_direction_follows_the_language(language, direction):
    assert f'dir="{direction}"' in letter_html("News", "Text", language)


@pytest.mark.parametrize(
    "text",
    ["שלום", "\u202eevil", "👩‍👩‍👧 żółć", "a" * 1_000_000, "x " * 500_000],
    ids=["rtl", "override", "emoji", "a-long-word", "many-words"],
)
def test_texts_of_any_kind_arrive_as_they_are(text):
    message, raw = parsed(body=text, subject=text[:200])
    assert body_of(message, "plain").strip() == text.strip()
    assert max(len(line) for line in raw.split(b"\n")) <= 998
