"""`dev.py clean`: remove what the driver made."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from devtool.locks import try_lock
from devtool.paths import STATE, cache_directory, outside
from devtool.steps import Failure, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cache", action="store_true", help="also environments and templates shared by all checkouts"
    )


def run(options: argparse.Namespace, _rest: list[str]) -> int:
    """Refuses while a command of this checkout is running; the registry of hosts stays."""
    busy = [path.parent.name for path in STATE.glob("*/lock") if try_lock(path) is None]
    if busy:
        raise Failure(f"Still running: {', '.join(busy)}. Stop it first.")
    slots = [path.parent for path in STATE.glob("*/lock")]
    _remove([STATE, *(outside(slot) for slot in slots)])
    if options.cache:
        cache = cache_directory()
        _remove([cache, outside(cache / "postgres")])
    return 0


def _remove(paths: list[Path]) -> None:
    for path in paths:
        if path.exists() and path.stat().st_uid == os.getuid():
            shutil.rmtree(path)
            say(f"removed {path}")
