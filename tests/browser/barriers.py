"""What axe-core finds on a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

SERIOUS = {"serious", "critical"}
_IS_THERE = "'axe' in window"


def barriers_of(view: Page | Frame, *rules: str) -> list[str]:
    """Serious and critical findings on the page as it stands, by all rules or some.

    The script is big, and what it says of rules that hold is bigger: neither travels without need.
    """
    axe = Axe("null" if view.evaluate(_IS_THERE) else AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    return [
        f"{one['id']}: {node['html'][:140]}"
        for one in axe.run(view, options=options).response["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
