"""Settings of the plugin: what the Dashboard shows, what is accepted, what the code reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .host.base import StoredConfiguration
from .timeline.view import TimelineRules
from .tracking import CARRIERS

DEFAULT_ACTIVE = True
ANONYMOUS_OFF = "off"
ANONYMOUS_STEPS = "steps"

STRING = "String"
BOOLEAN = "Boolean"

CONFIG_STRUCTURE: dict[str, dict[str, str]] = {
    "strict_sent_step": {
        "type": BOOLEAN,
        "label": "Sent needs date and tracking code",
        "help_text": "The step Sent is done only when a parcel has both. Off: the status Sent is enough.",
    },
    "paid_when_authorized": {
        "type": BOOLEAN,
        "label": "Authorized counts as paid",
        "help_text": "The step Payment confirmed is done as soon as the whole total is authorized.",
    },
    "automatic_status": {
        "type": BOOLEAN,
        "label": "Change the status automatically",
        "help_text": "New, paid, sent and canceled orders get the statuses named below.",
    },
    "status_when_paid": {
        "type": STRING,
        "label": "Status of paid orders",
        "help_text": "Slug of a status. Empty: payment does not change the status.",
    },
    "status_when_sent": {
        "type": STRING,
        "label": "Status of sent orders",
        "help_text": "Slug of a status. Empty: shipping does not change the status.",
    },
    "status_when_canceled": {
        "type": STRING,
        "label": "Status of canceled orders",
        "help_text": "Slug of a status. Empty: canceling does not change the status.",
    },
    "anonymous_access": {
        "type": STRING,
        "label": "Callers who only know the order's id",
        "help_text": '"off": they get nothing. "steps": step codes, states and dates, no text, link or name.',
    },
    "enabled_carriers": {
        "type": STRING,
        "label": "Carriers of this shop",
        "help_text": "Codes of carriers, separated by commas. Codes made of digits alone are recognised only "
        "for these carriers.",
    },
}

DEFAULTS: dict[str, Any] = {
    "strict_sent_step": True,
    "paid_when_authorized": False,
    "automatic_status": True,
    "status_when_paid": "in-realisation",
    "status_when_sent": "sent",
    "status_when_canceled": "canceled",
    "anonymous_access": ANONYMOUS_OFF,
    "enabled_carriers": "",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The plugin's settings for one request or task. `status_when_*` are slugs, "" means no change."""

    is_active: bool
    strict_sent_step: bool
    paid_when_authorized: bool
    automatic_status: bool
    status_when_paid: str
    status_when_sent: str
    status_when_canceled: str
    anonymous_access: str
    enabled_carriers: tuple[str, ...]

    @property
    def timeline_rules(self) -> TimelineRules:
        """The part that the timeline builder reads."""
        return TimelineRules(self.strict_sent_step, self.paid_when_authorized)


def settings_from(stored: StoredConfiguration) -> Settings:
    """Build settings from what is saved; anything absent or unreadable has its default."""
    values = {**DEFAULTS, **{name: value for name, value in stored.values.items() if value is not None}}
    access = _text(values["anonymous_access"]).lower()
    return Settings(
        is_active=DEFAULT_ACTIVE if stored.is_active is None else stored.is_active,
        strict_sent_step=_switch(values["strict_sent_step"]),
        paid_when_authorized=_switch(values["paid_when_authorized"]),
        automatic_status=_switch(values["automatic_status"]),
        status_when_paid=_text(values["status_when_paid"]),
        status_when_sent=_text(values["status_when_sent"]),
        status_when_canceled=_text(values["status_when_canceled"]),
        anonymous_access=access if access == ANONYMOUS_STEPS else ANONYMOUS_OFF,
        enabled_carriers=carrier_codes(_text(values["enabled_carriers"])),
    )


def carrier_codes(text: str) -> tuple[str, ...]:
    """Split a list of carrier codes: lower case, sorted, without repeats or blanks."""
    return tuple(sorted({code.strip().lower() for code in text.split(",") if code.strip()}))


def validate(values: Mapping[str, Any]) -> None:
    """Refuse settings that cannot work. Raises ValidationError that names each field at fault."""
    errors = {}
    access = _text(values.get("anonymous_access", ANONYMOUS_OFF)).lower()
    if access not in (ANONYMOUS_OFF, ANONYMOUS_STEPS):
        errors["anonymous_access"] = _invalid('Use "off" or "steps".')
    unknown = [code for code in carrier_codes(_text(values.get("enabled_carriers"))) if code not in CARRIERS]
    if unknown:
        errors["enabled_carriers"] = _invalid(f"Unknown carriers: {', '.join(unknown)}.")
    for name in ("status_when_paid", "status_when_sent", "status_when_canceled"):
        slug = _text(values.get(name))
        if slug and not _status_exists(slug):
            errors[name] = _invalid(f'There is no active status "{slug}".')
    if errors:
        raise ValidationError(errors)


def _invalid(message: str) -> ValidationError:
    return ValidationError(message, code="invalid")


def _status_exists(slug: str) -> bool:
    from .statuses.selectors import is_active_status

    return is_active_status(slug)


def _text(value: Any) -> str:
    return str(value or "").strip()


def _switch(value: Any) -> bool:
    """Saleor stores booleans, older rows hold the words "true" and "false"."""
    return value.strip().lower() == "true" if isinstance(value, str) else bool(value)
