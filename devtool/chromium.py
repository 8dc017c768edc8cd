"""The browser of the browser tests: the machine's own, else the distribution's package."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from devtool.interpreter import apt_install
from devtool.steps import Failure, say

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The shell is the same browser without windows: a fifth less work. Not every release of Debian has it.
PACKAGES = ("chromium-headless-shell", "chromium")


def find_chromium(log: Path) -> Path:
    """The browser's program; on Debian root installs it. Failure says what to do where neither works."""
    found = _found()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        found = _installed(log)
    if found is None:
        raise Failure(
            "The browser tests need Chromium, and none was found. On Debian: sudo apt-get install chromium"
        )
    return found


def _installed(log: Path) -> Path | None:
    for package in PACKAGES:
        say(f"  installing the system package {package}")
        try:
            apt_install(package, log)
        except Failure:
            continue
        return _found()
    return None


def _found() -> Path | None:
    programs = map(shutil.which, NAMES)
    return next((Path(program) for program in programs if program), None)
