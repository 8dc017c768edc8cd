"""Style and scripts, served by the plugin itself under names that change with their content."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from gzip import compress
from hashlib import sha256
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseNotFound

HTMX = "htmx.js"
FOREVER = "public, max-age=31536000, immutable"
FOR_MINUTES = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `packed` is the same for browsers that take gzip."""

    content_type: str
    data: bytes
    packed: bytes


class Assets:
    """The files of one folder, and htmx where the shop has installed `django-htmx`.

    `fill` may complete a file once per process. Files in `named` also answer by their plain name, for pages
    that we do not write; browsers keep those for minutes only.
    """

    def __init__(
        self,
        folder: Path,
        *,
        fill: Callable[[str, bytes], bytes] | None = None,
        named: frozenset[str] = frozenset(),
    ) -> None:
        self.folder = folder
        self.fill = fill or (lambda _name, data: data)
        self.named = named

    def answer(self, request: Any, name: str) -> HttpResponse:
        """Answer for an addressed name; 404 for one of another version."""
        found = self._files[name] if name in self.named else self._by_address.get(name)
        if found is None:
            return HttpResponseNotFound()
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(found.packed if is_packed else found.data, content_type=found.content_type)
        if is_packed:
            response["Content-Encoding"] = "gzip"
        response["Vary"] = "Accept-Encoding"
        response["Cache-Control"] = FOR_MINUTES if name in self.named else FOREVER
        return response

    def address(self, name: str) -> str:
        """Return the addressed name of a file, "" for one that this installation lacks."""
        return self._addresses.get(name, "")

    @cached_property
    def _files(self) -> dict[str, Asset]:
        files = {path.name: path for path in self.folder.iterdir()} | _htmx()
        return {name: _asset(name, self.fill(name, path.read_bytes())) for name, path in files.items()}

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {name: _addressed(name, found.data) for name, found in self._files.items()}

    @cached_property
    def _by_address(self) -> dict[str, Asset]:
        return {self._addresses[name]: found for name, found in self._files.items()}


def _htmx() -> dict[str, Path]:
    """Return the script out of `django-htmx`; its Python code is not used."""
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
