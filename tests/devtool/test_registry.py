"""The user's list of Saleor 3 environments."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtool import hosts, registry
from devtool.steps import Failure


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def shop_root(tmp_path: Path) -> Path:
    """A directory that looks like a Saleor to the probe."""
    package = tmp_path / "shop" / "saleor"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('__version__ = "3.23.1"\n')
    return package.parent


def test_registers_what_runs(shop_root: Path) -> None:
    entry = registry.add("staging", Path(sys.executable), shop_root)

    assert entry.saleor == "3.23.1"
    assert registry.load() == {"staging": entry}
    assert registry.registry_file().stat().st_mode & 0o077 == 0


def test_forgets_on_request(shop_root: Path) -> None:
    registry.add("staging", Path(sys.executable), shop_root)

    registry.remove("staging")

    assert registry.load() == {}


@pytest.mark.parametrize("version", ["3.20.5", "2.11.0", "4.0.0"])
def test_refuses_unsupported_versions(shop_root: Path, version: str) -> None:
    (shop_root / "saleor" / "__init__.py").write_text(f'__version__ = "{version}"\n')

    with pytest.raises(Failure, match="not supported"):
        registry.add("staging", Path(sys.executable), shop_root)

    assert registry.load() == {}


def test_refuses_an_environment_that_cannot_import_saleor(shop_root: Path) -> None:
    (shop_root / "saleor" / "__init__.py").write_text("raise ImportError('no broker library')\n")

    with pytest.raises(Failure, match="no broker library"):
        registry.add("staging", Path(sys.executable), shop_root)


def test_a_missing_interpreter_is_named(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="gone"):
        registry.add("staging", tmp_path / "python", None)


@pytest.mark.parametrize("name", ["floor", "", "../x", "Two Words"])
def test_refuses_names_that_are_taken_or_unsafe(name: str) -> None:
    with pytest.raises(Failure, match="cannot be the name"):
        registry.add(name, Path(sys.executable), None)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(Failure, match="Known: floor"):
        registry.get("nowhere")


def test_a_damaged_registry_is_named_with_its_path() -> None:
    registry.registry_file().parent.mkdir(parents=True)
    registry.registry_file().write_text("{")

    with pytest.raises(Failure, match=r"hosts\.json"):
        registry.load()


def test_the_variables_of_the_shop_are_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY", "PYTHONPATH"):
        monkeypatch.setenv(name, "of the shop")

    assert "of the shop" not in hosts.inherited_environment().values()
