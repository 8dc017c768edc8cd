"""Keys that decide whether work can be skipped."""

from __future__ import annotations

from pathlib import Path

from devtool import stamps


def test_a_digest_tells_where_one_part_ends() -> None:
    assert stamps.digest("ab", "c") != stamps.digest("a", "bc")


def test_a_changed_file_changes_the_key(tmp_path: Path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("a")
    before = stamps.digest_files([file], tmp_path)

    file.write_text("b")

    assert stamps.digest_files([file], tmp_path) != before


def test_the_place_of_the_checkout_does_not_matter(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.py").write_text("same")
        keys.add(stamps.digest_files(folder.glob("*.py"), folder))

    assert len(keys) == 1


def test_a_stamp_holds_until_the_key_changes(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert not stamps.is_current(stamp, "1")

    stamps.write(stamp, "1")

    assert stamps.is_current(stamp, "1")
    assert not stamps.is_current(stamp, "2")
