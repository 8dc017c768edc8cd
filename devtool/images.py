"""Data directories at rest, kept in the user's cache: a new checkout need not migrate from zero.

An image is never used in place; a run copies it, so that any number of runs can share it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from devtool.databases import Layers
from devtool.paths import cache_directory
from devtool.postgres import Postgres
from devtool.stamps import digest

KEPT_PER_BASE = 4


def _key(name: str) -> str:
    return name.rsplit("_", 1)[1]


def _family(postgres: Postgres, layers: Layers) -> Path:
    """All images with the same host tables; the name in the layers tells hosts apart."""
    return cache_directory() / "pg" / f"{postgres.major}-{digest(layers.base)}"


def _image(postgres: Postgres, layers: Layers, seeded: bool) -> Path:
    last = _key(layers.seeded) if seeded else "plain"
    return _family(postgres, layers) / f"{_key(layers.migrated)}-{last}"


def _base_image(postgres: Postgres, layers: Layers) -> Path:
    return _family(postgres, layers) / "base-only"


def best(postgres: Postgres, layers: Layers, seeded: bool) -> Path | None:
    """The image that leaves the least to do."""
    family = _family(postgres, layers)
    wished = [_image(postgres, layers, True), _image(postgres, layers, False)]
    same_migrations = sorted(family.glob(f"{_key(layers.migrated)}-*"))
    anything = sorted(family.glob("*-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*(wished if seeded else wished[::-1]), *same_migrations, *anything]:
        if (path / "PG_VERSION").exists() and not path.name.endswith(".part"):
            return path
    return None


def has(postgres: Postgres, layers: Layers, seeded: bool) -> bool:
    images = [_image(postgres, layers, True)] + ([] if seeded else [_image(postgres, layers, False)])
    return any(path.exists() for path in images)


def take(postgres: Postgres, image: Path) -> None:
    """Copy the image to the place of the data directory."""
    part = postgres.data.with_name("data.new")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(image, part)
    part.chmod(0o700)
    postgres.own(part)
    postgres.put(part)
    os.utime(image)


def keep(postgres: Postgres, layers: Layers, seeded: bool) -> None:
    """Copy the stopped data directory into the cache, and drop the oldest images beside it."""
    _store(postgres, _image(postgres, layers, seeded))


def keep_base(postgres: Postgres, layers: Layers) -> None:
    """The host's own tables alone: whatever fails afterwards, they need not be made again."""
    _store(postgres, _base_image(postgres, layers))


def _store(postgres: Postgres, image: Path) -> None:
    image.parent.mkdir(parents=True, exist_ok=True)
    part = image.with_name(f"{image.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(postgres.data, part)
    shutil.rmtree(image, ignore_errors=True)
    part.rename(image)
    ours = sorted(image.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in ours[KEPT_PER_BASE:]:
        shutil.rmtree(old, ignore_errors=True)
