"""Which talks, topics and people of other notebooks are ours, and what is listed of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from confnotes.elsewhere.matching import MOST, Elsewhere, place_of_media
from confnotes.elsewhere.records import Noted, NotedTalk, OtherName, OtherNotebook, OtherTalk
from confnotes.lookup import Lookup
from confnotes.names import slugify
from confnotes.viewing import view_declaration
from making import conference, page, speaker, talk, topic

if TYPE_CHECKING:
    from confnotes.model import Declaration, Page

DAY = dt.date(2012, 9, 4)
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def other_talk(label: str = "A talk", *, notes: bool = True, **fields: Any) -> OtherTalk:
    known: dict[str, Any] = {
        "id": slugify(label),
        "label": label,
        "url": f"https://a.example/{slugify(label)}" if notes else "",
        "speakers": (),
        "speaker_ids": (),
        "topic_ids": (),
        "conference": "Conf C",
        "conference_id": "c",
        "date": DAY,
        "urls": (),
    }
    return OtherTalk(**(known | fields))


def other_name(label: str, *aliases: str, notes: bool = False, url: str = "") -> OtherName:
    slugs = tuple(map(slugify, (label, *aliases)))
    return OtherName(slugs[0], label, url or f"https://a.example/{slugs[0]}", slugs, notes)


def anna(
    *talks: OtherTalk,
    conferences: tuple[OtherName, ...] = (),
    speakers: tuple[OtherName, ...] = (),
    topics: tuple[OtherName, ...] = (),
    title: str = "Anna",
) -> OtherNotebook:
    return OtherNotebook(title, conferences, talks, speakers, topics)


def found(own: Declaration, *notebooks: OtherNotebook, others: tuple[Page, ...] = ()) -> Any:
    """Return what is noted elsewhere on something of ours, on the page of a conference."""
    pages = [page("conf/index", conference("Conf C", aliases="CC")), page("conf/own", own), *others]
    elsewhere = Elsewhere([lambda one=one: one for one in notebooks])  # type: ignore[misc]
    lookup = Lookup({one.docname: one for one in pages}, elsewhere)
    return view_declaration(lookup, "conf/own", 0).elsewhere  # type: ignore[union-attr]


HERE = (Noted("Anna", "https://a.example/a-talk"),)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "http://m.youtube.com/watch?t=90&v=abcdefghijk&list=PLabc",
        "https://youtu.be/abcdefghijk?t=90",
        "https://www.youtube-nocookie.com/embed/abcdefghijk",
        "https://youtube.com/live/abcdefghijk",
    ],
)
def test_a_recording_has_one_place(url: str) -> None:
    assert place_of_media(url) == "youtube abcdefghijk"


def test_other_recordings_have_others() -> None:
    assert place_of_media("https://vimeo.com/123456") == place_of_media(
        "https://player.vimeo.com/video/123456?h=abc"
    )
    assert place_of_media("https://youtube.com/playlist?list=PLabc") == (
        "youtube.com/playlist?list=PLabc"
    )
    assert place_of_media("http://media.example/v/1/") == place_of_media(
        "https://media.example/v/1"
    )
    assert place_of_media("mailto:a@b.example") == place_of_media("https://[") == ""


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (talk("Mine", video=(VIDEO,)), other_talk(urls=("https://youtu.be/abcdefghijk?t=3",))),
        (talk("Mine", url=("http://c.example/1/",)), other_talk(urls=("https://c.example/1",))),
        (talk("A  Talk!", date="2012-09-04"), other_talk(conference="CC", conference_id="x")),
        (talk("A talk", date="2012-09-04"), other_talk(conference="", conference_id="conf")),
        (talk("A talk"), other_talk(date=None)),
    ],
)
def test_a_talk_is_found(own: Declaration, other: OtherTalk) -> None:
    assert found(own, anna(other)) == HERE


def test_a_talk_is_found_by_another_name_of_its_conference() -> None:
    held = OtherName("x", "The Conference C", "", ("x", "the-conference-c", "cc"), has_notes=True)
    other = other_talk(conference="x", conference_id="x")
    assert found(talk("A talk", date="2012-09-04"), anna(other, conferences=(held,))) == HERE


@pytest.mark.parametrize(
    "other",
    [
        other_talk(notes=False),
        other_talk("Another"),
        other_talk(date=dt.date(2012, 9, 5)),
        other_talk(conference="D", conference_id="d"),
        other_talk(conference="", conference_id=""),
    ],
)
def test_a_talk_is_not_found(other: OtherTalk) -> None:
    assert (
        found(talk("A talk", date="2012-09-04", video=("mailto:a@b.example",)), anna(other)) == ()
    )


def test_a_recording_of_several_talks_says_nothing() -> None:
    own, other = talk("Mine", video=(VIDEO,)), other_talk(urls=(VIDEO,))
    assert found(own, anna(other, other_talk("B", notes=False, urls=(VIDEO,)))) == ()
    assert found(own, anna(other), others=(page("conf/b", talk("B", video=(VIDEO,))),)) == ()


def test_the_recording_is_surer_than_the_title() -> None:
    own = talk("A talk", date="2012-09-04", video=(VIDEO,))
    same = other_talk("Renamed", urls=(VIDEO,))
    assert found(own, anna(other_talk(), same))[0].url == "https://a.example/renamed"


def test_each_notebook_is_named_once() -> None:
    own = talk("A talk", date="2012-09-04", video=(VIDEO,))
    both = (anna(other_talk(urls=(VIDEO,))), anna(other_talk(), title="Ben"))
    assert [one.title for one in found(own, *both)] == ["Anna", "Ben"]


def line(label: str, *speakers: str, date: dt.date | None = DAY) -> NotedTalk:
    return NotedTalk(label, f"https://a.example/{slugify(label)}", speakers, "Conf C", date)


def test_a_topic_lists_the_noted_talks_about_it_the_newest_first() -> None:
    talks = (
        other_talk("Old", topic_ids=("testing",), date=dt.date(2009, 1, 1)),
        other_talk("New", topic_ids=("testing", "tests"), speakers=("Testing",)),
        other_talk("Undated", topic_ids=("tests",), date=None),
        other_talk("Bare", topic_ids=("tests",), notes=False),
        other_talk("Other", topic_ids=("redis",)),
    )
    topics = (other_name("Testing", "QA"), other_name("tests"))
    [noted] = found(topic("Quality", aliases="tests, QA"), anna(*talks, topics=topics))
    assert noted == Noted(
        "Anna",
        "https://a.example/testing",
        (
            line("New", "Testing"),
            line("Old", date=dt.date(2009, 1, 1)),
            line("Undated", date=None),
        ),
    )


def test_a_person_is_found_by_any_name_and_left_out_of_the_own_list() -> None:
    one = other_talk(speaker_ids=("ann-lee", "bob"), speakers=("Ann Lee", "Bob"))
    ann = other_name("Ann Lee", "A. Lee")
    [noted] = found(speaker("Ann Smith", aliases="Ann Lee"), anna(one, speakers=(ann,)))
    assert noted == Noted("Anna", "https://a.example/ann-lee", (line("A talk", "Bob"),))


def test_who_or_what_has_neither_talks_nor_notes_there_is_not_named() -> None:
    bare = anna(topics=(other_name("Redis"),), speakers=(other_name("Ann"),))
    assert found(topic("Redis"), bare) == found(speaker("Ann"), bare) == ()
    noted = anna(topics=(other_name("Redis", notes=True),))
    assert found(topic("Redis"), noted) == (Noted("Anna", "https://a.example/redis"),)


def test_a_long_list_is_cut() -> None:
    talks = [other_talk(f"Talk {n:03}", topic_ids=("redis",)) for n in range(MOST + 3)]
    [noted] = found(topic("Redis"), anna(*talks))
    assert (len(noted.talks), noted.more, noted.url) == (MOST, 3, "")


def test_without_other_notebooks_nothing_is_looked_for() -> None:
    assert found(talk("A talk")) == ()
