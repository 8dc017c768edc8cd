"""Reads the settings about guests. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..setting_values import number_of, switch_of, text_of
from .client import Network, read_networks
from .fields import ACCESS_DEFAULTS, ACCESS_NUMBERS
from .kinds import AccessRules


def access_rules(values: Mapping[str, Any]) -> AccessRules:
    """Build the rules from what is saved; anything unreadable has its default."""
    return AccessRules(
        is_on=switch_of(values["guest_access"]),
        code_life=timedelta(minutes=_number(values, "guest_code_minutes")),
        grant_life=timedelta(minutes=_number(values, "guest_grant_minutes")),
        link_life=timedelta(days=_number(values, "guest_link_days")),
        trusted_networks=networks_of(values["trusted_proxies"]) or (),
    )


def networks_of(value: Any) -> tuple[Network, ...] | None:
    """Read networks, None for a text that is none."""
    try:
        return read_networks(text_of(value))
    except ValueError:
        return None


def _number(values: Mapping[str, Any], name: str) -> int:
    lowest, highest = ACCESS_NUMBERS[name]
    found = number_of(values[name], highest, lowest=lowest)
    return int(ACCESS_DEFAULTS[name]) if found is None else found
