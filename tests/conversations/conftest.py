"""Conversations about orders and without them, and shorthand for what people do in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.conversations.asks import CustomerAsk, StaffAsk
from saleor_order_central.conversations.customer_messages import write_about_order, write_to_contact
from saleor_order_central.conversations.models import ContactPoint, OrderMessage
from saleor_order_central.conversations.staff_messages import Sent, Target, send_message
from saleor_order_central.conversations.words import Words
from saleor_order_central.host import get_host
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import OrderNotification
from tests.shop_rows import facts_of, make_order, make_user


@pytest.fixture
def writing(db: None, configure: Callable[..., None]) -> Any:
    """The guarded connection is open, and answers go to a mailbox."""
    configure(saleor_mails="off", reply_mailbox="reply@shop.example")
    with get_host().allow_writer():
        yield


@pytest.fixture
def colleague(db: None) -> Any:
    return make_user("colleague@example.com", "order.manage_orders", is_staff=True)


@pytest.fixture
def order(writing: None, customer: Any) -> Any:
    """An order of Ana."""
    return make_order(user=customer)


TEXT_MARK = "PLANTEDMARK7731"


def staff(user: Any) -> Author:
    return Author(AuthorType.STAFF, user_pk=user.pk)


def words(body: str = "Hello", **columns: Any) -> Words:
    return Words(body=body, **columns)


def customer_writes(order: Any, body: str = "Where is my parcel?", **columns: Any) -> OrderMessage:
    ask = CustomerAsk(words(body), user_pk=order.user_id)
    return write_about_order(facts_of(order), replace(ask, **columns))


def contact(slug: str = "customer-service") -> int:
    return ContactPoint.objects.get(slug=slug).pk


def guest_asks(
    body: str = "Do you sell blue mugs?", email: str = "guest@example.com", **columns: Any
) -> OrderMessage:
    ask = CustomerAsk(words(body), contact_pk=contact(), email=email)
    return write_to_contact(replace(ask, **columns))


def answer(target: Any, user: Any, body: str = "On its way.", **columns: Any) -> Sent:
    """Staff writes to the customer of an order or in a conversation."""
    place = Target(thread_pk=target) if isinstance(target, int) else Target(facts=facts_of(target))
    own = {name: columns.pop(name) for name in list(columns) if name in Words.__slots__}
    ask = StaffAsk(words(body, **own), **{"show_to_customer": True, **columns})
    return send_message(place, ask, author=staff(user))


def letters() -> list[Any]:
    """What left by now, as Django handed it over."""
    deliver_due()
    return mail.outbox


def mails(occasion: str) -> list[tuple[str, str, str]]:
    """(recipient, subject, state) of the mails of an occasion, oldest first, once what waits has left."""
    deliver_due()
    rows = OrderNotification.objects.filter(occasion=occasion, channel_kind="EMAIL").order_by("pk")
    return [(row.recipient, row.subject, row.status) for row in rows]
