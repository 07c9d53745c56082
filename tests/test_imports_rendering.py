"""What an import writes, the extension reads back: options, titles, whole pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from confnotes.imports.markdown.escaping import squeeze
from confnotes.imports.markdown.rendering import can_be_listed, directive, heading, options_of, page
from confnotes.model import (
    RECORDS,
    Conference,
    ObjectType,
    Speaker,
    Talk,
    TalkType,
    TopicStatus,
)
from confnotes.options import OPTIONS
from confnotes.records import read_facts
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from confnotes.model import Facts
    from projects import Project

TALK = Talk(
    id="fast-tests",
    speakers=("Ann Lee", "Bo Novak"),
    date=dt.date(2026, 5, 14),
    time=dt.time(9, 5),
    duration=45,
    room="Hall #2",
    track="Practice",
    type=TalkType.KEYNOTE,
    language="pt-BR",
    topics=("testing", "C++"),
    video=("https://videos.example/a", "https://videos.example/b,c"),
    conference="exampleconf-2026",
)

#: Texts that an option can be, each with something that Markdown, YAML or MyST could take amiss.
HOSTILE = (
    "Hall #2",
    "# 2",
    "#2",
    "C#",
    '"quoted"',
    "'quoted'",
    "it's 5 o'clock",
    'the "big" room',
    '"open',
    "'open #",
    "a: b",
    "a : b:",
    ":room: 2",
    ":",
    ":::",
    "::: {talk}",
    "---",
    "- one",
    "[one]",
    "[one, two]",
    "{a: b}",
    "{role}`text`",
    "*anchor",
    "&anchor",
    "A & B &amp; C",
    "!tag",
    "!important",
    "|",
    "| text",
    "|-",
    ">",
    "> text",
    "%",
    "% comment",
    "@here",
    "`code`",
    "```",
    "\\",
    "back\\slash\\",
    '\\"',
    'a "b" # c \\ d',
    "\\n",
    "null",
    "~",
    "true",
    "007",
    "1e3",
    "2012-09-04",
    "=",
    "? key",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- no comment -->",
    "[link](https://example.org)",
    "*a* _b_ **c**",
    "$x$ {{ x }}",
    "(target)=",
    "50 % + 50 %",
    "\x07bell",
    "\x1b[31mred # and more",
    "\u200bzero width",
    "김영근",
    "العربية",
    "a\u0301",
    "🎉 #1",
    "x" * 300,
    "many words " * 30 + "end",
)

TITLES = (
    "*args and **kwargs",
    "a *b* c **d**",
    "_private_ and __dunder__ and snake_case",
    "`code` and `",
    "``",
    "[x](https://example.org) [y] [z][y]",
    "![x](https://example.org/x.png)",
    "Wow![x]",
    "[^1] and [^2]",
    "vector<int> and <b>bold</b>",
    "<https://example.org>",
    "<script>alert(1)</script>",
    "A & B &amp; C &lt; &#35; &copy",
    "{role}`text` and {talk}`text`",
    "{ } {{ x }}",
    "$x$ costs $5 and $$",
    "1. First",
    "1) First",
    "2012. A year",
    ":::",
    ":::{talk}",
    "::: note",
    ":speakers: Ann",
    "- item",
    "+ item",
    "> quote",
    "% comment",
    "+++",
    "---",
    "===",
    "***",
    "(target)=",
    "# Title",
    "#",
    "## #",
    "C#",
    "C # C #",
    "F\\# \\* \\",
    "back\\",
    "~~gone~~",
    "| a | b |",
    "https://example.org/a_b_c*d*",
    "someone@example.org",
    "김영근: 파이썬",
    "'quoted' \"quoted\" -- ... it's",
)


#: MyST's own parser, as a notebook has it.
MYST = create_md_parser(
    MdParserConfig(enable_extensions={"colon_fence", "deflist"}), lambda _parser: RendererHTML()
)
MARKUP = st.text(
    st.sampled_from("ab1 \\`*_[]()<>&;{}#!|~$:-+=^\n\x00\ud800") | st.characters(), max_size=20
)


def test_a_page_looks_as_if_a_person_had_written_it() -> None:
    written = page("Fast tests", ObjectType.TALK, options_of(TALK), "Why.\n", "My notes.\n")
    assert written == (
        "# Fast tests\n"
        "\n"
        ":::{talk}\n"
        ":id: fast-tests\n"
        ":speakers: Ann Lee, Bo Novak\n"
        ":date: 2026-05-14 09:05\n"
        ":duration: 45\n"
        ':room: "Hall #2"\n'
        ":track: Practice\n"
        ":type: keynote\n"
        ":language: pt-BR\n"
        ":topics: testing, C++\n"
        ":video: https://videos.example/a, https://videos.example/b,c\n"
        ":conference: exampleconf-2026\n"
        "Why.\n"
        ":::\n"
        "\n"
        "My notes.\n"
    )


def test_what_says_nothing_new_is_left_out() -> None:
    assert options_of(Talk()) == {}
    assert options_of(Talk(duration=0)) == {"duration": "0"}
    assert page("Empty", ObjectType.TALK, {}) == "# Empty\n\n:::{talk}\n:::\n"


@pytest.mark.parametrize(
    ("profile", "option"),
    [
        (("GitHub", "https://github.com/caydin"), ("github", "caydin")),
        (("GitHub", "https://git.example/caydin"), ("github", "https://git.example/caydin")),
        (("GitHub", "https://github.com/a/b"), ("github", "https://github.com/a/b")),
        (("Mastodon", "https://social.example/@caydin"), ("mastodon", "@caydin@social.example")),
        (("Mastodon", "https://social.example/u/c"), ("mastodon", "https://social.example/u/c")),
        (("Bluesky", "https://bsky.app/profile/c.example"), ("bluesky", "c.example")),
    ],
)
def test_a_profile_is_written_as_short_as_it_can_be(
    profile: tuple[str, str], option: tuple[str, str]
) -> None:
    assert options_of(Speaker(profiles=(profile,))) == dict([option])


def test_profiles_keep_their_order() -> None:
    profiles = (("Bluesky", "https://x.example/a"), ("GitHub", "https://github.com/a"))
    assert list(options_of(Speaker(id="a", profiles=profiles))) == ["id", "bluesky", "github"]


def test_blanks_are_made_single_and_nothing_is_said_twice() -> None:
    facts = Talk(speakers=("Ann  Lee", "Ann\nLee", " "), room=" Hall\u00a02\n")
    assert options_of(facts) == {"speakers": "Ann Lee", "room": "Hall 2"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Talk(speakers=("Josef Hora, Jr.",)), "'Josef Hora, Jr.'"),
        (Talk(topics=("???",)), "no letter or digit"),
        (Talk(topics=("[one]",)), "write a list"),
        (Talk(url=("javascript:alert(1)",)), "javascript"),
        (Talk(url=("https://a.example/,https://b.example/",)), "https://a.example"),
        (Talk(time=dt.time(9)), "time"),
        (Talk(date=dt.date(2026, 5, 14), time=dt.time(9, 0, 30)), "time"),
        (Talk(duration=100_000), "duration"),
        (Conference(timezone="Mars/Olympus"), "Mars/Olympus"),
        (Speaker(profiles=(("Myspace", "https://myspace.example/a"),)), "Myspace"),
        (Speaker(profiles=(("GitHub", "javascript:a"),)), "GitHub"),
    ],
)
def test_what_no_option_can_say_is_refused(facts: Facts, said: str) -> None:
    with pytest.raises(ValueError, match="option") as caught:
        options_of(facts)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["Josef Hora, Jr.", "???", "", "[one]", "- one", "a\x00, b"])
def test_some_names_cannot_stand_in_a_list(name: str) -> None:
    assert not can_be_listed(name)


def test_most_names_can_stand_in_a_list() -> None:
    assert all(map(can_be_listed, ["Ann Lee", "김영근", "C++", ".NET", "O'Reilly", "a  b"]))


@pytest.mark.parametrize("title", ["", " \n", "\x00\x1b"])
def test_a_heading_needs_words(title: str) -> None:
    with pytest.raises(ValueError, match="title"):
        heading(title)


@pytest.mark.parametrize(
    "title", ["C#", "snake_case", "*args", "1. First", "A & B", "Q: what? [1]", "$5", "2 * 3 * 4"]
)
def test_nothing_is_escaped_without_need(title: str) -> None:
    assert heading(title, 2) == f"## {title}"


def test_a_heading_is_one_line() -> None:
    assert heading(" Two\nlines\x07 ", 3) == "### Two lines"


def test_the_fence_is_longer_than_those_in_the_content() -> None:
    assert directive(ObjectType.TALK, {}, ":::{note}\nx\n:::") == (
        "::::{talk}\n:::{note}\nx\n:::\n::::"
    )
    assert directive(ObjectType.TALK, {}, "- ::::\n\n  ::::").startswith(":::::{talk}\n")


@pytest.mark.parametrize("content", [":speakers: Ann", "---\na: b\n---", "  :x: y"])
def test_content_is_kept_apart_from_the_options(content: str) -> None:
    assert directive(ObjectType.TALK, {}, content) == f":::{{talk}}\n\n{content}\n:::"


def _record(objtype: ObjectType) -> st.SearchStrategy[Facts]:
    """Return a strategy for the records that can be read without a complaint on a value."""
    texts = st.text(max_size=12) | st.sampled_from(HOSTILE)
    urls = st.sampled_from(
        ["https://a.example/", "http://b.example/x,y", "mailto:ann@c.example", "https://d/?a=#b"]
    )
    days = st.dates().map(str)
    moments = st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M}".rjust(16, "0"))
    known: dict[str, st.SearchStrategy[str]] = {
        "start": days,
        "end": days,
        "date": days | moments,
        "duration": st.sampled_from(["0", "40", "9:30", "99:59", "9999"]),
        "type": st.sampled_from(TalkType),
        "status": st.sampled_from(TopicStatus),
        "language": st.sampled_from(["en", "pt-BR"]),
        "timezone": st.sampled_from(["Europe/Lisbon", "UTC"]),
        "as-of": st.sampled_from(["2026", "2026-11", "2026-11-02"]),
        "github": st.sampled_from(["caydin", "@caydin", "https://example.org/c"]),
        "mastodon": st.sampled_from(["@c@social.example", "https://example.org/c"]),
        "bluesky": st.sampled_from(["c.example", "https://bsky.app/profile/c"]),
        "id": st.sampled_from(["a", "a-b"]),
    }
    several = dict.fromkeys(["url", "videos", "video", "slides", "code", "elsewhere"], urls)
    made = {name: known.get(name, several.get(name, texts)) for name in OPTIONS[objtype]}
    options: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=made)
    return options.map(lambda found: read_facts(objtype, found)[0])


@law
@given(st.sampled_from(ObjectType).flatmap(_record))
def test_what_was_read_is_read_again(facts: Facts) -> None:
    objtype = next(kind for kind, record in RECORDS.items() if isinstance(facts, record))
    try:
        options = options_of(facts)
    except ValueError:
        lists = [getattr(facts, one.name) for one in fields(facts)]
        names = [name for found in lists if isinstance(found, tuple) for name in found]
        assert any(str(name).startswith(("[", "- ")) for name in names)
        return
    found, complaints = read_facts(objtype, options)
    assert found == facts
    assert {complaint.subtype.value for complaint in complaints} <= {
        "missing-option",
        "end-before-start",
    }
    assert [name for name in OPTIONS[objtype] if name in options] == sorted(
        options, key=list(OPTIONS[objtype]).index
    )


@law
@given(st.builds(Talk, speakers=st.tuples(st.text()), room=st.text(), url=st.tuples(st.text())))
def test_no_text_makes_a_traceback(facts: Talk) -> None:
    try:
        options = options_of(facts)
    except ValueError:
        return
    assert "\n" not in "".join(options.values())
    directive(ObjectType.TALK, options, facts.room).encode()


@law
@given(MARKUP)
def test_a_title_is_what_myst_reads(title: str) -> None:
    try:
        line = heading(title)
    except ValueError:
        return
    assert line.splitlines() == [line]
    opened, inline, closed = MYST.parse(line)
    assert (opened.tag, closed.tag) == ("h1", "h1")
    assert {child.type for child in inline.children or []} == {"text"}
    assert "".join(child.content for child in inline.children or []) == squeeze(title)


def test_hostile_values_and_titles_come_back_from_a_build(
    make_project: Callable[..., Project],
) -> None:
    talks = {
        f"c/t{at}": (f"Talk {at}", Talk(room=value, track=value, conference="c"))
        for at, value in enumerate(HOSTILE)
    }
    talks |= {f"c/h{at}": (title, Talk(room="1")) for at, title in enumerate(TITLES)}
    talks["c/topics"] = ("Topics", Talk(topics=("C#", "#python", "'x", "{a}"), speakers=('"A" B',)))
    files = {
        f"{name}.md": page(title, ObjectType.TALK, options_of(facts), "Why.")
        for name, (title, facts) in talks.items()
    }
    conference = Conference(start=dt.date(2026, 5, 14), venue="The # 1", aliases=("a: b", "c"))
    toctree = "```{toctree}\n:glob:\n\n*\n```\n"
    files["c/index.md"] = page("C", ObjectType.CONFERENCE, options_of(conference), "", toctree)
    built = make_project(files).build("dummy", nitpicky=True, smartquotes=False)
    assert built.warnings == []
    pages = built.app.env.domains["conf"].pages
    assert pages["c/index"].declarations[0].facts == conference
    for name, (title, facts) in talks.items():
        (found,) = pages[name].declarations
        assert (found.title, found.facts) == (title, facts), files[f"{name}.md"]
