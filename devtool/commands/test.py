"""`dev.py test`: the suite on the floor host, then on every registered one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devtool import registry, session
from devtool.app_sdk import find_app_sdk
from devtool.chromium import find_chromium
from devtool.commands.migrations import check_migrations
from devtool.foreground import run_shown
from devtool.hosts import FLOOR
from devtool.paths import ROOT
from devtool.process import Command
from devtool.session import Session
from devtool.stamps import digest
from devtool.steps import Failure, Steps, report, say

HTTP_TESTS = ROOT / "tests" / "http"
BROWSER_TESTS = ROOT / "tests" / "browser"


@dataclass(frozen=True)
class Result:
    """How the suite ended on one host."""

    host: str
    passed: bool
    closing: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", action="append", metavar="NAME", help="only this host; may be repeated")
    parser.add_argument("--floor-only", action="store_true", help="only the floor host")


def run(options: argparse.Namespace, rest: list[str]) -> int:
    """Every host is tried even when an earlier one fails; the exit code tells of any failure."""
    names = _hosts(options)
    results = [_on_host(name, rest) for name in names]
    say("\nSummary")
    for result in results:
        say(f"  {result.host:<10} {'passed' if result.passed else 'FAILED'}  {result.closing}")
    if names == [FLOOR] and not options.host and not options.floor_only:
        say("  No other host is registered on this machine (dev.py host add NAME PYTHON).")
    return 0 if all(result.passed for result in results) else 1


def _hosts(options: argparse.Namespace) -> list[str]:
    known = registry.load()
    if options.floor_only:
        return [FLOOR]
    if not options.host:
        return [FLOOR, *known]
    for name in options.host:
        if name != FLOOR:
            registry.get(name)
    return list(options.host)


def _on_host(name: str, rest: list[str]) -> Result:
    say(f"\n== {name}")
    steps = Steps(session.STEPS + 2)
    try:
        with session.opened("test", name, steps, seeded=wants_shop(rest)) as current:
            complete = _migrations_are_complete(current, steps)
            with steps.step("pytest") as step:
                code, closing = run_shown(_command(current, rest), env=_environment(current, rest), cwd=ROOT)
                step.note = closing
    except Failure as failure:
        report(failure)
        return Result(name, False, str(failure).splitlines()[0])
    remarks = [f"exit code {code}"] * bool(code) + ["migrations are missing"] * (not complete)
    return Result(name, not remarks, "; ".join([closing, *remarks]))


def _migrations_are_complete(current: Session, steps: Steps) -> bool:
    """A missing migration fails the run, but the tests still tell what they can."""
    try:
        with steps.step("migrations are complete") as step:
            step.note = check_migrations(current)
    except Failure as failure:
        report(failure)
        return False
    return True


def wants_shop(rest: list[str]) -> bool:
    """Whether tests that need sample data and a server may be among the selected ones."""
    return _may_choose(HTTP_TESTS, rest) or wants_browser(rest)


def wants_browser(rest: list[str]) -> bool:
    """Whether tests that need a browser may be among the selected ones."""
    return _may_choose(BROWSER_TESTS, rest)


def _may_choose(tests: Path, rest: list[str]) -> bool:
    chosen = selected(rest)
    if not chosen:
        return True
    return any(path.is_relative_to(tests) or tests.is_relative_to(path) for path in chosen)


def _browser_tools(current: Session, rest: list[str]) -> dict[str, str]:
    """Without a browser or the SDK the other tests still run; those that need it fail and say why."""
    if not wants_browser(rest):
        return {}
    logs = current.directory / "logs"
    return _found("CHROMIUM", lambda: find_chromium(logs / "chromium.log")) | _found(
        "APP_SDK", lambda: find_app_sdk(logs)
    )


def _found(name: str, find: Callable[[], Path]) -> dict[str, str]:
    try:
        return {f"ORDER_CENTRAL_{name}": str(find())}
    except Failure as failure:
        return {f"ORDER_CENTRAL_NO_{name}": str(failure)}


def selected(rest: list[str]) -> list[Path]:
    """The files and folders that are named among pytest's arguments."""
    paths = [Path(part.split("::")[0]) for part in rest if not part.startswith("-")]
    return [path.absolute() for path in paths if path.exists()]


def _command(current: Session, rest: list[str]) -> Command:
    command: Command = [current.host.interpreter, "-m", "pytest", "--create-db"]
    command += ["-o", f"cache_dir={current.directory / 'pytest'}"]
    if sys.stdout.isatty() and not any(part.startswith("--color") for part in rest):
        command.append("--color=yes")
    return command + workers(rest, os.cpu_count() or 1) + list(rest)


def workers(rest: list[str], cores: int) -> list[str]:
    """The whole suite runs on every core; a selection starts faster in one process.

    Each worker begins with a run of neighbouring tests, so that what a module prepares is made once.
    """
    is_chosen = any(part.startswith(("-n", "--numprocesses", "-p")) for part in rest)
    if is_chosen or cores < 2 or selected(rest):
        return []
    return ["-n", str(cores), "--dist", "worksteal"]


def _environment(current: Session, rest: list[str]) -> dict[str, str]:
    extra = {
        "ORDER_CENTRAL_TEMPLATE": current.layers.migrated,
        "ORDER_CENTRAL_SEEDED": current.layers.seeded,
        "ORDER_CENTRAL_SERVER": current.server.url,
        "ORDER_CENTRAL_TEST_DATABASE": current.layers.copy(f"test_{digest(str(current.directory))}"),
        "ORDER_CENTRAL_CWD": str(current.host.cwd),
        "COLUMNS": os.environ.get("COLUMNS", "100"),
        **_browser_tools(current, rest),
    }
    env = current.environment("tests.settings", "", extra)
    # A run that forgets to mark its database access must not reach a template.
    return env | {"DATABASE_URL": current.server.url}
