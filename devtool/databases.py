"""Template databases in three layers, each a copy of the one before it.

base      the host's own tables, without our app: minutes on Saleor 3, so it survives our changes
migrated  base and our migrations: what a test run copies
seeded    migrated and sample data: what the demo, the benchmarks and the HTTP tests copy

A layer is made under another name and renamed at the end; a killed run leaves no half template.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devtool.environments import OVERLAY
from devtool.hosts import Host, python_environment, shop_environment
from devtool.paths import PACKAGE, ROOT
from devtool.process import Command, output_of, run_logged
from devtool.stamps import digest, digest_files
from devtool.steps import say

MIGRATION_SETTINGS = "tests.settings"
DEMO_SETTINGS = "demo.settings"
# Bump when a layer is built in another way.
RECIPE = "2"
# Read by people or by the running shop, not by the data.
NOT_DATA = {"__init__.py", "settings.py", "show.py", "urls.py"}


@dataclass(frozen=True)
class Layers:
    """The names of the three templates; each name changes with what the layer is made of."""

    base: str
    migrated: str
    seeded: str

    def needed(self, *, seeded: bool) -> tuple[str, ...]:
        return (self.base, self.migrated, *([self.seeded] if seeded else []))

    def copy(self, purpose: str) -> str:
        """The name of a database that one run works on."""
        return self.base.rsplit("_base_", 1)[0] + f"_{purpose}"


def layers_of(host: Host) -> Layers:
    slug = re.sub(r"[^a-z0-9]", "_", host.name)[:20]
    base = digest(RECIPE, host.schema_key)
    migrations = PACKAGE / "migrations"
    migrated = digest(base, digest_files(migrations.rglob("*.py"), migrations))
    # The sample shop is made through the plugin's own hooks and mutations: its code makes the data too.
    sample = [path for path in (ROOT / "demo").rglob("*.py") if path.name not in NOT_DATA]
    seeded = digest(migrated, digest_files([*sample, *PACKAGE.rglob("*.py")], ROOT))
    prefix = f"order_central_{slug}"
    return Layers(f"{prefix}_base_{base}", f"{prefix}_migrated_{migrated}", f"{prefix}_seeded_{seeded}")


class Server:
    """Administration of one PostgreSQL server through the host's driver."""

    def __init__(self, host: Host, url: str) -> None:
        self.host = host
        self.url = url

    def run(self, *operations: list[str]) -> list[str]:
        """Carry out the operations; the answer is the list of databases afterwards."""
        interpreter = self.host.interpreter
        command: Command = [interpreter, "-m", "devtool.inside.sql", self.url, json.dumps(operations)]
        env = python_environment(self.host, None)
        text = output_of(command, env=env, cwd=Path("/"), what="a database command")
        names: list[str] = json.loads(text)
        return names

    def url_of(self, name: str) -> str:
        head, _, query = self.url.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@dataclass
class Builder:
    """Makes the missing layers on a running server."""

    host: Host
    server: Server
    state: Path
    logs: Path
    extra: dict[str, str]

    def build(self, layers: Layers, *, seeded: bool, after_base: Callable[[], None] | None = None) -> bool:
        """Whether something had to be made. `after_base` can save the expensive layer at once."""
        present = self.server.run()
        plan = [(layers.base, None, self._migrate_base), (layers.migrated, layers.base, self._migrate)]
        if seeded:
            plan.append((layers.seeded, layers.migrated, self._seed))
        missing = [entry for entry in plan if entry[0] not in present]
        for name, template, fill in missing:
            part = f"{name}_new"
            self.server.run(["drop", part], ["create", part, *([template] if template else [])])
            fill(part)
            self.server.run(["rename", part, name])
            if name == layers.base and after_base:
                after_base()
        return bool(missing)

    def drop_others(self, layers: Layers) -> None:
        """Drop what is not a current template: only on a server of our own, nobody else uses it."""
        prefix = layers.base.rsplit("_base_", 1)[0] + "_"
        keep = {layers.base, layers.migrated, layers.seeded}
        names = [name for name in self.server.run() if name.startswith(prefix) and name not in keep]
        if names:
            self.server.run(*(["drop", name] for name in names))

    def _migrate_base(self, name: str) -> None:
        note = " (2 to 4 minutes, once per version)" if self.host.kind == "saleor3" else ""
        say(f"  migrating Saleor {self.host.probe.saleor}{note}")
        self.server.run(["extend", name])
        self._manage(name, MIGRATION_SETTINGS, "migrate", bare=True)

    def _migrate(self, name: str) -> None:
        say("  applying our migrations")
        self._manage(name, MIGRATION_SETTINGS, "migrate")

    def _seed(self, name: str) -> None:
        say("  making the sample data")
        env = self._environment(name, DEMO_SETTINGS, bare=False)
        command: Command = [self.host.interpreter, "-m", "demo.seed"]
        log = self.logs / "seed.log"
        run_logged(command, env=env, cwd=self.host.cwd, log=log, what="making the sample data")

    def _manage(self, name: str, settings: str, command: str, bare: bool = False) -> None:
        env = self._environment(name, settings, bare=bare)
        line: Command = [self.host.interpreter, "-m", "django", command, "--no-input", "-v", "1"]
        log = self.logs / f"{command}.log"
        run_logged(line, env=env, cwd=self.host.cwd, log=log, what=f"`{command}` on {self.host.name}")

    def _environment(self, name: str, settings: str, *, bare: bool) -> dict[str, str]:
        return shop_environment(
            self.host,
            overlay=None if bare else OVERLAY,
            state=self.state,
            database_url=self.server.url_of(name),
            settings=settings,
            extra=self.extra,
        )
