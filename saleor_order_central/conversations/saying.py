"""The one way in which a message gets into a conversation, whoever wrote it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from ..attachments.storage import store_files
from ..author import Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault
from ..events import CentralEvent, EventName, publish
from ..statuses.models import OrderState
from ..timeline.history import message_entry, write
from .kinds import MessageOrigin, ThreadStatus
from .locks import remember_words
from .models import NEVER, OrderMessage, OrderThread
from .words import Words

# Nobody reads more, and two machines that write to each other stop here.
MOST_MESSAGES = 1_000


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a message holds, and how they came. `entered_by` wrote them down for the customer."""

    author: Author
    origin: MessageOrigin
    entered_by: int | None = None
    mail_id: str = ""


def say(thread: OrderThread, words: Words, speaker: Speaker, *, now: datetime) -> OrderMessage:
    """Store a message in a conversation that is locked, with its history entry, files and events.

    A message of the customer opens the conversation again and makes it wait; one of the shop answers all
    that waits, and gives a conversation of nobody to its writer (002-27). Raises TOO_MANY_ITEMS.
    """
    if thread.messages_count >= MOST_MESSAGES:
        raise OrderCentralFault(
            f"A conversation holds at most {MOST_MESSAGES} messages.", ErrorCode.TOO_MANY_ITEMS, field="body"
        )
    is_customer = speaker.author.type is AuthorType.CUSTOMER
    message = _stored(thread, words, speaker, now, is_read=speaker.entered_by is not None)
    if not thread.messages_count:
        # What staff noted before is nothing that the customer should be able to date.
        thread.created_at, thread.subject = now, thread.subject or words.subject
    if is_customer:
        _asked(thread, speaker, now)
    else:
        _answered(thread, message, speaker.author, now)
    thread.messages_count += 1
    thread.said_at = thread.updated_at = now
    remember_words(thread, words.subject, words.body)
    thread.save()
    _tell(thread, message, words, speaker, now)
    # Files last: what fails before leaves none behind.
    if words.files:
        owner = {"message_id": message.pk}
        store_files(thread.order_id, [(file, owner) for file in words.files], author=speaker.author)
    return message


def repeated_message(words: Words) -> OrderMessage | None:
    """Return what the same request stored before. Raises CONFLICT when its key was used for other content."""
    if not words.request_key:
        return None
    found = OrderMessage.objects.filter(request_key=words.request_key).first()
    return same_content(found, words)


def same_content(found: Any, words: Words) -> Any:
    """Return the row of a repeated request, None without one. Raises CONFLICT for other content."""
    if found is not None and found.request_hash != words.content_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return found


def _stored(
    thread: OrderThread, words: Words, speaker: Speaker, now: datetime, *, is_read: bool
) -> OrderMessage:
    author = speaker.author
    return OrderMessage.objects.create(
        thread=thread,
        author_type=author.type.value,
        user_id=author.user_pk,
        app_name=author.app_name,
        origin=speaker.origin.value,
        entered_by_id=speaker.entered_by,
        subject=words.subject,
        body=words.body,
        body_html=words.body_html,
        mail_id=speaker.mail_id,
        read_at=now if is_read else None,
        request_key=words.request_key,
        request_hash=words.content_hash if words.key else "",
        created_at=now,
    )


def _asked(thread: OrderThread, speaker: Speaker, now: datetime) -> None:
    """What staff wrote down themselves is not unread, but waits all the same."""
    thread.unread_by_staff += speaker.entered_by is None
    thread.waiting_since = min(thread.waiting_since, now)
    thread.first_asked_at = thread.first_asked_at or now
    thread.status = ThreadStatus.OPEN.value
    if thread.order_id is not None:
        OrderState.objects.filter(pk=thread.order_id, has_message=False).update(has_message=True)


def _answered(thread: OrderThread, message: OrderMessage, author: Author, now: datetime) -> None:
    waiting = thread.messages.filter(author_type=AuthorType.CUSTOMER.value, answered_at=None)
    waiting.exclude(pk=message.pk).update(answered_at=now, read_at=Coalesce(F("read_at"), now))
    thread.unread_by_staff = 0
    thread.unread_by_customer += 1
    thread.waiting_since = NEVER
    if thread.first_asked_at is not None:
        thread.first_response_at = thread.first_response_at or now
    thread.assignee_id = thread.assignee_id or author.user_pk
    thread.answering_user_id = thread.answering_until = None


def _tell(thread: OrderThread, message: OrderMessage, words: Words, speaker: Speaker, now: datetime) -> None:
    if thread.order_id is not None:
        entry = message_entry(
            thread.order_id,
            message.pk,
            author=speaker.author,
            date=now,
            subject=words.subject,
            message=words.body,
            message_html=words.body_html,
        )
        write([entry])
    is_customer = speaker.author.type is AuthorType.CUSTOMER
    name = EventName.ORDER_MESSAGE_RECEIVED if is_customer else EventName.ORDER_MESSAGE_SENT
    payload = {"thread": thread.pk, "message": message.pk, "origin": speaker.origin.value}
    publish([CentralEvent(name, thread.order_id, payload)])
