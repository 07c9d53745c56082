"""What can be taken away, read back: all that is known, and the programmes of conferences."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from confnotes.exports.hiding import without_hidden
from confnotes.exports.moments import begin_of
from confnotes.imports.sources.vocabulary import is_break
from confnotes.imports.sources.wording import clean_line
from confnotes.links.known import KnownHost, KnownLink, KnownLinks, UrlStatus
from confnotes.lookup import Lookup
from confnotes.model import (
    RECORDS,
    Conference,
    ObjectType,
    Speaker,
    Talk,
    TalkType,
    Topic,
    TopicStatus,
)
from confnotes.names import slugify
from making import conference, law, mention, notebook, notebooks, page, speaker, talk, topic
from taken_away import address, check_schedule, exported

if TYPE_CHECKING:
    from confnotes.model import Declaration
    from confnotes.tables import Entry

LISTS = {kind: f"{kind}s" for kind in ObjectType}
SCHEMA = json.loads(exported(notebook())["talks.schema.json"])
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def everything(lookup: Lookup) -> dict[str, Any]:
    """Return what talks.json says, once it is as its schema says."""
    said = json.loads(exported(lookup)["talks.json"])
    VALIDATOR.validate(said)
    return said


# Notebooks in which everything is filled in, or may be

_WORDS = (
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)
    .map(clean_line)
    .filter(lambda text: slugify(text) and not is_break(text, ""))
)
_TEXTS = st.one_of(st.just(""), _WORDS)
_PEOPLE = ["Ann Lee", "Łukasz Langa", "김영근", "Zoë O'Neil", "Jean-Luc <b>", "ann-lee"]
_TOPICS = ["C++", "Data Science", "data-science", "redis", "視頻"]
#: Each would be taken for something else by its host or its ending.
_PLACES = [
    "https://github.com/a/{}",
    "https://youtu.be/{}",
    "https://speakerdeck.com/a/{}",
    "http://example.org/{}.vtt",
    "https://example.org/{}?a=1&b=<2>".replace("<", "%3C").replace(">", "%3E"),
    "mailto:{}@example.org",
]
_DAYS = st.integers(0, 3).map(lambda after: dt.date(2012, 9, 4) + dt.timedelta(after))
_CONFERENCE = st.builds(
    Conference,
    series=_TEXTS,
    start=st.just(dt.date(2012, 9, 4)),
    end=st.just(dt.date(2012, 9, 7)),
    venue=_TEXTS,
    city=_TEXTS,
    timezone=st.sampled_from(["", "America/New_York", "Asia/Kathmandu", "UTC"]),
    url=st.sampled_from(["", "http://conf.example/"]),
    videos=st.sampled_from([(), ("https://videos.example/", "https://videos.example/2")]),
    elsewhere=st.sampled_from([(), ("https://notes.example/",)]),
    aliases=st.lists(_WORDS, max_size=2).map(tuple),
)
_NAMED = {
    "speakers": st.lists(st.sampled_from(_PEOPLE), max_size=3, unique_by=slugify).map(tuple),
    "topics": st.lists(st.sampled_from(_TOPICS), max_size=3).map(tuple),
}


@st.composite
def _talks(draw: st.DrawFn) -> Talk:
    kinds = draw(st.lists(st.sampled_from(["video", "slides", "code", "url", "elsewhere"])))
    urls: dict[str, tuple[str, ...]] = {}
    for at, kind in enumerate(kinds):
        place = draw(st.sampled_from(_PLACES)).format(at)
        urls[kind] = (*urls.get(kind, ()), place)
    date = draw(st.none() | _DAYS)
    return Talk(
        date=date,
        time=draw(st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0)))
        if date
        else None,
        duration=draw(st.none() | st.integers(1, 99 * 60)),
        room=draw(_TEXTS),
        track=draw(_TEXTS.filter(lambda text: slugify(text) not in {"none", "n-a", "tba"})),
        type=draw(st.sampled_from(TalkType)),
        language=draw(st.sampled_from(["", "en", "pt-BR", "zh-Hant", "de"])),
        **{name: draw(names) for name, names in _NAMED.items()},
        **urls,
    )


_SPEAKER = st.builds(
    Speaker,
    aliases=st.lists(_WORDS, max_size=2).map(tuple),
    url=st.sampled_from(["", "https://ann.example/"]),
    profiles=st.sampled_from([(), (("GitHub", "https://github.com/ann"),)]),
)
_TOPIC = st.builds(
    Topic,
    aliases=st.lists(_WORDS, max_size=2).map(tuple),
    broader=_NAMED["topics"],
    related=_NAMED["topics"],
    url=st.sampled_from(["", "https://redis.example/"]),
    status=st.none() | st.sampled_from(TopicStatus),
    successor=st.sampled_from(["", "C++", "something else"]),
    as_of=st.sampled_from(["", "2026", "2026-11", "2026-11-21"]),
)


@st.composite
def _filled(draw: st.DrawFn) -> Lookup:
    """Draw a notebook of one conference, its talks, a person and a topic."""
    held = [
        replace(talk("T", notes=draw(st.booleans())), title=draw(_WORDS), facts=draw(_talks()))
        for _ in range(draw(st.integers(0, 4)))
    ]
    pages = [page(f"c/t{at}", one) for at, one in enumerate(held)]
    return notebook(
        page("c/index", replace(conference("C"), title=draw(_WORDS), facts=draw(_CONFERENCE))),
        page("ann", replace(speaker("Ann Lee"), facts=draw(_SPEAKER))),
        page(
            "redis", replace(topic("redis"), facts=draw(_TOPIC)), references=[mention("talk", "t0")]
        ),
        *pages,
    )


# talks.json


def check_is_complete(lookup: Lookup) -> None:
    """Check that every field of every declaration is there, and what it is resolved to."""
    said = everything(lookup)
    for kind, name in LISTS.items():
        table = lookup.table(kind)
        assert [one["id"] for one in said[name]] == sorted(table)
        for one in said[name]:
            check_object(lookup, table[one["id"]], one)


def check_object(lookup: Lookup, entry: Entry[Any], said: dict[str, Any]) -> None:
    target, facts = entry.target, entry.facts
    assert said["label"] == target.label
    assert said.get("page", "") == address(target)
    assert said["has_notes"] == bool(entry.declaration and entry.declaration.has_notes)
    assert [(one["kind"], one["id"]) for one in said.get("mentioned_by", [])] == [
        (one.objtype, one.id) for one in lookup.mentions.get((target.objtype, target.id), ())
    ]
    for field in fields(facts):
        value = getattr(facts, field.name)
        if value and field.name not in {"id", "time"}:
            check_field(lookup, field.name, value, said[field.name])
    if isinstance(facts, Talk):
        assert said.get("start", "")[:16] == (
            f"{facts.date}T{facts.time:%H:%M}" if facts.date and facts.time else ""
        )
        held_at = lookup.conference_of(target)
        assert said.get("conference", {}).get("id") == (held_at.target.id if held_at else None)
        assert tuple(said.get("related", ())) == lookup.related[target.id]
    if isinstance(facts, Topic):
        assert tuple(said.get("narrower", ())) == lookup.narrower.get(target.id, ())


NAMES = {
    "speakers": ObjectType.SPEAKER,
    "topics": ObjectType.TOPIC,
    "broader": ObjectType.TOPIC,
    "related": ObjectType.TOPIC,
    "successor": ObjectType.TOPIC,
}


def check_field(lookup: Lookup, name: str, value: Any, said: Any) -> None:
    if name in NAMES:
        names = value if isinstance(value, tuple) else (value,)
        shown = said if isinstance(said, list) else [said]
        assert tuple(one["name"] for one in shown) == names
        found = [lookup.resolve(NAMES[name], one) for one in names]
        assert [one.get("id") for one in shown] == [one.id if one else None for one in found]
    elif name == "conference":
        assert said["name"] == value
    elif name == "profiles":
        assert tuple((one["site"], one["url"]) for one in said) == value
    else:
        assert (tuple(said) if isinstance(said, list) else said) == (
            value.isoformat() if isinstance(value, dt.date) else value
        )


@law
@given(_filled())
def test_no_field_of_a_notebook_is_lost(lookup: Lookup) -> None:
    check_is_complete(lookup)


@law
@given(notebooks().map(Lookup))
def test_a_notebook_in_which_much_is_wrong_is_exported_as_it_is_understood(lookup: Lookup) -> None:
    check_is_complete(lookup)


def test_the_schema_has_every_field_and_no_other() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    derived = {"talk": {"start", "related"}, "topic": {"narrower"}}
    for kind, record in RECORDS.items():
        names = {field.name for field in fields(record)} - {"id", "time"}
        assert {*SCHEMA["$defs"][kind]["properties"]} == names | derived.get(kind, set())
    assert SCHEMA["$defs"]["talk"]["properties"]["type"]["enum"] == [*TalkType]
    assert SCHEMA["$defs"]["topic"]["properties"]["status"]["enum"] == [*TopicStatus]


def test_each_field_has_its_line() -> None:
    """So that a difference of two builds says what is another."""
    first = page("c/index", conference("C"), talk("T", date="2012-09-04", speakers="Ann, Bo"))
    second = page("c/index", conference("C"), talk("T", date="2012-09-05", speakers="Ann, Bo"))
    one, other = (exported(notebook(each))["talks.json"].splitlines() for each in (first, second))
    assert [line for line in one if line not in other] == [b'  "date": "2012-09-04",']


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("America/New_York", dt.date(2012, 9, 4), "2012-09-04T14:20:00-04:00"),
        ("America/New_York", dt.date(2012, 12, 4), "2012-12-04T14:20:00-05:00"),
        ("Asia/Kathmandu", dt.date(2012, 9, 4), "2012-09-04T14:20:00+05:45"),
        ("", dt.date(2012, 9, 4), "2012-09-04T14:20:00"),
        ("Mars/Olympus", dt.date(2012, 9, 4), "2012-09-04T14:20:00"),
    ],
)
def test_times_have_the_offset_of_their_conference(zone: str, day: dt.date, start: str) -> None:
    lookup = notebook(page("c", conference("C", timezone=zone)))
    assert begin_of(Talk(date=day, time=dt.time(14, 20)), lookup.conferences["c"]) == start


# Schedules


@law
@given(_filled())
def test_our_own_importer_reads_a_schedule_without_loss(lookup: Lookup) -> None:
    check_schedule(lookup, "c", exported(lookup)["schedules/c.json"])


def of_one(*talks: Declaration, **facts: Any) -> dict[str, Any]:
    lookup = notebook(page("c/index", conference("Conf", end="2012-09-06", **facts), *talks))
    return json.loads(exported(lookup)["schedules/c.json"])


def test_a_schedule_has_what_its_readers_demand() -> None:
    """All that c3voc's schema requires, in its words, with nothing where nobody knows."""
    made = of_one(
        talk("On caching", date="2012-09-04 14:20", speakers="Ann Lee", room="2", duration=45),
        talk("Later", date="2012-09-05"),
        timezone="America/New_York",
    )
    held_at = made["schedule"]["conference"]
    required = {"acronym", "title", "days", "daysCount", "start", "end", "timeslot_duration"}
    assert required <= held_at.keys()
    first, second = held_at["days"]
    assert (first["index"], first["date"], second["index"]) == (1, "2012-09-04", 2)
    assert first["day_start"] == "2012-09-04T00:00:00-04:00"
    assert first["day_end"] == "2012-09-04T23:59:59-04:00"
    [event] = first["rooms"]["2"]
    assert event == {
        "guid": "8c8752a4-e650-5358-9ee6-8220ca362e05",  # for good
        "id": event["id"],
        "date": "2012-09-04T14:20:00-04:00",
        "start": "14:20",
        "duration": "00:45",
        "room": "2",
        "slug": "c-on-caching",
        "url": "",
        "title": "On caching",
        "subtitle": "",
        "track": "",
        "type": "talk",
        "language": "",
        "abstract": "",
        "persons": [{**event["persons"][0], "public_name": "Ann Lee"}],
        "links": [],
    }
    assert 0 < event["id"] < 2**31
    [later] = second["rooms"][""]
    assert (later["date"], later["start"], later["duration"]) == ("2012-09-05", "", "00:00")


def test_a_talk_whose_day_is_not_known_is_in_no_day() -> None:
    made = of_one(talk("Some day", speakers="Ann Lee"))
    assert made["schedule"]["conference"]["days"] == []
    [event] = made["schedule"]["events"]
    assert event["participants"][0]["public_name"] == "Ann Lee"
    assert not event.keys() & {"date", "start", "persons"}


def test_a_guid_is_the_same_wherever_the_site_is() -> None:
    lookup = notebook(page("c/index", conference("Conf"), talk("On caching")))
    name = "schedules/c.json"
    assert exported(lookup)[name] == exported(lookup, "https://notes.example/")[name]


def test_a_conference_without_any_day_has_no_schedule() -> None:
    assert not [
        name
        for name in exported(notebook(page("c/index", conference("C", start=""), talk("T"))))
        if name.startswith("schedules/")
    ]


def test_an_address_that_is_not_to_be_shown_is_taken_away_by_nobody() -> None:
    usurped, dead = "http://usurped.example/a", "http://dead.example/"
    known = KnownLinks(
        links=(KnownLink(dead, UrlStatus.DEAD),),
        hosts=(KnownHost("http://usurped.example", UrlStatus.USURPED),),
    )
    lookup = notebook(
        page("c/index", conference("Conf", url=usurped)),
        page("c/a", talk("A", video=(usurped, dead), slides=(usurped,))),
        page("p", speaker("Ann", profiles=(("Site", usurped), ("Other", dead)))),
    )
    shown = without_hidden(lookup, known)
    [one] = shown.talks.values()
    assert (one.facts.video, one.facts.slides) == ((dead,), ())
    assert shown.speakers["ann"].facts.profiles == (("Other", dead),)
    assert shown.conferences["c"].facts.url == ""
    assert without_hidden(lookup, KnownLinks()) is lookup
