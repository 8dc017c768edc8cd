"""The settings of the withdrawal function: each channel's own, else the shop's, else the built-in ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ..errors import invalid
from ..host import get_host
from ..language import known_language, normalise_language, speaking
from ..text import plain_line
from .kinds import Unavailable, WithdrawalRules
from .models import WithdrawalSettings
from .wording import BUTTON_LABEL, CONFIRM_LABEL, REASONS

TEXTS = {"button_label": 100, "confirm_label": 100, "excluded_reason": 500}
KEY_LISTS = ("excluded_products", "excluded_product_types", "excluded_categories")
MOST_KEYS = 1000
LONGEST_PERIOD = 3650
_DEFAULTS = WithdrawalRules()


@dataclass(frozen=True, slots=True)
class WithdrawalBook:
    """The rows of all channels."""

    rows: Mapping[str, WithdrawalSettings]

    def rules(self, channel: str) -> WithdrawalRules:
        """Return what counts in a channel."""
        chosen: dict[str, Any] = {name: frozenset(self._value(channel, name) or ()) for name in KEY_LISTS}
        for name in ("is_enabled", "period_days", "exclude_business_customers"):
            value = self._value(channel, name)
            chosen[name] = getattr(_DEFAULTS, name) if value is None else value
        return WithdrawalRules(**chosen)

    def text(self, channel: str, name: str, language: str) -> str:
        """Return the merchant's words in a language, else the built-in ones of that language."""
        for one in (channel, ""):
            row = self.rows.get(one)
            translated = row and row.translations.get(language, {}).get(name)
            if row is not None and (translated or getattr(row, name)):
                return str(translated or getattr(row, name))
        with speaking(language):
            return gettext(_BUILT_IN[name])

    def reason(self, channel: str, reason: Unavailable, language: str) -> str:
        """Explain why not; why a product is excluded the merchant may say."""
        if reason is Unavailable.EXCLUDED:
            return self.text(channel, "excluded_reason", language)
        with speaking(language):
            return gettext(REASONS[reason])

    def _value(self, channel: str, name: str) -> Any:
        found = (getattr(self.rows[one], name) for one in (channel, "") if one in self.rows)
        return next((value for value in found if value is not None), None)


_BUILT_IN = {
    "button_label": BUTTON_LABEL,
    "confirm_label": CONFIRM_LABEL,
    "excluded_reason": REASONS[Unavailable.EXCLUDED],
}


def load_withdrawal_book(*, using: str) -> WithdrawalBook:
    """Read the settings of every channel in one statement."""
    return WithdrawalBook({row.channel: row for row in WithdrawalSettings.objects.using(using)})


def save_withdrawal_settings(channel: str, values: Mapping[str, Any], language: str = "") -> None:
    """Change what is given. With `language` the texts are those of that language. Raises INVALID."""
    channel = plain_line(channel, "channel", limit=255)
    if channel and channel not in get_host().channel_slugs():
        raise invalid("channel", f'There is no channel "{channel}".')
    if language and not known_language(language):
        raise invalid("languageCode", f'Saleor does not know the language "{language}".')
    days = values.get("period_days")
    if days is not None and not 0 < days <= LONGEST_PERIOD:
        raise invalid("periodDays", f"Write a whole number from 1 to {LONGEST_PERIOD}.")
    with transaction.atomic():
        WithdrawalSettings.objects.bulk_create([WithdrawalSettings(channel=channel)], ignore_conflicts=True)
        row = WithdrawalSettings.objects.select_for_update().get(channel=channel)
        for name, value in values.items():
            _set(row, name, value, normalise_language(language))
        row.save()


def _set(row: WithdrawalSettings, name: str, value: Any, language: str) -> None:
    if name in TEXTS:
        text = plain_line(value, _camel(name), limit=TEXTS[name])
        if language:
            row.translations = {
                **row.translations,
                language: {**row.translations.get(language, {}), name: text},
            }
        else:
            setattr(row, name, text)
    elif name in KEY_LISTS and value is not None:
        setattr(row, name, _known_keys(name, value))
    else:
        setattr(row, name, value)


def _known_keys(name: str, keys: list[str]) -> list[str]:
    field = _camel(name)
    wanted = sorted(set(keys))
    if len(wanted) > MOST_KEYS:
        raise invalid(field, f"At most {MOST_KEYS} are allowed.")
    kind = field.removeprefix("excluded")
    unknown = get_host().unknown_catalogue_keys(kind[0].lower() + kind[1:], wanted, using="default")
    if unknown:
        raise invalid(field, f"Unknown: {', '.join(sorted(unknown))}.")
    return wanted


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
