"""Where the browser comes from, and what is said when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from devtool.chromium import find_chromium
from devtool.steps import Failure


def program(directory: Path, name: str) -> Path:
    path = directory / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    "name",
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
)
def test_finds_the_browser_of_the_machine(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = program(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_chromium(tmp_path / "log") == browser


def test_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Failure, match=r"need Chromium, and none was found.*apt-get install chromium"):
        find_chromium(tmp_path / "log")


@pytest.mark.parametrize("known", [("chromium-headless-shell",), ("chromium",), ()])
def test_root_on_debian_installs_the_package(
    known: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package manager of this test notes what it is asked for, and puts a browser there that it knows."""
    manager = program(tmp_path, "apt-get")
    manager.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n[ "$1" = update ] && exit 0\n'
        f"for name in {' '.join(known)}; do\n"
        f'  [ "$5" = "$name" ] && /bin/cp {manager} {tmp_path}/$name && exit 0\ndone\nexit 100\n'
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    if known:
        assert find_chromium(tmp_path / "log") == tmp_path / known[0]
    else:
        with pytest.raises(Failure, match="none was found"):
            find_chromium(tmp_path / "log")
    tried = ["chromium-headless-shell", "chromium"]
    assert (tmp_path / "asked").read_text().splitlines() == [
        line
        for name in tried[: tried.index(known[0]) + 1 if known else None]
        for line in ("update -q", f"install -y -q --no-install-recommends {name}")
    ]
