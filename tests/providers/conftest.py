"""A local server for every test of providers, and the settings that lead to it."""

from __future__ import annotations

import pytest

from saleor_order_central.providers.outgoing import Limits
from tests.providers.sink import ProviderServer


@pytest.fixture(scope="session")
def running_server():
    with ProviderServer() as server:
        yield server


@pytest.fixture
def server(running_server):
    running_server.forget()
    return running_server


@pytest.fixture
def limits(server):
    return Limits(connect=2, read=2, whole=3, size=20_000, private_hosts=(server.host,))


@pytest.fixture
def lead(settings, server):
    """Lead every provider to the local server, without pauses."""
    options = {"url": server.url, "pause": 0, "seconds": 2}
    names = ("correios", "inpost", "aftership", "easypost")
    settings.ORDER_CENTRAL_PROVIDERS = {name: dict(options) for name in names}
    settings.ORDER_CENTRAL_PRIVATE_HOSTS = [server.host]
    return settings
