"""What staff decides about mails on hold (B-13)."""

from django.db import transaction

from ..attachments.models import OrderAttachment
from ..author import Author
from ..conversations.kinds import MailState
from ..conversations.locks import lock_thread
from ..conversations.models import OrderMessage, OrderThread, ReceivedMail
from ..conversations.words import Words
from ..errors import OrderCentralFault, invalid, not_found
from ..settings import load_settings
from .intake import accept_words


def find_held_mail(pk: int, *, using: str) -> ReceivedMail | None:
    """Return a mail that came in, with its conversation."""
    row: ReceivedMail | None = (
        ReceivedMail.objects.using(using).select_related("thread").filter(pk=pk).first()
    )
    return row


def accept_held_mail(pk: int, *, author: Author, remember_sender: bool = False) -> OrderMessage:
    """Make a mail on hold a message of the customer; its sender may be known from now on.

    Raises OrderCentralFault: NOT_FOUND, INVALID for a mail that was decided about, TOO_MANY_ITEMS.
    """
    with transaction.atomic():
        row = _locked(pk)
        thread = row.thread
        row.message = accept_words(row, _words(row), load_settings(using="default"))
        files = OrderAttachment.objects.filter(mail=row)
        files.update(mail=None, message=row.message)
        if remember_sender and row.sender and row.sender not in thread.known_senders:
            thread.known_senders = [*thread.known_senders, row.sender]
        _decide(row, thread, MailState.ACCEPTED, author)
        return row.message


def dismiss_held_mail(pk: int, *, author: Author) -> ReceivedMail:
    """Throw a mail on hold away, with its words and files. Raises NOT_FOUND and INVALID."""
    with transaction.atomic():
        row = _locked(pk)
        for file in OrderAttachment.objects.filter(mail=row):
            file.delete()
        _decide(row, row.thread, MailState.DISMISSED, author)
        return row


def unknown_mail() -> OrderCentralFault:
    """There is no such mail for this caller."""
    return not_found("id", "There is no such e-mail.")


def _locked(pk: int) -> ReceivedMail:
    row = ReceivedMail.objects.filter(pk=pk).first()
    if row is None:
        raise unknown_mail()
    thread = lock_thread(row.thread_id)
    row.refresh_from_db()
    if row.state != MailState.HELD.value:
        raise invalid("id", f"This e-mail does not wait any more: it is {row.state}.")
    row.thread = thread
    return row


def _words(row: ReceivedMail) -> Words:
    return Words(body=row.text, subject=row.subject).cleaned(may_be_empty=True)


def _decide(row: ReceivedMail, thread: OrderThread, state: MailState, author: Author) -> None:
    row.state, row.decided_by_id, row.text, row.subject = state.value, author.user_pk, "", ""
    row.save()
    thread.held_mails = max(0, thread.held_mails - 1)
    thread.save(update_fields=["held_mails", "known_senders"])
