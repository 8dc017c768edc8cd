"""Where things lie: the checkout, its state, the user's cache and configuration."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".demo"
PROJECT = "saleor-order-central"
PACKAGE = ROOT / "saleor_order_central"


def _user_directory(variable: str, fallback: str) -> Path:
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / fallback) / PROJECT


def cache_directory() -> Path:
    """Things that depend on versions only, shared by all checkouts of this user."""
    return _user_directory("XDG_CACHE_HOME", ".cache")


def config_directory() -> Path:
    """Things that the user told us, never written into the repository."""
    return _user_directory("XDG_CONFIG_HOME", ".config")


def reachable_by(path: Path, uid: int) -> bool:
    """Whether an unprivileged user may enter every directory on the way to `path`."""
    for directory in [path, *path.parents]:
        if not directory.exists():
            continue
        status = directory.stat()
        if not (status.st_mode & 0o001 or (status.st_uid == uid and status.st_mode & 0o100)):
            return False
    return True


def outside(path: Path) -> Path:
    """A stand-in for `path` in the system's temporary area, the same one on every call."""
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:12]
    persistent = Path("/var/tmp")
    area = persistent if persistent.is_dir() else Path(tempfile.gettempdir())
    return area / f"{PROJECT}-{os.getuid()}-{digest}"


def socket_path(directory: Path, name: str) -> Path:
    """A unix socket path; the system refuses those above about 100 characters."""
    path = directory / name
    if len(str(path)) < 100:
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"{digest}.sock"


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    """Replace a file in one step, so that a killed run leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.touch(mode)
    part.write_text(text)
    part.replace(path)
