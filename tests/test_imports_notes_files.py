"""Files of notes as people keep them: what is a talk, when it was, and what is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest

from confnotes.imports.notes.dates import find_days
from confnotes.imports.notes.names import is_person, named
from confnotes.imports.notes.reading import read_notes
from confnotes.imports.notes.rst_doubts import find_rst_doubts
from confnotes.model import Conference

if TYPE_CHECKING:
    from collections.abc import Callable

    from confnotes.imports.notes.reading import NotesImport
    from projects import Project

TWO_DAYS = Conference(start=dt.date(2026, 5, 14), end=dt.date(2026, 5, 15))


def read(text: str, name: str = "notes.md", **given_facts: Any) -> NotesImport:
    return read_notes(name, text, **given_facts)


def beside(text: str, name: str) -> list[str]:
    """Return the talks of a page beside that of its conference."""
    return titles(read(text, name, conference=TWO_DAYS, is_declared=True))


def titles(page: NotesImport) -> list[str]:
    return re.findall(r"^#+ (.*)\n\n:::\{talk\}", page.text, re.MULTILINE)


def left(page: NotesImport) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in page.report if not one.is_understood and one.text]


@pytest.mark.parametrize(
    ("name", "text", "talks"),
    [
        ("tests.md", "# Fast tests\n\n## Why tests\n\nx\n\n## How tests\n", ["Fast tests"]),
        ("fast-tests.md", "## Why tests\n\nx\n\n## How tests\n", ["Fast tests"]),
        ("keynote.md", "# Keynote\n\n## Why tests\n", ["Keynote"]),
        ("fast-tests.md", "### Fast tests\n\nSpeaker: Ann Lee\n\n### Slow ones\n", ["Fast tests"]),
        ("README.md", "# Notes of mine\n\n## Fast tests\n\n## Static types\n", []),
        ("README.md", "# ExampleConf 2026\n\n## Fast tests\n\n## Static types\n", []),
        ("keynotes.md", "# Keynotes\n\n## Ann\n\n## Bo\n", []),
        ("summary.md", "# Summary\n\n## Good\n\n## Bad\n", []),
        ("day-1.md", "## Fast tests\n\nx\n\n## Static types\n", ["Fast tests", "Static types"]),
        ("all.md", "# ExampleConf 2026\n\n## Talks\n\nx\n\n## Tea\n\ny\n", ["Tea"]),
    ],
)
def test_a_file_beside_its_conference_is_a_talk_unless_it_lists_some(
    name: str, text: str, talks: list[str]
) -> None:
    assert beside(text, name) == talks


def test_talks_are_below_the_days() -> None:
    page = read(
        "# ExampleConf 2026\n\n### Swag\n\nx\n\n## Thursday 14th May\n\n### Fast tests\n\n"
        "## Freitag, 15. Mai 2026\n\n### Static types\n\n## Links of mine\n\n### A shop\n",
        conference=TWO_DAYS,
    )
    assert titles(page) == ["Fast tests", "Static types"]
    assert [talk.date for talk in page.talks] == [TWO_DAYS.start, TWO_DAYS.end]
    without = "# ExampleConf 2026\n\n## Day 1\n\nx\n\n## Party of all\n\ny\n\n## Day 2\n"
    assert titles(read(without, conference=TWO_DAYS)) == []


def test_links_that_are_all_called_alike_are_no_titles() -> None:
    link = "## Static types\n\n### [Slides](https://a.example/{}.pdf)\n\n"
    text = "# ExampleConf 2026\n\n" + link.format(1) + link.format(2)
    assert titles(read(text, conference=TWO_DAYS)) == ["Static types", "Static types"]


def test_the_name_that_is_given_is_the_conferences() -> None:
    text = "# My notes on TestFest\n\n14-15 May 2026, Porto.\n\n## Fast tests by Ann Lee\n"
    for given in (TWO_DAYS, None):
        page = read(text, conference=given, title="TestFest 2026")
        assert page.title == "TestFest 2026"
        assert page.text.startswith(
            "# TestFest 2026\n\n:::{conference}\n:start: 2026-05-14\n:end: 2026-05-15\n:::\n\n"
            "## My notes on TestFest\n\n14-15 May 2026, Porto.\n\n### Fast tests\n"
        )
    same = read("# Testfest 2026\n\n## A by Ann Lee\n", conference=TWO_DAYS, title="TestFest 2026")
    assert same.text.startswith("# Testfest 2026\n\n:::{conference}")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14-15 May 2026, Porto.", (14, 15)),
        ("Thursday, May 14, 2026", (14, 14)),
        ("14.05.2026 Thursday", (14, 14)),
        ("14.-15.05.2026", (14, 15)),
        ("20260514", (14, 14)),
        ("2026/05/14", (14, 14)),
        ("Jeudi 14 mai 2026", (14, 14)),
        ("14. Mai 2026", (14, 14)),
        ("14 de mayo de 2026", (14, 14)),
        ("May 14th and 15th, 2026", (14, 15)),
        ("Thu 14th May", (14, 14)),
        ("05/14/2026", None),
        ("12 may 2026", None),
        ("31.02.2026", None),
    ],
)
def test_days_are_read_where_they_are_beyond_doubt(text: str, days: tuple[int, int] | None) -> None:
    found = find_days(text, TWO_DAYS)
    assert (found and (found.first.day, found.last.day)) == days


def test_days_of_two_months_are_read() -> None:
    for text in ("30 May - 2 June 2026", "May 30 – June 2, 2026"):
        assert find_days(text) == (dt.date(2026, 5, 30), dt.date(2026, 6, 2), "")


def test_a_line_of_days_is_the_conferences() -> None:
    page = read("# TestFest\n\n*14-15 May 2026*\n\n## Fast tests by Ann Lee\n")
    assert page.conference == TWO_DAYS
    assert "14-15" not in page.text
    page = read("# TestFest\n\nI came on 14 May 2026.\n\n## Fast tests by Ann Lee\n")
    assert page.conference is None


@pytest.mark.parametrize(
    ("heading", "room"),
    [
        ("Fast tests [10:30, 2]", "2"),
        ("Fast tests (Sala 2, 10:30, 14 May)", "Sala 2"),
        ("Fast tests (10:30, Room 2)", "2"),
        ("Talk 3 - Fast tests (B2, 10:30)", "B2"),
        ("#3 Fast tests (Hall A, 10:30)", "Hall A"),
    ],
)
def test_room_and_time_behind_the_title_are_read(heading: str, room: str) -> None:
    page = read(f"# ExampleConf 2026\n\n## Day 1\n\n### {heading}\n", conference=TWO_DAYS)
    assert titles(page) == ["Fast tests"]
    (talk,) = page.talks
    assert (talk.room, talk.time, talk.date) == (room, dt.time(10, 30), TWO_DAYS.start)


def test_brackets_with_a_time_that_cannot_be_read_are_told() -> None:
    page = read("# ExampleConf 2026\n\n## Fast tests (over there, 10:30)\n", conference=TWO_DAYS)
    assert left(page) == [(3, "what stands behind the title can't be read, and stays in it")]


def test_a_room_is_spelled_in_one_way() -> None:
    text = "# ExampleConf 2026\n\n## A\n\nRoom: Sala 2\n\n## B\n\nRoom: 2\n\n## C\n\nRoom: sala 2\n"
    assert {talk.room for talk in read(text).talks} == {"Sala 2"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee, Example", ("Ann Lee",)),
        ("Ann Lee - VP of Everything", ("Ann Lee",)),
        ("Ann Lee (Example Ltd, Porto)", ("Ann Lee",)),
        ("Ann Lee <ann@ann.example>", ("Ann Lee",)),
        ("Ann Lee @ann", ("Ann Lee",)),
        ("Ann Lee, PhD", ("Ann Lee",)),
        ("Ann Lee & Bo Novak", ("Ann Lee", "Bo Novak")),
        ("ann lee, bo novak", ("ann lee", "bo novak")),
    ],
)
def test_what_somebody_does_is_no_name(text: str, names: tuple[str, ...]) -> None:
    assert named(text)[0] == names


def test_a_heading_keeps_what_somebody_does() -> None:
    headings = ("Fast tests by Ann Lee, Example", "Static types - Bo Novak @bo")
    text = "# ExampleConf 2026\n\n" + "".join(f"## {heading}\n\nx\n\n" for heading in headings)
    page = read(text)
    assert titles(page) == list(headings)
    assert [talk.speakers for talk in page.talks] == [("Ann Lee",), ("Bo Novak",)]


@pytest.mark.parametrize(
    "text",
    ["More Relevant Than Ever", "Entity Disambiguation", "Cheese's Own Story", "Prompt Formula"],
)
def test_words_of_titles_are_no_name(text: str) -> None:
    assert not is_person(text)


def test_links_to_headings_follow_them() -> None:
    page = read(
        "# ExampleConf 2026\n\n- [A](#fast-tests-by-ann-lee)\n- [B](#why-tests)\n- [C](#deep)\n"
        "- [D](#gone)\n\n## Fast tests by Ann Lee\n\n### Why tests\n\n#### Deep\n"
    )
    assert "- [A](#fast-tests)\n- [B](#why-tests)\n- [C]\\(#deep)\n- [D]\\(#gone)\n" in page.text
    assert [line for line, _ in left(page)] == [5, 6]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ('[a](<b c.md> "t") and [b](d.md)', '[a]\\(<b c.md> "t") and [b]\\(d.md)'),
        ("[![a](b.png)](https://c.example)", "[![a]\\(b.png)](https://c.example)"),
        ("[a](https://b.example) [c]() d", "[a](https://b.example) [c]\\() d"),
        ("[a](\n  b.md)", "[a]\\(\n  b.md)"),
        ("[a][x]\n\n[x]: b.md", "[a]\\[x]\n\n[x]: b.md"),
        ("a\n\n+++ b", "a\n\n\\+++ b"),
        ("(a)=\nb", "\\(a)=\nb"),
        ("```json\n{...}\n```", "```text json\n{...}\n```"),
        ("```{r}\n1\n```", "```text {r}\n1\n```"),
        ("[a](https://b.example) `[c](d.md)`", "[a](https://b.example) `[c](d.md)`"),
    ],
)
def test_what_a_build_would_complain_of_becomes_plain_text(line: str, mended: str) -> None:
    page = read(f"# A by Ann Lee\n\n{line}\n")
    assert page.text.endswith(f":::\n\n{mended}\n")
    assert bool(left(page)) == (line != mended)


RST = """\
Fast tests
=====

.. toctree::
   :glob:

   *

.. image:: a.png

The :mod:`os` module, ``:mod:`os```, :kbd:`A`.

.. code-block:: rst

   .. toctree::

Thus::

   :mod:`os`

.. automodule:: os
"""


def test_directives_and_roles_of_other_sites_do_no_harm() -> None:
    assert [(one.at, one.new) for one in find_rst_doubts(RST.split("\n"))] == [
        (3, "toctree:"),
        (8, "image:"),
        (10, "\\:mod:`"),
        (20, "automodule:"),
    ]
    page = read(RST, "fast-tests.rst", conference=TWO_DAYS, is_declared=True)
    assert page.text.startswith("Fast tests\n==========\n\n.. talk::\n\n.. toctree:\n   :glob:\n")
    assert "The \\:mod:`os` module, ``:mod:`os```, :kbd:`A`." in page.text
    assert [line for line, _ in left(page)] == [4, 9, 11, 21]


DOUBTS = """\
# ExampleConf 2026

- [A](#fast-tests-by-ann-lee), [b](b.md), ![c](c.png), {d}`e`, [^1]

## Fast tests by Ann Lee

---

% f

```json
{...}
```

[^2]: g

---
"""


def test_strangers_notes_build_without_a_warning(make_project: Callable[..., Project]) -> None:
    files: dict[str, str | None] = {
        "conf/index.md": read(DOUBTS, conference=TWO_DAYS).text + "\n```{toctree}\ntests\n```\n",
        "conf/tests.rst": read(RST, "tests.rst", conference=TWO_DAYS, is_declared=True).text,
    }
    assert make_project(files).build(nitpicky=True).warnings == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("## Keynote: Ann Lee\n\n## Tea\n\n## Bread\n", [("Ann Lee",), (), ()]),
        ("## Opening Keynote - Ann Lee & Bo Novak\n\nx\n\n## Tea\n\n## Bread\n", None),
        ("## Talks - Ann Lee: Slow\n\n## Tutorials - Bo Novak: Quick\n", None),
        ("## One\n*Ann Lee* [:film:](https://youtu.be/1)\n\n## Two\n_Bo Novak_\n", None),
        ("## One\n\n*Ann Lee, Head of Bread, Ovens*\n\n## Two\n\n*Bo Novak, Baker*\n", None),
    ],
)
def test_strangers_name_speakers_in_more_ways(
    text: str, speakers: list[tuple[str, ...]] | None
) -> None:
    found = [talk.speakers for talk in read(text, conference=TWO_DAYS, title="Some").talks]
    if speakers is None:
        assert [name for names in found for name in names] == ["Ann Lee", "Bo Novak"]
    else:
        assert found == speakers


def test_a_kind_before_the_name_becomes_the_type() -> None:
    page = read("## Talks - Ann Lee: Slow\n\n## Tutorials - Bo Novak: Quick\n", conference=TWO_DAYS)
    assert titles(page) == ["Slow", "Quick"]
    assert [talk.type for talk in page.talks] == ["talk", "tutorial"]


def test_a_video_beside_the_speaker_is_taken_and_another_link_stays() -> None:
    text = "## One\n*Ann Lee* [:film:](https://youtu.be/1)\n\n## Two\n*Bo Novak* [me](https://bo.example)\n"
    page = read(text, conference=TWO_DAYS)
    assert [talk.video for talk in page.talks] == [("https://youtu.be/1",), ()]
    assert "*Bo Novak* [me](https://bo.example)" in page.text
    assert "film" not in page.text


def test_a_line_that_says_more_than_the_speaker_stays() -> None:
    text = "## One\n\n*Ann Lee, Head of Bread*\n\n## Two\n\n*Bo Novak, Baker*\n"
    assert "*Ann Lee, Head of Bread*" in read(text, conference=TWO_DAYS).text


@pytest.mark.parametrize(
    "heading",
    ["Raised issues:", "Closing statements", "General remarks", "Wrap up", "Technical sessions"],
)
def test_parts_of_notes_are_no_talks(heading: str) -> None:
    page = read(f"## Fast tests by Ann Lee\n\n## {heading}\n\nx\n", conference=TWO_DAYS)
    assert titles(page) == ["Fast tests"]


@pytest.mark.parametrize("day", ["5月14日", "5月14日(木)", "第一天"])
def test_days_in_other_scripts_are_no_talks(day: str) -> None:
    page = read(f"## {day}\n\n## Fast tests by Ann Lee\n\n## Slow ones\n", conference=TWO_DAYS)
    assert titles(page) == ["Fast tests", "Slow ones"]


def test_a_heading_below_the_title_may_be_the_speaker() -> None:
    text = "## Fast tests\n### Ann Lee\n\nx\n\n## Slow ones\n\n### Bo Novak\ny\n"
    page = read(text, conference=TWO_DAYS)
    assert [talk.speakers for talk in page.talks] == [("Ann Lee",), ("Bo Novak",)]
    assert "# Ann Lee" not in page.text
    lone = "## Fast tests\n### Ann Lee\n\n- x\n"
    named_so = read(lone, "ann-lee.md", conference=TWO_DAYS, is_declared=True)
    assert [talk.speakers for talk in named_so.talks] == [("Ann Lee",)]
    other = read(lone, "tests.md", conference=TWO_DAYS, is_declared=True)
    assert [talk.speakers for talk in other.talks] == [()]
    assert "# Ann Lee" in other.text
    listed = "# Speakers\n\n## Day 1\n### Ann Lee\n\n## Day 2\n### Bo Novak\n"
    assert read(listed, conference=TWO_DAYS).text.count("### ") == 2


def test_a_title_with_a_year_is_a_talk_if_somebody_speaks() -> None:
    text = "# Tests like in 1999\n\nSpeaker: Ann Lee\n\n## Why\n"
    assert beside(text, "a.md") == ["Tests like in 1999"]


@pytest.mark.parametrize(
    "title", ["Bread in the 21. century", "Bread (2022) again", "Ovens 3) and 4) hot"]
)
def test_only_a_number_in_front_of_a_title_is_taken_off(title: str) -> None:
    assert titles(read(f"## {title} by Ann Lee\n\n## 2. Tea\n", conference=TWO_DAYS)) == [
        title,
        "Tea",
    ]
