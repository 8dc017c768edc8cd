"""Formatted text: nothing in it can act, and the plain form says the same."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.formatted import TAGS, both_forms, clean_html, text_of_html
from tests.hostile_html import HOSTILE


class Watch(HTMLParser):
    """Reads what is left as a browser would, and fails on anything that is not formatting."""

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ("href", "title", "rel", "colspan", "rowspan"), name
            if name == "href":
                assert (value or "").lower().startswith(("https:", "http:", "mailto:")), value

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data):
        raise AssertionError(data)

    def handle_decl(self, decl):
        raise AssertionError(decl)


def watched(html: str) -> str:
    cleaned = clean_html(html, "bodyHtml")
    reader = Watch()
    reader.feed(cleaned)
    reader.close()
    return cleaned


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_survives(html):
    """The reader looks at every tag that is left; words of a script that was taken apart are only words."""
    assert watched(f"<p>Hi</p>{html}").startswith("<p>Hi</p>")


PIECES = (
    "<script> </script> <p> </p> <a_href=' '> javascript: <svg <style> </style> onerror= <!-- --> &lt; &#0; "
    "<math> <table> <img_src=x <iframe <b> </b> <template> ]]> <![CDATA["
)
MARKUP = st.lists(
    st.one_of(st.text(max_size=8), st.sampled_from([one.replace("_", " ") for one in PIECES.split(" ")])),
    max_size=20,
).map("".join)


@given(MARKUP)
@example("<a href='javascript:alert(1)'>")
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_only_formats(html):
    cleaned = watched(html)
    # Cleaning what is clean changes nothing.
    assert clean_html(cleaned, "bodyHtml") == cleaned


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<h1>Title</h1>Text", "Title\n\nText"),
        ('<a href="https://x.example/1">here</a>', "here <https://x.example/1>"),
        ('<a href="https://x.example">https://x.example</a>', "https://x.example"),
        ('<a href="mailto:a@x.example">a@x.example</a>', "a@x.example"),
        ("<p>It   is\n <b>bold</b> &amp; fine.</p>", "It is bold & fine."),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
        ("<pre>x\n  y</pre>", "x\n  y"),
        ("", ""),
    ],
)
def test_plain_form(html, text):
    assert text_of_html(clean_html(html, "bodyHtml")) == text


def test_formatting_stays():
    html = '<p>A <strong>b</strong> <em>c</em> <a href="https://x.example">d</a></p><ul><li>e</li></ul>'
    cleaned = clean_html(html, "bodyHtml")
    assert cleaned.replace(' rel="noopener noreferrer nofollow"', "") == html


def test_a_typed_plain_form_stays_as_it_is():
    assert both_forms("Plain", "<b>Bold</b>", limit=100) == ("Plain", "<b>Bold</b>")
    assert both_forms("Plain", None, limit=100) == ("Plain", "")


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<img src=x>"])
def test_a_text_of_which_nothing_is_left_is_refused(html):
    with pytest.raises(OrderCentralFault, match="Nothing is left") as caught:
        both_forms("", html, limit=100, field="message")
    assert caught.value.field == "messageHtml"
    assert both_forms("Plain", html, limit=100) == ("Plain", "")


@pytest.mark.parametrize("html", [None, "", " \n", "<p></p>", "<p><br></p>", "<p> </p><p></p>"])
def test_an_editor_left_empty_is_no_text(html):
    assert both_forms("", html, limit=100) == ("", "")


def test_too_long_is_too_long():
    with pytest.raises(OrderCentralFault):
        clean_html("x" * 100_001, "bodyHtml")
