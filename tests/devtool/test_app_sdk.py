"""Where the SDK of the AppBridge comes from, and what is said when it cannot be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devtool import interpreter
from devtool.app_sdk import PACKAGES, find_app_sdk
from devtool.steps import Failure

# Delivers an archive with a package.json, as `npm pack` does, and notes what it was asked for.
NPM = """#!/usr/bin/env python3
import io, sys, tarfile
from pathlib import Path
_, spec, _, goal = sys.argv[1:]
with open({notes!r}, "a") as notes:
    notes.write(spec + "\\n")
with tarfile.open(Path(goal) / "it.tgz", "w:gz") as archive:
    entry = tarfile.TarInfo("package/package.json")
    entry.size = len(spec) + 2
    archive.addfile(entry, io.BytesIO(f'"{{spec}}"'.encode()))
"""


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, first on PATH, and an empty cache."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "npm"
    program.write_text(NPM.format(notes=str(tmp_path / "asked")))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return program


def test_fetches_each_package_once(npm: Path, tmp_path: Path) -> None:
    first, second = find_app_sdk(tmp_path), find_app_sdk(tmp_path)

    assert first == second
    specs = {name: f"{name}@{version}" for name, version in PACKAGES.items()}
    assert (tmp_path / "asked").read_text().splitlines() == list(specs.values())
    for name, spec in specs.items():
        assert json.loads((first / name / "package" / "package.json").read_text()) == spec


def test_says_what_could_not_be_had_and_tries_again(npm: Path, tmp_path: Path) -> None:
    good = npm.read_text()
    npm.write_text("#!/bin/sh\necho no network >&2\nexit 1\n")

    with pytest.raises(Failure, match="tests of the AppBridge need @saleor/app-sdk, and npm did not"):
        find_app_sdk(tmp_path)

    npm.write_text(good)
    assert (find_app_sdk(tmp_path) / "ready").exists()


def test_without_npm_on_the_machine_its_wheel_is_taken(
    npm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(requirements: Path, home: Path, log: Path) -> None:
        assert requirements == interpreter.ROOT / "requirements" / "npm.txt"
        (home / "bin").mkdir(parents=True)
        npm.rename(home / "bin" / "npm")
        (home / "ready").touch()

    monkeypatch.setattr(interpreter.shutil, "which", lambda name: None)
    monkeypatch.setattr(interpreter, "_install_program", install)

    assert (find_app_sdk(tmp_path) / "ready").exists()
    assert len((tmp_path / "asked").read_text().splitlines()) == len(PACKAGES)
