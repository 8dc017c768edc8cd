"""A payment app as Saleor 3 knows them: a small web server on 127.0.0.1 that answers its requests."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

# What the app asks Saleor to send: with the id of the granted refund it knows a repeated request.
SUBSCRIPTION = """subscription { event { ... on TransactionRefundRequested {
  action { amount actionType } grantedRefund { id reason } transaction { id pspReference } } } }"""


class PaymentApp:
    """`requests` are what Saleor sent, in order. `answers` are given one by one, then `answer` for good."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}
        app = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                app.requests.append(json.loads(self.rfile.read(length)))
                answer = app.answers.pop(0) if app.answers else app.answer
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Nothing on the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def takes_on(self, reference: str) -> None:
        """Say that the refund is on its way; its end is reported later."""
        self.answers.append({"pspReference": reference})

    def pays(self, reference: str, amount: str) -> None:
        """Say that the money is back already."""
        self.answers.append({"pspReference": reference, "result": "REFUND_SUCCESS", "amount": amount})

    def refuses(self, reference: str, amount: str, message: str) -> None:
        """Say that there is no money."""
        self.answers.append(
            {"pspReference": reference, "result": "REFUND_FAILURE", "amount": amount, "message": message}
        )

    def __enter__(self) -> PaymentApp:
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
