"""Every mistake gets one warning of its own kind, with file and line, and the build goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from confnotes.diagnostics import Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

CONFERENCE = "# Conf\n\n:::{conference}\n:start: 2012-09-04\n:end: 2012-09-06\n:::\n"


def talk(*options: str, notes: str = "", title: str = "A talk") -> str:
    lines = "".join(f"{option}\n" for option in options)
    return f"# {title}\n\n:::{{talk}}\n{lines}:::\n\n{notes}\n"


TOCTREE = "```{toctree}\n:glob:\n\n*\n```\n"

#: Subtype → (files, where the warning points, words that have to be in it).
MISTAKES: dict[Subtype, tuple[dict[str, str | None], str, tuple[str, ...]]] = {
    Subtype.INVALID_LINKS: (
        {"links.toml": '[[link]]\nurl = "http://gone.example/"\nurl-status = "ded"\n'},
        "links.toml:3",
        ("'ded' is no status", "Did you mean 'dead'"),
    ),
    Subtype.FIXED_LINK: (
        {
            "c/a.md": talk(notes='<a href="http://gone.example/a">A page</a>'),
            "links.toml": '[[host]]\nprefix = "http://gone.example/"\nurl-status = "dead"\n',
        },
        "c/a.md:6",
        ("'http://gone.example/a'", "write the new address here, or a copy's"),
    ),
    Subtype.UNKNOWN_TALK: (
        {"c/a.md": talk(notes="See {talk}`c/a-tlak`."), "c/a-talk.md": talk()},
        "c/a.md:6",
        ("'c/a-tlak'", "Did you mean 'c/a-talk'"),
    ),
    Subtype.UNKNOWN_CONFERENCE: (
        {"c/a.md": talk(notes="At {conference}`d`.")},
        "c/a.md:6",
        ("'d'", "Declare it"),
    ),
    Subtype.UNKNOWN_TOPIC: (
        {"c/a.md": talk(":topics: gevent", notes="On {topic}`gevnt`.")},
        "c/a.md:7",
        ("'gevnt'", "Did you mean 'gevent'"),
    ),
    Subtype.UNKNOWN_SPEAKER: (
        {"c/a.md": talk(":speakers: Cody Soyland", notes="By {speaker}`Cody Soiland`.")},
        "c/a.md:7",
        ("'Cody Soiland'", "Did you mean 'cody-soyland'"),
    ),
    Subtype.AMBIGUOUS_TALK: (
        {
            "c/a.md": talk(),
            "d/index.md": CONFERENCE,
            "d/a.md": talk(notes="See {talk}`a`."),
        },
        "d/a.md:6",
        ("'a'", "c/a, d/a", "write which"),
    ),
    Subtype.DUPLICATE_ID: (
        {"c/a.md": talk(":id: same"), "c/b.md": talk(":id: same")},
        "c/b.md:3",
        ("'c/same'", "c/a.md:3"),
    ),
    Subtype.INVALID_DATE: (
        {"c/a.md": talk(":date: 4 September")},
        "c/a.md:3",
        ("'4 September'", "2012-09-04"),
    ),
    Subtype.END_BEFORE_START: (
        {"c/index.md": CONFERENCE.replace("2012-09-06", "2012-09-01")},
        "c/index.md:3",
        ("2012-09-01", "before it starts"),
    ),
    Subtype.OUTSIDE_CONFERENCE: (
        {"c/a.md": talk(":date: 2012-10-06")},
        "c/a.md:3",
        ("2012-10-06", "2012-09-04 to 2012-09-06"),
    ),
    Subtype.NO_CONFERENCE: (
        {"stray/index.md": talk()},
        "stray/index.md:3",
        ("'stray'", ":conference:"),
    ),
    Subtype.UNKNOWN_OPTION: (
        {"c/a.md": talk(":speeker: Ann")},
        "c/a.md:3",
        ("'speeker'", "speakers, date", "Did you mean 'speakers'"),
    ),
    Subtype.MISPLACED_OPTION: (
        {"c/a.md": "# A talk\n\n:::{talk}\n\n:room: 2\n:::\n"},
        "c/a.md:3",
        ("':room:'", "no empty line above"),
    ),
    Subtype.UNEXPECTED_TEXT: (
        {"c/a.md": "# A talk\n\n:::{talk} A title\n:room: 2\n:::\n"},
        "c/a.md:3",
        ("'A title'", "the heading above is the name"),
    ),
    Subtype.SHARED_SECTION: (
        {"c/a.md": talk(":id: a", notes=":::{talk}\n:id: b\n:::")},
        "c/a.md:7",
        ("'A talk'", "a heading of its own"),
    ),
    Subtype.MISSING_OPTION: (
        {"c/index.md": "# Conf\n\n:::{conference}\n:::\n"},
        "c/index.md:3",
        (":start: 2012-09-04",),
    ),
    Subtype.INVALID_VALUE: (
        {"c/a.md": talk(":type: speech")},
        "c/a.md:3",
        ("'speech'", "talk, keynote, tutorial"),
    ),
    Subtype.INVALID_URL: (
        {"c/a.md": talk(":video: javascript:alert(1)")},
        "c/a.md:3",
        ("'javascript:alert(1)'", "https://"),
    ),
    Subtype.EMPTY_NAME: (
        {"c/a.md": talk(":speakers: Ann, , Bob")},
        "c/a.md:3",
        ("empty name", "comma"),
    ),
    Subtype.CIRCULAR_TOCTREE: (
        {
            "c/a.md": talk(notes="```{toctree}\nindex\n```"),
            "c/index.md": f"{CONFERENCE}\n{TOCTREE}",
        },
        "c/a.md:6",
        ("'c/index'", "take it out"),
    ),
    Subtype.SPELLING: (
        {
            "c/a.md": talk(":speakers: Stéphane Wirtel"),
            "c/b.md": talk(":speakers: Stéphane Wirtel"),
            "c/d.md": talk(":speakers: Stephane Wirtel"),
        },
        "c/d.md:3",
        ("'Stephane Wirtel'", "'Stéphane Wirtel'"),
    ),
    Subtype.OUTSIDE_SECTION: (
        {"c/a.md": ":::{talk}\nThe abstract.\n:::\n"},
        "c/a.md:1",
        ("'talk'", "heading above"),
    ),
    Subtype.BROADER_CIRCLE: (
        {
            "t/index.md": "# Topics of ours\n\n```{toctree}\n:glob:\n\n*\n```\n",
            "t/a.md": "# Alpha\n\n:::{topic}\n:broader: Beta\n:::\n",
            "t/b.md": "# Beta\n\n:::{topic}\n:broader: Alpha\n:::\n",
        },
        "t/a.md:3",
        ("alpha → beta → alpha",),
    ),
    Subtype.NO_INDEX: (
        {"c/a.md": talk(":speakers: Ann"), "speakers.md": "# Speakers\n"},
        "c/a.md:3",
        ("'Ann'", "'speaker-index'"),
    ),
}


def test_every_kind_of_warning_has_its_mistake() -> None:
    of_linkcheck = {Subtype.BROKEN_LINK, Subtype.NO_NETWORK}  # see test_linkcheck
    of_search = {Subtype.NO_PAGEFIND}  # see test_search
    of_exports = {Subtype.NO_EXPORT}  # see test_exporting
    of_others = {one for one in Subtype if one.endswith("-notebook")}  # see test_elsewhere
    assert set(MISTAKES) == set(Subtype) - of_linkcheck - of_search - of_exports - of_others


@pytest.mark.parametrize("subtype", MISTAKES, ids=str)
def test_a_mistake_is_named_with_its_place_and_its_remedy(
    make_project: Callable[..., Project], subtype: Subtype
) -> None:
    files, place, words = MISTAKES[subtype]
    toctree = "\n```{toctree}\n:glob:\n:hidden:\n\n[a-h]*\n```\n"
    built = make_project({"c/index.md": CONFERENCE + toctree, **files}).build()
    warning = built.warning(subtype)
    assert warning.startswith(f"{place}: WARNING: ")
    for word in words:
        assert word in warning
    assert len([line for line in built.warnings if "[confnotes." in line]) == 1
    assert (built.outdir / "c/index.html").exists()


@pytest.mark.parametrize("subtype", MISTAKES, ids=str)
def test_a_warning_is_repeated_until_it_is_mended(
    make_project: Callable[..., Project], subtype: Subtype
) -> None:
    files, _place, _words = MISTAKES[subtype]
    project = make_project({"c/index.md": CONFERENCE, **files})
    first = project.build().warning(subtype)
    again = project.build()
    assert again.warning(subtype) == first
    assert again.written == []
    project.write(dict.fromkeys(files, "# Mended\n"))
    assert not [line for line in project.build().warnings if subtype in line]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_duplicates_are_found_however_many_read(
    make_project: Callable[..., Project], jobs: int
) -> None:
    files: dict[str, str | None] = {f"c/t{n:02}.md": talk() for n in range(18)}
    files |= {"c/t00.md": talk(":id: same"), "c/t17.md": talk(":id: same")}
    built = make_project({"c/index.md": CONFERENCE, **files}).build(jobs=jobs)
    warning = built.warning(Subtype.DUPLICATE_ID)
    assert warning.startswith("c/t17.md:3:")
    assert "c/t00.md:3" in warning


def test_topics_that_only_sound_alike_are_told_apart(make_project: Callable[..., Project]) -> None:
    files = {
        "c/index.md": CONFERENCE,
        "c/a.md": talk(":topics: 视频, Data Science"),
        "c/b.md": talk(":topics: 食品, data-science"),
    }
    warning = make_project(files).build().warning(Subtype.SPELLING)
    assert "'食品' is elsewhere spelled '视频'" in warning or "'视频' is elsewhere" in warning


def test_a_kind_of_warning_can_be_silenced(make_project: Callable[..., Project]) -> None:
    project = make_project({"stray/index.md": talk()})
    assert project.build(suppress_warnings=["confnotes.no-conference"]).warnings == []


def test_a_bad_option_leaves_the_rest_of_the_talk(make_project: Callable[..., Project]) -> None:
    files = {"c/index.md": CONFERENCE, "c/a.md": talk(":date: soon", ":speakers: Ann Bee")}
    built = make_project(files).build()
    assert "Ann Bee" in built.text("c/a")
    assert "A talk" in built.text("c/index")


def test_the_abstract_of_a_talk_outside_any_section_stays(
    make_project: Callable[..., Project],
) -> None:
    files = {"c/index.md": CONFERENCE, "c/a.md": ":::{talk}\nThe abstract.\n:::\n"}
    assert "The abstract." in make_project(files).build().text("c/a")


def test_text_of_notes_is_escaped(make_project: Callable[..., Project]) -> None:
    evil = "<script>alert(1)</script>"
    options = (
        f":speakers: {evil}",
        f":topics: {evil}",
        f":room: {evil}",
        f":track: {evil}",
    )
    page = f"A `{evil}` talk\n===============================================\n\n.. talk::\n"
    page += "".join(f"   {option}\n" for option in options)
    built = make_project({"c/index.md": CONFERENCE, "c/a.rst": page}).build()
    for docname in ("c/a", "c/index", "speakers", "topics"):
        assert not [
            script
            for script in built.html(docname).find_all("script")
            if ("<" if script.get("type") == "application/ld+json" else "alert") in script.text
        ]
    assert evil in built.text("c/a")


def test_an_option_that_is_there_twice_is_named(make_project: Callable[..., Project]) -> None:
    files = {"c/index.md": CONFERENCE, "c/a.md": talk(":speakers: Ann", ":speakers: Bo")}
    warning = make_project(files).build().warning(Subtype.INVALID_VALUE)
    assert warning.startswith("c/a.md:3:")
    assert "'speakers' is there 2 times" in warning


def test_an_option_of_a_list_that_is_there_twice_is_named(
    make_project: Callable[..., Project],
) -> None:
    listing = "# List\n\n:::{talk-list}\n:limit: 1\n:limit: 2\n:::\n"
    warning = make_project({"l/index.md": listing}).build().warning(Subtype.INVALID_VALUE)
    assert "'limit' is there 2 times" in warning


def test_a_title_in_the_place_of_an_id_gets_the_id(make_project: Callable[..., Project]) -> None:
    files = {
        "c/index.md": CONFERENCE,
        "c/a.md": talk(title="Quite another title"),
        "c/b.md": talk(notes="See {talk}`Quite another title`."),
    }
    assert "Did you mean 'c/a'?" in make_project(files).build().warning(Subtype.UNKNOWN_TALK)
