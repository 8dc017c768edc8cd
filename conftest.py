"""What a test run needs on every host; `dev.py test` sets the settings module and the templates."""

from __future__ import annotations

import importlib
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import django.test
import pytest
from django.conf import settings

# The shop that the tests over HTTP and those in a browser share.
pytest_plugins = ["tests.shop_server"]

LOCAL_ADDRESSES = {"localhost", "127.0.0.1", "::1"}

# Saleor 3 reads through a second alias. Every test may use both, and they share one connection,
# so that a test sees what it has just written.
django.test.TransactionTestCase.databases = set(settings.DATABASES)
django.test.TestCase.databases = set(settings.DATABASES)
if len(settings.DATABASES) > 1 and find_spec("saleor.tests"):
    importlib.import_module("saleor.tests.utils").prepare_test_db_connections()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Import the URLs before migrations run: the other order is a circular import on Saleor 3."""
    importlib.import_module("saleor.urls")


@pytest.fixture(scope="session", autouse=True)
def only_local_sockets() -> Iterator[None]:
    """A test that reaches for the network fails at once and says for what."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL_ADDRESSES:
            raise RuntimeError(f"Tests use no network; this one wanted {address[0]}.")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()
