"""A provider's server in tests: real HTTP on 127.0.0.1, answers by path, every request kept.

`with ProviderServer() as server:` listens until the block ends. `server.answer(path, status, body)` says
what a path answers; several calls in a row answer one after the other, the last one stays.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOCAL = "127.0.0.1"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; names of headers are in lower case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Behaviour:
    """One answer. `cut` sends only so many bytes of the body, `drip` seconds pass before every byte."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: int | None = None
    drip: float = 0.0


class ProviderServer:
    """`asked` are the requests in the order of their arrival; unknown paths answer 404."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._behaviours: dict[str, list[Behaviour]] = defaultdict(list)
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._server = ThreadingHTTPServer((LOCAL, 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def host(self) -> str:
        return f"{LOCAL}:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def answer(self, path: str, status: int, body: Any = b"", **values: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._behaviours[path].append(Behaviour(status, content, **values))

    def forget(self) -> None:
        """No path answers any more, and nothing was asked."""
        self._behaviours.clear()
        self.asked.clear()

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def take(self, request: Asked) -> Behaviour:
        with self._lock:
            self.asked.append(request)
            waiting = self._behaviours.get(request.path) or [Behaviour(404, b"{}")]
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def wait(self, seconds: float) -> None:
        self._stopped.wait(seconds)

    def __enter__(self) -> ProviderServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()


def _handler_of(server: ProviderServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            found = server.take(
                Asked(
                    self.command,
                    parts.path,
                    parse_qs(parts.query),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                    monotonic(),
                )
            )
            server.wait(found.delay)
            try:
                self._send(found)
            except OSError:
                self.close_connection = True

        def do_POST(self) -> None:
            self.do_GET()

        def _send(self, found: Behaviour) -> None:
            self.send_response(found.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(found.body))}
            for name, value in {**headers, **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            body = found.body if found.cut is None else found.body[: found.cut]
            if found.drip:
                for byte in body:
                    server.wait(found.drip)
                    self.wfile.write(bytes([byte]))
            else:
                self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: the tests look at `asked`."""

    return Handler
