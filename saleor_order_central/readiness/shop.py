"""What the checks look at: the shop's rules as plain values, without a database. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

FALLBACK_TEMPLATE = "status-changed"


@dataclass(frozen=True, slots=True)
class Wording:
    """The variables of one text: `language` is "" for the untranslated one, `is_short` tells the SMS."""

    language: str
    is_short: bool
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def variables(self) -> frozenset[str]:
        """All known variables of the text."""
        return self.required | self.optional


@dataclass(frozen=True, slots=True)
class Template:
    """A message template; `languages` are those that its own translations or our catalogues serve."""

    slug: str
    wordings: tuple[Wording, ...]
    languages: frozenset[str] = frozenset()
    is_active: bool = True
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its rules; slugs name other rows. `next_statuses` None means that any may follow."""

    slug: str
    type: str | None = "IN_PROGRESS"
    fact: str = "NONE"
    is_built_in: bool = True
    is_active: bool = True
    is_customer_visible: bool = True
    is_start: bool = False
    is_default: bool = False
    channels: frozenset[str] = frozenset()
    next_statuses: tuple[str, ...] | None = None
    requirements: frozenset[str] = frozenset()
    payment_gateways: tuple[str, ...] = ()
    notify: frozenset[str] = frozenset()
    template: str = ""
    silent_template: str = ""
    languages: frozenset[str] = frozenset()
    pk: int | None = None

    @property
    def proves_shipment(self) -> bool:
        """Whether an order in this status has left, or must have left to get it."""
        return self.fact == "SENT" or bool(self.requirements & {"SHIPPED", "TRACKING"})

    @property
    def is_end(self) -> bool:
        """Whether the way of an order may end here."""
        return self.type in ("CONCLUDED", "CANCELED") or self.fact in ("CANCELED", "REFUNDED")


@dataclass(frozen=True, slots=True)
class Rule:
    """An automation rule; empty channels or gateways mean all."""

    fact: str
    status: str
    channels: frozenset[str] = frozenset()
    payment_gateways: frozenset[str] = frozenset()
    is_active: bool = True
    pk: int | None = None

    def covers(self, other: "Rule") -> bool:
        """Whether every order that fits the other rule fits this one."""
        return (
            self.fact == other.fact
            and _covers(self.channels, other.channels)
            and _covers(self.payment_gateways, other.payment_gateways)
        )


def _covers(own: frozenset[str], other: frozenset[str]) -> bool:
    return not own or (bool(other) and other <= own)


@dataclass(frozen=True, slots=True)
class Instruction:
    """How to pay with a gateway; `has_text` is false when the row is empty."""

    gateway: str
    has_text: bool = True
    needs_translation: bool = False
    languages: frozenset[str] = frozenset()
    channel: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier of the shop's own, or its switch for a shipped one; empty channels mean all."""

    code: str
    channels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Switches:
    """The settings that the checks look at. `status_when` maps the name of a setting to its slug.

    `saleor_mails` is what the merchant chose; `saleor_sends_mails` is what the host says.
    """

    features_reviewed: bool = True
    automatic_status: bool = True
    send_messages: bool = True
    has_sms_gateway: bool = False
    has_sender: bool = True
    has_order_page: bool = False
    has_product_page: bool = False
    saleor_mails: str = "auto"
    saleor_sends_mails: bool = False
    status_when: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A provider that is asked for histories; `last_success` is a time as text, "" for never.

    `trouble` names why it failed last, `failures` how often in a row.
    """

    provider: str
    name: str
    waiting: int = 0
    last_success: str = ""
    failures: int = 0
    trouble: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Shop:
    """Everything that is checked. `channels` None: the host has none. `languages` need translations.

    `automatic_templates` are slugs of the texts that the plugin sends by itself, whatever the status.
    `silent_carriers` are names by code of enabled carriers that could be asked for histories, but are not.
    """

    statuses: tuple[Status, ...]
    templates: tuple[Template, ...] = ()
    rules: tuple[Rule, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    automatic_templates: tuple[str, ...] = ()
    switches: Switches = Switches()
    channels: frozenset[str] | None = None
    languages: tuple[str, ...] = ()
    histories: tuple[History, ...] = ()
    silent_carriers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def status_by_slug(self) -> dict[str, Status]:
        """Statuses by slug."""
        return {status.slug: status for status in self.statuses}

    @cached_property
    def template_by_slug(self) -> dict[str, Template]:
        """Templates by slug."""
        return {template.slug: template for template in self.templates}

    @cached_property
    def active(self) -> tuple[Status, ...]:
        """Statuses that can be chosen, in the merchant's order."""
        return tuple(status for status in self.statuses if status.is_active)

    def message_of(self, status: Status) -> Template | None:
        """Return the text that tells customers of a status: its own, else the general one."""
        return self.template_by_slug.get(status.template or FALLBACK_TEMPLATE)


def lacking(wanted: Iterable[str], languages: frozenset[str]) -> tuple[str, ...]:
    """Return the wanted languages that nothing serves; "pt" serves "pt-br" too."""
    return tuple(one for one in wanted if not {one, one.partition("-")[0]} & languages)
