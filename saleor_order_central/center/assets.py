"""Style and scripts of the customers' pages."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse

from ..assets import Assets
from .addresses import page_path
from .visit import PageMissing

_ASSETS = Assets(Path(__file__).with_name("static"))


def asset(request: Any, name: str) -> HttpResponse:
    """Answer for an address of `asset_path`; raises PageMissing for a name of another version."""
    response = _ASSETS.answer(request, name)
    if response.status_code == 404:
        raise PageMissing
    # A storefront of another origin loads the timeline element from here.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def asset_path(name: str) -> str:
    """Return the address of a file by its plain name, "" for one that this installation lacks."""
    addressed = _ASSETS.address(name)
    return page_path("asset", name=addressed) if addressed else ""
