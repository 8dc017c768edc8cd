"""The services of one command, stopped in reverse order whatever happens."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from devtool.process import Account, spawn, stop, stop_stale
from devtool.steps import Failure, Interrupted

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Service:
    """A child that should live as long as the command."""

    name: str
    child: subprocess.Popen[bytes]
    log: Path
    pid_file: Path
    stop_signal: int

    def is_running(self) -> bool:
        return self.child.poll() is None

    def stop(self) -> None:
        stop(self.child, self.stop_signal)
        self.pid_file.unlink(missing_ok=True)


class Services:
    """Starts services, notices a dead one, stops them last to first."""

    def __init__(self, directory: Path) -> None:
        self.run_directory = directory / "run"
        self.log_directory = directory / "logs"
        self.running: list[Service] = []
        for path in (self.run_directory, self.log_directory):
            path.mkdir(parents=True, exist_ok=True)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        cwd: Path,
        marker: str,
        stop_signal: int = signal.SIGTERM,
        account: Account | None = None,
    ) -> Service:
        """`marker` is a text of the command line by which a leftover is recognised."""
        pid_file = self.run_directory / f"{name}.pid"
        stop_stale(pid_file, marker, stop_signal)
        log = self.log_directory / f"{name}.log"
        log.write_text("")
        child = spawn(command, env=env, cwd=cwd, log=log, death_signal=stop_signal, account=account)
        pid_file.write_text(str(child.pid))
        service = Service(name, child, log, pid_file, stop_signal)
        self.running.append(service)
        return service

    def check(self) -> None:
        """Raise when a service died, and name it."""
        for service in self.running:
            if not service.is_running():
                code = service.child.returncode
                raise Failure(f"{service.name} ended by itself (exit code {code})", service.log)

    def wait_for(
        self, service: Service, ready: Callable[[], bool], seconds: float, pause: float = 0.1
    ) -> None:
        """Wait until `ready()`; a service that dies meanwhile is reported at once."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not service.is_running():
                code = service.child.returncode
                raise Failure(f"{service.name} did not start (exit code {code})", service.log)
            if time.monotonic() > deadline:
                raise Failure(f"{service.name} is not ready after {seconds:.0f} s", service.log)
            time.sleep(pause)

    def stop(self, service: Service) -> None:
        self.running.remove(service)
        service.stop()

    def stop_all(self) -> None:
        while self.running:
            self.running.pop().stop()


@contextmanager
def ending_signals() -> Iterator[None]:
    """Turn the first signal into `Interrupted`; later ones must not disturb the clean-up."""

    def interrupt(number: int, _frame: FrameType | None) -> None:
        for each in ENDING_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(number)

    for each in ENDING_SIGNALS:
        signal.signal(each, interrupt)
    try:
        yield
    finally:
        for each in ENDING_SIGNALS:
            signal.signal(each, signal.SIG_DFL)
