"""Where messages end in tests: a mail server and a gateway for text messages, both real and local.

`with SmtpSink() as sink:` and `with SmsGateway() as gateway:` listen on 127.0.0.1 until the block ends.
"""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from aiosmtpd.controller import Controller

from devtool.ports import any_free

LOCAL = "127.0.0.1"


class SmtpSink:
    """A mail server. `messages` are what it accepted, in the order of their arrival.

    What it does to a recipient: `refuse(address)` answers RCPT with 550, `put_off(address)` with 451,
    `close(address)` with 421, `reject(address)` answers the text with 554, `drop(address)` closes the
    connection instead of answering, and `lose_answer(address)` accepts the message and then closes.
    `refused_senders` are addresses that may not send. `delay` are seconds before each answer to a text.
    """

    def __init__(self) -> None:
        self.port = any_free()
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.delay = 0.0
        self.refused_senders: set[str] = set()
        self._behaviours: dict[str, str] = {}
        self._arrived = threading.Condition()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """Its address in the form of EMAIL_URL."""
        return f"smtp://{LOCAL}:{self.port}/"

    @property
    def settings(self) -> dict[str, Any]:
        """Django's settings that send mail here."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": LOCAL,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
            "EMAIL_TIMEOUT": None,
        }

    def refuse(self, address: str) -> None:
        self._behaviours[address] = "refuse"

    def put_off(self, address: str) -> None:
        self._behaviours[address] = "put_off"

    def close(self, address: str) -> None:
        self._behaviours[address] = "close"

    def reject(self, address: str) -> None:
        self._behaviours[address] = "reject"

    def drop(self, address: str) -> None:
        self._behaviours[address] = "drop"

    def lose_answer(self, address: str) -> None:
        self._behaviours[address] = "lose_answer"

    def behave(self) -> None:
        """Accept everything again."""
        self._behaviours.clear()
        self.delay, self.refused_senders = 0.0, set()

    def to(self, address: str) -> list[EmailMessage]:
        """What one recipient got."""
        return [message for message, to in zip(self.messages, self.recipients, strict=True) if to == address]

    def wait_for(self, number: int, seconds: float = 30) -> None:
        """Wait until at least so many messages have arrived."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.messages) >= number, seconds), len(self.messages)

    def start(self) -> None:
        """Listen, on the same port after a `stop`."""
        self._controller = Controller(self, hostname=LOCAL, port=self.port)
        self._controller.start()
        self.connections = 0

    def stop(self) -> None:
        """Refuse connections from now on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def __enter__(self) -> SmtpSink:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # What aiosmtpd calls

    async def handle_EHLO(
        self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.refused_senders:
            return "550 5.7.1 Sender refused"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        behaviour = self._behaviours.get(address)
        if behaviour == "refuse":
            return "550 5.1.1 No such mailbox"
        if behaviour == "put_off":
            return "451 4.2.1 Mailbox busy"
        if behaviour == "close":
            return "421 4.3.2 Closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        if self.delay:
            await asyncio.sleep(self.delay)
        (address,) = envelope.rcpt_tos
        behaviour = self._behaviours.get(address)
        if behaviour == "reject":
            return "554 5.7.1 Refused"
        if behaviour != "drop":
            message = message_from_bytes(envelope.content, policy=policy.default)
            with self._arrived:
                self.messages.append(message)
                self.recipients.append(address)
                self._arrived.notify_all()
        if behaviour in ("drop", "lose_answer"):
            server.transport.abort()
        return "250 OK"


@dataclass(frozen=True)
class SmsRequest:
    """One text message as it reached the gateway. `key` is the idempotency key."""

    phone: str
    text: str
    title: str
    key: str


@dataclass
class SmsGateway:
    """A gateway over HTTP. `messages` are what it accepted, in the order of their arrival.

    `answers` maps a phone to the HTTP status that it is refused with, `delay` are seconds before each answer.
    """

    messages: list[SmsRequest] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    delay: float = 0.0
    asked: int = 0

    def __post_init__(self) -> None:
        self._server = ThreadingHTTPServer((LOCAL, 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Its address for the setting `sms_gateway`."""
        port = self._server.server_address[1]
        return f"json://{LOCAL}:{port}/to/{{phone}}?+Idempotency-Key={{key}}"

    def __enter__(self) -> SmsGateway:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler_of(gateway: SmsGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            gateway.asked += 1
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            phone = unquote(urlsplit(self.path).path).removeprefix("/to/")
            status = gateway.answers.get(phone, 200)
            if gateway.delay:
                threading.Event().wait(gateway.delay)
            if status == 200:
                key = self.headers.get("Idempotency-Key", "")
                gateway.messages.append(SmsRequest(phone, content["message"], content["title"], key))
            try:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: the tests look at `messages`."""

    return Handler
