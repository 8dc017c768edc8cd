"""A real shop over HTTP: the host's own web server on a copy of the sample data."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devtool.graphql import Tokens, answers, post
from devtool.inside import sql
from devtool.ports import any_free
from devtool.process import spawn, stop
from devtool.shop import web_command
from tests.sinks import SmsGateway, SmtpSink

START_SECONDS = 120


@dataclass
class Shop:
    """A running shop. `graphql` answers with the whole response, errors included."""

    url: str
    host_kind: str
    log: Path

    def __post_init__(self) -> None:
        self._tokens = Tokens(self.url)

    def graphql(
        self, query: str, variables: dict[str, Any] | None = None, token: str | None = None
    ) -> dict[str, Any]:
        return post(self.url, query, variables, token)

    @property
    def staff_token(self) -> str:
        return self._tokens.of("admin@example.com", "admin")


@pytest.fixture(scope="session")
def mailbox() -> Iterator[SmtpSink]:
    """Where the shop's mails arrive."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def gateway() -> Iterator[SmsGateway]:
    """A gateway for text messages; a test that wants them names it in the settings."""
    with SmsGateway() as server:
        yield server


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, mailbox: SmtpSink) -> Iterator[Shop]:
    """Tasks run in the web process, so their effects are there when the answer arrives."""
    server = os.environ.get("ORDER_CENTRAL_SERVER")
    template = os.environ.get("ORDER_CENTRAL_SEEDED")
    if not server or not template:
        pytest.fail("The HTTP tests run through `python3 dev.py test`, which prepares the shop.")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{os.environ['ORDER_CENTRAL_TEST_DATABASE']}_http{worker}"
    connection = sql.connect(server)
    sql.drop(connection, name)
    sql.create(connection, name, template)
    log = tmp_path_factory.mktemp("shop") / "web.log"
    try:
        yield from _serve(sql.url_of(server, name), log, mailbox.url)
    finally:
        sql.drop(connection, name)
        connection.close()


def _serve(database_url: str, log: Path, mail_url: str) -> Iterator[Shop]:
    kind, port = os.environ["ORDER_CENTRAL_HOST_KIND"], any_free()
    env = os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "EMAIL_URL": mail_url,
        # Payment apps of tests listen on this machine.
        "HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS": "True",
    }
    cwd = Path(os.environ["ORDER_CENTRAL_CWD"])
    child = spawn([sys.executable, *web_command(kind, port)], env=env, cwd=cwd, log=log)
    shop = Shop(f"http://127.0.0.1:{port}", kind, log)
    try:
        _wait_until_it_answers(shop, child, log)
        yield shop
    finally:
        stop(child)


def _wait_until_it_answers(shop: Shop, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if answers(shop.url):
            return
        time.sleep(0.2)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
    pytest.fail(f"The shop did not answer within {START_SECONDS} s:\n{tail}")
