"""Long lists say the titles only, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from confnotes.indexing import view_index
from confnotes.model import CompleteIndex, ObjectType, TalkQuery
from confnotes.querying import view_query
from confnotes.shortening import shortened
from confnotes.viewing import view_declaration
from confnotes.views import TalkYearsView
from making import conference, notebook, page, programme, speaker, talk, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from confnotes.lookup import Lookup
    from confnotes.views import View
    from projects import Project

LISTS: dict[str, Callable[[Lookup], View]] = {
    "a topic": lambda lookup: view_declaration(lookup, "t/a", 0),
    "a narrower topic": lambda lookup: view_declaration(lookup, "t/b", 0),
    "a speaker": lambda lookup: view_declaration(lookup, "ann", 0),
    "a list": lambda lookup: view_query(lookup, TalkQuery()),
    "all talks": lambda lookup: view_index(lookup, CompleteIndex(ObjectType.TALK)),
    "an index": lambda lookup: view_index(lookup, CompleteIndex(ObjectType.SPEAKER, "speakers")),
}


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """Return three talks by Ann, who has a page, and Bo, who has none."""
    talks = [
        talk(f"Talk {number}", date="2012-09-04 14:20", speakers="Ann, Bo", topics="a")
        for number in "123"
    ]
    topics = [page("t/a", topic("a", broader="b")), page("t/b", topic("b"))]
    return notebook(programme(*talks), *topics, page("ann", speaker("Ann")))


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_as_it_was_up_to_the_limit(lookup: Lookup, kind: str) -> None:
    view = LISTS[kind](lookup)
    assert shortened(view, 3) == view


@pytest.mark.parametrize("kind", LISTS)
def test_a_longer_one_has_the_same_talks_by_their_titles(lookup: Lookup, kind: str) -> None:
    before, after = repr(LISTS[kind](lookup)), repr(shortened(LISTS[kind](lookup), 2))
    for number in "123":
        assert after.count(f"label='Talk {number}'") == before.count(f"label='Talk {number}'") > 0
    assert "date=datetime" in before
    assert "date=datetime" not in after


def test_all_talks_of_a_large_notebook_are_listed_by_year_and_conference() -> None:
    lookup = notebook(
        page("c/index", conference("C", "2012-09-04"), talk("A"), talk("B", notes=True)),
        page("d/index", conference("D", "2012-10-01"), talk("E", date="2012-10-02")),
        page("e/index", conference("F", "2009-01-01"), talk("G")),
        page("h", talk("H")),
    )
    view = shortened(view_index(lookup, CompleteIndex(ObjectType.TALK)), 2)
    assert isinstance(view, TalkYearsView)
    listed = [
        (year, [(str(getattr(one.heading, "label", "")), [row.target.label for row in one.rows])])
        for year, groups in view.years
        for one in groups
    ]
    assert listed == [
        ("2012", [("D", ["E"])]),
        ("2012", [("C", ["B", "A"])]),
        ("2009", [("F", ["G"])]),
        ("", [("", ["H"])]),
    ]


def test_a_programme_says_all(lookup: Lookup) -> None:
    view: View = view_declaration(lookup, "c/index", 0)
    assert shortened(view, 0) == view


def test_the_setting_says_what_is_long(make_project: Callable[..., Project]) -> None:
    talks = "".join(
        f"## Talk {number}\n\n:::{{talk}}\n:speakers: Ann\n:date: 2012-09-04\n:topics: x\n:::\n\n"
        for number in "123"
    )
    conference = "# Conf\n\n:::{conference}\n:start: 2012-09-04\n:::\n\n"
    files = {"c/index.md": conference + talks, "c/x.md": "# X\n\n:::{topic}\n:::\n"}
    project = make_project(files)
    assert "Talk 1 · Ann · Conf · 4 September 2012" in project.build().text("c/x")
    conf = (project.srcdir / "conf.py").read_text(encoding="utf-8")
    project.write({"conf.py": conf + "\nconfnotes_full_lists = 2\n"})
    text = project.build().text("c/x")
    assert "Talk 1 Talk 2 Talk 3" in text
    assert "Ann" not in text
