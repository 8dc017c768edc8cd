"""Saleor 3 environments that the shop already has: only their paths are written down."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from devtool.hosts import FLOOR, probe
from devtool.paths import config_directory, write_atomically
from devtool.steps import Failure

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,30}")


@dataclass(frozen=True)
class Registration:
    """One line of the user's registry. The versions are a memory; each run asks again."""

    name: str
    python: str
    root: str | None
    saleor: str
    django: str
    python_version: str


def registry_file() -> Path:
    return config_directory() / "hosts.json"


def load() -> dict[str, Registration]:
    path = registry_file()
    if not path.exists():
        return {}
    try:
        entries = json.loads(path.read_text())
        return {name: Registration(**entry) for name, entry in sorted(entries.items())}
    except (ValueError, TypeError, AttributeError) as error:
        raise Failure(f"{path} cannot be read: {error}") from error


def save(entries: dict[str, Registration]) -> None:
    text = json.dumps({name: asdict(entry) for name, entry in sorted(entries.items())}, indent=2)
    write_atomically(registry_file(), text + "\n", mode=0o600)


def add(name: str, python: Path, root: Path | None) -> Registration:
    """Probe first: a path that cannot run Saleor is never registered."""
    if name == FLOOR or not NAME.fullmatch(name):
        raise Failure(f"`{name}` cannot be the name of a host: use a-z, 0-9, dot, dash; not `{FLOOR}`.")
    # Not resolved: the link inside a virtual environment is what selects that environment.
    python = python.absolute()
    root = root.resolve() if root else None
    found = probe(python, root)
    if found.kind != "saleor3":
        raise Failure("Saleor 2.10 is the floor host, which the driver makes itself.")
    entry = Registration(
        name, str(python), str(root) if root else None, found.saleor, found.django, found.python
    )
    save(load() | {name: entry})
    return entry


def remove(name: str) -> None:
    entries = load()
    if name not in entries:
        raise Failure(unknown(name, entries))
    del entries[name]
    save(entries)


def get(name: str) -> Registration:
    entries = load()
    if name not in entries:
        raise Failure(unknown(name, entries))
    return entries[name]


def unknown(name: str, entries: dict[str, Registration]) -> str:
    known = ", ".join([FLOOR, *entries])
    return f"There is no host `{name}`. Known: {known}. Register one with `dev.py host add`."
