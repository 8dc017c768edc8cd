"""Which templates a test run needs, and what it says at the end."""

from __future__ import annotations

import argparse

import pytest

from devtool.commands import test as command
from devtool.foreground import closing_line


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["-k", "anything"], True),
        (["tests"], True),
        (["tests/http"], True),
        (["tests/browser"], True),
        (["tests/devtool"], False),
        (["tests/devtool/test_ports.py::test_takes_the_default_when_it_is_free"], False),
    ],
)
def test_sample_data_is_made_only_for_tests_that_use_it(arguments: list[str], expected: bool) -> None:
    assert command.wants_shop(arguments) is expected


@pytest.mark.parametrize(
    ("arguments", "cores", "expected"),
    [
        ([], 2, ["-n", "2", "--dist", "worksteal"]),
        (["-q", "--durations=5"], 8, ["-n", "8", "--dist", "worksteal"]),
        ([], 1, []),
        (["-n3"], 2, []),
        (["-p", "no:xdist"], 2, []),
        (["tests/devtool"], 2, []),
    ],
)
def test_the_whole_suite_uses_every_core(arguments: list[str], cores: int, expected: list[str]) -> None:
    assert command.workers(arguments, cores) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], True), (["tests/browser/test_harness.py"], True), (["tests/http"], False)],
)
def test_a_browser_is_looked_for_only_when_a_test_uses_it(arguments: list[str], expected: bool) -> None:
    assert command.wants_browser(arguments) is expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (b"..\n=== \x1b[32m\x1b[1m2 passed\x1b[0m, 1 warning in 0.31s ===\n", "2 passed, 1 warning in 0.31s"),
        (b"2 passed in 12.31s\n", "2 passed in 12.31s"),
        (b"== 3 failed, 1 passed in 62.10s (0:01:02) ==\nbye\n", "3 failed, 1 passed in 62.10s (0:01:02)"),
        (b"Traceback\n", "no closing line"),
    ],
)  # fmt: skip
def test_finds_the_closing_line(output: bytes, expected: str) -> None:
    assert closing_line(output) == expected


def test_floor_only_leaves_the_registered_hosts_out() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    assert command._hosts(parser.parse_args(["--floor-only"])) == ["floor"]
    assert command._hosts(parser.parse_args(["--host", "floor"])) == ["floor"]
