"""No model of ours may lack its migration, on any host."""

from __future__ import annotations

from pathlib import Path

from devtool import stamps
from devtool.databases import DEMO_SETTINGS
from devtool.hosts import Host
from devtool.paths import PACKAGE, ROOT, STATE
from devtool.process import Command, run_logged
from devtool.session import Session, without_database

CHECK = ("makemigrations", "--check", "--dry-run", "saleor_order_central")


def check_migrations(current: Session) -> str:
    """Ask Django, unless nothing in the package has changed since it last agreed."""
    stamp = STATE / "stamps" / f"migrations-{current.host.name}"
    key = _key(current.host)
    if stamps.is_current(stamp, key):
        return "unchanged since the last check"
    env = current.environment(DEMO_SETTINGS, current.layers.migrated)
    _run(current.host, env, current.services.log_directory)
    stamps.write(stamp, key)
    return "checked"


def check_migrations_offline(host: Host, directory: Path) -> None:
    """The same without a database server."""
    _run(host, without_database(host, directory), directory / "logs")


def _run(host: Host, env: dict[str, str], logs: Path) -> None:
    command: Command = [host.interpreter, "-W", "ignore::RuntimeWarning", "-m", "django", *CHECK]
    log = logs / "makemigrations.log"
    run_logged(command, env=env, cwd=ROOT, log=log, what=f"`makemigrations --check` on {host.name}")


def _key(host: Host) -> str:
    files = PACKAGE.rglob("*.py")
    return stamps.digest(host.schema_key, stamps.digest_files(files, PACKAGE))
