"""`dev.py manage`, `shell`, `run` and `bench`: programs in the environment of a host."""

from __future__ import annotations

import argparse
from pathlib import Path

from devtool import environments, session
from devtool.databases import DEMO_SETTINGS
from devtool.foreground import run_foreground
from devtool.hosts import FLOOR
from devtool.paths import ROOT, STATE
from devtool.process import Command
from devtool.session import Session, without_database
from devtool.steps import Failure, Steps, say

# These read code only; waiting for a database would be a nuisance.
NEEDS_NO_DATABASE = {
    "makemigrations", "makemessages", "compilemessages", "check", "get_graphql_schema", "help",
    "version", "diffsettings", "startapp",
}  # fmt: skip
BENCHMARKS = ROOT / "bench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=FLOOR, metavar="NAME", help="default: the floor host")
    parser.add_argument("--reset", action="store_true", help="begin with a fresh copy of the sample data")


def run_manage(options: argparse.Namespace, rest: list[str]) -> int:
    """Any Django management command; those that need data work on a copy of the sample shop."""
    rest = rest or ["help"]
    if rest[0] in NEEDS_NO_DATABASE:
        return _without_database(options.host, rest)
    return _with_shop(options, "work", ["-m", "django", *rest])


def run_shell(options: argparse.Namespace, rest: list[str]) -> int:
    return _with_shop(options, "work", ["-m", "django", "shell", *rest])


def run_python(options: argparse.Namespace, rest: list[str]) -> int:
    """The host's interpreter with the shop's environment: `dev.py run -- script.py`."""
    line = rest[1:] if rest[:1] == ["--"] else rest
    if line[:1] == ["python"]:
        line = line[1:]
    return _with_shop(options, "work", line)


def run_bench(options: argparse.Namespace, rest: list[str]) -> int:
    """Each benchmark is a script; all run even when one fails."""
    scripts = _benchmarks(rest)
    steps = Steps(session.STEPS + 1)
    with session.opened("bench", options.host, steps, seeded=True) as current:
        with steps.step("a copy of the sample data"):
            database, _ = current.seeded_copy("bench", fresh=True)
        env = current.environment(DEMO_SETTINGS, database)
        env.pop("PYTHONSAFEPATH")  # a script may import its neighbours
        codes = {}
        for script in scripts:
            say(f"\n== {script.stem} on {current.host.title}")
            command: Command = [current.host.interpreter, script]
            codes[script.stem] = run_foreground(command, env=env, cwd=ROOT)
    failed = [name for name, code in codes.items() if code]
    say(f"\n{len(codes) - len(failed)} of {len(codes)} benchmarks ended well" + _list(failed))
    return 1 if failed else 0


def _list(failed: list[str]) -> str:
    return f"; failed: {', '.join(failed)}" if failed else ""


def _benchmarks(names: list[str]) -> list[Path]:
    if names:
        scripts = [BENCHMARKS / f"{name.removesuffix('.py')}.py" for name in names]
    else:
        scripts = [path for path in sorted(BENCHMARKS.glob("*.py")) if not path.name.startswith("_")]
    missing = [path.stem for path in scripts if not path.exists()]
    if missing or not scripts:
        raise Failure(f"No such benchmark: {', '.join(missing) or 'bench/*.py'}")
    return scripts


def _without_database(host_name: str, rest: list[str]) -> int:
    directory = STATE / "work-offline"
    host = environments.prepare(host_name, directory / "logs")
    command: Command = [host.interpreter, "-W", "ignore::RuntimeWarning", "-m", "django", *rest]
    return run_foreground(command, env=without_database(host, directory), cwd=ROOT)


def _with_shop(options: argparse.Namespace, purpose: str, line: list[str]) -> int:
    steps = Steps(session.STEPS + 1)
    with session.opened(purpose, options.host, steps, seeded=True) as current:
        with steps.step("sample data") as step:
            database, made = current.seeded_copy(purpose, fresh=options.reset)
            step.note = "a fresh copy" if made else "as the last run left it"
        return _hand_over(current, database, line)


def _hand_over(current: Session, database: str, line: list[str]) -> int:
    env = current.environment(DEMO_SETTINGS, database)
    return run_foreground([current.host.interpreter, *line], env=env, cwd=ROOT)
