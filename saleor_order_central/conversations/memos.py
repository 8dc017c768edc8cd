"""Memos: for staff only, in a table of their own, with nothing that could send them (004-13)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ..attachments.storage import store_files
from ..author import Author
from ..errors import invalid
from ..host.facts import OrderFacts
from ..listing.words import search_words
from ..statuses.locks import lock_order_states
from ..statuses.request import SUBJECT_LIMIT
from .models import OrderMemo, OrderThread
from .saying import same_content
from .words import Words


def add_memo(facts: OrderFacts, words: Words, *, author: Author) -> OrderMemo:
    """Add a memo to an order. The same key with the same content returns the first one.

    Raises OrderCentralFault: REQUIRED without words, INVALID for a draft, CONFLICT.
    """
    words = words.cleaned(order=str(facts.order_pk))
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        if (earlier := repeated_memo(words)) is not None:
            return earlier
        return write_memo(words, order_pk=facts.order_pk, thread=None, author=author)


def repeated_memo(words: Words) -> OrderMemo | None:
    """Return what the same request stored before. Raises CONFLICT when its key was used for other content."""
    if not words.request_key:
        return None
    found: OrderMemo | None = same_content(
        OrderMemo.objects.filter(request_key=words.request_key).first(), words
    )
    return found


def leave_note(thread: OrderThread, subject: str, body: str, *, author: Author) -> OrderMemo:
    """Note for staff what happened in a conversation that is locked; it comes up in the inbox."""
    note = Words(body=body, subject=subject[:SUBJECT_LIMIT])
    memo = write_memo(note, order_pk=thread.order_id, thread=thread, author=author)
    thread.updated_at = memo.created_at
    thread.save(update_fields=["updated_at"])
    return memo


def write_memo(words: Words, *, order_pk: Any, thread: OrderThread | None, author: Author) -> OrderMemo:
    """Store clean words as a memo of an order, a conversation or both; inside a transaction."""
    memo = OrderMemo.objects.create(
        order_id=order_pk,
        thread=thread,
        author_type=author.type.value,
        user_id=author.user_pk,
        app_name=author.app_name,
        subject=words.subject,
        body=words.body,
        body_html=words.body_html,
        search_words=search_words((words.subject, words.body)),
        request_key=words.request_key,
        request_hash=words.content_hash if words.key else "",
        created_at=timezone.now(),
    )
    if words.files:
        store_files(order_pk, [(file, {"memo_id": memo.pk}) for file in words.files], author=author)
    return memo
