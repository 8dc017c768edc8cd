"""One directory per run that is going on."""

from __future__ import annotations

from pathlib import Path

from devtool.locks import claim_slot, try_lock


def test_runs_side_by_side_get_their_own_directories(tmp_path: Path) -> None:
    first = claim_slot(tmp_path, "test-floor", 2)
    second = claim_slot(tmp_path, "test-floor", 2)

    assert first
    assert second
    assert [slot[0].name for slot in (first, second)] == ["test-floor", "test-floor-2"]
    assert claim_slot(tmp_path, "test-floor", 2) is None
    for _, handle in (first, second):
        handle.close()


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    held = try_lock(tmp_path / "lock")
    assert held
    assert try_lock(tmp_path / "lock") is None

    held.close()

    again = try_lock(tmp_path / "lock")
    assert again
    again.close()
