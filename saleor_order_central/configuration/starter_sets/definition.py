"""What a starter set is made of, and how it becomes a configuration file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from ..document import Document, Item
from ..fields import STATUSES, TEMPLATES


class Words(NamedTuple):
    """One text in the five languages, English first."""

    en: str
    pt_br: str
    ro: str
    pl: str
    es: str

    def in_language(self, language: str) -> str:
        """Return the text in a language, or the English one; other Portuguese gets the Brazilian text."""
        code = "pt-br" if language.partition("-")[0] == "pt" else language
        return self[LANGUAGES.index(code) + 1] if code in LANGUAGES else self.en


# Keys of the translations, in the order of Words behind the English source.
LANGUAGES = ("pt-br", "ro", "pl", "es")

_GREETING = Words(
    "Hello {{ customer.first_name? }},",
    "Olá, {{ customer.first_name? }}!",
    "Bună ziua, {{ customer.first_name? }},",
    "Dzień dobry,",
    "Hola, {{ customer.first_name? }}:",
)
_SUBJECT = Words(
    "Your order {{ order.number }}: ",
    "Seu pedido {{ order.number }}: ",
    "Comanda {{ order.number }}: ",
    "Zamówienie {{ order.number }}: ",
    "Su pedido {{ order.number }}: ",
)
_LINK = Words(
    "Follow your order: {{ order.link? }}",
    "Acompanhe o pedido: {{ order.link? }}",
    "Urmăriți comanda: {{ order.link? }}",
    "Śledź zamówienie: {{ order.link? }}",
    "Siga su pedido: {{ order.link? }}",
)
_SHOP = Words(*["{{ shop.name? }}"] * 5)


def _joined(first: Words, second: Words, between: str = "\n\n") -> Words:
    return Words(*(f"{one}{between}{other}" for one, other in zip(first, second, strict=True)))


@dataclass(frozen=True, slots=True)
class StarterStatus:
    """A custom status of a set; its letter to the customer has the same slug."""

    slug: str
    label: Words
    color: str
    following: tuple[str, ...]
    text: Words
    type: str = "IN_PROGRESS"
    fact: str = "NONE"
    requirements: tuple[str, ...] = ()
    silent_after_hours: int | None = None

    def item(self) -> Item:
        """Return the status as the file has it."""
        return {
            "slug": self.slug,
            "name": self.label.en,
            "type": self.type,
            "fact": self.fact,
            "color": self.color,
            "customerLabel": self.label.en,
            "translations": _translations(name=self.label, customerLabel=self.label),
            "nextStatuses": list(self.following),
            "requirements": list(self.requirements),
            "notifyByDefault": ["EMAIL"],
            "messageTemplate": self.slug,
            "silentAfterHours": self.silent_after_hours,
        }


@dataclass(frozen=True, slots=True)
class StarterComment:
    """A letter that staff choose as a comment of some statuses."""

    slug: str
    title: Words
    text: Words
    statuses: tuple[str, ...]

    def item(self) -> Item:
        """Return the template as the file has it: greeting, text, link and shop around it."""
        subject = _joined(_SUBJECT, self.title, "")
        body = reduce(_joined, (_GREETING, self.text, _LINK, _SHOP))
        return {
            "slug": self.slug,
            "name": self.title.en,
            "subject": subject.en,
            "body": body.en,
            "smsBody": subject.en,
            "translations": _translations(name=self.title, subject=subject, body=body, smsBody=subject),
            "statuses": sorted(self.statuses),
        }


def _translations(**texts: Words) -> dict[str, dict[str, str]]:
    return {
        language: {key: words[place] for key, words in texts.items()}
        for place, language in enumerate(LANGUAGES, start=1)
    }


@dataclass(frozen=True, slots=True)
class StarterSet:
    """A way to work that a shop can begin with.

    `built_in` holds the keys that built-in statuses get; their texts and meaning stay. Custom statuses
    stand in the list behind the built-in one that `after` names.
    """

    name: str
    title: Words
    description: Words
    statuses: tuple[StarterStatus, ...]
    comments: tuple[StarterComment, ...]
    built_in: Mapping[str, Item]
    after: Mapping[str, str]

    def document(self) -> Document:
        """Return the set as a configuration file."""
        letters = (StarterComment(one.slug, one.label, one.text, (one.slug,)) for one in self.statuses)
        return {
            STATUSES.key: list(self._status_items()),
            TEMPLATES.key: [letter.item() for letter in (*letters, *self.comments)],
        }

    def _status_items(self) -> list[Item]:
        items: list[Item] = []
        for slug, values in self.built_in.items():
            items.append({"slug": slug, **values})
            items += [one.item() for one in self.statuses if self.after[one.slug] == slug]
        return items


def flow(*following: str, **values: Any) -> Item:
    """Return the keys of a built-in status that these may follow; any order may be canceled or refunded."""
    return {"nextStatuses": [*following, "canceled", "refunded"], **values}
