"""Choosing the web server's port."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from devtool import ports
from devtool.steps import Failure


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_takes_the_default_when_it_is_free() -> None:
    free = ports.any_free()
    assert ports.choose(None, free) == free


def test_moves_away_from_a_busy_default(busy_port: int) -> None:
    chosen = ports.choose(None, busy_port)
    assert chosen != busy_port
    assert ports.is_free(chosen)


def test_never_moves_away_from_a_wish(busy_port: int) -> None:
    with pytest.raises(Failure, match="in use"):
        ports.choose(busy_port, 8000)
