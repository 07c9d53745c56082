"""What is collected of a document when it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from confnotes.model import Declaration, Page
    from projects import Built, Project

CONFERENCE = "# Conf\n\n:::{conference}\n:start: 2012-09-04\n:::\n"


def page_of(built: Built, docname: str) -> Page:
    return built.app.env.domains["conf"].pages[docname]  # type: ignore[attr-defined]


def declared(built: Built, docname: str) -> list[Declaration]:
    return list(page_of(built, docname).declarations)


def test_a_talk_can_be_a_page(make_project: Callable[..., Project]) -> None:
    built = make_project(
        {"c/index.md": CONFERENCE, "c/a.md": "# A talk\n\n:::{talk}\n:::\n"}
    ).build()
    [talk] = declared(built, "c/a")
    assert (talk.title, talk.is_page, talk.node_id) == ("A talk", True, "a")


def test_several_talks_can_be_sections_of_a_page(make_project: Callable[..., Project]) -> None:
    sections = "".join(f"\n## Talk {n}\n\n:::{{talk}}\n:::\n" for n in (1, 2, 3))
    built = make_project({"c/index.md": CONFERENCE + sections}).build()
    _conference, *talks = declared(built, "c/index")
    assert [(talk.title, talk.is_page) for talk in talks] == [
        ("Talk 1", False),
        ("Talk 2", False),
        ("Talk 3", False),
    ]
    assert [talk.node_id for talk in talks] == ["talk-1", "talk-2", "talk-3"]


def test_restructuredtext_says_the_same(make_project: Callable[..., Project]) -> None:
    files: dict[str, str | None] = {
        "c/index.rst": "Conf\n====\n\n.. conference::\n   :start: 2012-09-04\n\n"
        "A talk\n------\n\n.. talk::\n   :speakers: Ann Bee\n   :topics: C++\n\n   Abstract.\n\n"
        "Notes on :topic:`C++` by :speaker:`Ann Bee`, see :talk:`a-talk`.\n"
    }
    built = make_project(files).build()
    assert built.warnings == []
    assert [one.title for one in declared(built, "c/index")] == ["Conf", "A talk"]
    assert declared(built, "c/index")[1].has_notes
    assert "Abstract." in built.text("c/index")


@pytest.mark.parametrize(
    ("suffix", "include"),
    [("md", "```{include} ../talk.inc\n```\n"), ("rst", ".. include:: ../talk.inc\n")],
)
def test_an_included_talk_counts_where_it_is_included(
    make_project: Callable[..., Project], suffix: str, include: str
) -> None:
    if suffix == "md":
        talk = "## A talk\n\n:::{talk}\n:date: someday\n:::\n\nNotes.\n"
        conference = CONFERENCE
    else:
        talk = "A talk\n------\n\n.. talk::\n   :date: someday\n\nNotes.\n"
        conference = "Conf\n====\n\n.. conference::\n   :start: 2012-09-04\n"
    files = {f"c/index.{suffix}": f"{conference}\n{include}", "talk.inc": talk}
    built = make_project(files).build()
    assert [one.title for one in declared(built, "c/index")] == ["Conf", "A talk"]
    assert "talk.inc:" in built.warning("invalid-date")


@pytest.mark.parametrize(
    ("body", "has_notes"),
    [
        ("", False),
        ("% a comment\n", False),
        ("A note.\n", True),
        ("## A sub-heading\n\nA note.\n", True),
        ("## Another talk\n\n:::{talk}\n:::\n\nIts notes.\n", False),
        (":::{note}\nA note.\n:::\n", True),
    ],
    ids=["nothing", "comment", "text", "section", "another talk", "admonition"],
)
def test_a_talk_has_notes_when_its_section_holds_more_than_the_directive(
    make_project: Callable[..., Project], body: str, has_notes: bool
) -> None:
    talk = f"# A talk\n\n:::{{talk}}\nThe abstract is no note.\n:::\n\n{body}"
    built = make_project({"c/index.md": CONFERENCE, "c/a.md": talk}).build()
    assert declared(built, "c/a")[0].has_notes is has_notes


def test_a_complaint_of_the_parser_is_no_note(make_project: Callable[..., Project]) -> None:
    talk = "# A talk\n\n:::{talk}\n:room: Hall #2\n:::\n"
    built = make_project({"c/index.md": CONFERENCE, "c/a.md": talk}).build()
    assert "myst.directive_comments" in built.warnings[0]
    assert not declared(built, "c/a")[0].has_notes


def test_headings_without_a_latin_letter_have_stable_anchors(
    make_project: Callable[..., Project],
) -> None:
    talks = "\n## 파이썬\n\n:::{talk}\n:::\n\n## Пайтон\n\n:::{talk}\n:::\n"
    built = make_project({"c/index.md": CONFERENCE + talks}).build()
    anchors = [one.node_id for one in declared(built, "c/index")][1:]
    assert anchors == ["paisseon", "payton"]
    assert all(built.html("c/index").find(id=anchor) for anchor in anchors)


def test_an_anchor_that_something_else_has_is_made_another(
    make_project: Callable[..., Project],
) -> None:
    page = f"{CONFERENCE}\n## Part\n\n(opening)=\n\nText.\n\n## Opening\n\n:::{{talk}}\n:::\n"
    built = make_project({"c/index.md": page}).build()
    [_conference, talk] = declared(built, "c/index")
    assert (
        built.html("c/index").find("section", id=talk.node_id).h2.get_text().startswith("Opening")
    )


def test_a_directive_that_is_only_shown_declares_nothing(
    make_project: Callable[..., Project],
) -> None:
    shown = "# How to\n\n````md\n## A talk\n\n:::{talk}\n:::\n````\n"
    built = make_project({"c/index.md": CONFERENCE, "howto/index.md": shown}).build()
    assert built.warnings == []
    assert declared(built, "howto/index") == []


def test_a_link_that_would_run_code_becomes_text(make_project: Callable[..., Project]) -> None:
    page = "Note\n====\n\n`Press here <javascript:alert(1)>`__ and `here <jAvA\tscript:x>`__.\n"
    built = make_project({"c/index.rst": page}).build()
    assert "javascript" not in str(built.html("c/index").find(attrs={"role": "main"})).lower()
    assert "Press here" in built.text("c/index")
    assert any("confnotes.invalid-url" in line for line in built.warnings)


def test_references_know_the_object_around_them(make_project: Callable[..., Project]) -> None:
    page = (
        f"{CONFERENCE}\nOn {{topic}}`C++`.\n\n## A talk\n\n:::{{talk}}\n:topics: C++\n:::\n\n"
        "See {talk}`c/b` and [b](#b).\n"
    )
    other = "# B\n\n:::{talk}\n:::\n"
    built = make_project({"c/index.md": page, "c/b.md": other}).build()
    found = [(one.target, one.declaration) for one in page_of(built, "c/index").references]
    assert found == [("C++", 0), ("c/b", 1), ("b", 1)]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Fast[^b] tests\n\n[^b]: Or so.", "Fast tests"),
        ("The `gevent` *library*", "The gevent library"),
        ("Tim O'Reilly", "Tim O’Reilly"),
    ],
)
def test_a_title_is_the_words_of_the_heading(
    make_project: Callable[..., Project], heading: str, title: str
) -> None:
    head, _, rest = heading.partition("\n")
    page = f"{CONFERENCE}\n## {head}\n\n:::{{talk}}\n:::\n\n{rest}\n"
    built = make_project({"c/index.md": page}).build()
    assert declared(built, "c/index")[1].title == title


def test_a_name_with_an_apostrophe_is_spelled_as_its_heading(
    make_project: Callable[..., Project],
) -> None:
    """Sphinx makes typographic quotes of those in the heading."""
    files = {
        "c/index.md": CONFERENCE,
        "c/a.md": "# A talk\n\n:::{talk}\n:speakers: Tim O'Reilly\n:::\n",
        "tim/index.md": "# Tim O'Reilly\n\n:::{speaker}\n:::\n",
    }
    assert not [line for line in make_project(files).build().warnings if "confnotes" in line]


def test_two_indexes_of_a_kind_have_anchors_once(make_project: Callable[..., Project]) -> None:
    talk = "## A talk\n\n:::{talk}\n:speakers: Ann\n:::\n"
    twice = "# Speaker index\n\n:::{speaker-index}\n:::\n\n:::{speaker-index}\n:::\n"
    built = make_project({"c/index.md": f"{CONFERENCE}\n{talk}", "speakers.md": twice}).build()
    ids = [str(tag["id"]) for tag in built.html("speakers").select("[id]")]
    assert len(ids) == len(set(ids))
    assert "speaker-ann" in ids


def test_content_can_begin_right_below_a_directive(make_project: Callable[..., Project]) -> None:
    page = "Ann\n===\n\n.. speaker::\n   A few words.\n"
    built = make_project({"c/index.md": CONFERENCE, "ann/index.rst": page}).build()
    assert built.warnings == []
    assert "A few words." in built.text("ann/index")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c/a.md", "# A talk\n\n```{talk} A title\n```\n"),
        ("c/a.rst", "A talk\n======\n\n.. talk:: A title\n"),
        ("c/a.rst", "A talk\n======\n\n.. conf:talk:: A title\n   :room: 2\n"),
    ],
)
def test_words_on_the_first_line_are_asked_about_and_kept(
    make_project: Callable[..., Project], name: str, text: str
) -> None:
    built = make_project({"c/index.md": CONFERENCE, name: text}).build()
    assert "'A title'" in built.warning("unexpected-text")
    assert "A title" in built.text("c/a")
