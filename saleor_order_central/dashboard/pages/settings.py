"""The hub of what a shop sets up."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...host.base import PLUGIN_ID
from ..addresses import page_path
from ..editors.registry import EDITORS
from ..visit import Visit

# A string names an editor; a page of its own stands with its name and label.
_GROUPS: tuple[tuple[Any, tuple[str | tuple[str, Any], ...]], ...] = (
    (_("Orders"), ("statuses", "rules")),
    (
        _("Messages"),
        (
            "templates",
            ("senders", _("Senders")),
            ("instructions", _("Payment instructions")),
            "contacts",
            ("thread-states", _("States of conversations")),
        ),
    ),
    (_("Parcels"), ("carriers", "trusted-links")),
    (
        _("Returns"),
        ("return-reasons", "return-policies", ("withdrawal-settings", _("Withdrawal function"))),
    ),
    (_("Shop"), (("center", _("Customers' pages")), ("configuration", _("Configuration file")))),
)


def settings(visit: Visit) -> HttpResponse:
    """Show where everything is set; GET."""
    groups = [(title, [_link(one) for one in members]) for title, members in _GROUPS]
    return visit.page("settings.html", {"groups": groups, "plugin": f"/extensions/plugin/{PLUGIN_ID}"})


def _link(member: str | tuple[str, Any]) -> tuple[Any, str]:
    if isinstance(member, str):
        return EDITORS[member].title, page_path("editor", editor=member)
    name, label = member
    return label, page_path(name)
