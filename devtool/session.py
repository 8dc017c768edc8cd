"""What most commands need: a host, a server with the template databases, and orderly ends."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from devtool import environments, images, postgres
from devtool.databases import DEMO_SETTINGS, Builder, Layers, Server, layers_of
from devtool.environments import OVERLAY
from devtool.hosts import Host, python_environment, shop_environment
from devtool.locks import claim_slot, waiting_lock
from devtool.paths import STATE, cache_directory, write_atomically
from devtool.postgres import Postgres
from devtool.process import Command, output_of
from devtool.services import Services
from devtool.stamps import digest
from devtool.steps import Failure, Steps, say

# How many runs of one purpose on one host may go on side by side; a second demo makes no sense.
SLOTS = {"demo": 1}
DEFAULT_SLOTS = 8
STEPS = 3
RSA_KEY = STATE / "rsa-key.pem"


@dataclass
class Session:
    """One command on one host, with its own state directory."""

    host: Host
    directory: Path
    services: Services
    server: Server
    layers: Layers
    extra: dict[str, str] = field(default_factory=dict)

    def environment(
        self, settings: str, database: str, extra: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        return shop_environment(
            self.host,
            overlay=OVERLAY,
            state=self.directory,
            database_url=self.server.url_of(database),
            settings=settings,
            extra=self.extra | dict(extra or {}),
        )

    def seeded_copy(self, purpose: str, *, fresh: bool) -> tuple[str, bool]:
        """A database with sample data that outlives the run, unless its template has changed."""
        name = self.layers.copy(f"{purpose}_{digest(str(self.directory))}")
        origin = self.directory / f"{purpose}.template"
        known = origin.exists() and origin.read_text() == self.layers.seeded
        if not fresh and known and name in self.server.run():
            return name, False
        origin.unlink(missing_ok=True)
        self.server.run(["drop", name], ["create", name, self.layers.seeded])
        write_atomically(origin, self.layers.seeded)
        return name, True


@contextmanager
def opened(purpose: str, host_name: str, steps: Steps, *, seeded: bool) -> Iterator[Session]:
    """Everything up to migrated databases; all services are stopped at the end."""
    directory = _claim(purpose, host_name)
    services = Services(directory)
    logs = services.log_directory
    try:
        with steps.step("environment") as step:
            host = environments.prepare(host_name, logs)
            step.note = f"Saleor {host.probe.saleor}, Django {host.probe.django}, Python {host.probe.python}"
        layers = layers_of(host)
        extra = host_secrets(host)
        with steps.step("PostgreSQL") as step:
            engine = _engine(directory, services)
            step.note = f"{engine.major}, {engine.binaries}" if engine else "the server of DATABASE_URL"
        with steps.step("databases") as step:
            if engine is None:
                server = Server(host, os.environ["DATABASE_URL"])
                made = _build_foreign(Builder(host, server, directory, logs, extra), layers, seeded)
            else:
                server, made = _start_with_layers(engine, host, directory, layers, seeded, extra)
            step.note = "made" if made else "up to date"
        yield Session(host, directory, services, server, layers, extra)
    finally:
        services.stop_all()


# Open for the life of the process: closing a lock file would release the lock.
_HELD: list[object] = []


def _claim(purpose: str, host_name: str) -> Path:
    limit = SLOTS.get(purpose, DEFAULT_SLOTS)
    claimed = claim_slot(STATE, f"{purpose}-{host_name}", limit)
    if claimed is None:
        raise Failure(f"Another `dev.py {purpose}` is running on the host {host_name}.")
    directory, handle = claimed
    _HELD.append(handle)
    return directory


def _engine(directory: Path, services: Services) -> Postgres | None:
    if os.environ.get("DATABASE_URL"):
        return None
    return postgres.prepare(directory, services, services.log_directory)


def _start_with_layers(
    engine: Postgres, host: Host, directory: Path, layers: Layers, seeded: bool, extra: dict[str, str]
) -> tuple[Server, bool]:
    """Reuse our data directory, else an image from the cache, else build."""
    record = directory / "databases.json"
    if engine.data.exists() and set(layers.needed(seeded=seeded)) <= set(_recorded(record, engine)):
        engine.start()
        server = Server(host, engine.url)
        if set(layers.needed(seeded=seeded)) <= set(server.run()):
            return server, False
        engine.stop()
    lock = cache_directory() / "locks" / f"pg-{layers.base}-{engine.major}.lock"
    with waiting_lock(lock, lambda: say(f"  waiting for another run that prepares {host.name}")):
        _acquire_data(engine, layers, seeded, _recorded(record, engine))
        engine.start()
        server = Server(host, engine.url)
        builder = Builder(host, server, directory, engine.services.log_directory, extra)
        made = _build_own(engine, builder, layers, seeded)
    names = [name for name in layers.needed(seeded=True) if name in server.run()]
    write_atomically(record, json.dumps({"major": engine.major, "names": names}))
    return server, made


def _build_own(engine: Postgres, builder: Builder, layers: Layers, seeded: bool) -> bool:
    """Make what is missing and put a copy of the data directory into the cache."""

    def save_base() -> None:
        with engine.stopped():
            images.keep_base(engine, layers)
        builder.server.url = engine.url

    made = builder.build(layers, seeded=seeded, after_base=save_base)
    if made:
        builder.drop_others(layers)
    if made or not images.has(engine, layers, seeded):
        with engine.stopped():
            images.keep(engine, layers, seeded)
        builder.server.url = engine.url
    return made


def _build_foreign(builder: Builder, layers: Layers, seeded: bool) -> bool:
    """On a server that others may use at the same time: drop nothing."""
    lock = cache_directory() / "locks" / f"url-{digest(builder.server.url)}.lock"
    with waiting_lock(lock, lambda: say("  waiting for another run on the same server")):
        return builder.build(layers, seeded=seeded)


def _recorded(record: Path, engine: Postgres) -> list[str]:
    """The templates that our data directory held last time, if this server can read it."""
    if not record.exists() or not engine.data.exists():
        return []
    content = json.loads(record.read_text())
    return list(content["names"]) if content["major"] == engine.major else []


def _acquire_data(engine: Postgres, layers: Layers, seeded: bool, recorded: list[str]) -> None:
    complete = images.has(engine, layers, seeded)
    if layers.base in recorded and not complete:
        return
    image = images.best(engine, layers, seeded)
    if image is not None:
        images.take(engine, image)
    else:
        engine.initialise(engine.services.log_directory / "initdb.log")


def host_secrets(host: Host) -> dict[str, str]:
    """Saleor 3 refuses to start without a key of its own for tokens."""
    if host.kind == "saleor2":
        return {}
    if not RSA_KEY.exists():
        command: Command = [host.interpreter, "-m", "devtool.inside.rsa_key"]
        env = python_environment(host, None)
        text = output_of(command, env=env, cwd=Path("/"), what="making an RSA key")
        write_atomically(RSA_KEY, text, 0o600)
    return {"RSA_PRIVATE_KEY": RSA_KEY.read_text()}


def without_database(host: Host, state: Path) -> dict[str, str]:
    """For commands that only read code; nothing listens at this address."""
    return shop_environment(
        host,
        overlay=OVERLAY,
        state=state,
        database_url="postgres://saleor@127.0.0.1:1/none",
        settings=DEMO_SETTINGS,
        extra=host_secrets(host),
    )
