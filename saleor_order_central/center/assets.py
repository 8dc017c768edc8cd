"""Style and scripts of the customers' pages, and the timeline element of storefronts."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from ..assets import Assets
from ..language import speaking
from .addresses import page_path
from .languages import NAMES
from .visit import PageMissing
from .wording import STATES, state_name

TIMELINE = "timeline.js"


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


def _with_words(name: str, data: bytes) -> bytes:
    """Put the states of steps in every language into the timeline element."""
    if name != TIMELINE:
        return data
    words = {}
    for language in NAMES:
        with speaking(language):
            words[language] = {code: state_name(code) for code in STATES}
    return data.replace(b"WORDS = {}", b"WORDS = " + json.dumps(words, ensure_ascii=False).encode(), 1)


_ASSETS = Assets(Path(__file__).with_name("static"), fill=_with_words, named=frozenset({TIMELINE}))
