"""Database administration through the host's own driver: `python -m devtool.inside.sql URL JSON`.

PostgreSQL packages without client programs exist, so everything is plain SQL.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

EXTENSIONS = ("hstore", "pg_trgm", "btree_gin", "pgcrypto")


def connect(url: str) -> Any:
    """A connection in autocommit mode: CREATE DATABASE cannot run in a transaction."""
    url = url.replace("postgres://", "postgresql://", 1)
    try:
        import psycopg as driver
    except ImportError:
        import psycopg2 as driver  # type: ignore[no-redef, unused-ignore]
    connection = driver.connect(url)
    connection.autocommit = True
    return connection


def url_of(server_url: str, name: str) -> str:
    """The same server, another database."""
    head, _, query = server_url.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def names(connection: Any) -> list[str]:
    cursor = connection.cursor()
    cursor.execute("SELECT datname FROM pg_database ORDER BY datname")
    return [row[0] for row in cursor.fetchall()]


def drop(connection: Any, name: str) -> None:
    connection.cursor().execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


def create(connection: Any, name: str, template: str | None = None) -> None:
    """A copy of `template`; files are copied as they are, which is fast for large templates."""
    source = f" TEMPLATE {quoted(template)}" if template else ""
    copying = " STRATEGY FILE_COPY" if template and connection_version(connection) >= 15 else ""
    connection.cursor().execute(f"CREATE DATABASE {quoted(name)}{source}{copying}")


def connection_version(connection: Any) -> int:
    cursor = connection.cursor()
    cursor.execute("SHOW server_version_num")
    return int(cursor.fetchone()[0]) // 10000


def rename(connection: Any, old: str, new: str) -> None:
    connection.cursor().execute(f"ALTER DATABASE {quoted(old)} RENAME TO {quoted(new)}")


def extend(server_url: str, name: str) -> None:
    with connect(url_of(server_url, name)) as connection:
        for extension in EXTENSIONS:
            connection.cursor().execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def wait(url: str, seconds: float) -> None:
    """A server that accepts the socket may still be starting up."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            connect(url).close()
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def run(url: str, operations: list[list[str]]) -> list[str]:
    """Carry out the operations in order; the answer is the list of databases afterwards."""
    wait(url, 30)
    connection = connect(url)
    known: dict[str, Callable[..., None]] = {"create": create, "drop": drop, "rename": rename}
    for name, *arguments in operations:
        if name == "extend":
            extend(url, *arguments)
        else:
            known[name](connection, *arguments)
    return names(connection)


def main() -> None:
    url, operations = sys.argv[1:]
    json.dump(run(url, json.loads(operations)), sys.stdout)


if __name__ == "__main__":
    main()
