"""The tables of the configuration file: what each section holds, in the order in which it is written."""

from dataclasses import dataclass
from enum import Enum

from ..statuses.models import EntryVisibility, StatusFact, StatusRule, StatusType


class Kind(Enum):
    """Form of a value in the file."""

    TEXT = "a text"
    OPTIONAL_TEXT = "a text or null"
    FLAG = "true or false"
    OPTIONAL_FLAG = "true, false or null"
    OPTIONAL_NUMBER = "a whole number or null"
    TEXTS = "a list of texts"
    OPTIONAL_TEXTS = "a list of texts or null"
    TRANSLATIONS = "texts by language"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an item: the column it stands for, its form, and what a new row without it has.

    `choices` are the only values allowed. `texts` are the keys of one translation.
    """

    key: str
    column: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    texts: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the file: `identity` names the keys that tell its items apart, `most` limits them."""

    key: str
    identity: tuple[str, ...]
    fields: tuple[Field, ...]
    most: int = 500

    @property
    def by_key(self) -> dict[str, Field]:
        """Fields by key."""
        return {field.key: field for field in self.fields}


STATUSES = Section(
    "statuses",
    ("slug",),
    (
        Field("slug", "slug"),
        Field("name", "name"),
        Field("type", "type", Kind.OPTIONAL_TEXT, tuple(StatusType.values)),
        Field("fact", "fact", choices=tuple(StatusFact.values)),
        Field("color", "color"),
        Field("visibility", "visibility", choices=tuple(EntryVisibility.values)),
        Field("customerLabel", "customer_label"),
        Field("customerDescription", "customer_description"),
        Field(
            "translations",
            "translations",
            Kind.TRANSLATIONS,
            texts=(
                Field("name", "name"),
                Field("customerLabel", "customer_label"),
                Field("customerDescription", "customer_description"),
            ),
        ),
        Field("isActive", "is_active", Kind.FLAG),
        Field("isDefault", "is_default", Kind.FLAG),
        Field("channels", "channels", Kind.TEXTS),
        Field("defaultChannels", "default_channels", Kind.TEXTS),
        Field("nextStatuses", "next_statuses", Kind.OPTIONAL_TEXTS),
        Field("requirements", "requirements", Kind.TEXTS),
        Field("paymentGateways", "payment_gateways", Kind.TEXTS),
        Field("notifyByDefault", "notify_by_default", Kind.TEXTS),
        Field("messageTemplate", "message_template", Kind.OPTIONAL_TEXT),
        Field("silentAfterHours", "silent_after_hours", Kind.OPTIONAL_NUMBER),
        Field("silentTemplate", "silent_template", Kind.OPTIONAL_TEXT),
    ),
    # Each one is written under the lock of all statuses and compared with all others.
    most=100,
)

RULES = Section(
    "statusRules",
    ("fact", "status", "channels", "paymentGateways"),
    (
        Field("fact", "fact", choices=tuple(StatusRule.Fact.values)),
        Field("status", "status"),
        Field("channels", "channels", Kind.TEXTS),
        Field("paymentGateways", "payment_gateways", Kind.TEXTS),
        Field("isActive", "is_active", Kind.FLAG),
    ),
)

TEMPLATES = Section(
    "messageTemplates",
    ("slug",),
    (
        Field("slug", "slug"),
        Field("name", "name"),
        Field("subject", "subject"),
        Field("body", "body"),
        Field("smsBody", "sms_body"),
        Field(
            "translations",
            "translations",
            Kind.TRANSLATIONS,
            texts=(
                Field("name", "name"),
                Field("subject", "subject"),
                Field("body", "body"),
                Field("smsBody", "sms_body"),
            ),
        ),
        Field("isActive", "is_active", Kind.FLAG),
        Field("statuses", "statuses", Kind.TEXTS),
    ),
)

CHANNELS = Section(
    "channelSettings",
    ("channel",),
    (
        Field("channel", "channel"),
        Field("senderName", "sender_name"),
        Field("senderEmail", "sender_email"),
        Field("replyTo", "reply_to"),
        Field("language", "language"),
        Field("senderAddress", "sender_address"),
    ),
)

INSTRUCTIONS = Section(
    "paymentInstructions",
    ("gateway", "channel"),
    (
        Field("gateway", "gateway"),
        Field("channel", "channel"),
        Field("message", "message"),
        Field("bankAccount", "bank_account"),
        Field("translations", "translations", Kind.TRANSLATIONS, texts=(Field("message", "message"),)),
    ),
)

LINKS = Section(
    "trustedLinks",
    ("host", "pathPrefix"),
    (
        Field("host", "host"),
        Field("pathPrefix", "path_prefix"),
        Field("includeSubdomains", "include_subdomains", Kind.FLAG),
        Field("allowEmbed", "allow_embed", Kind.FLAG),
        Field("note", "note"),
    ),
)

CARRIERS = Section(
    "carriers",
    ("code",),
    (
        Field("code", "code"),
        Field("name", "name"),
        Field("translations", "translations", Kind.TRANSLATIONS, texts=(Field("name", "name"),)),
        Field("urlTemplate", "url_template"),
        Field("patterns", "patterns", Kind.TEXTS),
        Field("countries", "countries", Kind.TEXTS),
        Field("isEnabled", "is_enabled", Kind.OPTIONAL_FLAG),
        Field("channels", "channels", Kind.TEXTS),
    ),
)

SECTIONS = (STATUSES, RULES, TEMPLATES, CHANNELS, INSTRUCTIONS, LINKS, CARRIERS)
