"""File locks: the kernel drops them when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def try_lock(path: Path) -> IO[str] | None:
    """The open, locked file, or None when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    handle.seek(0)
    handle.truncate()
    handle.write(f"{os.getpid()}\n")
    handle.flush()
    return handle


@contextmanager
def waiting_lock(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock; `on_wait` is called once when another process has it."""
    handle = try_lock(path)
    if handle is None:
        on_wait()
        handle = path.open("a+")
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        handle.close()


def claim_slot(base: Path, name: str, limit: int) -> tuple[Path, IO[str]] | None:
    """The first free directory of `name`, `name-2`, … with its lock, or None when all are taken."""
    for number in range(1, limit + 1):
        directory = base / (name if number == 1 else f"{name}-{number}")
        handle = try_lock(directory / "lock")
        if handle is not None:
            return directory, handle
    return None
