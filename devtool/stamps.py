"""Stamps: a short hash of all that a result depends on, so that a second run can skip the work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from devtool.paths import write_atomically


def digest(*parts: str) -> str:
    """A short key of the given texts; the order counts."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part.encode())
    return total.hexdigest()[:12]


def digest_files(files: Iterable[Path], base: Path) -> str:
    """A key of names and contents, independent of where the checkout lies."""
    parts: list[str] = []
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        parts += [path.relative_to(base).as_posix(), content]
    return digest(*parts)


def digest_listing(files: Iterable[Path], base: Path) -> str:
    """A cheaper key of names and sizes, for the many files of a host that rarely change."""
    return digest(*(f"{p.relative_to(base).as_posix()}:{p.stat().st_size}" for p in sorted(files)))


def is_current(stamp: Path, key: str) -> bool:
    return stamp.is_file() and stamp.read_text().strip() == key


def write(stamp: Path, key: str) -> None:
    write_atomically(stamp, key + "\n")
