"""A mail that came in becomes a message of its conversation, or waits for staff; each one once (B-13)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ..attachments.files import MOST_BYTES_IN_ALL, MOST_FILES, clean_file, shown_name
from ..attachments.pictures import CleanFile
from ..attachments.storage import store_files
from ..author import SYSTEM, Author, AuthorType
from ..config import Settings
from ..conversations.kinds import HeldReason, MailState, MessageOrigin
from ..conversations.locks import lock_thread, lock_thread_of
from ..conversations.memos import write_memo
from ..conversations.models import OrderMessage, OrderThread, ReceivedMail
from ..conversations.notices import tell_staff
from ..conversations.saying import MOST_MESSAGES, Speaker, say
from ..conversations.wording import LEFT_OUT_MEMO
from ..conversations.words import Words
from ..errors import OrderCentralFault
from ..host import get_host
from ..notifications.reply_address import Addressee, read_address
from ..settings import load_settings
from ..statuses.request import MESSAGE_LIMIT, SUBJECT_LIMIT
from .automatic import is_automatic, read_bounce
from .bounces import note_bounce
from .mime import Mail
from .quotes import reply_text

MOST_AN_HOUR = 20
MOST_HELD = 50
MOST_LEFT_OUT = 50


class Outcome(str, Enum):
    """What became of a mail."""

    ACCEPTED = "accepted"
    HELD = "held"
    DUPLICATE = "duplicate"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    EMPTY = "empty"
    UNKNOWN_ADDRESS = "unknown address"
    REFUSED = "refused"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Intake:
    """Outcome, with the conversation and the message where there are some."""

    outcome: Outcome
    thread: OrderThread | None = None
    message: OrderMessage | None = None


_OUTCOMES = {
    MailState.ACCEPTED: Outcome.ACCEPTED,
    MailState.HELD: Outcome.HELD,
    MailState.AUTOMATIC: Outcome.AUTOMATIC,
    MailState.BOUNCE: Outcome.BOUNCE,
    MailState.EMPTY: Outcome.EMPTY,
}


def take_in(mail: Mail, *, recipients: Iterable[str] = (), raw: bytes = b"") -> Intake:
    """Put a mail into the conversation that its address names. `recipients` are those of the envelope.

    A wrong sender, a forged one, too many mails and a full conversation wait for staff. Answers of machines
    and reports about mails that came back are no messages. A Message-ID that the conversation knows is taken
    once; without one the bytes count.
    """
    settings = load_settings(using="default")
    if not (settings.is_active and settings.reply_mailbox):
        return Intake(Outcome.OFF)
    bounce = read_bounce(mail)
    addresses = [*recipients, *mail.recipients, *([bounce.reply_to] if bounce else [])]
    found = (read_address(settings.reply_mailbox, one) for one in addresses)
    addressee = next((one for one in found if one is not None), None)
    if addressee is None:
        return Intake(Outcome.UNKNOWN_ADDRESS)
    with transaction.atomic():
        by_machine = bounce is None and is_automatic(mail)
        thread = _locked(addressee, may_begin=not by_machine)
        if thread is None:
            return Intake(Outcome.AUTOMATIC if by_machine else Outcome.UNKNOWN_ADDRESS)
        key = _key(thread, mail, raw)
        known = ReceivedMail.objects.filter(key=key).select_related("message").first()
        if known is not None:
            return Intake(Outcome.DUPLICATE, thread, known.message)
        row = ReceivedMail(
            key=key,
            thread=thread,
            mail_id=mail.message_id,
            sender=mail.sender,
            sender_name=mail.sender_name,
            created_at=timezone.now(),
        )
        if bounce is not None:
            note_bounce(thread, bounce)
            return _ended(row, MailState.BOUNCE)
        if by_machine:
            return _ended(row, MailState.AUTOMATIC)
        return _sorted_in(row, mail, settings)


def _locked(addressee: Addressee, *, may_begin: bool) -> OrderThread | None:
    """Lock the conversation; the answer of a machine begins none."""
    if addressee.thread_pk is not None:
        known = OrderThread.objects.filter(pk=addressee.thread_pk).exists()
        return lock_thread(addressee.thread_pk) if known else None
    try:
        order_pk = get_host().order_pk(addressee.order_pk)
    except ValueError:
        return None
    facts = get_host().load_facts([order_pk], using="default", whole_history=False).get(order_pk)
    if facts is None or facts.is_draft:
        return None
    if not (may_begin or OrderThread.objects.filter(order_id=order_pk).exists()):
        return None
    return lock_thread_of(facts, now=timezone.now())


def _key(thread: OrderThread, mail: Mail, raw: bytes) -> str:
    content = mail.message_id.encode() or raw or f"{mail.sender}\n{mail.subject}\n{mail.text}".encode()
    return hashlib.sha256(f"{thread.pk}:".encode() + content).hexdigest()


def _ended(row: ReceivedMail, state: MailState) -> Intake:
    row.state = state.value
    row.save(force_insert=True)
    return Intake(_OUTCOMES[state], row.thread, row.message)


def _sorted_in(row: ReceivedMail, mail: Mail, settings: Settings) -> Intake:
    files, row.left_out = _clean_files(mail, settings)
    text = reply_text(mail.text)
    text = text if len(text) <= MESSAGE_LIMIT else text[: MESSAGE_LIMIT - 1] + "…"
    if not (text or files):
        return _ended(row, MailState.EMPTY)
    words = Words(body=text, subject=mail.subject[:SUBJECT_LIMIT], files=files).cleaned()
    reason = _doubt(row.thread, mail)
    if reason is not None:
        return _held(row, words, reason)
    row.message = accept_words(row, words, settings)
    return _ended(row, MailState.ACCEPTED)


def accept_words(row: ReceivedMail, words: Words, settings: Settings) -> OrderMessage:
    """Make a mail a message of the customer; what it carried and nobody takes is noted for staff."""
    thread = row.thread
    author = Author(AuthorType.CUSTOMER, user_pk=thread.customer_id)
    speaker = Speaker(author, MessageOrigin.EMAIL_REPLY, mail_id=row.mail_id)
    message = say(thread, words, speaker, now=timezone.now())
    if row.left_out:
        note = Words(body="\n".join(row.left_out), subject=gettext(LEFT_OUT_MEMO))
        write_memo(note, order_pk=thread.order_id, thread=thread, author=SYSTEM)
    tell_staff(thread, message, settings)
    return message


def _held(row: ReceivedMail, words: Words, reason: HeldReason) -> Intake:
    thread = row.thread
    if thread.held_mails >= MOST_HELD:
        return Intake(Outcome.REFUSED, thread)
    row.held_reason, row.subject, row.text = reason.value, words.subject, words.body
    held = _ended(row, MailState.HELD)
    thread.held_mails += 1
    thread.updated_at = row.created_at
    thread.save(update_fields=["held_mails", "updated_at"])
    if words.files:
        owner = {"mail_id": row.pk}
        author = Author(AuthorType.CUSTOMER)
        store_files(thread.order_id, [(file, owner) for file in words.files], author=author)
    return held


def _doubt(thread: OrderThread, mail: Mail) -> HeldReason | None:
    if not is_known_sender(thread, mail.sender):
        return HeldReason.WRONG_SENDER
    verdict = mail.headers.get("authentication-results", "").lower()
    if "dmarc=fail" in verdict:
        return HeldReason.NOT_AUTHENTIC
    hour_ago = timezone.now() - timedelta(hours=1)
    if thread.received_mails.filter(state="ACCEPTED", created_at__gte=hour_ago).count() >= MOST_AN_HOUR:
        return HeldReason.TOO_MANY
    return HeldReason.THREAD_FULL if thread.messages_count >= MOST_MESSAGES else None


def is_known_sender(thread: OrderThread, sender: str) -> bool:
    """Tell whether an address is the conversation's, the account's, or one that staff knows."""
    account = thread.customer.email.lower() if thread.customer else ""
    return bool(sender) and sender in (thread.customer_email, account, *thread.known_senders)


def _clean_files(mail: Mail, settings: Settings) -> tuple[tuple[CleanFile, ...], list[str]]:
    """Keep what a message may carry; the names of the rest are for staff."""
    kept: list[CleanFile] = []
    left_out: list[str] = []
    total = 0
    for name, data in mail.files:
        fits = len(kept) < MOST_FILES and total + len(data) <= MOST_BYTES_IN_ALL
        file = _clean(data, name) if fits and settings.customer_uploads else None
        if file is None:
            left_out.append(shown_name(name))
        else:
            kept.append(file)
            total += len(data)
    return tuple(kept), left_out[:MOST_LEFT_OUT]


def _clean(data: bytes, name: str) -> CleanFile | None:
    try:
        return clean_file(data, name, field="attachments")
    except OrderCentralFault:
        return None
