"""Changes of what a shop chose for its centre."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..notifications.channel_settings import known_channel, required_language
from ..text import plain_line, plain_text, storable
from .book import load_activation
from .colors import LEAST_CONTRAST, Colors, contrast, normalise_color
from .features import FeatureCode, FeatureState, shipped_state
from .models import CenterSettings

URL_LIMIT = 500
TITLE_LIMIT = 120
TEXT_LIMIT = 2000
_LIMITS = {"title": TITLE_LIMIT, "intro": TEXT_LIMIT, "footer": TEXT_LIMIT}
_LOCAL = ("localhost", "127.0.0.1")


def save_center_settings(values: Mapping[str, Any]) -> CenterSettings:
    """Change the choices of a channel; absent and null values stay, empty texts fall back.

    `values` may hold channel, is_enabled, follows_shop (the channel's own switch is forgotten),
    primary_color, background_color, text_color, logo_url, support_url, texts and features. Raises
    OrderCentralFault: INVALID with the field, UNSUPPORTED_HOST for a channel where the host has none,
    FEATURE_DISABLED for a feature that this release does not have.
    """
    channel = known_channel(values.get("channel") or "")
    with transaction.atomic():
        CenterSettings.objects.get_or_create(channel=channel)
        row = CenterSettings.objects.select_for_update().get(channel=channel)
        _switch(row, values)
        for column, field in _COLORS.items():
            if values.get(column) is not None:
                setattr(row, column, _color(values[column], field))
        for column, field in _URLS.items():
            if values.get(column) is not None:
                setattr(row, column, web_address(values[column], field))
        for text in values.get("texts") or ():
            _keep_text(row, text)
        for feature in values.get("features") or ():
            _keep_feature(row, feature)
        row.save()
        _check_contrast(channel)
    return row


_COLORS = {"primary_color": "primaryColor", "background_color": "backgroundColor", "text_color": "textColor"}
_URLS = {"logo_url": "logoUrl", "support_url": "supportUrl"}


def _switch(row: CenterSettings, values: Mapping[str, Any]) -> None:
    if values.get("follows_shop"):
        row.is_enabled = None
    elif values.get("is_enabled") is not None:
        row.is_enabled = values["is_enabled"]


def _color(value: str, field: str) -> str:
    if not value.strip():
        return ""
    color = normalise_color(value)
    if color is None:
        raise invalid(field, "Write a colour as #rrggbb.")
    return color


def check_contrast(colors: Colors) -> None:
    """Raise INVALID for colours that not everybody can read (WCAG 2.2 AA)."""
    for ink, field in ((colors.text, "textColor"), (colors.primary, "primaryColor")):
        found = contrast(ink, colors.background)
        if found < LEAST_CONTRAST:
            raise invalid(
                field,
                f"The contrast to the background is {found:.1f} to 1; {LEAST_CONTRAST} to 1 is needed.",
            )


def _check_contrast(channel: str) -> None:
    """A colour of the shop counts in every channel that has none of its own, so all are looked at."""
    book = load_activation(using="default")
    for one in {channel} if channel else {"", *book.rows}:
        check_contrast(book.view(one).colors)


def web_address(value: str, field: str) -> str:
    """Return an https address, "" for none; http only on this machine, for trying. Raises INVALID."""
    text = storable(value.strip(), field)
    if not text:
        return ""
    parts = urlsplit(text) if text.isascii() and text.isprintable() and " " not in text else None
    is_local = parts is not None and parts.scheme == "http" and parts.hostname in _LOCAL
    if parts is None or not parts.hostname or "@" in parts.netloc or "\\" in text or len(text) > URL_LIMIT:
        raise invalid(field, "Write a whole https address.")
    if parts.scheme != "https" and not is_local:
        raise invalid(field, "Write a whole https address.")
    return text


def _keep_text(row: CenterSettings, text: Mapping[str, Any]) -> None:
    language = required_language(text["language_code"], "texts") if text.get("language_code") else ""
    kept = dict(row.texts.get(language, {}))
    for name, limit in _LIMITS.items():
        if text.get(name) is not None:
            clean = plain_line if name == "title" else plain_text
            kept[name] = clean(text[name], "texts", limit=limit)
    row.texts = {**row.texts, language: {name: value for name, value in kept.items() if value}}


def _keep_feature(row: CenterSettings, feature: Mapping[str, Any]) -> None:
    code, state = FeatureCode(feature["code"]), feature.get("state")
    kept = dict(row.features.get(code.value, {}))
    if state is not None:
        if state == FeatureState.READY.value and shipped_state(code) is not FeatureState.READY:
            raise OrderCentralFault(
                f"This release has no page for {code.value}; name the page to use instead.",
                ErrorCode.FEATURE_DISABLED,
                field="features",
            )
        kept["state"] = state
    if feature.get("fallback_url") is not None:
        kept["fallback_url"] = web_address(feature["fallback_url"], "features")
    row.features = {**row.features, code.value: kept}
