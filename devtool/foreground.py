"""The one child that the user looks at: pytest, a shell, a management command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from devtool.process import STOP_SECONDS, child_setup, stop
from devtool.steps import Interrupted

_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_CLOSING = re.compile(rb"\bin \d+(\.\d+)?s\b")
_CHUNK = 65536


def run_foreground(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> int:
    """Hand the terminal to the child and return its exit code."""
    child = _start(command, env, cwd, stdout=None)
    return _finish(child)


def run_shown(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> tuple[int, str]:
    """Pass the output on as it comes; also return pytest's closing line."""
    child = _start(command, env, cwd, stdout=subprocess.PIPE)
    assert child.stdout is not None
    tail = b""
    try:
        while chunk := os.read(child.stdout.fileno(), _CHUNK):
            _show(chunk)
            tail = (tail + chunk)[-_CHUNK:]
    except Interrupted as interruption:
        _pass_on(child, interruption)
        raise
    return _finish(child), closing_line(tail)


def _show(chunk: bytes) -> None:
    sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def closing_line(output: bytes) -> str:
    """The last line that looks like pytest's summary, without colours and rulers."""
    for line in reversed(output.splitlines()):
        plain = _COLOUR.sub(b"", line)
        if _CLOSING.search(plain):
            return plain.decode(errors="replace").strip("= \r\n")
    return "no closing line"


def _start(
    command: Sequence[str | Path],
    env: Mapping[str, str],
    cwd: Path,
    stdout: int | None,
) -> subprocess.Popen[bytes]:
    # With a terminal the child must stay in its group, or reading from it fails.
    own_session = not sys.stdin.isatty()
    return subprocess.Popen(
        list(command),
        env=dict(env),
        cwd=cwd,
        stdin=None,
        stdout=stdout,
        start_new_session=own_session,
        preexec_fn=child_setup(),
    )


def _finish(child: subprocess.Popen[bytes]) -> int:
    try:
        return child.wait()
    except Interrupted as interruption:
        _pass_on(child, interruption)
        raise


def _pass_on(child: subprocess.Popen[bytes], interruption: Interrupted) -> None:
    """A terminal gave Ctrl-C to the child as well; anything else we hand on."""
    if not sys.stdin.isatty() and child.poll() is None:
        child.send_signal(interruption.signal_number)
    with suppress(subprocess.TimeoutExpired):
        # Reading on, or a child with much to say about its end would never reach it.
        output, _ = child.communicate(timeout=STOP_SECONDS)
        _show(output or b"")
    stop(child, interruption.signal_number)
