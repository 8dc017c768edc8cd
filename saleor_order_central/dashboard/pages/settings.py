"""The hub of what a shop sets up."""

from django.http import HttpResponse

from ...host.base import PLUGIN_ID
from ..editors.registry import EDITORS
from ..visit import Visit

_HERE = ("rules", "trusted-links", "return-reasons", "return-policies", "statuses", "templates", "carriers")


def settings(visit: Visit) -> HttpResponse:
    """Show where everything is set; GET."""
    editors = [EDITORS[name] for name in _HERE]
    return visit.page("settings.html", {"editors": editors, "plugin": f"/extensions/plugin/{PLUGIN_ID}"})
