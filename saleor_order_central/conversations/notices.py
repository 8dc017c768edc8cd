"""What goes out because somebody wrote: to the customer, to whoever should answer, to somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from django.utils.translation import gettext

from ..config import Settings
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import speaking
from ..notifications.channel_settings import ChannelBook, load_channel_book
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Draft, MessageContext, Notice, NotifyMode
from ..notifications.models import ChannelKind, NotificationReason, Occasion, OrderNotification
from ..notifications.outbox import store_drafts
from ..notifications.reply_address import order_address, thread_address
from ..notifications.variables import VARIABLES
from ..statuses.desk import Desk
from .models import OrderMessage, OrderThread
from .wording import ANSWER_SUBJECT, COPY_SUBJECT, CUSTOMER, FILES_TEXT, PLAIN_SUBJECT


def thread_context(
    thread: OrderThread, facts: OrderFacts | None, settings: Settings, *, using: str = "default"
) -> MessageContext:
    """Return what texts to the customer are made of: the order's values, or the few without one."""
    if facts is not None:
        context = load_message_contexts({facts.order_pk: facts}, settings, using=using)[facts.order_pk]
        return replace(context, email=context.email or thread.customer_email)
    shop = get_host().load_shop(using=using)
    channels = load_channel_book(shop, using=using)
    values = {
        **dict.fromkeys(VARIABLES, ""),
        "shop.name": shop.name,
        "customer.name": thread.customer_name,
        "customer.first_name": thread.customer_name.partition(" ")[0],
        "customer.email": thread.customer_email,
    }
    return MessageContext(
        order_pk=None,
        channel=thread.channel,
        language=channels.language(thread.channel, thread.language),
        email=thread.customer_email,
        phone="",
        sender=channels.sender(thread.channel),
        reply_to=reply_address(thread, settings) or channels.reply_to(thread.channel),
        values=values,
    )


def reply_address(thread: OrderThread, settings: Settings) -> str:
    """Return the signed address that puts an answer into this conversation, "" without a mailbox."""
    if thread.order_id is not None:
        return order_address(settings.reply_mailbox, thread.order_id)
    return thread_address(settings.reply_mailbox, thread.pk)


def answer_drafts(
    thread: OrderThread,
    message: OrderMessage,
    context: MessageContext,
    desk: Desk,
    modes: Mapping[str, NotifyMode],
) -> tuple[Draft, ...]:
    """Word a message of the shop for the customer; an e-mail unless the caller says otherwise (002-39)."""
    notice = Notice(
        occasion=Occasion.MESSAGE,
        key=f"message:{message.pk}",
        subject=message.subject or _answer_subject(thread, context),
        body=message.body or _names_of_files(message, context.language),
        modes=modes,
        defaults=(ChannelKind.EMAIL,),
        happened_at=desk.now,
    )
    drafts = compose(notice, context, desk.settings, desk.templates, now=desk.now)
    return tuple(replace(draft, message_pk=message.pk) for draft in drafts)


def tell_staff(thread: OrderThread, message: OrderMessage, settings: Settings) -> list[OrderNotification]:
    """Copy a customer's message to whoever should answer: the owner, and the address of the contact."""
    readers = _readers(thread)
    if not readers:
        return []
    channels = load_channel_book(get_host().load_shop(using="default"), using="default")
    language = channels.language(thread.channel, "")
    with speaking(language):
        values = {
            "name": thread.customer_name or thread.customer_email or gettext(CUSTOMER),
            "subject": message.subject or thread.subject or thread.number,
        }
        subject = gettext(COPY_SUBJECT) % values
        body = "\n\n".join(filter(None, (message.body, _names_of_files(message, language), thread.number)))
    letter = StaffLetter(Occasion.MESSAGE_COPY, f"copy:{message.pk}", subject, body)
    drafts = [staff_draft(thread, letter, one, channels, settings) for one in readers]
    return store_drafts([(draft, None) for draft in drafts], settings=settings)


@dataclass(frozen=True, slots=True)
class StaffLetter:
    """A mail that does not go to the customer; `key` names its cause."""

    occasion: str
    key: str
    subject: str
    body: str
    reply_to: str = ""


def staff_draft(
    thread: OrderThread, letter: StaffLetter, recipient: str, channels: ChannelBook, settings: Settings
) -> Draft:
    """Address such a mail; answers to it must not get into the conversation.

    It names what was said last, so that it is found, and forgotten, with the conversation.
    """
    reason = NotificationReason.AUTOMATIC if settings.send_messages else NotificationReason.NOTIFICATIONS_OFF
    return Draft(
        notice=Notice(occasion=letter.occasion, key=f"{letter.key}:{recipient}"),
        order_pk=thread.order_id,
        channel_kind=ChannelKind.EMAIL,
        will_send=settings.send_messages,
        reason=reason,
        recipient=recipient,
        sender=channels.sender(thread.channel),
        reply_to=letter.reply_to or channels.contact(thread.channel),
        language=channels.language(thread.channel, ""),
        subject=letter.subject,
        body=letter.body,
        message_pk=thread.messages.order_by("-pk").values_list("pk", flat=True).first(),
    )


def _readers(thread: OrderThread) -> Sequence[str]:
    """Each address once; the customer's own never, however odd the settings."""
    owner = thread.assignee.email if thread.assignee and thread.assignee.is_active else ""
    copy = thread.contact.email if thread.contact else ""
    found = dict.fromkeys(one for one in (owner, copy) if parseaddr(one)[1])
    return [one for one in found if one.lower() != thread.customer_email]


def _answer_subject(thread: OrderThread, context: MessageContext) -> str:
    """An order's mails are named after the order; the rest after what the customer asked."""
    if thread.order_id is not None and not thread.subject:
        return ""
    with speaking(context.language):
        asked = thread.subject or gettext(PLAIN_SUBJECT)
        return asked if asked[:3].lower() == "re:" else gettext(ANSWER_SUBJECT) % {"subject": asked}


def _names_of_files(message: OrderMessage, language: str) -> str:
    names = ", ".join(message.attachments.values_list("name", flat=True))
    with speaking(language):
        return gettext(FILES_TEXT) % {"names": names} if names else ""
