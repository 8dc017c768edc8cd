"""`dev.py host`: the Saleor 3 environments of this machine."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from devtool import registry
from devtool.hosts import FLOOR
from devtool.steps import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="register an interpreter in which `import saleor` works")
    add.add_argument("name")
    add.add_argument("python", type=Path)
    add.add_argument("--root", type=Path, help="the directory that holds the `saleor` package")
    actions.add_parser("list", help="what is registered")
    remove = actions.add_parser("remove", help="forget a registration; nothing else is touched")
    remove.add_argument("name")


def run(options: argparse.Namespace, _rest: list[str]) -> int:
    {"add": _add, "list": _list, "remove": _remove}[options.action](options)
    return 0


def _add(options: argparse.Namespace) -> None:
    entry = registry.add(options.name, options.python, options.root)
    say(f"{entry.name}: Saleor {entry.saleor}, Django {entry.django}, Python {entry.python_version}")
    say(f"Next: python3 dev.py test --host {entry.name}")


def _list(_options: argparse.Namespace) -> None:
    say(f"{FLOOR:<10} Saleor 2.10.1, made by this driver")
    for entry in registry.load().values():
        gone = "" if os.access(entry.python, os.X_OK) else "  (GONE)"
        say(f"{entry.name:<10} Saleor {entry.saleor}, Python {entry.python_version}  {entry.python}{gone}")
        if entry.root:
            say(f"{'':<10} root {entry.root}")


def _remove(options: argparse.Namespace) -> None:
    registry.remove(options.name)
    say(f"{options.name} is no longer registered.")
