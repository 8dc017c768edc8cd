"""Checks of the fields of a status, one function per field; each raises OrderCentralFault naming it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..host import get_host
from ..notifications.models import ChannelKind, MessageTemplate
from ..text import plain_line, plain_text
from .models import Requirement, StatusFact

NAME_LIMIT = 250
DESCRIPTION_LIMIT = 5_000
SLUG_LIMIT = 64
LIST_LIMIT = 200
MAX_SILENT_HOURS = 24 * 365
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", re.ASCII)


def clean_name(value: str | None) -> str:
    """A name is required."""
    name = plain_line(value, "name", limit=NAME_LIMIT)
    if not name:
        raise required("name")
    return name


def clean_slug(value: str | None) -> str:
    """Small letters, digits and hyphens."""
    slug = (value or "").strip()
    if not _SLUG.match(slug) or len(slug) > SLUG_LIMIT:
        raise invalid("slug", "Use small letters, digits and hyphens, 64 characters at most.")
    return slug


def _color(value: str | None) -> str:
    color = (value or "").strip()
    if color and not _COLOR.match(color):
        raise invalid("color", "Write the colour as #rrggbb.")
    return color.lower()


def clean_channels(value: Sequence[str] | None, field: str = "channels") -> list[str]:
    """Slugs of channels that exist; UNSUPPORTED_HOST where there are none."""
    slugs = _distinct(value, field)
    if slugs and not get_host().capabilities.channels:
        raise OrderCentralFault(
            "This Saleor release has no channels.", ErrorCode.UNSUPPORTED_HOST, field=field
        )
    if slugs and (unknown := sorted(set(slugs) - get_host().channel_slugs())):
        raise invalid(field, f"Unknown channels: {', '.join(unknown)}.")
    return sorted(slugs)


def clean_gateways(value: Sequence[str] | None) -> list[str]:
    """Identifiers of payment gateways; any text, as gateways come and go with apps."""
    return sorted(
        plain_line(one, "paymentGateways", limit=255) for one in _distinct(value, "paymentGateways")
    )


def _next_statuses(value: Sequence[str] | None) -> list[str] | None:
    """None stays None: any status may follow. Unknown slugs are refused where all statuses are at hand."""
    return None if value is None else _distinct(value, "nextStatuses")


def _requirements(value: Sequence[str] | None) -> list[str]:
    wanted = set(_distinct(value, "requirements"))
    if unknown := sorted(wanted - set(Requirement.values)):
        raise invalid("requirements", f"Unknown requirements: {', '.join(unknown)}.")
    return [name for name in Requirement.values if name in wanted]


def _notify_by_default(value: Sequence[str] | None) -> list[str]:
    wanted = set(_distinct(value, "notifyByDefault"))
    if unknown := sorted(wanted - set(ChannelKind.values)):
        raise invalid("notifyByDefault", f"Unknown kinds of channels: {', '.join(unknown)}.")
    return [name for name in ChannelKind.values if name in wanted]


def _distinct(value: Sequence[str] | None, field: str) -> list[str]:
    """Drop blanks and repeats, keep the order."""
    texts = list(dict.fromkeys(one.strip() for one in value or () if one.strip()))
    if len(texts) > LIST_LIMIT:
        raise OrderCentralFault(f"At most {LIST_LIMIT} are allowed.", ErrorCode.TOO_MANY_ITEMS, field=field)
    return texts


def _silent_after_hours(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= MAX_SILENT_HOURS:
        raise invalid("silentAfterHours", f"Write 1 to {MAX_SILENT_HOURS} hours, or nothing.")
    return value


def _template(field: str) -> Callable[[str | None], MessageTemplate | None]:
    def find(slug: str | None) -> MessageTemplate | None:
        if not slug:
            return None
        template = MessageTemplate.objects.filter(slug=slug).first()
        if template is None:
            raise not_found(field, f'There is no template "{slug}".')
        return template

    return find


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": clean_name,
    "slug": clean_slug,
    "color": _color,
    "channels": clean_channels,
    "type": lambda value: value or None,
    "fact": lambda value: value or StatusFact.NONE,
    "visibility": lambda value: value,
    "is_active": bool,
    "customer_label": lambda value: plain_line(value, "customerLabel", limit=NAME_LIMIT),
    "customer_description": lambda value: plain_text(value, "customerDescription", limit=DESCRIPTION_LIMIT),
    "next_statuses": _next_statuses,
    "requirements": _requirements,
    "payment_gateways": clean_gateways,
    "notify_by_default": _notify_by_default,
    "message_template": _template("messageTemplate"),
    "silent_after_hours": _silent_after_hours,
    "silent_template": _template("silentTemplate"),
}

TRANSLATION_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": lambda value: plain_line(value, "name", limit=NAME_LIMIT),
    "customer_label": CLEANERS["customer_label"],
    "customer_description": CLEANERS["customer_description"],
}
