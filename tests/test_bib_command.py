"""``confnotes bib``: the bibliography of all talks, for the notes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from confnotes.commands import confnotes
from confnotes.exports.bibliographies import MARK

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OLD = f"{MARK}\n\n@misc{{c.one,\n  title = {{{{One}}}},\n}}\n"
NEW = OLD.replace("One", "Łódź")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a notebook whose site is built."""
    built = tmp_path / "_build" / "html"
    built.mkdir(parents=True)
    (built / "talks.bib").write_text(NEW, encoding="utf-8")
    return tmp_path


def bib(source: Path, *arguments: str) -> Result:
    return CliRunner().invoke(confnotes, ["bib", "--source", str(source), *arguments])


def test_it_shows_what_differs_and_writes_if_told_to(source: Path) -> None:
    file = source / "talks.bib"
    file.write_text(OLD, encoding="utf-8")
    shown = bib(source)
    assert "-  title = {{One}}," in shown.output
    assert "+  title = {{Łódź}}," in shown.output
    assert "Nothing is written" in shown.output
    assert file.read_text(encoding="utf-8") == OLD
    assert bib(source, "--write").exit_code == 0
    assert file.read_bytes() == NEW.encode()
    assert bib(source, "--write").output == "talks.bib stays as it is.\n"


def test_it_makes_a_file_of_another_name(source: Path) -> None:
    assert bib(source, "all.bib", "--write").exit_code == 0
    assert (source / "all.bib").read_bytes() == NEW.encode()


def test_it_leaves_alone_what_somebody_has_written(source: Path) -> None:
    file = source / "references.bib"
    file.write_text("@misc{mine}\n", encoding="utf-8")
    done = bib(source, "references.bib", "--write")
    assert done.exit_code == 1
    assert "references.bib was not made by confnotes, and is left as it is" in done.output
    assert file.read_text(encoding="utf-8") == "@misc{mine}\n"


def test_it_needs_a_site(tmp_path: Path) -> None:
    done = bib(tmp_path, "--write")
    assert done.exit_code == 1
    assert "run `make html` first" in done.output
    assert not (tmp_path / "talks.bib").exists()
