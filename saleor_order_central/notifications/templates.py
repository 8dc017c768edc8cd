"""Making, changing, translating and deleting message templates (002-35 … 002-37, 003-06)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..statuses.models import OrderStatusDefinition
from ..text import plain_line, plain_text
from .channel_settings import required_language
from .models import MessageTemplate
from .render import placeholders
from .variables import VARIABLES

NAME_LIMIT = 250
SLUG_LIMIT = 64
SUBJECT_LIMIT = 250
BODY_LIMIT = 20_000
SMS_LIMIT = 1_000
# All templates are read together whenever a message is worded.
MOST_TEMPLATES = 500
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", re.ASCII)


def create_template(values: Mapping[str, Any]) -> MessageTemplate:
    """Add a template.

    `values` has the snake_case names of the columns, and `statuses` as primary keys. Raises
    OrderCentralFault: REQUIRED without a name or body, UNIQUE for a slug that is taken, INVALID naming the
    text with an unknown variable, TOO_MANY_ITEMS when the shop has too many.
    """
    for field in ("name", "body"):
        if not (values.get(field) or "").strip():
            raise required(field)
    template = MessageTemplate()
    with transaction.atomic():
        if MessageTemplate.objects.count() >= MOST_TEMPLATES:
            raise OrderCentralFault(
                f"A shop has at most {MOST_TEMPLATES} templates.", ErrorCode.TOO_MANY_ITEMS
            )
        slug = values.get("slug") or _free_slug(plain_line(values["name"], "name", limit=NAME_LIMIT))
        _save(template, {**values, "slug": slug})
    return template


def update_template(pk: int, values: Mapping[str, Any]) -> MessageTemplate:
    """Change the given columns; the others stay. Texts of built-in templates may change, their slug not.

    Raises OrderCentralFault: NOT_FOUND, BUILT_IN_READ_ONLY, and what `create_template` raises.
    """
    with transaction.atomic():
        template = _locked(pk)
        if template.is_built_in and values.get("slug") not in (None, template.slug):
            raise OrderCentralFault(
                "The slug of a built-in template cannot be changed.",
                ErrorCode.BUILT_IN_READ_ONLY,
                field="slug",
            )
        _save(template, values)
    return template


def delete_template(pk: int) -> MessageTemplate:
    """Delete a template; messages that were made from it stay.

    Raises OrderCentralFault: NOT_FOUND, BUILT_IN_READ_ONLY, INVALID while a status sends it by itself.
    """
    with transaction.atomic():
        template = _locked(pk)
        if template.is_built_in:
            raise OrderCentralFault(
                "Built-in templates cannot be deleted; switch it off instead.",
                ErrorCode.BUILT_IN_READ_ONLY,
                field="id",
            )
        users = OrderStatusDefinition.objects.filter(
            Q(message_template=template) | Q(silent_template=template)
        )
        if slugs := sorted(users.values_list("slug", flat=True)):
            raise invalid("id", f"Statuses send this template: {', '.join(slugs)}.")
        template.delete()
    template.pk = pk
    return template


def translate_template(pk: int, language: str, texts: Mapping[str, str | None]) -> MessageTemplate:
    """Set texts of one language; an empty text removes it. Raises NOT_FOUND and INVALID as for changes."""
    key = required_language(language)
    with transaction.atomic():
        template = _locked(pk)
        cleaned = {name: _CLEANERS[name](text) for name, text in texts.items()}
        merged = {**template.translations.get(key, {}), **cleaned}
        kept = {name: text for name, text in merged.items() if text}
        others = {one: value for one, value in template.translations.items() if one != key}
        template.translations = {**others, **({key: kept} if kept else {})}
        template.save(update_fields=["translations", "updated_at"])
    return template


def _locked(pk: int) -> MessageTemplate:
    template = MessageTemplate.objects.select_for_update().filter(pk=pk).first()
    if template is None:
        raise not_found("id", "There is no such template.")
    return template


def _save(template: MessageTemplate, values: Mapping[str, Any]) -> None:
    columns = {name: value for name, value in values.items() if name != "statuses" and value is not None}
    for name, value in columns.items():
        setattr(template, name, _CLEANERS[name](value))
    for field in ("name", "body"):
        if not getattr(template, field):
            raise required(field)
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise OrderCentralFault(
            f'The slug "{template.slug}" is taken.', ErrorCode.UNIQUE, field="slug"
        ) from error
    if values.get("statuses") is not None:
        template.statuses.set(_statuses(values["statuses"]))


def _statuses(pks: Sequence[int]) -> list[OrderStatusDefinition]:
    found = list(OrderStatusDefinition.objects.filter(pk__in=pks))
    if len(found) < len(set(pks)):
        raise not_found("statuses", "There is no such status.")
    return found


def _free_slug(name: str) -> str:
    """Derive a slug from the name; a number is added when it is taken."""
    base = slugify(name)[: SLUG_LIMIT - 4].strip("-_") or "template"
    taken = set(MessageTemplate.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _slug(value: str) -> str:
    slug = value.strip()
    if not _SLUG.match(slug) or len(slug) > SLUG_LIMIT:
        raise invalid("slug", "Use small letters, digits and hyphens, 64 characters at most.")
    return slug


def checked(text: str, field: str) -> str:
    """Refuse placeholders that are malformed or unknown, naming them (003-16)."""
    for one in placeholders(text):
        if not one.name:
            raise invalid(field, f'"{one.source}" is no variable: write {{{{ order.number }}}}, for example.')
        if one.name not in VARIABLES:
            raise invalid(field, f'There is no variable "{one.name}".')
    return text


def _subject(value: str | None) -> str:
    subject = checked(plain_line(value, "subject", limit=SUBJECT_LIMIT), "subject")
    if any(one.is_optional for one in placeholders(subject)):
        raise invalid("subject", "A subject cannot do without a variable: leave the question mark out.")
    return subject


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "slug": _slug,
    "name": lambda value: plain_line(value, "name", limit=NAME_LIMIT),
    "subject": _subject,
    "body": lambda value: checked(plain_text(value, "body", limit=BODY_LIMIT), "body"),
    "sms_body": lambda value: checked(plain_text(value, "smsBody", limit=SMS_LIMIT), "smsBody"),
    "is_active": bool,
}
