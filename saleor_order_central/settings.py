"""The plugin's settings as saved in Saleor."""

from .config import Settings, settings_from
from .host import get_host


def load_settings(*, using: str) -> Settings:
    """Read the settings in one statement."""
    return settings_from(get_host().stored_configuration(using=using))
