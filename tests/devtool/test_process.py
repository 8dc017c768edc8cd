"""Children must not outlive the driver, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devtool.paths import ROOT
from devtool.process import command_line, stop_stale
from devtool.steps import Failure, report

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a parent-death signal")

DRIVER = """
import os, sys, time
from pathlib import Path
from devtool.services import Services, ending_signals
from devtool.steps import Interrupted

child = "import signal, sys, time; " \\
    "signal.signal(signal.SIGTERM, lambda *_: (print(sys.argv[1], flush=True), sys.exit())); " \\
    "print('up', flush=True); time.sleep(60)"
state = Path(sys.argv[1])
services = Services(state)
try:
    with ending_signals():
        for name in ("first", "second"):
            command = [sys.executable, "-c", child, name]
            one = services.start(name, command, env=os.environ, cwd=state, marker=name)
            services.wait_for(one, lambda one=one: b"up" in one.log.read_bytes(), 10)
        print(*(one.child.pid for one in services.running), flush=True)
        time.sleep(60)
except Interrupted as interruption:
    order = [one.name for one in reversed(services.running)]
    services.stop_all()
    print(*order, interruption.signal_number, flush=True)
"""


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", DRIVER, str(tmp_path)]
    # A parent that ignores Ctrl-C hands this down; the driver must not care.
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )  # fmt: skip
    assert process.stdout
    children = [int(pid) for pid in process.stdout.readline().split()]
    assert len(children) == 2
    yield process, children
    process.kill()
    process.wait()
    process.stdout.close()


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def all_gone(pids: list[int]) -> bool:
    return not any(command_line(pid) for pid in pids)


@LINUX
def test_nothing_is_left_after_sudden_death(driver: tuple[subprocess.Popen[str], list[int]]) -> None:
    process, children = driver

    process.kill()

    assert wait_until(lambda: all_gone(children))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_in_reverse_order(driver: tuple[subprocess.Popen[str], list[int]], number: int) -> None:
    process, children = driver
    assert process.stdout

    process.send_signal(number)

    assert process.stdout.readline().split() == ["second", "first", str(int(number))]
    assert all_gone(children)


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[str]]:
    """A process with `marked` in its command line, collected as soon as it ends."""
    code = "import time; print('up', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code, "marked"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        signal.signal(signal.SIGCHLD, lambda *_: process.poll())
        yield process
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        process.kill()


def test_a_leftover_is_ended(sleeper: subprocess.Popen[str], tmp_path: Path) -> None:
    pid_file = tmp_path / "service.pid"
    pid_file.write_text(str(sleeper.pid))

    assert stop_stale(pid_file, "marked")

    assert sleeper.wait() == -signal.SIGTERM
    assert not pid_file.exists()


def test_a_stranger_with_the_same_number_is_left_alone(
    sleeper: subprocess.Popen[str], tmp_path: Path
) -> None:
    pid_file = tmp_path / "service.pid"
    pid_file.write_text(str(sleeper.pid))

    assert not stop_stale(pid_file, "another-service")

    assert sleeper.poll() is None


def test_a_failure_shows_the_end_of_its_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "step.log"
    log.write_text("".join(f"line {number}\n" for number in range(100)))

    report(Failure("the step failed", log))

    shown = capsys.readouterr().err
    assert "the step failed" in shown
    assert "line 99" in shown
    assert "line 1\n" not in shown
    assert str(log) in shown
