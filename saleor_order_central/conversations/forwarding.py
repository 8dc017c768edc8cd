"""Giving a conversation to a colleague, or telling somebody else about it (002-25, 002-28, 002-29)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ..author import Author, AuthorType
from ..errors import invalid
from ..events import CentralEvent, EventName, publish
from ..host import get_host
from ..language import speaking
from ..notifications.channel_settings import ChannelBook, load_channel_book
from ..notifications.models import Occasion, OrderNotification
from ..notifications.outbox import dedupe_key, store_drafts
from ..settings import load_settings
from ..statuses.request import MESSAGE_LIMIT
from ..text import plain_text
from ..timeline.history import hash_request
from .locks import lock_thread
from .memos import write_memo
from .models import OrderThread
from .notices import StaffLetter, staff_draft
from .wording import (
    CUSTOMER,
    FORWARDED_MEMO,
    FORWARDED_SUBJECT,
    FORWARDED_TEXT,
    OUTSIDE_SUBJECT,
    PLAIN_SUBJECT,
    SHOP,
)
from .words import Words

# How much of a conversation somebody else gets to read.
MOST_TOLD = 20


def forward_to_colleague(
    pk: int, user_pk: int, *, permission: str, comment: str = "", author: Author
) -> OrderThread:
    """Make a colleague the owner, who is told by e-mail once (002-28). The present owner hears nothing again.

    Whoever is writing an answer loses the hold, not the text: the answer still goes out, and the owner stays.
    Raises OrderCentralFault: NOT_FOUND, INVALID for somebody who may not manage orders.
    """
    words = Words(body=plain_text(comment, "comment", limit=MESSAGE_LIMIT))
    with transaction.atomic():
        thread = lock_thread(pk)
        user = get_host().load_users([user_pk], using="default").get(user_pk)
        if user is None or not (user.is_active and user.is_staff and user.has_perm(permission)):
            raise invalid("assignee", "This person may not manage orders.")
        if thread.assignee_id == user_pk:
            return thread
        now = timezone.now()
        thread.assignee, thread.updated_at = user, now
        thread.answering_user_id = thread.answering_until = None
        thread.save(update_fields=["assignee", "updated_at", "answering_user", "answering_until"])
        memo = _note(thread, user.email, words, author)
        if user_pk != author.user_pk:
            _tell_colleague(thread, user.email, words.body, author, f"forward:{memo.pk}")
        payload = {"thread": thread.pk, "assignee": user_pk}
        publish([CentralEvent(EventName.ORDER_THREAD_ASSIGNED, thread.order_id, payload)])
    return thread


def forward_outside(pk: int, email: str, *, comment: str, author: Author) -> OrderThread:
    """Mail the conversation with a comment to somebody else; the owner stays (002-29).

    The same comment to the same address is sent once, as long as nothing was said since. Raises NOT_FOUND,
    REQUIRED and INVALID naming the field.
    """
    address = _clean_address(email)
    words = Words(body=plain_text(comment, "comment", limit=MESSAGE_LIMIT)).cleaned()
    with transaction.atomic():
        thread = lock_thread(pk)
        content = {"email": address, "comment": words.body, "messages": thread.messages_count}
        letter = _outside_letter(thread, words.body, hash_request(content)[:32], _address_of(author))
        settings = load_settings(using="default")
        draft = staff_draft(thread, letter, address, _channels(), settings)
        key = dedupe_key(draft.order_pk, draft.notice.key, draft.channel_kind)
        if OrderNotification.objects.filter(dedupe_key=key).exists():
            return thread
        store_drafts([(draft, None)], settings=settings)
        _note(thread, address, words, author)
        thread.updated_at = timezone.now()
        thread.save(update_fields=["updated_at"])
    return thread


def _note(thread: OrderThread, to: str, words: Words, author: Author) -> Any:
    with speaking(_channels().language(thread.channel, "")):
        subject = gettext(FORWARDED_MEMO) % {"name": to}
    note = Words(subject=subject[:250], body=words.body)
    return write_memo(note, order_pk=thread.order_id, thread=thread, author=author)


def _tell_colleague(thread: OrderThread, to: str, comment: str, author: Author, key: str) -> None:
    settings, channels = load_settings(using="default"), _channels()
    with speaking(channels.language(thread.channel, "")):
        customer = thread.customer_name or thread.customer_email or gettext(CUSTOMER)
        values = {"author": _address_of(author) or author.app_name, "number": thread.number}
        lines = (gettext(FORWARDED_TEXT) % {**values, "customer": customer}, comment, _transcript(thread))
        letter = StaffLetter(
            Occasion.THREAD_FORWARDED,
            key,
            gettext(FORWARDED_SUBJECT) % {"number": thread.number},
            "\n\n".join(filter(None, lines)),
            _address_of(author),
        )
    store_drafts([(staff_draft(thread, letter, to, channels, settings), None)], settings=settings)


def _outside_letter(thread: OrderThread, comment: str, key: str, reply_to: str) -> StaffLetter:
    with speaking(_channels().language(thread.channel, "")):
        subject = gettext(OUTSIDE_SUBJECT) % {"subject": thread.subject or gettext(PLAIN_SUBJECT)}
        body = "\n\n".join(filter(None, (comment, _transcript(thread))))
    key = f"outside:{thread.pk}:{key}"
    return StaffLetter(Occasion.THREAD_FORWARDED, key, subject, body, reply_to)


def _transcript(thread: OrderThread) -> str:
    """What customer and shop said to each other, oldest first; memos are no part of it."""
    rows = list(thread.messages.order_by("-pk")[:MOST_TOLD])
    names = {AuthorType.CUSTOMER.value: thread.customer_name or gettext(CUSTOMER)}
    parts = (
        f"{names.get(row.author_type, gettext(SHOP))}, {row.created_at:%Y-%m-%d %H:%M} UTC:\n{row.body}"
        for row in reversed(rows)
    )
    return "\n\n".join(parts)


def _channels() -> ChannelBook:
    return load_channel_book(get_host().load_shop(using="default"), using="default")


def _address_of(author: Author) -> str:
    if author.user_pk is None:
        return ""
    user = get_host().load_users([author.user_pk], using="default").get(author.user_pk)
    return user.email if user is not None else ""


def _clean_address(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise invalid("email", "Write a valid e-mail address.") from error
    return address
