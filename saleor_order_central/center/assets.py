"""Style and scripts, served by the plugin itself under names that change with their content."""

from dataclasses import dataclass
from functools import cache
from gzip import compress
from hashlib import sha256
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from .addresses import page_path
from .visit import PageMissing

STATIC = Path(__file__).with_name("static")
HTMX = "htmx.js"
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `packed` is the same for browsers that take gzip."""

    content_type: str
    data: bytes
    packed: bytes


def asset(request: Any, name: str) -> HttpResponse:
    """Answer for an address of `asset_path`; 404 for a name of another version."""
    found = _by_address().get(name)
    if found is None:
        raise PageMissing
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if is_packed else found.data, content_type=found.content_type)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOREVER
    # A storefront of another origin loads the timeline element from here.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def asset_path(name: str) -> str:
    """Return the address of a file by its plain name, "" for one that this installation lacks."""
    addressed = _addresses().get(name, "")
    return page_path("asset", name=addressed) if addressed else ""


@cache
def _addresses() -> dict[str, str]:
    return {name: _addressed(name, found.data) for name, found in _assets().items()}


@cache
def _by_address() -> dict[str, Asset]:
    return {_addresses()[name]: found for name, found in _assets().items()}


@cache
def _assets() -> dict[str, Asset]:
    files = {path.name: path for path in STATIC.iterdir()} | _htmx()
    return {name: _asset(name, path.read_bytes()) for name, path in files.items()}


def _htmx() -> dict[str, Path]:
    """Return the script out of `django-htmx`, if the shop has installed it; its Python code is not used."""
    spec = find_spec("django_htmx")
    if spec is None or spec.origin is None:
        return {}
    path = Path(spec.origin).with_name("static") / "django_htmx" / "htmx-2.min.js"
    return {HTMX: path} if path.is_file() else {}


def _asset(name: str, data: bytes) -> Asset:
    kind = guess_type(name)[0] or "application/octet-stream"
    text = "text/javascript" if kind.endswith("javascript") else kind
    return Asset(f"{text}; charset=utf-8", data, compress(data, mtime=0))


def _addressed(name: str, data: bytes) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{stem}.{sha256(data).hexdigest()[:16]}.{ending}"
