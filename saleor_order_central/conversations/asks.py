"""What people want to say, checked and cleaned once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..errors import invalid
from ..notifications.messages import NotifyMode
from ..text import plain_line
from .kinds import MessageOrigin
from .words import Words

Modes = Mapping[str, NotifyMode]
# What staff writes down is what somebody told them; the others are ways that the shop itself saw.
TOLD_ORIGINS = (MessageOrigin.PHONE, MessageOrigin.STOREFRONT, MessageOrigin.EMAIL_REPLY, MessageOrigin.API)


@dataclass(frozen=True, slots=True)
class StaffAsk:
    """What staff wants to say or to write down.

    `show_to_customer` off keeps it among staff (002-39). `on_behalf_of_customer` writes down what the
    customer said, in the way of `origin` (004-12). `template` is a slug; a typed text wins over its text.
    `save_as` keeps the text under this name (002-35). `last_seen` is the key of the newest message that the
    writer saw: a newer one stops the answer. `regardless` of whoever is answering just now.
    """

    words: Words
    template: str = ""
    save_as: str = ""
    show_to_customer: bool = False
    on_behalf_of_customer: bool = False
    origin: MessageOrigin | None = None
    modes: Modes = field(default_factory=dict)
    last_seen: int | None = None
    regardless: bool = False

    def cleaned(self) -> "StaffAsk":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        if self.on_behalf_of_customer and (self.template or self.save_as):
            raise invalid("template", "What a customer said is no template.")
        if self.origin is not None and not self.on_behalf_of_customer:
            raise invalid("origin", "Only what a customer said has an origin that can be named.")
        if self.origin not in (None, *TOLD_ORIGINS):
            raise invalid("origin", f"Use one of {', '.join(one.value for one in TOLD_ORIGINS)}.")
        words = self.words.cleaned(
            may_be_empty=bool(self.template),
            template=self.template,
            show=self.show_to_customer,
            behalf=self.on_behalf_of_customer,
            origin=self.origin,
            modes={kind: NotifyMode(mode).value for kind, mode in sorted(self.modes.items())},
        )
        return replace(self, words=words, save_as=plain_line(self.save_as, "saveAsTemplate", limit=250))


@dataclass(frozen=True, slots=True)
class CustomerAsk:
    """What a customer or guest wants to say. `email` and `name` count without an account only.

    `client` is the network address that tries are counted by, "" when nobody knows.
    """

    words: Words
    contact_pk: int | None = None
    email: str = ""
    name: str = ""
    channel: str = ""
    language: str = ""
    user_pk: int | None = None
    client: str = ""

    def cleaned(self) -> "CustomerAsk":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        # Formatted text is for staff: what a customer types is what they mean.
        words = replace(self.words, body_html="").cleaned(
            contact=self.contact_pk, email=self.email.strip().lower()
        )
        return replace(self, words=words, name=plain_line(self.name, "name", limit=250))
