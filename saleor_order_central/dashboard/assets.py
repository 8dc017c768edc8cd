"""Style and scripts of these pages."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse

from ..assets import Assets
from .addresses import page_path

_ASSETS = Assets(Path(__file__).with_name("static"))


def asset(request: Any, name: str) -> HttpResponse:
    """Answer for an address of `asset_path`."""
    return _ASSETS.answer(request, name)


def asset_path(name: str) -> str:
    """Return the address of a file by its plain name, "" for one that this installation lacks."""
    addressed = _ASSETS.address(name)
    return page_path("asset", name=addressed) if addressed else ""
