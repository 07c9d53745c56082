"""A file is written as a whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from confnotes.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("before", [None, "old"])
def test_a_file_is_written_and_nothing_else(tmp_path: Path, before: str | None) -> None:
    path = tmp_path / "notes.txt"
    if before is not None:
        path.write_text(before, encoding="utf-8")
    write_whole(path, "Zoë\n")
    assert path.read_text(encoding="utf-8") == "Zoë\n"
    assert [*tmp_path.iterdir()] == [path]


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "half of a pair: \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_folder_in_the_place_of_the_file_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.mkdir()
    with pytest.raises(OSError, match=r"notes\.txt"):
        write_whole(path, "new")
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_one_and_keeps_the_mode(tmp_path: Path) -> None:
    file = tmp_path / "real.txt"
    file.write_text("old")
    file.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    write_whole(link, "new\r\n")
    assert link.is_symlink()
    assert file.read_bytes() == b"new\r\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_may_not_be_written_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file.txt"
    file.write_text("old")
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(PermissionError):
        write_whole(file, "new")
    assert file.read_text() == "old"
