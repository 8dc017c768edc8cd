"""The plugin's settings as saved in Saleor."""

import time
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from .config import Settings, settings_from
from .host import get_host

RECENT_SECONDS = 2.0
_recent: list[tuple[float, Settings]] = []


def load_settings(*, using: str) -> Settings:
    """Read the settings in one statement."""
    return settings_from(get_host().stored_configuration(using=using))


def recent_settings() -> Settings:
    """Return settings that other processes may have changed within the last two seconds.

    For doors that are called many times a second; a change in this process counts at once.
    """
    if not _recent or time.monotonic() - _recent[0][0] > RECENT_SECONDS:
        _recent[:] = [(time.monotonic(), load_settings(using="default"))]
    return _recent[0][1]


@receiver(post_save, sender="plugins.PluginConfiguration")
def forget_settings(**_signal: Any) -> None:
    """Read the settings again next time."""
    _recent.clear()
