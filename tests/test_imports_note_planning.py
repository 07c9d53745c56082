"""Which pages files of notes become, and how names are spelled on all of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from confnotes.imports.note_commands import _report
from confnotes.imports.notes.reading import read_notes
from confnotes.imports.writing.changes import apply
from confnotes.imports.writing.declared import declared_on
from confnotes.imports.writing.note_planning import NoteChoice, plan_notes
from confnotes.imports.writing.notebook import Notebook
from confnotes.model import Conference, ObjectType
from programmes import make_notebook, tree

if TYPE_CHECKING:
    from pathlib import Path

    from confnotes.imports.writing.changes import Plan

CHOICE = NoteChoice(Conference(start=dt.date(2026, 5, 14)), "Exampleconf 2026")
INTO = NoteChoice(Conference(), into="exampleconf-2026")
FOLDER = "conferences/exampleconf-2026"


def take(root: Path, *files: tuple[str, str], choice: NoteChoice = CHOICE) -> Plan:
    """Import files; return what was planned."""
    plan, _read = plan_notes(Notebook(root), files, choice)
    apply(root, plan.changes)
    return plan


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_notebook(tmp_path / "notebook")


def talk(title: str, speaker: str, more: str = "") -> str:
    return f"# {title}\n\nSpeaker: {speaker}\n{more}\nx\n"


def test_two_files_of_one_title_become_two_pages(root: Path) -> None:
    rst = "Fast tests\n==========\n\nx\n"
    files = (("a.md", talk("Fast tests", "Ann Lee")), ("b.rst", rst), ("c.md", "# Index\n\nx\n"))
    take(root, *files)
    names = {path.name for path in (root / FOLDER).iterdir()}
    assert names == {"index.md", "fast-tests.md", "fast-tests-2.rst", "index-2.md"}
    once = tree(root)
    assert take(root, *files).changes == ()
    assert tree(root) == once


def test_a_page_is_not_called_as_a_talk_of_another_page(root: Path) -> None:
    day = "# Day 1\n\n## Fast tests by Ann Lee\n\nx\n"
    files = (("day-1.md", day), ("a.md", talk("Fast tests", "Bo Novak")))
    take(root, *files)
    found = Notebook(root).of_type(ObjectType.TALK)
    assert sorted(one.id for one in found) == ["fast-tests", "fast-tests-2"]
    assert take(root, *files).changes == ()


def test_a_person_is_spelled_in_one_way_in_all_files_and_in_both_languages(root: Path) -> None:
    rst = "Static types\n============\n\n:Speaker: ann lee\n\nx\n"
    files = (
        ("a.md", talk("A", "ANN LEE")),
        ("b.rst", rst),
        ("c.md", talk("C", "Ann Lee")),
        ("d.md", talk("D", "Ann Lee")),
    )
    remarks = take(root, *files).remarks
    for name in ("a.md", "static-types.rst", "c.md"):
        assert ":speakers: Ann Lee\n" in (root / FOLDER / name).read_text(encoding="utf-8")
    assert sorted(remarks) == [
        "the speaker 'ANN LEE' is written 'Ann Lee'",
        "the speaker 'ann lee' is written 'Ann Lee'",
    ]
    take(root, ("e.rst", rst.replace("Static", "Dynamic")), choice=INTO)
    assert ":speakers: Ann Lee\n" in (root / FOLDER / "dynamic-types.rst").read_text("utf-8")


def test_a_room_is_spelled_as_the_conference_has_it(root: Path) -> None:
    take(root, ("a.md", talk("A", "Ann Lee", "Room: Sala 2\n")), ("b.md", "# B\n\nx\n"))
    take(root, ("c.md", talk("C", "Ann Lee", "Room: 2\n")), choice=INTO)
    assert ":room: Sala 2\n" in (root / FOLDER / "c.md").read_text(encoding="utf-8")


def test_a_page_of_the_notebook_is_not_copied(root: Path) -> None:
    take(root, ("a.md", talk("A", "Ann Lee")), ("b.md", "# B\n\nx\n"))
    once = tree(root)
    for name, choice in (("a.md", INTO), ("index.md", NoteChoice(Conference()))):
        text = (root / FOLDER / name).read_text(encoding="utf-8")
        plan = take(root, (name, text), choice=choice)
        assert plan.skipped == ((f"{FOLDER}/{name}", "a page of the notebook already"),)
    assert tree(root) == once


def test_only_the_talk_that_is_the_page_has_the_id_of_the_page() -> None:
    text = "Day\n===\n\nx\n\nFast tests\n----------\n\n.. talk::\n   :room: 2\n\nx\n"
    assert [one.id for one in declared_on("conferences/a/day-1.rst", text)] == ["fast-tests"]
    own = "Fast tests\n==========\n\n.. talk::\n\nx\n"
    assert [one.id for one in declared_on("conferences/a/day-1.rst", own)] == ["day-1"]


def test_the_number_of_talks_is_said_as_people_say_it() -> None:
    one = read_notes("a.md", talk("A", "Ann Lee"), is_declared=True)
    assert list(_report("a.md", one))[-2] == "a.md: 1 talk."
    unsure = read_notes("b.md", "# Porto\n\n## Green Tea\n\nx\n")
    assert list(_report("b.md", unsure))[-2] == "b.md: 0 talks; look at what is marked with ? (1)."


def test_links_between_files_lead_to_their_pages(root: Path) -> None:
    index = "# Index\n\n[A](./a.md), [b](b%20c.md), [d](d.md), [e](x/two.md)\n"
    two = ("two.md", "# Two\n")
    files = [("a.md", talk("Fast tests", "Ann Lee")), ("b c.md", talk("Slow", "Bo Novak"))]
    take(root, ("README.md", index), *files, two, two)
    text = next(path.read_text() for path in (root / FOLDER).glob("index-*.md"))
    assert "[A](fast-tests.md), [b](slow.md), [d]\\(d.md), [e]\\(x/two.md)" in text


def test_files_of_one_name_need_names(root: Path) -> None:
    files = (("a.md", "# My highlights\n"), ("b.md", "# My highlights\n"))
    with pytest.raises(ValueError, match="import them one by one, each with a --name"):
        take(root, *files, choice=NoteChoice(Conference()))
