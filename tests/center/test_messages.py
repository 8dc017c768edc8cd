"""The conversation at the pages: owner and guest write with files, and read what the shop answers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saleor_order_central.host import get_host
from tests.center.conftest import ORDERS, text_of
from tests.center.test_guests import MINE, let_in
from tests.shop_rows import make_order

MEMO = "memo-marker"
SEND = """mutation($input: OrderMessageInput!) { orderMessageSend(input: $input) {
  errors { field message } } }"""


@pytest.fixture
def order(customer):
    return make_order(user=customer, is_paid=True)


@pytest.fixture
def talk(order, order_id):
    return f"{ORDERS}{order_id(order)}/messages/"


def test_what_is_written_stands_in_the_conversation(her_browser, talk, staff_api, order, order_id):
    her_browser.get(talk)
    file = SimpleUploadedFile("note.txt", b"a note", "text/plain")
    response = her_browser.post(talk, {"body": "Where is <it>?", "files": file})
    assert response.status_code == 303
    for values in ({"body": "On its way", "showToCustomer": True}, {"body": MEMO}):
        sent = staff_api.data(SEND, input={"order": order_id(order), **values})["orderMessageSend"]
        assert sent["errors"] == []
    before = text_of(her_browser.get(talk.removesuffix("messages/")))
    page = text_of(her_browser.get(talk))
    after = text_of(her_browser.get(talk.removesuffix("messages/")))

    assert "Where is &lt;it&gt;?" in page
    assert "On its way" in page
    assert ">note.txt</a>" in page
    assert MEMO not in page + before + after
    assert '<span class="badge">1</span>' in before
    assert '<span class="badge">' not in after


def test_formatted_text_keeps_its_form(her_browser, talk, staff_api, order, order_id):
    html = "<p>It comes <strong>today</strong></p><script>alert(1)</script>"
    values = {"body": "", "bodyHtml": html, "showToCustomer": True}
    sent = staff_api.data(SEND, input={"order": order_id(order), **values})["orderMessageSend"]
    assert sent["errors"] == []
    page = text_of(her_browser.get(talk))
    assert '<div class="formatted"><p>It comes <strong>today</strong></p></div>' in page
    assert "alert(1)" not in page


def test_sending_twice_writes_once(her_browser, talk):
    her_browser.get(talk)
    for _time in range(2):
        assert her_browser.post(talk, {"body": "Once only", "key": "k" * 20}).status_code == 303

    assert text_of(her_browser.get(talk)).count("Once only") == 1


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"body": "  "}, "Something is missing."),
        ({"body": "x", "files": SimpleUploadedFile("a.exe", b"MZ\x90\x00", "image/png")}, "not taken"),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(her_browser, talk, values, text):
    her_browser.get(talk)
    response = her_browser.post(talk, values)

    assert response.status_code == 422
    assert text in text_of(response)
    assert f">{values['body']}</textarea>" in text_of(response)


def test_a_guest_writes_too(browser, order):
    let_in(browser, order)
    browser.get(f"{MINE}messages/")
    assert browser.post(f"{MINE}messages/", {"body": "From a guest"}).status_code == 303

    assert "From a guest" in text_of(browser.get(f"{MINE}messages/"))


def test_others_do_not_read_it(browser, order, talk):
    from saleor_order_central.conversations.models import OrderMessage

    browser.get()
    assert browser.post(talk, {"body": "mine now"}).status_code == 303
    with get_host().allow_writer():
        assert OrderMessage.objects.count() == 0
