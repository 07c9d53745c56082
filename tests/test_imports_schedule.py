"""Schedules in JSON and XML, of old and new exports, become programmes; others one sentence."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.imports.sources.schedule import read_schedule
from confnotes.model import Talk, TalkType
from making import law
from reading_back import check

if TYPE_CHECKING:
    from confnotes.imports.model import Imported, Programme

NEW: dict[str, Any] = {
    "guid": "8079583e-8321-506c-95af-fd2903a5f075",
    "id": 25,
    "logo": None,
    "date": "2026-05-14T09:30:00+02:00",
    "start": "09:30",
    "duration": "00:45",
    "room": "Hall #2",
    "slug": "exampleconf-25-fast-tests",
    "url": "https://exampleconf.example/talk/G9JGWY/",
    "title": "Fast tests",
    "subtitle": "",
    "track": "Practice",
    "type": "Talk",
    "language": "en",
    "abstract": "Tests *get* slow.",
    "description": "And fast again.",
    "do_not_record": False,
    "persons": [{"id": 26, "code": "NQTF8Y", "public_name": "Ann Lee", "answers": []}],
    "links": [],
    "attachments": [],
}


def schedule(*talks: dict[str, Any], **conference: Any) -> dict[str, Any]:
    """Make an export with one day and one room."""
    day = {
        "index": 1,
        "date": "2026-05-14",
        "day_start": "2026-05-14T04:00:00+02:00",
        "day_end": "2026-05-15T03:59:00+02:00",
        "rooms": {"Hall #2": list(talks)},
    }
    said = {
        "acronym": "ec26",
        "title": "ExampleConf 2026",
        "start": "2026-05-14",
        "end": "2026-05-15",
        "daysCount": 2,
        "time_zone_name": "Europe/Berlin",
        "url": "https://exampleconf.example/",
        "days": [day],
        **conference,
    }
    base = "https://exampleconf.example/"
    return {"schedule": {"version": "1.1", "base_url": base, "conference": said}}


def read(*talks: dict[str, Any], **conference: Any) -> Programme:
    return read_json(schedule(*talks, **conference))


def read_json(raw: object) -> Programme:
    programme = read_schedule(json.dumps(raw).encode(), "schedule.json")
    check(programme)
    return programme


def read_one(**fields: Any) -> Imported[Talk]:
    [talk] = read({**NEW, **fields}).talks
    return talk


def without(*fields: str) -> dict[str, Any]:
    return {name: value for name, value in NEW.items() if name not in fields}


def test_a_talk_has_all_its_facts() -> None:
    programme = read(NEW)
    [talk] = programme.talks
    assert programme.remarks == ()
    assert talk.key == "8079583e-8321-506c-95af-fd2903a5f075"
    assert talk.title == "Fast tests"
    assert talk.content == "Tests *get* slow.\n\nAnd fast again."
    assert talk.facts == Talk(
        speakers=("Ann Lee",),
        date=dt.date(2026, 5, 14),
        time=dt.time(9, 30),
        duration=45,
        room="Hall #2",
        track="Practice",
        language="en",
        url=("https://exampleconf.example/talk/G9JGWY/",),
    )


def test_a_conference_has_all_its_facts() -> None:
    conference = read(NEW, venue="Old Market", city="Porto", description="By the sea.").conference
    assert (conference.key, conference.title) == ("ec26", "ExampleConf 2026")
    assert conference.content == "By the sea."
    facts = conference.facts
    assert (facts.start, facts.end) == (dt.date(2026, 5, 14), dt.date(2026, 5, 15))
    assert (facts.series, facts.venue, facts.city) == ("ExampleConf", "Old Market", "Porto")
    assert (facts.timezone, facts.url) == ("Europe/Berlin", "https://exampleconf.example/")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ([{"name": "Ann Lee"}], ("Ann Lee",)),
        ([{"public_name": "Ann", "name": "Ann Lee"}], ("Ann",)),
        ([{"full_public_name": "Ann Lee"}], ("Ann Lee",)),
        (["Ann Lee", "Bo Novak"], ("Ann Lee", "Bo Novak")),
        ([{"name": " Ann \n Lee "}, {"name": "Ann Lee"}], ("Ann Lee",)),
        ([{"name": "U\u0308nal"}], ("Ünal",)),
        ([{"name": "Josef Hora, Jr."}], ("Josef Hora Jr.",)),
        ([{"name": "Ann Lee, Bo Novak"}], ("Ann Lee", "Bo Novak")),
        ([{"name": "[Ann]"}], ("Ann",)),
        ([{"name": "TBA"}, {"name": "Various speakers"}, {"name": "n/a"}, {"name": "?"}], ()),
        (None, ()),
    ],
)
def test_persons_are_named_as_each_export_names_them(fields: Any, names: tuple[str, ...]) -> None:
    assert read_one(persons=fields).facts.speakers == names


def test_one_person_is_spelled_in_one_way() -> None:
    people = ["Stéphane W", "Stephane W", "Stéphane W"]
    talks = [{**NEW, "guid": at, "persons": [name]} for at, name in enumerate(people)]
    assert {talk.facts.speakers for talk in read(*talks).talks} == {("Stéphane W",)}


def test_two_persons_of_one_sound_stay_two() -> None:
    talks = [{**NEW, "guid": at, "persons": [name]} for at, name in enumerate(["视频", "食品"])]
    assert [talk.facts.speakers for talk in read(*talks).talks] == [("视频",), ("食品",)]


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (NEW, "8079583e-8321-506c-95af-fd2903a5f075"),
        (without("guid"), "25"),
        ({**NEW, "guid": None, "id": "25"}, "25"),
        (without("guid", "id"), "fast-tests-2026-05-14"),
        ({**NEW, "guid": "../../etc"}, "../../etc"),
    ],
)
def test_the_key_is_what_the_source_knows_a_talk_by(raw: dict[str, Any], key: str) -> None:
    assert read(raw).talks[0].key == key


def test_a_talk_that_is_given_again_has_a_key_of_its_own() -> None:
    again = {**NEW, "date": "2026-05-15T09:30:00+02:00"}
    assert [talk.key for talk in read(without("guid"), {**again, "guid": 0, "id": 25}).talks] == [
        "25",
        "0",
    ]
    keys = [talk.key for talk in read(NEW, again).talks]
    assert keys == [NEW["guid"], f"{NEW['guid']}-2"]


def test_a_talk_that_is_there_twice_is_read_once() -> None:
    programme = read(NEW, NEW)
    assert len(programme.talks) == 1
    assert programme.remarks == ("'Fast tests': it is there twice, and was read once",)


@pytest.mark.parametrize(
    ("fields", "date", "time"),
    [
        ({"date": "2026-05-14T23:30:00-07:00"}, "2026-05-14", "23:30"),
        ({"date": "2026-05-14T09:30:00Z", "start": "11:30"}, "2026-05-14", "09:30"),
        ({"date": "2026-05-15T01:15:00+02:00", "start": "01:15"}, "2026-05-15", "01:15"),
        ({"date": None, "start": "23:15"}, "2026-05-14", "23:15"),
        ({"date": None, "start": "01:15"}, "2026-05-15", "01:15"),
        ({"date": "soon", "start": "9:15"}, "2026-05-14", "09:15"),
        ({"date": "2026-05-15", "start": "01:15"}, "2026-05-15", "01:15"),
        ({"date": None, "start": None}, "2026-05-14", None),
        ({"date": None, "start": "25:00"}, "2026-05-14", None),
    ],
)
def test_times_are_those_on_the_wall(fields: Any, date: str, time: str | None) -> None:
    facts = read_one(**fields).facts
    assert str(facts.date) == date
    assert facts.time == (dt.time.fromisoformat(time) if time else None)


def test_after_the_last_of_all_days_is_none() -> None:
    day = {"date": "9999-12-31", "rooms": {"1": [{**NEW, "date": None, "start": "01:15"}]}}
    [talk] = read(start="9999-12-31", end=None, days=[day]).talks
    assert talk.facts.date == dt.date.max


def test_a_conference_lasts_until_its_last_talk_has_begun() -> None:
    facts = read({**NEW, "date": "2026-05-16T01:15:00+02:00"}).conference.facts
    assert (facts.start, facts.end) == (dt.date(2026, 5, 14), dt.date(2026, 5, 16))


def test_a_date_far_from_the_conference_is_none_of_it() -> None:
    programme = read({**NEW, "date": "1970-01-01T00:00:00+00:00"})
    [talk] = programme.talks
    assert (talk.facts.date, talk.facts.time) == (None, None)
    assert programme.conference.facts.start == dt.date(2026, 5, 14)
    assert "'Fast tests': 1970-01-01 is far" in programme.remarks[0]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2026-05-13T10:00:00+02:00", "2026-05-15T20:00:00+02:00", 13, 15),
        ("2026-05-14", "2026-05-14", 14, None),
        ("2026-05-15", "2026-05-13", 13, 15),
        (None, None, 14, None),
        ("tomorrow", None, 14, None),
    ],
)
def test_the_days_of_a_conference(start: Any, end: Any, first: int, last: int | None) -> None:
    facts = read(NEW, start=start, end=end).conference.facts
    assert facts.start == dt.date(2026, 5, first)
    assert facts.end == (dt.date(2026, 5, last) if last else None)


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"duration": "1:02:03"}, 62),
        ({"duration": "90"}, 90),
        ({"duration": 90}, 90),
        ({"duration": "00:00"}, None),
        ({"duration": "long"}, None),
        ({"duration": None, "end": "2026-05-14T10:00:00+02:00"}, 30),
        ({"duration": None, "end": "2026-05-14T08:00:00+00:00"}, 30),
        ({"end": "2026-05-14T09:00:00+02:00"}, 45),
        ({"end": "2026-05-14T10:00:00"}, 45),
    ],
)
def test_durations_in_minutes(fields: Any, minutes: int | None) -> None:
    assert read_one(**fields).facts.duration == minutes


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("lecture", TalkType.TALK),
        ("Vortrag", TalkType.TALK),
        ("maintrack", TalkType.TALK),
        ("Talk (long)", TalkType.TALK),
        ("Keynote", TalkType.KEYNOTE),
        ("lightning_talk", TalkType.LIGHTNING),
        ("lightningtalk", TalkType.LIGHTNING),
        ("Hands-on Workshop", TalkType.WORKSHOP),
        ("Tutorial (90 min)", TalkType.TUTORIAL),
        ("Podiumsdiskussion", TalkType.PANEL),
        ("Poster session", TalkType.POSTER),
        ("meeting", TalkType.OTHER),
        ("Gamedev talk", TalkType.TALK),
        (None, TalkType.TALK),
        ({"de": "Arbeitskreis", "en": "Panel"}, TalkType.PANEL),
    ],
)
def test_types(word: Any, kind: TalkType) -> None:
    assert read_one(type=word).facts.type is kind


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("de", "de"),
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("de-formal", "de"),
        ("zh-hant", "zh-Hant"),
        ("deu", "de"),
        ("German", "de"),
        ("und", ""),
        ("Klingonish", ""),
        (None, ""),
    ],
)
def test_languages(said: Any, tag: str) -> None:
    assert read_one(language=said).facts.language == tag


def test_of_several_languages_that_of_most_talks_counts() -> None:
    title = {"en": "ExampleConf", "de": "Beispielkonferenz"}
    german = {**NEW, "language": "de", "title": {"fr": "Essais", "de": "Proben"}}
    programme = read(german, {**NEW, "guid": 2, "title": {"en": "One", "fr": "Un"}}, title=title)
    assert programme.conference.title == "ExampleConf"  # as many talks in one as in the other
    programme = read(german, {**german, "guid": 2, "title": {"en": "One"}}, title=title)
    assert programme.conference.title == "Beispielkonferenz"
    assert [talk.title for talk in programme.talks] == ["Proben", "One"]
    assert read_one(track={"fr": "Pratique", "it": "Pratica"}).facts.track == "Pratique"


@pytest.mark.parametrize("track", [None, "", " - ", "None", "n/a"])
def test_a_track_that_says_nothing_is_none(track: Any) -> None:
    assert read_one(track=track).facts.track == ""


def test_the_abstract_is_not_said_twice() -> None:
    assert read_one(abstract="Slow.", description="Slow.\r\n\r\nFast.").content == "Slow.\n\nFast."
    assert read_one(abstract="Slow.", description="Slow.").content == "Slow."
    talk = read_one(subtitle="A story", abstract="<p>Slow.</p>", description=None)
    assert talk.content == "A story\n\n<p>Slow.</p>"


@pytest.mark.parametrize(
    ("link", "option"),
    [
        ({"url": "https://a.example/x.pdf", "title": "Handout"}, "slides"),
        ({"url": "https://a.example/x", "title": "My slides"}, "slides"),
        ({"url": "https://a.example/x", "type": "slides"}, "slides"),
        ({"url": "https://a.example/x.pdf", "type": "paper"}, "url"),
        ({"url": "https://speakerdeck.com/ann/x"}, "slides"),
        ({"url": "https://docs.google.com/presentation/d/1"}, "slides"),
        ({"url": "https://docs.google.com/spreadsheets/d/1"}, "url"),
        ({"url": "https://www.youtube.com/watch?v=1"}, "video"),
        ({"url": "https://www.youtube.com/playlist?list=1"}, "url"),
        ({"url": "https://a.example/x.webm", "title": "WebM"}, "video"),
        ({"url": "https://a.example/x", "title": "Video recording"}, "video"),
        ({"url": "https://a.example/x.vtt", "title": "Video subtitles"}, "url"),
        ({"url": "https://github.com/ann/x", "title": "x"}, "code"),
        ({"url": "https://github.com/ann", "title": "Ann"}, "url"),
        ({"url": "https://a.example/x", "title": "Source code"}, "code"),
        ({"url": "https://a.example/x", "title": "Bo's notes"}, "elsewhere"),
        ({"url": "https://a.example/x", "title": "https://a.example/video"}, "url"),
        ("https://a.example/x", "url"),
    ],
)
def test_links_are_sorted_by_what_they_are(link: Any, option: str) -> None:
    facts = read_one(links=[link], url=None).facts
    url = link if isinstance(link, str) else link["url"]
    assert getattr(facts, option) == (url,)
    assert read_one(attachments=[link], url=None).facts == facts


def test_an_address_is_there_once() -> None:
    links = [{"url": NEW["url"], "title": "Slides"}, {"url": "https://a.example/v.mp4"}]
    facts = read_one(links=links, video_download_url="https://a.example/v.mp4").facts
    assert (facts.url, facts.slides) == ((NEW["url"],), ())
    assert facts.video == ("https://a.example/v.mp4",)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/system/my slides.pdf", "https://exampleconf.example/system/my%20slides.pdf"),
        (" https://a.example/x.pdf, ", "https://a.example/x.pdf"),
        (
            "https://a.example/x,https://b.example/y.pdf",
            "https://a.example/x%2Chttps://b.example/y.pdf",
        ),
    ],
)
def test_addresses_are_tidied(written: str, url: str) -> None:
    assert read_one(attachments=[{"url": written}]).facts.slides == (url,)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example/", "a b", "http://[x"])
def test_what_a_page_may_not_link_to_is_remarked_on(url: str) -> None:
    programme = read({**NEW, "links": [{"url": url}]})
    assert programme.talks[0].facts.url == (NEW["url"],)
    [remark] = programme.remarks
    assert remark == f"'Fast tests': a page may not link to {url!r}; it was left out"


def test_breaks_are_counted() -> None:
    titles = ["Lunch", "Coffee break", "Registration & Coffee", "Mittagspause", "Lunch break (1h)"]
    breaks = [{**NEW, "guid": title, "title": title, "persons": []} for title in titles[:4]]
    typed = {**NEW, "guid": 5, "title": "Meet", "type": "break", "persons": []}
    talks = [
        {**NEW, "guid": 6, "title": "Lunch"},  # somebody speaks about it
        {**NEW, "guid": 7, "title": "Break the web", "persons": []},
    ]
    programme = read(*breaks, typed, *talks)
    assert [talk.title for talk in programme.talks] == ["Lunch", "Break the web"]
    assert programme.remarks == ("lunch, registration and the like were left out (5 in all)",)


@pytest.mark.parametrize("title", [None, "", " ", "???", [], {}, True])
def test_a_talk_without_a_title_is_remarked_on(title: Any) -> None:
    programme = read({**NEW, "title": title}, {**NEW, "guid": 2})
    assert [talk.key for talk in programme.talks] == ["2"]
    assert programme.remarks[0].startswith("a talk in room 'Hall #2' was left out: its title, ")


def test_a_title_may_be_a_number() -> None:
    assert read_one(title=1984).title == "1984"


@pytest.mark.parametrize("raw", [None, "talk", 7, [], {}])
def test_a_talk_that_is_none_is_remarked_on(raw: Any) -> None:
    programme = read(raw, NEW)
    assert len(programme.talks) == 1
    assert programme.remarks[0].startswith("a talk in room 'Hall #2' was left out: ")


def test_what_is_wrong_with_a_talk_does_not_take_the_rest_with_it() -> None:
    persons = [{"name": "Ann Lee"}, 7, {"name": ["x"]}, {"name": "Bo Novak"}]
    programme = read({**NEW, "room": [1], "do_not_record": True, "persons": persons})
    [talk] = programme.talks
    assert talk.facts.speakers == ("Ann Lee", "Bo Novak")
    assert talk.facts.room == "Hall #2"
    assert set(programme.remarks) == {
        "'Fast tests': room was left out",
        "'Fast tests': persons.1 was left out",
        "'Fast tests': persons.2 was left out",
    }


@pytest.mark.parametrize("days", [None, 7, {}, "x"])
def test_days_that_are_none(days: Any) -> None:
    with pytest.raises(ValueError, match=r"schedule.json has no 'schedule'"):
        read(NEW, days=days)


@pytest.mark.parametrize("day", [None, 7, {"rooms": 7}, {"rooms": {"A": 7}}, {"rooms": [1]}])
def test_a_day_that_is_none_is_remarked_on(day: Any) -> None:
    raw = schedule(NEW)
    raw["schedule"]["conference"]["days"].append(day)
    programme = read_json(raw)
    assert len(programme.talks) == 1
    assert programme.remarks[0].startswith("day 2 could not be read: ")


def test_a_day_without_rooms_has_no_talks() -> None:
    assert read(days=[{"date": "2026-05-14", "rooms": []}, {"date": "2026-05-15"}]).talks == ()


def test_a_time_zone_or_an_address_that_is_none_is_remarked_on() -> None:
    programme = read(NEW, time_zone_name="Mars/Base", url="javascript:x")
    assert (programme.conference.facts.timezone, programme.conference.facts.url) == ("", "")
    assert "'Mars/Base' is not a time zone" in programme.remarks[0]
    assert "'javascript:x' is not a URL" in programme.remarks[1]


def test_an_old_export_says_less() -> None:
    raw = {
        "schedule": {
            "version": 1.1,
            "conference": {
                "title": "ExampleConf",
                "days": [
                    {
                        "date": "2026-05-14",
                        "rooms": {"1": [{"id": 7, "title": "Fast tests", "start": "01:30"}]},
                    }
                ],
            },
        }
    }
    programme = read_json(raw)
    [talk] = programme.talks
    assert (programme.conference.key, talk.key) == ("exampleconf", "7")
    assert talk.facts == Talk(date=dt.date(2026, 5, 15), time=dt.time(1, 30), room="1")
    assert programme.conference.facts.end == dt.date(2026, 5, 15)


XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <generator name="frab" version="1"/>
  <version>v1.1</version>
  <conference>
    <acronym>ec26</acronym>
    <title>ExampleConf 2026</title>
    <start>2026-05-14</start>
    <end>2026-05-15</end>
    <city>Porto</city>
    <days>2</days>
    <base_url>https://exampleconf.example/</base_url>
    <time_zone_name>Europe/Lisbon</time_zone_name>
    <track name="Practice" slug="practice"/>
  </conference>
  <day index="1" date="2026-05-14" start="2026-05-14T04:00:00+01:00">
    <room name="Hall #2" guid="x">
      <event guid="8079583e" id="25">
        <room>Hall #2</room>
        <title>Fast tests &amp; slow ones</title>
        <subtitle/>
        <type>lecture</type>
        <date>2026-05-14T09:30:00+01:00</date>
        <start>09:30</start>
        <duration>00:45</duration>
        <abstract>&lt;p&gt;Slow.&lt;/p&gt;</abstract>
        <description><![CDATA[<p>Fast.</p>]]></description>
        <language>en</language>
        <track>Practice</track>
        <recording><license/><optout>true</optout></recording>
        <persons><person id="26" code="N">Ann Lee</person><person id="27">Bo</person></persons>
        <links><link href="https://a.example/x">More</link></links>
        <attachments><attachment href="/x.pdf" type="slides">Slides</attachment></attachments>
        <video_download_url>https://a.example/x.mp4</video_download_url>
      </event>
    </room>
    <room name="Hall #2"><event id="26"><title>Lunch</title><start>12:00</start></event></room>
    <room name="Bar"><event id="27"><title>Late</title><start>00:30</start></event></room>
  </day>
</schedule>
"""


def test_xml_says_the_same_as_json() -> None:
    programme = read_schedule(XML.encode(), "schedule.xml")
    check(programme)
    assert programme.conference.facts.timezone == "Europe/Lisbon"
    assert programme.conference.facts.city == "Porto"
    assert programme.remarks == ("lunch, registration and the like were left out (1 in all)",)
    talk, late = programme.talks
    assert (talk.key, talk.title) == ("8079583e", "Fast tests & slow ones")
    assert talk.content == "<p>Slow.</p>\n\n<p>Fast.</p>"
    assert talk.facts == Talk(
        speakers=("Ann Lee", "Bo"),
        date=dt.date(2026, 5, 14),
        time=dt.time(9, 30),
        duration=45,
        room="Hall #2",
        track="Practice",
        language="en",
        video=("https://a.example/x.mp4",),
        slides=("https://exampleconf.example/x.pdf",),
        url=("https://a.example/x",),
    )
    assert late.facts == Talk(date=dt.date(2026, 5, 15), time=dt.time(0, 30), room="Bar")


def test_of_an_element_that_is_there_twice_the_first_counts() -> None:
    text = XML.replace("<type>", "<title>Other</title><type>")
    assert read_schedule(text.encode(), "x").talks[0].title == "Fast tests & slow ones"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    raw = json.dumps(schedule({**NEW, "title": "Übung"}), ensure_ascii=False)
    assert read_schedule(raw.encode(encoding), "x").talks[0].title == "Übung"
    if encoding != "utf-32":
        text = XML.replace("Fast tests", "Übung").replace("UTF-8", encoding.removesuffix("-sig"))
        assert read_schedule(text.encode(encoding), "x").talks[0].title.startswith("Übung")


def test_half_a_character_and_control_characters_go() -> None:
    talk = read_one(title="Fast\ud800 te\x00sts", abstract="a\x0bb\x07", room="1\u2028 2")
    assert (talk.title, talk.facts.room) == ("Fast tests", "1 2")
    assert talk.content.startswith("a\nb\n")


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
JSON = json.dumps(schedule(NEW))
LATIN = XML.replace("Fast", "Übung").encode("latin-1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"BEGIN:VCALENDAR", "is neither JSON nor XML; expected a schedule"),
        (b"\x89PNG\r\n", "is neither JSON nor XML"),
        (b"<html><body/></html>", "is a web page; look for the address"),
        (b"<!DOCTYPE html><html></html>", "is a web page"),
        (XML.replace("<schedule>", f"{BOMB}<schedule>").encode(), "document type"),
        (XML[: len(XML) // 2].encode(), "no XML, or not all of it: .* line"),
        (LATIN, "no XML, or not all of it"),
        (XML.replace("UTF-8", "x-unknown").encode(), "."),
        (XML.replace("UTF-8", "shift_jis").encode(), "cannot be read"),
        (b"<schedule/>", "has no 'title'"),
        (b"<a>" * 3000 + b"</a>" * 3000, "begins with <a>"),
        (JSON[: len(JSON) // 2].encode(), "no JSON, or not all of it: line 1, column"),
        (JSON.replace("Fast", "Übung").encode("latin-1"), "is no UTF-8"),
        (JSON.replace("25", "NaN").encode(), "NaN is no number"),
        (JSON.replace('"start"', '"guid"').encode(), "has 'guid' twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"9" * 10, "neither JSON nor XML"),
        (b'{"id": ' + b"9" * 5000 + b"}", "cannot be read"),
        (b"[]", "has no 'schedule'"),
        (b'{"talks": [], "rooms": []}', "has no 'schedule' with a 'conference'"),
        (b'{"schedule": {"version": 1}}', "has no 'schedule' with a 'conference'"),
        (b'{"schedule": {"conference": {"title": "C"}}}', "nothing says when it was"),
        (b'{"schedule": {"conference": {"start": "2026-05-14"}}}', "has no 'title'"),
    ],
)
def test_what_is_no_schedule_gets_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        read_schedule(content, "some file")
    assert str(caught.value).startswith("some file")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def survives(content: bytes) -> None:
    """Check that there is a programme, or one sentence."""
    complaint: ValueError | None = None
    try:
        programme = read_schedule(content, "some file")
    except ValueError as error:
        complaint = error
    if complaint:
        assert type(complaint) is ValueError  # and not pydantic's, nor the parser's
        assert str(complaint).startswith("some file")
    else:
        check(programme)
        assert len({talk.key for talk in programme.talks}) == len(programme.talks)


@law
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_make_a_traceback(content: bytes) -> None:
    survives(content)
    survives(b"{" + content)
    survives(b"<schedule>" + content)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(
        [
            "9999-12-31T23:59:59-23:59",
            "0001-01-01",
            "0001-01-01T00:00:00+23:59",
            "[a], [b]",
            "- a",
            "https://a.example/,https://b",
            "http://a b/c",
            "/x",
            "//[",
            "1e400",
            "..., a",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "de", "url", "name", "title"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the places of all values in a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [above] if above else []
    for key, one in inner:
        place = (*above, key)
        found += places(one, place) if isinstance(one, dict | list) else [place]
    return found


FULL = schedule({**NEW, "end": "2026-05-14T10:00:00+02:00", "links": [{"url": "/a", "title": "b"}]})
PLACES = places(FULL)


@law
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=4))
def test_no_value_in_an_export_makes_a_traceback(changes: list[tuple[Any, Any]]) -> None:
    raw = copy.deepcopy(FULL)
    for (*above, last), value in changes:
        at: Any = raw
        try:
            for key in above:
                at = at[key]
            at[last] = value
        except (TypeError, LookupError):
            continue
    survives(json.dumps(raw).encode())


@law
@given(st.data())
def test_no_damage_to_a_file_makes_a_traceback(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([XML, JSON])).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    survives(bytes(content))


XML_DAY = """<schedule><conference><title>ExampleConf 2008</title></conference>
<day date="2008-02-23">{}</day></schedule>"""


def test_talks_of_an_old_export_are_in_no_room() -> None:
    talk = "<event id='0'><start>15:00</start><room>Hall</room><title>Fast tests</title></event>"
    (one,) = read_schedule(XML_DAY.format(talk).encode(), "schedule.xml").talks
    assert (one.title, one.facts.room, one.facts.time) == ("Fast tests", "Hall", dt.time(15))


def test_a_person_in_xml_may_have_more_than_a_name() -> None:
    person = "<code>AB</code><public_name>Ann Lee</public_name><biography>Tests.</biography>"
    talk = f"<event><title>Fast tests</title><persons><person>{person}</person></persons></event>"
    (one,) = read_schedule(XML_DAY.format(talk).encode(), "schedule.xml").talks
    assert one.facts.speakers == ("Ann Lee",)


def test_nothing_in_front_of_the_declaration_matters() -> None:
    content = XML_DAY.replace("</title>", "</title><start>2008-02-23</start>").format("").encode()
    content = b'\xef\xbb\xbf\n <?xml version="1.0"?>' + content
    programme = read_schedule(content, "schedule.xml")
    assert programme.conference.title == "ExampleConf 2008"
    assert programme.remarks == (
        "there is no talk in the schedule; import it again when there are some",
    )


def test_the_second_form_of_c3voc_lists_its_talks() -> None:
    talk = {
        "guid": "a",
        "type": "WORKSHOP",
        "start": "2026-05-15T00:15:00+02:00",
        "end": "2026-05-15T00:55:00+02:00",
        "title": "Fast tests",
        "room": {"name": "Hall", "slug": "hall"},
        "track": {"slug": "practice"},
        "participants": [{"name": "Ann Lee", "role": "SPEAKER"}],
        "attachments": [{"type": "SLIDES", "url": "https://exampleconf.example/1"}],
    }
    raw = schedule(tracks=[{"slug": "practice", "name": "Practice"}], days=[{"date": "2026-05-14"}])
    raw["schedule"]["events"] = [talk, "none"]
    programme = read_json(raw)
    (one,) = programme.talks
    assert one.facts == Talk(
        speakers=("Ann Lee",),
        date=dt.date(2026, 5, 15),
        time=dt.time(0, 15),
        duration=40,
        room="Hall",
        track="Practice",
        type=TalkType.WORKSHOP,
        slides=("https://exampleconf.example/1",),
    )
    assert len(programme.remarks) == 1


@pytest.mark.parametrize(
    ("said", "tag"), [("de, en", "de"), ("English/German", "en"), ("?, en", "en")]
)
def test_of_several_languages_of_a_talk_the_first_counts(said: str, tag: str) -> None:
    assert read_one(language=said).facts.language == tag


def test_what_is_wrong_with_many_talks_is_said_once() -> None:
    talks = [{**NEW, "guid": f"{n}", "title": f"Talk {n}", "language": "en, de"} for n in range(5)]
    remarks = read(*talks).remarks
    sentence = "of its languages, 'en, de', only the first was taken"
    assert remarks == (f"'Talk 0' and 4 others: {sentence}",)
    assert len(read(*talks[:3]).remarks) == 3


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ann Lee (she,her)", "Ann Lee (she her)"),
        ("Many [Different (P)eople]", "Many [Different (P)eople]"),
        ("['Ann Lee']", "'Ann Lee'"),
    ],
)
def test_brackets_belong_to_a_name(name: str, written: str) -> None:
    assert read_one(persons=[{"public_name": name}]).facts.speakers == (written,)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("//exampleconf.example/a", "https://exampleconf.example/a"),
        ("www.exampleconf.example", "https://www.exampleconf.example"),
        ("exampleconf.example/slides.pdf", "https://exampleconf.example/slides.pdf"),
    ],
)
def test_an_address_may_lack_its_scheme(written: str, url: str) -> None:
    facts = read_one(url="", links=[{"url": written}]).facts
    assert facts.url + facts.slides == (url,)


@pytest.mark.parametrize(("written", "remarks"), [("http://", 0), ("slides.pdf", 1), ("Slides", 1)])
def test_what_is_no_address_gets_none(written: str, remarks: int) -> None:
    programme = read({**NEW, "url": "", "links": [{"url": written}]})
    assert not programme.talks[0].facts.url
    assert len(programme.remarks) == remarks


def test_a_margin_that_a_program_has_made_goes() -> None:
    text = "Tests get slow.\n\n            And fast again.\n\n            - soon"
    assert read_one(abstract=text, description="").content == (
        "Tests get slow.\n\nAnd fast again.\n\n- soon"
    )
    code = "Like this:\n\n    make test"
    assert read_one(abstract=code, description="").content == code


def test_a_text_that_is_far_too_long_is_left_out() -> None:
    programme = read({**NEW, "description": "a " * 60_000})
    assert programme.talks[0].content == "Tests *get* slow."
    assert "119999 characters" in programme.remarks[0]


def test_an_end_that_is_no_date_is_that_of_the_days() -> None:
    raw = schedule(NEW, end="20026-05-15")
    raw["schedule"]["conference"]["days"].append({"date": "2026-05-16"})
    raw["schedule"]["conference"]["days"][-1]["rooms"] = {"A": [{**NEW, "guid": "b", "title": "B"}]}
    assert read_json(raw).conference.facts.end == dt.date(2026, 5, 16)
