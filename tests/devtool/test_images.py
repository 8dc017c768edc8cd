"""The cache of data directories: take the nearest, keep few."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from devtool import images
from devtool.databases import Layers
from devtool.postgres import Postgres


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Postgres:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Postgres, "major", "15")
    data = tmp_path / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("15")
    services: Any = None
    return Postgres(tmp_path, data, None, services)


def layers(migrated: str, seeded: str) -> Layers:
    return Layers("p_base_b", f"p_migrated_{migrated}", f"p_seeded_{seeded}")


def test_nothing_in_an_empty_cache(engine: Postgres) -> None:
    assert images.best(engine, layers("m1", "s1"), True) is None
    assert not images.has(engine, layers("m1", "s1"), False)


def test_prefers_the_image_that_leaves_the_least_to_do(engine: Postgres) -> None:
    images.keep_base(engine, layers("m1", "s1"))
    images.keep(engine, layers("m1", "s1"), True)
    images.keep(engine, layers("m2", "s2"), False)

    def chosen(wanted: Layers) -> str:
        found = images.best(engine, wanted, True)
        assert found
        return found.name

    assert chosen(layers("m1", "s1")) == "m1-s1"
    assert chosen(layers("m1", "s9")) == "m1-s1"
    assert chosen(layers("m2", "s2")) == "m2-plain"


def test_a_seeded_image_serves_a_run_that_needs_no_sample_data(engine: Postgres) -> None:
    images.keep(engine, layers("m1", "s1"), True)

    assert images.has(engine, layers("m1", "s1"), False)
    assert not images.has(engine, layers("m2", "s2"), False)


def test_an_image_is_copied_and_stays_as_it_is(engine: Postgres) -> None:
    images.keep(engine, layers("m1", "s1"), True)
    image = images.best(engine, layers("m1", "s1"), True)
    assert image

    images.take(engine, image)
    (engine.data / "PG_VERSION").write_text("changed")

    assert (image / "PG_VERSION").read_text() == "15"


def test_only_the_newest_images_stay(engine: Postgres) -> None:
    for number in range(images.KEPT_PER_BASE + 3):
        wanted = layers(f"m{number}", "s")
        images.keep(engine, wanted, True)
        image = images.best(engine, wanted, True)
        assert image
        os.utime(image, (number, number))

    assert len(list(image.parent.iterdir())) == images.KEPT_PER_BASE
