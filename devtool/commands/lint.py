"""`dev.py lint`: everything that can be judged without running the suite."""

from __future__ import annotations

import argparse

from devtool import environments
from devtool.commands.migrations import CHECK
from devtool.hosts import FLOOR
from devtool.paths import PACKAGE, ROOT, STATE
from devtool.process import Command, run_logged
from devtool.session import without_database
from devtool.steps import Failure, Steps, report

TYPED = ("saleor_order_central", "devtool")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", action="store_true", help="let ruff repair and format first")


def run(options: argparse.Namespace, _rest: list[str]) -> int:
    """All checks run; the exit code tells of any failure."""
    directory = STATE / "lint"
    checks = _checks(fix=options.fix)
    steps = Steps(1 + len(checks))
    with steps.step("environment"):
        host = environments.prepare(FLOOR, directory / "logs")
    env = without_database(host, directory)
    failures = []
    for title, arguments in checks:
        log = directory / "logs" / f"{title.replace(' ', '-')}.log"
        command: Command = [host.interpreter, *arguments]
        try:
            with steps.step(title):
                run_logged(command, env=env, cwd=ROOT, log=log, what=title)
        except Failure as error:
            failures.append(error)
    for failure in failures:
        report(failure)
    return 1 if failures else 0


def _checks(*, fix: bool) -> list[tuple[str, list[str]]]:
    checks = [
        ("ruff check", ["-m", "ruff", "check", *(["--fix"] if fix else []), "."]),
        ("ruff format", ["-m", "ruff", "format", *([] if fix else ["--check"]), "."]),
        ("mypy", ["-m", "mypy", *(name for name in TYPED if (ROOT / name).exists())]),
        ("migrations", ["-W", "ignore::RuntimeWarning", "-m", "django", *CHECK]),
    ]
    if (PACKAGE / "graphql" / "contract.py").exists():
        checks.append(("contract", ["-m", "saleor_order_central.graphql.contract", "--check"]))
    return checks
