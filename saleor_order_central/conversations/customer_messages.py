"""What customers write to the shop: about an order, in a conversation, or in the contact form (002-16)."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..access.limits import count_or_refuse
from ..author import Author, AuthorType
from ..config import Settings
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import known_language
from ..listing.words import search_words
from ..notifications.channel_settings import known_channel
from ..settings import load_settings
from .asks import CustomerAsk
from .kinds import MessageOrigin
from .locks import lock_thread, lock_thread_of
from .models import ContactPoint, OrderMessage, OrderThread
from .notices import tell_staff
from .saying import Speaker, repeated_message, say
from .words import Words

# Conversations that begin within an hour; an account is counted by its address alone.
LIMITS = {"email": 20, "client": 60}


def write_about_order(facts: OrderFacts, ask: CustomerAsk) -> OrderMessage:
    """Write to the shop about an order; its conversation is made on the first message (004-02).

    The same key with the same content returns the first message. Raises OrderCentralFault: REQUIRED, INVALID,
    CONFLICT, FEATURE_DISABLED for files where the shop takes none, TOO_MANY_ITEMS.
    """
    settings, ask = load_settings(using="default"), ask.cleaned()
    _refuse_files(ask.words, settings)
    with transaction.atomic():
        thread = lock_thread_of(facts, now=timezone.now())
        return _written(thread, ask, settings, MessageOrigin.STOREFRONT)


def write_in_thread(thread_pk: int, ask: CustomerAsk) -> OrderMessage:
    """Write on in a conversation. Raises NOT_FOUND and what `write_about_order` raises."""
    settings, ask = load_settings(using="default"), ask.cleaned()
    _refuse_files(ask.words, settings)
    with transaction.atomic():
        thread = lock_thread(thread_pk, "thread")
        return _written(thread, ask, settings, MessageOrigin.STOREFRONT)


def write_to_contact(ask: CustomerAsk) -> OrderMessage:
    """Begin a conversation in the contact form, with or without an account (002-16).

    Raises what `write_about_order` raises, REQUIRED without an address, NOT_FOUND for a contact, RATE_LIMITED
    when an address or a caller began too many within an hour.
    """
    settings, ask = load_settings(using="default"), ask.cleaned()
    _refuse_files(ask.words, settings)
    try:
        with transaction.atomic():
            return _begun(ask, settings)
    except IntegrityError:
        # The same request ran at the same moment and was faster.
        if (found := repeated_message(ask.words)) is None:
            raise
        return found


def open_thread(
    *,
    contact_pk: int | None,
    email: str,
    now: datetime,
    name: str = "",
    channel: str = "",
    language: str = "",
    user_pk: int | None = None,
) -> OrderThread:
    """Make a conversation without an order; the row is as good as locked. Raises NOT_FOUND and INVALID."""
    address = _clean_address(email)
    contact = ContactPoint.objects.filter(pk=contact_pk, is_active=True).first()
    if contact is None:
        raise not_found("contact", "There is no such contact.")
    return OrderThread.objects.create(
        contact=contact,
        channel=known_channel(channel),
        language=known_language(language),
        customer_id=user_pk,
        customer_email=address,
        customer_name=name,
        search_words=search_words((address, name)),
        said_at=now,
        created_at=now,
        updated_at=now,
    )


def _begun(ask: CustomerAsk, settings: Settings) -> OrderMessage:
    if (earlier := repeated_message(ask.words)) is not None:
        return earlier
    now = timezone.now()
    user = None if ask.user_pk is None else get_host().load_users([ask.user_pk], using="default")[ask.user_pk]
    email = user.email if user is not None else ask.email
    client = ask.client if user is None else ""
    count_or_refuse("contact", LIMITS, {"email": email.strip().lower(), "client": client})
    name = ask.name or (f"{user.first_name} {user.last_name}".strip() if user is not None else "")
    thread = open_thread(
        contact_pk=ask.contact_pk,
        email=email,
        name=name[:250],
        channel=ask.channel,
        language=ask.language,
        user_pk=ask.user_pk,
        now=now,
    )
    return _written(thread, replace(ask, contact_pk=None), settings, MessageOrigin.CONTACT_FORM)


def _written(
    thread: OrderThread, ask: CustomerAsk, settings: Settings, origin: MessageOrigin
) -> OrderMessage:
    if (earlier := repeated_message(ask.words)) is not None:
        return earlier
    if ask.contact_pk is not None:
        # The customer's last choice decides in whose box the conversation lies.
        thread.contact = ContactPoint.objects.filter(pk=ask.contact_pk, is_active=True).first()
        if thread.contact is None:
            raise not_found("contact", "There is no such contact.")
    author = Author(AuthorType.CUSTOMER, user_pk=ask.user_pk)
    message = say(thread, ask.words, Speaker(author, origin), now=timezone.now())
    tell_staff(thread, message, settings)
    return message


def _refuse_files(words: Words, settings: Settings) -> None:
    if words.files and not settings.customer_uploads:
        raise OrderCentralFault("This shop takes no files.", ErrorCode.FEATURE_DISABLED, field="attachments")


def _clean_address(email: str) -> str:
    address = email.strip().lower()
    if not address:
        raise required("email", "Write the address that the answer goes to.")
    try:
        if len(address) > 254:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as error:
        raise invalid("email", "Write a valid e-mail address.") from error
    return address
