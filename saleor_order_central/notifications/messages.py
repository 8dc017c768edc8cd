"""The shapes that messages have on their way from a change to the outbox. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class NotifyMode(str, Enum):
    """What a caller wants of one kind of channel: the default, a message, or silence (004-09)."""

    DEFAULT = "DEFAULT"
    SEND = "SEND"
    SUPPRESS = "SUPPRESS"


@dataclass(frozen=True, slots=True)
class Text:
    """A rendered text. `missing` names the variables that had no value: such a text must not be sent."""

    subject: str
    body: str
    sms_body: str
    missing: tuple[str, ...] = ()
    variables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MessageContext:
    """What messages about one order are made of; read for many orders at once.

    `values` maps the name of a variable to its text, "" when the order has none. `language` is one that the
    host supports. `tracking_codes` are the codes of parcels that left and were not canceled,
    `parcel_deliveries` makes what mail programs read of these parcels.
    """

    order_pk: Any
    channel: str
    language: str
    email: str
    phone: str
    sender: str
    reply_to: str
    values: Mapping[str, str]
    tracking_codes: tuple[str, ...] = ()
    parcel_deliveries: Callable[[], list[dict[str, Any]]] = list


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the customer of one order may hear of.

    `occasion`, `defaults` and the keys of `modes` are values of `Occasion` and `ChannelKind`. `template` is
    a MessageTemplate or None. A typed `body` goes out as it is, without variables. `key` names the cause;
    with order and channel it makes the dedupe key. `happened_at` is when the fact came true: old facts are
    not announced by themselves. `is_left_to_us` says that Saleor was asked to keep silent about it. `fact`
    is the StatusFact of the status that the order got, "" without one.
    """

    occasion: str
    key: str
    template: Any = None
    subject: str = ""
    body: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)
    defaults: tuple[str, ...] = ()
    is_automatic: bool = False
    is_for_customer: bool = True
    is_left_to_us: bool = False
    fact: str = ""
    happened_at: datetime | None = None
    send_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What one channel would carry for a notice, or why nothing. `reason` is a NotificationReason.

    `message_pk` names the message of a conversation; formatted text and files go along to the customer.
    """

    notice: Notice
    order_pk: Any
    channel_kind: str
    will_send: bool
    reason: str
    recipient: str = ""
    sender: str = ""
    reply_to: str = ""
    language: str = ""
    subject: str = ""
    body: str = ""
    missing: tuple[str, ...] = ()
    tracking_codes: tuple[str, ...] = ()
    structured_data: tuple[dict[str, Any], ...] = ()
    message_pk: int | None = None
