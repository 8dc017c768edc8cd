"""Turns a template into HTML, with filters for what the API answers."""

from functools import cache
from pathlib import Path
from typing import Any

from django.template.backends.django import DjangoTemplates

_TEMPLATES = Path(__file__).parents[1] / "templates"
_FOLDER = "saleor_order_central/dashboard"


@cache
def _engine() -> Any:
    """An engine of our own: the host's marks missing values, and its context asks the database."""
    tags = ["saleor_order_central.page_tags", "saleor_order_central.dashboard.tags"]
    loaders = [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
    options = {"loaders": loaders, "builtins": tags}
    return DjangoTemplates(
        {"NAME": "order_central_dashboard", "DIRS": [_TEMPLATES], "APP_DIRS": False, "OPTIONS": options}
    )


def render(template: str, values: dict[str, Any], request: Any) -> str:
    """Return the HTML of a template of `templates/saleor_order_central/dashboard/`."""
    text: str = _engine().get_template(f"{_FOLDER}/{template}").render(values, request)
    return text
