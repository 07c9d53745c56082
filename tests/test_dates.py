"""When notes were written and changed, asked of real repositories."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from confnotes.exports.dates import Dates, History
from repositories import Repository


def noon(*days: str) -> Dates:
    """Return the dates of a first and a last day."""
    first, last = (dt.datetime.fromisoformat(f"{day}T10:00:00Z") for day in (days[0], days[-1]))
    return Dates(first, last)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Repository(tmp_path_factory.mktemp("original"))
    made.git("init", "-q", "-b", "main")
    made.commit("2026-01-01", a="a", b="b", talks__c="A text that is long enough to know it by.\n")
    made.commit("2026-01-03", a="a, changed")
    made.commit("2026-01-02", a="a, changed by somebody whose commit came later")
    return made.folder


@pytest.fixture
def repository(original: Path, tmp_path: Path) -> Repository:
    return Repository(Path(shutil.copytree(original, tmp_path / "notebook")))


def dates(repository: Repository) -> dict[str, Dates]:
    return {**History(repository.folder).dates}


def test_a_file_is_as_old_as_its_first_commit_and_as_new_as_its_last(
    repository: Repository,
) -> None:
    assert dates(repository) == {
        "a.md": noon("2026-01-01", "2026-01-03"),
        "b.md": noon("2026-01-01"),
        "talks/c.md": noon("2026-01-01"),
    }


def test_what_was_renamed_is_as_old_as_ever(repository: Repository) -> None:
    repository.git("mv", "talks/c.md", "talks/ d é.md")
    repository.commit("2026-02-01")
    repository.commit("2026-02-02", talks__c="Another of the name.")
    assert dates(repository)["talks/ d é.md"] == noon("2026-01-01", "2026-02-01")
    assert dates(repository)["talks/c.md"] == noon("2026-02-02")


def test_a_name_that_was_taken_over_has_not_the_dates_of_who_had_it(
    repository: Repository,
) -> None:
    repository.git("rm", "-q", "b.md")
    repository.commit("2026-02-01")
    repository.git("mv", "talks/c.md", "b.md")
    repository.commit("2026-02-02")
    assert dates(repository)["b.md"] == noon("2026-01-01", "2026-02-02")


def test_what_is_not_committed_has_no_date(repository: Repository) -> None:
    (repository.folder / "new.md").write_text("new")
    (repository.folder / "a.md").write_text("changed since")
    assert "new.md" not in dates(repository)
    assert dates(repository)["a.md"] == noon("2026-01-01", "2026-01-03")


def test_a_notebook_may_be_a_folder_of_a_repository(repository: Repository) -> None:
    history = History(repository.folder / "talks")
    assert history.dates == {"c.md": noon("2026-01-01")}
    before = history.state
    repository.commit("2026-03-01", a="what is not in the folder")
    assert History(repository.folder / "talks").state == before
    repository.commit("2026-03-01", talks__c="what is")
    assert History(repository.folder / "talks").state != before


def test_settings_of_the_reader_change_nothing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "-q", "-b", "other", "HEAD~1")
    repository.commit("2026-01-04", b="b, changed elsewhere")
    repository.git("merge", "-q", "main", "-m", "Merge", day="2026-01-05")
    before = dates(repository)
    assert before["b.md"] == noon("2026-01-01", "2026-01-04")
    for name, value in (
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("diff.renames", "false"),
        ("core.quotePath", "true"),
        ("log.date", "human"),
        ("color.ui", "always"),
        ("format.pretty", "fuller"),
    ):
        repository.git("config", name, value)
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    assert dates(repository) == before


def test_a_clone_without_the_beginning_knows_nothing(
    repository: Repository, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    repository.git("clone", "-q", "--depth=1", f"file://{repository.folder}", str(shallow))
    history = History(shallow)
    assert (history.is_shallow, history.state, history.dates) == (True, "", {})


@pytest.mark.parametrize("there_is", ["no repository", "no commit", "no git", "no notes"])
def test_without_a_history_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there_is: str
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    if there_is != "no repository":
        repository = Repository(tmp_path)
        repository.git("init", "-q")
        if there_is != "no commit":
            repository.commit("2026-01-01", other="What is in no notebook.")
    if there_is == "no git":
        monkeypatch.setenv("PATH", "")
    history = History(folder)
    assert (history.is_shallow, history.state, history.dates) == (False, "", {})
