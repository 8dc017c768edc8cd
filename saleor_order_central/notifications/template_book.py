"""All message templates, read at once, and the text of each in a language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext

from ..language import normalise_language, speaking
from .messages import MessageContext, Text
from .models import MessageTemplate
from .render import Texts, render


@dataclass(frozen=True)
class TemplateBook:
    """Every template of the shop, also those that are switched off."""

    templates: tuple[MessageTemplate, ...]

    @cached_property
    def by_slug(self) -> dict[str, MessageTemplate]:
        """Templates by slug."""
        return {template.slug: template for template in self.templates}

    @cached_property
    def by_pk(self) -> dict[int, MessageTemplate]:
        """Templates by primary key."""
        return {template.pk: template for template in self.templates}

    def text(self, template: MessageTemplate, context: MessageContext, values: Mapping[str, str]) -> Text:
        """Render a template for an order; `values` are added to those of the order and win over them."""
        return render(texts_in(template, context.language), merged(values, context))


class _Merged(Mapping[str, str]):
    """Values of a notice before those of its order; none of the latter is made before it is used."""

    def __init__(self, first: Mapping[str, str], second: Mapping[str, str]) -> None:
        self._first = first
        self._second = second

    def __getitem__(self, name: str) -> str:
        return self._first[name] if name in self._first else self._second[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._second), **dict.fromkeys(self._first)})

    def __len__(self) -> int:
        return len({*self._first, *self._second})


def merged(values: Mapping[str, str], context: MessageContext) -> Mapping[str, str]:
    """Put the values of a notice before those of the order."""
    return _Merged(values, context.values)


def load_template_book(*, using: str) -> TemplateBook:
    """Read every template in one statement."""
    return TemplateBook(tuple(MessageTemplate.objects.using(using).order_by("slug")))


def texts_in(template: MessageTemplate, language: str) -> Texts:
    """Return the texts of a template in a language; "" means the untranslated ones.

    A translation by the merchant goes first. A built-in text that nobody changed comes from the plugin's
    own catalogues. A translated body without a short text of its own is its own short text: better long
    than in another language.
    """
    own = _translation(template, language)
    return Texts(
        subject=own.get("subject") or _source(template, template.subject, language),
        body=own.get("body") or _source(template, template.body, language),
        sms_body=own.get("sms_body") or own.get("body") or _source(template, template.sms_body, language),
    )


def name_in(template: MessageTemplate, language: str) -> str:
    """Return the staff's name of a template in a language, else the untranslated one."""
    return _translation(template, language).get("name") or template.name


def _translation(template: MessageTemplate, language: str) -> dict[str, str]:
    """Look up "pt-BR", then "pt"; keys are stored in lower case with a hyphen."""
    key = normalise_language(language)
    for candidate in (key, key.partition("-")[0]):
        texts: dict[str, str] = template.translations.get(candidate, {})
        if texts:
            return texts
    return {}


def _source(template: MessageTemplate, text: str, language: str) -> str:
    """A text that was changed is no key of the catalogues, so it stays as it is."""
    return _in_catalogue(text, language) if text and language and template.is_built_in else text


@lru_cache(maxsize=512)
def _in_catalogue(text: str, language: str) -> str:
    """Catalogues do not change while the process runs: a bulk change looks each text up once."""
    with speaking(language):
        return gettext(text)
