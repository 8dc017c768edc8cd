"""The command line of `dev.py`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from devtool import messages
from devtool.commands import clean, demo, host, lint, manage, test
from devtool.services import ending_signals
from devtool.steps import Failure, Interrupted, report, say

Arguments = Callable[[argparse.ArgumentParser], None]
Runner = Callable[[argparse.Namespace, list[str]], int]

# name: (help, its arguments, what runs it, whether the rest of the line belongs to another program)
COMMANDS: dict[str, tuple[str, Arguments, Runner, bool]] = {
    "demo": ("a shop with sample data, worker, beat and web server", demo.add_arguments, demo.run, False),
    "test": ("the suite on the floor host and on all registered ones", test.add_arguments, test.run, True),
    "lint": ("ruff, mypy, migrations, contract drift", lint.add_arguments, lint.run, False),
    "bench": ("scripts of bench/ on sample data", manage.add_arguments, manage.run_bench, True),
    "manage": ("a Django management command", manage.add_arguments, manage.run_manage, True),
    "shell": ("a Django shell on sample data", manage.add_arguments, manage.run_shell, True),
    "run": ("python with the shop's environment", manage.add_arguments, manage.run_python, True),
    "host": ("register Saleor 3 environments", host.add_arguments, host.run, False),
    "messages": ("the translators' catalogues", messages.add_arguments, messages.run, False),
    "clean": ("remove what this driver made", clean.add_arguments, clean.run, False),
}


VARIABLES = """\
Variables: DATABASE_URL (a server to use instead of starting one), PG_BIN (directory of PostgreSQL's
binaries), EMAIL_URL (where the demo sends mail), ORDER_CENTRAL_PYTHON (interpreter of the floor host).
"""


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="dev.py", description=__doc__, epilog=VARIABLES, allow_abbrev=False)
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for name, (text, add_arguments, _, _) in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        add_arguments(sub)
    return top


def main(arguments: list[str]) -> int:
    top = parser()
    options, rest = top.parse_known_args(arguments)
    _, _, runner, open_ended = COMMANDS[options.command]
    if rest and not open_ended:
        top.error(f"unrecognised arguments: {' '.join(rest)}")
    try:
        with ending_signals():
            return runner(options, rest)
    except Failure as failure:
        report(failure)
        return 1
    except Interrupted as interruption:
        say("\nstopped")
        return 128 + interruption.signal_number
