"""Sender and language of each sales channel; the channel "" stands for the whole shop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host import get_host
from ..host.contacts import ShopFacts
from ..language import SOURCE_LANGUAGE, known_language, normalise_language
from ..text import plain_line, plain_text
from .models import ChannelSettings

NAME_LIMIT = 250
EMAIL_LIMIT = 254
ADDRESS_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ChannelBook:
    """The settings of all channels, with what Saleor has where they are silent."""

    rows: Mapping[str, ChannelSettings]
    shop: ShopFacts

    def sender(self, channel: str) -> str:
        """Return the From header of mails, "" when neither the shop nor Saleor names an address."""
        name = self._text(channel, "sender_name") or self.shop.sender_name
        return mailbox(name, self._text(channel, "sender_email") or self.shop.sender_email)

    def reply_to(self, channel: str) -> str:
        """Return where answers go, "" for the sender."""
        return self._text(channel, "reply_to")

    def language(self, channel: str, language: str) -> str:
        """Return the order's own language when the host knows it, else the channel's, the shop's, English."""
        return known_language(language) or known_language(self._text(channel, "language")) or SOURCE_LANGUAGE

    def sender_address(self, channel: str) -> str:
        """Return what packing slips name as the sender, in lines; "" leaves it to Saleor's addresses."""
        return self._text(channel, "sender_address")

    def contact(self, channel: str) -> str:
        """Return the address that customers reach the shop by."""
        return self.reply_to(channel) or self._text(channel, "sender_email") or self.shop.sender_email

    def _text(self, channel: str, column: str) -> str:
        found = (getattr(self.rows[one], column) for one in (channel, "") if one in self.rows)
        return next((text for text in found if text), "")


def mailbox(name: str, email: str) -> str:
    """Write a sender with a name, the bare address when the name cannot stand in a header."""
    if not email:
        return ""
    try:
        return str(Address(" ".join(name.split()), addr_spec=email))
    except (MessageError, ValueError, IndexError):
        return email


def load_channel_book(shop: ShopFacts, *, using: str) -> ChannelBook:
    """Read the settings of every channel in one statement."""
    return ChannelBook({row.channel: row for row in find_channel_settings(using=using)}, shop)


def find_channel_settings(*, using: str) -> QuerySet[ChannelSettings]:
    """Return what was set, the shop's row first."""
    return ChannelSettings.objects.using(using).order_by("channel")


@dataclass(frozen=True, slots=True)
class ChannelView:
    """Settings of one channel as set, and the sender that comes out of them."""

    channel: str
    sender_name: str
    sender_email: str
    reply_to: str
    language: str
    sender: str
    sender_address: str


def channel_view(book: ChannelBook, channel: str) -> ChannelView:
    """Return the settings of one channel; empty ones when nothing was set."""
    row = book.rows.get(channel) or ChannelSettings(channel=channel)
    return ChannelView(
        channel,
        row.sender_name,
        row.sender_email,
        row.reply_to,
        row.language,
        book.sender(channel),
        row.sender_address,
    )


def channel_views(book: ChannelBook, *, using: str) -> list[ChannelView]:
    """Return the shop's settings, then those of every channel that exists; one statement for their names."""
    slugs = get_host().channel_slugs(using=using)
    return [channel_view(book, channel) for channel in ("", *sorted(slugs))]


def save_channel_settings(values: Mapping[str, Any]) -> ChannelSettings:
    """Change the settings of one channel; absent values stay, empty ones fall back.

    `values` may hold channel, sender_name, sender_email, reply_to, language and sender_address. Raises
    OrderCentralFault: INVALID for an unknown channel or language and for what is no e-mail address,
    UNSUPPORTED_HOST for a channel on a host without channels.
    """
    channel = known_channel(values.get("channel") or "")
    with transaction.atomic():
        ChannelSettings.objects.get_or_create(channel=channel)
        row = ChannelSettings.objects.select_for_update().get(channel=channel)
        for name, clean in _CLEANERS.items():
            if values.get(name) is not None:
                setattr(row, name, clean(values[name]))
        row.save()
    return row


def known_channel(slug: str, field: str = "channel") -> str:
    """Return the slug of a channel that exists, "" for the whole shop. Raises INVALID or UNSUPPORTED_HOST."""
    slug = slug.strip()
    if slug and not get_host().capabilities.channels:
        raise OrderCentralFault(
            "This Saleor release has no channels.", ErrorCode.UNSUPPORTED_HOST, field=field
        )
    if slug and slug not in get_host().channel_slugs():
        raise invalid(field, f'There is no channel "{slug}".')
    return slug


def required_language(language: str, field: str = "languageCode") -> str:
    """Return the key of a language that the host knows exactly. Raises INVALID."""
    key = normalise_language(language)
    if not key or known_language(key) != key:
        raise invalid(field, f'"{language[:35]}" is not a language code.')
    return key


def _email(value: str, field: str) -> str:
    address = value.strip()
    if not address:
        return ""
    try:
        if len(address) > EMAIL_LIMIT:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as error:
        raise invalid(field, "Write a valid e-mail address.") from error
    return address


_CLEANERS: dict[str, Callable[[str], str]] = {
    "sender_name": lambda value: plain_line(value, "senderName", limit=NAME_LIMIT),
    "sender_email": lambda value: _email(value, "senderEmail"),
    "reply_to": lambda value: _email(value, "replyTo"),
    "language": lambda value: required_language(value) if value.strip() else "",
    "sender_address": lambda value: plain_text(value, "senderAddress", limit=ADDRESS_LIMIT),
}
