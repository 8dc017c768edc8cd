"""What stands beside a host: our metadata and the tools that it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtool import environments

LOCK = """\
# a comment
iniconfig==2.0.0 \\
    --hash=sha256:aa
pluggy==1.5.0 ; python_version >= '3.11' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
"""


def test_the_overlay_holds_only_what_the_host_lacks(tmp_path: Path) -> None:
    lock = tmp_path / "tools.txt"
    lock.write_text(LOCK)

    lines = list(environments._missing(lock, {"iniconfig"}))

    assert lines[0].startswith("pluggy==1.5.0")
    assert len(lines) == 3


def test_the_metadata_lets_saleor_find_the_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "OVERLAY", tmp_path)
    (tmp_path / "saleor_order_central-0.0.1.dist-info").mkdir()

    environments.write_overlay()

    (home,) = tmp_path.iterdir()
    assert home.name == f"saleor_order_central-{environments.project_version()}.dist-info"
    entry_points = (home / "entry_points.txt").read_text()
    assert "[saleor.plugins]" in entry_points
    assert "saleor_order_central = saleor_order_central.plugin:OrderCentralPlugin" in entry_points


@pytest.mark.parametrize("name", ["floor.txt", "tools.txt", "saleor.txt", "uv.txt", "npm.txt"])
def test_locks_hold_hashes_and_no_addresses(name: str) -> None:
    text = (environments.REQUIREMENTS / name).read_text()

    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not any(sign in text for sign in ("://", "--index", "--find-links", "@ "))
