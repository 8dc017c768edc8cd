"""A word planted wherever staff can hide one is found by staff, and by customers and guests nowhere at all:

not in the API, on pages and in what they link to, in mails, files, events, or Saleor's metadata.
"""

from __future__ import annotations

import json
import re
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.db.models import Q

from saleor_order_central.attachments.files import clean_file
from saleor_order_central.case_file.document import case_file
from saleor_order_central.conversations import selectors
from saleor_order_central.conversations.forwarding import forward_outside, forward_to_colleague
from saleor_order_central.conversations.memos import add_memo
from saleor_order_central.conversations.models import OrderThread
from saleor_order_central.customers.owner import Owner
from saleor_order_central.events import order_central_event
from saleor_order_central.host import get_host
from saleor_order_central.host.access import MANAGE_ORDERS
from saleor_order_central.inbound_mail.intake import Outcome, take_in
from saleor_order_central.inbound_mail.mime import read_mail
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.privacy import export
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.events import EventRequest, create_event
from saleor_order_central.timeline.view import Visibility
from tests.access.guests import grant
from tests.api.schema_walk import unasked, walk
from tests.center.conftest import Browser, browser, her_browser, shop_name
from tests.conftest import Api
from tests.conversations.conftest import TEXT_MARK, answer, customer_writes, guest_asks, staff, words
from tests.shop_rows import facts_of, make_order, make_user

__all__ = ["browser", "her_browser", "shop_name"]


@pytest.fixture
def planted(customer, staff_user, configure, settings, tmp_path):
    """Memos, events for staff and mails on hold, with texts and files, about an order and without one.

    Between them customer and shop talk, by e-mail too, so that each way to the customer is used after them.
    """
    # Saleor 3 may have a storage of its own for private files.
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = str(tmp_path)
    configure(
        saleor_mails="off",
        reply_mailbox="reply@shop.example",
        anonymous_access="steps",
        undo_seconds=0,
    )
    order = make_order(user=customer, is_paid=True)
    colleague = make_user("colleague@example.com", "order.manage_orders", is_staff=True)
    file = clean_file(TEXT_MARK.encode(), f"{TEXT_MARK}.txt", field="attachments")
    pdf = clean_file(b"%PDF-1.7", "mugs.pdf", field="attachments")
    with get_host().allow_writer():
        customer_writes(order)
        answer(order, staff_user)
        marked = {"subject": f"{TEXT_MARK} subject", "files": (file,)}
        html = f"<b>{TEXT_MARK}</b>"
        add_memo(facts_of(order), words(TEXT_MARK, body_html=html, **marked), author=staff(staff_user))
        event = EventRequest(message_html=html, visibility=Visibility.STAFF, **marked)
        create_event(facts_of(order), event, author=staff(staff_user))
        alone = guest_asks(user_pk=customer.pk).thread
        answer(alone.pk, staff_user, "We do, in blue.", files=(pdf,))
        for thread in (OrderThread.objects.get(order=order), alone):
            answer(thread.pk, staff_user, TEXT_MARK, show_to_customer=False)
            forward_to_colleague(
                thread.pk, colleague.pk, permission=MANAGE_ORDERS, comment=TEXT_MARK, author=staff(staff_user)
            )
            forward_outside(thread.pk, "depot@example.com", comment=TEXT_MARK, author=staff(staff_user))
        _mails(order)
        record_orders([order.pk])
        answer(order, staff_user, "The blue one left.", regardless=True)
    return order


def _mails(order: Any) -> None:
    """The customer answers by e-mail; somebody else tries to, with a file, and waits for staff."""
    with get_host().allow_writer():
        deliver_due()
    first = next(letter for letter in mail.outbox if letter.to == ["ana@example.com"])
    for sender, text, outcome in (
        ("ana@example.com", "The blue one, please.", Outcome.ACCEPTED),
        ("eve@example.com", TEXT_MARK, Outcome.HELD),
    ):
        message = EmailMessage()
        message["From"], message["To"], message["Message-ID"] = sender, first.reply_to[0], f"<{sender}>"
        message.set_content(text)
        if outcome is Outcome.HELD:
            message.add_attachment(TEXT_MARK, filename=f"{TEXT_MARK}.txt")
        data = message.as_bytes()
        assert take_in(read_mail(data), raw=data).outcome is outcome


def guest_of(order: Any) -> Api:
    with get_host().allow_writer():
        return Api().as_guest(grant(order))


def places_with_the_mark(answers: dict[str, str]) -> set[str]:
    return {name for name, text in answers.items() if TEXT_MARK in text}


@pytest.fixture
def no_cost_limit(settings):
    """Whole queries cost more than one page would ever ask for."""
    settings.GRAPHQL_QUERY_MAX_COMPLEXITY = 0


# The API


def test_every_query_is_walked_but_those_about_other_things():
    """A new query that needs an argument is walked, or named: of other things, staff's, or by code."""
    assert unasked() == {
        "orderCentralsByTrackingCode",
        "orderNotificationPreview",
        "orderPackingSlips",
        "orderRefundPreview",
        "orderReturnEstimate",
        "orderStatusBulkJob",
        "orderTrackingClassify",
    }


def test_the_walk_reaches_what_staff_sees(planted, staff_api, no_cost_limit):
    found = places_with_the_mark(walk(staff_api, planted, TEXT_MARK))
    assert found >= {"orderCentral", "orderThread", "orderThreads", "orderCentrals", "orderNotifications"}


def test_customers_and_guests_find_the_mark_nowhere(planted, customer_api, no_cost_limit):
    callers = {
        "customer": customer_api,
        "guest": guest_of(planted),
        "somebody else": Api().sign_in(make_user("other@example.com")),
        "nobody": Api(),
    }
    answers = {name: walk(api, planted, TEXT_MARK) for name, api in callers.items()}
    assert {name: places_with_the_mark(found) for name, found in answers.items()} == {
        name: set() for name in callers
    }
    # the walk did read the customer's own page and conversation, and did write in it
    for name in ("customer", "guest"):
        for place in ("orderCentral", "orderThread", "orderThreadMarkAsRead", "orderCustomerMessageSend"):
            assert "Where is my parcel?" in answers[name][place], (name, place)
    assert '"totalCount": 0' in answers["customer"]["searched"]


def test_without_the_filter_the_walk_finds_the_mark(planted, customer_api, no_cost_limit, monkeypatch):
    """The net has no holes: with the one filter taken out, it catches what customers would see."""
    monkeypatch.setattr(selectors, "staff_only", list)
    found = places_with_the_mark(walk(customer_api, planted, TEXT_MARK))
    assert found >= {"orderCentral", "orderThread", "orderThreads", "orderCustomerMessageSend"}


# Pages


def crawl(browser: Browser) -> dict[str, str]:
    """Every page and file that links lead to, from the orders on, by address."""
    seen: dict[str, str] = {}
    waiting = [f"{browser.base}orders/", f"{browser.base}orders/guest/"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            response = browser.client.get(path, follow=True)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            seen[path] = content.decode(errors="replace")
            links = re.findall(r'href="(?:http://[^/"]+)?(/[^"#]*)"', seen[path])
            waiting += [one for one in links if "sign-out" not in one]
    return seen


@pytest.mark.parametrize("who", ["customer", "guest"])
def test_no_page_or_file_that_links_lead_to_holds_the_mark(planted, browser, customer, who):
    if who == "customer":
        browser.sign_in(customer)
    else:
        with get_host().allow_writer():
            browser.get(f"link/{grant(planted)}/")
    pages = crawl(browser)
    assert places_with_the_mark(pages) == set()
    assert [path for path in pages if path.endswith("/messages/")] != []
    assert any("The blue one, please." in text for text in pages.values())


def test_without_the_filter_the_crawl_would_find_it(planted, her_browser, monkeypatch):
    monkeypatch.setattr(selectors, "staff_only", list)
    assert places_with_the_mark(crawl(her_browser)) != set()


# Mails


def test_no_mail_but_the_colleagues_and_the_depots_hold_the_mark(planted):
    with get_host().allow_writer():
        deliver_due()
    marked = {letter.to[0] for letter in mail.outbox if TEXT_MARK in str(letter.message())}
    assert marked == {"colleague@example.com", "depot@example.com"}
    told = [letter.body for letter in mail.outbox if letter.to == ["ana@example.com"]]
    assert [one for one in told if "The blue one left." in one] != []


# Files


def owners(order: Any) -> list[Owner]:
    return [Owner(order.user_id, "ana@example.com"), Owner(None, order.user_email.lower())]


def exported(order: Any) -> str:
    with get_host().allow_writer():
        found = [
            export.export_customer(export.ExportRequest(owner, None), using="default")
            for owner in owners(order)
        ]
    return json.dumps(found, default=str)


def test_the_customers_data_as_a_file_is_without_the_mark(planted):
    text = exported(planted)
    assert TEXT_MARK not in text
    assert "colleague@example.com" not in text
    assert "Where is my parcel?" in text
    for kept in ("Do you sell blue mugs?", "mugs.pdf"):
        assert kept in text
    # the answer stands in the conversation and in the mail that carried it, by account and by address
    assert text.count("We do, in blue.") == 2 * len(owners(planted))


def test_without_one_of_its_filters_the_file_would_hold_the_mark(planted, monkeypatch):
    for table in ("OrderEntry", "OrderNotification", "OrderAttachment"):
        with monkeypatch.context() as patch:
            patch.setitem(export._SHOWN, table, Q())
            assert TEXT_MARK in exported(planted), table


def test_the_case_file_has_the_mark_when_memos_are_asked_for(planted):
    with get_host().allow_writer():
        found = {
            asked: case_file(planted.pk, include_memos=asked, using="default") for asked in (False, True)
        }
    assert {asked: TEXT_MARK in json.dumps(one) for asked, one in found.items()} == {False: False, True: True}


# What other programs are told


def test_neither_events_nor_metadata_hold_the_mark(request, django_capture_on_commit_callbacks):
    told = []

    def listen(event: Any, **_more: Any) -> None:
        told.append(str(event))

    order_central_event.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        order = request.getfixturevalue("planted")
    order_central_event.disconnect(listen)
    order.refresh_from_db()
    assert len(told) > 5
    assert TEXT_MARK not in "".join(told)
    assert TEXT_MARK not in json.dumps([order.metadata, order.private_metadata])
