"""The navigation above every page."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from .addresses import BASE

# First part of the address, the label, and first parts of other addresses that belong to it.
_SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("orders", gettext_noop("Orders"), ("jobs",)),
    ("inbox", gettext_noop("Inbox"), ()),
    ("returns", gettext_noop("Returns"), ("withdrawals",)),
    ("customers", gettext_noop("Customers"), ("customer",)),
    ("statistics", gettext_noop("Statistics"), ("problems",)),
    ("statuses", gettext_noop("Statuses"), ()),
    ("templates", gettext_noop("Templates"), ()),
    ("carriers", gettext_noop("Carriers"), ()),
    ("settings", gettext_noop("Settings"), ()),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry."""

    label: str
    path: str
    is_here: bool


def sections_at(path: str) -> list[Section]:
    """Return the entries as they are seen from a page; what belongs to no other is one of the settings."""
    first = path.removeprefix(BASE).strip("/").partition("/")[0] or "orders"
    here = next((name for name, _label, more in _SECTIONS if first in (name, *more)), "settings")
    return [Section(gettext(label), f"{BASE}/{name}", name == here) for name, label, _more in _SECTIONS]
