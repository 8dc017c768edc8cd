"""Brings templates, senders and payment instructions in line with a file, through their services."""

from ..errors import not_found
from ..notifications.channel_settings import save_channel_settings
from ..notifications.instructions import delete_instruction, save_instruction
from ..notifications.models import ChannelSettings, MessageTemplate, PaymentInstruction
from ..notifications.templates import (
    create_template,
    delete_template,
    translate_template,
    update_template,
)
from ..statuses.models import OrderStatusDefinition
from .document import Document, Item, identity
from .faults import Faults
from .fields import CHANNELS, INSTRUCTIONS, TEMPLATES
from .items import Texts, by_identity, by_slug, changed_columns, changed_texts


class TemplateImport:
    """One import of message templates."""

    def __init__(self, document: Document, before: Document, faults: Faults) -> None:
        self.items = document.get(TEMPLATES.key, [])
        self.before = by_slug(TEMPLATES, before)
        self.faults = faults
        self.pks = dict(MessageTemplate.objects.values_list("slug", "pk"))

    def write_rows(self) -> None:
        """Create and change templates with their texts; the statuses that offer them follow later."""
        field = TEMPLATES.by_key["translations"]
        for place, item in enumerate(self.items):
            path, slug = f"{TEMPLATES.key}[{place}]", item["slug"]
            with self.faults.at(path):
                self._write_row(item)
            texts = changed_texts(field, item, self.before.get(slug)) if slug in self.pks else {}
            for language, one in texts.items():
                with self.faults.at(f"{path}.translations.{language}"):
                    translate_template(self.pks[slug], language, one)

    def _write_row(self, item: Item) -> None:
        present = self.before.get(item["slug"])
        values = changed_columns(TEMPLATES, item, present, without=("translations", "statuses"))
        if present is None:
            self.pks[item["slug"]] = create_template(values).pk
        elif values:
            update_template(self.pks[item["slug"]], values)

    def write_statuses(self) -> None:
        """Offer templates as comments of statuses, once all of these exist."""
        known = dict(OrderStatusDefinition.objects.values_list("slug", "pk"))
        for place, item in enumerate(self.items):
            present = self.before.get(item["slug"])
            wanted = item.get("statuses")
            if wanted is None or sorted(set(wanted)) == (present["statuses"] if present else []):
                continue
            with self.faults.at(f"{TEMPLATES.key}[{place}]"):
                if unknown := sorted(set(wanted) - set(known)):
                    raise not_found("statuses", f"Unknown statuses: {', '.join(unknown)}.")
                update_template(self.pks[item["slug"]], {"statuses": [known[slug] for slug in set(wanted)]})

    def prune(self) -> None:
        """Delete templates of the merchant's own that the file does not name."""
        listed = {item["slug"] for item in self.items}
        for template in MessageTemplate.objects.filter(is_built_in=False).exclude(slug__in=listed):
            with self.faults.at(f"{TEMPLATES.key}.{template.slug}"):
                delete_template(template.pk)


def write_channels(document: Document, before: Document, faults: Faults) -> None:
    """Save senders and languages; what an item does not name stays."""
    present = by_identity(CHANNELS, before)
    for place, item in enumerate(document.get(CHANNELS.key, [])):
        old = present.get(identity(CHANNELS, item))
        values = changed_columns(CHANNELS, item, old, without=("channel",))
        if old is None or values:
            with faults.at(f"{CHANNELS.key}[{place}]"):
                save_channel_settings({"channel": item["channel"], **values})


def prune_channels(document: Document) -> None:
    """Forget the settings of channels that the file does not name."""
    listed = {item["channel"] for item in document[CHANNELS.key]}
    ChannelSettings.objects.exclude(channel__in=listed).delete()


def write_instructions(document: Document, before: Document, faults: Faults) -> None:
    """Save how to pay, with translations."""
    present = by_identity(INSTRUCTIONS, before)
    field = INSTRUCTIONS.by_key["translations"]
    for place, item in enumerate(document.get(INSTRUCTIONS.key, [])):
        path = f"{INSTRUCTIONS.key}[{place}]"
        old = present.get(identity(INSTRUCTIONS, item))
        texts = changed_texts(field, item, old)
        # An instruction must never be empty: new texts come first, and the old ones go last.
        _translate(path, item, {one: text for one, text in texts.items() if text["message"]}, faults)
        values = changed_columns(INSTRUCTIONS, item, old, without=("gateway", "channel", "translations"))
        if any(values.values()) or (old is not None and values) or (old is None and not any(texts.values())):
            with faults.at(path):
                save_instruction({"gateway": item["gateway"], "channel": item["channel"], **values})
        _translate(path, item, {one: text for one, text in texts.items() if not text["message"]}, faults)


def _translate(path: str, item: Item, texts: dict[str, Texts], faults: Faults) -> None:
    for language, one in texts.items():
        with faults.at(f"{path}.translations.{language}"):
            save_instruction(
                {
                    "gateway": item["gateway"],
                    "channel": item["channel"],
                    "message": one["message"],
                    "language_code": language,
                }
            )


def prune_instructions(document: Document) -> None:
    """Delete instructions that the file does not name."""
    listed = {identity(INSTRUCTIONS, item) for item in document[INSTRUCTIONS.key]}
    for row in PaymentInstruction.objects.all():
        if identity(INSTRUCTIONS, {"gateway": row.gateway, "channel": row.channel}) not in listed:
            delete_instruction(row.pk)
