"""A host: one Saleor, the interpreter that runs it, and the environment variables it needs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devtool.paths import ROOT
from devtool.process import Command, output_of
from devtool.stamps import digest, digest_listing
from devtool.steps import Failure

FLOOR = "floor"
SUPPORTED = {(2, 10), (3, 21), (3, 22), (3, 23), (3, 24)}
# Never the whole environment: a shop's DATABASE_URL, broker or cache must not leak into ours.
PASSED_ON = re.compile(
    r"PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.+|TERM|COLUMNS|LINES|TMPDIR|TZ|SSL_CERT_.+|CI|NO_COLOR"
    r"|FORCE_COLOR|PY_COLORS|PYTEST_ADDOPTS|HYPOTHESIS_.+|ORDER_CENTRAL_.+"
)
DEVELOPMENT_SECRET = "development-and-tests-only-this-key-protects-nothing"


@dataclass(frozen=True)
class Probe:
    """What an interpreter said about itself."""

    saleor: str
    django: str
    python: str
    package: Path
    distributions: tuple[str, ...]

    @property
    def kind(self) -> str:
        return "saleor2" if self.saleor.startswith("2.") else "saleor3"


@dataclass(frozen=True)
class Host:
    """Everything needed to run a program under one Saleor."""

    name: str
    interpreter: Path
    probe: Probe
    search_path: tuple[Path, ...]
    tools: Path
    cwd: Path
    bytecode: Path | None

    @property
    def kind(self) -> str:
        return self.probe.kind

    @property
    def title(self) -> str:
        return f"{self.name} (Saleor {self.probe.saleor}, Python {self.probe.python})"

    @property
    def schema_key(self) -> str:
        """Changes when the host's own tables may have changed."""
        package = self.probe.package
        listing = digest_listing(package.rglob("migrations/*.py"), package)
        return digest(self.kind, self.probe.saleor, self.probe.django, listing)


def supported(version: str) -> bool:
    found = re.match(r"(\d+)\.(\d+)", version)
    return found is not None and (int(found[1]), int(found[2])) in SUPPORTED


def inherited_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}


def probe(interpreter: Path, root: Path | None) -> Probe:
    """Ask the interpreter; refuse with the reason when it cannot import a supported Saleor."""
    if not os.access(interpreter, os.X_OK):
        raise Failure(f"The interpreter {interpreter} is gone or cannot be run.")
    path = [str(ROOT)] + ([str(root)] if root else [])
    env = inherited_environment() | {
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command: Command = [interpreter, "-m", "devtool.inside.probe"]
    text = output_of(command, env=env, cwd=Path("/"), what=f"`import saleor` with {interpreter}")
    facts = json.loads(text)
    if not supported(facts["saleor"]):
        raise Failure(f"Saleor {facts['saleor']} is not supported: use 2.10 or 3.21 to 3.24.")
    return Probe(
        saleor=facts["saleor"],
        django=facts["django"],
        python=facts["python"],
        package=Path(facts["package"]),
        distributions=tuple(facts["distributions"]),
    )


def python_environment(host: Host, overlay: Path | None) -> dict[str, str]:
    """Variables that decide what is imported; without overlay the host does not find our plugin."""
    entries = [ROOT, *([overlay] if overlay else []), *host.search_path]
    env = inherited_environment() | {
        "PYTHONPATH": os.pathsep.join(str(entry) for entry in entries),
        "PYTHONSAFEPATH": "1",  # `-m` must not put the working directory first
        "PYTHONUNBUFFERED": "1",
    }
    if host.bytecode:  # a registered environment gets no file written into it
        env["PYTHONPYCACHEPREFIX"] = str(host.bytecode)
    return env


def shop_environment(
    host: Host,
    *,
    overlay: Path | None,
    state: Path,
    database_url: str,
    settings: str,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The variables of a shop: Saleor's own, and those that our settings modules read."""
    env = python_environment(host, overlay) | {
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database_url,
        "SECRET_KEY": DEVELOPMENT_SECRET,
        "DEBUG": "False",
        "ALLOWED_CLIENT_HOSTS": "localhost" if host.kind == "saleor2" else "localhost,127.0.0.1",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "CACHE_URL": "locmem://",
        "EMAIL_URL": "console://",
        "SEND_USAGE_TELEMETRY": "False",
        "ORDER_CENTRAL_HOST": host.name,
        "ORDER_CENTRAL_HOST_KIND": host.kind,
        "ORDER_CENTRAL_STATE": str(state),
        "ORDER_CENTRAL_BARE": "" if overlay else "1",
    }
    return env | dict(extra or {})
