"""What staff says to customers, keeps among themselves, or writes down for a customer (002-38, 004-12)."""

from dataclasses import dataclass, replace

from django.db import transaction

from ..author import Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..host import get_host
from ..host.facts import OrderFacts
from ..notifications.messages import MessageContext
from ..notifications.models import MessageTemplate
from ..notifications.outbox import store_drafts
from ..notifications.templates import create_template
from ..statuses.desk import Desk, open_desk
from ..statuses.notices import refuse_holes
from ..statuses.request import SUBJECT_LIMIT
from .answering import refuse_second_answer
from .asks import StaffAsk
from .customer_messages import open_thread
from .kinds import MessageOrigin
from .locks import lock_thread, lock_thread_of
from .memos import repeated_memo, write_memo
from .models import OrderMemo, OrderMessage, OrderThread
from .notices import answer_drafts, thread_context
from .saying import Speaker, repeated_message, say
from .words import Words


@dataclass(frozen=True, slots=True)
class Target:
    """Where staff writes: exactly one of order, conversation, or a contact with the customer's address."""

    facts: OrderFacts | None = None
    thread_pk: int | None = None
    contact_pk: int | None = None
    email: str = ""
    name: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it: a message, or a memo for what stays among staff."""

    thread: OrderThread
    said: OrderMessage | OrderMemo
    template: MessageTemplate | None = None


def send_message(target: Target, ask: StaffAsk, *, author: Author) -> Sent:
    """Write to the customer, among staff, or for the customer; all of it or nothing.

    The same key with the same content returns the first result. Raises OrderCentralFault: NOT_FOUND,
    REQUIRED, INVALID, TEMPLATE_VARIABLE_MISSING, CONFLICT when somebody else is answering or has answered,
    TOO_MANY_ITEMS.
    """
    ask = ask.cleaned()
    if target.facts is not None and target.facts.is_draft:
        raise invalid("order", "A draft is not an order yet: nobody waits for a message.")
    with transaction.atomic():
        desk = open_desk()
        thread = _locked(target, desk)
        if (earlier := _repeated(ask)) is not None:
            return earlier
        facts = target.facts or _facts_of(thread)
        context = thread_context(thread, facts, desk.settings)
        words = _filled(ask, context, desk)
        if not (ask.show_to_customer or ask.on_behalf_of_customer):
            memo = write_memo(words, order_pk=thread.order_id, thread=thread, author=author)
            thread.updated_at = desk.now
            thread.save(update_fields=["updated_at"])
            return Sent(thread, memo, _saved(ask, words))
        if ask.on_behalf_of_customer:
            return Sent(thread, say(thread, words, _for_customer(thread, ask, author), now=desk.now))
        refuse_second_answer(thread, author, last_seen=ask.last_seen, regardless=ask.regardless, now=desk.now)
        origin = MessageOrigin.API if author.type is AuthorType.APP else MessageOrigin.STAFF
        message = say(thread, words, Speaker(author, origin), now=desk.now)
        _mail(thread, message, context, desk, ask)
    return Sent(thread, message, _saved(ask, words))


def _locked(target: Target, desk: Desk) -> OrderThread:
    named = (target.facts, target.thread_pk, target.contact_pk)
    if sum(one is not None for one in named) != 1:
        raise required("thread", "Name one of order, thread and contact.")
    if target.facts is not None:
        return lock_thread_of(target.facts, now=desk.now)
    if target.thread_pk is not None:
        return lock_thread(target.thread_pk, "thread")
    return open_thread(
        contact_pk=target.contact_pk,
        email=target.email,
        name=target.name,
        channel=target.channel,
        now=desk.now,
    )


def _repeated(ask: StaffAsk) -> Sent | None:
    found = repeated_message(ask.words) or repeated_memo(ask.words)
    return None if found is None or found.thread is None else Sent(found.thread, found)


def _facts_of(thread: OrderThread) -> OrderFacts | None:
    if thread.order_id is None:
        return None
    return get_host().load_facts([thread.order_id], using="default", whole_history=False)[thread.order_id]


def _filled(ask: StaffAsk, context: MessageContext, desk: Desk) -> Words:
    """An edited text goes out as it was typed; an untouched template is filled with the customer's values."""
    words, template = ask.words, desk.chosen_template(ask.template)
    if template is None or words.body:
        return words
    text = desk.templates.text(template, context, {})
    refuse_holes(text.missing)
    return replace(words, subject=words.subject or text.subject[:SUBJECT_LIMIT], body=text.body)


def _saved(ask: StaffAsk, words: Words) -> MessageTemplate | None:
    if not ask.save_as:
        return None
    return create_template({"name": ask.save_as, "subject": words.subject, "body": words.body})


def _for_customer(thread: OrderThread, ask: StaffAsk, author: Author) -> Speaker:
    return Speaker(
        Author(AuthorType.CUSTOMER, user_pk=thread.customer_id),
        ask.origin or MessageOrigin.PHONE,
        entered_by=author.user_pk,
    )


def _mail(
    thread: OrderThread, message: OrderMessage, context: MessageContext, desk: Desk, ask: StaffAsk
) -> None:
    entry = message.entries.first()
    drafts = answer_drafts(thread, message, context, desk, ask.modes)
    for draft in drafts:
        refuse_holes(draft.missing)
    if thread.order_id is None and not context.email:
        raise OrderCentralFault("The customer has no address.", ErrorCode.INVALID, field="thread")
    store_drafts([(draft, entry) for draft in drafts], settings=desk.settings)
