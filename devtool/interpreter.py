"""Find a Python for the floor host, and the programs that bring the rest: uv and npm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from devtool.locks import waiting_lock
from devtool.paths import ROOT, cache_directory
from devtool.process import Command, run_logged
from devtool.stamps import digest
from devtool.steps import Failure, say

WANTED = ((3, 12), (3, 11))
VERSION_DIRECTORIES = (
    "~/.pyenv/versions",
    "~/.asdf/installs/python",
    "~/.local/share/mise/installs/python",
)


def version_of(python: Path) -> tuple[int, int] | None:
    """Run it: a shim on PATH may carry the name of a version that is not there."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    major, minor = done.stdout.split()
    return int(major), int(minor)


def real_path(python: Path) -> Path:
    """The interpreter behind a shim; uv handles only absolute, real paths well."""
    code = "import sys; print(getattr(sys, '_base_executable', None) or sys.executable)"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return Path(done.stdout.strip()).resolve()


def candidates() -> Iterator[Path]:
    yield Path(sys.executable)
    for major, minor in WANTED:
        found = shutil.which(f"python{major}.{minor}")
        if found:
            yield Path(found)
    for base in VERSION_DIRECTORIES:
        for major, minor in WANTED:
            yield from sorted(Path(base).expanduser().glob(f"{major}.{minor}*/bin/python"))


def floor_python() -> Path:
    """The running interpreter when it fits, else the first one that really runs."""
    wished = os.environ.get("ORDER_CENTRAL_PYTHON")
    for python in [Path(wished)] if wished else candidates():
        if version_of(python) in WANTED:
            return real_path(python)
    raise Failure("The floor host needs Python 3.11 or 3.12; none was found. Install one of them.")


def tool_environment() -> dict[str, str]:
    """The user's own variables, with their package index, without a foreign Python environment."""
    left_out = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH"}
    return {name: value for name, value in os.environ.items() if name not in left_out}


def find_program(name: str, logs: Path) -> Path:
    """A program from PATH, else from the wheels that requirements/<name>.txt pins, in the cache."""
    found = shutil.which(name)
    if found:
        return Path(found)
    requirements = ROOT / "requirements" / f"{name}.txt"
    home = cache_directory() / f"{name}-{digest(requirements.read_text())}"
    with waiting_lock(cache_directory() / "locks" / f"{name}.lock", lambda: say(f"  waiting for {name} …")):
        if not (home / "ready").exists():
            say(f"  fetching {name}")
            _install_program(requirements, home, logs / f"{name}-install.log")
    return home / "bin" / name


def _install_program(requirements: Path, home: Path, log: Path) -> None:
    name = requirements.stem
    env = tool_environment()
    shutil.rmtree(home, ignore_errors=True)
    command: Command = [sys.executable, "-m", "venv", str(home)]
    if not _has_ensurepip():
        _install_ensurepip(log)
    run_logged(command, env=env, cwd=ROOT, log=log, what=f"making an environment for {name}")
    install: Command = [
        home / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "-r",
        requirements,
    ]
    run_logged(install, env=env, cwd=ROOT, log=log, what=f"installing {name}")
    (home / "ready").touch()


def _has_ensurepip() -> bool:
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def _install_ensurepip(log: Path) -> None:
    """Debian keeps it in a package of its own."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure("This Python has no `venv`. On Debian: sudo apt-get install python3-venv")
    say("  installing the system package python3-venv")
    apt_install("python3-venv", log)


def apt_install(package: str, log: Path) -> None:
    env = tool_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-y", "-q", "--no-install-recommends"]
    run_logged(["apt-get", "update", "-q"], env=env, cwd=Path("/"), log=log, what="apt-get update")
    command: Command = ["apt-get", "install", *quiet, package]
    run_logged(command, env=env, cwd=Path("/"), log=log, what=f"apt-get install {package}")
