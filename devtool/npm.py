"""Packages from npm, which the machine has or a wheel brings."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

from devtool.interpreter import find_program, tool_environment
from devtool.process import Command, run_logged


def unpack_package(spec: str, home: Path, logs: Path) -> None:
    """Put `name@version` afresh into `home`, below its `package` folder, without what it depends on."""
    npm = find_program("npm", logs)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    command: Command = [npm, "pack", spec, "--pack-destination", home]
    run_logged(command, env=tool_environment(), cwd=home, log=logs / "npm.log", what=f"npm pack {spec}")
    with tarfile.open(next(home.glob("*.tgz"))) as archive:
        archive.extractall(home, filter="data")
