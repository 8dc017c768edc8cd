"""Who is writing an answer just now: a soft lock, so that two people do not answer at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault
from .locks import lock_thread
from .models import OrderThread

# Typing goes on longer; whoever types asks again in time.
HELD_FOR = timedelta(minutes=2)


def begin_answer(pk: int, *, user_pk: int) -> OrderThread:
    """Take the conversation for two minutes, or for two more. Somebody else's is left as it is.

    Whoever asks sees in `answering_user` who has it. Raises NOT_FOUND.
    """
    now = timezone.now()
    with transaction.atomic():
        thread = lock_thread(pk)
        if who_answers(thread, now) in (None, user_pk):
            thread.answering_user_id, thread.answering_until = user_pk, now + HELD_FOR
            thread.save(update_fields=["answering_user", "answering_until"])
    return thread


def end_answer(pk: int, *, user_pk: int) -> OrderThread:
    """Let go of the conversation, if it is the caller's. Raises NOT_FOUND."""
    with transaction.atomic():
        thread = lock_thread(pk)
        if thread.answering_user_id == user_pk:
            thread.answering_user_id = thread.answering_until = None
            thread.save(update_fields=["answering_user", "answering_until"])
    return thread


def who_answers(thread: OrderThread, now: datetime) -> int | None:
    """Return the key of the user who is writing an answer, None for nobody."""
    is_held = thread.answering_until is not None and thread.answering_until > now
    pk: int | None = thread.answering_user_id if is_held else None
    return pk


def refuse_second_answer(
    thread: OrderThread, author: Author, *, last_seen: int | None, regardless: bool, now: datetime
) -> None:
    """Raise CONFLICT when somebody else is answering, or said something that the writer has not seen."""
    if regardless:
        return
    if who_answers(thread, now) not in (None, author.user_pk):
        raise OrderCentralFault("Somebody else is writing an answer.", ErrorCode.CONFLICT, field="thread")
    refuse_unseen(thread, last_seen, field="lastSeenMessage")


def refuse_unseen(thread: OrderThread, last_seen: int | None, *, field: str) -> None:
    """Raise CONFLICT when the conversation went on after the newest message that the caller saw."""
    if last_seen is not None and thread.messages.filter(pk__gt=last_seen).exists():
        raise OrderCentralFault(
            "There are newer messages in this conversation.", ErrorCode.CONFLICT, field=field
        )
