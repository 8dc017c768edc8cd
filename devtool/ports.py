"""Choosing a TCP port on the loopback interface."""

from __future__ import annotations

import socket

from devtool.steps import Failure

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Bind as a server would: a port in TIME_WAIT counts as free, a listener does not."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def any_free() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def choose(wanted: int | None, default: int) -> int:
    """The wanted port or a refusal; without a wish the default, or any free one if it is busy."""
    if wanted is not None:
        if not is_free(wanted):
            raise Failure(f"Port {wanted} is in use. Choose another one with --port, or leave it out.")
        return wanted
    return default if is_free(default) else any_free()


def answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True
