"""The navigation above every page."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from .addresses import page_path

# Name of the page, the editor that it shows if any, and the label.
_SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("orders", "", gettext_noop("Orders")),
    ("inbox", "", gettext_noop("Inbox")),
    ("returns", "", gettext_noop("Returns")),
    ("customers", "", gettext_noop("Customers")),
    ("statistics", "", gettext_noop("Statistics")),
    ("editor", "statuses", gettext_noop("Statuses")),
    ("editor", "templates", gettext_noop("Templates")),
    ("editor", "carriers", gettext_noop("Carriers")),
    ("settings", "", gettext_noop("Settings")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry."""

    label: str
    path: str
    is_here: bool


def sections_at(path: str) -> list[Section]:
    """Return the entries as they are seen from a page."""
    found = [
        (gettext(label), page_path(name, editor=editor) if editor else page_path(name))
        for name, editor, label in _SECTIONS
    ]
    return [Section(label, goal, path.startswith(goal)) for label, goal in found]
