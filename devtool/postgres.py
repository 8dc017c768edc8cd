"""A PostgreSQL of our own: one per command and host, loopback only, data that may be lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtool import pgfetch
from devtool.paths import outside, reachable_by
from devtool.ports import LOOPBACK, answers, any_free
from devtool.process import Account, Command, run_logged, unprivileged_account
from devtool.services import Service, Services
from devtool.steps import Failure

USER = "saleor"
NAME = "postgres"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    # Speed before safety: what is lost is made again.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "8MB",
    "max_wal_size": "1GB",
    "max_connections": "100",
    "max_locks_per_transaction": "256",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
START_ATTEMPTS = 3


@dataclass
class Postgres:
    """Binaries, a data directory, and the running server when there is one."""

    binaries: Path
    data: Path
    account: Account | None
    services: Services
    port: int = 0
    service: Service | None = None

    @property
    def url(self) -> str:
        return f"postgres://{USER}@{LOOPBACK}:{self.port}/{NAME}"

    @property
    def major(self) -> str:
        command: Command = [self.binaries / "postgres", "--version"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"\d+", text)
        return found[0] if found else text.strip()

    def initialise(self, log: Path) -> None:
        """An empty cluster, moved to its place only when it is whole."""
        part = self.data.with_name("data.new")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        self.own(part)
        command: Command = [self.binaries / "initdb", "-D", part, "-U", USER, "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", "--no-sync", "--wal-segsize=4"]
        run_logged(command, env=_environment(), cwd=Path("/"), log=log, what="initdb", account=self.account)
        self.put(part)

    def put(self, part: Path) -> None:
        """Make `part` the data directory."""
        shutil.rmtree(self.data, ignore_errors=True)
        part.rename(self.data)

    def own(self, directory: Path) -> None:
        """Hand a tree over to the user that the server runs as."""
        if self.account is None:
            return
        for base, _, files in os.walk(directory):
            for path in (base, *(os.path.join(base, name) for name in files)):
                os.chown(path, self.account.uid, self.account.gid)

    def start(self) -> None:
        """On a free port; another process may take it in between, so try again."""
        for attempt in range(START_ATTEMPTS):
            self.port = any_free()
            self.service = self._launch()
            try:
                self.services.wait_for(self.service, lambda: answers(self.port), 60, pause=0.05)
            except Failure:
                self.services.stop(self.service)
                taken = b"could not bind" in self.service.log.read_bytes()
                if not taken or attempt == START_ATTEMPTS - 1:
                    raise
            else:
                return

    def _launch(self) -> Service:
        command: Command = [self.binaries / "postgres", "-D", self.data, "-p", str(self.port)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        return self.services.start(
            "postgres",
            command,
            env=_environment(),
            cwd=Path("/"),
            marker=str(self.data),
            stop_signal=signal.SIGINT,
            account=self.account,
        )

    def stop(self) -> None:
        if self.service is not None:
            self.services.stop(self.service)
            self.service = None

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """The data directory at rest, to copy it."""
        self.stop()
        yield
        self.start()


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def prepare(directory: Path, services: Services, logs: Path) -> Postgres:
    """The server of that state directory, not yet started, with or without data."""
    account = unprivileged_account()
    area = directory / "pg"
    if account and not reachable_by(directory, account.uid):
        area = outside(directory)
        area.mkdir(mode=0o711, exist_ok=True)
        if area.stat().st_uid != os.getuid():
            raise Failure(f"{area} belongs to somebody else.")
    area.mkdir(parents=True, exist_ok=True)
    return Postgres(pgfetch.find(logs), area / "data", account, services)
