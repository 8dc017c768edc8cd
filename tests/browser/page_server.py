"""Pages of a test on an origin of their own, beside the modules of the real AppBridge SDK."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

# The SDK imports these beside what is tried here, which draws nothing and logs nothing.
STUBS = {
    "/stub/react.js": (
        "const nothing = () => undefined; export const useCallback = nothing, useContext = nothing, "
        "useEffect = nothing, useMemo = nothing, useState = nothing, createElement = nothing;"
        "export const createContext = () => ({}); export default {};"
    ),
    "/stub/debug.js": "const silent = () => { const say = () => {}; say.extend = silent; return say; };"
    "silent.debug = silent; export default silent;",
}


class PageServer:
    """Serves files by their addresses, the SDK below /sdk and the stubs, on a free port of this machine."""

    def __init__(self, sdk: Path, pages: Mapping[str, Path]) -> None:
        handler = partial(_Handler, pages, directory=str(sdk))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.url = f"http://localhost:{self.server.server_port}"

    def __enter__(self) -> PageServer:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def __init__(self, pages: Mapping[str, Path], *parts: Any, **options: Any) -> None:
        self.pages = pages
        super().__init__(*parts, **options)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.pages:
            page = self.pages[path]
            return self._answer(page.read_bytes(), self.guess_type(page))
        if path in STUBS:
            return self._answer(STUBS[path].encode(), "text/javascript")
        self.path = path.removeprefix("/sdk")
        return super().do_GET()

    def end_headers(self) -> None:
        """A browser need not ask twice; every server has an address of its own."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def _answer(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
