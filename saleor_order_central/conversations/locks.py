"""Locks of conversations: after those of orders, by key."""

from collections.abc import Collection
from typing import Any

from ..errors import OrderCentralFault, not_found
from ..host.facts import OrderFacts
from ..listing.words import search_words
from ..statuses.locks import lock_order_states
from .models import OrderThread

WORD_LIMIT = 400


def unknown_thread(field: str = "id") -> OrderCentralFault:
    """There is no such conversation for this caller."""
    return not_found(field, "There is no such conversation.")


def lock_thread(pk: int, field: str = "id") -> OrderThread:
    """Lock one conversation, with its order's state before it. Raises NOT_FOUND."""
    order_pk = OrderThread.objects.filter(pk=pk).values_list("order_id", flat=True).first()
    if order_pk is not None:
        lock_order_states([order_pk])
    row = OrderThread.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise unknown_thread(field)
    return row


def lock_threads(pks: Collection[int]) -> list[OrderThread]:
    """Lock many, by key; nothing of their orders is written."""
    return list(OrderThread.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def lock_thread_of(facts: OrderFacts, *, now: Any) -> OrderThread:
    """Lock the conversation of an order, made on the first message (004-02)."""
    lock_order_states([facts.order_pk])
    row = OrderThread.objects.select_for_update(of=("self",)).filter(order_id=facts.order_pk).first()
    if row is not None:
        return row
    return OrderThread.objects.create(
        order_id=facts.order_pk,
        channel=facts.channel,
        language=facts.language_code,
        customer_id=facts.user_pk,
        customer_email=facts.user_email.lower()[:254],
        customer_name=facts.customer_name[:250],
        search_words=search_words((facts.number, facts.user_email, facts.customer_name)),
        said_at=now,
        created_at=now,
        updated_at=now,
    )


def remember_words(thread: OrderThread, *texts: str) -> None:
    """Add words by which staff finds a conversation; the first ones stay when there are too many."""
    found = dict.fromkeys([*thread.search_words.split(), *search_words(texts).split()])
    thread.search_words = " ".join(list(found)[:WORD_LIMIT])
