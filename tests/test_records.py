"""From options as text to a record, and what is said of those that cannot be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.diagnostics import Subtype
from confnotes.model import (
    Conference,
    GroupBy,
    ObjectType,
    Sort,
    Speaker,
    Talk,
    TalkQuery,
    TalkType,
    Topic,
    TopicStatus,
)
from confnotes.options import OPTIONS, TALK_LIST_OPTIONS
from confnotes.records import find_misplaced, read_facts, read_letters_of_index, read_query
from making import law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from confnotes.model import Facts
    from confnotes.options import Option
    from confnotes.records import Complaint

RECORDS = {
    ObjectType.CONFERENCE: Conference,
    ObjectType.TALK: Talk,
    ObjectType.SPEAKER: Speaker,
    ObjectType.TOPIC: Topic,
}
TEXTS = st.none() | st.text(max_size=12) | st.text("2019-: ,Tabc/@.\n", max_size=24)
OPTION_NAMES = sorted({*TALK_LIST_OPTIONS}.union(*OPTIONS.values()))
DICTS = st.dictionaries(st.sampled_from(OPTION_NAMES) | st.text(max_size=8), TEXTS, max_size=6)


def read(objtype: str, options: dict[str, str | None]) -> Facts:
    facts, complaints = read_facts(ObjectType(objtype), options)
    assert complaints == []
    return facts


def complaints_about(objtype: str, options: dict[str, str | None]) -> list[tuple[Subtype, str]]:
    _, complaints = read_facts(ObjectType(objtype), options)
    return [(complaint.subtype, complaint.message) for complaint in complaints]


def test_a_conference_is_read() -> None:
    assert read(
        "conference",
        {
            "id": "djangocon",
            "series": "DjangoCon US",
            "start": "2012-09-04",
            "end": "2012-09-06",
            "venue": "Hyatt",
            "city": "Arlington, Virginia",
            "timezone": "America/New_York",
            "url": "https://a.org",
            "videos": "https://a.org/v https://b.org/v",
            "elsewhere": "https://c.org",
            "aliases": "DjangoCon, DCUS",
        },
    ) == Conference(
        "djangocon",
        "DjangoCon US",
        dt.date(2012, 9, 4),
        dt.date(2012, 9, 6),
        "Hyatt",
        "Arlington, Virginia",
        "America/New_York",
        "https://a.org",
        ("https://a.org/v", "https://b.org/v"),
        ("https://c.org",),
        ("DjangoCon", "DCUS"),
    )


def test_a_talk_is_read() -> None:
    assert read(
        "talk",
        {
            "id": "gevent",
            "speakers": "Ann Bee, Bo",
            "date": "2012-09-04 14:20",
            "duration": "1:30",
            "room": "2",
            "track": "Web",
            "type": "tutorial",
            "language": "pt-BR",
            "topics": "C++, CI/CD",
            "video": "https://v.org",
            "slides": "https://s.org",
            "code": "https://c.org",
            "url": "https://u.org",
            "elsewhere": "https://e.org",
            "conference": "DjangoCon US",
        },
    ) == Talk(
        "gevent",
        ("Ann Bee", "Bo"),
        dt.date(2012, 9, 4),
        dt.time(14, 20),
        90,
        "2",
        "Web",
        TalkType.TUTORIAL,
        "pt-BR",
        ("C++", "CI/CD"),
        ("https://v.org",),
        ("https://s.org",),
        ("https://c.org",),
        ("https://u.org",),
        ("https://e.org",),
        "DjangoCon US",
    )


def test_a_speaker_is_read_with_the_profiles_in_their_order() -> None:
    options: dict[str, str | None] = {
        "id": "ann",
        "aliases": "Ann B.",
        "url": "https://ann.org",
        "mastodon": "@ann@a.social",
        "github": "ann",
        "bluesky": "ann.org",
    }
    profiles = (
        ("Mastodon", "https://a.social/@ann"),
        ("GitHub", "https://github.com/ann"),
        ("Bluesky", "https://bsky.app/profile/ann.org"),
    )
    assert read("speaker", options) == Speaker("ann", ("Ann B.",), "https://ann.org", profiles)


def test_a_topic_is_read() -> None:
    assert read(
        "topic",
        {
            "id": "south",
            "aliases": "django-south",
            "broader": "migrations",
            "related": "Django, SQL",
            "url": "https://south.org",
            "status": "superseded",
            "successor": "Django's own migrations",
            "as-of": "2026-11",
        },
    ) == Topic(
        "south",
        ("django-south",),
        ("migrations",),
        ("Django", "SQL"),
        "https://south.org",
        TopicStatus.SUPERSEDED,
        "Django's own migrations",
        "2026-11",
    )


def test_a_query_is_read() -> None:
    query, complaints = read_query(
        {
            "conference": "c",
            "speaker": "Ann Bee",
            "topic": "C++",
            "year": "2012",
            "type": "keynote",
            "notes": None,
            "sort": "newest",
            "group-by": "year",
            "limit": "5",
        }
    )
    assert complaints == []
    assert query == TalkQuery(
        "c",
        "Ann Bee",
        "C++",
        2012,
        TalkType.KEYNOTE,
        notes=True,
        sort=Sort.NEWEST,
        group_by=GroupBy.YEAR,
        limit=5,
    )


@pytest.mark.parametrize(
    ("options", "record"),
    [
        (OPTIONS[ObjectType.CONFERENCE], Conference),
        (OPTIONS[ObjectType.TALK], Talk),
        (OPTIONS[ObjectType.SPEAKER], Speaker),
        (OPTIONS[ObjectType.TOPIC], Topic),
        (TALK_LIST_OPTIONS, TalkQuery),
    ],
)
def test_every_field_of_a_record_can_be_given(
    options: Mapping[str, Option], record: type[Facts]
) -> None:
    fields = {field.name for field in dataclasses.fields(record)}
    assert {option.field for option in options.values()} == fields - {"time"}  # is in the date


@pytest.mark.parametrize("objtype", ["talk", "speaker", "topic"])
@pytest.mark.parametrize("blank", [None, "", "  \n "])
def test_an_option_that_is_left_empty_is_not_given(objtype: str, blank: str | None) -> None:
    options: dict[str, str | None] = dict.fromkeys(OPTIONS[ObjectType(objtype)], blank)
    assert read(objtype, options) == RECORDS[ObjectType(objtype)]()


def test_white_space_in_a_text_is_one_blank() -> None:
    assert read("talk", {"room": " Room \n  2 "}) == Talk(room="Room 2")


def test_a_list_names_everybody_once() -> None:
    assert read("talk", {"speakers": "Ann, Bo, Ann"}) == Talk(speakers=("Ann", "Bo"))


def test_addresses_are_apart_by_blanks_or_commas() -> None:
    assert read("talk", {"video": "https://a.org, https://b.org\nhttps://c.org/d,e"}) == Talk(
        video=("https://a.org", "https://b.org", "https://c.org/d,e")
    )


@pytest.mark.parametrize(
    ("objtype", "options", "subtype", "words"),
    [
        ("talk", {"id": "A B"}, Subtype.INVALID_VALUE, "option 'id': 'A B' is not an id"),
        ("talk", {"date": "soon"}, Subtype.INVALID_DATE, "option 'date': 'soon' is not a date"),
        ("talk", {"duration": "long"}, Subtype.INVALID_VALUE, "option 'duration': 'long'"),
        ("talk", {"type": "x"}, Subtype.INVALID_VALUE, "option 'type': 'x'"),
        ("talk", {"language": "x"}, Subtype.INVALID_VALUE, "option 'language': 'x'"),
        ("talk", {"video": "a.org"}, Subtype.INVALID_URL, "option 'video': 'a.org'"),
        ("talk", {"speakers": "Ann,,Bo"}, Subtype.EMPTY_NAME, "option 'speakers': there is an"),
        ("talk", {"topics": "???"}, Subtype.EMPTY_NAME, "option 'topics': '???' has no letter"),
        ("talk", {"conference": "?"}, Subtype.EMPTY_NAME, "option 'conference': '?' has no"),
        ("speaker", {"github": "a/b"}, Subtype.INVALID_URL, "option 'github': 'a/b'"),
        ("speaker", {"mastodon": "a"}, Subtype.INVALID_URL, "option 'mastodon': 'a'"),
        ("topic", {"as-of": "now"}, Subtype.INVALID_DATE, "option 'as-of': 'now'"),
        ("topic", {"status": "dead"}, Subtype.INVALID_VALUE, "option 'status': 'dead'"),
    ],
)
def test_what_can_not_be_read_is_a_complaint(
    objtype: str, options: dict[str, str | None], subtype: Subtype, words: str
) -> None:
    [(found, message)] = complaints_about(objtype, options)
    assert found == subtype
    assert message.startswith(words)


def test_a_bad_part_of_a_list_does_not_take_the_others_with_it() -> None:
    facts, complaints = read_facts(
        ObjectType.TALK, {"video": "https://a.org javascript:x https://b.org", "room": "2"}
    )
    assert facts == Talk(video=("https://a.org", "https://b.org"), room="2")
    assert [complaint.subtype for complaint in complaints] == [Subtype.INVALID_URL]


def test_an_unknown_option_is_a_complaint_that_names_the_known() -> None:
    [(subtype, message)] = complaints_about("talk", {"speaker": "Ann"})
    assert subtype == Subtype.UNKNOWN_OPTION
    assert message.startswith("there is no option 'speaker'; the options are id, speakers, date")
    assert message.endswith("Did you mean 'speakers'?")


def test_an_index_of_talks_or_conferences_has_no_options() -> None:
    unknown = (Subtype.UNKNOWN_OPTION, "there is no option 'letters'; it takes none.")
    assert read_letters_of_index(ObjectType.TALK, {"letters": "A"}) == ((), [unknown])
    assert read_letters_of_index(ObjectType.CONFERENCE, {}) == ((), [])


def test_an_index_of_names_may_have_a_part_of_the_letters() -> None:
    letters, complaints = read_letters_of_index(ObjectType.TOPIC, {"letters": "x–z, 0-9, C,y,?"})
    assert letters == ("0–9", "C", "X", "Y", "Z")
    assert complaints == [
        (
            Subtype.INVALID_VALUE,
            "option 'letters': '?' are no letters of an index; write A, A–F or 0–9",
        )
    ]


@pytest.mark.parametrize(
    ("content", "misplaced"),
    [
        ([":room: 2"], ["room"]),
        ([":room:"], ["room"]),
        (["The abstract.", "", ":room: 2", ":video: https://a.org"], ["room", "video"]),
        (["```", ":room: 2", "```"], []),
        ([], []),
        (["The abstract."], []),
        ([":note: this is no option of a talk"], []),
        (["It has a :room: 2"], []),
        (["  :room: 2"], []),
        ([":room:2"], []),
        ([":topic:`C++` is a role"], []),
        (["````", "```", ":date: x", "```", ":room: 2", "````", ":track: A"], ["track"]),
        (["~~~", "```", ":date: x", "~~~ md", "~~~~", ":room: 2"], ["room"]),
    ],
)
def test_an_option_in_the_content_is_a_complaint(content: list[str], misplaced: list[str]) -> None:
    complaints = find_misplaced(ObjectType.TALK, content)
    assert {subtype for subtype, _ in complaints} <= {Subtype.MISPLACED_OPTION}
    assert [message.split("'", 2)[1] for _, message in complaints] == [
        f":{name}:" for name in misplaced
    ]


@pytest.mark.parametrize("options", [{}, {"start": None}, {"start": ""}, {"end": "2012-09-06"}])
def test_a_conference_needs_its_first_day(options: dict[str, str | None]) -> None:
    [(subtype, message)] = complaints_about("conference", options)
    assert subtype == Subtype.MISSING_OPTION
    assert ":start: 2012-09-04" in message


def test_a_first_day_that_can_not_be_read_is_not_missing_too() -> None:
    [(subtype, _)] = complaints_about("conference", {"start": "September"})
    assert subtype == Subtype.INVALID_DATE


def test_a_conference_does_not_end_before_it_starts() -> None:
    [(subtype, message)] = complaints_about(
        "conference", {"start": "2012-09-06", "end": "2012-09-04"}
    )
    assert subtype == Subtype.END_BEFORE_START
    assert "2012-09-04" in message
    assert "2012-09-06" in message


def test_a_conference_can_end_on_the_day_on_which_it_starts() -> None:
    assert complaints_about("conference", {"start": "2012-09-06", "end": "2012-09-06"}) == []


@pytest.mark.parametrize(
    ("options", "notes"),
    [({}, False), ({"notes": None}, True), ({"notes": ""}, True), ({"notes": "true"}, True)],
)
def test_a_flag_is_given_without_a_value(options: dict[str, str | None], *, notes: bool) -> None:
    assert read_query(options) == (TalkQuery(notes=notes), [])


@pytest.mark.parametrize("name", ["year", "type", "notes", "sort", "group-by", "limit"])
def test_a_query_that_can_not_be_read_asks_for_nothing(name: str) -> None:
    query, [complaint] = read_query({name: "x"})
    assert query == TalkQuery()
    assert complaint.subtype == Subtype.INVALID_VALUE
    assert complaint.message.startswith(f"option {name!r}: 'x' ")


def assert_sentences(complaints: list[Complaint]) -> None:
    for subtype, message in complaints:
        assert subtype in Subtype
        assert len(message.splitlines()) == 1


@law
@given(st.sampled_from(ObjectType), DICTS)
def test_no_options_make_a_declaration_fail(
    objtype: ObjectType, options: dict[str, str | None]
) -> None:
    facts, complaints = read_facts(objtype, options)
    assert type(facts) is RECORDS[objtype]
    assert_sentences(complaints)
    unknown = [one for one in complaints if one.subtype == Subtype.UNKNOWN_OPTION]
    assert len(unknown) == len(options.keys() - OPTIONS[objtype].keys())


@law
@given(DICTS)
def test_no_options_make_a_query_fail(options: dict[str, str | None]) -> None:
    assert_sentences(read_query(options)[1])
    assert_sentences(read_letters_of_index(ObjectType.SPEAKER, options)[1])


def test_addresses_are_parted_by_a_comma_with_or_without_a_blank() -> None:
    text = "https://a.org/x,https://b.org/y, https://c.org/1,2"
    talk, complaints = read_facts(ObjectType.TALK, {"video": text})
    assert complaints == []
    assert talk == Talk(video=("https://a.org/x", "https://b.org/y", "https://c.org/1,2"))


@pytest.mark.parametrize("text", ["- Ann\n- Bo", "[x, y]", "- Ann"])
def test_a_list_in_yaml_is_a_complaint_and_no_name(text: str) -> None:
    talk, [complaint] = read_facts(ObjectType.TALK, {"speakers": text})
    assert talk == Talk()
    assert "with commas" in complaint.message
