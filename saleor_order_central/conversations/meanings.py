"""What the states of conversations mean to the team (002-18, 002-24)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ..errors import invalid
from ..language import speaking
from ..text import plain_text
from .contacts import clean_name
from .kinds import ThreadStatus
from .models import ThreadStatusMeaning

_COLOR = re.compile(r"#[0-9a-f]{6}\Z")


def update_meaning(status: ThreadStatus, values: Mapping[str, Any]) -> ThreadStatusMeaning:
    """Say what a state means to the team. Raises REQUIRED for the name and INVALID naming the field."""
    with transaction.atomic():
        row = ThreadStatusMeaning.objects.select_for_update().filter(status=status.value).first()
        row = row or ThreadStatusMeaning(status=status.value)
        for name, clean in _CLEANERS.items():
            if values.get(name) is not None:
                setattr(row, name, clean(values[name]))
        row.is_built_in = False
        row.save()
    return row


def meaning_text(row: ThreadStatusMeaning, column: str, language: str) -> str:
    """Return name or description in a language; what nobody changed comes from our catalogues."""
    text = str(getattr(row, column))
    if row.is_built_in and text and language:
        with speaking(language):
            return gettext(text)
    return text


def _color(value: str) -> str:
    color = value.strip().lower()
    if color and not _COLOR.match(color):
        raise invalid("color", "Write a colour as #rrggbb.")
    return color


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": clean_name,
    "color": _color,
    "description": lambda value: plain_text(value, "description", limit=1000),
}
