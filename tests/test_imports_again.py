"""Whatever an author does to the pages, and whatever happens to the schedule: no word is lost."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from confnotes.imports.writing.ledger import LEDGER
from making import law
from programmes import DAY, make_notebook, plan, programme, run, talk, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from confnotes.imports.model import Imported, Programme
    from confnotes.model import Talk

HOME = "conferences/exampleconf-2026"
TALKS = (
    talk("g1", "Fast tests", "Why?", time=dt.time(10), speakers="Ann Lee", room="Hall 1"),
    talk("g2", "Bread", "A history.", time=dt.time(9), speakers="Cem Aydın", topics="bread"),
    talk("g3", "Third", date=DAY + dt.timedelta(1), speakers="Bo"),
    talk("g4", "Fourth", speakers="Bo"),
)

#: What an author may do to the text of a page; each word of the author's has a MINE in it.
TEXTS: dict[str, Callable[[str], str]] = {
    "a changed option": lambda text: text.replace("Hall 1", "MINE").replace(": Bo", ": MINE"),
    "an option taken out": lambda text: text.replace(":room: Hall 1\n", ""),
    "an option more": lambda text: text.replace("}\n:", "}\n:code: https://MINE.example/\n:"),
    "another title": lambda text: text.replace("# F", "# MINE F"),
    "another abstract": lambda text: text.replace("Why?", "MINE *why*\n\nMINE"),
    "notes at the end": lambda text: f"{text}\nMINE",
    "notes in between": lambda text: text.replace("\n\n:::{", "\n\nMINE\n\n:::{"),
    "the directive further down": lambda text: text.replace("\n:::{", "\n### MINE\n\n:::{"),
    "no directive": lambda text: text.replace(":::{talk}", "MINE").replace("\n:::", "\nMINE"),
    "backticks": lambda text: text.replace(":::", "```"),
    "a fence that is not closed": lambda text: text.removesuffix(":::\n"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "spaces": lambda text: text.replace("\n", " \n"),
    "tabs": lambda text: text.replace("room: ", "room:\t"),
    "no last line ending": lambda text: text.rstrip("\n"),
    "a label": lambda text: text.replace("## ", "(MINE)=\n## "),
    "front matter": lambda text: f"---\nMINE: 1\n---\n\n{text}",
    "a comment": lambda text: text.replace(":room:", ":# MINE\n:room:"),
    "nothing": lambda _text: "",
}
#: What an author may do to a file.
FILES: dict[str, Callable[[Path], Any]] = {
    "deleted": lambda file: file.unlink(),
    "renamed": lambda file: file.rename(file.with_stem("mine")),
    "in reStructuredText": lambda file: file.rename(file.with_suffix(".rst")),
    "linked to": lambda file: file.with_name("n.md").write_text(f"# MINE\n\n[]({file.name})\n"),
    "in another encoding": lambda file: file.write_bytes(file.read_bytes() + b"MINE \xe9\n"),
}
_PAGES = st.sampled_from(["fast-tests.md", "bread.md", "fourth.md", "index.md", f"{DAY}.md"])
_EDITS = st.lists(st.tuples(_PAGES, st.sampled_from([*TEXTS, *FILES])), max_size=3)


def edit(root: Path, page: str, kind: str) -> None:
    """Do to a page what an author may do, if it is there."""
    file = root / HOME / page
    if not file.is_file():
        return
    if kind in FILES:
        FILES[kind](file)
    else:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
        file.write_bytes(TEXTS[kind](text).encode("utf-8", "surrogateescape"))


def _change(one: Imported[Talk], **fields: Any) -> Imported[Talk]:
    return replace(one, facts=replace(one.facts, **fields))


#: What may happen to a talk; None: it is cancelled.
HAPPENINGS: tuple[Callable[[Imported[Talk]], Imported[Talk] | None], ...] = (
    lambda one: one,
    lambda one: _change(one, room="Attic", track="A"),
    lambda one: _change(one, time=dt.time(17, 30)),
    lambda one: _change(one, date=DAY + dt.timedelta(1)),
    lambda one: _change(one, speakers=("Eve", "Ann Lee"), room=""),
    lambda one: replace(one, title=f"New: {one.title}"),
    lambda one: replace(one, content="```\n:::\n```"),
    lambda one: replace(one, content=""),
    lambda one: replace(one, key=f"new {one.key}"),
    lambda _one: None,
)
#: What does not change which page a talk gets: not its title.
QUIET = tuple(happen for at, happen in enumerate(HAPPENINGS) if at != 5)
_LATE = (talk("g8", "Late"),)
_TWIN = (talk("g9", "Fast tests", speakers="Bo"),)


@st.composite
def _schedules(
    draw: st.DrawFn,
    happenings: tuple[Callable[[Imported[Talk]], Imported[Talk] | None], ...],
    more: list[tuple[Imported[Talk], ...]],
    keys: tuple[str, ...] = ("ec26", "ec26", "ec"),
) -> Programme:
    talks = [draw(st.sampled_from(happenings))(one) for one in TALKS]
    title = draw(st.sampled_from(["Exampleconf 2026", "Renamed"]))
    key = draw(st.sampled_from(keys))
    return programme(*filter(None, talks), *draw(st.sampled_from(more)), title=title, key=key)


def words_of(root: Path) -> list[bytes]:
    """Return the lines in which an author has written something, of all files."""
    files = [file for file in root.rglob("*") if file.is_file() and file.name != LEDGER]
    return sorted(
        line for file in files for line in file.read_bytes().split(b"\n") if b"MINE" in line
    )


_ALL = _schedules(HAPPENINGS, [(), _LATE, _TWIN])


@settings(law, max_examples=25)
@given(st.sampled_from(["talk", "day"]), st.lists(st.tuples(_EDITS, _ALL), min_size=1, max_size=2))
def test_no_word_is_lost_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory,
    per: str,
    rounds: list[tuple[list[tuple[str, str]], Programme]],
) -> None:
    root = make_notebook(tmp_path_factory.mktemp("again") / "notebook")
    run(root, programme(*TALKS), per=per)
    for edits, newer in rounds:
        for page, kind in edits:
            edit(root, page, kind)
        words, before = words_of(root), tree(root)
        try:
            run(root, newer)
        except ValueError:
            assert tree(root) == before
            continue
        assert words_of(root) == words
        again = plan(root, newer)
        assert (again.changes, again.conflicts) == ((), ())
    shutil.rmtree(root)


@settings(law, max_examples=15)
@given(st.sampled_from(["talk", "day"]), _schedules(QUIET, [(), _LATE], ("ec26",)))
def test_where_nobody_has_written_the_old_import_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, per: str, newer: Programme
) -> None:
    first, second = (make_notebook(tmp_path_factory.mktemp("again") / name) for name in "ab")
    run(first, programme(*TALKS), per=per)
    try:
        run(first, newer, per=per)
    except ValueError:  # there may be no talk left
        return
    run(second, newer, per=per, name="exampleconf-2026")
    found, fresh = tree(first), tree(second)
    assert found.keys() == fresh.keys()
    assert {name for name in fresh if found[name] != fresh[name]} <= {f"{HOME}/{LEDGER}"}


def test_a_talk_that_comes_and_goes_does_not_hide_that_nobody_has_touched_a_day(
    tmp_path: Path,
) -> None:
    root = make_notebook(tmp_path / "notebook")
    early, late = talk("1", "Early"), talk("2", "Late", time=dt.time(9))
    run(root, programme(early, late), per="day")
    run(root, programme(early, talk("3", "Guest"), late))
    moved = programme(late, replace(early, facts=replace(early.facts, time=dt.time(10))))
    run(root, moved)
    assert plan(root, moved).changes == ()
