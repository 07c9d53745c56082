"""People's notes become pages, and keep every word."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from confnotes.imports.notes.lines import split_lines
from confnotes.imports.notes.markdown import read_markdown
from confnotes.imports.notes.reading import read_notes
from confnotes.imports.notes.rst import read_rst
from confnotes.model import Conference, ObjectType, Talk, TalkType
from confnotes.records import read_facts
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from confnotes.imports.notes.reading import NotesImport
    from projects import Project

ONE_DAY = Conference(start=dt.date(2026, 5, 14))
TWO_DAYS = Conference(start=dt.date(2026, 5, 14), end=dt.date(2026, 5, 15))

#: A post whose headings link to the slides; the title is in the front matter.
POST = """\
---
title: Highlights from ExampleConf 2026
layout: post
tags: [python, testing]
date: 2026-08-01
---

Long (long!) overdue, here's a bunch of links.


## [Fast Tests][1]

* Started with an overview of [Runner][]
* It's really cool

[1]: http://slides.example/fast_tests.pdf
[Runner]: http://runner.example/

## [Static Types](http://www.slideshare.net/bo/types)

Talks about "repeatable" checks.

## [Mocks][unknown]

## [Fakes][2]

[2]: https://exampleconf.example/fakes
"""
#: A plain file with underlined headings, numbers, rooms and times; parts of talks are of one level
#: with them, and some numbered headings are none to Markdown.
PLAIN = """\
Day 1: [notes](http://notes.example/index.html) erickson
Take Two: If I had to do it again (2-10:15)
----------------------------------------------------
## Problems:
Testing is slow
  - The universe is too large
    - settings, db

## Solutions:
No global state

Static types (1-11:05)
-----------------------------------
I should do a talk on this


Snapshots (2-1:30)
-------------------------------
Good

Fast tests (2-2:20)
-------------------------
## Setups
- Processes
  - not scalable

5. Databases in memory (1-4:20)
--------------------------------------------
## Setups
- turn off swap

7. Mocks
-------------
https://slides.example/u/ann

Fakes
------------
django-remote-forms

Caches
memory
"""


def read(text: str, name: str = "notes.md", **given_facts: Any) -> NotesImport:
    return read_notes(name, text, **given_facts)


def talks_of(page: NotesImport) -> list[tuple[str, Talk]]:
    """Return the talks of a page in Markdown: title and facts."""
    return [(title, facts) for title, facts in declared(page.text) if isinstance(facts, Talk)]


def declared(text: str) -> list[tuple[str, Any]]:
    found = []
    blocks = re.finditer(r"^#+ (.*)\n\n:::\{(\w+)\}\n((?::[a-z-]+:.*\n)*):::$", text, re.MULTILINE)
    for block in blocks:
        lines = [line.split(": ", 1) for line in block[3].splitlines()]
        options = {name.removeprefix(":"): value for name, value in lines}
        facts, complaints = read_facts(ObjectType(block[2]), options)
        assert complaints == []
        found.append((block[1], facts))
    return found


def speakers_of(text: str, **given_facts: Any) -> dict[str, tuple[str, ...]]:
    return {title: talk.speakers for title, talk in talks_of(read(text, **given_facts))}


def left(page: NotesImport) -> list[tuple[int, str]]:
    """Return which lines were not understood."""
    return [(one.line, one.what) for one in page.report if not one.is_understood and one.text]


def test_a_post_with_linked_headings_is_read() -> None:
    page = read(POST, conference=TWO_DAYS)
    assert page.text == POST.replace(
        "Long (long!)",
        "# Highlights from ExampleConf 2026\n\n"
        ":::{conference}\n:start: 2026-05-14\n:end: 2026-05-15\n:::\n\nLong (long!)",
    ).replace(
        "## [Fast Tests][1]\n",
        "## Fast Tests\n\n:::{talk}\n:slides: http://slides.example/fast_tests.pdf\n:::\n",
    ).replace(
        "## [Static Types](http://www.slideshare.net/bo/types)\n",
        "## Static Types\n\n:::{talk}\n:slides: http://www.slideshare.net/bo/types\n:::\n",
    ).replace("## [Mocks][unknown]\n", "## [Mocks][unknown]\n\n:::{talk}\n:::\n").replace(
        "## [Fakes][2]\n",
        "## Fakes\n\n:::{talk}\n:url: https://exampleconf.example/fakes\n:::\n",
    )
    assert (page.title, len(page.talks), page.conference) == (
        "Highlights from ExampleConf 2026",
        4,
        TWO_DAYS,
    )


def test_a_plain_file_with_rooms_and_times_is_read() -> None:
    page = read(PLAIN, "exampleconf-day-1.txt", conference=TWO_DAYS, title="ExampleConf 2026")
    day = dt.date(2026, 5, 14)
    assert talks_of(page) == [
        ("Take Two: If I had to do it again", Talk(date=day, time=dt.time(10, 15), room="2")),
        ("Static types", Talk(date=day, time=dt.time(11, 5), room="1")),
        ("Snapshots", Talk(date=day, time=dt.time(13, 30), room="2")),
        ("Fast tests", Talk(date=day, time=dt.time(14, 20), room="2")),
        ("Databases in memory", Talk(date=day, time=dt.time(16, 20), room="1")),
        ("Mocks", Talk(date=day)),
        ("Fakes", Talk(date=day)),
    ]
    assert page.text.startswith(
        "# ExampleConf 2026\n\n:::{conference}\n:start: 2026-05-14\n:end: 2026-05-15\n:::\n\n"
        "Day 1: [notes](http://notes.example/index.html) erickson\n\n## Take Two:"
    )
    assert "\n:::\n\n### Problems:\nTesting is slow\n  - The universe is too large\n" in page.text
    assert page.text.endswith("\n:::\n\ndjango-remote-forms\n\nCaches\nmemory\n")
    assert left(page) == []


@pytest.mark.parametrize(
    ("heading", "title", "speakers"),
    [
        ("Fast tests by Ann Lee", "Fast tests", "Ann Lee"),
        ("Fast tests, by Ann Lee and Bo Novak", "Fast tests", "Ann Lee, Bo Novak"),
        ("Ann Lee: Fast tests", "Fast tests", "Ann Lee"),
        ("Ann van der Lee: Fast Tests", "Fast Tests", "Ann van der Lee"),
        ("Fast tests - Ann Lee", "Fast tests", "Ann Lee"),
        ("Graph Theory – Łukasz O'Brien", "Graph Theory", "Łukasz O'Brien"),
        ("Ann Lee - How fast tests can be", "How fast tests can be", "Ann Lee"),
        ("Fast tests (Ann Lee)", "Fast tests", "Ann Lee"),
        ("`fast` tests (Ann Lee, Room 2)", "`fast` tests", "Ann Lee"),
        ("5. Fast tests - Ann Lee", "Fast tests", "Ann Lee"),
        ("[Fast tests - Ann Lee](https://a.example/)", "Fast tests", "Ann Lee"),
        ("[Fast tests](https://a.example/) by Ann Lee", "Fast tests", "Ann Lee"),
        ("**Fast tests** by *Ann Lee*", "**Fast tests**", "Ann Lee"),
    ],
)
def test_a_speaker_in_the_heading_is_read(heading: str, title: str, speakers: str) -> None:
    found = speakers_of(f"# ExampleConf 2026\n\n## {heading}\n\nNotes.\n")
    assert found == {title: tuple(speakers.split(", "))}


@pytest.mark.parametrize(
    "heading",
    [
        "Django - Best Practices",
        "Testing: The Good Parts",
        "Fast tests - ann",
        "Learning by Doing",
        "Python (and C)",
        "PostgreSQL - GraphQL JavaScript",
        "I/O - A - B",
        "[Fast tests](javascript:alert)",
    ],
)
def test_what_only_may_be_a_speaker_stays_in_the_title(heading: str) -> None:
    assert speakers_of(f"# ExampleConf 2026\n\n## {heading}\n\nNotes.\n") == {heading: ()}


def test_a_name_by_its_shape_alone_counts_only_among_others() -> None:
    others = "".join(f"## Talk about {word}\n\nx\n\n" for word in ("a", "b", "c"))
    page = read(f"# ExampleConf 2026\n\n## Green Tea: a second cup\n\nx\n\n{others}")
    assert "## Green Tea: a second cup\n" in page.text
    assert left(page) == [
        (3, "'Green Tea' may be a speaker, or part of the title, and stays in it")
    ]


def test_a_title_with_a_colon_above_sections_names_nobody() -> None:
    assert speakers_of("# Green Tea: a second cup\n\n## Problems\n\nx\n") == {}
    page = read("# Green Tea by Ann Lee: a second cup\n\n## Problems\n\nx\n")
    assert (page.text.splitlines()[0], page.talks) == ("# Green Tea by Ann Lee: a second cup", ())


def test_names_of_any_shape_are_read_where_all_headings_are_written_alike() -> None:
    text = "# ExampleConf 2026\n\n" + "".join(
        f"## {heading}\n\nx\n\n"
        for heading in ("One tale - Ann Lee", "Two - Bo Novak", "Three - Cem Aydın", "Four - guido")
    )
    assert speakers_of(text)["Four"] == ("guido",)


@pytest.mark.parametrize(
    "line",
    [
        "**Presenter:** Ann Lee",
        "**Presenter**: Ann Lee",
        "*Speaker:* Ann Lee",
        "__Speaker__: *Ann Lee*",
        "* speaker: Ann Lee",
        "- **Speaker:** Ann Lee",
        "Speaker: Ann Lee",
        "Speakers : Ann Lee\\",
        ":Author: Ann Lee",
        "by Ann Lee",
        "*by Ann Lee*",
        "Presented by: Ann Lee  ",
        "*Ann Lee*",
        "**Ann Lee**",
        "_Ann Lee, Room 2_",
        "Ann Lee",
    ],
)
def test_a_speaker_in_the_line_below_is_read(line: str) -> None:
    page = read(f"# ExampleConf 2026\n\n## Fast tests\n\n{line}\n\nNotes.\n")
    assert [talk.speakers for _, talk in talks_of(page)] == [("Ann Lee",)]
    assert page.text.endswith("\n:::\n\nNotes.\n")
    assert line not in page.text.splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "Speaker: TBA",
        "Speaker: the one who spoke before, and everybody else who was there at that time",
        "by the way, nice",
        "Nice talk",
        "Best Practices",
        "> Speaker: Ann Lee",
        "    Speaker: Ann Lee",
        "1. Speaker: Ann Lee",
        "Room: it was too small for so many of us",
        "Video: not yet",
        "Video: https://videos.example/a (only a part)",
        "Link: javascript:alert(1)",
        "Duration: long",
        "Language: Klingon of the north",
        "Type: talkshow",
        "Time: 25:61",
        "Tags: a text, which is no list of a few words at all",
    ],
)
def test_a_line_that_cannot_be_read_stays(line: str) -> None:
    page = read(f"# ExampleConf 2026\n\n## Fast tests\n\n{line}\n\nNotes.\n")
    assert talks_of(page) == [("Fast tests", Talk())]
    assert line in page.text.splitlines()


def test_fields_are_read_and_other_lines_stay() -> None:
    page = read(
        "# ExampleConf 2026\n\n## Fast tests\n"
        "**Presenter:** Ann Lee, Bo Novak\n**Room:** Room 2\n**When:** 2026-05-14, 11:05 - 11:45\n"
        "Level: easy\n**Tags:** #testing #ci\nType: Keynote\nLanguage: en\nTrack: Practice\n"
        "Video: <https://videos.example/fast>\nLink: [page][p]\n\n"
        "Slides are worth it.\nSlides: https://slides.example/a.pdf\n\n"
        "- Slides: https://slides.example/b.pdf\n- Code: on a disk\n\n[p]: https://e.example/fast\n",
        conference=TWO_DAYS,
    )
    (found,) = talks_of(page)
    assert found[1] == Talk(
        speakers=("Ann Lee", "Bo Novak"),
        date=dt.date(2026, 5, 14),
        time=dt.time(11, 5),
        duration=40,
        room="2",
        track="Practice",
        type=TalkType.KEYNOTE,
        language="en",
        topics=("testing", "ci"),
        video=("https://videos.example/fast",),
        slides=("https://slides.example/a.pdf", "https://slides.example/b.pdf"),
        url=("https://e.example/fast",),
    )
    assert page.text.endswith(
        ":::\n\nLevel: easy\n\nSlides are worth it.\n\n- Code: on a disk\n\n"
        "[p]: https://e.example/fast\n"
    )
    assert left(page) == [(7, "'Level' is no option, so that the line stays")]


def test_a_line_that_says_more_than_its_option_stays() -> None:
    line = "* speaker: [Ann Lee](https://ann.example/) (Example Ltd)"
    page = read(f"# ExampleConf 2026\n\n## Fast tests\n\n{line}\n* more\n")
    assert talks_of(page) == [("Fast tests", Talk(speakers=("Ann Lee",)))]
    assert page.text.endswith(f":::\n\n{line}\n* more\n")


def test_a_line_on_which_others_hang_stays() -> None:
    text = "# ExampleConf 2026\n\n## Fast tests\n\nSpeaker: Ann Lee\n\n    code\n"
    assert read(text).text.endswith("\n\nSpeaker: Ann Lee\n\n    code\n")
    text = "# ExampleConf 2026\n\n## Fast tests\n\nSpeaker: Ann Lee\n5. five\n"
    assert read(text).text.endswith("\n\nSpeaker: Ann Lee\n5. five\n")


@pytest.mark.parametrize(
    ("inside", "facts"),
    [
        ("2-10:15", Talk(room="2", time=dt.time(10, 15))),
        ("Room 1, 11:05", Talk(room="1", time=dt.time(11, 5))),
        ("Hall A; 11:05", Talk(room="Hall A", time=dt.time(11, 5))),
        ("11:05 – 11:45", Talk(time=dt.time(11, 5), duration=40)),
        ("1:30-2:15pm", Talk(time=dt.time(13, 30), duration=45)),
        ("12:30-1:15 pm", Talk(time=dt.time(12, 30), duration=45)),
        ("2-3pm", Talk(time=dt.time(14), duration=60)),
        ("9am in Room 3", Talk(room="3", time=dt.time(9))),
        ("14:20, 40 min", Talk(time=dt.time(14, 20), duration=40)),
        ("Track 2, 14:20", Talk(track="Track 2", time=dt.time(14, 20))),
    ],
)
def test_room_and_time_in_brackets_are_read(inside: str, facts: Talk) -> None:
    page = read(f"# ExampleConf 2026\n\n## Fast tests ({inside})\n", conference=ONE_DAY)
    ((title, found),) = talks_of(page)
    assert (title, found) == ("Fast tests", found)
    assert found.date == ONE_DAY.start
    assert (found.room, found.track, found.time, found.duration) == (
        facts.room,
        facts.track,
        facts.time,
        facts.duration,
    )


@pytest.mark.parametrize(
    "inside", ["part 2", "Room", "25:00", "3.11", "2-99:99", "and more, 11:05"]
)
def test_brackets_that_say_anything_else_stay(inside: str) -> None:
    page = read(f"# ExampleConf 2026\n\n## Fast tests ({inside})\n", conference=ONE_DAY)
    assert [title for title, _ in talks_of(page)] == [f"Fast tests ({inside})"]


def times_of(*times: str) -> list[str]:
    text = "# ExampleConf 2026\n\n" + "".join(f"## T{time} ({time})\n\n" for time in times)
    talks = talks_of(read(text, conference=ONE_DAY))
    return [f"{talk.time:%H:%M}" if talk.time else title for title, talk in talks]


def test_the_afternoon_is_told_by_the_order() -> None:
    assert times_of("9:00", "11:05", "1:30", "2:20") == ["09:00", "11:05", "13:30", "14:20"]
    assert times_of("12:15", "1:00") == ["12:15", "13:00"]
    assert times_of("09:00", "01:00", "13:00") == ["09:00", "01:00", "13:00"]


def test_a_time_that_the_order_does_not_decide_stays_in_the_heading() -> None:
    assert times_of("1:30", "2:20") == ["T1:30 (1:30)", "T2:20 (2:20)"]
    assert times_of("11:00", "1:30", "9:00") == ["11:00", "13:30", "T9:00 (9:00)"]
    page = read("# ExampleConf 2026\n\n## A (1:30)\n", conference=ONE_DAY)
    assert left(page) == [(3, "1:30 may be before or after noon; what says so stays as it is")]


def test_a_time_needs_a_day() -> None:
    text = "# ExampleConf 2026\n\n## A by Ann Lee (Room 2, 11:05)\n\n## B\n\nTime: 12:05\n\nx\n"
    page = read(text, conference=TWO_DAYS)
    assert talks_of(page) == [
        ("A (Room 2, 11:05)", Talk(speakers=("Ann Lee",), room="2")),
        ("B", Talk()),
    ]
    assert page.text.endswith("\n\nTime: 12:05\n\nx\n")
    assert [line for line, what in left(page) if "needs a day" in what] == [3, 7]


def test_days_are_headings_of_their_own() -> None:
    text = (
        "# ExampleConf 2026\n\n## Day 1\n\n### A (11:05)\n\n### B (1:30)\n\n"
        "## Friday, May 15\n\n### C (9:00)\n\n### Lunch\n"
    )
    page = read(text, conference=TWO_DAYS)
    first, second = dt.date(2026, 5, 14), dt.date(2026, 5, 15)
    assert talks_of(page) == [
        ("A", Talk(date=first, time=dt.time(11, 5))),
        ("B", Talk(date=first, time=dt.time(13, 30))),
        ("C", Talk(date=second, time=dt.time(9))),
    ]


def test_a_day_outside_of_the_conference_does_not_count() -> None:
    page = read("# ExampleConf 2026\n\n## A (2026-06-01)\n", conference=TWO_DAYS)
    assert talks_of(page) == [("A (2026-06-01)", Talk())]
    assert "the conference was not on 2026-06-01" in left(page)[0][1]


@pytest.mark.parametrize(
    ("top", "start", "end"),
    [
        ("# ExampleConf, 14 May 2026", 14, None),
        ("# ExampleConf (May 14th–15th, 2026)", 14, 15),
        ("# ExampleConf\n\nDates: 2026-05-14 to 2026-05-15", 14, 15),
        ("# ExampleConf\n\n**When:** 14-15 May 2026", 14, 15),
    ],
)
def test_a_conference_is_declared_if_the_notes_say_when_it_was(
    top: str, start: int, end: int | None
) -> None:
    page = read(f"{top}\n\nCity: Porto\n\nNice.\n\n## Fast tests by Ann Lee\n")
    assert page.conference == Conference(
        start=dt.date(2026, 5, start), end=end and dt.date(2026, 5, end), city="Porto"
    )
    assert "City: Porto" not in page.text


def test_a_date_of_the_front_matter_is_the_posts() -> None:
    page = read("---\ntitle: ExampleConf\ndate: 2026-05-14\n---\n\n## A by Ann Lee\n")
    assert page.conference is None
    assert "{conference}" not in page.text
    assert "first day of the conference isn't known" in page.report[0].what


def test_what_is_given_counts_before_what_the_notes_say() -> None:
    text = "# ExampleConf\n\nDate: 2026-06-01\nCity: Porto\n\n## A by Ann Lee\n"
    page = read(text, conference=TWO_DAYS)
    assert page.conference is not None
    assert (page.conference.start, page.conference.city) == (TWO_DAYS.start, "Porto")
    assert "\n\nDate: 2026-06-01\n\n## A" in page.text


def test_a_conference_of_another_page_is_only_used() -> None:
    page = read("## A (11:05)\n\n## B (1:30)\n", "day.md", conference=ONE_DAY, is_declared=True)
    assert page.conference is None
    assert page.text.startswith("# Day\n\n## A\n\n:::{talk}\n:date: 2026-05-14 11:05\n:::\n\n## B")


def outline_of(page: NotesImport) -> list[str]:
    return [line for line in page.text.splitlines() if re.match(r"#+ |:::\{", line)]


def test_headings_of_level_one_can_be_talks() -> None:
    text = "# Fast tests\n\nSpeaker: Ann Lee\n\n## Why\n\nx\n\n# Static types\n\ny\n"
    assert outline_of(read(text, conference=ONE_DAY, title="ExampleConf")) == [
        "# ExampleConf",
        ":::{conference}",
        "## Fast tests",
        ":::{talk}",
        "### Why",
        "## Static types",
        ":::{talk}",
    ]


def test_the_first_of_equal_headings_can_be_the_conference() -> None:
    text = "# ExampleConf 2026\n\nx\n\n# Fast tests by Ann Lee\n\n## Why\n\n# Mocks\n"
    assert outline_of(read(text, conference=ONE_DAY)) == [
        "# ExampleConf 2026",
        ":::{conference}",
        "## Fast tests",
        ":::{talk}",
        "### Why",
        "## Mocks",
        ":::{talk}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Fast tests\n\nSpeaker: Ann Lee\n\n## Problems\n\n## Solutions\n",
        "# Fast tests by Ann Lee\n\n## Problems\n\n### More\n",
        "# Fast tests (Ann Lee)\n\nNotes.\n",
        "---\ntitle: Fast tests by Ann Lee\n---\n\nNotes.\n\n## Problems\n",
    ],
)
def test_one_talk_can_be_the_whole_file(text: str) -> None:
    page = read(text)
    assert page.title == "Fast tests"
    assert talks_of(page) == [("Fast tests", Talk(speakers=("Ann Lee",)))]
    page = read(text, conference=ONE_DAY, title="ExampleConf")
    assert outline_of(page)[:4] == [
        "# ExampleConf",
        ":::{conference}",
        "## Fast tests",
        ":::{talk}",
    ]


def test_a_file_without_headings_is_a_talk_called_as_the_file() -> None:
    page = read("Nice.\n", "fast-tests.md")
    assert page.text == "# Fast tests\n\n:::{talk}\n:::\n\nNice.\n"


def test_a_page_that_is_called_as_the_conference_is_one() -> None:
    text = "# Porto\n\n## Green Tea\n\nx\n\n## Black coffee\n\ny\n"
    page = read(text, conference=ONE_DAY, title="Porto")
    assert [title for title, _ in talks_of(page)] == ["Green Tea", "Black coffee"]


def test_where_nothing_says_which_headings_are_talks_none_is() -> None:
    text = "# Porto\n\n## Green Tea\n\nx\n\n## Black coffee\n\ny\n"
    page = read(text)
    assert (page.text, page.talks) == (text, ())
    assert "which headings are talks" in left(page)[0][1]


def test_talks_of_one_name_get_ids() -> None:
    text = "# ExampleConf 2026\n\n## Lightning talks\n\n## ???\n\n## Lightning Talks\n"
    found = [(title, talk.id, str(talk.type)) for title, talk in talks_of(read(text))]
    assert found == [
        ("Lightning talks", "", "lightning"),
        ("???", "talk-2", "talk"),
        ("Lightning Talks", "lightning-talks-2", "lightning"),
    ]
    page = read("# ExampleConf 2026\n\n## Fast tests\n", taken_ids={"fast-tests"})
    assert talks_of(page)[0][1].id == "fast-tests-2"


def test_a_person_is_spelled_in_one_way() -> None:
    text = "# ExampleConf 2026\n\n## A by Ann Lee\n\n## B\n\nSpeaker: ann lee\n"
    assert speakers_of(text)["B"] == ("Ann Lee",)
    text = "# ExampleConf 2026\n\n## A\n\nSpeaker: ann lee\n\n## B by Ann Lee\n"
    assert speakers_of(text)["A"] == ("Ann Lee",)


@pytest.mark.parametrize(
    "front",
    [
        "title: Fast: tests\nlayout: post",
        "abstract: shown on the page",
        "orphan: true",
        "- a\n- b",
        "",
        "a: &x [1]\nb: *x",
        "author: '[me](about.md)'",
        "date: 2026-13-45",
        "a: " + "[" * 2000,
    ],
)
def test_front_matter_that_would_do_something_becomes_a_comment(front: str) -> None:
    source = f"---\n{front}\n---\n\n# Fast tests by Ann Lee\n".replace("\n\n---", "\n---")
    page = read(source)
    head = source.split("\n\n#")[0].splitlines()
    assert page.text.startswith("\n".join(f"% {line}" for line in head) + "\n\n# Fast tests\n")


def test_the_title_of_broken_front_matter_still_counts() -> None:
    assert read("---\ntitle: ExampleConf: day two\n---\nx\n").title == "ExampleConf: day two"


def test_a_page_of_a_notebook_stays_as_it_is() -> None:
    text = "# A\n\n```{talk}\n:speakers: Ann Lee\n```\n\n## B by Bo Novak"
    page = read(text)
    assert (page.text, page.talks, page.title) == (text, (), "A")


def test_what_a_build_would_complain_of_becomes_plain_text_and_is_reported() -> None:
    text = (
        "# ExampleConf 2026\n\n## A by Ann Lee\n\n% of all\n\n```nonsense\n```\n\n"
        "[a](b.md) {x}`y`\n![c](d.png) z[^1]\n\n[^2]: unused\n\n```{note}\n```\n\n---\n"
    )
    page = read(text)
    assert [line for line, _ in left(page)] == [5, 7, 10, 10, 11, 11, 13, 15, 18]
    assert page.text.endswith(
        "\n\n\\% of all\n\n```text nonsense\n```\n\n[a]\\(b.md) \\{x}`y`\n"
        "![c]\\(d.png) z\\[^1]\n\n\\[^2]: unused\n\n```text {note}\n```\n\n\\---\n"
    )


def test_line_endings_and_a_byte_order_mark_do_no_harm() -> None:
    page = read("\ufeff# ExampleConf 2026\r\n\r\n## A by Ann Lee\r\n\r\nx  \r\n")
    assert page.text == (
        "# ExampleConf 2026\r\n\r\n## A\r\n\r\n"
        ":::{talk}\r\n:speakers: Ann Lee\r\n:::\r\n\r\nx  \r\n"
    )


RST = """\
================
ExampleConf 2026
================

:Date: 2026-05-14

Fast tests by Ann Lee
=====================

:Room: 2
:Time: 11:05

Notes with ``code``::

    Speaker: Nobody At All

Why
---

Because.

`Static types <https://slides.example/types.pdf>`_
==================================================

* speaker: Bo Novak
* good talk

1. Mocks
========

**Presenter:** Cem Aydın

Text.
"""


def test_restructuredtext_is_kept_as_such() -> None:
    page = read(RST, "notes.rst")
    assert page.suffix == ".rst"
    assert (
        page.text
        == """\
================
ExampleConf 2026
================

.. conference::
   :start: 2026-05-14

Fast tests
==========

.. talk::
   :speakers: Ann Lee
   :date: 2026-05-14 11:05
   :room: 2

Notes with ``code``::

    Speaker: Nobody At All

Why
---

Because.

Static types
============

.. talk::
   :speakers: Bo Novak
   :date: 2026-05-14
   :slides: https://slides.example/types.pdf

* good talk

Mocks
=====

.. talk::
   :speakers: Cem Aydın
   :date: 2026-05-14

Text.
"""
    )


def test_restructuredtext_gets_a_title_above_its_own() -> None:
    text = "A by Ann Lee\n============\n\nx\n\nB by Bo Novak\n=============\n\ny\n"
    page = read(text, "notes.rst", conference=ONE_DAY, title="Example*Conf*")
    assert page.text.startswith(
        "#################\nExample\\*Conf\\*\n#################\n\n".replace("#" * 17, "#" * 15)
        + ".. conference::\n   :start: 2026-05-14\n\nA\n=\n\n.. talk::\n   :speakers: Ann Lee\n"
    )


def test_the_language_is_told_by_the_name_or_by_the_text() -> None:
    assert read(RST, "notes.txt").suffix == ".rst"
    assert read(PLAIN, "notes.txt").suffix == ".md"
    assert read("# A\n", "notes.rst").suffix == ".rst"


FIELDS = """\
# FieldsConf 2026

## A
* speaker: ann lee
* room: Hall #2
* x

## B

**Presenter:** Ann Lee \\
**Tags:** C++, CI/CD

---

## C #

*Cem Aydın*

    code

## D
---

text

[x]: http://x.example/
"""
SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "post.md": (POST, {"conference": TWO_DAYS}),
    "plain.txt": (PLAIN, {"conference": TWO_DAYS, "title": "PlainConf"}),
    "each.md": (
        "# Fast tests\n\n### Skipped\n\nSpeaker: X\n\n# ???\n\nSpeaker: Bo Novak\n\n# ???\n",
        {"conference": ONE_DAY},
    ),
    "rst.rst": (RST, {}),
    "rst-each.rst": (
        "A by Ann Lee\n============\n\nx\n\nB C by Bo Novak\n===============\n\nWhy\n---\n\ny\n",
        {"conference": ONE_DAY, "title": "Example*Conf*"},
    ),
    "talk.md": (
        "---\ntitle: Faster: tests\nabstract: x\n---\n\nNotes\n\n#### Deep\n",
        {"conference": ONE_DAY, "title": "TalkConf"},
    ),
    "fields.md": (FIELDS, {"conference": ONE_DAY}),
}


def test_what_notes_become_builds_without_a_warning(
    make_project: Callable[..., Project],
) -> None:
    files: dict[str, str | None] = {}
    for name, (text, given_facts) in SAMPLES.items():
        page = read(text, name, **given_facts)
        assert page.conference is not None, name
        files[f"{name.rpartition('.')[0]}/index{page.suffix}"] = page.text
    built = make_project(files).build(nitpicky=True)
    assert built.warnings == []
    assert "Databases in memory" in built.text("plain/index")
    assert "16:20" in built.text("plain/index")
    assert "Room 2" in built.text("rst/index")


LINES = [
    *(
        "# ExampleConf 2026",
        "# Fast tests",
        "## Static types by Ann Lee",
        "### Why",
        "#### Deep ##",
    ),
    *(
        "## Ann Lee: Fast",
        "## A (2-10:15)",
        "## B (1:30)",
        "# Day 1",
        "## [A](http://a.example/b.pdf)",
    ),
    *("Mocks", "-----", "=====", "---", "5. Fakes", "7. X #", "Lunch", "## Lunch", "## ???", "##"),
    *("Speaker: Ann Lee", "* speaker: Bo", "**Room:** 2", "Time: 11:05", "*Ann Lee*", "by Bo Ek"),
    *("Video: http://v.example/", "Date: 2026-05-14", "Ann Lee", "text", "- item", "    code"),
    *("```", "```python", ":::{note}", ":::", "> quote", "[1]: http://x.example/", "| a | b |"),
    *("|---|---|", "% note", "<b>", "title: x", "---", "***", ": definition", "1. one", "2) two"),
    *(
        ":Room: 2",
        "Title",
        "~~~~~",
        ".. note::",
        "   x",
        "`A <http://a.example/>`_",
        "x::",
        "..",
        "\t",
    ),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(["", "", "", *LINES]), max_size=14).map("\n".join),
    st.text(max_size=40),
    st.text("#-=*: \n()19Aa[]`{}%|", max_size=60),
)
GIVEN = st.fixed_dictionaries(
    {
        "conference": st.sampled_from([None, ONE_DAY, TWO_DAYS]),
        "title": st.sampled_from(["", "ExampleConf"]),
        "is_declared": st.booleans(),
    }
)
NAMES = st.sampled_from(["fast-tests.md", "exampleconf-day-1.txt", "notes.rst", ".md"])


@law
@given(NAMES, TEXTS, GIVEN)
@example("a.md", "", {})
@example("a.rst", "", {})
def test_every_line_that_is_not_understood_is_kept(
    name: str, text: str, given_facts: dict[str, Any]
) -> None:
    page = read(text, name, **given_facts)
    outline = read_rst(text) if page.suffix == ".rst" else read_markdown(text)
    taken = {one.line - 1 for one in page.report if one.is_understood and one.text}
    for heading in outline.headings:
        taken |= set(range(heading.first, heading.last))
    kept = [
        line
        for at, line in enumerate(outline.lines)
        if at not in taken and line.strip() and at >= outline.begin
    ]
    written = iter(map(unmended, split_lines(page.text)[0]))
    assert [line for line in kept if unmended(line) not in written] == []


def unmended(line: str) -> str:
    """Return a line without the signs that make plain text of what is in doubt."""
    return re.sub(r"\\|text ", "", line)


@law
@given(NAMES, TEXTS, GIVEN)
def test_no_word_is_lost(name: str, text: str, given_facts: dict[str, Any]) -> None:
    page = read(text, name, **given_facts)
    said = " ".join([page.text, *(one.text for one in page.report if one.is_understood)])
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", said))


@law
@given(NAMES, TEXTS, GIVEN)
@example("exampleconf-day-1.rst", ":Room: 2\nDate: 2026-05-14", {})
@example("fast-tests.md", "### Why\nLunch\n-----", {})
@example("fast-tests.md", "Lunch\n-----\n5. Fakes\n-----", {})
@example("fast-tests.md", "Mocks\n-----\nMocks\n=====", {})
@example("fast-tests.md", "Speaker: Ann Lee\n7. X #\n-----", {})
@example("fast-tests.md", "# ExampleConf 2026\nAnn Lee\n# ExampleConf 2026", {})
def test_a_second_reading_changes_nothing(
    name: str, text: str, given_facts: dict[str, Any]
) -> None:
    page = read(text, name, **given_facts)
    assert (
        read(page.text, f"{name.rpartition('.')[0]}{page.suffix}", **given_facts).text == page.text
    )
