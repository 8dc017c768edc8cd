"""Figures of conversations equal a count by hand; questions about where an order is are told apart."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from saleor_order_central.conversations.models import OrderMessage, OrderThread
from saleor_order_central.host import get_host
from saleor_order_central.promises.performance import Period
from saleor_order_central.statistics.conversations import (
    ChannelFigures,
    OpenCount,
    channel_figures,
    conversation_figures,
    open_counts,
)
from saleor_order_central.statistics.questions import WHERE_IS_IT
from saleor_order_central.statuses.models import OrderState
from tests.shop_rows import NOON, hours, make_user
from tests.statistics.test_figures import placed

WEEK = Period(NOON, NOON + timedelta(days=7))
ASKING = [
    "Hello! Where is my order?",
    "when will my parcel arrive",
    "It has not arrived yet.",
    "Onde está o meu pedido?",
    "cadê minha encomenda",
    "¿Dónde está mi paquete?",
    "donde esta mi pedido",
    "Gdzie jest moja paczka?",
    "Kiedy dotrze zamówienie?",
    "Unde este comanda mea?",
    "Cand ajunge coletul?",
]
OTHERS = ["I want to change the address.", "The mug is broken", "Obrigada!", "Gdzie mogę zapłacić?", ""]


@pytest.fixture(autouse=True)
def _writing(db):
    with get_host().allow_writer():
        yield


@pytest.mark.parametrize("text", ASKING)
def test_where_is_it_in_python_and_in_the_database(text):
    assert re.search(WHERE_IS_IT, text, re.IGNORECASE)
    thread = OrderThread.objects.create()
    said(thread, text)
    assert OrderMessage.objects.filter(body__iregex=WHERE_IS_IT).count() == 1


@pytest.mark.parametrize("text", OTHERS)
def test_other_questions(text):
    assert not re.search(WHERE_IS_IT, text, re.IGNORECASE)


def said(thread, body, *, author="CUSTOMER", after=0):
    row = OrderMessage.objects.create(thread=thread, author_type=author, origin="STOREFRONT", body=body)
    OrderMessage.objects.filter(pk=row.pk).update(created_at=NOON + hours(after))


def thread(order=None, *, asked=None, answered=None, **columns):
    return OrderThread.objects.create(
        order=order,
        first_asked_at=None if asked is None else NOON + hours(asked),
        first_response_at=None if answered is None else NOON + hours(answered),
        **columns,
    )


def figures(channels=None):
    return conversation_figures(WEEK, using="default", channels=channels)


def test_figures():
    # given four orders, three of them with conversations
    orders = [placed(place) for place in range(4)]
    first = thread(orders[0], asked=0, answered=1, status="CLOSED")
    second = thread(orders[1], asked=1, answered=4, waiting_since=NOON)
    thread(orders[2], asked=2)
    thread(None, asked=3, answered=8, status="PENDING_1")
    # and one that began before the week
    thread(None, asked=-10, answered=90, status="CLOSED")
    said(first, "Where is my order?", after=1)
    said(first, "Where is my order? – It left today.", author="STAFF", after=2)
    said(second, "Where is my parcel?", after=3)
    said(second, "Thank you", after=4)
    said(thread(None, status="CLOSED"), "Where is my order?", after=5)
    said(second, "Where is my parcel?", after=24 * 8)
    found = figures()
    # then 1, 3 and 5 hours until the answer
    assert found.first_response == hours(3)
    assert (found.open, found.waiting, found.messages, found.orders) == (3, 1, 5, 4)
    assert (found.tracking_questions, found.tracking_questions_per_100_orders) == (2, 50)
    assert found.messages_per_order == 5 / 4


def test_an_empty_shop():
    found = figures()
    assert (found.open, found.waiting, found.first_response, found.messages) == (0, 0, None, 0)
    assert (found.messages_per_order, found.tracking_questions_per_100_orders) == (None, None)


def test_open_by_state_and_owner():
    ana = make_user("colleague@example.com", is_staff=True)
    for status, assignee in (
        ("OPEN", ana),
        ("OPEN", ana),
        ("OPEN", None),
        ("PENDING_1", ana),
        ("CLOSED", ana),
    ):
        thread(status=status, assignee=assignee)
    assert open_counts(using="default", channels=None) == [
        OpenCount("OPEN", ana.pk, "colleague@example.com", 2),
        OpenCount("OPEN", None, "", 1),
        OpenCount("PENDING_1", ana.pk, "colleague@example.com", 1),
    ]


def test_channels_are_told_apart():
    thread(channel="main")
    thread(channel="outlet", waiting_since=NOON)
    assert (figures({"outlet"}).open, figures({"outlet"}).waiting) == (1, 1)
    assert figures(set()).open == 0
    assert [row.count for row in open_counts(using="default", channels={"main"})] == [1]


def test_each_channel_has_its_own_figures(statements):
    order = placed(0)
    own = OrderState.objects.get(pk=order.pk).channel
    about = thread(order, asked=0, answered=2, channel=own)
    for answered in (1, 3, 11):
        thread(asked=1, answered=answered, channel="outlet")
    thread(asked=1, channel="outlet")
    thread(asked=-200, answered=1, channel="outlet")
    said(about, "Where is my order?")
    said(about, "It left today.", author="STAFF")
    with statements() as seen:
        found = channel_figures(WEEK, using="default", channels=None)
    assert len(seen) == 3
    assert {row.channel: row for row in found} == {
        own: ChannelFigures(own, 1, 1, hours(2), hours(2), 2, 1, 1),
        "outlet": ChannelFigures("outlet", 4, 3, hours(2), hours(8.4)),
    }
    assert [row.channel for row in channel_figures(WEEK, using="default", channels={"outlet"})] == ["outlet"]


def test_a_constant_number_of_statements(statements):
    counts = []
    for _ in range(2):
        for place in range(3):
            said(thread(asked=0, answered=place), "Where is my order?")
        with statements() as seen:
            figures()
            open_counts(using="default", channels=None)
        counts.append(len(seen))
    assert counts == [5, 5]
