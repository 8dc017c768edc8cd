"""Make hosts ready to run: the floor's virtual environment, the overlay beside a Saleor 3."""

from __future__ import annotations

import platform
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from devtool import registry
from devtool.hosts import FLOOR, Host, probe
from devtool.interpreter import find_program, floor_python, tool_environment
from devtool.locks import waiting_lock
from devtool.paths import PACKAGE, ROOT, STATE, cache_directory, write_atomically
from devtool.process import Command, run_logged
from devtool.stamps import digest
from devtool.steps import say

REQUIREMENTS = ROOT / "requirements"
OVERLAY = STATE / "overlay"


def prepare(name: str, logs: Path) -> Host:
    """The host of that name, installed and probed, with our metadata beside it."""
    write_overlay()
    return _floor(logs) if name == FLOOR else _registered(name, logs)


def _floor(logs: Path) -> Host:
    python = floor_python()
    parts = [(REQUIREMENTS / name).read_text() for name in ("floor.txt", "saleor.txt")]
    key = digest(str(python), platform.machine(), *parts)
    home = cache_directory() / "env" / f"floor-{key}"
    with waiting_lock(_lock(home), _wait("floor environment")):
        if not (home / "ready").exists():
            _install_floor(python, home, logs)
            (home / "ready").touch()
    interpreter = home / "bin" / "python"
    found = probe(interpreter, None)
    site = found.package.parent
    return Host(FLOOR, interpreter, found, (), tools=site, cwd=site, bytecode=None)


def _install_floor(python: Path, home: Path, logs: Path) -> None:
    uv, env, log = find_program("uv", logs), tool_environment(), logs / "environment.log"
    say(f"  installing the floor host into {home}")

    def run(command: Command, what: str) -> None:
        run_logged(command, env=env, cwd=ROOT, log=log, what=what)

    target = home / "bin" / "python"
    run([uv, "venv", "--no-config", "--clear", "--seed", "--python", python, home], "making the environment")
    install: Command = [uv, "pip", "install", "--python", target, "--require-hashes"]
    run([*install, "--compile-bytecode", "-r", REQUIREMENTS / "floor.txt"], "installing the requirements")
    # pip and not uv: only pip can be told to accept the wheel's outdated Python range.
    pip: Command = [target, "-m", "pip", "install", "--require-hashes", "--no-deps"]
    run([*pip, "--ignore-requires-python", "-r", REQUIREMENTS / "saleor.txt"], "installing Saleor 2.10.1")


def _registered(name: str, logs: Path) -> Host:
    entry = registry.get(name)
    interpreter = Path(entry.python)
    root = Path(entry.root) if entry.root else None
    found = probe(interpreter, root)
    wanted = "\n".join(_missing(REQUIREMENTS / "tools.txt", set(found.distributions)))
    key = digest(wanted, found.python, str(interpreter))
    tools = cache_directory() / "tools" / f"{name}-{key}"
    with waiting_lock(_lock(tools), _wait(f"test tools of {name}")):
        if not (tools / "ready").exists():
            _install_tools(interpreter, wanted, tools, logs)
            (tools / "ready").touch()
    search = (tools, root) if root else (tools,)
    bytecode = cache_directory() / "bytecode" / name
    return Host(name, interpreter, found, search, tools=tools, cwd=root or STATE, bytecode=bytecode)


def _install_tools(interpreter: Path, wanted: str, tools: Path, logs: Path) -> None:
    """Beside the environment, never into it, and nothing that it has itself."""
    shutil.rmtree(tools, ignore_errors=True)
    tools.mkdir(parents=True)
    listing = tools / "requirements.txt"
    listing.write_text(wanted + "\n")
    command: Command = [
        find_program("uv", logs),
        "pip",
        "install",
        "--python",
        interpreter,
        "--target",
        tools,
    ]
    command += ["--no-deps", "--require-hashes", "-r", listing]
    say(f"  installing the test tools beside {interpreter}")
    log = logs / "tools.log"
    run_logged(command, env=tool_environment(), cwd=ROOT, log=log, what="installing the test tools")


def _missing(requirements: Path, present: set[str]) -> Iterator[str]:
    """The pins, hashes included, of what the environment lacks."""
    keep = True
    for line in requirements.read_text().splitlines():
        start = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)==", line)
        if start:
            keep = re.sub(r"[-_.]+", "-", start[1]).lower() not in present
        if keep and line and not line.startswith("#"):
            yield line


def _lock(directory: Path) -> Path:
    return cache_directory() / "locks" / f"{directory.name}.lock"


def _wait(what: str) -> Callable[[], None]:
    return lambda: say(f"  waiting for another run that makes the {what}")


def project_version() -> str:
    found = re.search(r'^__version__ = "([^"]+)"', (PACKAGE / "__init__.py").read_text(), re.M)
    return found[1] if found else "0"


def write_overlay() -> None:
    """Our own metadata, through which Saleor 3 finds the plugin as if it were installed.

    An editable install would tie a shared environment to one checkout; this ties nothing.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    name, version = project["name"], project_version()
    home = OVERLAY / f"{name.replace('-', '_')}-{version}.dist-info"
    points = []
    for group, entries in project.get("entry-points", {}).items():
        points += [f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()), ""]
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "entry_points.txt": "\n".join(points),
        "INSTALLER": "dev.py\n",
    }
    for old in OVERLAY.glob("*.dist-info"):
        if old != home:
            shutil.rmtree(old, ignore_errors=True)
    for file_name, text in files.items():
        path = home / file_name
        if not path.exists() or path.read_text() != text:
            write_atomically(path, text)
