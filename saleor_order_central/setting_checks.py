"""What the plugin's settings may be."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from .access.fields import ACCESS_NUMBERS
from .access.reading import networks_of
from .activation.fields import origin_problem
from .config import (
    ANONYMOUS_OFF,
    ANONYMOUS_STEPS,
    DEFAULTS,
    MAX_DAYS,
    MAX_HOURS,
    MAX_UNDO_SECONDS,
    MIN_SECRET,
    SALEOR_MAILS,
    SALEOR_MAILS_AUTO,
    carrier_codes,
    zone_of,
)
from .conversations.fields import conversation_errors
from .origins import are_web_origins
from .privacy.fields import RETENTION_FIELDS
from .promises.fields import CALENDAR_DAYS, WORKING_DAYS
from .setting_values import number_of, text_of
from .tracking import CARRIERS

# With 0 days an order would be canceled before its customer could pay.
_NUMBERS = {
    "undo_seconds": (0, MAX_UNDO_SECONDS),
    "review_request_days": (0, MAX_DAYS),
    "unpaid_reminder_days": (1, MAX_DAYS),
    "unpaid_cancel_days": (1, MAX_DAYS),
    "delay_notice_days": (0, MAX_DAYS),
    "pickup_wait_days": (1, MAX_DAYS),
    **dict.fromkeys(RETENTION_FIELDS, (1, MAX_DAYS)),
    "quiet_hours": (1, MAX_HOURS),
    **ACCESS_NUMBERS,
}


def validate(values: Mapping[str, Any]) -> None:
    """Refuse settings that cannot work. Raises ValidationError that names each field at fault."""
    errors = {}
    access = text_of(values.get("anonymous_access", ANONYMOUS_OFF)).lower()
    if access not in (ANONYMOUS_OFF, ANONYMOUS_STEPS):
        errors["anonymous_access"] = _invalid('Use "off" or "steps".')
    unknown = [
        code for code in carrier_codes(text_of(values.get("enabled_carriers"))) if code not in CARRIERS
    ]
    if unknown:
        errors["enabled_carriers"] = _invalid(f"Unknown carriers: {', '.join(unknown)}.")
    errors.update(_number_errors(values))
    if networks_of(values.get("trusted_proxies")) is None:
        errors["trusted_proxies"] = _invalid('Write networks such as "10.0.0.0/8", separated by commas.')
    zone = text_of(values.get("time_zone"))
    if zone and zone_of(zone) is None:
        errors["time_zone"] = _invalid('Write the name of a zone such as "Europe/Warsaw".')
    if text_of(values.get("delivery_day_kind") or WORKING_DAYS).lower() not in (WORKING_DAYS, CALENDAR_DAYS):
        errors["delivery_day_kind"] = _invalid('Use "working" or "calendar".')
    if text_of(values.get("saleor_mails") or SALEOR_MAILS_AUTO).lower() not in SALEOR_MAILS:
        errors["saleor_mails"] = _invalid('Use "auto", "on" or "off".')
    for name in ("order_page_url", "product_page_url"):
        address = text_of(values.get(name))
        if address and not address.lower().startswith(("https://", "http://")):
            errors[name] = _invalid("Write a whole address that begins with https://.")
    if problem := origin_problem(text_of(values.get("storefront_origins"))):
        errors["storefront_origins"] = _invalid(problem)
    if not are_web_origins(text_of(values.get("dashboard_origins"))):
        errors["dashboard_origins"] = _invalid("Write whole addresses such as https://dashboard.example.com.")
    if problem := _gateway_error(text_of(values.get("sms_gateway"))):
        errors["sms_gateway"] = _invalid(problem)
    for name in ("carrier_webhook_secret", "easypost_webhook_secret"):
        secret = text_of(values.get(name))
        if secret and len(secret) < MIN_SECRET:
            errors[name] = _invalid(f"Use {MIN_SECRET} characters or more.")
    for name in (name for name in DEFAULTS if name.startswith("status_when_")):
        slug = text_of(values.get(name))
        if slug and not _status_exists(slug):
            errors[name] = _invalid(f'There is no active status "{slug}".')
    errors.update({name: _invalid(text) for name, text in conversation_errors(values).items()})
    if errors:
        raise ValidationError(errors)


def _number_errors(values: Mapping[str, Any]) -> dict[str, ValidationError]:
    return {
        name: _invalid(f"Write a whole number from {lowest} to {highest}.")
        for name, (lowest, highest) in _NUMBERS.items()
        if text_of(values.get(name)) and number_of(values[name], highest, lowest=lowest) is None
    }


def _invalid(message: str) -> ValidationError:
    return ValidationError(message, code="invalid")


def _status_exists(slug: str) -> bool:
    from .statuses.selectors import is_active_status

    return is_active_status(slug)


def _gateway_error(address: str) -> str:
    from .notifications.channels.sms import gateway_error

    return gateway_error(address) if address else ""
