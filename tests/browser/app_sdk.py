"""The SDK that Saleor's Dashboard and its apps speak with, from npm; nothing of it is kept here."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

PACKAGES = {"@saleor/app-sdk": "1.15.0", "jose": "5.10.0"}


def unpack_sdk(folder: Path) -> Path:
    """Fetch the packages and return the folder that holds them by their names."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("The tests of the AppBridge need npm, and none was found. On Debian: apt-get install npm")
    for name, version in PACKAGES.items():
        goal = folder / name
        goal.mkdir(parents=True)
        command = [npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", str(goal)]
        done = subprocess.run(command, cwd=goal, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"npm could not fetch {name}: {done.stderr[-500:]}")
        archive = goal / done.stdout.split()[-1]
        with tarfile.open(archive) as packed:
            packed.extractall(goal, filter="data")
    return folder
