"""A page that plays Saleor's Dashboard around ours, on its own origin, with the events of the real SDK."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

PAGE = Path(__file__).with_suffix(".html")
# The SDK imports these beside what is tried here, which draws nothing and logs nothing.
STUBS = {
    "react.js": (
        "const nothing = () => undefined; export const useCallback = nothing, useContext = nothing, "
        "useEffect = nothing, useMemo = nothing, useState = nothing, createElement = nothing;"
        "export const createContext = () => ({}); export default {};"
    ),
    "debug.js": "const silent = () => { const say = () => {}; say.extend = silent; return say; };"
    "silent.debug = silent; export default silent;",
}


class DashboardHost:
    """Serves the page, the SDK and the stubs on a free port of this machine."""

    def __init__(self, sdk: Path) -> None:
        handler = partial(_Handler, directory=str(sdk))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.url = f"http://localhost:{self.server.server_port}"

    def __enter__(self) -> DashboardHost:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            return self._answer(PAGE.read_text(encoding="utf-8"), "text/html")
        if path.startswith("/stub/"):
            return self._answer(STUBS[path.rpartition("/")[2]], "text/javascript")
        self.path = path.removeprefix("/sdk")
        return super().do_GET()

    def _answer(self, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
