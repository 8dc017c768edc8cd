"""What the user sees: one line per step with a counter and its time, and the log when it fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TAIL_LINES = 25


class Failure(Exception):
    """A step that cannot go on. The text tells the user why; `log` says where to read more."""

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log


class Interrupted(Exception):
    """Ctrl-C, or a request to end, seen by the driver."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(f"stopped by signal {signal_number}")
        self.signal_number = signal_number


class Step:
    """A running step; `note` is what its closing line says."""

    def __init__(self) -> None:
        self.note = "done"


class Steps:
    """Numbers the steps of one command."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.number = 0

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        self.number += 1
        label = f"[{self.number}/{self.total}] {title}"
        step, started = Step(), time.monotonic()
        try:
            yield step
        except BaseException:
            say(f"{label:<34} FAILED  {time.monotonic() - started:6.1f} s")
            raise
        say(f"{label:<34} {time.monotonic() - started:6.1f} s  {step.note}")


def say(text: str = "") -> None:
    print(text, flush=True)


def report(failure: Failure) -> None:
    """Why it failed, then the end of the log and where the rest of it is."""
    print(f"\ndev.py: {failure}", file=sys.stderr)
    if failure.log and failure.log.exists():
        lines = failure.log.read_text(errors="replace").splitlines()
        for line in lines[-TAIL_LINES:]:
            print(f"  | {line}", file=sys.stderr)
        print(f"  log: {failure.log}", file=sys.stderr)
    sys.stderr.flush()
