"""What is in the files that we publish."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "saleor_order_central"
DATA_FOLDERS = ("migrations", "templates", "static", "locale")
BUILD = "from hatchling.build import {0}; print({0}({1!r}))"


def build(hook: str, target: Path) -> Path:
    """Call the build backend as an installer does, in a process of its own."""
    code = BUILD.format(hook, str(target))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(build("build_wheel", tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with tarfile.open(build("build_sdist", tmp_path_factory.mktemp("sdist"))) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


def in_metadata(wheel: zipfile.ZipFile, file: str) -> str:
    (name,) = (name for name in wheel.namelist() if name.endswith(f".dist-info/{file}"))
    return wheel.read(name).decode()


def test_the_wheel_holds_one_package(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"saleor_order_central"}


def test_the_contract_travels_inside_the_package(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()

    assert "saleor_order_central/contract/schema.graphql" in names
    operations = [path.name for path in (ROOT / "graphql" / "operations").glob("**/*.graphql")]
    carried = {Path(name).name for name in names if "/contract/operations/" in name}
    assert carried == set(operations)


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_files_that_django_looks_for_are_in_the_wheel(wheel: zipfile.ZipFile, folder: str) -> None:
    files = (path for path in (PACKAGE / folder).rglob("*") if path.is_file())
    expected = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}

    assert expected <= set(wheel.namelist())


def test_saleor_finds_the_plugin(wheel: zipfile.ZipFile) -> None:
    lines = in_metadata(wheel, "entry_points.txt").splitlines()

    assert "[saleor.plugins]" in lines
    assert "saleor_order_central = saleor_order_central.plugin:OrderCentralPlugin" in lines


def test_the_shop_keeps_its_own_versions(wheel: zipfile.ZipFile) -> None:
    metadata = Parser().parsestr(in_metadata(wheel, "METADATA"))
    required = {re.split(r"[^a-z0-9-]", one.lower())[0] for one in metadata.get_all("Requires-Dist") or []}

    assert metadata["Name"] == "saleor-order-central"
    assert metadata["Requires-Python"] == ">=3.11"
    assert required.isdisjoint({"django", "graphene", "graphene-django", "graphql-core", "celery", "saleor"})


def test_the_source_archive_can_build_the_wheel(sdist: list[str]) -> None:
    wanted = {"pyproject.toml", "README.md", "graphql/schema.graphql", "saleor_order_central/plugin.py"}

    assert wanted <= set(sdist)
    assert not any(name.startswith((".demo", ".git/")) for name in sdist)
