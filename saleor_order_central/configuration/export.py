"""The shop's configuration as the sections of the file (B-15); one or two statements per section."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..notifications.channel_settings import find_channel_settings
from ..notifications.instructions import find_instructions
from ..notifications.models import MessageTemplate
from ..statuses.rules import all_rules
from ..statuses.selectors import load_status_book
from ..tracking.carrier_models import TrackingCarrier
from ..tracking.selectors import find_trusted_hosts
from .document import Document, Item, write_document
from .fields import (
    CARRIERS,
    CHANNELS,
    INSTRUCTIONS,
    LINKS,
    RULES,
    STATUSES,
    TEMPLATES,
    Field,
    Kind,
    Section,
)


def export_text(*, using: str) -> str:
    """Return the file. The same configuration always gives the same text."""
    return write_document(export_document(using=using))


def export_document(*, using: str) -> Document:
    """Return every section: statuses and rules in the merchant's order, the rest by name."""
    templates = list(MessageTemplate.objects.using(using).order_by("slug").prefetch_related("statuses"))
    slugs = {template.pk: template.slug for template in templates}
    return {
        STATUSES.key: _items(
            STATUSES,
            load_status_book(using=using).definitions,
            message_template=lambda row: slugs.get(row.message_template_id),
            silent_template=lambda row: slugs.get(row.silent_template_id),
        ),
        RULES.key: _items(
            RULES,
            all_rules(using=using).select_related("status").order_by("sort_order", "pk"),
            status=lambda row: row.status.slug,
        ),
        TEMPLATES.key: _items(TEMPLATES, templates, statuses=_slugs_of_statuses),
        CHANNELS.key: _items(CHANNELS, find_channel_settings(using=using)),
        INSTRUCTIONS.key: _items(INSTRUCTIONS, find_instructions(using=using)),
        LINKS.key: _items(LINKS, find_trusted_hosts(using=using).order_by("host", "path_prefix")),
        CARRIERS.key: _items(CARRIERS, TrackingCarrier.objects.using(using).order_by("code")),
    }


def _slugs_of_statuses(template: MessageTemplate) -> list[str]:
    return sorted(status.slug for status in template.statuses.all())


def _items(section: Section, rows: Iterable[Any], **special: Callable[[Any], Any]) -> list[Item]:
    """Turn rows into items; `special` says how to read columns that point at other rows."""
    return [
        {field.key: _value(field, row, special.get(field.column)) for field in section.fields} for row in rows
    ]


def _value(field: Field, row: Any, special: Callable[[Any], Any] | None) -> Any:
    value = special(row) if special else getattr(row, field.column)
    return _translations(field, value) if field.kind is Kind.TRANSLATIONS else value


def _translations(field: Field, translations: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Languages in order, and only texts that exist."""
    return {
        language: {one.key: texts[one.column] for one in field.texts if texts.get(one.column)}
        for language, texts in sorted(translations.items())
        if texts
    }
